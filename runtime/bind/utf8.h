// Utf8: a JavaScript string as UTF-8 with a final zero, on the stack when
// short.
#pragma once

#include <v8.h>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace rondo {

/// What bindings take paths and names as. Lone surrogates become U+FFFD. Lives
/// as long as the call; copy what must live on.
class Utf8 {
 public:
  Utf8(v8::Isolate* isolate, v8::Local<v8::String> string);
  Utf8(const Utf8&) = delete;
  Utf8& operator=(const Utf8&) = delete;

  /// Ends with a zero that size() does not count.
  const char* c_str() const { return data_; }
  size_t size() const { return size_; }
  std::string_view view() const { return {data_, size_}; }
  std::string ToString() const { return {data_, size_}; }

 private:
  static constexpr size_t kInline = 512;  // most paths and host names
  char inline_[kInline];
  std::unique_ptr<char[]> heap_;
  char* data_ = inline_;
  size_t size_ = 0;
};

}  // namespace rondo
