// The ids of what runs now and of what started it (node:async_hooks), in memory
// that C++ and JavaScript share.
//
// Whatever C++ starts for JavaScript takes a pair at its birth:
//
//   ids = env.async_ids().New("FSREQCALLBACK", object);   // once
//   {
//     CallbackScope task(env);
//     AsyncIdScope scope(env, ids);                        // each callback
//     env.tasks().Call(task, ...);
//   }
//   env.async_ids().Destroy(ids);                          // once
//
// While no hook is enabled that costs two stores and an addition; nothing is
// called.
#pragma once

#include <v8.h>

#include <string_view>

namespace rondo {

class Environment;

/// Of one asynchronous resource. Numbers as JavaScript knows them, never given
/// twice in an environment.
struct AsyncIdPair {
  double id = 0;       // 0: none
  double trigger = 0;  // of who started it
};

class AsyncIds {
 public:
  explicit AsyncIds(Environment& env) : env_(env) {}
  AsyncIds(const AsyncIds&) = delete;
  AsyncIds& operator=(const AsyncIds&) = delete;

  /// The ids of something that begins now. `type` is what hooks see:
  /// "TCPWRAP". `resource` is its JavaScript object; if it has none, hooks are
  /// given one that is made for them. Needs a HandleScope; hooks may run.
  /// If JavaScript has begun it already (reserveIds), it has those.
  AsyncIdPair New(std::string_view type, v8::Local<v8::Value> resource = {});
  /// The same, whose cause is known better than "what runs now".
  AsyncIdPair New(std::string_view type, v8::Local<v8::Value> resource,
                  double trigger);
  /// Tells hooks that it is over; once. Not from V8's collector. The hooks run
  /// later; with none, or once the environment ends, nothing happens.
  void Destroy(const AsyncIdPair& ids);

  /// The ids of what runs now; {0, 0} while C++ runs for no resource.
  AsyncIdPair current() const {
    return {.id = state_[kExecutionId], .trigger = state_[kTriggerId]};
  }
  /// Whether someone must be told of what begins, runs and ends.
  bool hooks_enabled() const { return state_[kHooks] != 0; }

  /// A task begins: it runs for no resource until a call says for which.
  void BeginTask() {
    ++state_[kTask];
    Set({});
  }

  /// What JavaScript and C++ share, by index; binding('task') tells JavaScript.
  enum Field : int {
    /// executionAsyncId(); 0 while C++ runs for no resource.
    kExecutionId,
    /// triggerAsyncId()
    kTriggerId,
    /// The id given out last. Whoever needs one adds 1.
    kLastId,
    /// The trigger of what is made next, when that is not what runs; else 0.
    kDefaultTrigger,
    /// Not 0 while any hook is enabled: who gives an id tells of it.
    kHooks,
    /// The ids that native gives to what it makes next; 0: new ones.
    kReservedId,
    kReservedTrigger,
    /// Counts the tasks: calls of C++, with the ticks and promise jobs behind
    /// them.
    kTask,
    kFieldCount,
  };

  /// After lib/internal/async/ids.js registered its array, and again after a
  /// snapshot was restored.
  void Bind();

 private:
  friend class AsyncIdScope;

  void Set(const AsyncIdPair& ids) {
    state_[kExecutionId] = ids.id;
    state_[kTriggerId] = ids.trigger;
  }
  /// Calls a function of TaskSlot with `id` first.
  void Tell(int slot, double id);

  Environment& env_;
  /// JavaScript's memory; `none_` until it has registered any.
  double none_[kFieldCount] = {};
  double* state_ = none_;
};

/// While it lives a callback of that resource runs. Inside an open task; may be
/// nested.
class AsyncIdScope {
 public:
  AsyncIdScope(Environment& env, const AsyncIdPair& ids);
  ~AsyncIdScope();
  AsyncIdScope(const AsyncIdScope&) = delete;
  AsyncIdScope& operator=(const AsyncIdScope&) = delete;

 private:
  Environment& env_;
  AsyncIdPair ids_;
  AsyncIdPair outer_;
};

}  // namespace rondo
