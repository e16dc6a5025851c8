// Awaiters: what a Task can wait for. Each ends with ECANCELED when the task's
// scope is cancelled, unless it had already happened.
#pragma once

#include <coroutine>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>

#include "core/base/result.h"
#include "core/base/unique_fd.h"
#include "core/loop/loop.h"
#include "core/loop/op.h"
#include "core/loop/pool_work.h"
#include "core/loop/task.h"

namespace rondo {

/// co_await Sleep(loop, ns): Status.
class [[nodiscard]] Sleep final : private Timer, private Cancellable {
 public:
  Sleep(Loop& loop, uint64_t duration_ns)
      : Timer([](Timer& timer) { static_cast<Sleep&>(timer).Finish(); }),
        loop_(loop),
        duration_ns_(duration_ns) {}

  bool await_ready() const { return false; }
  template <typename Promise>
  bool await_suspend(std::coroutine_handle<Promise> handle) {
    if (TaskScope* scope = ScopeOf(handle)) {
      cancelled_ = scope->cancelled();
      if (cancelled_) return false;
      scope->Add(*this);
    }
    handle_ = handle;
    loop_.Start(*this, loop_.Now() + duration_ns_);
    return true;
  }
  Status await_resume() const {
    return cancelled_ ? Status(Error(ECANCELED)) : Status();
  }

 private:
  void Cancel() override {
    cancelled_ = true;
    loop_.Start(*this, 0);  // next turn
  }
  void Finish() {
    Unlink();
    handle_.resume();
  }

  Loop& loop_;
  const uint64_t duration_ns_;
  std::coroutine_handle<> handle_;
  bool cancelled_ = false;
};

/// co_await on an operation with one completion: fill its fields, then await.
/// Result<uint32_t>: the completion's result. `OpType`: any but AcceptOp and
/// RecvOp.
///
///   OpAwaiter<ReadOp> read(loop);
///   read.fd = fd;
///   read.buffer = buffer;
///   Result<uint32_t> size = co_await read;
template <typename OpType>
class [[nodiscard]] OpAwaiter : public OpType, private Cancellable {
 public:
  explicit OpAwaiter(Loop& loop)
      : OpType([](Op& op, const Completion& completion) {
          static_cast<OpAwaiter&>(op).Finish(completion);
        }),
        loop_(loop) {}

  bool await_ready() const { return false; }
  template <typename Promise>
  bool await_suspend(std::coroutine_handle<Promise> handle) {
    if (TaskScope* scope = ScopeOf(handle)) {
      if (scope->cancelled()) {
        result_ = -ECANCELED;
        return false;
      }
      scope->Add(*this);
    }
    handle_ = handle;
    loop_.Start(*this);
    return true;
  }
  Result<uint32_t> await_resume() const {
    if (result_ < 0) return Error::FromResult(result_);
    return static_cast<uint32_t>(result_);
  }

 private:
  void Cancel() override { loop_.Cancel(*this); }
  void Finish(const Completion& completion) {
    result_ = completion.result;
    ListNode<Cancellable>::Unlink();
    handle_.resume();
  }

  Loop& loop_;
  std::coroutine_handle<> handle_;
  int32_t result_ = 0;
};

// The usual operations as functions. What is passed by pointer or span must
// live until the task goes on.

inline Task<Result<UniqueFd>> OpenFile(Loop& loop, const char* path, int flags,
                                       mode_t mode = 0666) {
  OpAwaiter<OpenOp> op(loop);
  op.path = path;
  op.flags = flags;
  op.mode = mode;
  Result<uint32_t> fd = co_await op;
  if (!fd.ok()) co_return fd.error();
  co_return UniqueFd(static_cast<int>(*fd));
}

/// Bytes read; 0 at the end of the file. Offset -1: the file's own position.
inline Task<Result<uint32_t>> ReadFile(Loop& loop, int fd,
                                       std::span<uint8_t> buffer,
                                       int64_t offset = -1) {
  OpAwaiter<ReadOp> op(loop);
  op.fd = fd;
  op.buffer = buffer;
  op.offset = offset;
  co_return co_await op;
}

/// Bytes written, which may be fewer.
inline Task<Result<uint32_t>> WriteFile(Loop& loop, int fd,
                                        std::span<const uint8_t> bytes,
                                        int64_t offset = -1) {
  OpAwaiter<WriteOp> op(loop);
  op.fd = fd;
  op.buffer = bytes;
  op.offset = offset;
  co_return co_await op;
}

/// Closes `fd`, whatever the result.
inline Task<Status> CloseFile(Loop& loop, UniqueFd fd) {
  OpAwaiter<CloseOp> op(loop);
  op.fd = fd.Release();
  Result<uint32_t> result = co_await op;
  co_return result.ok() ? Status() : Status(result.error());
}

/// Sends all of `bytes`.
inline Task<Status> SendAll(Loop& loop, int fd,
                            std::span<const uint8_t> bytes) {
  while (!bytes.empty()) {
    OpAwaiter<SendOp> op(loop);
    iovec part = {.iov_base = const_cast<uint8_t*>(bytes.data()),
                  .iov_len = bytes.size()};
    op.fd = fd;
    op.iov = &part;
    op.count = 1;
    Result<uint32_t> sent = co_await op;
    if (!sent.ok()) co_return sent.error();
    bytes = bytes.subspan(*sent);
  }
  co_return Status();
}

/// Which of `events` (POLLIN, POLLOUT, and POLLERR, POLLHUP unasked) hold.
inline Task<Result<uint32_t>> PollFd(Loop& loop, int fd, uint32_t events) {
  OpAwaiter<PollOp> op(loop);
  op.fd = fd;
  op.events = events;
  co_return co_await op;
}

/// co_await OnPool(loop, pool, function): runs `function` on a pool thread and
/// gives what it returns, as a Result; ECANCELED if it was withdrawn in time.
template <typename Function>
class [[nodiscard]] OnPool final : private PoolWork, private Cancellable {
  using Value = decltype(std::declval<Function&>()());

 public:
  OnPool(Loop& loop, WorkerPool& pool, Function function,
         Lane lane = Lane::kGeneral)
      : loop_(loop), pool_(pool), lane_(lane), function_(std::move(function)) {}

  bool await_ready() const { return false; }
  template <typename Promise>
  bool await_suspend(std::coroutine_handle<Promise> handle) {
    if (TaskScope* scope = ScopeOf(handle)) {
      if (scope->cancelled()) return false;
      scope->Add(*this);
    }
    handle_ = handle;
    pool_.Submit(loop_, static_cast<PoolWork&>(*this), lane_);
    return true;
  }
  Result<Value> await_resume() {
    if (!value_.has_value()) return Error(error_);
    return std::move(*value_);
  }

 private:
  void Run() override { value_.emplace(function_()); }
  void Done(int error) override {
    error_ = error;
    ListNode<Cancellable>::Unlink();
    handle_.resume();
  }
  void Cancel() override { pool_.Cancel(*this); }

  Loop& loop_;
  WorkerPool& pool_;
  const Lane lane_;
  Function function_;
  std::optional<Value> value_;
  int error_ = ECANCELED;  // before it is submitted
  std::coroutine_handle<> handle_;
};

/// Something that happens again and again, and at most one task that waits for
/// it. A notification that nobody awaits is kept, once.
///
///   Event event(loop);
///   Status status = co_await event;   // in one task
///   event.Notify();                   // anywhere else on the loop's thread
class Event final : private Cancellable {
 public:
  explicit Event(Loop& loop) : loop_(loop), resume_(*this) {}
  Event(const Event&) = delete;
  Event& operator=(const Event&) = delete;
  /// Nobody may be waiting.
  ~Event() { CHECK(!handle_); }

  /// The task that waits goes on in the loop's next pending phase.
  void Notify() {
    if (set_) return;
    set_ = true;
    if (handle_ && !resume_.linked()) loop_.AddPending(resume_);
  }

  class Waiter {
   public:
    explicit Waiter(Event& event) : event_(event) {}
    bool await_ready() const {
      CHECK(!event_.handle_);
      return event_.set_;
    }
    template <typename Promise>
    bool await_suspend(std::coroutine_handle<Promise> handle) {
      if (TaskScope* scope = ScopeOf(handle)) {
        if (scope->cancelled()) return false;
        scope->Add(event_);
      }
      event_.handle_ = handle;
      // A task that waits keeps its loop alive, as one in an operation does.
      event_.loop_.AddRef();
      return true;
    }
    Status await_resume() const {
      const bool happened = std::exchange(event_.set_, false);
      return happened ? Status() : Status(Error(ECANCELED));
    }

   private:
    Event& event_;
  };
  /// Status.
  Waiter operator co_await() { return Waiter(*this); }

 private:
  struct Resume : PhaseCall {
    explicit Resume(Event& event)
        : PhaseCall([](PhaseCall& call) {
            Event& event = static_cast<Resume&>(call).event;
            event.loop_.DropRef();
            event.Unlink();
            std::exchange(event.handle_, nullptr).resume();
          }),
          event(event) {}
    Event& event;
  };

  void Cancel() override {
    if (!resume_.linked()) loop_.AddPending(resume_);
  }

  Loop& loop_;
  Resume resume_;
  std::coroutine_handle<> handle_;
  bool set_ = false;
};

}  // namespace rondo
