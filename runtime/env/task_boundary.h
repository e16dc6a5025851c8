// TaskBoundary: the only way from C++ into JavaScript.
//
// A task is what C++ calls plus all that it queued: after the callback the
// nextTick queue and the microtasks run until both are empty. Errors that no
// JavaScript caught end here too. It is the only place that sets asynchronous
// contexts, and that tells a watchdog and the accounts what runs.
#pragma once

#include <v8.h>

#include <cstddef>
#include <cstdint>

#include "runtime/bind/convert.h"
#include "runtime/env/caller.h"
#include "runtime/env/running_task.h"

namespace rondo {

class Environment;

extern const ModuleId kTaskModule;  // in registry.cc

/// The values that binding 'task' keeps (Environment::slot).
enum TaskSlot : int {
  kTickCallback,
  kTickInfo,
  kPromiseRejectCallback,
  kUncaughtCallback,
  kErrorFormatter,
  kEmptyContext,
  kAsyncState,
  kEmitInit,
  kEmitBefore,
  kEmitAfter,
  kEmitDestroy,
  kResetTurn,
  kTellTurnEnds,
  kFindTurnFault,
  /// What V8 itself does in a task of its platform; no function stands there.
  kEngineTask,
};

/// The bytes behind slot kTickInfo: not 0 while there is that work for
/// kTickCallback.
enum TickInfo : int { kHasTicks, kHasRejections, kTickInfoSize };

/// One task, for as long as it lives: opens a HandleScope and, when it is the
/// outermost of its environment, drains the queues at the end. Make it on the
/// stack of a callback that the loop calls.
class CallbackScope {
 public:
  explicit CallbackScope(Environment& env);
  ~CallbackScope();
  CallbackScope(const CallbackScope&) = delete;
  CallbackScope& operator=(const CallbackScope&) = delete;

 private:
  Environment& env_;
  v8::HandleScope handles_;
};

/// A JavaScript function of a module, as RunningTask tells of it.
struct CallbackId {
  const ModuleId& module;
  int callback;  // its slot of the module
};

class TaskBoundary {
 public:
  explicit TaskBoundary(Environment& env) : env_(env) {}
  TaskBoundary(const TaskBoundary&) = delete;
  TaskBoundary& operator=(const TaskBoundary&) = delete;

  /// Calls the function that slot `id` holds, inside an open task, in the
  /// asynchronous context and with the async ids of `caller`. Arguments are
  /// what ToJs takes. Empty: it threw. What is thrown in an outermost task is
  /// reported as uncaught before this returns; in a nested one it is pending,
  /// and the binding must return to JavaScript. After the environment began to
  /// end: empty, and nothing was called.
  template <typename... Args>
  v8::MaybeLocal<v8::Value> Call(CallbackScope& scope, CallbackId id,
                                 const Caller& caller, const Args&... args) {
    v8::Isolate* isolate = isolate_;
    if constexpr (sizeof...(Args) == 0) {
      return CallWith(scope, id, caller, 0, nullptr);
    } else {
      v8::Local<v8::Value> values[] = {ToJs(isolate, args)...};
      return CallWith(scope, id, caller, sizeof...(Args), values);
    }
  }
  v8::MaybeLocal<v8::Value> CallWith(CallbackScope& scope, CallbackId id,
                                     const Caller& caller, int argc,
                                     v8::Local<v8::Value>* argv);

  /// The open task does something for `caller` that is no Call: RunningTask
  /// tells of it, and a cut-off is told to the owner.
  void Begin(CallbackId id, const Caller& caller);

  /// For who calls JavaScript from inside JavaScript, and catches what it
  /// throws: a termination goes on to what is below.
  void PassOnTermination(const v8::TryCatch& caught) {
    if (caught.HasTerminated()) isolate_->TerminateExecution();
  }

  /// True inside a task.
  bool active() const { return depth_ > 0; }

  /// Reports `error` as if a task had thrown it: asks the program's handlers
  /// (`onUncaught` of binding 'task'), and when none takes it prints it and
  /// ends the environment with code 1. `message` may be empty.
  void HandleUncaught(v8::Local<v8::Value> error,
                      v8::Local<v8::Message> message, bool from_promise);

  /// From now on tasks begin with the continuation data in slot kEmptyContext
  /// (AsyncLocalStorage).
  void UseContinuation() { continuation_used_ = true; }
  /// Keeps the asynchronous context of now; empty stays that of a task's
  /// beginning.
  void CaptureContext(v8::Global<v8::Value>& context) {
    if (continuation_used_ && active()) [[unlikely]] {
      CaptureUsedContext(context);
    }
  }

  /// What runs now, for other threads.
  const RunningTask& running() const { return running_; }
  /// Ends the JavaScript that runs if it is still that of the call `number` of
  /// running(). On the environment's thread: from an interrupt.
  void CutOff(uint64_t number);

  // What the environment calls.
  void Attach(v8::Isolate* isolate) { isolate_ = isolate; }
  /// After the queue of the JavaScript side (lib/internal/async/task_queues.js)
  /// was registered, and again after a snapshot was restored.
  void BindTickInfo();
  /// Runs the promise jobs. Inside of a HandleScope.
  void PerformCheckpoint();
  /// Runs the queues now.
  void Drain();

 private:
  friend class CallbackScope;

  bool HasTickWork() const {
    return tick_info_[kHasTicks] != 0 || tick_info_[kHasRejections] != 0;
  }
  /// False if an error ended it that a handler of the program took.
  bool DrainOnce();
  void CaptureUsedContext(v8::Global<v8::Value>& context);
  void RestoreContext(const Caller& caller);
  v8::MaybeLocal<v8::Value> CallNested(v8::Local<v8::Function> function,
                                       CallbackId id, const Caller& caller,
                                       int argc, v8::Local<v8::Value>* argv);
  /// If the JavaScript of this task was cut off: goes on behind it, and tells
  /// whose it was. No JavaScript is on the stack.
  bool RecoverFromCutOff();
  /// Cancels V8's termination and has lib/ reset all that it keeps of a turn
  /// (lib/internal/async/turn.js). RunningTask counts what follows as another
  /// call. True: hooks are still to be told that what was cut off has ended.
  bool EndCutOff();
  /// Called when a turn begins. In builds with RONDO_CHECK_TURNS it CHECKs that
  /// the last turn has left nothing in lib/'s queues and ids.
  void CheckTurn();
  v8::MaybeLocal<v8::Value> CallSlot(TaskSlot slot);

  Environment& env_;
  v8::Isolate* isolate_ = nullptr;
  const uint8_t* tick_info_ = nullptr;
  int depth_ = 0;
  bool continuation_used_ = false;
  bool reporting_ = false;  // inside onUncaught
  bool cut_off_ = false;    // V8 ends what runs, and only that
  RunningTask running_;
  // For whom the task runs, as in its Caller.
  uint64_t owner_ = 0;
  uint64_t part_ = 0;
  uint64_t sequence_ = 0;
};

}  // namespace rondo
