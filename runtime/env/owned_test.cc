#include "runtime/env/owned.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "runtime/bind/module.h"
#include "runtime/env/environment_test_support.h"

namespace rondo {
namespace {

/// Bytes, and a count of all of its kind.
class Block final : public OwnedObject {
 public:
  static constexpr OwnedKind kKind = {"Block"};
  static constexpr FixedString kHandleName = "Block";

  Block(Environment& env, size_t size) : OwnedObject(env), bytes(size) {
    bytes_now += size;
    most_bytes = std::max(most_bytes, bytes_now);
    SetMemory(size);
  }
  ~Block() override {
    bytes_now -= bytes.size();
    EXPECT_EQ(std::this_thread::get_id(), thread);
  }
  void Grow(size_t size) {
    bytes_now += size - bytes.size();
    bytes.resize(size);
    SetMemory(size);
  }

  std::vector<uint8_t> bytes;
  const std::thread::id thread = std::this_thread::get_id();
  static inline size_t bytes_now = 0;
  static inline size_t most_bytes = 0;
};

class Other final : public OwnedObject {
 public:
  static constexpr OwnedKind kKind = {"Other"};
  static constexpr FixedString kHandleName = "Other";
  explicit Other(Environment& env) : OwnedObject(env) {}
};

Owned<Block> Make(Environment& env, uint32_t size) {
  return std::make_unique<Block>(env, size);
}
Owned<Other> MakeOther(Environment& env) {
  return std::make_unique<Other>(env);
}
double Size(Environment&, Block& block) {
  return static_cast<double>(block.bytes.size());
}
void Grow(Environment&, Block& block, uint32_t size) { block.Grow(size); }

constexpr ModuleSpec kSpec =
    Module<kTaskModule, Fn<"make", &Make, "size">, Fn<"makeOther", &MakeOther>,
           Fn<"size", &Size, "block">,
           Fn<"grow", &Grow, "block", "size">>::kSpec;

class OwnedTest : public EnvironmentTest {
 protected:
  OwnedTest() {
    Block::most_bytes = Block::bytes_now = 0;
    MakeGlobal("b", kSpec);
  }
  size_t ExternalMemory() {
    return static_cast<size_t>(
        isolate()->AdjustAmountOfExternalAllocatedMemory(0));
  }
};

TEST_F(OwnedTest, IsTheArgumentThatItsObjectStandsFor) {
  RunScript("var block = b.make(10); var other = b.make(3);");
  ExpectEval("b.size(block) + b.size(other)", "number", "13");
  RunScript("b.grow(block, 20);");
  ExpectEval("b.size(block)", "number", "20");
  EXPECT_EQ(env().owned().size(), 2u);
}

TEST_F(OwnedTest, GoesWithItsObject) {
  RunScript(
      "var kept = b.make(1000); for (let i = 0; i < 9; i++) b.make(100);");
  EXPECT_EQ(env().owned().size(), 10u);
  RunScript("gc();");
  EXPECT_EQ(env().owned().size(), 1u);
  EXPECT_EQ(Block::bytes_now, 1000u);
  RunScript("kept = undefined; gc();");
  EXPECT_EQ(env().owned().size(), 0u);
  EXPECT_EQ(Block::bytes_now, 0u);
}

TEST_F(OwnedTest, ItsMemoryIsToldToV8) {
  constexpr size_t kMany = 1 << 20;
  const size_t before = ExternalMemory();
  RunScript("var block = b.make(1 << 20);");
  EXPECT_GE(ExternalMemory(), before + kMany);
  RunScript("b.grow(block, 3 << 20);");
  EXPECT_GE(ExternalMemory(), before + 3 * kMany);
  RunScript("block = undefined; gc();");
  EXPECT_LT(ExternalMemory(), before + kMany);
}

// Two gigabytes go through; V8 sees only the small objects that they belong to.
TEST_F(OwnedTest, AMillionOfThemLeaveMemoryFlat) {
  constexpr size_t kBound = size_t{400} << 20;
  RunScript("for (let i = 0; i < 1e6; i++) b.make(2048);");
  EXPECT_LT(Block::most_bytes, kBound);
  RunScript("gc();");
  EXPECT_EQ(Block::bytes_now, 0u);
}

TEST_F(OwnedTest, GoesWithItsEnvironment) {
  std::thread([] {
    Result<std::unique_ptr<Environment>> env =
        Environment::Create(TestRuntime(), EvalOptions(""));
    ASSERT_TRUE(env.ok());
    {
      v8::HandleScope scope((*env)->isolate());
      v8::Context::Scope entered((*env)->context());
      EXPECT_FALSE(
          (*env)->owned().Wrap(std::make_unique<Block>(**env, 50)).IsEmpty());
    }
    EXPECT_EQ(Block::bytes_now, 50u);
    (*env)->Close();
    EXPECT_EQ(Block::bytes_now, 0u);
  }).join();
}

TEST_F(OwnedTest, AnotherObjectIsRefused) {
  for (const char* other : {"b.makeOther()", "{}", "1"}) {
    const std::string source = std::string("try { b.size(") + other +
                               ") } catch (e) { e.code + e.message }";
    ExpectEval(source.c_str(), "string",
               "ERR_INVALID_ARG_TYPEbinding('task').size: argument 1 is no "
               "Block");
  }
}

}  // namespace
}  // namespace rondo
