// The input side: from bytes to exchanges. The output side is in
// connection_output.cc.
#include "core/http/server/connection.h"

#include <algorithm>
#include <utility>

#include "core/base/check.h"
#include "core/http/message/request_parser.h"
#include "core/http/server/server.h"

namespace rondo::http {
namespace {

std::string_view AsText(std::span<const uint8_t> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::span<const uint8_t> AsBytes(std::string_view text) {
  return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

}  // namespace

Connection::Connection(Server& server,
                       std::unique_ptr<net::Transport> transport)
    : server_(server),
      transport_(std::move(transport)),
      message_start_(server.now()) {}

Connection::~Connection() {
  CHECK(first_ == nullptr);
  if (parser_ != nullptr) server_.Release(parser_);
  ListNode<Connection>::Unlink();
}

void Connection::Begin() {
  transport_->set_delegate(this);
  wait_ = Wait::kNothing;
  UpdateDeadline();
  server_.delegate_.OnConnection(*this);
  if (state_ == State::kOpen && !transport_->reading()) {
    transport_->StartReading();
  }
}

Exchange* Connection::FindExchange(uint64_t index) const {
  Exchange* exchange = first_;
  while (exchange != nullptr && exchange->index_ < index) {
    exchange = exchange->next_;
  }
  return exchange != nullptr && exchange->index_ == index ? exchange : nullptr;
}

bool Connection::idle() const {
  return state_ == State::kOpen && first_ == nullptr && parser_ == nullptr &&
         backlog_ == nullptr;
}

// --- Input.

void Connection::OnData(std::span<const uint8_t> data) {
  if (state_ == State::kOpen && !input_over_) [[likely]] {
    if (resting_) {
      backlog_->bytes.append(AsText(data));
      return;
    }
    Process(AsText(data));
  } else if (state_ == State::kFailed && parser_ != nullptr &&
             parser_->dead()) {
    TellAgain(data);
  } else if (linger_ || state_ == State::kFailed) {
    lingered_ += std::min(data.size(), kLingerBytes);
    if (lingered_ >= kLingerBytes) Destroy();
  }
}

void Connection::Process(std::string_view input) {
  processing_ = true;
  ProcessEvents(input, input);
  processing_ = false;
  if (state_ == State::kGone) {
    server_.Remove(*this);
    return;
  }
  if (upgrading_ && !upgrade_told_ && state_ == State::kOpen) {
    upgrade_told_ = true;
    server_.delegate_.OnUpgradeWaits(*this);
  }
  // A parser that has failed is kept while the delegate leaves the connection
  // open: each further piece of input is reported with the same error.
  const bool told_again = state_ == State::kFailed && !error_pending_ &&
                          parser_ != nullptr && parser_->dead();
  if (parser_ != nullptr && !told_again &&
      (parser_->at_boundary() || state_ != State::kOpen || input_over_)) {
    server_.Release(std::exchange(parser_, nullptr));
  }
  UpdateDeadline();
}

void Connection::ProcessEvents(std::string_view& input,
                               std::string_view whole) {
  if (parser_ == nullptr) parser_ = server_.AcquireParser();
  while (wants_input()) {
    if (MustRest()) {
      Rest(input);
      return;
    }
    switch (parser_->Next(input)) {
      case RequestParser::Event::kNeedInput:
        return;
      case RequestParser::Event::kHead:
        TakeHead(input);
        // The common case: one request, all of it here.
        if (input.empty() && parser_ != nullptr && parser_->at_boundary()) {
          return;
        }
        break;
      case RequestParser::Event::kBody:
        TakeBody(parser_->body());
        break;
      case RequestParser::Event::kEnd:
        CompleteRequest(&input);
        break;
      case RequestParser::Event::kUpgrade:
        UNREACHABLE();  // TakeHead deals with upgrades
      case RequestParser::Event::kError: {
        const ParseError& error = parser_->error();
        if (!StillOpen()) return;
        if (error.missing_host) {
          missing_host_ = true;
          failed_head_request_ = parser_->head().method == Method::kHead;
          AnswerError(error.status);
          return;
        }
        parser_->set_error_place(whole.size() - input.size());
        Fail({.code = error.code,
              .reason = error.reason,
              .status = error.status,
              .bytes_parsed = parser_->error_place(),
              .raw = whole});
        return;
      }
    }
  }
}

/// Whether requests are still parsed although an earlier one in the same piece
/// of input ended the connection: see ServerOptions::serve_behind_end.
bool Connection::serves_behind_end() const {
  return processing_ && server_.options_.serve_behind_end &&
         (state_ == State::kDraining || state_ == State::kClosing) &&
         open_count_ < kMaxOpenExchanges;
}

/// Whether reading is stopped until responses to earlier requests are sent.
bool Connection::waits_for_answers() const {
  return receiving_ == nullptr &&
         (upgrade_waits_ || open_count_ >= kMaxOpenExchanges ||
          held_bytes_ > 0);
}

bool Connection::MustRest() const {
  if (state_ != State::kOpen) return false;
  if (receiving_ != nullptr) return receiving_->body_paused_;
  if (upgrade_waits_) return first_ != nullptr;
  if (open_count_ >= kMaxOpenExchanges) return true;
  // A head that has begun is read to its end even above the high-water mark: it
  // is small, and headersTimeout would run out if reading stopped inside it.
  return queued_bytes() > server_.options_.high_water_mark &&
         !(parser_ != nullptr && parser_->in_head());
}

void Connection::Rest(std::string_view input) {
  resting_ = true;
  // `input` may be a view of the old backlog, so that is replaced only after
  // the copy.
  auto backlog = std::make_unique<Backlog>(this);
  backlog->bytes.assign(input);
  backlog_ = std::move(backlog);
  transport_->PauseReading();
  UpdateNotifications();
}

void Connection::MaybeResume() {
  if (!resting_ || state_ != State::kOpen || backlog_->linked()) return;
  if (MustRest()) return;
  server_.loop_.AddPending(*backlog_);
}

void Connection::OnResume(PhaseCall& call) {
  Connection& self = *static_cast<Backlog&>(call).connection;
  const bool resumes =
      self.finishes_body() ||
      (self.resting_ && self.state_ == State::kOpen && !self.MustRest());
  if (!resumes) return;
  const std::unique_ptr<Backlog> backlog = std::move(self.backlog_);
  self.resting_ = false;
  // The timeouts of the request that waited start now, not when it arrived.
  if (self.receiving_ == nullptr) self.wait_ = Wait::kNothing;
  self.UpdateNotifications();
  // Before the backlog is parsed, which may stop the reading again. What the
  // transport has kept meanwhile comes from the loop, and so after the backlog.
  net::Transport& transport = *self.transport_;
  transport.StartReading();
  self.Process(backlog->bytes);
}

void Connection::TakeHead(std::string_view& input) {
  RequestHead head = parser_->head();
  if (head.upgrade && TakeUpgrade(head, input)) return;
  head.upgrade = upgrading_;
  const uint64_t limit = server_.options_.max_body_size;
  if (limit != 0 && head.has_body && head.content_length > limit) {
    Fail({.code = "ERR_HTTP_BODY_TOO_LARGE",
          .reason = "Content-Length is over the server's limit",
          .status = 413,
          .bytes_parsed = head.raw.size(),
          .raw = head.raw});
    return;
  }

  Exchange& exchange = server_.AcquireExchange();
  exchange.connection_ = this;
  exchange.index_ = request_count_++;
  exchange.request_complete_ = !head.has_body;
  exchange.awaits_continue_ = head.expectation == Expectation::kContinue;
  // Whoever upgrades answers it, on the transport.
  exchange.response_started_ = exchange.response_ended_ = upgrading_;
  if (last_ != nullptr) {
    last_->next_ = &exchange;
  } else {
    first_ = &exchange;
  }
  last_ = &exchange;
  ++open_count_;
  if (writing_ == nullptr) writing_ = &exchange;
  if (head.has_body) {
    receiving_ = &exchange;
  } else {
    // Whatever comes next is another request.
    if (state_ == State::kOpen) wait_ = Wait::kNothing;
    if (!head.keep_alive) input_over_ = true;
  }
  server_.delegate_.OnRequest(exchange, head);
}

bool Connection::TakeUpgrade(const RequestHead& head, std::string_view& input) {
  if (!StillOpen()) return true;  // nothing is left to take over
  // An upgrade that waited for earlier responses is parsed twice; the delegate
  // is asked only the first time.
  const bool wanted =
      upgrade_waits_ || server_.delegate_.WantsUpgrade(*this, head);
  upgrade_waits_ = false;
  if (!StillOpen()) return true;
  if (!wanted) {
    if (head.method != Method::kConnect) {
      parser_->DeclineUpgrade();
      return false;
    }
    AnswerError(0);
    return true;
  }
  if (first_ != nullptr) {
    // Read again once the responses before it are complete.
    upgrade_waits_ = true;
    std::string again(head.raw);
    again.append(input);
    server_.Release(std::exchange(parser_, nullptr));
    Rest(again);
    // Nothing is left to parse now.
    parser_ = server_.AcquireParser();
    input = {};
    return true;
  }
  if (head.has_body && head.method != Method::kConnect) {
    // The client does not use the other protocol before it has sent all of the
    // request (RFC 9110, 7.8).
    parser_->DeclineUpgrade();
    upgrading_ = true;
    return false;
  }
  ++request_count_;
  HandOver(head, input);
  return true;
}

void Connection::HandOver(const RequestHead& head, std::string_view& rest) {
  state_ = State::kGone;
  ++server_.handed_over_;
  // From here the connection has no transport, so its id must not find it.
  server_.Forget(*this);
  server_.wheel_.Disarm(*this);
  transport_->set_notify_sent(false);
  server_.delegate_.OnUpgrade(*this, head, std::move(transport_),
                              AsBytes(rest));
}

void Connection::TakeBody(std::string_view body) {
  Exchange& exchange = *receiving_;
  exchange.body_bytes_ += body.size();
  const uint64_t limit = server_.options_.max_body_size;
  if (limit != 0 && exchange.body_bytes_ > limit) {
    Fail({.code = "ERR_HTTP_BODY_TOO_LARGE",
          .reason = "The body is over the server's limit",
          .status = 413,
          .bytes_parsed = 0,
          .raw = body});
    return;
  }
  if (exchange.discard_body_) return;
  server_.delegate_.OnBody(exchange, AsBytes(body));
}

/// `rest`: the input behind the request, which an upgrade hands on; null when
/// the client's end completed the request.
void Connection::CompleteRequest(std::string_view* rest) {
  Exchange& exchange = *std::exchange(receiving_, nullptr);
  exchange.request_complete_ = true;
  exchange.awaits_continue_ = false;
  if (state_ == State::kOpen) wait_ = Wait::kNothing;
  if (!parser_->head().keep_alive) input_over_ = true;
  // If the response has been sent already, the exchange ends with its request.
  const bool passed = exchange.passed_;
  const bool over = passed && !exchange.notify_finish_;
  server_.delegate_.OnRequestEnd(exchange, parser_->trailers());
  if (upgrading_ && state_ == State::kOpen && rest != nullptr) {
    writing_ = nullptr;
    Release(exchange);
    HandOver({}, *rest);
    return;
  }
  if (over) Release(exchange);
  if (state_ == State::kDraining && linger_ && passed) {
    // The connection lingered only to receive the rest of this body.
    linger_ = false;
    FinishDraining();
  }
}

void Connection::OnEnd() {
  ended_ = true;
  bool broken = false;
  if (state_ == State::kOpen && parser_ != nullptr) {
    broken = !parser_->Finish();
    // A body without a length is ended by the end of the input.
    if (!broken && receiving_ != nullptr) CompleteRequest();
  }
  if (state_ != State::kClosing) {
    server_.delegate_.OnClientEnd(*this, broken);
  }
  if (state_ == State::kDraining) {
    // Queued output is still sent, as it is when the client ends first.
    linger_ = false;
    FinishDraining();
    return;
  }
  if (state_ == State::kFailed) EndFailed();
  if (state_ != State::kOpen) return;
  if (broken) {
    FailInTheMiddle();
    return;
  }
  if (server_.options_.allow_half_open && first_ != nullptr) {
    input_over_ = true;
    return;
  }
  // The client is gone, as far as it lets us know: what is written is sent, and
  // open exchanges are aborted. So does Node without httpAllowHalfOpen.
  Drain(/*linger=*/false);
}

/// The client ended its direction behind input that is wrong, whose answer may
/// wait for those of earlier requests.
void Connection::EndFailed() {
  if (!error_pending_) {
    Drain(/*linger=*/false);
  } else if (!server_.options_.allow_half_open) {
    // The earlier requests are aborted, so the error answer need not wait.
    error_pending_ = false;
    WriteErrorAnswer();
  }
}

/// The client has ended its direction, but input before its end is still
/// unread, here or in the kernel, since reading is stopped. Three cases:
/// - The body being received can never become complete: the request has failed.
/// - Reading waits for responses that the program has not made. Without
///   allow_half_open they would not be sent, so the client counts as gone.
/// - Reading stopped because finished responses wait behind an unfinished one
///   (held_bytes_). The client may still be reading them: it has
///   requestTimeout to get them.
void Connection::OnHangUp() {
  if (state_ != State::kOpen || server_.options_.allow_half_open) return;
  hung_up_ = true;
  const bool never_complete = NeverComplete();
  if (never_complete) {
    EndOfClient(/*in_request=*/true);
  } else if (waits_for_answers()) {
    if (held_bytes_ == 0) {
      EndOfClient(/*in_request=*/false);
    } else {
      wait_ = Wait::kNothing;  // requestTimeout starts anew
      UpdateDeadline();
    }
  }
}

/// Treats the client as having ended although input before its end is unread.
void Connection::EndOfClient(bool in_request) {
  ended_ = true;
  server_.delegate_.OnClientEnd(*this, in_request);
  if (state_ != State::kOpen) return;
  if (in_request) {
    parser_->Finish();
    FailInTheMiddle();
  } else {
    Drain(/*linger=*/false);
  }
}

/// Whether the client, which has ended its direction, sent less of the body
/// than Content-Length says. A chunked body would have to be read to know.
bool Connection::NeverComplete() const {
  if (receiving_ == nullptr || parser_ == nullptr || parser_->head().chunked) {
    return false;
  }
  const std::optional<size_t> unread = transport_->UnreadBytes();
  if (!unread) return false;
  const size_t waiting = backlog_ == nullptr ? 0 : backlog_->bytes.size();
  return receiving_->body_bytes_ + waiting + *unread <
         parser_->head().content_length;
}

/// Whether the client may have left unnoticed. Its FIN arrives behind its data;
/// while the kernel's receive buffer is full and unread, it cannot arrive.
bool Connection::MayHaveLeft() const {
  constexpr size_t kNearlyFull = 32u << 10;
  const std::optional<size_t> unread = transport_->UnreadBytes();
  return unread && *unread >= kNearlyFull;
}

/// The client ended its direction in the middle of a request.
void Connection::FailInTheMiddle() {
  const ParseError error = parser_->error();
  const ClientError told{.code = error.code,
                         .reason = error.reason,
                         .status = error.status,
                         .bytes_parsed = 0,
                         .raw = {}};
  if (server_.options_.allow_half_open) {
    Fail(told);
  } else {
    FailAtOnce(told);
  }
}

void Connection::OnError(Error error) {
  error_ = static_cast<uint16_t>(error.code());
  if (state_ == State::kOpen) {
    server_.delegate_.OnClientError(*this, {.code = error.name(),
                                            .reason = error.message(),
                                            .status = 0,
                                            .bytes_parsed = 0,
                                            .raw = {}});
  }
  Destroy();
}

/// Checked before and after each call that tells the delegate of an error or an
/// upgrade, since the delegate may end the connection inside: when it is ended,
/// no more input is parsed.
bool Connection::StillOpen() {
  if (state_ == State::kOpen) return true;
  input_over_ = true;
  return false;
}

void Connection::Fail(const ClientError& error) {
  if (!StillOpen()) return;
  const bool dealt_with = server_.delegate_.OnClientError(*this, error);
  if (!StillOpen()) return;
  if (dealt_with) {
    StopInput();
    EndWhenIdle();
  } else {
    AnswerError(error.status);
  }
}

/// Reports a further piece of input after a parse error that the delegate was
/// told of without ending the connection.
void Connection::TellAgain(std::span<const uint8_t> data) {
  const ParseError& error = parser_->error();
  if (!server_.delegate_.OnClientError(*this,
                                       {.code = error.code,
                                        .reason = error.reason,
                                        .status = error.status,
                                        .bytes_parsed = parser_->error_place(),
                                        .raw = AsText(data)}) &&
      state_ == State::kFailed) {
    AnswerError(error.status);
  }
}

/// An error of a client that has gone or was too slow: earlier requests get no
/// responses, and the error answer does not wait for them.
void Connection::FailAtOnce(const ClientError& error) {
  const bool dealt_with = server_.delegate_.OnClientError(*this, error);
  if (state_ != State::kOpen) return;
  StopInput();
  // The input had no syntax error, so further input is not reported
  // (TellAgain).
  if (parser_ != nullptr) server_.Release(std::exchange(parser_, nullptr));
  if (dealt_with) {
    EndWhenIdle();
    return;
  }
  error_status_ = error.status;
  WriteErrorAnswer();
}

// --- Time.

uint64_t Connection::NsOf(uint32_t milliseconds) const {
  return milliseconds == 0 ? DeadlineNode::kNever
                           : uint64_t{milliseconds} * 1'000'000;
}

void Connection::UpdateDeadline() {
  if (state_ != State::kOpen) return;  // Drain has its own
  const ServerOptions& options = server_.options_;
  Wait wait = Wait::kNothing;
  if (parser_ != nullptr && parser_->in_head()) {
    wait = Wait::kHead;
  } else if (receiving_ != nullptr) {
    const bool answered = receiving_->passed_ && !receiving_->body_paused_ &&
                          options.keep_alive_timeout_ms != 0;
    wait = answered ? Wait::kRestOfBody : Wait::kBody;
  } else if (resting_ && waits_for_answers()) {
    wait = Wait::kAnswers;
  } else if (first_ == nullptr && backlog_ == nullptr) {
    if (ended_) {
      Drain(/*linger=*/false);
      return;
    }
    wait = request_count_ == 0 ? Wait::kHead : Wait::kNextRequest;
    if (request_count_ > 0 && server_.closing_) {
      Drain(/*linger=*/false);
      return;
    }
  }
  const bool new_message = wait_ == Wait::kNothing ||
                           wait_ == Wait::kNextRequest ||
                           (wait == Wait::kAnswers && wait_ != wait);
  wait_ = wait;
  uint64_t after = DeadlineNode::kNever;
  switch (wait) {
    case Wait::kHead:
      if (new_message) message_start_ = server_.now();
      after = std::min(NsOf(options.headers_timeout_ms),
                       NsOf(options.request_timeout_ms));
      break;
    case Wait::kBody:
    case Wait::kAnswers:
      if (new_message) message_start_ = server_.now();
      after = NsOf(options.request_timeout_ms);
      break;
    case Wait::kRestOfBody: {
      if (new_message) message_start_ = server_.now();
      // Counted from the last piece of the body: a client that keeps sending
      // may go on.
      const uint64_t idle = server_.now() - message_start_ +
                            NsOf(options.keep_alive_timeout_ms +
                                 options.keep_alive_timeout_buffer_ms);
      after = std::min(NsOf(options.request_timeout_ms), idle);
      break;
    }
    case Wait::kNextRequest:
      message_start_ = server_.now();
      if (options.keep_alive_timeout_ms != 0) {
        after = NsOf(options.keep_alive_timeout_ms +
                     options.keep_alive_timeout_buffer_ms);
      }
      break;
    case Wait::kNothing:
    case Wait::kLinger:
      break;
  }
  if (after == DeadlineNode::kNever) {
    server_.wheel_.Disarm(*this);
  } else {
    server_.wheel_.Arm(*this, message_start_ + after);
  }
}

void Connection::OnDeadline() {
  if (wait_ == Wait::kRestOfBody &&
      server_.now() - message_start_ <
          NsOf(server_.options_.request_timeout_ms)) {
    wait_ = Wait::kNextRequest;
  }
  if (wait_ == Wait::kAnswers && hung_up_) {
    EndOfClient(/*in_request=*/false);
    return;
  }
  if (wait_ == Wait::kAnswers && !MayHaveLeft()) {
    wait_ = Wait::kNothing;  // looked at again when as much time has passed
    UpdateDeadline();
    return;
  }
  switch (wait_) {
    case Wait::kHead:
    case Wait::kBody:
    case Wait::kRestOfBody:
    case Wait::kAnswers:
      FailAtOnce({.code = "ERR_HTTP_REQUEST_TIMEOUT",
                  .reason = "Request timeout",
                  .status = 408,
                  .bytes_parsed = 0,
                  .raw = {}});
      break;
    case Wait::kNextRequest:
      if (!server_.delegate_.OnKeepAliveTimeout(*this) &&
          state_ == State::kOpen) {
        Drain(/*linger=*/false);
      }
      break;
    case Wait::kLinger:
      if (state_ == State::kFailed && transport_->queued_bytes() > 0) {
        EndWhenIdle();  // the last answer is still on its way
      } else {
        Destroy();
      }
      break;
    case Wait::kNothing:
      break;
  }
}

}  // namespace rondo::http
