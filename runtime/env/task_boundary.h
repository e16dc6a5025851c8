// TaskBoundary: the only way from C++ into JavaScript.
//
// A task is what C++ calls plus all that it queued: after the callback the
// nextTick queue and the microtasks run until both are empty. Errors that no
// JavaScript caught end here too. Asynchronous context, the watchdog and the
// accounts hang here and nowhere else.
#pragma once

#include <v8.h>

#include <cstddef>
#include <cstdint>

#include "runtime/bind/convert.h"

namespace rondo {

class Environment;

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
};

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

class TaskBoundary {
 public:
  explicit TaskBoundary(Environment& env) : env_(env) {}
  TaskBoundary(const TaskBoundary&) = delete;
  TaskBoundary& operator=(const TaskBoundary&) = delete;

  /// Calls `function` inside an open task. Arguments are what ToJs takes.
  /// Empty: it threw. What is thrown in an outermost task is reported as
  /// uncaught before this returns; in a nested one it is pending, and the
  /// binding must return to JavaScript. After the environment began to end:
  /// empty, and nothing was called.
  template <typename... Args>
  v8::MaybeLocal<v8::Value> Call(CallbackScope& scope,
                                 v8::Local<v8::Function> function,
                                 const Args&... args) {
    v8::Isolate* isolate = isolate_;
    if constexpr (sizeof...(Args) == 0) {
      return CallWith(scope, function, 0, nullptr);
    } else {
      v8::Local<v8::Value> values[] = {ToJs(isolate, args)...};
      return CallWith(scope, function, sizeof...(Args), values);
    }
  }
  /// A task of this one call; false if it threw. The arguments' handles need a
  /// scope of the caller's.
  template <typename... Args>
  bool Call(v8::Local<v8::Function> function, const Args&... args) {
    CallbackScope scope(env_);
    return !Call(scope, function, args...).IsEmpty();
  }
  v8::MaybeLocal<v8::Value> CallWith(CallbackScope& scope,
                                     v8::Local<v8::Function> function, int argc,
                                     v8::Local<v8::Value>* argv);

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

  // What the environment calls.
  void Attach(v8::Isolate* isolate) { isolate_ = isolate; }
  /// After the queue of the JavaScript side (lib/internal/async/task_queues.js)
  /// was registered, and again after a snapshot was restored: slot kTickInfo
  /// holds two bytes that are non-zero while there is work for kTickCallback.
  void BindTickInfo();
  /// Runs the queues now.
  void Drain();

 private:
  friend class CallbackScope;

  /// False if an error ended it that a handler of the program took.
  bool DrainOnce();

  Environment& env_;
  v8::Isolate* isolate_ = nullptr;
  const uint8_t* tick_info_ = nullptr;
  int depth_ = 0;
  bool continuation_used_ = false;
  bool reporting_ = false;  // inside onUncaught
};

}  // namespace rondo
