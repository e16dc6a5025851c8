// Result<T>: a value or an Error. A small stand-in for C++23's std::expected.
#pragma once

#include <new>
#include <optional>
#include <utility>

#include "core/base/check.h"
#include "core/base/error.h"

namespace rondo {

/// Holds either a T or an Error. Asking for the one that is not there is a bug
/// and ends the process (CHECK).
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : value_(std::move(value)) {}  // NOLINT: implicit on purpose
  Result(Error error) : error_(error) {}         // NOLINT: implicit on purpose

  bool ok() const { return value_.has_value(); }
  explicit operator bool() const { return ok(); }

  T& value() & {
    CHECK(ok());
    return *value_;
  }
  const T& value() const& {
    CHECK(ok());
    return *value_;
  }
  T&& value() && {
    CHECK(ok());
    return std::move(*value_);
  }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  Error error() const {
    CHECK(!ok());
    return error_;
  }

 private:
  std::optional<T> value_;
  Error error_{0};
};

/// Success without a value, or an Error.
template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(error) {}  // NOLINT: implicit on purpose

  bool ok() const { return error_.code() == 0; }
  explicit operator bool() const { return ok(); }
  Error error() const {
    CHECK(!ok());
    return error_;
  }

 private:
  Error error_{0};
};

using Status = Result<void>;

}  // namespace rondo
