#include "runtime/env/task_boundary.h"

#include <cstdio>
#include <tuple>
#include <utility>

#include "core/base/check.h"
#include "runtime/env/environment.h"
#include "runtime/env/report.h"
#include "runtime/env/v8_compat.h"

namespace rondo {

CallbackScope::CallbackScope(Environment& env)
    : env_(env), handles_(env.isolate()) {
  TaskBoundary& tasks = env.tasks();
  if (tasks.depth_++ > 0) return;
  env.async_ids().BeginTask();
#ifdef RONDO_CHECK_TURNS
  tasks.CheckTurn();
#endif
  if (tasks.continuation_used_) [[unlikely]] {
    v8::Context::Scope context(env.context());
    SetContinuationData(env.isolate(), env.slot(kTaskModule, kEmptyContext));
  }
}

CallbackScope::~CallbackScope() {
  TaskBoundary& tasks = env_.tasks();
  if (tasks.depth_ == 1) {
    tasks.Drain();
    tasks.running_.End();
    tasks.owner_ = 0;
  }
  --tasks.depth_;
}

v8::MaybeLocal<v8::Value> TaskBoundary::CallWith(CallbackScope&, CallbackId id,
                                                 const Caller& caller, int argc,
                                                 v8::Local<v8::Value>* argv) {
  if (env_.exiting()) return {};
  v8::Local<v8::Value> slot = env_.slot(id.module, id.callback);
  CHECK(!slot.IsEmpty());  // a callback that lib/ never registered
  v8::Local<v8::Function> function = slot.As<v8::Function>();
  if (depth_ > 1) return CallNested(function, id, caller, argc, argv);

  Begin(id, caller);
  if (continuation_used_) [[unlikely]]
    RestoreContext(caller);
  AsyncIdScope ids(env_, caller.ids);
  v8::TryCatch caught(isolate_);
  v8::Local<v8::Value> result;
  if (function->Call(env_.context(), v8::Undefined(isolate_), argc, argv)
          .ToLocal(&result)) {
    return result;
  }
  if (!RecoverFromCutOff() && caught.HasCaught() && !caught.HasTerminated()) {
    HandleUncaught(caught.Exception(), caught.Message(), false);
  }
  return {};
}

void TaskBoundary::Begin(CallbackId id, const Caller& caller) {
  running_.Begin(id.module, id.callback, caller.owner, caller.part);
  owner_ = caller.owner;
  part_ = caller.part;
  sequence_ = caller.sequence;
}

v8::MaybeLocal<v8::Value> TaskBoundary::CallNested(
    v8::Local<v8::Function> function, CallbackId id, const Caller& caller,
    int argc, v8::Local<v8::Value>* argv) {
  const RunningTask::What outer = running_.what();
  running_.Change(RunningTask::Pack(id.module, id.callback, caller.owner),
                  caller.part);
  v8::Local<v8::Value> context;
  if (continuation_used_) {
    context = ContinuationData(isolate_);
    RestoreContext(caller);
  }
  v8::MaybeLocal<v8::Value> result;
  if (env_.async_ids().hooks_enabled()) [[unlikely]] {
    // Hooks are told of the end of a call that threw, too. They cannot run
    // while an exception is pending, so it is caught and thrown again behind
    // them.
    v8::TryCatch caught(isolate_);
    {
      AsyncIdScope ids(env_, caller.ids);
      result =
          function->Call(env_.context(), v8::Undefined(isolate_), argc, argv);
    }
    if (caught.HasCaught() && !caught.HasTerminated()) caught.ReThrow();
    PassOnTermination(caught);
  } else {
    AsyncIdScope ids(env_, caller.ids);
    result =
        function->Call(env_.context(), v8::Undefined(isolate_), argc, argv);
  }
  if (!context.IsEmpty()) SetContinuationData(isolate_, context);
  running_.Change(outer.packed, outer.part);
  return result;
}

void TaskBoundary::CaptureUsedContext(v8::Global<v8::Value>& context) {
  v8::HandleScope scope(isolate_);
  v8::Context::Scope entered(env_.context());
  v8::Local<v8::Value> current = ContinuationData(isolate_);
  if (current == env_.slot(kTaskModule, kEmptyContext)) return;
  context.Reset(isolate_, current);
}

void TaskBoundary::RestoreContext(const Caller& caller) {
  v8::Context::Scope entered(env_.context());
  SetContinuationData(isolate_,
                      caller.context != nullptr && !caller.context->IsEmpty()
                          ? caller.context->Get(isolate_)
                          : env_.slot(kTaskModule, kEmptyContext));
}

void TaskBoundary::CutOff(uint64_t number) {
  if (depth_ == 0 || env_.exiting() || !running_.running() ||
      running_.number() != number) {
    return;
  }
  cut_off_ = true;
  isolate_->TerminateExecution();
}

bool TaskBoundary::RecoverFromCutOff() {
  if (!cut_off_) [[likely]] {
    return false;
  }
  if (env_.exiting()) {  // all of it ends
    cut_off_ = false;
    return false;
  }
  v8::HandleScope handles(isolate_);
  v8::TryCatch caught(isolate_);
  const uint64_t owner = std::exchange(owner_, 0);
  // The functions called from here may be cut off, too. The resource is told
  // once, of the first time.
  if (EndCutOff()) {
    std::ignore = CallSlot(kTellTurnEnds);
    if (cut_off_) EndCutOff();
  }
  if (env_.exiting()) return false;
  if (Resource* resource = env_.resources().Find(owner)) {
    resource->OnTaskTerminated(part_, sequence_);
    if (cut_off_) EndCutOff();
  }
  if (caught.HasCaught() && !caught.HasTerminated()) {
    HandleUncaught(caught.Exception(), caught.Message(), false);
  }
  return !env_.exiting();
}

bool TaskBoundary::EndCutOff() {
  cut_off_ = false;
  isolate_->CancelTerminateExecution();
  const RunningTask::What what = running_.what();
  running_.End();  // so that the clean-up below is not cut off
  v8::Context::Scope entered(env_.context());
  if (continuation_used_) {
    SetContinuationData(isolate_, env_.slot(kTaskModule, kEmptyContext));
  }
  v8::Local<v8::Value> told;
  const bool has_more = CallSlot(kResetTurn).ToLocal(&told) && told->IsTrue();
  if (!env_.exiting()) running_.BeginAgain(what);
  return has_more;
}

v8::MaybeLocal<v8::Value> TaskBoundary::CallSlot(TaskSlot slot) {
  return env_.slot(kTaskModule, slot)
      .As<v8::Function>()
      ->Call(env_.context(), v8::Undefined(isolate_), 0, nullptr);
}

void TaskBoundary::CheckTurn() {
  v8::HandleScope handles(isolate_);
  if (env_.slot(kTaskModule, kFindTurnFault).IsEmpty() || env_.exiting())
    return;
  v8::TryCatch caught(isolate_);
  v8::Local<v8::Value> fault;
  if (!CallSlot(kFindTurnFault).ToLocal(&fault) || !fault->IsString()) return;
  const v8::String::Utf8Value name(isolate_, fault);
  std::fprintf(stderr, "a turn has left something: %s\n", *name);
  CHECK(!fault->IsString());
}

void TaskBoundary::BindTickInfo() {
  v8::HandleScope scope(isolate_);
  v8::Local<v8::Value> info = env_.slot(kTaskModule, kTickInfo);
  if (info.IsEmpty()) return;
  CHECK(info->IsUint8Array());
  v8::Local<v8::Uint8Array> array = info.As<v8::Uint8Array>();
  CHECK_EQ(array->ByteLength(), size_t{kTickInfoSize});
  tick_info_ = static_cast<const uint8_t*>(array->Buffer()->Data()) +
               array->ByteOffset();
}

void TaskBoundary::PerformCheckpoint() {
  if constexpr (!kThenablesKeepContext) {
    // lib/internal/async/promise_hooks.js recognises the job of a thenable by
    // its having no context.
    if (continuation_used_) {
      v8::HandleScope handles(isolate_);
      v8::Context::Scope context(env_.context());
      SetContinuationData(isolate_, v8::Undefined(isolate_));
    }
  }
  isolate_->PerformMicrotaskCheckpoint();
}

void TaskBoundary::Drain() {
  if (tick_info_ == nullptr) {
    if (!env_.exiting()) PerformCheckpoint();
    return;
  }
  // An error that a handler took, and a tick that was cut off, leave the rest
  // of the queues to be emptied: they belong to this task, and come before all
  // that the loop does next.
  while (!env_.exiting() && !DrainOnce()) {
  }
}

bool TaskBoundary::DrainOnce() {
  if (!HasTickWork()) {
    PerformCheckpoint();
    if (RecoverFromCutOff()) return false;
    if (!HasTickWork()) return true;
    if (env_.exiting()) return true;
  }
  v8::HandleScope handles(isolate_);
  v8::TryCatch caught(isolate_);
  v8::Local<v8::Function> process_ticks =
      env_.slot(kTaskModule, kTickCallback).As<v8::Function>();
  const bool done =
      !process_ticks->Call(env_.context(), v8::Undefined(isolate_), 0, nullptr)
           .IsEmpty();
  if (RecoverFromCutOff()) return false;
  if (done || !caught.HasCaught() || caught.HasTerminated()) return true;
  HandleUncaught(caught.Exception(), caught.Message(), false);
  return false;
}

void TaskBoundary::HandleUncaught(v8::Local<v8::Value> error,
                                  v8::Local<v8::Message> message,
                                  bool from_promise) {
  // What FatalExit means in Node: the handler of errors failed itself.
  constexpr int kHandlerFailed = 7;
  constexpr int kUncaught = 1;
  if (env_.exiting()) return;
  v8::HandleScope scope(isolate_);
  int code = kUncaught;
  v8::Local<v8::Value> callback = env_.slot(kTaskModule, kUncaughtCallback);
  if (!callback.IsEmpty() && callback->IsFunction() && !reporting_) {
    reporting_ = true;
    v8::TryCatch caught(isolate_);
    v8::Local<v8::Value> argv[] = {error,
                                   v8::Boolean::New(isolate_, from_promise)};
    v8::Local<v8::Value> answer;
    const bool returned =
        callback.As<v8::Function>()
            ->Call(env_.context(), v8::Undefined(isolate_), 2, argv)
            .ToLocal(&answer);
    reporting_ = false;
    if (env_.exiting()) return;  // it called process.exit
    if (!returned && cut_off_) {
      // Nobody has taken the error.
      cut_off_ = false;
      isolate_->CancelTerminateExecution();
      PrintUncaught(env_, error, message);
      env_.RequestExit(kHandlerFailed);
      return;
    }
    if (!returned) {
      if (!caught.HasCaught() || caught.HasTerminated()) return;
      PrintUncaught(env_, caught.Exception(), caught.Message());
      env_.RequestExit(kHandlerFailed);
      return;
    }
    if (answer->IsTrue()) return;
    if (answer->IsInt32()) code = answer.As<v8::Int32>()->Value();
  }
  PrintUncaught(env_, error, message);
  env_.RequestExit(code);
}

}  // namespace rondo
