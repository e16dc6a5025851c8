// Watched: a program that tests look at, and cut off, from another thread.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <semaphore>
#include <string>
#include <thread>

#include "core/base/check.h"
#include "core/base/unique_fd.h"
#include "runtime/env/environment_test_support.h"

namespace rondo {

/// A program on a thread of its own, looked at from this one. Its spin() runs
/// for ever; its tell() says that it is about to do something like it.
class Watched {
 public:
  explicit Watched(const std::string& text) : text_(text) {
    int ends[2];
    CHECK(pipe(ends) == 0);
    spins_ = UniqueFd(ends[0]);
    tells_ = UniqueFd(ends[1]);
    const std::string spin =
        "const tell = () => { require('fs').writeSync(" +
        std::to_string(ends[1]) +
        ", 'x'); }; const spin = () => { tell(); for (;;) {} };";
    thread_ = std::thread([this, program = spin + text] {
      Result<std::unique_ptr<Environment>> env =
          Environment::Create(TestRuntime(), EvalOptions(program));
      ASSERT_TRUE(env.ok());
      env_ = env->get();
      code_ = (*env)->Run();
      ended_.release();
      may_go_.wait(false);
    });
    while (env_ == nullptr)
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  ~Watched() { End(); }

  Environment& env() { return *env_; }
  RunningTask::State Now() { return env().tasks().running().Read(); }
  /// What runs when it spins.
  RunningTask::State Spinning() {
    char byte;
    EXPECT_EQ(read(spins_.get(), &byte, 1), 1);
    return Now();
  }
  /// Ends its spin().
  void CutOff() { env().TerminateTask(Spinning().number); }
  /// Its exit code.
  int End() {
    may_go_ = true;
    may_go_.notify_one();
    if (thread_.joinable()) JoinSoon(thread_, ended_, text_);
    return code_;
  }

 private:
  const std::string text_;
  UniqueFd spins_;
  UniqueFd tells_;
  std::atomic<Environment*> env_ = nullptr;
  std::atomic<bool> may_go_ = false;
  int code_ = -1;
  std::binary_semaphore ended_{0};
  std::thread thread_;
};

}  // namespace rondo
