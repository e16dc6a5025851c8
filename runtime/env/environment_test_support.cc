#include "runtime/env/environment_test_support.h"

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
