#include "runtime/env/running_task.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <thread>

#include "core/base/unique_fd.h"
#include "runtime/bindings/loader.h"
#include "runtime/env/watched_program.h"

namespace rondo {

extern const ModuleId kHttpModule;  // in registry.cc
extern const ModuleId kNetModule;

namespace {

using namespace std::chrono_literals;

TEST(RunningTaskTest, TellsWhatWasBegunUntilItEnds) {
  RunningTask task;
  EXPECT_FALSE(task.Read().running);
  EXPECT_EQ(task.Read().number, 0u);
  constexpr uint64_t kLargest = (uint64_t{1} << 53) - 1;
  static constexpr ModuleId kFirst = {0, "first"};
  static constexpr ModuleId kLast = {kMaxModules - 1, "last"};
  task.Begin(kLast, 31, kLargest);
  RunningTask::State state = task.Read();
  EXPECT_TRUE(state.running);
  EXPECT_EQ(state.number, 1u);
  EXPECT_EQ(state.module, kLast.number);
  EXPECT_EQ(state.callback, 31);
  EXPECT_EQ(state.resource, kLargest);
  task.End();
  EXPECT_FALSE(task.Read().running);
  task.Begin(kFirst, 0, 0);
  state = task.Read();
  EXPECT_TRUE(state.running);
  EXPECT_EQ(state.number, 2u);
  EXPECT_EQ(state.module, kFirst.number);
  EXPECT_EQ(state.resource, 0u);
}

TEST(RunningTaskTest, AnotherThreadReadsNoMixture) {
  RunningTask task;
  std::atomic<bool> stop = false;
  constexpr int kCallbacks = 32;
  constexpr int kModules = static_cast<int>(kMaxModules);
  std::thread writer([&] {
    for (uint64_t i = 1; !stop; ++i) {
      // All of it follows from the number.
      task.Begin({static_cast<uint8_t>(i % kModules), ""},
                 static_cast<int>(i % kCallbacks), i);
      task.End();
    }
  });
  uint64_t last = 0;
  for (int seen = 0; seen < 20'000;) {
    const RunningTask::State state = task.Read();
    ASSERT_GE(state.number, last);
    last = state.number;
    if (!state.running) continue;
    ++seen;
    ASSERT_EQ(state.resource, state.number);
    ASSERT_EQ(static_cast<uint64_t>(state.module), state.number % kModules);
    ASSERT_EQ(static_cast<uint64_t>(state.callback), state.number % kCallbacks);
  }
  stop = true;
  writer.join();
}

TEST(RunningTaskTest, TheProgramsStartIsOne) {
  Watched program("spin();");
  const RunningTask::State state = program.Spinning();
  EXPECT_EQ(state.module, kLoaderModule.number);
  EXPECT_EQ(state.callback, LoaderCallbacks::Index<"runMain">());
  EXPECT_EQ(state.resource, 0u);
  program.env().Terminate(3);
  EXPECT_EQ(program.End(), 3);
}

TEST(RunningTaskTest, NothingRunsWhileTheLoopWaits) {
  Watched program("setInterval(() => {}, 1e6); globalThis.ready = true;");
  while (program.Now().number == 0 || program.Now().running) {
    std::this_thread::sleep_for(1ms);
  }
  program.env().Terminate(0);
}

TEST(RunningTaskTest, NamesTheResource) {
  const std::string path = SocketPath("named");
  Watched program(
      "require('net').createServer((socket) => {"
      "  socket.on('data', () => { spin(); }); }).listen('" +
      path + "');");
  UniqueFd client = Connect(path);
  ASSERT_EQ(write(client.get(), "x", 1), 1);
  const RunningTask::State state = program.Spinning();
  EXPECT_EQ(state.module, kNetModule.number);
  EXPECT_NE(state.resource, 0u);
  program.env().Terminate(0);
}

// --- Cutting off one task.

TEST(TerminateTaskTest, TheProgramGoesOnBehindIt) {
  Watched program(
      "setTimeout(() => { process.exitCode = 5; }, 1);"
      "spin();");
  program.CutOff();
  EXPECT_EQ(program.End(), 5);
}

TEST(TerminateTaskTest, InEveryPartOfATask) {
  for (const char* part : {
           "setTimeout(spin, 1);",
           "setImmediate(spin);",
           "process.nextTick(spin);",
           "Promise.resolve().then(spin);",
           "queueMicrotask(spin);",
           "setTimeout(() => process.nextTick(spin), 1);",
           "setTimeout(async () => { await null; spin(); }, 1);",
           "setTimeout(() => { try { spin(); } finally { bad(); } }, 1);",
           "require('fs').stat('/', spin);",
           "require('fs').promises.stat('/').then(spin);",
       }) {
    Watched program(std::string("const bad = () => { process.exit(9); };"
                                "setTimeout(() => {"
                                "  process.nextTick(() => {"
                                "    process.exitCode = 5; }); }, 50);") +
                    part);
    program.CutOff();
    EXPECT_EQ(program.End(), 5) << part;
  }
}

// Each loop is given the time to become what V8 makes of it at last; on a
// machine that is slower the test sees less, and passes.
TEST(TerminateTaskTest, InEveryKindOfOptimizedLoop) {
  for (const std::string& body : kLoopBodies) {
    Watched program("setTimeout(() => { process.exitCode = 5; }, 1);" +
                    HotLoop(body) + "tell(); hot();");
    Watched ending(HotLoop(body) + "tell(); hot();");
    const uint64_t number = program.Spinning().number;
    ending.Spinning();
    std::this_thread::sleep_for(300ms);
    program.env().TerminateTask(number);
    ending.env().Terminate(3);
    EXPECT_EQ(program.End(), 5) << body;
    EXPECT_EQ(ending.End(), 3) << body;
  }
}

TEST(TerminateTaskTest, OtherTimersAndTicksOfTheTaskStillRun) {
  Watched program(
      "let n = 0;"
      "setTimeout(() => { spin(); }, 1); setTimeout(() => { ++n; }, 1);"
      "setTimeout(() => { process.nextTick(() => { ++n; });"
      "                   process.exitCode = 5 + n; }, 2);"
      "process.on('exit', () => { process.exitCode += n; });");
  program.CutOff();
  EXPECT_EQ(program.End(), 8);
}

TEST(TerminateTaskTest, ALaterTaskIsSpared) {
  Watched program(
      "let n = 0;"
      "setTimeout(function again() {"
      "  const end = performance.now() + 5; while (performance.now() < end) {}"
      "  if (++n < 40) setTimeout(again, 1); else process.exitCode = 5; }, "
      "1);");
  // Numbers that were, and that are still to come.
  for (int i = 0; i < 40; ++i) {
    const uint64_t number = program.Now().number;
    program.env().TerminateTask(number > 3 ? number - 2 : 0);
    program.env().TerminateTask(number + 1'000'000);
    std::this_thread::sleep_for(1ms);
  }
  EXPECT_EQ(program.End(), 5);
}

TEST(TerminateTaskTest, AnEnvironmentThatEndsEnds) {
  Watched program(
      "setTimeout(() => { process.exitCode = 5; }, 1);"
      "spin();");
  const uint64_t number = program.Spinning().number;
  const std::shared_ptr<Environment::Ender> ender = program.env().ender();
  program.env().Terminate(3);
  program.env().TerminateTask(number);
  EXPECT_EQ(program.End(), 3);
  ender->TerminateTask(number);  // the environment is gone
}

TEST(TerminateTaskTest, ARequestsClientIsAnsweredAndTheServerGoesOn) {
  const std::string path = SocketPath("spins");
  Watched program(
      "require('http').createServer(async (req, res) => {"
      "  res.setHeader('X-Mine', '1');"
      "  if (req.url === '/spin') spin();"
      "  if (req.url === '/later') { await null; spin(); }"
      "  if (req.url === '/part') { res.write('part'); spin(); }"
      "  res.end('bye');"
      "}).listen('" +
      path + "');");
  UniqueFd other = Connect(path);
  EXPECT_NE(Ask(other.get(), "/").find("200 OK"), std::string::npos);
  for (const char* target : {"/spin", "/later", "/part"}) {
    UniqueFd client = Connect(path);
    std::string answer;
    std::thread asking([&] { answer = Ask(client.get(), target); });
    const RunningTask::State state = program.Spinning();
    EXPECT_EQ(state.module, kHttpModule.number);
    EXPECT_NE(state.resource, 0u);
    program.env().TerminateTask(state.number);
    asking.join();
    if (std::string(target) == "/part") {
      EXPECT_EQ(answer.find("0\r\n\r\n"), std::string::npos) << answer;
    } else {
      EXPECT_EQ(answer.find("HTTP/1.1 503 "), 0u) << target << answer;
      EXPECT_NE(answer.find("\r\nConnection: close\r\n"), std::string::npos);
      EXPECT_EQ(answer.find("X-Mine"), std::string::npos) << answer;
    }
    EXPECT_NE(Ask(other.get(), "/").find("200 OK"), std::string::npos);
  }
  program.env().Terminate(0);
}

// However the answer leaves: at once, in the time that the client takes for it,
// behind that of an earlier request.
TEST(TerminateTaskTest, ARequestThatIsAnsweredKeepsItsAnswer) {
  const std::string path = SocketPath("spins-behind");
  Watched program(
      "let first;"
      "require('http').createServer(async (req, res) => {"
      "  if (req.url === '/small') { res.end('bye'); spin(); }"
      "  if (req.url === '/late') {"
      "    await null; res.end('bye'); await null; spin(); }"
      "  if (req.url === '/part') {"
      "    res.write('b'); setImmediate(() => { res.end('ye'); spin(); }); }"
      "  if (req.url === '/large') { res.end('x'.repeat(3e6)); spin(); }"
      "  if (req.url === '/first') first = res;"
      "  if (req.url === '/behind') {"
      "    setTimeout(() => first.end('one'), 20); res.end('two'); spin(); }"
      "}).listen('" +
      path + "');");
  for (const char* target : {"/small", "/late", "/part", "/large", "/behind"}) {
    SCOPED_TRACE(target);
    UniqueFd client = Connect(path);
    std::string text;
    if (std::string(target) == "/behind") {
      text = "GET /first HTTP/1.1\r\nHost: x\r\n\r\n";
    }
    text += "GET " + std::string(target) +
            " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    ASSERT_EQ(write(client.get(), text.data(), text.size()),
              static_cast<ssize_t>(text.size()));
    program.CutOff();
    std::string answer;
    char bytes[4096];
    for (ssize_t got; (got = read(client.get(), bytes, sizeof(bytes))) > 0;) {
      answer.append(bytes, static_cast<size_t>(got));
    }
    EXPECT_EQ(answer.find("HTTP/1.1 200 OK"), 0u);
    if (std::string(target) == "/large") {
      EXPECT_GT(answer.size(), 3'000'000u);
      EXPECT_TRUE(answer.ends_with("xxx"));
    } else if (std::string(target) == "/behind") {
      EXPECT_NE(answer.find("\r\none"), std::string::npos);
      EXPECT_TRUE(answer.ends_with("\r\ntwo")) << answer;
    } else if (std::string(target) == "/part") {
      EXPECT_TRUE(answer.ends_with("ye\r\n0\r\n\r\n")) << answer;
    } else {
      EXPECT_TRUE(answer.ends_with("\r\nbye")) << answer;
    }
  }
  program.env().Terminate(0);
}

TEST(TerminateTaskTest, AStreamIsClosedAndTheServerGoesOn) {
  const std::string path = SocketPath("spinning-stream");
  Watched program(
      "let closed = 0; let n = 0;"
      "require('net').createServer((socket) => {"
      "  socket.on('error', () => {}).on('close', () => { ++closed; });"
      "  if (++n === 2) spin();"
      "  socket.on('data', (data) => {"
      "    if (`${data}` === 'spin') spin();"
      "    socket.end(`closed ${closed}`); });"
      "}).listen('" +
      path + "');");
  UniqueFd first = Connect(path);
  ASSERT_EQ(write(first.get(), "spin", 4), 4);
  program.CutOff();
  char byte;
  EXPECT_LE(read(first.get(), &byte, 1), 0);
  UniqueFd second = Connect(path);
  program.CutOff();
  EXPECT_LE(read(second.get(), &byte, 1), 0);
  UniqueFd third = Connect(path);
  ASSERT_EQ(write(third.get(), "how", 3), 3);
  std::string answer;
  while (read(third.get(), &byte, 1) == 1) answer += byte;
  EXPECT_EQ(answer, "closed 2");
  program.env().Terminate(0);
}

}  // namespace
}  // namespace rondo
