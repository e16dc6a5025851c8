#include "core/loop/signals.h"

#include <sched.h>
#include <signal.h>

#include <atomic>
#include <bit>
#include <cerrno>
#include <cstdint>
#include <mutex>

namespace rondo {

// What the handler sees of a watcher: outlives it while a delivery is out.
class SignalWatcher::Entry final {
 public:
  Entry(SignalWatcher& watcher, Loop& loop, int signal)
      : signal_(signal), loop_(loop), watcher_(&watcher) {
    for (Delivery& delivery : deliveries_) delivery.entry = this;
  }

  int signal() const { return signal_; }

  /// In the handler: only what is async-signal-safe.
  void Raise() {
    uint64_t idle = idle_.load(std::memory_order_acquire);
    do {
      if (idle == 0) return;
    } while (!idle_.compare_exchange_weak(idle, idle & (idle - 1),
                                          std::memory_order_acq_rel,
                                          std::memory_order_acquire));
    loop_.Post(deliveries_[std::countr_zero(idle)]);
  }

  /// On the loop's thread, when no handler can reach this any more.
  void Abandon() {
    watcher_ = nullptr;
    DeleteIfDone();
  }

  std::atomic<Entry*> next{nullptr};

 private:
  // One signal that the loop has yet to hear of.
  struct Delivery : PostedCall {
    Delivery() : PostedCall(&Entry::OnLoop) {}
    Entry* entry = nullptr;
  };
  static constexpr int kDeliveries = 64;
  static constexpr uint64_t kAllIdle = ~uint64_t{0};

  static void OnLoop(PostedCall& call) {
    auto& delivery = static_cast<Delivery&>(call);
    Entry& entry = *delivery.entry;
    if (SignalWatcher* watcher = entry.watcher_; watcher != nullptr) {
      watcher->callback_(*watcher, entry.signal_);  // may destroy the watcher
    }
    const auto index = static_cast<int>(&delivery - entry.deliveries_);
    entry.idle_.fetch_or(uint64_t{1} << index, std::memory_order_acq_rel);
    entry.DeleteIfDone();
  }

  void DeleteIfDone() {
    if (watcher_ == nullptr &&
        idle_.load(std::memory_order_acquire) == kAllIdle) {
      delete this;
    }
  }

  const int signal_;
  Loop& loop_;
  SignalWatcher* watcher_;                // null: it has stopped
  std::atomic<uint64_t> idle_{kAllIdle};  // a bit for each delivery
  Delivery deliveries_[kDeliveries];

 public:
  // The process's tables.
  struct Tables {
    static constexpr int kSignals = NSIG;
    // The watchers of each signal. Handlers walk the list without a lock, also
    // while a watcher leaves it.
    std::atomic<Entry*> heads[kSignals] = {};
    std::atomic<int> handlers_running{0};
    // Under the mutex:
    std::mutex mutex;
    struct sigaction before[kSignals] = {};
  };
  static constinit Tables tables;

  static void OnSignal(int signal) {
    const int saved_errno = errno;
    // Either Remove sees us or we see its work: both write, then read.
    tables.handlers_running.fetch_add(1, std::memory_order_seq_cst);
    for (Entry* entry = tables.heads[signal].load(std::memory_order_seq_cst);
         entry != nullptr;
         entry = entry->next.load(std::memory_order_seq_cst)) {
      entry->Raise();
    }
    tables.handlers_running.fetch_sub(1, std::memory_order_acq_rel);
    errno = saved_errno;
  }

  static Status Insert(Entry& entry) {
    const int signal = entry.signal();
    std::lock_guard lock(tables.mutex);
    Entry* head = tables.heads[signal].load(std::memory_order_relaxed);
    entry.next.store(head, std::memory_order_relaxed);
    tables.heads[signal].store(&entry, std::memory_order_release);
    if (head != nullptr) return {};
    struct sigaction action = {};
    action.sa_handler = &OnSignal;
    action.sa_flags = SA_RESTART;
    sigfillset(&action.sa_mask);
    if (sigaction(signal, &action, &tables.before[signal]) == 0) return {};
    const Error error(errno);
    tables.heads[signal].store(nullptr, std::memory_order_release);
    return error;
  }

  static void Remove(Entry& entry) {
    const int signal = entry.signal();
    {
      std::lock_guard lock(tables.mutex);
      std::atomic<Entry*>* link = &tables.heads[signal];
      while (link->load(std::memory_order_relaxed) != &entry) {
        link = &link->load(std::memory_order_relaxed)->next;
      }
      link->store(entry.next.load(std::memory_order_relaxed),
                  std::memory_order_seq_cst);
      if (tables.heads[signal].load(std::memory_order_relaxed) == nullptr) {
        sigaction(signal, &tables.before[signal], nullptr);
      }
    }
    // A handler on another thread may have found the entry before. (One that
    // interrupts this thread ends before this goes on.)
    while (tables.handlers_running.load(std::memory_order_seq_cst) != 0) {
      sched_yield();
    }
  }
};

constinit SignalWatcher::Entry::Tables SignalWatcher::Entry::tables;

void SignalWatcher::SetUnwatched(int signal, void (*handler)(int)) {
  CHECK(signal > 0 && signal < Entry::Tables::kSignals);
  struct sigaction action = {};
  action.sa_handler = handler;
  action.sa_flags = static_cast<int>(SA_RESETHAND) | SA_NODEFER;
  std::lock_guard lock(Entry::tables.mutex);
  if (Entry::tables.heads[signal].load(std::memory_order_relaxed) != nullptr) {
    struct sigaction& before = Entry::tables.before[signal];
    if (before.sa_handler == SIG_DFL) before = action;
    return;
  }
  struct sigaction now;
  if (sigaction(signal, nullptr, &now) == 0 && now.sa_handler == SIG_DFL) {
    sigaction(signal, &action, nullptr);
  }
}

Status SignalWatcher::Start(Loop& loop, int signal) {
  CHECK(!active());
  if (signal <= 0 || signal >= Entry::Tables::kSignals) return Error(EINVAL);
  auto entry = std::make_unique<Entry>(*this, loop, signal);
  if (Status status = Entry::Insert(*entry); !status.ok()) return status;
  entry_ = entry.release();
  return {};
}

void SignalWatcher::Stop() {
  if (!active()) return;
  Entry* entry = std::exchange(entry_, nullptr);
  Entry::Remove(*entry);
  entry->Abandon();
}

}  // namespace rondo
