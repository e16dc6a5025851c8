#include "core/loop/accounts.h"

#include <algorithm>

#include "core/base/check.h"

namespace rondo {

const char* PhaseName(Phase phase) {
  switch (phase) {
    case Phase::kTimers:
      return "timers";
    case Phase::kPending:
      return "pending";
    case Phase::kPrepare:
      return "prepare";
    case Phase::kSleep:
      return "sleep";
    case Phase::kPoll:
      return "poll";
    case Phase::kCheck:
      return "check";
    case Phase::kClose:
      return "close";
  }
  UNREACHABLE();
}

Accounts::Accounts() : slots_(new Slot[kEntries]) {}

uint64_t Accounts::Read(uint64_t from, std::vector<AccountEntry>& out) const {
  const uint64_t end = written_.load(std::memory_order_acquire);
  if (end > kEntries && from < end - kEntries) from = end - kEntries;
  if (from >= end) return end;

  const size_t first_new = out.size();
  for (uint64_t position = from; position < end; ++position) {
    const Slot& slot = slots_[position % kEntries];
    AccountEntry entry;
    entry.start_ticks = slot.start.load(std::memory_order_acquire);
    const uint64_t rest = slot.rest.load(std::memory_order_acquire);
    entry.duration_ticks = static_cast<uint32_t>(rest >> 32);
    entry.kind = static_cast<uint8_t>(rest >> 16);
    entry.callback = (rest >> 8 & 1) != 0;
    entry.phase = static_cast<Phase>(rest & 0xff);
    out.push_back(entry);
  }

  // The writer may have lapped this reader: what it had begun to overwrite
  // (number written_ included, which it may be writing) was read in vain.
  const uint64_t now_written = written_.load(std::memory_order_relaxed);
  if (now_written + 1 > kEntries) {
    const uint64_t oldest = now_written + 1 - kEntries;
    if (oldest > from) {
      const uint64_t torn = std::min(oldest - from, end - from);
      const auto begin = out.begin() + static_cast<ptrdiff_t>(first_new);
      out.erase(begin, begin + static_cast<ptrdiff_t>(torn));
    }
  }
  return end;
}

}  // namespace rondo
