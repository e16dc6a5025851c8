#include "core/loop/loop.h"

#include <sched.h>

#include <algorithm>
#include <utility>

#include "core/base/clock.h"

namespace rondo {

namespace {

// `kind` in the accounts of callbacks that are no op's.
constexpr uint8_t kRemoteKind = 0xf0;
constexpr uint8_t kCallKind = 0xf1;

}  // namespace

Result<std::unique_ptr<Loop>> Loop::Create(const LoopOptions& options) {
  Result<std::unique_ptr<Backend>> backend =
      MakeBackend(options.backend, options.pool);
  if (!backend.ok()) return backend.error();
  return std::make_unique<Loop>(std::move(*backend), options.pool);
}

Loop::Loop(std::unique_ptr<Backend> backend, WorkerPool* pool)
    : backend_(std::move(backend)),
      pool_(pool),
      virtual_time_(backend_->system().simulated()),
      now_(backend_->Now()),
      last_ticks_(Ticks()),
      send_delay_ticks_(virtual_time_ ? kSendDelayNs
                                      : static_cast<uint64_t>(
                                            static_cast<double>(kSendDelayNs) *
                                            TicksPerNs())) {}

Loop::~Loop() {
  // Who posted the last call may still be on its way to Wake.
  while (posting_.load(std::memory_order_acquire) != 0) sched_yield();
  CHECK(refs_ == 0);
  CHECK(timers_.empty());
  CHECK(remote_.load(std::memory_order_relaxed) == nullptr);
}

// --- Running.

// One turn. Its order is Node's:
//
//   timers   those due at the turn's time, earliest first;
//   pending  what was put off to the next turn, connection errors that were
//            known at once, say;
//   prepare  every byte that timers and the like wrote and nobody has sent yet
//            becomes a send operation, so that all connections go out in one
//            submission;
//   poll     submits all that was started since, sleeps until something happens
//            (not at all if there is work to do) and calls back for at most
//            kPassBudget completions, then for what other threads posted. Bytes
//            that these handlers write become send operations at its end, or
//            before if a handler runs late (kSendDelayNs);
//   check    setImmediate: first thing after the I/O;
//   close    what closed says so, last, when nothing of the turn refers to it.
//
// Then the next turn begins with the timers, without sleeping when there is
// anything to do. Stop() takes effect between two phases.
void Loop::RunOnce(Mode mode) {
  accounts_.CountTurn();
  BeginPhase();
  const bool any = RunTimers();
  if (stopped_) return;
  // When the last timer leaves nothing referenced, the run is over: check hooks
  // that do not keep the loop alive are not called once more.
  if (any && mode == Mode::kUntilIdle && !has_work()) return;
  RunPending();
  if (stopped_) return;
  RunPrepare();
  RunPoll(mode);
  if (stopped_) return;
  RunCheck(mode);
  if (stopped_) return;
  RunClosing();
}

bool Loop::Run(Mode mode) {
  UpdateNow();
  last_ticks_ = Ticks();
  if (mode != Mode::kUntilIdle) {
    if (!stopped_) RunOnce(mode);
  } else {
    while (!stopped_ && alive()) {
      if (has_work()) {
        RunOnce(mode);
      } else {
        // Only other threads' calls wait: they alone make no turn.
        BeginPhase();
        RunPostedCalls();
        EndPhase(Phase::kPoll);
        UpdateNow();
      }
    }
  }
  accounts_.SetRunning(0);
  stopped_ = false;
  return alive();
}

bool Loop::alive() const {
  return remote_.load(std::memory_order_relaxed) != nullptr || has_work();
}

bool Loop::has_work() const {
  if (refs_ > 0 || !pending_.empty() || !closing_.empty() || !unsent_.empty()) {
    return true;
  }
  for (const CheckHook* hook = check_hooks_.First(); hook != nullptr;
       hook = check_hooks_.Next(*hook)) {
    if (hook->pressing && hook->ref) return true;
  }
  return false;
}

// --- The phases.

bool Loop::RunTimers() {
  if (timers_.empty()) return false;
  // The check phase may have taken long: what became due meanwhile goes first.
  UpdateNow();
  in_timers_ = true;
  // A timer that is started here, even for now, waits for the next turn: its
  // start number says so.
  const uint64_t now = now_;
  const uint64_t first_new = timers_.next_sequence();
  bool any = false;
  while (!timers_.empty()) {
    Timer& timer = timers_.top();
    if (timer.deadline_ > now || timer.sequence_ >= first_new) break;
    timers_.Remove(timer);
    if (timer.ref_) --refs_;
    timer.callback_(timer);
    EndCallback(Phase::kTimers, kCallKind);
    any = true;
    if (stopped_) break;
  }
  in_timers_ = false;
  if (any) EndPhase(Phase::kTimers);
  return any;
}

void Loop::RunPending() {
  if (pending_.empty()) return;
  RunPhaseCalls(pending_, Phase::kPending);
}

void Loop::RunPrepare() {
  if (unsent_.empty()) return;
  FlushUnsent();
  last_ticks_ = Ticks();
  EndPhase(Phase::kPrepare);
}

void Loop::RunPoll(Mode mode) {
  int64_t timeout = SleepTime(mode);
  // What is known without asking the kernel is delivered first. Unless that
  // makes work for another phase, this turn still may sleep.
  const bool known_first = timeout != 0 && backend_->KnowsCompletions();
  Poll(timeout);
  if (known_first && mode == Mode::kUntilIdle) {
    timeout = SleepTime(mode);
    if (timeout != 0) Poll(timeout);
  }
  // What the handlers of this pass wrote goes out now, all connections
  // together, not behind what the other phases may take.
  if (!unsent_.empty()) {
    FlushUnsent();
    last_ticks_ = Ticks();
  }
  EndPhase(Phase::kPoll);
  UpdateNow();
  if (HasWorkBeforePoll()) backend_->Submit();
}

// Whether something runs before the next Poll would hand over to the kernel
// what was started.
bool Loop::HasWorkBeforePoll() const {
  if (!closing_.empty() || stopped_ ||
      (!timers_.empty() && timers_.top().deadline_ <= now_)) {
    return true;
  }
  for (const CheckHook* hook = check_hooks_.First(); hook != nullptr;
       hook = check_hooks_.Next(*hook)) {
    if (hook->pressing) return true;
  }
  return false;
}

void Loop::Poll(int64_t timeout) {
  asleep_ = true;
  may_have_slept_ = timeout != 0;
  accounts_.SetRunning(0);
  backend_->Poll(timeout, kPassBudget, *this);
  if (asleep_) EndSleep();
  RunPostedCalls();
}

void Loop::RunCheck(Mode mode) {
  if (check_hooks_.empty()) return;
  IntrusiveList<CheckHook> todo;
  todo.TakeAll(check_hooks_);
  bool any = false;
  while (CheckHook* hook = todo.PopFront()) {
    check_hooks_.PushBack(*hook);
    if (!Calls(*hook, mode)) continue;
    const bool pressing = hook->pressing;
    hook->OnCheck();  // may destroy the hook
    if (!pressing) continue;
    EndCallback(Phase::kCheck, kCallKind);
    any = true;
  }
  if (any) EndPhase(Phase::kCheck);
}

void Loop::RunClosing() {
  if (closing_.empty()) return;
  RunPhaseCalls(closing_, Phase::kClose);
}

// Those that a call adds wait for the phase's next time.
void Loop::RunPhaseCalls(IntrusiveList<PhaseCall>& calls, Phase phase) {
  IntrusiveList<PhaseCall> todo;
  todo.TakeAll(calls);
  while (PhaseCall* call = todo.PopFront()) {
    call->callback_(*call);
    EndCallback(phase, kCallKind);
  }
  EndPhase(phase);
}

int64_t Loop::SleepTime(Mode mode) const {
  if (mode == Mode::kNoWait || stopped_ || !pending_.empty() ||
      !closing_.empty() || !unsent_.empty() || !alive()) {
    return 0;
  }
  for (const CheckHook* hook = check_hooks_.First(); hook != nullptr;
       hook = check_hooks_.Next(*hook)) {
    if (hook->pressing && Calls(*hook, mode)) return 0;
  }
  if (remote_.load(std::memory_order_relaxed) != nullptr) return 0;
  // What other threads do takes no virtual time: they alone end this wait.
  if (mode == Mode::kWait && virtual_time_) return -1;
  if (timers_.empty()) return -1;
  const uint64_t deadline = timers_.top().deadline_;
  return deadline <= now_ ? 0 : static_cast<int64_t>(deadline - now_);
}

// --- Accounting. The end of one callback is the start of the next, so that
// each boundary reads the counter once.

void Loop::BeginPhase() {
  phase_ticks_ = last_ticks_;
  accounts_.SetRunning(last_ticks_);
}

void Loop::EndPhase(Phase phase) {
  accounts_.Record(phase, false, 0, phase_ticks_, last_ticks_);
  phase_ticks_ = last_ticks_;
}

void Loop::EndSleep() {
  asleep_ = false;
  if (may_have_slept_) UpdateNow();
  last_ticks_ = Ticks();
  EndPhase(Phase::kSleep);
  accounts_.SetRunning(last_ticks_);
}

void Loop::EndCallback(Phase phase, uint8_t kind) {
  const uint64_t ticks = Ticks();
  accounts_.Record(phase, true, kind, last_ticks_, ticks);
  last_ticks_ = ticks;
  accounts_.SetRunning(ticks);
  if (!unsent_.empty() && ticks - unsent_since_ticks_ >= send_delay_ticks_) {
    FlushNow();
    last_ticks_ = Ticks();
  }
}

// --- Operations.

void Loop::Start(Op& op) {
  CHECK(!op.active_);
  op.active_ = true;
  if (op.ref_) ++refs_;
  backend_->Start(op);
}

void Loop::Cancel(Op& op) {
  if (op.active_) backend_->Cancel(op);
}

void Loop::SetRef(Op& op, bool ref) {
  if (op.ref_ == ref) return;
  op.ref_ = ref;
  if (!op.active_) return;
  if (ref) {
    AddRef();
  } else {
    DropRef();
  }
}

void Loop::Deliver(Op& op, const Completion& completion) {
  if (asleep_) EndSleep();
  if (!completion.more) {
    op.active_ = false;
    if (op.ref_) --refs_;
  }
  const auto kind = static_cast<uint8_t>(op.kind_);
  op.callback_(op, completion);  // may destroy the op
  EndCallback(Phase::kPoll, kind);
}

// --- Timers.

void Loop::Start(Timer& timer, uint64_t deadline) {
  // Of those due in the phase that runs, none may hide behind a newer one.
  if (in_timers_) deadline = std::max(deadline, now_);
  if (!timer.armed() && timer.ref_) ++refs_;
  timers_.Set(timer, deadline);
}

void Loop::Stop(Timer& timer) {
  if (!timer.armed()) return;
  timers_.Remove(timer);
  if (timer.ref_) --refs_;
}

void Loop::SetRef(Timer& timer, bool ref) {
  if (timer.ref_ == ref) return;
  timer.ref_ = ref;
  if (!timer.armed()) return;
  if (ref) {
    AddRef();
  } else {
    DropRef();
  }
}

// --- Phases and sending.

void Loop::AddPending(PhaseCall& call) { pending_.PushBack(call); }

void Loop::AddClosing(PhaseCall& call) { closing_.PushBack(call); }

void Loop::AddUnsent(Unsent& unsent) {
  // The callback that runs began at last_ticks_: earlier than the byte, never
  // later, and known without reading the counter.
  if (unsent_.empty()) unsent_since_ticks_ = last_ticks_;
  unsent_.PushBack(unsent);
}

void Loop::FlushUnsent() {
  while (Unsent* unsent = unsent_.PopFront()) unsent->FlushUnsent();
}

void Loop::FlushNow() {
  FlushUnsent();
  backend_->Submit();
}

// --- Other threads.

void Loop::Post(PostedCall& call) {
  posting_.fetch_add(1, std::memory_order_relaxed);
  PostedCall* head = remote_.load(std::memory_order_relaxed);
  do {
    call.next = head;
  } while (!remote_.compare_exchange_weak(
      head, &call, std::memory_order_release, std::memory_order_relaxed));
  // Whoever made the queue non-empty has woken the loop, or is about to.
  if (head == nullptr) Wake();
  posting_.fetch_sub(1, std::memory_order_release);
}

void Loop::RunPostedCalls() {
  if (remote_.load(std::memory_order_relaxed) == nullptr) return;
  PostedCall* stack = remote_.exchange(nullptr, std::memory_order_acquire);
  PostedCall* queue = nullptr;
  while (stack != nullptr) {
    PostedCall* rest = stack->next;
    stack->next = queue;
    queue = stack;
    stack = rest;
  }
  while (queue != nullptr) {
    PostedCall& call = *queue;
    queue = call.next;
    call.callback(call);  // may destroy or post the call again
    EndCallback(Phase::kPoll, kRemoteKind);
  }
}

}  // namespace rondo
