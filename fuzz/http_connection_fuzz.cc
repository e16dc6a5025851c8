// A server and its clients on the scripted kernel: any bytes, in any pieces,
// with any interleaving of completions, errors, stalls and time.
//
// Input: a byte that seeds the kernel and the server's answers, a byte of
// options, then a script. Bytes below 0xf0 are what the current client sends;
// the others are the actions of Script::Act. A plain HTTP text is a script.
//
// Whatever happens: nothing crashes; each client sees the responses to its
// requests in their order; every request's exchange and every connection ends,
// once; no descriptor and no operation is left; output that nobody reads is
// bounded.
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/check.h"
#include "core/http/server/server.h"
#include "core/loop/backend/fake.h"
#include "core/net/stream_pool.h"

namespace rondo::http {
namespace {

constexpr uint64_t kMs = 1'000'000;
constexpr std::string_view kIndexHeader = "X-Index: ";

/// Answers requests at once, later, in chunks, or never, by random numbers.
class Answerer final : public ServerDelegate {
 public:
  Answerer(FakeBackend& fake, bool defer) : fake_(fake), defer_(defer) {}
  ~Answerer() {
    CHECK(connections_.empty());
    CHECK(exchanges_.empty());
  }

  void OnConnection(Connection& connection) override {
    CHECK(connections_.emplace(&connection, 0).second);
  }
  void OnConnectionClosed(Connection& connection, int) override {
    CHECK_EQ(connections_.erase(&connection), 1u);
    kept_wrong_.erase(&connection);
  }

  void OnRequest(Exchange& exchange, const RequestHead& head) override {
    CHECK(exchange.index() == connections_.at(&exchange.connection())++);
    CHECK(exchanges_.emplace(&exchange, head.method == Method::kHead).second);
    if (head.expectation == Expectation::kContinue) exchange.WriteContinue();
    if (defer_ && fake_.Random(32) == 0) {
      if (fake_.Random(2) == 0) {
        exchange.connection().Destroy();
      } else {
        exchange.connection().EndSoon();
      }
    }
    switch (fake_.Random(defer_ ? 4 : 2)) {
      case 0:
        if (!head.has_body) {
          Answer(exchange);
          return;
        }
        break;  // with the end of its body
      case 1:
        Answer(exchange);
        return;
      default:
        deferred_.push_back(exchange.id());
        break;
    }
    if (head.has_body && fake_.Random(4) == 0) {
      exchange.PauseBody();
      paused_.push_back(exchange.id());
    }
  }
  void OnBody(Exchange& exchange, std::span<const uint8_t> bytes) override {
    CHECK(exchanges_.contains(&exchange));
    CHECK(!bytes.empty());
    for (uint8_t byte : bytes) sum_ += byte;  // all of it can be read
  }
  void OnRequestEnd(Exchange& exchange, std::string_view) override {
    CHECK(exchanges_.contains(&exchange));
    if (!exchange.response_ended() && !IsDeferred(exchange.id())) {
      Answer(exchange);
    }
  }
  void OnAborted(Exchange& exchange) override {
    CHECK(exchanges_.contains(&exchange));
  }
  void OnExchangeEnd(Exchange& exchange) override {
    CHECK_EQ(exchanges_.erase(&exchange), 1u);
  }
  bool OnClientError(Connection& connection,
                     const ClientError& error) override {
    CHECK(connections_.contains(&connection));
    // Told again of more input, it says where the error was.
    if (!kept_wrong_.contains(&connection)) {
      CHECK(error.bytes_parsed <= error.raw.size());
    }
    if (fake_.Random(4) != 0) return false;
    kept_wrong_.insert(&connection);
    if (fake_.Random(3) == 0) connection.EndSoon();
    return true;
  }
  void OnServerClosed() override { closed_ = true; }

  void AnswerDeferred(Server& server, size_t which) {
    if (deferred_.empty()) return;
    which %= deferred_.size();
    const ExchangeId id = deferred_[which];
    deferred_.erase(deferred_.begin() + static_cast<ptrdiff_t>(which));
    if (Exchange* exchange = server.Find(id)) Answer(*exchange);
  }
  void AnswerAll(Server& server) {
    while (!deferred_.empty()) AnswerDeferred(server, 0);
    for (const ExchangeId id : std::exchange(paused_, {})) {
      if (Exchange* exchange = server.Find(id)) exchange->ResumeBody();
    }
    // Whoever takes an error must end the connection.
    for (Connection* connection : kept_wrong_) connection->Destroy();
  }
  void ResumeOne(Server& server) {
    if (paused_.empty()) return;
    const ExchangeId id = paused_.back();
    paused_.pop_back();
    if (Exchange* exchange = server.Find(id)) exchange->ResumeBody();
  }
  bool closed() const { return closed_; }
  const std::map<Connection*, uint32_t>& connections() const {
    return connections_;
  }

 private:
  bool IsDeferred(ExchangeId id) const {
    for (const ExchangeId other : deferred_) {
      if (other == id) return true;
    }
    return false;
  }

  void Answer(Exchange& exchange) {
    if (exchange.response_ended()) return;
    const bool head_only = exchanges_.at(&exchange);
    const std::string body(fake_.Random(3) == 0 ? fake_.Random(20'000) : 5,
                           'x');
    const bool chunked = fake_.Random(3) == 0;
    std::string head = "HTTP/1.1 200 OK\r\n";
    head += kIndexHeader;
    head += std::to_string(exchange.index());
    head += chunked ? "\r\nTransfer-Encoding: chunked\r\n\r\n"
                    : "\r\nContent-Length: " + std::to_string(body.size()) +
                          "\r\n\r\n";
    uint32_t flags = kWriteEnd;
    if (fake_.Random(8) == 0) flags |= kWriteClose;
    if (fake_.Random(4) == 0) flags |= kWriteNotify;
    if (head_only) {
      exchange.Write(head, {}, flags);
    } else if (chunked) {
      exchange.Write(head, body, kWriteChunked);
      exchange.Write({}, {}, flags | kWriteChunked);
    } else {
      exchange.Write(head, body, flags);
    }
  }

  FakeBackend& fake_;
  const bool defer_;
  std::map<Connection*, uint32_t> connections_;  // next index
  std::set<Connection*> kept_wrong_;             // of which an error was taken
  std::map<Exchange*, bool> exchanges_;          // HEAD
  std::vector<ExchangeId> deferred_;
  std::vector<ExchangeId> paused_;
  uint64_t sum_ = 0;
  bool closed_ = false;
};

struct Options {
  bool chaos, small_window, defer, small_head, few_descriptors, body_limit,
      let_time_pass, few_requests;
};

class Script {
 public:
  Script(uint8_t seed, const Options& options)
      : options_(options),
        fake_(
            new FakeBackend({.seed = seed,
                             .chaos = options.chaos,
                             .window = options.small_window ? 1000u : 256'000u,
                             .receive_size = 4096})),
        loop_(std::unique_ptr<Backend>(fake_)),
        pool_(std::make_unique<net::StreamPool>()),
        answerer_(*fake_, options.defer),
        server_(std::make_unique<Server>(loop_, *pool_, answerer_,
                                         LimitsOf(options))),
        listener_(fake_->Listen(80)) {
    server_->ListenOn(UniqueFd(listener_));
    clients_.resize(4);
  }

  void Play(std::string_view script) {
    std::string pending;
    while (!script.empty()) {
      const auto byte = static_cast<uint8_t>(script[0]);
      if (byte < 0xf0) {
        pending += script[0];
        script.remove_prefix(1);
        continue;
      }
      Send(pending);
      pending.clear();
      Act(script);
      CheckBounds();
    }
    Send(pending);
    Turn(4);
  }

  /// Ends everything; checks what must hold in the end.
  void End() {
    answerer_.AnswerAll(*server_);
    if (options_.let_time_pass) {
      // Nobody does anything more: time alone ends all.
      for (int i = 0; i < 70; ++i) {
        fake_->Advance(10'000 * kMs);
        Turn(options_.chaos ? 8 : 2);
        answerer_.AnswerAll(*server_);
        for (Client& client : clients_) Take(client);
      }
      CHECK(answerer_.connections().empty());
    }
    server_->Close();
    server_->CloseAllConnections();
    for (int i = 0; i < 500 && !answerer_.closed(); ++i) {
      Turn(1);
      if (i % 10 == 9) fake_->Advance(1000 * kMs);
    }
    CHECK(answerer_.closed());
    CHECK_EQ(server_->connection_count(), 0u);
    for (Client& client : clients_) Drop(client);
    server_.reset();
    for (int i = 0; i < 200 && loop_.alive(); ++i) Turn(1);
    pool_.reset();
    CHECK(!loop_.alive());
    CHECK_EQ(fake_->active_ops(), 0u);
    CHECK_EQ(fake_->careless_closes(), 0u);
    // Chaos may accept a client after the listener was told to close; its
    // descriptor is then closed by a system call that the fake does not see.
    if (!options_.chaos) CHECK_EQ(fake_->open_descriptors(), 0u);
  }

 private:
  struct Client {
    int fd = -1;
    bool sending = true;
    std::string seen;  // not yet searched
    uint32_t next_index = 0;
  };

  static ServerOptions LimitsOf(const Options& options) {
    ServerOptions limits;
    if (options.small_head) limits.max_header_size = 100;
    if (options.body_limit) limits.max_body_size = 50;
    limits.serve_behind_end = options.defer;
    if (options.few_requests) limits.max_requests_per_socket = 3;
    return limits;
  }

  static uint8_t TakeByte(std::string_view& script) {
    if (script.empty()) return 0;
    const auto byte = static_cast<uint8_t>(script[0]);
    script.remove_prefix(1);
    return byte;
  }

  Client& current() { return clients_[current_]; }

  void Send(std::string_view bytes) {
    if (bytes.empty()) return;
    Client& client = current();
    if (client.fd < 0) {
      client.fd = fake_->Connect(listener_fd());
      client.sending = true;
      client.seen.clear();
      client.next_index = 0;
    }
    if (client.sending) fake_->Feed(client.fd, bytes);
  }

  int listener_fd() const { return listener_; }

  void Act(std::string_view& script) {
    switch (TakeByte(script)) {
      case 0xf0:
        Turn(1);
        break;
      case 0xf1:
        current_ = (current_ + 1) % clients_.size();
        break;
      case 0xf2:
        if (current().fd >= 0 && current().sending) {
          fake_->HalfClose(current().fd);
          current().sending = false;
        }
        break;
      case 0xf3:
        if (current().fd >= 0) {
          fake_->Reset(current().fd);
          Drop(current());
        }
        break;
      case 0xf4:
        Drop(current());
        break;
      case 0xf5:
        Take(current());
        break;
      case 0xf6:
        fake_->Advance(uint64_t{TakeByte(script)} * 1000 * kMs);
        Turn(1);
        break;
      case 0xf7:
        fake_->FailNext(OpKind::kSend, TakeByte(script) % 2 ? EPIPE : ENOBUFS);
        break;
      case 0xf8:
        fake_->FailNext(OpKind::kRecv,
                        TakeByte(script) % 2 ? ECONNRESET : ETIMEDOUT);
        break;
      case 0xf9:
        server_->CloseIdleConnections();
        break;
      case 0xfa:
        answerer_.AnswerDeferred(*server_, TakeByte(script));
        break;
      case 0xfb:
        answerer_.ResumeOne(*server_);
        break;
      case 0xfc:
        Turn(16);
        break;
      case 0xfd:
        // A few: each puts accepting off, and time must suffice in the end.
        if (accept_failures_++ < 3) fake_->FailNext(OpKind::kAccept, EMFILE);
        break;
      case 0xfe:
        fake_->set_descriptor_limit(
            options_.few_descriptors ? 4 + TakeByte(script) % 8 : SIZE_MAX);
        break;
      default:  // 0xff
        for (Client& client : clients_) Take(client);
        break;
    }
  }

  void Turn(int times) {
    while (times-- > 0) loop_.Run(Loop::Mode::kNoWait);
  }

  /// Reads what the client got, and looks at the order of the responses.
  void Take(Client& client) {
    if (client.fd < 0) return;
    client.seen += fake_->Take(client.fd);
    for (;;) {
      const size_t at = client.seen.find(kIndexHeader);
      const size_t end = at == std::string::npos ? std::string::npos
                                                 : client.seen.find('\r', at);
      if (end == std::string::npos) break;
      const uint64_t index = std::strtoull(
          client.seen.c_str() + at + kIndexHeader.size(), nullptr, 10);
      CHECK_EQ(index, client.next_index);
      ++client.next_index;
      client.seen.erase(0, end);
    }
    // Of bodies nothing is kept but a header's beginning.
    if (client.seen.size() > 100) {
      client.seen.erase(0, client.seen.size() - 100);
    }
  }

  void Drop(Client& client) {
    if (client.fd < 0) return;
    Take(client);
    fake_->Close(client.fd);
    client = {};
  }

  void CheckBounds() {
    if (options_.defer) return;  // then the program itself holds responses back
    for (const auto& [connection, index] : answerer_.connections()) {
      if (connection->closing()) continue;
      CHECK_LE(connection->queued_bytes(), kMostQueued);
    }
  }

  /// A connection's high-water mark, the response that passed it, and those to
  /// the requests that had been read already.
  static constexpr size_t kMostQueued = 64 * 1024 + 64 * 1024;

  const Options options_;
  FakeBackend* fake_;
  Loop loop_;
  std::unique_ptr<net::StreamPool> pool_;
  Answerer answerer_;
  std::unique_ptr<Server> server_;
  int listener_;
  std::vector<Client> clients_;
  size_t current_ = 0;
  int accept_failures_ = 0;
};

void Run(std::string_view data) {
  if (data.size() < 2) return;
  const auto bits = static_cast<uint8_t>(data[1]);
  const auto bit = [bits](int i) { return (bits >> i & 1) != 0; };
  Script script(static_cast<uint8_t>(data[0]), {.chaos = bit(0),
                                                .small_window = bit(1),
                                                .defer = bit(2),
                                                .small_head = bit(3),
                                                .few_descriptors = bit(4),
                                                .body_limit = bit(5),
                                                .let_time_pass = bit(6),
                                                .few_requests = bit(7)});
  script.Play(data.substr(2));
  script.End();
}

}  // namespace
}  // namespace rondo::http

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  rondo::http::Run({reinterpret_cast<const char*>(data), size});
  return 0;
}
