// Clocks: monotonic nanoseconds, and a cheaper tick counter for accounting.
#pragma once

#include <time.h>

#include <cstdint>
#if defined(__x86_64__)
#include <x86intrin.h>
#endif

namespace rondo {

/// CLOCK_MONOTONIC in nanoseconds.
inline uint64_t MonotonicNs() {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<uint64_t>(now.tv_sec) * 1'000'000'000u +
         static_cast<uint64_t>(now.tv_nsec);
}

/// A counter of constant rate, a few nanoseconds to read; TicksPerNs()
/// converts.
inline uint64_t CpuTicks() {
#if defined(__x86_64__)
  return __rdtsc();
#elif defined(__aarch64__)
  uint64_t ticks;
  asm volatile("mrs %0, cntvct_el0" : "=r"(ticks));
  return ticks;
#else
  return MonotonicNs();
#endif
}

/// Rate of CpuTicks, measured once against CLOCK_MONOTONIC at the first call
/// (takes about 0.1 ms then); thread-safe.
double TicksPerNs();

}  // namespace rondo
