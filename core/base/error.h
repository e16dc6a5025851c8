// Error: what went wrong, as a number from one table (the kernel's errno).
#pragma once

#include <string>
#include <string_view>

namespace rondo {

/// A system error: a positive errno value. Cheap to copy; 0 is never an Error.
class [[nodiscard]] Error {
 public:
  constexpr explicit Error(int code) : code_(code) {}
  /// From a completion's result or a raw system call: `-EAGAIN` and such.
  static constexpr Error FromResult(int negative_errno) {
    return Error(-negative_errno);
  }

  /// Positive errno value.
  constexpr int code() const { return code_; }
  /// "ECONNRESET"; "UNKNOWN" for numbers that the table lacks. Static storage.
  std::string_view name() const;
  /// "connection reset by peer". Static storage.
  std::string_view message() const;
  /// "ECONNRESET: connection reset by peer"
  std::string ToString() const;

  friend constexpr bool operator==(Error, Error) = default;

 private:
  int code_;
};

}  // namespace rondo
