// Jobs of zlib and the ends of environments.
#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "runtime/env/environment_test_support.h"

namespace rondo {
namespace {

constexpr const char* kMuchWork =
    "const zlib = require('zlib');"
    "const large = Buffer.alloc(3_000_000, 'some text');"
    "for (let i = 0; i < 10; i++) {"
    "  zlib.gzip(large, () => process.exit(4));"
    "  zlib.gzip(large, { level: 9, memLevel: 9 }, () => {});"
    "  zlib.brotliCompress(large, () => {});"
    "  zlib.createZstdCompress().end(large);"
    "  const gone = zlib.createDeflate({ level: 9 });"
    "  gone.write(large);"
    "  gone.destroy();"
    "}";

TEST(ZlibJobs, EndWithTheirEnvironmentWhileTheyRunAndWhileTheyWait) {
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(RunProgram(std::string(kMuchWork) + "process.exit(3);"), 3);
  }
}

TEST(ZlibJobs, EndWithTheirEnvironmentOnceTheLoopHasTurned) {
  const std::string text =
      std::string(kMuchWork) + "setImmediate(() => process.exit(3));";
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&text] {
      const int code = RunProgram(text);
      EXPECT_TRUE(code == 3 || code == 4);
    });
  }
  for (std::thread& thread : threads) thread.join();
}

class ZlibEngines : public EnvironmentTest {};

TEST_F(ZlibEngines, AreCountedAndGivenBackWhenClosed) {
  RunScript("globalThis.zlib = process.getBuiltinModule('zlib');");
  const size_t before = env().owned().memory();
  RunScript("globalThis.stream = zlib.createGzip();");
  EXPECT_GT(env().owned().memory(), before + 200'000);
  RunScript("stream.close();");
  EXPECT_EQ(env().owned().memory(), before);
}

TEST_F(ZlibEngines, OfOneAtWorkAreGivenBackWhenItIsHome) {
  RunScript(
      "globalThis.zlib = process.getBuiltinModule('zlib'); globalThis.closed = "
      "false;"
      "globalThis.stream = zlib.createDeflate({ level: 9 });"
      "stream.on('close', () => { closed = true; });"
      "stream.write(Buffer.alloc(2_000_000, 'text'), () => { home = true; });"
      "globalThis.home = false; stream.destroy();");
  ASSERT_TRUE(TurnUntil("home && closed"));
  EXPECT_EQ(env().owned().memory(), 0u);
}

}  // namespace
}  // namespace rondo
