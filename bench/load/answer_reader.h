#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace bench {

/// Where one connection stands in the answer that it reads.
struct AnswerState {
  enum Part : uint8_t {
    kHead,
    kLength,     ///< a body of known length
    kChunkSize,  ///< the line that opens a chunk
    kChunkData,
    kChunkEnd,  ///< the CRLF after a chunk's data
    kTrailer,
  };
  Part part = kHead;
  bool close = false;       ///< the answer says `Connection: close`
  uint64_t left = 0;        ///< bytes of the body or chunk not yet seen
  uint64_t body_bytes = 0;  ///< of the body, seen so far
  std::string line;         ///< a head or line that a read has cut
};

/// Reads answers of one program, over many connections, and checks each.
///
/// The first answer is parsed (RFC 9112: status line, Content-Length or
/// chunked framing, trailers) and its body compared with what was asked for;
/// every later one must have the same status and as many bytes of body.
/// Answers that equal the first one byte for byte but for the Date's value,
/// which most do, are recognised by comparison: about 20 ns for a hello.
///
/// Until first() is whole, only one connection may read.
class AnswerReader {
 public:
  enum class Result {
    kDone,   ///< an answer ended; `*used` bytes belong to it
    kMore,   ///< all bytes are used and the answer goes on
    kError,  ///< see error()
  };

  /// `expected` is the body of the first answer; a null view's data checks
  /// nothing. It must outlive the reader. `head_only` for answers to HEAD.
  AnswerReader(std::string_view expected, bool head_only)
      : expected_(expected), head_only_(head_only) {}

  /// Reads at most one answer from `data`. `*used` gets the bytes consumed.
  Result Read(AnswerState& state, std::string_view data, size_t* used);

  /// The sentence that says what was wrong; empty when nothing was.
  const std::string& error() const { return error_; }
  /// The first answer, whole, as it came (at most its first 64 KiB).
  const std::string& first() const { return first_; }
  uint64_t parsed() const { return parsed_; }
  /// Bytes of the first answer's body.
  uint64_t body_bytes() const { return body_bytes_; }

 private:
  Result Parse(AnswerState& state, std::string_view data, size_t* used);
  bool ParseHead(AnswerState& state, std::string_view head);
  bool ParseChunkSize(AnswerState& state, std::string_view line);
  bool Body(AnswerState& state, std::string_view bytes);
  Result Finish(AnswerState& state);
  void Learn();
  bool Fail(std::string what);

  std::string_view expected_;
  bool head_only_;
  bool known_ = false;  // first_ is whole and may be compared with
  bool have_first_ = false;
  size_t date_ = 0;      // offset and
  size_t date_end_ = 0;  // end of the Date's value in first_
  int status_ = 0;       // of the first answer
  uint64_t body_bytes_ = 0;
  uint64_t parsed_ = 0;
  std::string first_;
  std::string error_;
};

}  // namespace bench
