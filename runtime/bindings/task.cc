// binding('task'): the queues that a task ends with, errors that nobody caught,
// and the asynchronous context.
#include "runtime/bind/module.h"
#include "runtime/env/v8_compat.h"

namespace rondo {
namespace {

void SetTickCallback(Environment& env, v8::Local<v8::Function> process_ticks,
                     v8::Local<v8::Uint8Array> tick_info) {
  env.SetSlot(kTaskModule, kTickCallback, process_ticks);
  env.SetSlot(kTaskModule, kTickInfo, tick_info);
  env.tasks().BindTickInfo();
}

void SetPromiseRejectCallback(Environment& env,
                              v8::Local<v8::Function> callback) {
  env.SetSlot(kTaskModule, kPromiseRejectCallback, callback);
}

/// Keeps a function that is a property of `functions`.
void SetFunction(Environment& env, int slot, v8::Local<v8::Object> functions,
                 std::string_view name) {
  v8::Local<v8::Value> function =
      functions->Get(env.context(), ToJs(env.isolate(), name)).ToLocalChecked();
  CHECK(function->IsFunction());
  env.SetSlot(kTaskModule, slot, function);
}

/// lib/internal/async/ids.js says what the array and the functions are.
void SetAsyncState(Environment& env, v8::Local<v8::Float64Array> state,
                   v8::Local<v8::Object> functions) {
  constexpr struct {
    int slot;
    const char* name;
  } kFunctions[] = {{kEmitInit, "emitInit"},
                    {kEmitBefore, "emitBefore"},
                    {kEmitAfter, "emitAfter"},
                    {kEmitDestroy, "emitDestroy"}};
  env.SetSlot(kTaskModule, kAsyncState, state);
  for (const auto& [slot, name] : kFunctions)
    SetFunction(env, slot, functions, name);
  env.async_ids().Bind();
}

/// lib/internal/async/turn.js says what they do.
void SetTurnCallbacks(Environment& env, v8::Local<v8::Object> functions) {
  constexpr struct {
    TaskSlot slot;
    const char* name;
  } kFunctions[] = {{kResetTurn, "resetTurn"},
                    {kTellTurnEnds, "tellTurnEnds"},
                    {kFindTurnFault, "findTurnFault"}};
  for (const auto& [slot, name] : kFunctions)
    SetFunction(env, slot, functions, name);
}

void SetAbortOnUncaught(Environment& env, bool on) {
  env.set_aborts_on_uncaught(on);
}

void SetUncaughtCallback(Environment& env, v8::Local<v8::Function> callback) {
  env.SetSlot(kTaskModule, kUncaughtCallback, callback);
}

void SetErrorFormatter(Environment& env, v8::Local<v8::Function> callback) {
  env.SetSlot(kTaskModule, kErrorFormatter, callback);
}

void RunMicrotasks(const v8::FunctionCallbackInfo<v8::Value>& info) {
  Environment::From(info.GetIsolate()).tasks().PerformCheckpoint();
}

/// Sends what was written in this task: its thread is about to block.
void FlushWrites(Environment& env) { env.loop().FlushNow(); }

void EnqueueMicrotask(Environment& env, v8::Local<v8::Function> function) {
  env.isolate()->EnqueueMicrotask(function);
}

void TriggerUncaught(Environment& env, v8::Local<v8::Value> error,
                     bool from_promise) {
  v8::Local<v8::Message> message =
      v8::Exception::CreateMessage(env.isolate(), error);
  env.tasks().HandleUncaught(error, message, from_promise);
}

v8::Local<v8::String> DetailString(Environment& env,
                                   v8::Local<v8::Value> value) {
  // Runs no JavaScript, so that it cannot fail.
  return value->ToDetailString(env.context()).ToLocalChecked();
}

void GetContinuationData(const v8::FunctionCallbackInfo<v8::Value>& info) {
  info.GetReturnValue().Set(ContinuationData(info.GetIsolate()));
}

void SetContinuationData(const v8::FunctionCallbackInfo<v8::Value>& info) {
  rondo::SetContinuationData(info.GetIsolate(), info[0]);
}

void UseContexts(Environment& env, v8::Local<v8::Value> empty) {
  env.SetSlot(kTaskModule, kEmptyContext, empty);
  env.tasks().UseContinuation();
  rondo::SetContinuationData(env.isolate(), empty);
}

}  // namespace

extern constinit const ModuleSpec kTaskBinding = Module<
    kTaskModule,
    Fn<"setTickCallback", &SetTickCallback, "processTicks", "tickInfo">,
    Fn<"setPromiseRejectCallback", &SetPromiseRejectCallback, "callback">,
    Fn<"setUncaughtCallback", &SetUncaughtCallback, "callback">,
    Fn<"setAsyncState", &SetAsyncState, "state", "functions">,
    Fn<"setTurnCallbacks", &SetTurnCallbacks, "functions">,
    Fn<"setAbortOnUncaught", &SetAbortOnUncaught, "on">,
    Fn<"setErrorFormatter", &SetErrorFormatter, "callback">,
    RawFn<"runMicrotasks", &RunMicrotasks, "(): void">,
    Fn<"enqueueMicrotask", &EnqueueMicrotask, "callback">,
    Fn<"flushWrites", &FlushWrites>,
    Fn<"triggerUncaught", &TriggerUncaught, "error", "fromPromise">,
    Fn<"detailString", &DetailString, "value">, Const<"kHasTicks", kHasTicks>,
    Const<"kHasRejections", kHasRejections>,
    Const<"kTickInfoSize", kTickInfoSize>,
    Const<"kRejectedWithoutHandler", v8::kPromiseRejectWithNoHandler>,
    Const<"kHandlerAddedLater", v8::kPromiseHandlerAddedAfterReject>,
    Const<"kExecutionId", AsyncIds::kExecutionId>,
    Const<"kTriggerId", AsyncIds::kTriggerId>,
    Const<"kLastId", AsyncIds::kLastId>,
    Const<"kDefaultTrigger", AsyncIds::kDefaultTrigger>,
    Const<"kHooks", AsyncIds::kHooks>,
    Const<"kReservedId", AsyncIds::kReservedId>,
    Const<"kReservedTrigger", AsyncIds::kReservedTrigger>,
    Const<"kTask", AsyncIds::kTask>,
    Const<"kAsyncFieldCount", AsyncIds::kFieldCount>,
    Const<"kSlotMask", IdTable<Resource>::kMaxSlots - 1>,
    RawFn<"getContinuationData", &GetContinuationData, "(): unknown">,
    Fn<"useContexts", &UseContexts, "empty">,
    RawFn<"setContinuationData", &SetContinuationData,
          "(value: unknown): void">>::kSpec;

}  // namespace rondo
