// What tests of environments share.
#pragma once

#include <gtest/gtest.h>
#include <v8.h>

#include <memory>
#include <semaphore>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "core/base/unique_fd.h"
#include "runtime/bind/module.h"
#include "runtime/env/environment.h"
#include "runtime/env/runtime.h"

namespace rondo {

/// The process's one Runtime; V8 can be started once.
Runtime& TestRuntime();

/// Options of a program given as text.
EnvironmentOptions EvalOptions(std::string program);

/// What a loop that never ends may do, as statements, once optimized: V8 has
/// another way with each. `kept` is an array, `step` a number.
extern const std::vector<std::string> kLoopBodies;
/// A program's hot(), which does `body` for ever. V8 optimizes it as it runs.
std::string HotLoop(const std::string& body);

/// Waits for a thread that ends unless something is wrong: then ends the
/// process, for nobody else can.
void JoinSoon(std::thread& thread, std::binary_semaphore& ended,
              const std::string& what);

/// The exit code of such a program, run on a thread of its own.
int RunProgram(const std::string& text);

/// A path for a Unix socket that nobody else has.
std::string SocketPath(const std::string& name);
/// A client of a Unix socket; waits until somebody listens.
UniqueFd Connect(const std::string& path);
/// Asks for `target`, and reads until "bye" has come or the connection ends.
std::string Ask(int fd, const std::string& target);

/// An environment without a program, entered for the duration of a test.
class EnvironmentTest : public ::testing::Test {
 protected:
  EnvironmentTest();
  ~EnvironmentTest() override;

  Environment& env() { return *env_; }
  v8::Isolate* isolate() { return env_->isolate(); }
  v8::Local<v8::Context> context() { return env_->context(); }

  /// A native module of the test's own, as the global `name`.
  void MakeGlobal(std::string_view name, const ModuleSpec& spec);
  /// Evaluates `source` as one task, with its queues; empty: it threw, which
  /// fails the test. Valid within a HandleScope of the caller's.
  v8::MaybeLocal<v8::Value> Eval(std::string_view source);
  /// The same for its effects.
  void RunScript(std::string_view source) {
    v8::HandleScope handles(isolate());
    static_cast<void>(Eval(source).IsEmpty());
  }
  /// typeof and String() of what `source` evaluates to.
  void ExpectEval(std::string_view source, std::string_view type,
                  std::string_view value);
  /// Turns the loop until `source` is true, at most some seconds.
  bool TurnUntil(std::string_view source);

 private:
  std::unique_ptr<Environment> env_;
};

}  // namespace rondo
