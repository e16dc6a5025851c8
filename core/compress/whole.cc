#include "core/compress/whole.h"

#include <algorithm>
#include <limits>

namespace rondo::compress {
namespace {

constexpr size_t kFirstRoom = 4096;
/// Room is not doubled beyond this.
constexpr size_t kMostRoom = 16 * 1024 * 1024;

}  // namespace

Whole::Whole(Codec& codec, std::span<const uint8_t> input, int finish,
             size_t limit)
    : codec_(codec),
      input_(input),
      size_(input.size()),
      finish_(finish),
      output_(limit) {}

bool Whole::MakeRoom() {
  if (!output_.room().empty()) return true;
  const size_t wanted = output_.size() == 0
                            ? std::clamp(size_, kFirstRoom, kMostRoom)
                            : std::min(output_.size(), kMostRoom);
  return output_.Reserve(wanted);
}

Whole::State Whole::Run(size_t budget) {
  while (true) {
    if (!MakeRoom()) return State::kNoMemory;
    const bool full = output_.size() == output_.limit();
    uint8_t beyond;
    Window window;
    const bool last = input_.size() <= budget;
    window.input = last ? input_ : input_.first(budget);
    // A byte too many shows that there is more.
    window.output = full ? std::span<uint8_t>(&beyond, 1) : output_.room();
    if (window.output.size() > budget) {
      window.output = window.output.first(std::max<size_t>(budget, 1));
    }
    const size_t room = window.output.size();
    const size_t given = window.input.size();
    const Outcome outcome = codec_.Step(window, last ? finish_ : kProcess);
    const size_t consumed = given - window.input.size();
    const size_t produced = room - window.output.size();
    input_ = input_.subspan(consumed);
    if (full && produced > 0) return State::kTooLarge;
    output_.Commit(full ? 0 : produced);
    if (outcome == Outcome::kFailed) return State::kFailed;
    if (outcome == Outcome::kEnd) {
      // Of what the piece cut off the codec has not seen whether it goes on.
      if (!window.input.empty() || input_.empty()) return State::kDone;
    } else if (last && !window.output.empty()) {
      return State::kDone;
    }
    const size_t done = std::max(consumed, produced);
    if (done >= budget) return State::kMore;
    budget -= done;
  }
}

Whole::State Whole::RunToEnd() {
  State state;
  do {
    state = Run(std::numeric_limits<size_t>::max());
  } while (state == State::kMore);
  return state;
}

}  // namespace rondo::compress
