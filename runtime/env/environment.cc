#include "runtime/env/environment.h"

#include <cerrno>
#include <cstdio>
#include <mutex>
#include <tuple>
#include <utility>

#include "core/base/clock.h"
#include "runtime/bindings/loader.h"
#include "runtime/bindings/process.h"
#include "runtime/env/heap_limit.h"
#include "runtime/env/report.h"
#include "runtime/env/runtime.h"
#include "runtime/env/stack_trace.h"
#include "runtime/env/startup_pages.h"
#include "runtime/env/v8_compat.h"

namespace rondo {

namespace {

void OnPromiseReject(v8::PromiseRejectMessage message) {
  // Of what happens to a settled promise nobody wants to know.
  if (message.GetEvent() != v8::kPromiseRejectWithNoHandler &&
      message.GetEvent() != v8::kPromiseHandlerAddedAfterReject) {
    return;
  }
  v8::Local<v8::Promise> promise = message.GetPromise();
  v8::Isolate* isolate = promise->GetIsolate();
  Environment& env = Environment::From(isolate);
  if (env.exiting()) return;
  v8::HandleScope scope(isolate);
  v8::Local<v8::Value> callback = env.slot(kTaskModule, kPromiseRejectCallback);
  if (callback.IsEmpty()) return;
  v8::Local<v8::Value> reason = message.GetValue();
  if (reason.IsEmpty()) reason = v8::Undefined(isolate);
  v8::Local<v8::Value> argv[] = {
      v8::Integer::New(isolate, static_cast<int>(message.GetEvent())), promise,
      reason};
  // It throws only when the stack overflows; the promise is lost then.
  v8::TryCatch caught(isolate);
  std::ignore = callback.As<v8::Function>()->Call(
      env.context(), v8::Undefined(isolate), 3, argv);
  env.tasks().PassOnTermination(caught);
}

bool IsStackOverflow(v8::Isolate* isolate, v8::Local<v8::Value> error) {
  if (!error->IsNativeError()) return false;
  // The message as it was made; asking the object would run JavaScript.
  const v8::String::Utf8Value text(
      isolate, v8::Exception::CreateMessage(isolate, error)->Get());
  constexpr std::string_view kOverflow =
      "RangeError: Maximum call stack size exceeded";
  return *text != nullptr &&
         std::string_view(*text, static_cast<size_t>(text.length()))
             .ends_with(kOverflow);
}

/// Errors that V8 caught in a job of its own (a FinalizationRegistry's
/// cleanup).
void OnMessage(v8::Local<v8::Message> message, v8::Local<v8::Value> error) {
  v8::Isolate* isolate = message->GetIsolate();
  if (message->ErrorLevel() != v8::Isolate::kMessageError) return;
  Environment& env = Environment::From(isolate);
  // V8 could not call a promise hook: the program's recursion is too deep, of
  // which it hears itself when it goes on. What hooks throw does not come here,
  // and promise jobs catch their errors while there are hooks.
  if (env.async_ids().hooks_enabled() && IsStackOverflow(isolate, error))
    return;
  env.tasks().HandleUncaught(error, message, false);
}

v8::MaybeLocal<v8::Promise> RejectImport(v8::Local<v8::Context> context,
                                         v8::Local<v8::String> specifier) {
  v8::Isolate* isolate = context->GetIsolate();
  v8::EscapableHandleScope scope(isolate);
  v8::Local<v8::Promise::Resolver> resolver;
  if (!v8::Promise::Resolver::New(context).ToLocal(&resolver)) return {};
  v8::String::Utf8Value name(isolate, specifier);
  const std::string text =
      "import() of '" + std::string(*name, static_cast<size_t>(name.length())) +
      "': ECMAScript modules are not in Rondo yet; use require()";
  v8::Local<v8::Object> error =
      v8::Exception::Error(ToJsString(isolate, text)).As<v8::Object>();
  error
      ->Set(context, v8::String::NewFromUtf8Literal(isolate, "code"),
            v8::String::NewFromUtf8Literal(isolate, "ERR_FEATURE_UNAVAILABLE"))
      .Check();
  resolver->Reject(context, error).Check();
  return scope.Escape(resolver->GetPromise());
}

v8::MaybeLocal<v8::Promise> OnImport(v8::Local<v8::Context> context,
                                     v8::Local<v8::Data>, v8::Local<v8::Value>,
                                     v8::Local<v8::String> specifier,
                                     v8::Local<v8::FixedArray>) {
  return RejectImport(context, specifier);
}

/// Those of the modules that there are.
size_t SlotCount() {
  return AllModules().size() * Environment::kSlotsPerModule;
}

}  // namespace

Result<std::unique_ptr<Environment>> Environment::Create(
    Runtime& runtime, EnvironmentOptions options, Machine machine) {
  std::unique_ptr<Environment> env(
      new Environment(runtime, std::move(options)));
  if (machine.pool != nullptr) env->pool_ = machine.pool;
  if (machine.backend != nullptr) {
    env->loop_ = std::make_unique<Loop>(std::move(machine.backend), env->pool_);
    env->start_ns_ = env->loop_->Now();
  } else {
    Result<std::unique_ptr<Loop>> loop =
        Loop::Create({.backend = env->options_.backend, .pool = env->pool_});
    if (!loop.ok()) {
      env->closed_ = true;
      return loop.error();
    }
    env->loop_ = std::move(*loop);
  }
  if (env->options_.flag("--verbose")) {
    std::fprintf(stderr, "rondo: runs on %s (%s)\n", env->loop_->backend_name(),
                 env->loop_->backend_reason().c_str());
  }
  if (!env->Start()) return Error(EIO);
  return env;
}

Environment::Environment(Runtime& runtime, EnvironmentOptions options)
    : runtime_(runtime),
      options_(std::move(options)),
      pool_(&runtime.pool()),
      start_ns_(rondo::MonotonicNs()),
      tasks_(*this),
      async_ids_(*this),
      resources_(*this),
      owned_(*this),
      ender_(new Ender(*this)) {}

Environment::Environment(Runtime& runtime, v8::Isolate* isolate)
    : runtime_(runtime),
      pool_(&runtime.pool()),
      start_ns_(rondo::MonotonicNs()),
      isolate_(isolate),
      tasks_(*this),
      async_ids_(*this),
      resources_(*this),
      owned_(*this),
      ender_(new Ender(*this)),
      building_snapshot_(true) {
  SetUpIsolate();
}

Environment::~Environment() { Close(); }

WorkerPool& Environment::pool() const { return *pool_; }

uint64_t Environment::MonotonicNs() const {
  return loop_ != nullptr ? loop_->system().MonotonicNs()
                          : rondo::MonotonicNs();
}

bool Environment::Start() {
  const IsolateBirth birth(loop_->system());
  isolate_ = v8::Isolate::Allocate();
  runtime_.platform().Register(isolate_, this);
  v8::Isolate::CreateParams params;
  params.array_buffer_allocator_shared = runtime_.allocator();
  params.external_references = runtime_.external_references();
  const SnapshotFile* snapshot = runtime_.snapshot();
  if (snapshot != nullptr) params.snapshot_blob = snapshot->blob();
  if (options_.heap_limit > 0) {
    params.constraints.set_max_old_generation_size_in_bytes(
        options_.heap_limit);
  }
  v8::Isolate::Initialize(isolate_, params);
  isolate_->Enter();
  SetUpIsolate();
  WatchHeap(*this);
  return snapshot != nullptr ? RestoreContext() : Bootstrap();
}

void Environment::SetUpIsolate() {
  isolate_->SetData(kIsolateSlot, this);
  tasks_.Attach(isolate_);
  isolate_->SetMicrotasksPolicy(v8::MicrotasksPolicy::kExplicit);
  isolate_->SetPromiseRejectCallback(&OnPromiseReject);
  // V8 keeps message listeners in the heap, where a snapshot cannot store them.
  if (!building_snapshot_) isolate_->AddMessageListener(&OnMessage);
  isolate_->SetHostImportModuleDynamicallyCallback(&OnImport);
  SetUpStackTraces(isolate_);
  isolate_->SetAbortOnUncaughtExceptionCallback([](v8::Isolate* isolate) {
    return Environment::From(isolate).aborts_on_uncaught();
  });
  isolate_->SetCaptureStackTraceForUncaughtExceptions(
      options_.flag("--trace-uncaught"), 10);
}

bool Environment::RestoreContext() {
  v8::HandleScope scope(isolate_);
  v8::Local<v8::Context> context;
  if (!v8::Context::FromSnapshot(isolate_, SnapshotFile::kContext)
           .ToLocal(&context)) {
    return false;
  }
  context_.Reset(isolate_, context);
  v8::Local<v8::Array> slots;
  CHECK(context->GetDataFromSnapshotOnce<v8::Array>(0).ToLocal(&slots));
  v8::Context::Scope entered(context);
  RestoreSlots(slots);
  return true;
}

bool Environment::Bootstrap() {
  v8::HandleScope scope(isolate_);
  v8::Local<v8::Context> context = v8::Context::New(isolate_);
  context_.Reset(isolate_, context);
  v8::Context::Scope entered(context);
  v8::TryCatch caught(isolate_);
  v8::Local<v8::Function> loader;
  v8::Local<v8::Object> module;
  if (CompileLibModule(*this, "bootstrap/loader", true).ToLocal(&loader) &&
      InstantiateModule(context, *FindModule("loader")).ToLocal(&module)) {
    // exports, require and module are what it has to make first.
    v8::Local<v8::Value> argv[] = {v8::Undefined(isolate_),
                                   v8::Undefined(isolate_),
                                   v8::Undefined(isolate_), module};
    if (!loader->Call(context, v8::Undefined(isolate_), 4, argv).IsEmpty()) {
      tasks_.BindTickInfo();
      async_ids_.Bind();
      return true;
    }
  }
  PrintUncaught(*this, caught.Exception(), caught.Message());
  return false;
}

v8::Local<v8::Array> Environment::SaveSlots() {
  v8::EscapableHandleScope scope(isolate_);
  v8::Local<v8::Array> values =
      v8::Array::New(isolate_, static_cast<int>(SlotCount()));
  for (size_t i = 0; i < SlotCount(); ++i) {
    v8::Local<v8::Value> value = v8::Undefined(isolate_);
    if (!slots_[i].IsEmpty()) value = slots_[i].Get(isolate_);
    values->Set(context(), static_cast<uint32_t>(i), value).Check();
  }
  return scope.Escape(values);
}

void Environment::RestoreSlots(v8::Local<v8::Array> values) {
  CHECK_EQ(values->Length(), SlotCount());
  for (size_t i = 0; i < SlotCount(); ++i) {
    v8::Local<v8::Value> value =
        values->Get(context(), static_cast<uint32_t>(i)).ToLocalChecked();
    if (!value->IsUndefined()) slots_[i].Reset(isolate_, value);
  }
  tasks_.BindTickInfo();
  async_ids_.Bind();
}

void Environment::DropHandles() {
  for (v8::Global<v8::Value>& slot : slots_) slot.Reset();
  context_.Reset();
  closed_ = true;
}

void Environment::SetCallbackSlots(const ModuleId& module,
                                   v8::Local<v8::Value> callbacks,
                                   const char* const* names, size_t count) {
  CHECK(callbacks->IsObject());
  for (size_t i = 0; i < count; ++i) {
    v8::Local<v8::Value> function;
    if (callbacks.As<v8::Object>()
            ->Get(context(), ToJsString(isolate_, names[i]))
            .ToLocal(&function) &&
        function->IsFunction()) {
      SetSlot(module, static_cast<int>(i), function);
    }
  }
}

int Environment::Run() {
  v8::HandleScope scope(isolate_);
  v8::Context::Scope entered(context());
  {
    CallbackScope task(*this);
    if (!LoaderCallbacks::Call<"prepare">(task, *this).IsEmpty()) {
      static_cast<void>(LoaderCallbacks::Call<"runMain">(task, *this));
    }
  }
  SpinLoop();
  if (!exiting_) {
    CallbackScope task(*this);  // its promise jobs still run, no ticks
    v8::Local<v8::Value> code;
    // A second call, behind an error that a handler took, emits nothing.
    while (!exiting_ &&
           !ProcessCallbacks::Call<"emitExit">(task, *this).ToLocal(&code)) {
    }
    if (!code.IsEmpty() && code->IsInt32()) {
      exit_code_ = code.As<v8::Int32>()->Value();
    }
  }
  exiting_ = true;
  loop_->FlushNow();
  return exit_code_;
}

void Environment::SpinLoop() {
  if (options_.owns_process && !exiting_ && loop_->alive()) {
    ReleaseStartupPages();
  }
  uint64_t turns = 0;
  do {
    do {
      loop_->Run();
      if (exiting_) return;
      // Compilations in the background may have something to say yet, and what
      // it leads to may begin others.
    } while (runtime_.platform().Settle(isolate_));
    ProcessCallbacks::Call<"emitBeforeExit">(*this);
    // 'beforeExit' is emitted again if the loop has turned. Work that V8 alone
    // posted runs without a turn, so it does not bring the loop back to life.
    turns = loop_->accounts().turns();
    if (!exiting_) loop_->Run();
  } while (!exiting_ && loop_->accounts().turns() != turns);
}

void Environment::CollectSoon() {
  constexpr size_t kMuch = 16u << 20;
  v8::HeapStatistics heap;
  isolate_->GetHeapStatistics(&heap);
  if (heap.used_heap_size() + heap.external_memory() < kMuch) return;
  isolate_->MemoryPressureNotification(v8::MemoryPressureLevel::kModerate);
  // It has begun; the collections that follow are as always.
  isolate_->MemoryPressureNotification(v8::MemoryPressureLevel::kNone);
}

void Environment::RequestExit(int code) {
  if (exiting_) return;
  exiting_ = true;
  exit_code_ = code;
  if (loop_ != nullptr) loop_->Stop();
  if (tasks_.active()) isolate_->TerminateExecution();
}

void Environment::Fail(const char* failure, int code) {
  if (exiting_) return;
  failure_ = failure;
  RequestExit(code);
}

void Environment::ExitNow(int code) {
  RequestExit(code);
  v8::HandleScope scope(isolate_);
  v8::Local<v8::Value> any = slot(kTaskModule, kTickCallback);
  if (any.IsEmpty()) return;
  std::ignore = any.As<v8::Function>()->Call(context(), v8::Undefined(isolate_),
                                             0, nullptr);
}

void Environment::Terminate(int code) { ender_->Terminate(code); }

void Environment::Ender::Terminate(int code) {
  std::lock_guard lock(mutex_);
  Environment* env = std::exchange(env_, nullptr);
  if (env == nullptr) return;
  code_ = code;
  target_ = env;
  // The post reaches a loop that turns or sleeps, the interrupt JavaScript that
  // runs.
  env->loop_->Post(*this);
  env->isolate_->RequestInterrupt(
      [](v8::Isolate*, void* data) { OnPosted(*static_cast<Ender*>(data)); },
      this);
}

void Environment::TerminateTask(uint64_t number) {
  ender_->TerminateTask(number);
}

void Environment::Ender::TerminateTask(uint64_t number) {
  std::lock_guard lock(mutex_);
  if (env_ == nullptr) return;
  task_ = number;
  // It comes when JavaScript runs, perhaps that of a later task.
  env_->isolate_->RequestInterrupt(
      [](v8::Isolate*, void* data) {
        auto& self = *static_cast<Ender*>(data);
        std::unique_lock lock(self.mutex_);
        Environment* env = self.env_;
        const uint64_t task = self.task_;
        lock.unlock();
        if (env != nullptr) env->tasks_.CutOff(task);
      },
      this);
}

void Environment::Ender::OnPosted(PostedCall& call) {
  auto& self = static_cast<Ender&>(call);
  const auto [target, code] = [&self] {
    std::lock_guard lock(self.mutex_);
    return std::pair(self.target_, self.code_);
  }();
  target->RequestExit(code);
}

void Environment::Ender::Close() {
  std::lock_guard lock(mutex_);
  env_ = nullptr;
}

void Environment::Close() {
  if (closed_) return;
  closed_ = true;
  exiting_ = true;
  ender_->Close();
  resources_.CloseAll();
  for (std::unique_ptr<ModuleState>& state : states_) {
    if (state != nullptr) state->Close();
  }
  // A Stop that no Run has met (process.exit of an 'exit' listener) ends this
  // turn, not one that is needed.
  loop_->Run(Loop::Mode::kNoWait);
  const auto all_closed = [this] {
    if (!resources_.empty()) return false;
    for (const std::unique_ptr<ModuleState>& state : states_) {
      if (state != nullptr && !state->closed()) return false;
    }
    return true;
  };
  while (!all_closed()) loop_->Run(Loop::Mode::kOnce);
  // Platform tasks are dropped here; a Terminate that is still posted runs.
  runtime_.platform().Close(isolate_);
  loop_->Run(Loop::Mode::kNoWait);
  StopWatchingHeap(*this);
  for (std::unique_ptr<ModuleState>& state : states_) state.reset();
  owned_.Clear();
  for (v8::Global<v8::Value>& slot : slots_) slot.Reset();
  context_.Reset();
  isolate_->Exit();
  isolate_->Dispose();
  runtime_.platform().Unregister(isolate_);
  isolate_ = nullptr;
  loop_.reset();
}

}  // namespace rondo
