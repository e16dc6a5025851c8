#include "runtime/env/environment_test_support.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <thread>

#include "core/base/clock.h"
#include "runtime/bindings/loader.h"

namespace rondo {

Runtime& TestRuntime() {
  // Lives to the process's end; V8 has threads of ours until then.
  // WebAssembly is compiled whole and slowly, so that tests have background
  // work of V8 that lasts.
  static auto* runtime =
      new Runtime({.v8_flags = {"--expose-gc", "--no-wasm-lazy-compilation",
                                "--no-liftoff"},
                   .lib_dir = {}});
  return *runtime;
}

EnvironmentOptions EvalOptions(std::string program) {
  EnvironmentOptions options;
  options.exec_path = options.argv0 = "rondo";
  options.owns_process = false;
  options.values["--eval"] = std::move(program);
  return options;
}

const std::vector<std::string> kLoopBodies = {
    "",
    "step = (step * 31 + 7) | 0;",
    "step = step * 1.0000001 + 0.5;",
    "kept.length = 0; kept.push(step);",
    "new Array(100).fill(0);",
    "Array(1000).fill('x');",
    "kept = new Array(100); for (let k = 0; k < 100; k++) kept[k] = 0;",
    "kept = [...kept];",
    "kept = { step, kept: [step, step] };",
    "point.x++; point.y = point.x;",
    "ints[step & 63] += step; step = (step + 1) | 0;",
    "floats[step & 63] = step * 0.5; step = (step + 1) & 63;",
    "for (let k = 0; k < 4; k++) step = (step + k) | 0;",
    "for (let k = 0; k < 64; k++) ints[k] += k;",
    "for (let k = 0; k < 64; k++) floats.fill(k);",
    "for (let k = 0; k < 3; k++) for (let m = 0; m < 3; m++) ints[k] += m;",
    "for (const k in point) point[k] = 0;",
    "for (const k of ints) step = (step + k) | 0;",
    "step = [1, 2, 3].reduce((sum, k) => sum + k, 0);",
    "try { step = (step + 1) | 0; } finally { point.x = 0; }",
};

std::string HotLoop(const std::string& body) {
  return "let kept = [], step = 0; const point = { x: 0, y: 0 };"
         "const ints = new Int32Array(64), floats = new Float64Array(64);"
         "function hot() { for (;;) { " +
         body + " } }";
}

void JoinSoon(std::thread& thread, std::binary_semaphore& ended,
              const std::string& what) {
  if (!ended.try_acquire_for(std::chrono::seconds(60))) {
    std::fprintf(stderr, "never ends: %s\n", what.c_str());
    std::abort();
  }
  thread.join();
}

int RunProgram(const std::string& text) {
  int code = -1;
  std::thread([&] {
    Result<std::unique_ptr<Environment>> env =
        Environment::Create(TestRuntime(), EvalOptions(text));
    ASSERT_TRUE(env.ok());
    code = (*env)->Run();
  }).join();
  return code;
}

std::string SocketPath(const std::string& name) {
  const std::string path = testing::TempDir() + "rondo-test-" +
                           std::to_string(getpid()) + "-" + name;
  unlink(path.c_str());
  return path;
}

UniqueFd Connect(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
  for (int attempt = 0; attempt < 500; ++attempt) {
    UniqueFd fd(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (connect(fd.get(), reinterpret_cast<const sockaddr*>(&address),
                sizeof address) == 0) {
      return fd;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  ADD_FAILURE() << "nobody listens on " << path;
  return UniqueFd();
}

std::string Ask(int fd, const std::string& target) {
  const std::string request = "GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n";
  EXPECT_EQ(write(fd, request.data(), request.size()),
            static_cast<ssize_t>(request.size()));
  std::string answer;
  char chunk[4096];
  while (answer.find("bye") == std::string::npos) {
    const ssize_t n = read(fd, chunk, sizeof chunk);
    if (n <= 0) break;
    answer.append(chunk, static_cast<size_t>(n));
  }
  return answer;
}

EnvironmentTest::EnvironmentTest() {
  Result<std::unique_ptr<Environment>> env =
      Environment::Create(TestRuntime(), EvalOptions(""));
  CHECK(env.ok());
  env_ = std::move(*env);
  v8::HandleScope handles(isolate());
  context()->Enter();
  CallbackScope scope(*env_);
  CHECK(!LoaderCallbacks::Call<"prepare">(scope, *env_).IsEmpty());
}

EnvironmentTest::~EnvironmentTest() {
  {
    v8::HandleScope handles(isolate());
    context()->Exit();
  }
  env_.reset();
}

void EnvironmentTest::MakeGlobal(std::string_view name,
                                 const ModuleSpec& spec) {
  v8::HandleScope scope(isolate());
  v8::Local<v8::Object> module =
      InstantiateModule(context(), spec).ToLocalChecked();
  context()
      ->Global()
      ->Set(context(), ToJsString(isolate(), name), module)
      .Check();
}

v8::MaybeLocal<v8::Value> EnvironmentTest::Eval(std::string_view source) {
  v8::EscapableHandleScope handles(isolate());
  CallbackScope scope(env());
  v8::TryCatch caught(isolate());
  v8::Local<v8::Script> script;
  v8::Local<v8::Value> value;
  if (!v8::Script::Compile(context(), ToJsString(isolate(), source))
           .ToLocal(&script) ||
      !script->Run(context()).ToLocal(&value)) {
    v8::String::Utf8Value text(isolate(), caught.Exception());
    ADD_FAILURE() << source << "\n" << *text;
    return {};
  }
  return handles.Escape(value);
}

void EnvironmentTest::ExpectEval(std::string_view source, std::string_view type,
                                 std::string_view value) {
  v8::HandleScope handles(isolate());
  v8::Local<v8::Value> result;
  if (!Eval(source).ToLocal(&result)) return;
  v8::String::Utf8Value type_text(isolate(), result->TypeOf(isolate()));
  EXPECT_EQ(*type_text, type) << source;
  v8::String::Utf8Value text(isolate(), result);
  EXPECT_EQ(*text, value) << source;
}

bool EnvironmentTest::TurnUntil(std::string_view source) {
  constexpr uint64_t kPatienceNs = 10'000'000'000;
  const uint64_t start = MonotonicNs();
  while (MonotonicNs() - start < kPatienceNs) {
    {
      v8::HandleScope handles(isolate());
      v8::Local<v8::Value> value;
      if (!Eval(source).ToLocal(&value)) return false;
      if (value->BooleanValue(isolate())) return true;
    }
    env().loop().Run(Loop::Mode::kNoWait);
  }
  return false;
}

}  // namespace rondo
