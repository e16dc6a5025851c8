#include "core/loop/timer_heap.h"

#include <algorithm>

namespace rondo {
namespace {

// Four children a node: half the levels of a binary heap, and the children of
// one node share a cache line.
constexpr size_t kArity = 4;

size_t Parent(size_t index) { return (index - 1) / kArity; }
size_t FirstChild(size_t index) { return index * kArity + 1; }

}  // namespace

bool TimerHeap::Before(const Timer& a, const Timer& b) {
  if (a.deadline_ != b.deadline_) return a.deadline_ < b.deadline_;
  return a.sequence_ < b.sequence_;
}

void TimerHeap::Set(Timer& timer, uint64_t deadline) {
  timer.deadline_ = deadline;
  timer.sequence_ = next_sequence_++;
  if (!timer.armed()) {
    heap_.push_back(&timer);
    Up(heap_.size() - 1, timer);
    return;
  }
  const auto index = static_cast<size_t>(timer.index_);
  Up(index, timer);
  Down(static_cast<size_t>(timer.index_), timer);
}

void TimerHeap::Remove(Timer& timer) {
  CHECK(timer.armed());
  const auto index = static_cast<size_t>(timer.index_);
  timer.index_ = -1;
  Timer& last = *heap_.back();
  heap_.pop_back();
  if (&last == &timer) return;
  Up(index, last);
  Down(static_cast<size_t>(last.index_), last);
}

void TimerHeap::Place(size_t index, Timer& timer) {
  heap_[index] = &timer;
  timer.index_ = static_cast<int32_t>(index);
}

// Puts `timer`, whose place `index` is free, there or nearer to the top.
void TimerHeap::Up(size_t index, Timer& timer) {
  while (index > 0 && Before(timer, *heap_[Parent(index)])) {
    Place(index, *heap_[Parent(index)]);
    index = Parent(index);
  }
  Place(index, timer);
}

// Puts `timer`, whose place `index` is free, there or further down.
void TimerHeap::Down(size_t index, Timer& timer) {
  while (true) {
    const size_t first = FirstChild(index);
    if (first >= heap_.size()) break;
    const size_t end = std::min(first + kArity, heap_.size());
    size_t least = first;
    for (size_t child = first + 1; child < end; ++child) {
      if (Before(*heap_[child], *heap_[least])) least = child;
    }
    if (!Before(*heap_[least], timer)) break;
    Place(index, *heap_[least]);
    index = least;
  }
  Place(index, timer);
}

}  // namespace rondo
