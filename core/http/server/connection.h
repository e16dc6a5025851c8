// Connection: one HTTP/1.1 connection of a server (RFC 9112): it owns parsing,
// framing, the order of pipelined responses, keep-alive, limits, timeouts and
// the transport.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "core/base/error.h"
#include "core/base/id_table.h"
#include "core/base/intrusive_list.h"
#include "core/http/message/request_head.h"
#include "core/http/server/deadline_wheel.h"
#include "core/http/server/exchange.h"
#include "core/loop/loop.h"
#include "core/net/transport.h"

namespace rondo::http {

class Connection;
class RequestParser;
class Server;

/// Connections by the numbers that stand for them; see IdTable.
using ConnectionTable = IdTable<Connection>;

/// A request that cannot be read, or a connection that broke, for the delegate
/// (Node's 'clientError').
struct ClientError {
  /// "HPE_INVALID_METHOD", "HPE_HEADER_OVERFLOW", "ERR_HTTP_REQUEST_TIMEOUT",
  /// "ECONNRESET" ... Static storage.
  std::string_view code;
  /// A sentence. Static storage.
  std::string_view reason;
  /// The default answer: 400, 408, 413, 431; 0 when the connection is broken
  /// and there is none to answer.
  uint16_t status = 400;
  /// Of `raw`, how many bytes were parsed before the error.
  size_t bytes_parsed = 0;
  /// The piece of input that the error is in. Dies when the callback returns.
  std::string_view raw;
};

/// Lives from OnConnection until OnConnectionClosed or OnUpgrade returns. Owned
/// by its server.
class Connection final : public net::TransportDelegate,
                         public DeadlineNode,
                         public ListNode<Connection> {
 public:
  /// In its server's table. No other connection there has it, ever.
  uint64_t id() const { return id_; }
  Server& server() const { return server_; }
  /// Null after an upgrade took it.
  net::Transport* transport() const { return transport_.get(); }
  /// Requests whose heads arrived.
  uint64_t request_count() const { return request_count_; }
  /// The open exchange with that Exchange::index(); null when there is none.
  Exchange* FindExchange(uint64_t index) const;
  /// No exchange open, no piece of a request received.
  bool idle() const;
  /// Nothing more is written or read: it ended or is about to.
  bool closing() const { return state_ >= State::kDraining; }
  /// What it had to send is out, or lost: it is being closed.
  bool closed() const { return state_ >= State::kClosing; }
  /// Response bytes that the kernel has not taken, of all exchanges.
  size_t queued_bytes() const {
    return transport_->queued_bytes() + held_bytes_;
  }

  /// The delegate's own; null at OnConnection.
  void* user = nullptr;

  /// Bytes behind everything written so far (Node's `socket.write`).
  void WriteRaw(std::string_view bytes);
  /// Calls OnFlushed once, when queued_bytes(), which is not 0, has become 0.
  void NotifyFlushed();
  /// Ends it at once: output that the kernel has not taken is dropped.
  /// OnAborted for open exchanges and OnConnectionClosed come later, from the
  /// loop.
  void Destroy();
  /// Ends our direction when what is written so far is sent, and the connection
  /// when the client ends its own or kLingerNs later (Node's `socket.end`).
  void EndSoon();
  /// The answer that a client error gets by default, when the responses to
  /// earlier requests are complete; then the end. `status`: 400, 408, 413, 431;
  /// 0: the end without an answer.
  void AnswerError(uint16_t status);

  /// After an answer that the client may not expect, input is read and
  /// discarded for so long and up to so many bytes: if the socket were closed
  /// with unread input, the kernel would send a reset, which can destroy the
  /// answer.
  static constexpr uint64_t kLingerNs = 1'000'000'000;
  static constexpr size_t kLingerBytes = 256 * 1024;
  /// Reading stops while so many exchanges are open, so that a client that
  /// pipelines faster than the program answers does not fill memory.
  static constexpr uint32_t kMaxOpenExchanges = 1000;

 private:
  friend class Exchange;
  friend class Server;

  enum class State : uint8_t {
    kOpen,
    kFailed,    // input cannot be read; open exchanges go on, an answer follows
    kDraining,  // the last output is being sent
    kClosing,   // Transport::Close was called
    kGone,      // handed over
  };
  /// What the deadline is for.
  enum class Wait : uint8_t {
    kNothing,
    kHead,
    kBody,
    kRestOfBody,  // behind the response, for which the client may have stopped
    kAnswers,     // nothing is read before there are some
    kNextRequest,
    kLinger,
  };

  /// Input that has to wait: parsing rests while a body is paused, output is
  /// high, or an upgrade waits for earlier responses.
  struct Backlog : PhaseCall {
    explicit Backlog(Connection* connection)
        : PhaseCall(&Connection::OnResume), connection(connection) {}
    ~Backlog() { Unlink(); }
    Connection* connection;
    std::string bytes;
  };

  Connection(Server& server, std::unique_ptr<net::Transport> transport);
  ~Connection();
  void Begin();

  // TransportDelegate.
  void OnData(std::span<const uint8_t> data) override;
  void OnEnd() override;
  void OnHangUp() override;
  void OnError(Error error) override;
  void OnSent() override;
  void OnClosed() override;

  // Input.
  void Process(std::string_view input);
  void ProcessEvents(std::string_view& input, std::string_view whole);
  bool waits_for_answers() const;
  bool MustRest() const;
  void Rest(std::string_view input);
  void MaybeResume();
  static void OnResume(PhaseCall& call);
  void TakeHead(std::string_view& input);
  bool TakeUpgrade(const RequestHead& head, std::string_view& input);
  void TakeBody(std::string_view body);
  void CompleteRequest(std::string_view* rest = nullptr);
  void HandOver(const RequestHead& head, std::string_view& rest);
  bool StillOpen();
  void Fail(const ClientError& error);
  void FailAtOnce(const ClientError& error);
  void FailInTheMiddle();
  void EndFailed();
  void EndOfClient(bool in_request);
  bool NeverComplete() const;
  bool MayHaveLeft() const;
  void TellAgain(std::span<const uint8_t> data);

  /// Whether what arrives is parsed. After a response that closes the
  /// connection the body that is here already still reaches its request.
  bool wants_input() const {
    return !input_over_ &&
           (state_ == State::kOpen || finishes_body() || serves_behind_end());
  }
  bool serves_behind_end() const;
  bool finishes_body() const {
    return state_ == State::kDraining && receiving_ != nullptr;
  }

  // Output.
  bool accepts_output() const { return state_ <= State::kFailed; }
  void EndResponse(Exchange& exchange, uint32_t flags);
  void Settle(Exchange& exchange);
  void Release(Exchange& exchange);
  void UpdateNotifications();
  void ReportFinished();
  void StopInput();
  void EndWhenIdle();
  void MaybeAnswerError();
  void WriteErrorAnswer();
  void AbortBroken();
  Exchange* FirstBroken() const;
  void Drain(bool linger);
  void FinishDraining();
  bool BeginClosing();

  // Time.
  void UpdateDeadline();
  void OnDeadline();
  uint64_t NsOf(uint32_t milliseconds) const;

  Server& server_;
  std::unique_ptr<net::Transport> transport_;
  RequestParser* parser_ = nullptr;  // the server's; null between requests
  std::unique_ptr<Backlog> backlog_;
  /// Open exchanges in order of arrival.
  Exchange* first_ = nullptr;
  Exchange* last_ = nullptr;
  /// The one whose output goes to the transport: the first one whose response
  /// has not ended.
  Exchange* writing_ = nullptr;
  /// The one whose body is arriving.
  Exchange* receiving_ = nullptr;
  uint64_t written_ = 0;    // bytes given to the transport
  size_t held_bytes_ = 0;   // in the queues of exchanges behind writing_
  uint64_t message_start_;  // of the request that is arriving, or the start
  uint64_t id_ = ConnectionTable::kNone;
  uint64_t request_count_ = 0;
  uint32_t lingered_ = 0;
  uint16_t open_count_ = 0;    // at most kMaxOpenExchanges
  uint16_t finish_waits_ = 0;  // passed exchanges that wait to be sent
  uint16_t error_ = 0;         // an errno
  uint16_t error_status_ = 0;
  State state_ = State::kOpen;
  Wait wait_ = Wait::kHead;
  bool processing_ : 1 = false;
  bool resting_ : 1 = false;
  bool input_over_ : 1 = false;  // nothing that follows is a request
  bool missing_host_ : 1 = false;
  bool upgrade_waits_ : 1 = false;
  bool upgrading_ : 1 = false;     // receiving_ is an upgrade's
  bool upgrade_told_ : 1 = false;  // that its body is not complete
  bool notified_ : 1 = false;      // the transport calls OnSent
  bool error_pending_ : 1 = false;
  bool abort_broken_ : 1 = false;
  bool linger_ : 1 = false;
  bool ended_ : 1 = false;    // the client has ended its direction
  bool hung_up_ : 1 = false;  // the same, behind what is not read
  bool failed_head_request_ : 1 = false;
  bool unanswered_ : 1 = false;  // it ends on something that gets no answer
  bool notify_flushed_ : 1 = false;
};

}  // namespace rondo::http
