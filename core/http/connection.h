// Connection: one HTTP/1.1 connection of a server (RFC 9112): it owns parsing,
// framing, the order of pipelined responses, keep-alive, limits, timeouts and
// the transport.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "core/base/intrusive_list.h"
#include "core/http/deadline_wheel.h"
#include "core/http/exchange.h"
#include "core/http/parser.h"
#include "core/http/request_head.h"
#include "core/net/transport.h"

namespace rondo::http {

class Server;

/// A request that could not be read, for the delegate (Node's 'clientError').
struct ClientError {
  /// "HPE_INVALID_METHOD", "HPE_HEADER_OVERFLOW", "ERR_HTTP_REQUEST_TIMEOUT",
  /// "ECONNRESET" ... Static storage.
  std::string_view code;
  /// A sentence. Static storage.
  std::string_view reason;
  /// What the default answer is: 400, 408, 413, 431; 0: none, just close.
  uint16_t status = 400;
  /// Of the bytes in `raw`, how many were parsed before the error.
  size_t bytes_parsed = 0;
  /// The piece of input in which the error is. Dies when the callback returns.
  std::string_view raw;
};

/// Lives from OnConnection until OnConnectionClosed returns (or OnUpgrade, which
/// takes its transport). Owned by the server.
class Connection final : public net::TransportDelegate,
                         public ListNode<Connection>,
                         public DeadlineNode {
 public:
  /// Slot and generation: names this connection among all of the server, and no
  /// later one (of the next 4,096 in the same slot).
  uint32_t handle() const { return handle_; }
  Server& server() const { return *server_; }
  /// Null after an upgrade took it.
  net::Transport* transport() const { return transport_.get(); }
  /// Requests that arrived on it so far.
  uint32_t request_count() const { return request_count_; }
  /// No exchange open and no piece of a request received.
  bool idle() const;
  /// Closed, closing, or handed over: nothing more comes from it but
  /// OnConnectionClosed.
  bool closing() const { return state_ == State::kClosing; }

  /// The delegate's own; null at OnConnection.
  void* user = nullptr;

  /// Raw bytes in front of everything not yet written (Node's `socket.write`).
  void WriteRaw(std::string_view bytes);
  /// Ends it at once: exchanges are aborted, output that the kernel has not
  /// taken is dropped. Callbacks come later, from the loop.
  void Destroy();
  /// Ends it when what is queued is sent (Node's `socket.end`): nothing more is
  /// read, open exchanges are aborted when it closes.
  void EndSoon();
  /// The default answer to a client error, then the end. Does what the server
  /// does when OnClientError returns false.
  void AnswerError(uint16_t status);

 private:
  friend class Exchange;
  friend class Server;
  enum class State : uint8_t {
    kOpen,
    kFailed,    // input is over; an error answer follows the open exchanges
    kDraining,  // output ends, then the rest of the input is thrown away
    kClosing,   // transport->Close was called
  };
  /// What the deadline, if armed, is for.
  enum class Wait : uint8_t { kNothing, kHead, kBody, kNextRequest, kLinger };

  Connection(Server& server, std::unique_ptr<net::Transport> transport,
             uint32_t handle);
  ~Connection();

  // TransportDelegate.
  void OnData(std::span<const uint8_t> data) override;
  void OnEnd() override;
  void OnError(Error error) override;
  void OnSent() override;
  void OnClosed() override;

  void OnDeadline();

  Server* server_;
  std::unique_ptr<net::Transport> transport_;
  State state_ = State::kOpen;
  uint32_t handle_;
  uint32_t request_count_ = 0;
};

}  // namespace rondo::http
