// Task<T>: a coroutine on a loop, our green thread in C++.
//
//   Task<int> Answer(Loop& loop) {
//     co_await Sleep(loop, 1'000'000);  // core/loop/await.h
//     co_return 42;
//   }
//
// A task begins when it is awaited or spawned, runs on its loop's thread, and
// others run while it waits. Frames come from a free list of the thread: a warm
// coroutine does not allocate. No exceptions: failure is a Result.
#pragma once

#include <coroutine>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <type_traits>
#include <utility>

#include "core/base/check.h"
#include "core/base/intrusive_list.h"

namespace rondo {

/// A wait that can be cut short. Awaiters derive from it.
class Cancellable : public ListNode<Cancellable> {
 public:
  /// Asks the wait to end soon. Must not resume the coroutine before it
  /// returns.
  virtual void Cancel() = 0;

 protected:
  ~Cancellable() = default;
};

/// The tasks of one owner, which outlives them: to end, it cancels the scope
/// and lets the loop run until the scope is empty. One thread.
class TaskScope {
 public:
  TaskScope() = default;
  TaskScope(const TaskScope&) = delete;
  TaskScope& operator=(const TaskScope&) = delete;
  /// Every task must have ended.
  ~TaskScope() { CHECK(running_ == 0); }

  /// Starts `task`, which runs until its first wait. Its result is dropped.
  template <typename Task>
  void Spawn(Task task);

  /// Every wait of the scope's tasks, also those still to begin, ends with
  /// ECANCELED, or with what had happened already. For good.
  void Cancel() {
    cancelled_ = true;
    for (Cancellable* wait = waits_.First(); wait != nullptr;) {
      Cancellable* next = waits_.Next(*wait);
      wait->Cancel();
      wait = next;
    }
  }
  bool cancelled() const { return cancelled_; }
  bool empty() const { return running_ == 0; }
  /// Tasks that have been spawned and have not ended.
  size_t running() const { return running_; }

  /// For awaiters: while listed, `wait` is told of Cancel. It unlinks itself.
  void Add(Cancellable& wait) { waits_.PushBack(wait); }

 private:
  friend class TaskPromiseBase;

  IntrusiveList<Cancellable> waits_;
  size_t running_ = 0;
  bool cancelled_ = false;
};

/// What the promises of all tasks have in common.
class TaskPromiseBase {
 public:
  static void* operator new(size_t size);
  static void operator delete(void* frame, size_t size);

  std::suspend_always initial_suspend() noexcept { return {}; }
  [[noreturn]] void unhandled_exception() noexcept { UNREACHABLE(); }

  /// The scope that the task, or the one that awaits it, was spawned in; null:
  /// none, and nothing cancels it.
  TaskScope* scope() const { return scope_; }

 protected:
  struct Final {
    bool await_ready() noexcept { return false; }
    template <typename Promise>
    std::coroutine_handle<> await_suspend(
        std::coroutine_handle<Promise> handle) noexcept {
      TaskPromiseBase& promise = handle.promise();
      if (!promise.spawned_) return promise.continuation_;
      // Nobody waits: the frame ends here.
      TaskScope* scope = promise.scope_;
      handle.destroy();
      if (scope != nullptr) --scope->running_;
      return std::noop_coroutine();
    }
    void await_resume() noexcept {}
  };

 private:
  template <typename T>
  friend class Task;

  std::coroutine_handle<> continuation_ = std::noop_coroutine();
  TaskScope* scope_ = nullptr;
  bool spawned_ = false;

  void Spawned(TaskScope* scope) {
    spawned_ = true;
    scope_ = scope;
    if (scope != nullptr) ++scope->running_;
  }
};

/// The scope of the coroutine that an awaiter suspends; null for coroutines
/// that are no Tasks.
template <typename Promise>
TaskScope* ScopeOf(std::coroutine_handle<Promise> handle) {
  if constexpr (std::is_base_of_v<TaskPromiseBase, Promise>) {
    return handle.promise().scope();
  } else {
    return nullptr;
  }
}

/// Move only; owns the coroutine until it is awaited to its end or spawned. A
/// task that has begun must end: destroying it while it waits is a bug that the
/// operation it waits for finds (CHECK).
template <typename T = void>
class [[nodiscard]] Task {
 public:
  class promise_type;
  using Handle = std::coroutine_handle<promise_type>;

  Task() = default;
  Task(Task&& other) noexcept : handle_(std::exchange(other.handle_, {})) {}
  Task& operator=(Task&& other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
  }
  ~Task() {
    if (handle_) handle_.destroy();
  }

  /// Awaiting runs the task and gives what it returns. Once.
  class Awaiter {
   public:
    explicit Awaiter(Handle task) : task_(task) {}
    bool await_ready() const { return false; }
    template <typename Promise>
    Handle await_suspend(std::coroutine_handle<Promise> waiting) {
      TaskPromiseBase& promise = task_.promise();
      promise.continuation_ = waiting;
      promise.scope_ = ScopeOf(waiting);
      return task_;
    }
    T await_resume() { return task_.promise().TakeResult(); }

   private:
    Handle task_;
  };
  Awaiter operator co_await() && {
    CHECK(handle_);
    return Awaiter(handle_);
  }

  /// Starts the task, which runs until its first wait; it belongs to itself.
  /// `scope` (may be null) cancels it.
  void Spawn(TaskScope* scope = nullptr) && {
    CHECK(handle_);
    const Handle handle = std::exchange(handle_, {});
    TaskPromiseBase& promise = handle.promise();
    promise.Spawned(scope);
    handle.resume();
  }

 private:
  explicit Task(Handle handle) : handle_(handle) {}
  Handle handle_;
};

template <typename T>
class Task<T>::promise_type : public TaskPromiseBase {
 public:
  Task get_return_object() { return Task(Handle::from_promise(*this)); }
  Final final_suspend() noexcept { return {}; }
  template <typename Value>
  void return_value(Value&& value) {
    result_.emplace(std::forward<Value>(value));
  }
  T TakeResult() { return std::move(*result_); }

 private:
  std::optional<T> result_;
};

template <>
class Task<void>::promise_type : public TaskPromiseBase {
 public:
  Task get_return_object() { return Task(Handle::from_promise(*this)); }
  Final final_suspend() noexcept { return {}; }
  void return_void() {}
  void TakeResult() {}
};

template <typename AnyTask>
void TaskScope::Spawn(AnyTask task) {
  std::move(task).Spawn(this);
}

/// Starts `task` outside any scope: it must end by itself before its loop does.
template <typename T>
void Spawn(Task<T> task) {
  std::move(task).Spawn();
}

}  // namespace rondo
