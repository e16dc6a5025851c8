#include "core/loop/timer_heap.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <random>
#include <vector>

namespace rondo {
namespace {

void Ignore(Timer&) {}

std::vector<Timer*> Drain(TimerHeap& heap) {
  std::vector<Timer*> order;
  while (!heap.empty()) {
    order.push_back(&heap.top());
    heap.Remove(heap.top());
  }
  return order;
}

TEST(TimerHeapTest, EqualDeadlinesKeepTheirStartOrder) {
  TimerHeap heap;
  Timer a(Ignore), b(Ignore), c(Ignore);
  heap.Set(b, 5);
  heap.Set(a, 5);
  heap.Set(c, 1);
  EXPECT_EQ(Drain(heap), (std::vector<Timer*>{&c, &b, &a}));
}

TEST(TimerHeapTest, MovingAnArmedTimerCountsAsANewStart) {
  TimerHeap heap;
  Timer a(Ignore), b(Ignore);
  heap.Set(a, 5);
  heap.Set(b, 5);
  heap.Set(a, 5);
  EXPECT_EQ(Drain(heap), (std::vector<Timer*>{&b, &a}));
}

TEST(TimerHeapTest, RandomSetsAndRemovalsComeOutSorted) {
  std::mt19937 random(7);
  std::vector<std::unique_ptr<Timer>> timers;
  for (int i = 0; i < 500; ++i)
    timers.push_back(std::make_unique<Timer>(Ignore));
  TimerHeap heap;
  for (int i = 0; i < 20'000; ++i) {
    Timer& timer = *timers[random() % timers.size()];
    if (timer.armed() && random() % 3 == 0) {
      heap.Remove(timer);
    } else {
      heap.Set(timer, random() % 100);
    }
  }
  const auto armed = std::count_if(timers.begin(), timers.end(),
                                   [](auto& timer) { return timer->armed(); });
  const std::vector<Timer*> order = Drain(heap);
  EXPECT_EQ(static_cast<ptrdiff_t>(order.size()), armed);
  EXPECT_TRUE(std::is_sorted(
      order.begin(), order.end(),
      [](Timer* a, Timer* b) { return a->deadline() < b->deadline(); }));
}

}  // namespace
}  // namespace rondo
