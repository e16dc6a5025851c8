#include "core/loop/accounts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <thread>

#include "core/base/clock.h"

namespace rondo {
namespace {

TEST(AccountsTest, ReadsWhatWasWritten) {
  Accounts accounts;
  accounts.Record(Phase::kPoll, true, 7, 1000, 1250);
  accounts.Record(Phase::kSleep, false, 0, 0, uint64_t{1} << 40);
  std::vector<AccountEntry> entries;
  EXPECT_EQ(accounts.Read(0, entries), 2u);
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_EQ(entries[0].start_ticks, 1000u);
  EXPECT_EQ(entries[0].duration_ticks, 250u);
  EXPECT_EQ(entries[0].phase, Phase::kPoll);
  EXPECT_TRUE(entries[0].callback);
  EXPECT_EQ(entries[0].kind, 7);
  EXPECT_EQ(entries[1].duration_ticks, UINT32_MAX) << "saturates";
  EXPECT_EQ(entries[1].phase, Phase::kSleep);
  EXPECT_FALSE(entries[1].callback);
  EXPECT_EQ(accounts.Read(2, entries), 2u);
  EXPECT_EQ(entries.size(), 2u);
}

TEST(AccountsTest, ALateReaderGetsTheRestThatIsThere) {
  Accounts accounts;
  const uint64_t written = Accounts::kEntries * 2 + 10;
  for (uint64_t i = 0; i < written; ++i) {
    accounts.Record(Phase::kCheck, true, 0, i, i);
  }
  std::vector<AccountEntry> entries;
  EXPECT_EQ(accounts.Read(0, entries), written);
  // All but one: the oldest is what the writer would overwrite now.
  ASSERT_EQ(entries.size(), Accounts::kEntries - 1);
  EXPECT_EQ(entries.front().start_ticks, written - Accounts::kEntries + 1);
  EXPECT_EQ(entries.back().start_ticks, written - 1);
}

TEST(AccountsTest, AReaderNeverSeesHalfAnEntry) {
  Accounts accounts;
  std::atomic<bool> stop = false;
  std::thread writer([&] {
    for (uint64_t i = 1; !stop.load(std::memory_order_relaxed); ++i) {
      accounts.Record(Phase::kPoll, true, static_cast<uint8_t>(i), i, i + i);
    }
  });
  uint64_t from = 0, last = 0, seen = 0;
  std::vector<AccountEntry> entries;
  while (seen < 200'000) {
    entries.clear();
    from = accounts.Read(from, entries);
    for (const AccountEntry& entry : entries) {
      ASSERT_GT(entry.start_ticks, last);
      last = entry.start_ticks;
      ASSERT_EQ(entry.kind, static_cast<uint8_t>(entry.start_ticks));
      ASSERT_EQ(entry.duration_ticks, entry.start_ticks);
    }
    seen += entries.size();
  }
  stop = true;
  writer.join();
}

#if defined(__OPTIMIZE__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)
// What the loop does between two callbacks may cost 2 % of the cheapest request
// there is, 5 us, which has two of them.
TEST(AccountsTest, ABoundaryCostsLittle) {
  constexpr int kCount = 1000;
  constexpr double kMostNs = 0.02 * 5000 / 2;
  Accounts accounts;
  uint64_t least = UINT64_MAX;
  // Of many short rounds one is not disturbed.
  for (int round = 0; round < 200; ++round) {
    const uint64_t start = CpuTicks();
    uint64_t last = start;
    for (int i = 0; i < kCount; ++i) {
      const uint64_t ticks = CpuTicks();
      accounts.Record(Phase::kPoll, true, 1, last, ticks);
      accounts.SetRunning(ticks);
      last = ticks;
    }
    least = std::min(least, CpuTicks() - start);
  }
  const double ns = static_cast<double>(least) / TicksPerNs() / kCount;
  EXPECT_LE(ns, kMostNs);
  RecordProperty("nanoseconds", std::to_string(ns));
}
#endif

}  // namespace
}  // namespace rondo
