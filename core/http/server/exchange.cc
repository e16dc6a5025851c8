#include "core/http/server/exchange.h"

#include <bit>
#include <cstring>

#include "core/base/check.h"
#include "core/http/server/connection.h"

namespace rondo::http {
namespace {

constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
constexpr std::string_view kLastChunk = "0\r\n";
constexpr std::string_view kCrlf = "\r\n";
/// Digits of a size and CRLF.
constexpr size_t kMaxChunkHead = 16 + 2;

uint8_t* Put(uint8_t* at, std::string_view text) {
  if (!text.empty()) std::memcpy(at, text.data(), text.size());
  return at + text.size();
}

/// Size in hexadecimal and CRLF.
uint8_t* PutChunkHead(uint8_t* at, size_t size) {
  const int digits = (std::bit_width(size | 1) + 3) / 4;
  for (int i = digits; i-- > 0; size >>= 4) {
    at[i] = "0123456789abcdef"[size & 15];
  }
  return Put(at + digits, kCrlf);
}

}  // namespace

ExchangeId Exchange::id() const { return {connection_->id(), index_}; }

bool Exchange::writable() const {
  return !response_ended_ && connection_->accepts_output();
}

bool Exchange::first_in_line() const { return connection_->writing_ == this; }

Exchange* Exchange::next_in_line() const {
  if (!first_in_line()) return nullptr;
  Exchange* next = next_;
  while (next != nullptr && next->response_ended_) next = next->next_;
  return next;
}

std::span<uint8_t> Exchange::Room(size_t size) {
  return first_in_line() ? connection_->transport_->Reserve(size)
                         : queue_.Reserve(size);
}

void Exchange::Filled(size_t size) {
  if (first_in_line()) {
    connection_->written_ += size;
    connection_->transport_->Commit(size);
  } else {
    connection_->held_bytes_ += size;
    queue_.Commit(size);
  }
}

size_t Exchange::Write(std::string_view head, std::string_view body,
                       uint32_t flags, std::string_view trailers) {
  if (!writable()) return 0;
  const bool chunked = (flags & kWriteChunked) != 0;
  const bool end = (flags & kWriteEnd) != 0;
  const size_t most =
      head.size() + body.size() +
      (chunked ? kMaxChunkHead + 3 * kCrlf.size() + 1 + trailers.size() : 0);
  if (most > 0) {
    response_started_ = true;
    uint8_t* const begin = Room(most).data();
    uint8_t* at = Put(begin, head);
    if (!chunked) {
      at = Put(at, body);
    } else {
      if (!body.empty()) {
        at = PutChunkHead(at, body.size());
        at = Put(at, body);
        at = Put(at, kCrlf);
      }
      if (end) {
        at = Put(at, kLastChunk);
        at = Put(at, trailers);
        at = Put(at, kCrlf);
      }
    }
    Filled(at - begin);
  }
  const size_t queued = queued_bytes();
  if (end) connection_->EndResponse(*this, flags);
  return queued;
}

size_t Exchange::WriteOwned(const net::OwnedBytes& bytes, uint32_t flags) {
  if (!writable()) {
    if (bytes.release != nullptr) bytes.release(bytes.owner);
    return 0;
  }
  const bool chunk = (flags & kWriteChunked) != 0 && !bytes.bytes.empty();
  response_started_ = true;
  if (chunk) {
    uint8_t* const begin = Room(kMaxChunkHead).data();
    Filled(PutChunkHead(begin, bytes.bytes.size()) - begin);
  }
  const size_t size = bytes.bytes.size();
  if (first_in_line()) {
    connection_->written_ += size;
    connection_->transport_->WriteOwned(bytes);
  } else {
    connection_->held_bytes_ += size;
    queue_.AppendOwned(bytes);
  }
  if (chunk) {
    uint8_t* const begin = Room(kCrlf.size()).data();
    Filled(Put(begin, kCrlf) - begin);
  }
  const size_t queued = queued_bytes();
  if ((flags & kWriteEnd) != 0) End(flags);
  return queued;
}

std::span<uint8_t> Exchange::Reserve(size_t size) {
  CHECK(!response_ended_);
  return Room(size);
}

void Exchange::Commit(size_t size) {
  if (!writable()) return;
  response_started_ = true;
  Filled(size);
}

void Exchange::WriteContinue() {
  if (!awaits_continue_ || response_started_ || !writable()) return;
  awaits_continue_ = false;
  WriteInformation(kContinue);
}

void Exchange::WriteInformation(std::string_view head) {
  if (response_started_ || !writable()) return;
  uint8_t* const begin = Room(head.size()).data();
  Filled(Put(begin, head) - begin);
}

size_t Exchange::queued_bytes() const {
  return connection_->transport_->queued_bytes() + queue_.size();
}

void Exchange::NotifyDrain() {
  if (!writable()) return;
  notify_drain_ = true;
  if (first_in_line()) connection_->UpdateNotifications();
}

void Exchange::PauseBody() {
  if (!request_complete_) body_paused_ = true;
}

void Exchange::ResumeBody() {
  if (!body_paused_) return;
  body_paused_ = false;
  connection_->MaybeResume();
}

void Exchange::DiscardBody() {
  discard_body_ = true;
  ResumeBody();
}

}  // namespace rondo::http
