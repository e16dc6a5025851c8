// Environment: one JavaScript thread = isolate + context + loop.
#pragma once

#include <v8.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/check.h"
#include "core/base/result.h"
#include "core/loop/loop.h"
#include "runtime/env/async_ids.h"
#include "runtime/env/machine.h"
#include "runtime/env/module_id.h"
#include "runtime/env/options.h"
#include "runtime/env/owned.h"
#include "runtime/env/resource.h"
#include "runtime/env/task_boundary.h"

namespace rondo {

class Environment;
class Runtime;
class WorkerPool;

/// What a native module keeps for one environment. A subclass names its module,
///
///   struct FsState : ModuleState {
///     static constexpr const ModuleId& kModule = kFsModule;
///     explicit FsState(Environment& env);
///   };
///
/// and `env.state<FsState>()` makes it when first asked for.
class ModuleState {
 public:
  virtual ~ModuleState() = default;
  /// The environment ends: cancel every operation that is no Resource's. No
  /// more JavaScript runs. The loop turns until `closed`.
  virtual void Close() {}
  /// Whether nothing of the module is active in the loop any more.
  virtual bool closed() const { return true; }
};

class Environment {
 public:
  /// Values that a module keeps (CallbackTable, SetSlot), at most.
  static constexpr size_t kSlotsPerModule = 32;

  /// Makes an isolate, from the snapshot of `runtime` if it has one, and a
  /// loop, on the thread that will run it. `runtime` must outlive it. With a
  /// `machine` it runs on that instead of the process's.
  static Result<std::unique_ptr<Environment>> Create(Runtime& runtime,
                                                     EnvironmentOptions options,
                                                     Machine machine = {});
  /// Ends it (Close) if that has not happened.
  ~Environment();
  Environment(const Environment&) = delete;
  Environment& operator=(const Environment&) = delete;

  /// The environment of an isolate; there is one each.
  static Environment& From(v8::Isolate* isolate) {
    return *static_cast<Environment*>(isolate->GetData(kIsolateSlot));
  }

  /// Null for one that is being made.
  static Environment* FromIfAny(v8::Isolate* isolate) {
    return static_cast<Environment*>(isolate->GetData(kIsolateSlot));
  }

  /// Runs the program of options() to its end: loads it, turns the loop until
  /// nothing is left, 'beforeExit', 'exit'. Returns the exit code. What the
  /// program still has open stays so until Close.
  int Run();
  /// Ends Run soon, as process.exit(code) would, but without 'exit'. Any
  /// thread, as long as this object lives; no effect once Close has begun.
  void Terminate(int code);
  /// Cuts off the JavaScript that runs now, if it is still that of the call
  /// `number` of tasks().running(): not a statement more of it runs, no
  /// `finally` either, and V8 drops the promise jobs that wait, if it was in
  /// one. Its resource is told (Resource::OnTaskTerminated), and the loop goes
  /// on. Any thread, as long as this object lives.
  void TerminateTask(uint64_t number);
  /// Terminate for whoever may hold on to it longer than the environment lives.
  class Ender;
  std::shared_ptr<Ender> ender() const { return ender_; }
  /// Cancels all operations, waits for their last completions and frees the
  /// isolate. No JavaScript runs any more.
  void Close();

  v8::Isolate* isolate() const { return isolate_; }
  v8::Local<v8::Context> context() const { return context_.Get(isolate_); }
  Runtime& runtime() const { return runtime_; }
  /// Not while the snapshot is built: there is no loop then.
  Loop& loop() const {
    CHECK(loop_ != nullptr);
    return *loop_;
  }
  WorkerPool& pool() const;
  TaskBoundary& tasks() { return tasks_; }
  ResourceTable& resources() { return resources_; }
  OwnedTable& owned() { return owned_; }
  AsyncIds& async_ids() { return async_ids_; }
  const EnvironmentOptions& options() const { return options_; }
  bool building_snapshot() const { return building_snapshot_; }
  /// Monotonic ns at which it was made.
  uint64_t start_ns() const { return start_ns_; }
  /// Of the clock that loop().Now() was read from, now.
  uint64_t MonotonicNs() const;

  /// The state of a native module, made when first asked for.
  template <typename T>
  T& state() {
    std::unique_ptr<ModuleState>& state = states_[T::kModule.number];
    if (state == nullptr) [[unlikely]] {
      state = std::make_unique<T>(*this);
    }
    return static_cast<T&>(*state);
  }

  /// What keeps the loop alive, by kind.
  std::vector<std::string> ActiveResources() {
    std::vector<std::string> names;
    resources_.AppendActive(names);
    return names;
  }

  /// Has V8 collect garbage, in steps beside the program, if there may be much
  /// of it. By itself V8 collects when the program allocates, so what a flood
  /// of clients left would stay as long as the program idles.
  void CollectSoon();

  // --- Values that modules keep. They survive the snapshot.
  /// Empty when never set.
  v8::Local<v8::Value> slot(const ModuleId& module, int index) const {
    return slots_[SlotIndex(module, index)].Get(isolate_);
  }
  void SetSlot(const ModuleId& module, int index, v8::Local<v8::Value> value) {
    slots_[SlotIndex(module, index)].Reset(isolate_, value);
  }
  /// CallbackTable's setCallbacks.
  void SetCallbackSlots(const ModuleId& module, v8::Local<v8::Value> callbacks,
                        const char* const* names, size_t count);

  // --- Ending.
  /// After an uncaught error: from here on no task begins, and Run returns
  /// `code`. JavaScript that is running is terminated when it next enters a
  /// function or turns a loop.
  void RequestExit(int code);
  /// For a binding that JavaScript called (process.exit): the same, and not a
  /// statement behind the call runs, since V8 looks when a function is entered
  /// and this enters one.
  void ExitNow(int code);
  /// As RequestExit, for what the program did not ask for; `failure` is the
  /// code of an error, and lives as long as the process.
  void Fail(const char* failure, int code);
  /// Why it failed; null if it did not.
  const char* failure() const { return failure_; }
  bool exiting() const { return exiting_; }
  /// Whether --abort-on-uncaught-exception means the errors of this
  /// environment; not while JavaScript takes them all.
  bool aborts_on_uncaught() const { return aborts_on_uncaught_; }
  void set_aborts_on_uncaught(bool on) { aborts_on_uncaught_ = on; }
  int exit_code() const { return exit_code_; }

  // --- What the snapshot's builder calls (runtime/snapshot).
  /// An environment without a loop around the isolate of a SnapshotCreator.
  Environment(Runtime& runtime, v8::Isolate* isolate);
  /// Makes a context and runs lib/bootstrap/loader.js in it. False: it threw,
  /// and that was printed.
  bool Bootstrap();
  /// Takes the context from the snapshot that the isolate was made from.
  bool RestoreContext();
  /// The kept values as one array, empty elements being undefined; RestoreSlots
  /// takes it after the snapshot was loaded.
  v8::Local<v8::Array> SaveSlots();
  void RestoreSlots(v8::Local<v8::Array> values);
  /// Drops all that it holds of the isolate, before a snapshot is taken.
  void DropHandles();

 private:
  static constexpr uint32_t kIsolateSlot = 0;

  Environment(Runtime& runtime, EnvironmentOptions options);
  static size_t SlotIndex(const ModuleId& module, int index) {
    return module.number * kSlotsPerModule + static_cast<size_t>(index);
  }
  bool Start();
  void SetUpIsolate();
  void SpinLoop();

  Runtime& runtime_;
  EnvironmentOptions options_;
  WorkerPool* pool_;
  uint64_t start_ns_;
  std::unique_ptr<Loop> loop_;
  v8::Isolate* isolate_ = nullptr;
  v8::Global<v8::Context> context_;
  TaskBoundary tasks_;
  AsyncIds async_ids_;
  ResourceTable resources_;
  OwnedTable owned_;
  std::array<v8::Global<v8::Value>, kMaxModules * kSlotsPerModule> slots_;
  std::array<std::unique_ptr<ModuleState>, kMaxModules> states_;
  std::shared_ptr<Ender> ender_;
  bool building_snapshot_ = false;
  bool exiting_ = false;
  bool aborts_on_uncaught_ = true;
  bool closed_ = false;
  int exit_code_ = 0;
  const char* failure_ = nullptr;
};

/// Ends an environment from any thread, and outlives it.
class Environment::Ender : private PostedCall {
 public:
  /// Once; later calls have no effect.
  void Terminate(int code);
  /// Environment::TerminateTask; none after Terminate.
  void TerminateTask(uint64_t number);

 private:
  friend class Environment;
  explicit Ender(Environment& env) : PostedCall(&Ender::OnPosted), env_(&env) {}
  static void OnPosted(PostedCall& call);
  /// From here on Terminate has no effect. What it had posted is in the loop.
  void Close();

  std::mutex mutex_;
  Environment* env_;   // under the mutex: null once it closes or is told to end
  uint64_t task_ = 0;  // under the mutex: the one to cut off
  // For the environment's thread:
  Environment* target_ = nullptr;
  int code_ = 0;
};

}  // namespace rondo
