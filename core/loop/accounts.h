// Accounts: what the loop did and for how long, in a fixed-size ring that any
// thread may read while the loop runs.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace rondo {

/// The phases of one turn, in their order (see Loop::RunOnce).
enum class Phase : uint8_t {
  kTimers,
  kPending,
  kPrepare,
  kSleep,  // inside the kernel, waiting
  kPoll,
  kCheck,
  kClose,
};
inline constexpr size_t kPhaseCount = 7;
const char* PhaseName(Phase phase);

/// One entry: a phase that took place, or a callback inside one.
struct AccountEntry {
  uint64_t start_ticks = 0;
  uint32_t duration_ticks = 0;  // saturates
  Phase phase = Phase::kTimers;
  bool callback = false;  // false: the whole phase
  uint8_t kind = 0;       // callbacks: OpKind, or a number the caller chose
};

/// Single writer (the loop's thread), any number of readers. Entries are two
/// atomic words; a reader drops what was overwritten while it read.
/// Ticks are CpuTicks() (base/clock.h).
class Accounts {
 public:
  static constexpr size_t kEntries = 4096;  // 64 KB: some ms of a busy loop

  Accounts();
  Accounts(const Accounts&) = delete;
  Accounts& operator=(const Accounts&) = delete;

  // Writer.
  void Record(Phase phase, bool callback, uint8_t kind, uint64_t start_ticks,
              uint64_t end_ticks) {
    uint64_t duration = end_ticks - start_ticks;
    if (duration > UINT32_MAX) duration = UINT32_MAX;
    const uint64_t position = written_.load(std::memory_order_relaxed);
    Slot& slot = slots_[position % kEntries];
    // Release: who sees a part of this entry sees also that the one before it
    // was written, and hence that the slot is being written anew.
    slot.start.store(start_ticks, std::memory_order_release);
    slot.rest.store(duration << 32 | uint64_t{kind} << 16 |
                        uint64_t{callback} << 8 | static_cast<uint64_t>(phase),
                    std::memory_order_release);
    written_.store(position + 1, std::memory_order_release);
  }
  /// Says what runs now; 0 ticks when the loop sleeps. The watchdog reads it.
  void SetRunning(uint64_t since_ticks) {
    running_since_.store(since_ticks, std::memory_order_relaxed);
  }
  void CountTurn() {
    turns_.store(turns_.load(std::memory_order_relaxed) + 1,
                 std::memory_order_relaxed);
  }

  // Readers, on any thread.
  /// Entries written so far, since the start.
  uint64_t written() const { return written_.load(std::memory_order_acquire); }
  uint64_t turns() const { return turns_.load(std::memory_order_relaxed); }
  /// Ticks at which the callback or phase that runs now began; 0: asleep.
  uint64_t running_since() const {
    return running_since_.load(std::memory_order_relaxed);
  }
  /// Appends to `out` the entries from number `from` on that the ring still
  /// holds, oldest first; returns the number to pass next time.
  uint64_t Read(uint64_t from, std::vector<AccountEntry>& out) const;

 private:
  struct Slot {
    std::atomic<uint64_t> start{0};
    std::atomic<uint64_t> rest{0};
  };
  std::unique_ptr<Slot[]> slots_;
  std::atomic<uint64_t> written_{0};
  std::atomic<uint64_t> turns_{0};
  std::atomic<uint64_t> running_since_{0};
};

}  // namespace rondo
