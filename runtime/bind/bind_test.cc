#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>

#include "runtime/bind/module.h"
#include "runtime/env/environment_test_support.h"

namespace rondo {
namespace {

// --- Functions of each type, and their table.

bool Not(Environment&, bool value) { return !value; }
int32_t Negate(Environment&, int32_t value) { return -value; }
uint32_t Increment(Environment&, uint32_t value) { return value + 1; }
double Half(Environment&, double value) { return value / 2; }
int64_t Twice(Environment&, int64_t value) { return value * 2; }
std::string Shout(Environment&, const Utf8& text) {
  return text.ToString() + "!";
}
int32_t Utf8Bytes(Environment&, const Utf8& text) {
  return static_cast<int32_t>(text.size());
}
std::string Echo(Environment&, std::string text) { return text; }
int32_t Sum(Environment&, std::span<uint8_t> bytes) {
  int32_t sum = 0;
  for (uint8_t byte : bytes) sum += byte;
  return sum;
}
std::string Default(Environment&, std::optional<std::string> text) {
  return text.value_or("none");
}
v8::Local<v8::Value> Same(Environment&, v8::Local<v8::Value> value) {
  return value;
}
v8::MaybeLocal<v8::Value> Throw(Environment& env) {
  env.isolate()->ThrowException(
      v8::Exception::RangeError(ToJsString(env.isolate(), "thrown")));
  return {};
}
void Nothing(Environment&) {}
int g_both_calls = 0;
void Both(Environment&, const Utf8&, int32_t) { ++g_both_calls; }
void Raw(const v8::FunctionCallbackInfo<v8::Value>& info) {
  info.GetReturnValue().Set(info.Length());
}

using Callbacks =
    CallbackTable<kTaskModule, "unusedSlot0", "unusedSlot1", "unusedSlot2",
                  "unusedSlot3", "unusedSlot4", "onA", "onB">;

constexpr ModuleSpec kSpec =
    Module<kTaskModule, Fn<"not", &Not>, Fn<"negate", &Negate, "value">,
           Fn<"increment", &Increment>, Fn<"half", &Half>, Fn<"twice", &Twice>,
           Fn<"shout", &Shout, "text">, Fn<"utf8Bytes", &Utf8Bytes>,
           Fn<"echo", &Echo>, Fn<"sum", &Sum>, Fn<"default", &Default, "text">,
           Fn<"same", &Same>, Fn<"throw", &Throw>, Fn<"nothing", &Nothing>,
           Fn<"both", &Both>, RawFn<"raw", &Raw, "(...args: any[]): number">,
           Const<"kSeven", 7>, Callbacks>::kSpec;

class BindTest : public EnvironmentTest {
 protected:
  BindTest() { MakeGlobal("b", kSpec); }
};

TEST_F(BindTest, ConvertsBothWays) {
  ExpectEval("b.not(true)", "boolean", "false");
  ExpectEval("b.negate(5)", "number", "-5");
  ExpectEval("b.increment(4294967294)", "number", "4294967295");
  ExpectEval("b.half(3)", "number", "1.5");
  ExpectEval("b.twice(2 ** 40)", "number", "2199023255552");
  ExpectEval("b.twice(21n)", "number", "42");
  ExpectEval("b.shout('hé')", "string", "hé!");
  ExpectEval("b.echo('')", "string", "");
  ExpectEval("b.same(b) === b", "boolean", "true");
  ExpectEval("b.nothing()", "undefined", "undefined");
  ExpectEval("b.raw(1, 2, 3)", "number", "3");
  ExpectEval("b.kSeven", "number", "7");
  ExpectEval("b.default() + b.default(null) + b.default('x')", "string",
             "nonenonex");
}

TEST_F(BindTest, StringsOfAnyLengthAndContent) {
  ExpectEval("b.utf8Bytes('a'.repeat(10000))", "number", "10000");
  ExpectEval("b.utf8Bytes('é'.repeat(300))", "number", "600");
  ExpectEval("b.utf8Bytes('\\u{1F600}'.repeat(200))", "number", "800");
  ExpectEval("b.echo('\\ud800x') === '\\ufffdx'", "boolean", "true");
  ExpectEval("b.echo('a\\0b').length", "number", "3");
}

TEST_F(BindTest, BytesOfEveryKindOfBuffer) {
  ExpectEval("b.sum(new Uint8Array([1, 2, 3]))", "number", "6");
  ExpectEval("b.sum(new Uint8Array([1, 2, 3]).subarray(1))", "number", "5");
  ExpectEval("b.sum(new Uint8Array([1, 2, 3]).buffer)", "number", "6");
  ExpectEval("b.sum(new DataView(new Uint8Array([9]).buffer))", "number", "9");
  ExpectEval("b.sum(new Uint8Array(new SharedArrayBuffer(4)).fill(2))",
             "number", "8");
  ExpectEval("b.sum(new Uint8Array(0))", "number", "0");
}

TEST_F(BindTest, ExceptionsPass) {
  ExpectEval("try { b.throw() } catch (e) { e.name + e.message }", "string",
             "RangeErrorthrown");
}

TEST_F(BindTest, FunctionsHaveTheirNameAndLength) {
  ExpectEval("b.shout.name + b.shout.length", "string", "shout1");
  ExpectEval("try { new b.shout('') } catch (e) { e.name }", "string",
             "TypeError");
}

TEST_F(BindTest, CallsWhatWasRegistered) {
  RunScript("var log = ''; b.setCallbacks({ onA(x, y) { log += x + y; } });");
  RunScript(
      "b.setCallbacks({ onB() { queueMicrotask(() => { log += 'm'; });"
      "process.nextTick(() => { log += 't'; }); log += 'B'; } });");
  {
    v8::HandleScope scope(isolate());
    EXPECT_TRUE(Callbacks::Call<"onA">(env(), 1, "x"));
    EXPECT_TRUE(Callbacks::Call<"onB">(env()));
  }
  ExpectEval("log", "string", "1xBtm");
}

TEST_F(BindTest, AWrongTypeThrowsAndNamesItsPlace) {
  const auto message = [](const std::string& call) {
    return "try { " + call + " } catch (e) { e.name + e.code + e.message }";
  };
  const std::string kError = "TypeErrorERR_INVALID_ARG_TYPEbinding('task').";
  const auto expect = [&](const std::string& call, const std::string& text) {
    const std::string source = message(call);
    const std::string error = kError + text;
    ExpectEval(source.c_str(), "string", error.c_str());
  };
  expect("b.negate('5')", "negate: argument 1 is no 32-bit integer");
  expect("b.increment(-1)",
         "increment: argument 1 is no unsigned 32-bit integer");
  expect("b.not()", "not: argument 1 is no boolean");
  expect("b.half({})", "half: argument 1 is no number");
  expect("b.twice(NaN)", "twice: argument 1 is no 64-bit integer");
  expect("b.twice(null)", "twice: argument 1 is no integer");
  expect("b.shout(Symbol())", "shout: argument 1 is no string");
  expect("b.echo([])", "echo: argument 1 is no string");
  expect("b.default(1)", "default: argument 1 is no string");
  expect("b.sum('')", "sum: argument 1 is no ArrayBufferView or ArrayBuffer");
}

TEST_F(BindTest, AFunctionIsNotCalledWithAWrongArgument) {
  g_both_calls = 0;
  ExpectEval("try { b.both('x', {}) } catch (e) { e.message }", "string",
             "binding('task').both: argument 2 is no 32-bit integer");
  // The first that fails is told of, and none after it is looked at.
  ExpectEval("try { b.both(1, {}) } catch (e) { e.message }", "string",
             "binding('task').both: argument 1 is no string");
  EXPECT_EQ(g_both_calls, 0);
  ExpectEval("b.both('x', 2)", "undefined", "undefined");
  EXPECT_EQ(g_both_calls, 1);
}

TEST(TypingsTest, AFileHasThem) {
  std::ifstream file(RONDO_TYPINGS);
  std::stringstream text;
  text << file.rdbuf();
  // Thousands of lines need not be printed.
  EXPECT_TRUE(text.str() == BindingTypings()) << "build the target `typings`";
}

TEST(TypingsTest, TellTypesAndNames) {
  std::string out;
  for (size_t i = 0; i < kSpec.member_count; ++i) {
    if (kSpec.members[i].typing == nullptr) continue;
    out += kSpec.members[i].name;
    kSpec.members[i].typing(out);
    out += "\n";
  }
  EXPECT_NE(out.find("negate(value: number): number\n"), std::string::npos);
  EXPECT_NE(out.find("default(text?: string): string\n"), std::string::npos);
  EXPECT_NE(out.find("sum(a0: ArrayBufferView | ArrayBufferLike): number\n"),
            std::string::npos);
  EXPECT_NE(out.find("raw(...args: any[]): number\n"), std::string::npos);
}

}  // namespace
}  // namespace rondo
