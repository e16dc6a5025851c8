// StartUpPages: gives back what only start-up needed of the program's files.
#pragma once

#include "core/loop/loop.h"
#include "core/loop/timer.h"

namespace rondo {

/// Once, kDelayNs after it was made and when the loop has time, unmaps the
/// read-only pages of the program and of its libraries. They stay in the page
/// cache; what still runs comes back by minor faults, some hundred of them.
/// Loading maps nearly all of V8's library (symbols, relocations, what the
/// kernel maps around each fault): a server that lives on uses a fraction.
///
/// Never keeps the loop alive. Short programs end before it acts.
class StartUpPages : private Timer {
 public:
  static constexpr uint64_t kDelayNs = 200'000'000;

  explicit StartUpPages(Loop& loop);
  ~StartUpPages() { loop_.Stop(static_cast<Timer&>(*this)); }

 private:
  static void Release(Timer& timer);

  Loop& loop_;
};

}  // namespace rondo
