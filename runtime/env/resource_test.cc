#include "runtime/env/resource.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "runtime/bind/module.h"
#include "runtime/env/environment_test_support.h"

namespace rondo {
namespace {

using Callbacks =
    CallbackTable<kTaskModule, "unused0", "unused1", "unused2", "unused3",
                  "unused4", "unused5", "unused6", "unused7", "unused8",
                  "unused9", "unused10", "onRing">;

/// Ends as soon as it is asked to.
class Bell final : public Resource {
 public:
  static constexpr ResourceKind kKind = {kTaskModule, "Bell", "BELL"};
  static constexpr FixedString kHandleName = "Bell";
  explicit Bell(Environment& env) : Resource(env, kKind) {}
  ~Bell() override { ++ended; }

  int rung = 0;
  inline static int ended = 0;

 private:
  void StartClose() override { Destroy(); }
};

/// Of another class; it waits to be told that nothing of it is active.
class Gong final : public Resource {
 public:
  static constexpr ResourceKind kKind = {kTaskModule, "Gong", nullptr};
  static constexpr FixedString kHandleName = "Gong";
  explicit Gong(Environment& env) : Resource(env, kKind) {}

  void Fade() { Destroy(); }
  bool asked = false;

 private:
  void StartClose() override { asked = true; }
};

ResourceId<Bell> Make(Environment& env) {
  return env.resources().Add(std::make_unique<Bell>(env));
}
ResourceId<Bell> Fail(Environment&) { return Error(ENOENT); }
int32_t Ring(Environment&, Bell& bell, int32_t times) {
  return bell.rung += times;
}
bool IsThere(Environment&, Bell&) { return true; }
double Loudness(Environment&, Bell& bell) { return bell.rung; }
void Close(Environment&, Bell& bell) { bell.Close(); }
std::string Text(double id) { return std::to_string(static_cast<int>(id)); }
/// executionAsyncId() and triggerAsyncId().
std::string Ids(Environment& env) {
  const AsyncIdPair now = env.async_ids().current();
  return Text(now.id) + "/" + Text(now.trigger);
}
v8::Local<v8::Value> Name(Environment& env, Bell& bell) {
  return ToJsString(env.isolate(), bell.name());
}

constexpr ModuleSpec kSpec =
    Module<kTaskModule, Fn<"make", &Make>, Fn<"fail", &Fail>,
           Fn<"ring", &Ring, "bell", "times">, Fn<"isThere", &IsThere, "bell">,
           Fn<"loudness", &Loudness, "bell">, Fn<"close", &Close, "bell">,
           Fn<"name", &Name, "bell">, Fn<"ids", &Ids>, Callbacks>::kSpec;

class ResourceTest : public EnvironmentTest {
 protected:
  ResourceTest() { MakeGlobal("b", kSpec); }
  ResourceTable& table() { return env().resources(); }
  Bell& Add() { return table().Add(std::make_unique<Bell>(env())); }
};

TEST_F(ResourceTest, IsFoundByItsNumberUntilItEnds) {
  RunScript("var bell = b.make();");
  ExpectEval("b.ring(bell, 2) + b.ring(bell, 3)", "number", "7");
  ExpectEval("b.isThere(bell)", "boolean", "true");
  ExpectEval("b.name(bell)", "string", "Bell");
  const int ended = Bell::ended;
  RunScript("b.close(bell);");
  EXPECT_EQ(Bell::ended, ended + 1);
  // As a function's result says it.
  ExpectEval("b.ring(bell, 1) === b.loudness(bell)", "boolean", "true");
  ExpectEval("b.ring(bell, 1)", "number", std::to_string(-EBADF));
  ExpectEval("b.isThere(bell)", "boolean", "false");
  ExpectEval("b.name(bell)", "undefined", "undefined");
  ExpectEval("b.close(bell)", "undefined", "undefined");
  ExpectEval("b.fail()", "number", std::to_string(-ENOENT));
}

TEST_F(ResourceTest, ItsNumberIsNobodyElsesEver) {
  RunScript(
      "var old = b.make(); b.close(old); var seen = new Set([old]);"
      "for (let i = 0; i < 100000; i++) {"
      "  const id = b.make(); seen.add(id);"
      "  if (b.isThere(old)) throw new Error('an old number'); b.close(id); }");
  ExpectEval("seen.size", "number", "100001");
}

TEST_F(ResourceTest, OfAnotherClassIsNotFound) {
  Gong& gong = table().Add(std::make_unique<Gong>(env()));
  EXPECT_EQ(table().Find<Bell>(gong.id()), nullptr);
  EXPECT_EQ(table().Find<Gong>(gong.id()), &gong);
  EXPECT_EQ(table().Find<Gong>(-gong.id()), nullptr);
  EXPECT_EQ(table().Find<Gong>(0.5), nullptr);
  gong.Fade();
}

TEST_F(ResourceTest, OneThatClosesIsNotFoundThoughItLives) {
  Gong& gong = table().Add(std::make_unique<Gong>(env()));
  const double id = gong.id();
  gong.Close();
  gong.Close();
  EXPECT_TRUE(gong.asked);
  EXPECT_EQ(table().Find<Gong>(id), nullptr);
  EXPECT_FALSE(table().empty());
  gong.Fade();
  EXPECT_TRUE(table().empty());
}

TEST_F(ResourceTest, TellsWhatKeepsTheLoopAlive) {
  Bell& bell = Add();
  Gong& gong = table().Add(std::make_unique<Gong>(env()));
  EXPECT_EQ(env().ActiveResources(),
            (std::vector<std::string>{"Bell", "Gong"}));
  bell.SetRef(false);
  EXPECT_EQ(env().ActiveResources(), std::vector<std::string>{"Gong"});
  bell.SetRef(true);
  gong.Close();
  EXPECT_EQ(env().ActiveResources(), std::vector<std::string>{"Bell"});
  gong.Fade();
}

TEST_F(ResourceTest, TheEnvironmentClosesAll) {
  const int ended = Bell::ended;
  std::thread([] {
    Result<std::unique_ptr<Environment>> other =
        Environment::Create(TestRuntime(), EvalOptions(""));
    ASSERT_TRUE(other.ok());
    for (int i = 0; i < 3; ++i) {
      (*other)->resources().Add(std::make_unique<Bell>(**other));
    }
    (*other)->Close();
  }).join();
  EXPECT_EQ(Bell::ended, ended + 3);
}

// --- What calls JavaScript for it.

TEST_F(ResourceTest, CallsInTheContextOfItsBirth) {
  RunScript(
      "var { AsyncLocalStorage } = process.getBuiltinModule('async_hooks');"
      "var storage = new AsyncLocalStorage(); var seen = [];"
      "b.setCallbacks({ onRing(slot, text) {"
      "  seen.push(storage.getStore() + text); storage.enterWith('left'); } });"
      "var bell = storage.run('birth', () => b.make());"
      "var other = b.make();");
  {
    v8::HandleScope scope(isolate());
    Bell* bell = nullptr;
    Bell* other = nullptr;
    table().ForEach<Bell>([&](Bell& each) { (bell ? other : bell) = &each; });
    ASSERT_NE(other, nullptr);
    EXPECT_TRUE(Callbacks::Call<"onRing">(*bell, "1"));
    EXPECT_TRUE(Callbacks::Call<"onRing">(*other, "2"));
    CallbackScope task(env());
    EXPECT_FALSE(Callbacks::Call<"onRing">(task, *bell, "3").IsEmpty());
    EXPECT_FALSE(Callbacks::Call<"onRing">(task, *other, "4").IsEmpty());
  }
  ExpectEval("seen.join()", "string", "birth1,undefined2,birth3,undefined4");
}

TEST_F(ResourceTest, CallsWithItsAsyncIds) {
  RunScript(
      "var seen = [];"
      "b.setCallbacks({ onRing(slot) { seen.push(slot, b.ids()); } });");
  Bell& first = Add();
  Bell& second = table().Add(std::make_unique<Bell>(env()), first);
  EXPECT_GT(second.async_ids().id, first.async_ids().id);
  EXPECT_EQ(second.async_ids().trigger, first.async_ids().id);
  {
    v8::HandleScope scope(isolate());
    Callbacks::Call<"onRing">(second);
  }
  ExpectEval("seen.join()", "string",
             std::to_string(second.slot()) + "," + Text(second.async_ids().id) +
                 "/" + Text(first.async_ids().id));
  ExpectEval("b.ids()", "string", "0/0");
}

}  // namespace
}  // namespace rondo
