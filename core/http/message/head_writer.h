// HeadWriter: lays a response's head out in memory, as Node does.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace rondo::http {

/// Everything between the caller's own headers and the empty line.
struct HeadEnd {
  static constexpr uint64_t kNoLength = UINT64_MAX;
  /// Date's value; empty: none.
  std::string_view date;
  /// Connection: keep-alive or close.
  bool keep_alive = true;
  /// Seconds of the Keep-Alive header; 0: none.
  uint32_t keep_alive_seconds = 0;
  /// Its `max`, requests; 0: none.
  uint32_t keep_alive_max = 0;
  /// Content-Length; kNoLength: none.
  uint64_t content_length = kNoLength;
  /// Transfer-Encoding: chunked.
  bool chunked = false;
};

/// Writes into memory of the caller's, which must be large enough: kMaxStatus
/// for the status line, the lines' sizes, kMaxEnd for the end.
class HeadWriter {
 public:
  static constexpr size_t kMaxStatus = 64;
  static constexpr size_t kMaxEnd = 256;
  static constexpr size_t HeaderSize(std::string_view name,
                                     std::string_view value) {
    return name.size() + value.size() + 4;
  }

  explicit HeadWriter(uint8_t* memory) : begin_(memory), at_(memory) {}

  /// "HTTP/1.1 200 OK\r\n"; status 100 to 999.
  void Status(int status);
  void Header(std::string_view name, std::string_view value) {
    Put(name);
    Put(": ");
    Put(value);
    Put("\r\n");
  }
  /// Complete lines.
  void Lines(std::string_view lines) { Put(lines); }
  void End(const HeadEnd& end);

  size_t size() const { return at_ - begin_; }

 private:
  void Put(std::string_view text) {
    if (text.empty()) return;
    std::memcpy(at_, text.data(), text.size());
    at_ += text.size();
  }
  void PutNumber(uint64_t number);

  uint8_t* const begin_;
  uint8_t* at_;
};

}  // namespace rondo::http
