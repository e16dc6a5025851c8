#include "core/net/memory_return.h"

#include <gtest/gtest.h>

#include <memory>

#include "core/loop/backend/fake.h"
#include "core/loop/loop.h"

namespace rondo::net {
namespace {

constexpr uint64_t kMs = 1'000'000;

struct Floods : testing::Test {
  Floods() {
    auto backend = std::make_unique<FakeBackend>();
    fake = backend.get();
    loop = std::make_unique<Loop>(std::move(backend), nullptr);
    memory = std::make_unique<MemoryReturn>();
    memory->set_hook([](void* self) { ++static_cast<Floods*>(self)->hooks; },
                     this);
  }

  /// Closes `count` streams, one each `gap` of virtual time.
  void Close(int count, uint64_t gap) {
    for (int i = 0; i < count; ++i) {
      memory->StreamClosed(*loop);
      Pass(gap);
    }
  }
  void Pass(uint64_t ns) {
    fake->Advance(ns);
    loop->Run(Loop::Mode::kNoWait);
  }
  void PassSeconds(int seconds) {
    for (int i = 0; i < seconds; ++i) Pass(1000 * kMs + 1);
  }

  FakeBackend* fake;
  std::unique_ptr<Loop> loop;
  std::unique_ptr<MemoryReturn> memory;
  int hooks = 0;
};

TEST_F(Floods, ManyAtOnceAreOne) {
  Close(1000, 0);
  EXPECT_EQ(hooks, 0);
  PassSeconds(4);
  EXPECT_EQ(hooks, 1);
}

TEST_F(Floods, SteadyTrafficIsNone) {
  Close(5000, 10 * kMs);
  PassSeconds(4);
  EXPECT_EQ(hooks, 0);
}

TEST_F(Floods, IsNotOverWhileItGoesOn) {
  Close(300, 0);
  Close(2000, 10 * kMs);  // twenty seconds
  EXPECT_EQ(hooks, 0);
  PassSeconds(4);
  EXPECT_EQ(hooks, 1);
}

TEST_F(Floods, ComeAgainAndTheHookRunsSeldom) {
  for (int i = 0; i < 5; ++i) {
    Close(300, 0);
    PassSeconds(5);
  }
  EXPECT_EQ(hooks, 1);
  PassSeconds(30);
  Close(300, 0);
  PassSeconds(5);
  EXPECT_EQ(hooks, 2);
}

}  // namespace
}  // namespace rondo::net
