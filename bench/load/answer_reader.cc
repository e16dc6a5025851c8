#include "bench/load/answer_reader.h"

#include <strings.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <utility>

namespace bench {
namespace {

constexpr size_t kMaxHead = 64 * 1024;
constexpr size_t kMaxFirst = 64 * 1024;

bool EqualsIgnoringCase(std::string_view a, std::string_view b) {
  return a.size() == b.size() && strncasecmp(a.data(), b.data(), a.size()) == 0;
}

std::string_view Trim(std::string_view s) {
  while (!s.empty() && (s.front() == ' ' || s.front() == '\t'))
    s.remove_prefix(1);
  while (!s.empty() && (s.back() == ' ' || s.back() == '\t'))
    s.remove_suffix(1);
  return s;
}

// Takes bytes up to and with `end` into `line`; true when it is whole.
bool TakeUntil(std::string_view end, std::string& line, std::string_view data,
               size_t* used) {
  // The end may straddle two reads: search from its length before the seam.
  size_t seam = line.size();
  size_t from = seam >= end.size() - 1 ? seam - (end.size() - 1) : 0;
  size_t room = std::min(data.size(), kMaxHead);
  line.append(data.substr(0, room));
  size_t at = line.find(end, from);
  if (at == std::string::npos) {
    *used = room;
    return false;
  }
  line.resize(at + end.size());
  *used = line.size() - seam;
  return true;
}

}  // namespace

bool AnswerReader::Fail(std::string what) {
  if (error_.empty()) error_ = std::move(what);
  return false;
}

AnswerReader::Result AnswerReader::Read(AnswerState& state,
                                        std::string_view data, size_t* used) {
  if (known_ && state.part == AnswerState::kHead && state.line.empty() &&
      data.size() >= first_.size() &&
      memcmp(data.data(), first_.data(), date_) == 0 &&
      memcmp(data.data() + date_end_, first_.data() + date_end_,
             first_.size() - date_end_) == 0) {
    *used = first_.size();
    return Result::kDone;
  }
  Result result = Parse(state, data, used);
  if (!have_first_ && first_.size() < kMaxFirst)
    first_.append(data.substr(0, std::min(*used, kMaxFirst - first_.size())));
  if (result == Result::kDone) {
    ++parsed_;
    if (!have_first_) Learn();
  }
  return result;
}

void AnswerReader::Learn() {
  have_first_ = true;
  known_ = first_.size() < kMaxFirst;
  size_t head_end = first_.find("\r\n\r\n");
  std::string_view head(first_.data(), head_end + 2);
  date_ = date_end_ = 0;
  size_t at = head.find("\r\nDate: ");
  if (at == std::string_view::npos) at = head.find("\r\ndate: ");
  if (at != std::string_view::npos) {
    date_ = at + 8;
    date_end_ = head.find("\r\n", date_);
  }
}

AnswerReader::Result AnswerReader::Parse(AnswerState& state,
                                         std::string_view data, size_t* used) {
  *used = 0;
  while (true) {
    std::string_view rest = data.substr(*used);
    size_t took = 0;
    switch (state.part) {
      case AnswerState::kHead: {
        bool whole = TakeUntil("\r\n\r\n", state.line, rest, &took);
        *used += took;
        if (!whole) {
          if (state.line.size() < kMaxHead) return Result::kMore;
          Fail("a head of more than 64 KiB");
          return Result::kError;
        }
        state.body_bytes = 0;
        if (!ParseHead(state, state.line)) return Result::kError;
        state.line.clear();
        if (state.part == AnswerState::kLength && state.left == 0)
          return Finish(state);
        break;
      }
      case AnswerState::kLength:
      case AnswerState::kChunkData: {
        took = static_cast<size_t>(std::min<uint64_t>(state.left, rest.size()));
        if (!Body(state, rest.substr(0, took))) return Result::kError;
        state.left -= took;
        *used += took;
        if (state.left > 0) return Result::kMore;
        if (state.part == AnswerState::kLength) return Finish(state);
        state.part = AnswerState::kChunkEnd;
        break;
      }
      case AnswerState::kChunkEnd:
      case AnswerState::kChunkSize:
      case AnswerState::kTrailer: {
        bool whole = TakeUntil("\r\n", state.line, rest, &took);
        *used += took;
        if (!whole) return Result::kMore;
        std::string_view line(state.line.data(), state.line.size() - 2);
        if (state.part == AnswerState::kTrailer && line.empty()) {
          state.line.clear();
          return Finish(state);
        }
        if (state.part == AnswerState::kChunkEnd) {
          if (!line.empty()) {
            Fail("bytes between a chunk and the line that ends it");
            return Result::kError;
          }
          state.part = AnswerState::kChunkSize;
        } else if (state.part == AnswerState::kChunkSize &&
                   !ParseChunkSize(state, line)) {
          return Result::kError;
        }
        state.line.clear();
        break;
      }
    }
  }
}

bool AnswerReader::ParseHead(AnswerState& state, std::string_view head) {
  if (head.size() < 13 || !head.starts_with("HTTP/1.") || head[8] != ' ')
    return Fail("not an HTTP/1 status line: " +
                std::string(head.substr(0, head.find('\r'))));
  int status = 0;
  std::from_chars(head.data() + 9, head.data() + 12, status);
  if (status_ == 0) status_ = status;
  if (status != 200 || status != status_)
    return Fail("answered " + std::string(head.substr(9, head.find('\r') - 9)));
  bool chunked = false;
  bool has_length = false;
  state.close = head[7] == '0';
  state.left = 0;
  size_t at = head.find("\r\n") + 2;
  while (at + 2 < head.size()) {
    size_t end = head.find("\r\n", at);
    std::string_view line = head.substr(at, end - at);
    at = end + 2;
    size_t colon = line.find(':');
    if (colon == std::string_view::npos)
      return Fail("a header line without a colon: " + std::string(line));
    std::string_view name = line.substr(0, colon);
    std::string_view value = Trim(line.substr(colon + 1));
    if (EqualsIgnoringCase(name, "content-length")) {
      auto parsed = std::from_chars(value.data(), value.data() + value.size(),
                                    state.left);
      if (parsed.ec != std::errc() || parsed.ptr != value.end())
        return Fail("Content-Length: " + std::string(value));
      has_length = true;
    } else if (EqualsIgnoringCase(name, "transfer-encoding")) {
      if (!EqualsIgnoringCase(value, "chunked"))
        return Fail("Transfer-Encoding: " + std::string(value));
      chunked = true;
    } else if (EqualsIgnoringCase(name, "connection")) {
      state.close = EqualsIgnoringCase(value, "close");
    }
  }
  if (chunked && has_length) return Fail("both lengths in one answer");
  if (head_only_) {
    state.left = 0;
    state.part = AnswerState::kLength;
    return true;
  }
  if (!chunked && !has_length)
    return Fail("neither Content-Length nor chunked framing");
  state.part = chunked ? AnswerState::kChunkSize : AnswerState::kLength;
  return true;
}

bool AnswerReader::ParseChunkSize(AnswerState& state, std::string_view line) {
  uint64_t size = 0;
  auto parsed =
      std::from_chars(line.data(), line.data() + line.size(), size, 16);
  bool ends = parsed.ptr == line.end() || *parsed.ptr == ';';
  if (parsed.ec != std::errc() || !ends)
    return Fail("a chunk size of \"" + std::string(line) + "\"");
  state.left = size;
  state.part = size == 0 ? AnswerState::kTrailer : AnswerState::kChunkData;
  return true;
}

bool AnswerReader::Body(AnswerState& state, std::string_view bytes) {
  uint64_t from = state.body_bytes;
  state.body_bytes += bytes.size();
  if (have_first_ || expected_.data() == nullptr) return true;
  if (state.body_bytes > expected_.size() ||
      memcmp(expected_.data() + from, bytes.data(), bytes.size()) != 0)
    return Fail("the body is not the expected one");
  return true;
}

AnswerReader::Result AnswerReader::Finish(AnswerState& state) {
  state.part = AnswerState::kHead;
  if (!have_first_) {
    body_bytes_ = state.body_bytes;
    if (expected_.data() != nullptr && !head_only_ &&
        body_bytes_ != expected_.size())
      Fail("a body of " + std::to_string(body_bytes_) + " bytes, not " +
           std::to_string(expected_.size()));
  } else if (state.body_bytes != body_bytes_) {
    Fail("a body of " + std::to_string(state.body_bytes) + " bytes after " +
         std::to_string(body_bytes_));
  }
  return error_.empty() ? Result::kDone : Result::kError;
}

}  // namespace bench
