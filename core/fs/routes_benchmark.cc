// What each route costs, in processor time of all threads: the figures behind
// the table in routes.cc. `fs_routes_benchmark`, with RONDO_BACKEND for the
// backend.
#include <benchmark/benchmark.h>
#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "core/fs/cached.h"
#include "core/fs/directory.h"
#include "core/fs/file_operations.h"
#include "core/fs/path_operations.h"
#include "core/fs/stat.h"
#include "core/fs/whole_file.h"

namespace rondo::fs {
namespace {

/// How many operations are under way together: one, where each way to a pool
/// thread wakes somebody, and as many as a busy server starts in a turn.
#define RONDO_TOGETHER \
  { 1, 32 }

class Bench {
 public:
  Bench() {
    auto made = Loop::Create({.pool = &pool});
    CHECK(made.ok());
    loop = std::move(*made);
    char name[] = "/tmp/fs_routes.XXXXXX";
    fd = ::mkstemp(name);
    path = name;
    const std::string contents(1 << 20, 'x');
    CHECK_EQ(::write(fd, contents.data(), contents.size()), 1 << 20);
    small = path + ".small";
    const int other = ::open(small.c_str(), O_WRONLY | O_CREAT, 0600);
    CHECK_EQ(::write(other, contents.data(), 4096), 4096);
    ::close(other);
  }
  ~Bench() {
    ::close(fd);
    ::unlink(path.c_str());
    ::unlink(small.c_str());
  }

  /// Runs as many of `T` as the last argument says, set up by `fill`, per
  /// iteration.
  template <typename T, typename Fill>
  void Run(benchmark::State& state, int together, Fill fill) {
    std::vector<std::unique_ptr<T>> operations;
    for (int i = 0; i < together; ++i) {
      operations.push_back(std::make_unique<T>(
          [](Operation& operation) { CHECK(operation.ok()); }));
    }
    for (auto _ : state) {
      for (auto& operation : operations) {
        fill(*operation);
        operation->Start(*loop);
      }
      loop->Run();
    }
    state.SetItemsProcessed(state.iterations() * together);
    state.SetLabel(loop->backend_name());
  }

  WorkerPool pool{2};
  std::unique_ptr<Loop> loop;
  KnownFiles known;
  int fd;
  std::string path;
  std::string small;
};

int Together(const benchmark::State& state) {
  return static_cast<int>(state.range(0));
}

void ReadSmallFile(benchmark::State& state) {
  Bench bench;
  const bool cached = state.range(1) != 0;
  bench.Run<ReadFile>(state, Together(state), [&](ReadFile& read) {
    read.path = bench.small;
    read.known = cached ? &bench.known : nullptr;
  });
}
BENCHMARK(ReadSmallFile)
    ->MeasureProcessCPUTime()
    ->ArgNames({"together", "cached"})
    ->ArgsProduct({RONDO_TOGETHER, {0, 1}});

/// A read that must not be tried on the loop's thread.
template <typename T>
struct Uncached : T {
  using T::T;
  bool TryCached() override { return false; }
};

void ReadDescriptor(benchmark::State& state) {
  Bench bench;
  const auto size = static_cast<size_t>(state.range(2));
  std::vector<uint8_t> buffer(size);
  const auto fill = [&](Read& read) {
    read.fd = bench.fd;
    read.buffer = buffer;
    read.offset = 0;
  };
  if (state.range(1) != 0) {
    bench.Run<Read>(state, Together(state), fill);
  } else {
    bench.Run<Uncached<Read>>(state, Together(state), fill);
  }
}
BENCHMARK(ReadDescriptor)
    ->MeasureProcessCPUTime()
    ->ArgNames({"together", "cached", "bytes"})
    ->ArgsProduct({RONDO_TOGETHER, {0, 1}, {4096, 65536, 131072, 524288}});

/// A write by an operation of the loop.
class LoopWrite : public Operation {
 public:
  explicit LoopWrite(Callback callback)
      : Operation(callback, Call::kClose), op_(this) {}
  int fd = -1;
  std::span<const uint8_t> buffer;

 private:
  struct LoopOp : WriteOp {
    explicit LoopOp(LoopWrite* owner)
        : WriteOp([](Op& op, const Completion&) {
            static_cast<LoopOp&>(op).owner->Finish();
          }),
          owner(owner) {}
    LoopWrite* owner;
  } op_;
  bool StartOnLoop(Loop& loop) override {
    op_.fd = fd;
    op_.buffer = buffer;
    op_.offset = 0;
    loop.Start(op_);
    return true;
  }
  void Perform() override {}
};

/// A write by the pool.
class PoolWrite : public Operation {
 public:
  explicit PoolWrite(Callback callback) : Operation(callback, Call::kWrite) {}
  int fd = -1;
  std::span<const uint8_t> buffer;

 private:
  void Perform() override {
    if (::pwrite(fd, buffer.data(), buffer.size(), 0) < 0) Fail(Call::kWrite);
  }
};

void WriteDescriptor(benchmark::State& state) {
  Bench bench;
  const std::vector<uint8_t> buffer(4096);
  if (state.range(1) != 0) {
    bench.Run<PoolWrite>(state, Together(state), [&](PoolWrite& write) {
      write.fd = bench.fd;
      write.buffer = buffer;
    });
  } else {
    bench.Run<LoopWrite>(state, Together(state), [&](LoopWrite& write) {
      write.fd = bench.fd;
      write.buffer = buffer;
    });
  }
}
BENCHMARK(WriteDescriptor)
    ->MeasureProcessCPUTime()
    ->ArgNames({"together", "pool"})
    ->ArgsProduct({RONDO_TOGETHER, {0, 1}});

class PoolClose : public Operation {
 public:
  explicit PoolClose(Callback callback) : Operation(callback, Call::kWrite) {}
  int fd = -1;

 private:
  void Perform() override {
    if (::close(fd) != 0) Fail(Call::kClose);
  }
};

void CloseDescriptor(benchmark::State& state) {
  Bench bench;
  const auto fill = [&](auto& close) { close.fd = ::dup(bench.fd); };
  if (state.range(1) != 0) {
    bench.Run<PoolClose>(state, Together(state), fill);
  } else {
    bench.Run<Close>(state, Together(state), fill);
  }
}
BENCHMARK(CloseDescriptor)
    ->MeasureProcessCPUTime()
    ->ArgNames({"together", "pool"})
    ->ArgsProduct({RONDO_TOGETHER, {0, 1}});

void StatPath(benchmark::State& state) {
  Bench bench;
  const auto fill = [&](Stat& stat) { stat.path = bench.path; };
  if (state.range(1) != 0) {
    bench.Run<Stat>(state, Together(state), fill);
  } else {
    bench.Run<Uncached<Stat>>(state, Together(state), fill);
  }
}
BENCHMARK(StatPath)
    ->MeasureProcessCPUTime()
    ->ArgNames({"together", "cached"})
    ->ArgsProduct({RONDO_TOGETHER, {0, 1}});

void OpenPath(benchmark::State& state) {
  Bench bench;
  const bool cached = state.range(1) != 0;
  bench.Run<Open>(state, Together(state), [&](Open& open) {
    if (open.fd >= 0) ::close(open.fd);
    open.path = bench.path;
    open.known = cached ? &bench.known : nullptr;
  });
}
BENCHMARK(OpenPath)
    ->MeasureProcessCPUTime()
    ->ArgNames({"together", "cached"})
    ->ArgsProduct({RONDO_TOGETHER, {0, 1}});

void AccessPath(benchmark::State& state) {
  Bench bench;
  bench.Run<Access>(state, Together(state),
                    [&](Access& access) { access.path = bench.path; });
}
BENCHMARK(AccessPath)
    ->MeasureProcessCPUTime()
    ->ArgName("together")
    ->Arg(1)
    ->Arg(32);

}  // namespace
}  // namespace rondo::fs

BENCHMARK_MAIN();
