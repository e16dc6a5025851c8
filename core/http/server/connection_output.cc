// The output side: the order of responses, their finishing, the end.
#include <utility>

#include "core/base/check.h"
#include "core/http/server/connection.h"
#include "core/http/server/error_answer.h"
#include "core/http/server/server.h"

namespace rondo::http {

void Connection::WriteRaw(std::string_view bytes) {
  if (!accepts_output() || bytes.empty()) return;
  written_ += bytes.size();
  transport_->Write(
      {reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()});
}

void Connection::NotifyFlushed() {
  if (state_ >= State::kClosing) return;
  notify_flushed_ = true;
  UpdateNotifications();
}

void Connection::EndResponse(Exchange& exchange, uint32_t flags) {
  exchange.response_ended_ = true;
  exchange.close_after_ = (flags & kWriteClose) != 0;
  exchange.notify_finish_ = (flags & kWriteNotify) != 0;
  exchange.notify_drain_ = false;
  if (writing_ != &exchange) return;  // its turn comes

  Exchange* ended = &exchange;
  while (ended != nullptr) {
    ended->finish_at_ = written_;
    ended->passed_ = true;
    if (ended->notify_finish_) ++finish_waits_;
    Exchange* next = ended->next_;
    if (ended->close_after_) {
      // Requests behind it get no answer; OnClosed aborts them.
      writing_ = nullptr;
      Settle(*ended);
      Drain(/*linger=*/receiving_ != nullptr);
      return;
    }
    writing_ = next;
    bool next_ended = false;
    if (next != nullptr) {
      next_ended = next->response_ended_;
      held_bytes_ -= next->queue_.size();
      written_ += next->queue_.size();
      transport_->WriteQueue(next->queue_);
    }
    // Calls the delegate, which may end `next` if that has not ended yet.
    Settle(*ended);
    ended = next_ended ? next : nullptr;
  }
  // The exchange that writes now may have asked for OnDrain while it waited.
  if (finish_waits_ > 0 || (writing_ != nullptr && writing_->notify_drain_)) {
    UpdateNotifications();
    if (transport_->queued_bytes() == 0) server_.CheckSentLater(*this);
  }
  if (state_ == State::kFailed) {
    MaybeAnswerError();
    if (state_ == State::kFailed) EndWhenIdle();
  }
  if (resting_) MaybeResume();
  if (!processing_) UpdateDeadline();
}

void Connection::Settle(Exchange& exchange) {
  if (exchange.request_complete_ && !exchange.notify_finish_) {
    Release(exchange);
  }
}

void Connection::Release(Exchange& exchange) {
  if (first_ == &exchange) {
    first_ = exchange.next_;
    if (first_ == nullptr) last_ = nullptr;
  } else {
    Exchange* before = first_;
    while (before->next_ != &exchange) before = before->next_;
    before->next_ = exchange.next_;
    if (last_ == &exchange) last_ = before;
  }
  --open_count_;
  server_.delegate_.OnExchangeEnd(exchange);
  server_.Release(exchange);
}

// --- What was sent.

void Connection::UpdateNotifications() {
  const bool wanted = finish_waits_ > 0 || resting_ || notify_flushed_ ||
                      state_ == State::kDraining ||
                      (writing_ != nullptr && writing_->notify_drain_);
  if (wanted == notified_) return;
  notified_ = wanted;
  transport_->set_notify_sent(wanted);
}

void Connection::OnSent() {
  if (state_ >= State::kClosing) return;
  if (abort_broken_) {
    AbortBroken();
    if (state_ >= State::kClosing) return;
  }
  if (finish_waits_ > 0) ReportFinished();
  if (writing_ != nullptr && writing_->notify_drain_ &&
      queued_bytes() == held_bytes_) {
    writing_->notify_drain_ = false;
    server_.delegate_.OnDrain(*writing_);
  }
  if (state_ >= State::kClosing) return;
  if (notify_flushed_ && queued_bytes() == 0) {
    notify_flushed_ = false;
    server_.delegate_.OnFlushed(*this);
    if (state_ >= State::kClosing) return;
  }
  if (resting_) MaybeResume();
  if (state_ == State::kDraining) FinishDraining();
  UpdateNotifications();
}

void Connection::ReportFinished() {
  Exchange* exchange = first_;
  while (exchange != nullptr && exchange->passed_) {
    const uint64_t sent = written_ - transport_->queued_bytes();
    if (!exchange->notify_finish_ || exchange->finish_at_ > sent) {
      exchange = exchange->next_;
      continue;
    }
    exchange->notify_finish_ = false;
    --finish_waits_;
    server_.delegate_.OnResponseFinished(*exchange);
    if (exchange->request_complete_) Release(*exchange);
    // The delegate may have ended other exchanges: start over.
    exchange = first_;
  }
  if (state_ == State::kOpen && !processing_) UpdateDeadline();
}

// --- The end.

void Connection::AnswerError(uint16_t status) {
  if (state_ > State::kFailed || error_pending_) return;
  StopInput();
  error_status_ = status;
  error_pending_ = true;
  MaybeAnswerError();
}

void Connection::StopInput() {
  state_ = State::kFailed;
  input_over_ = true;
  wait_ = Wait::kNothing;
  server_.wheel_.Disarm(*this);
  // What still comes is thrown away, so that the client's end is noticed.
  transport_->StartReading();
}

/// The program was told what is wrong with the input and left the connection
/// open: once all that was asked is answered, it has the time that any other
/// idle connection has.
void Connection::EndWhenIdle() {
  if (request_count_ == 0 || error_pending_ || writing_ != nullptr) return;
  const uint64_t idle = NsOf(server_.options_.keep_alive_timeout_ms);
  if (idle == DeadlineNode::kNever) return;
  wait_ = Wait::kLinger;
  server_.wheel_.Arm(*this, server_.now() + idle);
}

void Connection::MaybeAnswerError() {
  if (!error_pending_) return;
  // Responses to earlier requests come first.
  if (writing_ != nullptr && writing_ != receiving_) return;
  error_pending_ = false;
  WriteErrorAnswer();
}

/// Writes the answer unless a response has begun already, and ends.
void Connection::WriteErrorAnswer() {
  // A request whose body was bad gets the answer if its response has not begun.
  const bool answerable = writing_ == nullptr ? receiving_ == nullptr
                                              : !writing_->response_started_;
  if (error_status_ == 0) {
    unanswered_ = true;
    Drain(/*linger=*/false);
    return;
  }
  if (answerable) {
    if (missing_host_) {
      WriteRaw("HTTP/1.1 400 Bad Request\r\nConnection: close\r\nDate: ");
      WriteRaw(server_.date());
      WriteRaw(failed_head_request_
                   ? "\r\n\r\n"
                   : "\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    } else {
      WriteRaw(ErrorAnswer(error_status_));
    }
  }
  Drain(/*linger=*/true);
  // The delegate hears of the abort now rather than when the client has gone;
  // from the loop, since this may be inside a call of the delegate's.
  if (first_ != nullptr && linger_) {
    abort_broken_ = true;
    server_.CheckSentLater(*this);
  }
}

/// Aborts the request whose body was bad, and those that will get no response,
/// while the connection lingers.
void Connection::AbortBroken() {
  abort_broken_ = false;
  while (Exchange* broken = FirstBroken()) {
    if (receiving_ == broken) receiving_ = nullptr;
    if (writing_ == broken) {
      writing_ = nullptr;
    } else if (!broken->passed_) {
      held_bytes_ -= broken->queue_.size();
    }
    server_.delegate_.OnAborted(*broken);
    Release(*broken);
    if (state_ >= State::kClosing) return;
  }
}

/// The first exchange that AbortBroken has to abort. Those whose response is
/// being sent are skipped: they end when it is sent, or with the connection.
Exchange* Connection::FirstBroken() const {
  Exchange* exchange = first_;
  while (exchange != nullptr && exchange->passed_ &&
         (exchange != receiving_ || exchange->notify_finish_)) {
    exchange = exchange->next_;
  }
  return exchange;
}

void Connection::EndSoon() { Drain(/*linger=*/true); }

void Connection::Drain(bool linger) {
  if (state_ >= State::kDraining) return;
  state_ = State::kDraining;
  linger_ = linger && !ended_;
  resting_ = false;
  wait_ = Wait::kNothing;
  server_.wheel_.Disarm(*this);
  if (linger_) {
    transport_->Shutdown();
    transport_->StartReading();
  }
  if (finishes_body() && backlog_ != nullptr && !backlog_->linked()) {
    server_.loop_.AddPending(*backlog_);
  }
  if (transport_->queued_bytes() == 0) {
    FinishDraining();
  } else {
    UpdateNotifications();
  }
}

void Connection::FinishDraining() {
  if (transport_->queued_bytes() > 0) return;
  if (!linger_) {
    if (unanswered_) {
      Destroy();
    } else if (BeginClosing()) {
      transport_->Finish();
    }
  } else if (wait_ != Wait::kLinger) {
    wait_ = Wait::kLinger;
    server_.wheel_.Arm(*this, server_.now() + kLingerNs);
  }
}

void Connection::Destroy() {
  if (BeginClosing()) transport_->Close();
}

/// False: it closes already.
bool Connection::BeginClosing() {
  if (state_ >= State::kClosing) return false;
  state_ = State::kClosing;
  resting_ = false;
  server_.wheel_.Disarm(*this);
  return true;
}

void Connection::OnClosed() {
  state_ = State::kClosing;
  writing_ = receiving_ = nullptr;
  held_bytes_ = 0;
  while (first_ != nullptr) {
    Exchange& exchange = *first_;
    server_.delegate_.OnAborted(exchange);
    Release(exchange);
  }
  server_.Forget(*this);
  server_.delegate_.OnConnectionClosed(*this, error_);
  server_.Remove(*this);
}

}  // namespace rondo::http
