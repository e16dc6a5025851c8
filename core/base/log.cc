#include "core/base/log.h"

#include <unistd.h>

#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace rondo {

void Log(const char* format, ...) {
  const int saved_errno = errno;
  constexpr char kPrefix[] = "rondo: ";
  constexpr size_t kPrefixLength = sizeof kPrefix - 1;
  char line[1024];
  std::memcpy(line, kPrefix, kPrefixLength);
  va_list arguments;
  va_start(arguments, format);
  const size_t room = sizeof line - kPrefixLength - 1;  // one for the newline
  const int wanted =
      std::vsnprintf(line + kPrefixLength, room, format, arguments);
  va_end(arguments);
  size_t length = kPrefixLength;
  if (wanted > 0) {
    length += static_cast<size_t>(wanted) < room ? static_cast<size_t>(wanted)
                                                 : room - 1;
  }
  line[length++] = '\n';
  // Nobody is left to tell when stderr itself fails.
  [[maybe_unused]] const ssize_t ignored = ::write(STDERR_FILENO, line, length);
  errno = saved_errno;
}

void Fatal(const char* reason) {
  Log("fatal: %s", reason);
  std::abort();
}

}  // namespace rondo
