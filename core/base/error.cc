#include "core/base/error.h"

#include "core/base/error_table.h"

namespace rondo {

// A switch over the table: the compiler proves that no number is there twice.

std::string_view Error::name() const {
  switch (code_) {
#define V(symbol, message) \
  case symbol:             \
    return #symbol;
    RONDO_ERROR_TABLE(V)
#undef V
  }
  return "UNKNOWN";
}

std::string_view Error::message() const {
  switch (code_) {
#define V(symbol, message) \
  case symbol:             \
    return message;
    RONDO_ERROR_TABLE(V)
#undef V
  }
  return "unknown error";
}

std::string Error::ToString() const {
  std::string text(name());
  text += ": ";
  text += message();
  return text;
}

}  // namespace rondo
