#include "core/http/server/handler_delegate.h"

#include <utility>

#include "core/http/server/connection.h"

namespace rondo::http {
namespace {

/// Handlings that are kept for the next requests.
constexpr size_t kKeptHandlings = 1024;
/// Strings larger than this are not.
constexpr size_t kKeptString = 4096;

void Recycle(std::string& text) {
  if (text.capacity() > kKeptString) {
    text = {};
  } else {
    text.clear();
  }
}

Handling* HandlingOf(Exchange& exchange) {
  return static_cast<Handling*>(exchange.user);
}

}  // namespace

Handling::Handling(HandlerDelegate& delegate, Server& server)
    : delegate(delegate), server(server), event(server.loop()) {}

void Handling::Reset() {
  Recycle(arrived);
  Recycle(taken);
  Recycle(request.trailers_);
  Recycle(response.lines_);
  body_complete = waited = false;
  response.status_ = 200;
  response.length_given_ = response.head_written_ = response.chunked_ = false;
  response.no_body_ = response.ended_ = false;
}

void Handling::Lose() {
  exchange = nullptr;
  lost = true;
  scope.Cancel();
}

void Handling::OnRelease(PhaseCall& call) {
  Handling& handling = static_cast<ReleaseCall&>(call).handling;
  handling.delegate.Release(handling);
}

// --- The delegate.

Task<void> HandlerDelegate::Run(Handling& handling) {
  co_await handler_(handling.request, handling.response);
  if (!handling.response.ended()) handling.response.End();
  if (handling.waited) handling.server.loop().AddPending(handling.release);
}

void HandlerDelegate::OnRequest(Exchange& exchange, const RequestHead& head) {
  Handling& handling = *Acquire(exchange.connection().server());
  handling.exchange = &exchange;
  handling.body_complete = !head.has_body;
  exchange.user = &handling;

  Request& request = handling.request;
  request.raw_.assign(head.raw);
  request.head_ = head;
  request.head_.raw = request.raw_;
  request.head_.target = request.head_.raw.substr(
      head.target.data() - head.raw.data(), head.target.size());

  Response& response = handling.response;
  const uint32_t most = handling.server.options().max_requests_per_socket;
  response.keep_alive_ =
      head.keep_alive && (most == 0 || exchange.index() + 1 < most);
  response.no_body_ = head.method == Method::kHead;
  if (head.expectation == Expectation::kContinue) {
    exchange.WriteContinue();
  } else if (head.expectation == Expectation::kOther) {
    // Nothing but 100-continue is defined (RFC 9110, 10.1.1).
    response.WriteHead(417);
    response.End();
    Release(handling);
    return;
  }
  std::move(Run(handling)).Spawn(&handling.scope);
  if (handling.scope.empty()) {
    Release(handling);
  } else {
    handling.waited = true;
  }
}

void HandlerDelegate::OnBody(Exchange& exchange,
                             std::span<const uint8_t> bytes) {
  Handling* handling = HandlingOf(exchange);
  if (handling == nullptr) return;
  handling->arrived.append(bytes.begin(), bytes.end());
  if (handling->arrived.size() >= kBodyHighWater) exchange.PauseBody();
  handling->event.Notify();
}

void HandlerDelegate::OnRequestEnd(Exchange& exchange,
                                   std::string_view trailers) {
  Handling* handling = HandlingOf(exchange);
  if (handling == nullptr) return;
  handling->request.trailers_.assign(trailers);
  handling->body_complete = true;
  handling->event.Notify();
}

void HandlerDelegate::OnDrain(Exchange& exchange) {
  if (Handling* handling = HandlingOf(exchange)) handling->event.Notify();
}

void HandlerDelegate::OnAborted(Exchange& exchange) {
  if (Handling* handling = HandlingOf(exchange)) {
    exchange.user = nullptr;
    handling->Lose();
  }
}

void HandlerDelegate::OnExchangeEnd(Exchange& exchange) {
  // Ended by its handler, or lost: either way they no longer know each other.
  CHECK(exchange.user == nullptr);
}

Handling* HandlerDelegate::Acquire(Server& server) {
  ++running_;
  if (free_.empty()) return new Handling(*this, server);
  Handling* handling = free_.back().release();
  free_.pop_back();
  return handling;
}

void HandlerDelegate::Release(Handling& handling) {
  --running_;
  std::unique_ptr<Handling> owned(&handling);
  // A cancelled scope stays cancelled.
  if (handling.lost || free_.size() == kKeptHandlings) return;
  handling.Reset();
  free_.push_back(std::move(owned));
}

}  // namespace rondo::http
