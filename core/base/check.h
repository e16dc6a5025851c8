// CHECK: a condition that only a bug in this program can break. Live in every
// build: a server that goes on after one corrupts what it serves.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace rondo {

/// Prints the place and the condition to stderr and aborts.
[[noreturn]] inline void CheckFailed(const char* file, int line,
                                     const char* condition) {
  std::fprintf(stderr, "%s:%d: CHECK failed: %s\n", file, line, condition);
  std::abort();
}

}  // namespace rondo

#define CHECK(condition)              \
  (__builtin_expect(!!(condition), 1) \
       ? static_cast<void>(0)         \
       : ::rondo::CheckFailed(__FILE__, __LINE__, #condition))
#define CHECK_EQ(a, b) CHECK((a) == (b))
#define CHECK_NE(a, b) CHECK((a) != (b))
#define CHECK_GE(a, b) CHECK((a) >= (b))
#define CHECK_LE(a, b) CHECK((a) <= (b))
#define UNREACHABLE() \
  ::rondo::CheckFailed(__FILE__, __LINE__, "unreachable code was reached")
