// HandlerDelegate: runs a coroutine for each exchange of a server.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/http/server/handler.h"
#include "core/http/server/server.h"
#include "core/loop/await.h"
#include "core/loop/task.h"

namespace rondo::http {

class HandlerDelegate;

/// One handler at work. Pooled: strings keep their memory from one request to
/// the next.
class Handling {
 public:
  Handling(HandlerDelegate& delegate, Server& server);

  /// Ready for another request.
  void Reset();
  /// The client has gone: what the handler waits for ends.
  void Lose();

  HandlerDelegate& delegate;
  Server& server;
  Request request{*this};
  Response response{*this};
  /// Null once the response has ended or the client has gone.
  Exchange* exchange = nullptr;
  /// Body that arrived and was not taken, and the piece that was taken last.
  std::string arrived;
  std::string taken;
  bool body_complete = false;
  bool lost = false;
  /// Body, drain: something changed.
  Event event;
  TaskScope scope;
  /// When the task has waited: it cannot free what it runs in.
  struct ReleaseCall : PhaseCall {
    explicit ReleaseCall(Handling& handling)
        : PhaseCall(&OnRelease), handling(handling) {}
    Handling& handling;
  } release{*this};
  bool waited = false;

 private:
  static void OnRelease(PhaseCall& call);
};

class HandlerDelegate final : public ServerDelegate {
 public:
  /// Body bytes that wait for a reader before the connection rests.
  static constexpr size_t kBodyHighWater = 64 * 1024;

  explicit HandlerDelegate(Handler handler) : handler_(std::move(handler)) {}
  /// Every handler must have ended.
  ~HandlerDelegate() { CHECK(running_ == 0); }

  void OnRequest(Exchange& exchange, const RequestHead& head) override;
  void OnBody(Exchange& exchange, std::span<const uint8_t> bytes) override;
  void OnRequestEnd(Exchange& exchange, std::string_view trailers) override;
  void OnDrain(Exchange& exchange) override;
  void OnAborted(Exchange& exchange) override;
  void OnExchangeEnd(Exchange& exchange) override;

 private:
  friend class Handling;
  Task<void> Run(Handling& handling);
  Handling* Acquire(Server& server);
  void Release(Handling& handling);

  Handler handler_;
  std::vector<std::unique_ptr<Handling>> free_;
  size_t running_ = 0;
};

}  // namespace rondo::http
