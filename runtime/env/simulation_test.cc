// A whole JavaScript program on a machine that exists in memory alone: in
// virtual time, by seed, twice alike.
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <thread>

#include "core/base/clock.h"
#include "core/loop/backend/fake.h"
#include "core/pool/worker_pool.h"
#include "runtime/env/environment_test_support.h"

namespace rondo {
namespace {

constexpr uint64_t kSecondNs = 1'000'000'000;

struct Outcome {
  int code = -1;
  std::string trace;        // globalThis.trace, lines
  uint64_t virtual_ns = 0;  // that passed on the machine
  size_t descriptors_left = 0;
};

/// Runs it on a thread of its own, as every environment.
Outcome Simulate(const std::string& program, const FakeOptions& options) {
  Outcome outcome;
  std::thread([&] {
    WorkerPool pool({.at_once = true});
    auto backend = std::make_unique<FakeBackend>(options);
    FakeBackend& machine = *backend;
    Result<std::unique_ptr<Environment>> created = Environment::Create(
        TestRuntime(), EvalOptions("globalThis.trace = [];" + program),
        {.backend = std::move(backend), .pool = &pool});
    ASSERT_TRUE(created.ok());
    Environment& env = **created;
    outcome.code = env.Run();
    outcome.virtual_ns = machine.Now() - FakeBackend::kFirstNs;
    outcome.descriptors_left = machine.open_descriptors();
    v8::HandleScope handles(env.isolate());
    v8::Local<v8::Context> context = env.context();
    v8::Context::Scope entered(context);
    v8::Local<v8::Value> trace;
    ASSERT_TRUE(context->Global()
                    ->Get(context, v8::String::NewFromUtf8Literal(env.isolate(),
                                                                  "trace"))
                    .ToLocal(&trace));
    outcome.trace = *v8::String::Utf8Value(env.isolate(), trace);
  }).join();
  return outcome;
}

TEST(SimulationTest, TimersRunInVirtualTime) {
  const uint64_t start = MonotonicNs();
  const Outcome outcome = Simulate(
      "const wall = Date.now(), hr = process.hrtime.bigint(),"
      "      now = performance.now();"
      "const week = 7 * 24 * 3600e3;"
      "let ticks = 0;"
      "const hourly = setInterval(() => { ticks++; }, 3600e3);"
      "setTimeout(() => {"
      "  clearInterval(hourly);"
      "  trace.push(ticks, Date.now() - wall, process.hrtime.bigint() - hr,"
      "             Math.round(performance.now() - now));"
      "}, week + 5);"
      "trace.push(new Date(wall).getUTCFullYear());",
      {});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_EQ(outcome.trace, "2020,168,604800005,604800005000000,604800005");
  EXPECT_EQ(outcome.virtual_ns, 604'800'005'000'000u);
  // A week of it, and not much of ours.
  EXPECT_LT(MonotonicNs() - start, 3600 * kSecondNs);
}

constexpr char kServer[] = R"js(
const http = require('http');
const net = require('net');
const at = () => Math.round(performance.now());
const start = at();
const note = (...words) => { trace.push([at() - start, ...words].join(' ')); };
const server = http.createServer((req, res) => {
  note('request', req.url, req.socket.remotePort);
  let size = 0;
  req.on('data', (piece) => { size += piece.length; });
  req.on('end', () => {
    // Some answer late, and in pieces.
    const pieces = 1 + Math.floor(Math.random() * 4);
    let sent = 0;
    const more = () => {
      res.write('x'.repeat(1 + Math.floor(Math.random() * 5000)));
      if (++sent < pieces) setTimeout(more, Math.random() * 100);
      else res.end(String(size));
    };
    setTimeout(more, Math.random() * 1000);
  });
});
let left = 8;
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  note('listens', port);
  for (let i = 0; i < 8; i++) {
    const client = net.connect(port, '127.0.0.1');
    const body = 'b'.repeat(Math.floor(Math.random() * 20000));
    client.on('connect', () => {
      note('connected', i);
      client.write(`POST /${i} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n` +
                   `Content-Length: ${body.length}\r\n\r\n`);
      client.write(body);
    });
    let got = 0;
    let pieces = 0;
    client.on('data', (piece) => { got += piece.length; pieces++; });
    client.on('end', () => { note('answered', i, got, pieces); });
    client.on('close', () => {
      note('closed', i);
      if (--left === 0) server.close(() => { note('ends'); });
    });
  }
});
)js";

TEST(SimulationTest, AServerAndItsClientsRunTwiceAlike) {
  std::string last;
  for (const uint64_t seed : {1, 2}) {
    const FakeOptions options{.seed = seed, .chaos = true, .window = 4000};
    const Outcome first = Simulate(kServer, options);
    EXPECT_EQ(first.code, 0);
    EXPECT_EQ(first.descriptors_left, 0u);
    EXPECT_NE(first.trace.find("ends"), std::string::npos) << first.trace;
    EXPECT_GT(first.virtual_ns, kSecondNs / 20);
    for (int again = 0; again < 2; ++again) {
      const Outcome second = Simulate(kServer, options);
      EXPECT_EQ(second.trace, first.trace);
      EXPECT_EQ(second.virtual_ns, first.virtual_ns);
    }
    // And with another seed otherwise.
    EXPECT_NE(first.trace, last);
    last = first.trace;
  }
}

TEST(SimulationTest, ErrorsOfSocketsAreTheMachines) {
  const Outcome outcome = Simulate(
      "const net = require('net');"
      "const server = net.createServer((socket) => {"
      "  socket.on('error', (error) => trace.push(error.code));"
      "  socket.resume();"
      "}).listen(80, () => {"
      "  net.createServer().on('error', (error) => trace.push(error.code))"
      "    .listen(80);"
      "  net.connect(81, '127.0.0.1')"
      "    .on('error', (error) => trace.push(error.code));"
      "  const client = net.connect(80, '127.0.0.1', () => {"
      "    client.setTimeout(60e3, () => {"
      "      trace.push('idle');"
      "      client.resetAndDestroy(); server.close();"
      "    });"
      "  });"
      "});",
      {});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_EQ(outcome.trace, "EADDRINUSE,ECONNREFUSED,idle,ECONNRESET");
  EXPECT_EQ(outcome.descriptors_left, 0u);
}

}  // namespace
}  // namespace rondo
