#include "core/base/clock.h"

namespace rondo {
namespace {

double MeasureTicksPerNs() {
#if defined(__aarch64__)
  uint64_t hertz;
  asm volatile("mrs %0, cntfrq_el0" : "=r"(hertz));
  return static_cast<double>(hertz) / 1e9;
#elif defined(__x86_64__)
  // Every start waits for it. Reading the clock takes some 30 ns, so the rate
  // is good to a tenth of a percent.
  constexpr uint64_t kSpanNs = 100'000;
  const uint64_t start_ns = MonotonicNs();
  const uint64_t start_ticks = CpuTicks();
  uint64_t end_ns;
  do {
    end_ns = MonotonicNs();
  } while (end_ns - start_ns < kSpanNs);
  return static_cast<double>(CpuTicks() - start_ticks) /
         static_cast<double>(end_ns - start_ns);
#else
  return 1;
#endif
}

}  // namespace

double TicksPerNs() {
  static const double rate = MeasureTicksPerNs();
  return rate;
}

}  // namespace rondo
