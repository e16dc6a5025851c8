#include "runtime/env/heap_limit.h"

#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <semaphore>
#include <string>
#include <thread>

#include "runtime/env/environment_test_support.h"

namespace rondo {
namespace {

constexpr size_t kLimit = 32u << 20;

EnvironmentOptions Limited(std::string program) {
  EnvironmentOptions options = EvalOptions(std::move(program));
  options.heap_limit = kLimit;
  return options;
}

/// An environment that works while others end, until it is told to stop.
class Neighbour {
 public:
  Neighbour() {
    std::binary_semaphore ready{0};
    thread_ = std::thread([&] {
      Result<std::unique_ptr<Environment>> env = Environment::Create(
          TestRuntime(),
          EvalOptions("let n = 0; setInterval(() => { n++;"
                      "  JSON.parse(JSON.stringify({ n })); }, 1);"
                      "process.on('exit', () => { process.exitCode = 9; });"));
      ASSERT_TRUE(env.ok());
      ender_ = (*env)->ender();
      ready.release();
      code_ = (*env)->Run();
    });
    ready.acquire();
  }

  /// The code that it was asked to end with, if it could.
  int End(int code) {
    ender_->Terminate(code);
    thread_.join();
    return code_;
  }

 private:
  std::thread thread_;
  std::shared_ptr<Environment::Ender> ender_;
  int code_ = -1;
};

// Whatever the program does to stay, it ends with its error; others go on.
TEST(HeapLimitTest, AnEnvironmentEndsWithItsError) {
  Neighbour neighbour;
  for (const char* program :
       {"const kept = []; for (;;) { try { for (;;)"
        "  kept.push({ a: [kept.length] }); } catch {} finally {} }",
        "const kept = []; setInterval(() => { for (let i = 0; i < 1e5; i++)"
        "  kept.push({ a: [i] }); }, 1);"}) {
    SCOPED_TRACE(program);
    std::thread([&] {
      Result<std::unique_ptr<Environment>> env =
          Environment::Create(TestRuntime(), Limited(program));
      ASSERT_TRUE(env.ok());
      EXPECT_EQ((*env)->failure(), nullptr);
      EXPECT_EQ((*env)->Run(), 1);
      EXPECT_STREQ((*env)->failure(), kOutOfMemory);
      (*env)->Close();
    }).join();
  }
  EXPECT_EQ(neighbour.End(5), 5);
}

TEST(HeapLimitTest, ALoopThatIsOptimizedEndsToo) {
  const std::string whole = "const all = [], ints = new Int32Array(64);";
  for (const std::string body :
       {"all.push({ a: [all.length] });", "all.push(all.length);",
        "all.push(all.length + 0.5);", "all.push(new Array(100).fill(0));",
        "all.push(`${all.length}`);", "all['k' + all.length++] = {};",
        "for (let k = 0; k < 8; k++) all.push([k]);",
        "all.push([1, 2, 3, 4, 5, 6, 7, 8]); ints[all.length & 63]++;"}) {
    std::binary_semaphore ended{0};
    std::thread thread([&] {
      Result<std::unique_ptr<Environment>> env = Environment::Create(
          TestRuntime(), Limited(whole +
                                 "function hot(times) {"
                                 "  for (let i = 0; i < times; i++) {" +
                                 body +
                                 "} }"
                                 "for (let i = 0; i < 300; i++) {"
                                 "  hot(100); all.length = 0; }"
                                 "hot(Infinity);"));
      ASSERT_TRUE(env.ok());
      EXPECT_EQ((*env)->Run(), 1) << body;
      EXPECT_STREQ((*env)->failure(), kOutOfMemory) << body;
      (*env)->Close();
      ended.release();
    });
    JoinSoon(thread, ended, body);
  }
}

TEST(HeapLimitTest, OthersHaveTheirOwnLimit) {
  // More than the limit of the test before.
  EXPECT_EQ(RunProgram("const kept = []; for (let i = 0; i < 1e6; i++)"
                       "  kept.push({ a: [i] }); process.exitCode = 3;"),
            3);
}

// V8 cannot go on: the thread stands still, with all that it has.
TEST(HeapLimitTest, AThreadIsParkedWhereV8CannotGoOn) {
  Neighbour neighbour;
  auto* const lost = new std::binary_semaphore{0};
  auto* const returned = new std::atomic<bool>{false};
  std::thread([=] {
    EnvironmentOptions options =
        Limited("Array(3e7).concat(Array(3e7), Array(3e7), Array(3e7))");
    options.on_lost = [=] { lost->release(); };
    Result<std::unique_ptr<Environment>> env =
        Environment::Create(TestRuntime(), std::move(options));
    ASSERT_TRUE(env.ok());
    (*env)->Run();
    *returned = true;
  }).detach();
  lost->acquire();
  // All the same, others are made, work, collect and end.
  EXPECT_EQ(RunProgram("gc(); setTimeout(() => process.exit(6), 20)"), 6);
  EXPECT_EQ(neighbour.End(5), 5);
  EXPECT_FALSE(*returned);
}

}  // namespace
}  // namespace rondo
