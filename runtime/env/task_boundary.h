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

  /// The queue of the JavaScript side (lib/internal/task_queues.js): `info` is
  /// two bytes of `ticks`' backing store, non-zero while there is work for
  /// `process_ticks`.
  void SetTickCallback(v8::Local<v8::Function> process_ticks,
                       v8::Local<v8::Uint8Array> info);
  /// From now on tasks begin with an empty continuation (AsyncLocalStorage).
  void UseContinuation() { continuation_used_ = true; }

  // What the environment calls.
  /// After the isolate exists, and again after a snapshot was restored.
  void Attach(v8::Isolate* isolate) { isolate_ = isolate; }
  void RestoreSlots();
  /// Runs the queues now; the task must be the outermost.
  void Drain();

 private:
  friend class CallbackScope;
  static constexpr size_t kTickFlags = 2;

  Environment& env_;
  v8::Isolate* isolate_ = nullptr;
  const uint8_t* tick_info_ = nullptr;  // kTickFlags bytes
  int depth_ = 0;
  bool continuation_used_ = false;
  bool reporting_ = false;  // inside onUncaught
};

}  // namespace rondo
