// The server on real sockets, with clients on threads of their own. The test
// runner runs this on each backend.
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "core/http/server/server.h"
#include "core/loop/await.h"
#include "core/net/address.h"

namespace rondo::http {
namespace {

/// A blocking client.
class Client {
 public:
  explicit Client(const net::Address& address)
      : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    const timeval patience = {.tv_sec = 20, .tv_usec = 0};
    setsockopt(fd_.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    const int on = 1;
    setsockopt(fd_.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    EXPECT_EQ(::connect(fd_.get(), address.data(), address.length()), 0);
  }
  void Send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent =
          ::send(fd_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return;
      bytes.remove_prefix(sent);
    }
  }
  /// At most one receive.
  std::string Some() {
    std::string part(64 * 1024, '\0');
    const ssize_t size = ::recv(fd_.get(), part.data(), part.size(), 0);
    part.resize(size > 0 ? size : 0);
    return part;
  }
  /// Until `mark` was seen `times` times, or the end.
  std::string Until(std::string_view mark, int times = 1) {
    std::string got;
    size_t from = 0;
    while (true) {
      for (size_t at;
           times > 0 && (at = got.find(mark, from)) != std::string::npos;) {
        --times;
        from = at + mark.size();
      }
      if (times == 0) return got;
      const std::string part = Some();
      if (part.empty()) return got;
      got += part;
    }
  }
  std::string UntilEnd() {
    std::string got;
    for (std::string part = Some(); !part.empty(); part = Some()) got += part;
    return got;
  }
  void HalfClose() { ::shutdown(fd_.get(), SHUT_WR); }

 private:
  UniqueFd fd_;
};

/// Serves `handler` while `client` runs on another thread, then closes.
void Serve(Handler handler, std::function<void(const net::Address&)> client,
           const ServerOptions& options = {}) {
  auto loop = Loop::Create({}).value();
  Server server(*loop, std::move(handler), options);
  auto address = server.Listen(net::Address::Parse("127.0.0.1", 0).value());
  ASSERT_TRUE(address.ok());
  struct Done : PostedCall {
    explicit Done(Server& server)
        : PostedCall([](PostedCall& call) {
            static_cast<Done&>(call).server.Close();
          }),
          server(server) {}
    Server& server;
  } done(server);
  std::thread thread([&] {
    client(*address);
    loop->Post(done);
  });
  loop->Run();
  thread.join();
  EXPECT_EQ(server.connection_count(), 0u);
}

Task<> Echo(Request& request, Response& response) {
  while (true) {
    Result<std::string_view> piece = co_await request.ReadChunk();
    if (!piece.ok() || piece->empty()) break;
    const Status written = co_await response.Write(*piece);
    if (!written.ok()) co_return;
  }
  response.End();
}

TEST(HttpSocket, AThousandPipelinedRequests) {
  Serve(
      [](Request& request, Response& response) -> Task<> {
        response.End(request.target());
        co_return;
      },
      [](const net::Address& address) {
        Client client(address);
        std::string requests;
        for (int i = 0; i < 1000; ++i) {
          requests +=
              "GET /" + std::to_string(i) + " HTTP/1.1\r\nHost: x\r\n\r\n";
        }
        client.Send(requests);
        const std::string got = client.Until("\r\n\r\n/999");
        size_t at = 0;
        for (int i = 0; i < 1000; ++i) {
          at = got.find("\r\n\r\n/" + std::to_string(i), at);
          ASSERT_NE(at, std::string::npos) << i;
        }
      });
}

TEST(HttpSocket, EchoOfAMegabyteBothWaysAtOnce) {
  Serve(Echo, [](const net::Address& address) {
    Client client(address);
    const std::string body(1 << 20, 'z');
    std::thread sender([&] {
      client.Send(
          "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
          "Content-Length: " +
          std::to_string(body.size()) + "\r\n\r\n" + body);
    });
    const std::string got = client.UntilEnd();
    sender.join();
    EXPECT_EQ(std::count(got.begin() + got.find("\r\n\r\n"), got.end(), 'z'),
              1 << 20);
    EXPECT_TRUE(got.ends_with("\r\n0\r\n\r\n"));
  });
}

TEST(HttpSocket, SlowReaderGetsItAll) {
  Serve(
      [](Request&, Response& response) -> Task<> {
        const std::string piece(100'000, 'p');
        for (int i = 0; i < 100; ++i) {
          const Status written = co_await response.Write(piece);
          if (!written.ok()) co_return;
        }
        response.End();
      },
      [](const net::Address& address) {
        Client client(address);
        client.Send("GET / HTTP/1.0\r\n\r\n");
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        const std::string got = client.UntilEnd();
        EXPECT_EQ(got.size() - got.find("\r\n\r\n") - 4, 10'000'000u);
      });
}

TEST(HttpSocket, SleepingHandlersDoNotWaitForEachOther) {
  Serve(
      [](Request& request, Response& response) -> Task<> {
        if (request.target() == "/slow") {
          std::string late = "late";
          co_await Sleep(request.loop(), 300'000'000);
          response.End(late);
        } else {
          response.End("soon");
        }
      },
      [](const net::Address& address) {
        Client slow(address);
        slow.Send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
        const auto begin = std::chrono::steady_clock::now();
        Client quick(address);
        quick.Send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        quick.Until("soon");
        EXPECT_LT(std::chrono::steady_clock::now() - begin,
                  std::chrono::milliseconds(250));
        slow.Until("late");
      });
}

TEST(HttpSocket, TimeoutsAndTheEnd) {
  Serve(
      [](Request&, Response& response) -> Task<> {
        response.End("x");
        co_return;
      },
      [](const net::Address& address) {
        Client silent(address);
        Client kept(address);
        kept.Send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        EXPECT_TRUE(kept.UntilEnd().ends_with("\r\n\r\nx"));
        EXPECT_EQ(silent.UntilEnd(),
                  "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n");
        Client broken(address);
        broken.Send("GET / HT");
        broken.HalfClose();
        EXPECT_TRUE(broken.UntilEnd().starts_with("HTTP/1.1 400 "));
        // Left open: the server's end does not wait for idle connections.
        Client idle(address);
        idle.Send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        idle.Until("\r\n\r\nx");
      },
      {.headers_timeout_ms = 150,
       .keep_alive_timeout_ms = 100,
       .keep_alive_timeout_buffer_ms = 0});
}

TEST(HttpSocket, FourServersOnFourThreads) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([i] {
      Serve(
          [i](Request&, Response& response) -> Task<> {
            response.End("server " + std::to_string(i));
            co_return;
          },
          [i](const net::Address& address) {
            for (int round = 0; round < 20; ++round) {
              Client client(address);
              client.Send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
              EXPECT_TRUE(
                  client.Until("server ").find("server " + std::to_string(i)) !=
                  std::string::npos);
            }
          });
    });
  }
  for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace rondo::http
