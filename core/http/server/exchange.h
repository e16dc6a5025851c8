// Exchange: one request on a connection and the response to it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "core/net/segment_queue.h"
#include "core/net/transport.h"

namespace rondo::http {

class Connection;

/// Names an exchange for ever: two integers that never name another one.
/// Holders that may outlive the exchange (JavaScript objects) keep this and ask
/// Server::Find.
struct ExchangeId {
  /// Connection::id().
  uint64_t connection = 0;
  /// Exchange::index().
  uint64_t sequence = 0;
  friend bool operator==(ExchangeId, ExchangeId) = default;
};

/// How a piece of a response is written; or-ed together.
inline constexpr uint32_t kWriteMore = 0;
/// `body` goes out as one chunk (chunked transfer coding); with kWriteEnd the
/// last chunk and the trailers follow.
inline constexpr uint32_t kWriteChunked = 1 << 0;
/// The response is complete.
inline constexpr uint32_t kWriteEnd = 1 << 1;
/// With kWriteEnd: the connection ends when the response is sent.
inline constexpr uint32_t kWriteClose = 1 << 2;
/// With kWriteEnd: call OnResponseFinished when the kernel has taken it all.
inline constexpr uint32_t kWriteNotify = 1 << 3;

/// Valid from OnRequest until OnExchangeEnd. That comes from inside the write
/// that ends the response if the request is complete by then: after kWriteEnd
/// do not touch the exchange unless kWriteNotify was given. Pooled: a pointer
/// kept longer meets another request; keep the id instead.
///
/// What is written is raw: the head's bytes are the caller's, and so is keeping
/// Content-Length's promise. Exchanges of one connection may be answered in any
/// order; their bytes leave in the order of the requests. Once the connection
/// is closing, writes have no effect.
class Exchange {
 public:
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;

  ExchangeId id() const;
  Connection& connection() const { return *connection_; }
  /// 0 for a connection's first request, 1 for the next ...
  uint64_t index() const { return index_; }

  // --- The response.
  /// Appends `head` and then `body` to the response. `trailers`: complete lines
  /// ("name: value\r\n"), only with kWriteChunked | kWriteEnd. Returns
  /// queued_bytes() before the end is dealt with.
  size_t Write(std::string_view head, std::string_view body, uint32_t flags,
               std::string_view trailers = {});
  /// Room for at least `size` bytes of response, valid until the next call on
  /// this exchange or its connection: for writers that produce the bytes in
  /// place (a V8 string). Reserve, fill, Commit, and perhaps End.
  std::span<uint8_t> Reserve(size_t size);
  void Commit(size_t size);
  /// As Write({}, bytes, flags), without copying. `bytes.release` is called in
  /// any case.
  size_t WriteOwned(const net::OwnedBytes& bytes, uint32_t flags);
  /// Write({}, {}, flags | kWriteEnd).
  void End(uint32_t flags) { Write({}, {}, flags | kWriteEnd); }
  /// "HTTP/1.1 100 Continue" if the request asked for it; at most once.
  void WriteContinue();
  /// A whole head, its empty line included, of an informational response (1xx)
  /// in front of the response; once that has begun, nothing. An error that
  /// comes later is still answered.
  void WriteInformation(std::string_view head);
  /// Bytes of this response, and of those before it, that the kernel has not
  /// taken.
  size_t queued_bytes() const;
  /// Calls OnDrain once, when queued_bytes(), which is not 0, has become 0.
  void NotifyDrain();

  /// What is written goes to the transport at once: the responses before this
  /// one have ended.
  bool first_in_line() const;
  /// When this exchange is first in line: the one whose turn comes as it ends,
  /// which is the next that has not ended. Null: there is none.
  Exchange* next_in_line() const;
  /// No other request of its connection came behind it so far.
  bool last() const { return next_ == nullptr; }
  bool response_started() const { return response_started_; }
  bool response_ended() const { return response_ended_; }

  // --- The request's body.
  /// No OnBody and no OnRequestEnd until ResumeBody. The connection stops
  /// reading; what had arrived is kept.
  void PauseBody();
  void ResumeBody();
  /// The rest of the body is read and thrown away; OnRequestEnd still comes.
  void DiscardBody();
  bool request_complete() const { return request_complete_; }

  /// The delegate's own; null at OnRequest.
  void* user = nullptr;

 private:
  friend class Connection;
  friend class Server;

  explicit Exchange(net::StreamPool& pool) : queue_(pool) {}
  /// For the next request; the queue is empty.
  void Reset() {
    user = nullptr;
    next_ = nullptr;
    finish_at_ = body_bytes_ = 0;
    response_started_ = response_ended_ = passed_ = close_after_ = false;
    notify_finish_ = notify_drain_ = request_complete_ = false;
    body_paused_ = discard_body_ = awaits_continue_ = false;
  }

  bool writable() const;
  std::span<uint8_t> Room(size_t size);
  void Filled(size_t size);

  Connection* connection_ = nullptr;
  Exchange* next_ = nullptr;  // on the connection in order of arrival; or free
  net::SegmentQueue queue_;   // output while earlier responses are not complete
  uint64_t finish_at_ = 0;    // of Connection::written_, when its end is sent
  uint64_t body_bytes_ = 0;
  uint64_t index_ = 0;
  bool response_started_ = false;
  bool response_ended_ = false;
  bool passed_ = false;  // ended, and so have all before it
  bool close_after_ = false;
  bool notify_finish_ = false;
  bool notify_drain_ = false;
  bool request_complete_ = false;
  bool body_paused_ = false;
  bool discard_body_ = false;
  bool awaits_continue_ = false;
};

}  // namespace rondo::http
