#include "runtime/env/platform.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <thread>

#include "core/base/clock.h"
#include "runtime/env/environment_test_support.h"

namespace rondo {
namespace {

using PlatformTest = EnvironmentTest;

// (module (func (export "f") (result i32) i32.const 42))
constexpr const char* kModule =
    "new Uint8Array([0,97,115,109,1,0,0,0,1,5,1,96,0,1,127,3,2,1,0,7,5,1,1,"
    "102,0,0,10,6,1,4,0,65,42,11])";

TEST_F(PlatformTest, CompilesWasmAsynchronously) {
  RunScript(std::string("var answer; WebAssembly.instantiate(") + kModule +
            ").then((r) => { answer = r.instance.exports.f(); });");
  EXPECT_TRUE(TurnUntil("answer === 42"));
}

TEST_F(PlatformTest, RunsFinalizationCallbacks) {
  RunScript(
      "var gone; var registry = new FinalizationRegistry((v) => { gone = v; "
      "});(function() { registry.register({}, 'it'); })();");
  EXPECT_TRUE(TurnUntil("gc(); gone === 'it'"));
}

TEST_F(PlatformTest, WakesAsynchronousWaiters) {
  RunScript(
      "var state; var words = new Int32Array(new SharedArrayBuffer(4));"
      "Atomics.waitAsync(words, 0, 0).value.then((s) => { state = s; });"
      "Atomics.notify(words, 0);");
  EXPECT_TRUE(TurnUntil("state === 'ok'"));
}

TEST_F(PlatformTest, TimesOutAsynchronousWaiters) {
  RunScript(
      "var state; var words = new Int32Array(new SharedArrayBuffer(4));"
      "Atomics.waitAsync(words, 0, 0, 5).value.then((s) => { state = s; });");
  EXPECT_TRUE(TurnUntil("state === 'timed-out'"));
}

// --- Whole programs.

TEST(PlatformProgramTest, ACompilationIsWaitedFor) {
  EXPECT_EQ(RunProgram(std::string("process.exitCode = 1; "
                                   "WebAssembly.compile(") +
                       kModule + ").then(() => { process.exitCode = 5; });"),
            5);
}

TEST(PlatformProgramTest, AnErrorInAFinalizationCallbackIsUncaught) {
  EXPECT_EQ(RunProgram("process.on('uncaughtException', () => "
                       "process.exit(6));"
                       "var r = new FinalizationRegistry(() => { throw 1; });"
                       "(function() { r.register({}, 1); })();"
                       "setInterval(gc, 1);"),
            6);
}

TEST(PlatformProgramTest, AnIdleProgramDoesNotWake) {
  std::thread([] {
    Result<std::unique_ptr<Environment>> env = Environment::Create(
        TestRuntime(), EvalOptions("setTimeout(() => {}, 1e6);"));
    ASSERT_TRUE(env.ok());
    std::thread watcher([&] {
      // What the start left behind runs out, however long that takes: after
      // some time there are no turns any more.
      const auto turns = [&] { return (*env)->loop().accounts().turns(); };
      uint64_t before = 0;
      int attempts = 0;
      do {
        before = turns();
        std::this_thread::sleep_for(std::chrono::milliseconds(500));
      } while ((before == 0 || turns() != before) && ++attempts < 40);
      EXPECT_LT(attempts, 40) << "it wakes again and again";
      (*env)->Terminate(3);
    });
    EXPECT_EQ((*env)->Run(), 3);
    watcher.join();
  }).join();
}

}  // namespace
}  // namespace rondo
