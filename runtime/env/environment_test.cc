#include "runtime/env/environment.h"

#include <dirent.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <memory>
#include <random>
#include <semaphore>
#include <string>
#include <thread>
#include <vector>

#include "core/base/unique_fd.h"
#include "runtime/env/environment_test_support.h"

namespace rondo {
namespace {

using namespace std::chrono_literals;

using EnvironmentEvalTest = EnvironmentTest;

TEST_F(EnvironmentEvalTest, ATaskEndsWithEmptyQueues) {
  RunScript(
      "var log = [];"
      "Promise.resolve().then(() => { log.push('promise');"
      "  process.nextTick(() => log.push('tick in promise')); });"
      "process.nextTick(() => { log.push('tick');"
      "  Promise.resolve().then(() => log.push('promise in tick')); });"
      "log.push('sync');");
  ExpectEval("log.join()", "string",
             "sync,tick,promise,promise in tick,tick in promise");
}

TEST_F(EnvironmentEvalTest, EnvironmentsHaveTheirOwnGlobals) {
  RunScript("globalThis.mine = 1;");
  std::thread([] {
    Result<std::unique_ptr<Environment>> env = Environment::Create(
        TestRuntime(), EvalOptions("process.exit(typeof mine === 'undefined' "
                                   "? 4 : 5)"));
    ASSERT_TRUE(env.ok());
    EXPECT_EQ((*env)->Run(), 4);
  }).join();
}

TEST(EnvironmentProgramTest, ExitCodes) {
  EXPECT_EQ(RunProgram(""), 0);
  EXPECT_EQ(RunProgram("process.exit(3)"), 3);
  EXPECT_EQ(RunProgram("process.exitCode = 4"), 4);
  EXPECT_EQ(RunProgram("process.on('exit', () => { process.exitCode = 5; })"),
            5);
  EXPECT_EQ(RunProgram("setTimeout(() => process.exit(6), 1)"), 6);
}

TEST(EnvironmentProgramTest, NothingRunsAfterExit) {
  EXPECT_EQ(RunProgram("process.exitCode = 9; const f = () => {"
                       "try { process.exit(2); } finally { globalThis.x = 1; }"
                       "process.exitCode = 8; }; f();"),
            2);
}

TEST(EnvironmentProgramTest, BeforeExitCanReviveTheLoop) {
  EXPECT_EQ(RunProgram("let n = 0; process.on('beforeExit', () => {"
                       "  if (n++ < 3) setTimeout(() => {}, 1);"
                       "  process.exitCode = n; });"),
            4);
}

TEST(EnvironmentProgramTest, MayBeTerminatedAfterALateExit) {
  std::thread([] {
    Result<std::unique_ptr<Environment>> env = Environment::Create(
        TestRuntime(), EvalOptions("process.on('exit', () => {"
                                   "  process.exit(3); });"));
    ASSERT_TRUE(env.ok());
    EXPECT_EQ((*env)->Run(), 3);
    (*env)->Terminate(4);
  }).join();
}

// --- Four at once.

constexpr size_t kCount = 4;

void FourServers(const std::array<size_t, kCount>& ending) {
  std::array<std::atomic<Environment*>, kCount> envs{};
  std::array<std::thread, kCount> threads;
  std::array<std::string, kCount> paths;
  for (size_t i = 0; i < kCount; ++i) {
    paths[i] = SocketPath(std::to_string(i));
    threads[i] = std::thread([&, i] {
      Result<std::unique_ptr<Environment>> env = Environment::Create(
          TestRuntime(),
          EvalOptions("require('http').createServer((req, res) => {"
                      "  if (req.url === '/hang') { setInterval(() => {}, 1);"
                      "    res.write('part'); return; }"
                      "  if (req.url === '/later') {"
                      "    setTimeout(() => res.end('bye'), 1); return; }"
                      "  res.end('bye');"
                      "}).listen('" +
                      paths[i] + "');"));
      ASSERT_TRUE(env.ok());
      envs[i] = env->get();
      EXPECT_EQ((*env)->Run(), static_cast<int>(i));
      env->reset();
    });
  }
  std::array<UniqueFd, kCount> hanging, idle;
  for (size_t i = 0; i < kCount; ++i) {
    idle[i] = Connect(paths[i]);
    EXPECT_NE(Ask(idle[i].get(), "/").find("200 OK"), std::string::npos);
    EXPECT_NE(Ask(idle[i].get(), "/later").find("bye"), std::string::npos);
    hanging[i] = Connect(paths[i]);
    const std::string request = "GET /hang HTTP/1.1\r\nHost: x\r\n\r\n";
    EXPECT_EQ(write(hanging[i].get(), request.data(), request.size()),
              static_cast<ssize_t>(request.size()));
    // Its handler has it when the answer begins.
    char first;
    EXPECT_EQ(read(hanging[i].get(), &first, 1), 1);
  }
  for (size_t i : ending) {
    envs[i].load()->Terminate(static_cast<int>(i));
    threads[i].join();
    // Its connections are closed, those of the others work.
    char rest[4096];
    while (read(hanging[i].get(), rest, sizeof rest) > 0) {
    }
    for (size_t j = 0; j < kCount; ++j) {
      if (!threads[j].joinable()) continue;
      EXPECT_NE(Ask(idle[j].get(), "/").find("200 OK"), std::string::npos);
    }
    unlink(paths[i].c_str());
  }
}

TEST(EnvironmentThreadsTest, FourServersEndInOrder) {
  FourServers({0, 1, 2, 3});
}
TEST(EnvironmentThreadsTest, FourServersEndBackwards) {
  FourServers({3, 2, 1, 0});
}
TEST(EnvironmentThreadsTest, FourServersEndMixed) { FourServers({2, 0, 3, 1}); }

/// Runs `text` for a while and terminates it.
void ExpectTermination(const std::string& text) {
  std::atomic<Environment*> running{nullptr};
  std::thread thread([&] {
    Result<std::unique_ptr<Environment>> env =
        Environment::Create(TestRuntime(), EvalOptions(text));
    ASSERT_TRUE(env.ok());
    running = env->get();
    EXPECT_EQ((*env)->Run(), 7) << text;
  });
  while (running == nullptr) std::this_thread::sleep_for(1ms);
  std::this_thread::sleep_for(20ms);
  running.load()->Terminate(7);
  thread.join();
}

TEST(EnvironmentThreadsTest, AnyOneCanBeTerminated) {
  ExpectTermination("setInterval(() => {}, 1e6);");
  ExpectTermination("setImmediate(function again() { setImmediate(again); });");
  ExpectTermination("for (;;) {}");
  ExpectTermination("(function f() { try { f(); } finally { f(); } })();");
  ExpectTermination("(async () => { for (;;) await null; })();");
  ExpectTermination("process.nextTick(function f() { process.nextTick(f); });");
}

// --- Ends at any moment.

TEST(EnvironmentThreadsTest, MayBeTerminatedWhileItCloses) {
  std::mt19937 random(1);
  int late = 0;
  for (int i = 0; i < 60; ++i) {
    std::atomic<int> stage = 0;
    std::atomic<bool> may_go = false;
    std::atomic<Environment*> made{nullptr};
    std::shared_ptr<Environment::Ender> ender;
    std::thread thread([&] {
      Result<std::unique_ptr<Environment>> env =
          Environment::Create(TestRuntime(), EvalOptions("0"));
      ASSERT_TRUE(env.ok());
      ender = (*env)->ender();
      made = env->get();
      stage = 1;
      (*env)->Run();
      stage = 2;
      (*env)->Close();
      stage = 3;
      while (!may_go) std::this_thread::yield();
    });
    while (stage < 2) std::this_thread::yield();
    // On a busy machine a sleep, however short, outlasts all of Close.
    if (i % 2 == 0) {
      std::this_thread::sleep_for(std::chrono::microseconds(random() % 1500));
    }
    if (stage == 2) ++late;
    made.load()->Terminate(3);
    may_go = true;
    thread.join();
    ender->Terminate(3);  // the environment is gone
  }
  EXPECT_GT(late, 0);
}

/// Compiles for seconds, in the background (with the flags of TestRuntime).
constexpr const char* kMuchToCompile =
    "const leb = (v) => { const r = []; do { let x = v & 127; v >>>= 7;"
    "  if (v) x |= 128; r.push(x); } while (v); return r; };"
    "const n = 40000;"
    "const out = [0,97,115,109,1,0,0,0,1,5,1,96,0,1,127];"
    "const f = [...leb(n)]; for (let k = 0; k < n; k++) f.push(0);"
    "out.push(3, ...leb(f.length)); for (const x of f) out.push(x);"
    "const body = [0]; for (let k = 0; k < 200; k++) body.push(65, 1, 26);"
    "body.push(65, 1, 11); const code = [...leb(n)];"
    "for (let k = 0; k < n; k++) { for (const x of leb(body.length)) "
    "code.push(x);"
    "  for (const x of body) code.push(x); }"
    "out.push(10); for (const x of leb(code.length)) out.push(x);"
    "for (const x of code) out.push(x);"
    "WebAssembly.compile(new Uint8Array(out)).then("
    "  () => { process.exitCode = 5; });";

TEST(EnvironmentThreadsTest, WaitsForItsOwnBackgroundWorkOnly) {
  std::atomic<bool> compiled = false;
  std::thread busy([&] {
    EXPECT_EQ(RunProgram(kMuchToCompile), 5);
    compiled = true;
  });
  // Many of them end while the other one compiles.
  int ended_before = 0;
  while (!compiled) {
    EXPECT_EQ(RunProgram("process.exitCode = 1"), 1);
    if (!compiled) ++ended_before;
  }
  busy.join();
  EXPECT_GT(ended_before, 3);
}

TEST(EnvironmentThreadsTest, MayBeTerminatedWhileItWaitsForBackgroundWork) {
  std::atomic<Environment*> running{nullptr};
  std::binary_semaphore told{0};
  std::thread thread([&] {
    Result<std::unique_ptr<Environment>> env =
        Environment::Create(TestRuntime(), EvalOptions(kMuchToCompile));
    ASSERT_TRUE(env.ok());
    running = env->get();
    EXPECT_EQ((*env)->Run(), 7);
    told.acquire();
  });
  while (running == nullptr) std::this_thread::sleep_for(1ms);
  // Its script has run, and the loop has nothing to do but to wait.
  const auto turns = [&] { return running.load()->loop().accounts().turns(); };
  while (turns() == 0) std::this_thread::sleep_for(1ms);
  running.load()->Terminate(7);
  told.release();
  thread.join();
}

TEST(EnvironmentThreadsTest, SlowJobsOfProgramsDoNotHoldUpV8) {
  WorkerPool& pool = TestRuntime().pool();
  struct Slow : PoolJob {
    void Run() override { release.acquire(); }
    void Finished(bool) override { over.release(); }
    std::binary_semaphore release{0}, over{0};
  };
  std::vector<Slow> jobs(pool.thread_count() + 2);
  for (Slow& job : jobs) ASSERT_TRUE(pool.Submit(job));
  EXPECT_EQ(RunProgram("WebAssembly.compile(new Uint8Array([0,97,115,109,1,0,0,"
                       "0])).then(() => { process.exitCode = 5; })"),
            5);
  for (Slow& job : jobs) job.release.release();
  for (Slow& job : jobs) job.over.acquire();
}

// A descriptor that is opened while the environment ends is closed.
TEST(EnvironmentThreadsTest, NothingThatWasBeingOpenedStaysOpen) {
  const auto count = [] {
    int n = 0;
    DIR* directory = opendir("/proc/self/fd");
    while (readdir(directory) != nullptr) ++n;
    closedir(directory);
    return n;
  };
  RunProgram("0");  // what stays open for good is open
  const int before = count();
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(RunProgram("const fs = require('fs');"
                         "for (let i = 0; i < 50; i++) {"
                         "  fs.open('/proc/self/status', () => {});"
                         "  fs.opendir('/', () => {}); }"
                         "process.exit(3);"),
              3);
  }
  EXPECT_EQ(count(), before);
}

}  // namespace
}  // namespace rondo
