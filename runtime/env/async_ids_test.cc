#include "runtime/env/async_ids.h"

#include <gtest/gtest.h>

#include "runtime/env/environment_test_support.h"

namespace rondo {
namespace {

class AsyncIdsTest : public EnvironmentTest {
 protected:
  void SetUp() override {
    RunScript(
        "var hooks = process.getBuiltinModule('async_hooks');"
        "var log = [];"
        "function callback() { log.push("
        "  `call ${hooks.executionAsyncId() - first}"
        "   of ${hooks.triggerAsyncId() - first}`.replace(/ +/g, ' ')); }");
  }

  AsyncIdPair New(double trigger) {
    CallbackScope task(env());
    return env().async_ids().New("THING", {}, trigger);
  }

  void CallAs(const AsyncIdPair& ids) {
    CallbackScope task(env());
    AsyncIdScope scope(env(), ids);
    v8::Local<v8::Value> callback = Eval("callback").ToLocalChecked();
    callback.As<v8::Function>()
        ->Call(context(), v8::Undefined(isolate()), 0, nullptr)
        .ToLocalChecked();
  }
};

TEST_F(AsyncIdsTest, JavaScriptKnowsWhatCxxCalls) {
  const AsyncIdPair outer = New(0);
  const AsyncIdPair inner = New(outer.id);
  EXPECT_EQ(inner.id, outer.id + 1);
  RunScript("var first = " + std::to_string(static_cast<int>(outer.id)));
  CallAs(inner);
  ExpectEval("log.join()", "string", "call 1 of 0");
  ExpectEval("hooks.executionAsyncId()", "number", "0");
  // JavaScript counts on.
  ExpectEval("new hooks.AsyncResource('X').asyncId() - first", "number", "2");
}

TEST_F(AsyncIdsTest, HooksAreToldOfWhatCxxStarts) {
  RunScript(
      "var hook = hooks.createHook({"
      "  init(id, type, trigger, resource) {"
      "    globalThis.first = id; globalThis.resource = resource;"
      "    log.push(`init ${id - first} ${type} ${trigger}`); },"
      "  before(id) { log.push(`before ${id - first} ${"
      "    hooks.executionAsyncResource() === resource}`); },"
      "  after(id) { log.push(`after ${id - first}`); },"
      "  destroy(id) { log.push(`destroy ${id - first}`); },"
      "  trackPromises: false }).enable()");
  const AsyncIdPair ids = New(7);
  CallAs(ids);
  env().async_ids().Destroy(ids);
  ExpectEval("log.length", "number", "4");
  EXPECT_TRUE(TurnUntil("log.length === 5"));
  RunScript("hook.disable()");
  env().async_ids().Destroy(New(0));
  ExpectEval("log.join('; ').replace(' of ' + (7 - first), '')", "string",
             "init 0 THING 7; before 0 true; call 0; after 0; destroy 0");
}

}  // namespace
}  // namespace rondo
