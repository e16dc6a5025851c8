// Loop: one thread's event loop.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

#include "core/base/clock.h"
#include "core/base/intrusive_list.h"
#include "core/base/result.h"
#include "core/loop/accounts.h"
#include "core/loop/backend/backend.h"
#include "core/loop/op.h"
#include "core/loop/timer.h"
#include "core/loop/timer_heap.h"

namespace rondo {

class WorkerPool;

/// Work that another thread hands to a loop. Embedded in its owner; posted at
/// most once at a time. Runs in the poll phase.
struct PostedCall {
  using Callback = void (*)(PostedCall& call);
  explicit PostedCall(Callback callback) : callback(callback) {}
  Callback callback;
  PostedCall* next = nullptr;  // the queue's
};

/// Something with bytes not yet handed to the kernel (see Loop::AddUnsent).
class Unsent : public ListNode<Unsent> {
 public:
  /// Starts the send operations for what is unsent. Must not call user code.
  virtual void FlushUnsent() = 0;

 protected:
  ~Unsent() = default;
};

/// Work for one named phase: pending (next turn, before poll), or close.
class PhaseCall : public ListNode<PhaseCall> {
 public:
  using Callback = void (*)(PhaseCall& call);
  explicit PhaseCall(Callback callback) : callback_(callback) {}

 private:
  friend class Loop;
  Callback callback_;
};

/// Called in every turn's check phase (setImmediate lives there). While any
/// hook is `pressing`, the loop does not sleep; while `ref` too, it stays
/// alive.
class CheckHook : public ListNode<CheckHook> {
 public:
  virtual void OnCheck() = 0;
  bool pressing = false;
  bool ref = true;

 protected:
  ~CheckHook() = default;
};

struct LoopOptions {
  BackendKind backend = BackendKind::kAuto;
  /// Runs what the kernel cannot do asynchronously; must outlive the loop.
  /// Null: operations that need it end with -ENOSYS.
  WorkerPool* pool = nullptr;
};

/// Everything happens on the thread that created it, but Post, Wake and reading
/// accounts(). All callbacks are called from RunOnce, never from inside the
/// call that starts an operation.
class Loop final : private CompletionSink {
 public:
  static Result<std::unique_ptr<Loop>> Create(const LoopOptions& options);
  /// With a backend of the caller's (the fake one).
  explicit Loop(std::unique_ptr<Backend> backend, WorkerPool* pool = nullptr);
  /// Every op must be idle, every timer stopped, every list empty.
  ~Loop();
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  /// A completion callback that ends later than this after the first unsent
  /// byte has its bytes sent at once, not at the end of the pass: long enough
  /// that a pass of quick handlers goes out in one submission, short enough
  /// that no client waits for somebody else's slow handler.
  static constexpr uint64_t kSendDelayNs = 50'000;
  /// Completions delivered in one pass, so that timers and immediates get their
  /// turn under any load.
  static constexpr size_t kPassBudget = 1024;

  // --- Running.
  /// kWait: one turn, to wait for what other threads do; check hooks that hold
  /// nobody are not called for it.
  enum class Mode { kUntilIdle, kOnce, kNoWait, kWait };
  /// Turns until nothing referenced is left, or Stop. True if something is
  /// left.
  bool Run(Mode mode = Mode::kUntilIdle);
  /// Run returns at the end of the phase that runs now.
  void Stop() { stopped_ = true; }
  /// Whether anything referenced is active.
  bool alive() const;

  // --- Time.
  /// The turn's time: monotonic ns, read once a turn and after sleeping.
  uint64_t Now() const { return now_; }
  void UpdateNow() { now_ = backend_->Now(); }

  // --- Operations.
  void Start(Op& op);
  /// No effect on an idle op.
  void Cancel(Op& op);
  /// Gives the kernel all that was started or cancelled: the descriptors that
  /// it names may be closed from here on.
  void Submit() { backend_->Submit(); }
  /// See Backend::CloseNow.
  void CloseNow(int fd) { backend_->CloseNow(fd); }
  /// Whether the loop itself works with this descriptor. Who closes numbers
  /// that a program names asks first.
  bool Owns(int fd) const { return backend_->Owns(fd); }
  void SetRef(Op& op, bool ref);

  // --- Timers.
  /// `deadline` in ns of Now(). Moves an armed timer.
  void Start(Timer& timer, uint64_t deadline);
  void Stop(Timer& timer);
  void SetRef(Timer& timer, bool ref);

  // --- Phases.
  /// Runs in this turn's pending phase if that is still to come, else the
  /// next's.
  void AddPending(PhaseCall& call);
  /// Runs in the close phase.
  void AddClosing(PhaseCall& call);
  void Add(CheckHook& hook) { check_hooks_.PushBack(hook); }
  void Remove(CheckHook& hook) { hook.Unlink(); }

  // --- Sending (design: send rules).
  /// Flushes `unsent` at the end of the pass, or earlier (kSendDelayNs).
  void AddUnsent(Unsent& unsent);
  bool has_unsent() const { return !unsent_.empty(); }
  /// Flushes all unsent bytes and pushes them to the kernel now. For whoever is
  /// about to block or to exit.
  void FlushNow();

  // --- Other threads.
  /// Thread-safe. The call runs on this loop's thread, in posting order.
  void Post(PostedCall& call);
  /// Thread-safe and async-signal-safe: ends the sleep.
  void Wake() { backend_->Wake(); }

  // --- Keeping alive without an op (a posted call that is still out, say).
  void AddRef() { ++refs_; }
  void DropRef() {
    CHECK(refs_ > 0);
    --refs_;
  }

  /// The machine that it runs on, but for its operations.
  System& system() const { return backend_->system(); }

  const Accounts& accounts() const { return accounts_; }
  const char* backend_name() const { return backend_->name(); }
  /// Why it runs on this one, for people.
  const std::string& backend_reason() const { return backend_->reason; }
  WorkerPool* pool() const { return pool_; }

 private:
  void RunOnce(Mode mode);
  /// Whether one was called.
  bool RunTimers();
  void RunPending();
  void RunPrepare();
  void RunPoll(Mode mode);
  void Poll(int64_t timeout);
  bool HasWorkBeforePoll() const;
  static bool Calls(const CheckHook& hook, Mode mode) {
    return mode != Mode::kWait || (hook.pressing && hook.ref);
  }
  void RunCheck(Mode mode);
  void RunClosing();
  int64_t SleepTime(Mode mode) const;
  void RunPostedCalls();
  /// alive(), other threads' calls aside.
  bool has_work() const;
  void RunPhaseCalls(IntrusiveList<PhaseCall>& calls, Phase phase);
  void FlushUnsent();

  void Deliver(Op& op, const Completion& completion) override;
  void BeginPhase();
  void EndPhase(Phase phase);
  void EndSleep();
  void EndCallback(Phase phase, uint8_t kind);
  /// What happens on a simulated machine does not depend on how fast this one
  /// is.
  uint64_t Ticks() const {
    return virtual_time_ ? backend_->Now() : CpuTicks();
  }

  std::unique_ptr<Backend> backend_;
  WorkerPool* pool_;
  const bool virtual_time_;
  uint64_t now_ = 0;
  bool stopped_ = false;
  bool asleep_ = false;  // inside Backend::Poll, nothing delivered yet
  bool may_have_slept_ = false;
  bool in_timers_ = false;
  uint64_t refs_ = 0;         // active referenced ops and timers, and AddRef
  uint64_t phase_ticks_ = 0;  // at which the phase that runs began
  uint64_t last_ticks_ = 0;   // at which the latest callback or phase ended
  uint64_t unsent_since_ticks_ = 0;
  uint64_t send_delay_ticks_;
  TimerHeap timers_;
  IntrusiveList<PhaseCall> pending_;
  IntrusiveList<PhaseCall> closing_;
  IntrusiveList<CheckHook> check_hooks_;
  IntrusiveList<Unsent> unsent_;
  std::atomic<PostedCall*> remote_{nullptr};  // a stack; reversed when taken
  std::atomic<uint32_t> posting_{0};          // threads inside Post
  Accounts accounts_;
};

}  // namespace rondo
