// Compression that runs beside JavaScript: on the pool's threads, in pieces, so
// that no thread is held long; the first piece on the loop's own thread where a
// thread would cost more than it saves.
#pragma once

#include <v8.h>

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

#include "core/compress/quick.h"
#include "core/compress/whole.h"
#include "core/loop/pool_work.h"
#include "runtime/bind/module.h"
#include "runtime/bindings/zlib_engine.h"

namespace rondo {

extern const ModuleId kZlibModule;  // in registry.cc

/// onStep(slot): the numbers are in results().
/// onWhole(slot, bytes): an ArrayBuffer, or undefined if `outcome` says so.
using ZlibCallbacks = CallbackTable<kZlibModule, "onStep", "onWhole">;

/// What JavaScript reads of a job that is done.
enum ZlibResult : int {
  kZlibConsumed,
  kZlibProduced,
  kZlibOutcome,
  kZlibResultCount
};

/// kMore, kEnd and kFailed are those of compress::Outcome.
enum class ZlibOutcome : uint8_t {
  kMore,
  kEnd,
  kFailed,
  kTooLarge,
  kNoMemory,
  /// Of a quick job: the codec is to be asked.
  kUnsuitable,
  /// The engine was closed meanwhile.
  kClosed,
};

/// libdeflate's memory, which is used again: as much as threads use at once.
/// Thread-safe.
class QuickStore {
 public:
  std::unique_ptr<compress::QuickDeflate> Take();
  void GiveBack(std::unique_ptr<compress::QuickDeflate> quick);

 private:
  static constexpr size_t kMost = 4;

  std::mutex mutex_;
  std::vector<std::unique_ptr<compress::QuickDeflate>> idle_;
};

class ZlibState final : public ModuleState {
 public:
  static constexpr const ModuleId& kModule = kZlibModule;
  explicit ZlibState(Environment& env);

  v8::Local<v8::Float64Array> results(v8::Isolate* isolate) const {
    return results_.Get(isolate);
  }
  void Tell(size_t consumed, size_t produced, ZlibOutcome outcome) {
    numbers_[kZlibConsumed] = static_cast<double>(consumed);
    numbers_[kZlibProduced] = static_cast<double>(produced);
    numbers_[kZlibOutcome] = static_cast<double>(outcome);
  }

  /// Whether the loop's thread may spend so long on compression in this turn,
  /// together with what it has spent already.
  bool Affords(uint64_t ns);
  void Spend(uint64_t ns) { spent_ns_ += ns; }

  QuickStore& quick() { return quick_; }

 private:
  Environment& env_;
  double* numbers_;
  v8::Global<v8::Float64Array> results_;
  uint64_t turn_ = 0;
  uint64_t spent_ns_ = 0;
  QuickStore quick_;
};

/// Bytes of a view that stay what and where they are: few are copied, of many
/// the memory is kept.
class ZlibInput {
 public:
  /// Those from `offset` on.
  explicit ZlibInput(v8::Local<v8::ArrayBufferView> view, size_t offset = 0);
  std::span<const uint8_t> bytes() const { return bytes_; }

 private:
  std::shared_ptr<v8::BackingStore> memory_;
  std::vector<uint8_t> copy_;
  std::span<const uint8_t> bytes_;
};

/// What every job is. Made, then started: Start may end it at once.
class ZlibJob : public Resource, protected PoolWork {
 public:
  static constexpr ResourceKind kKind = {kZlibModule, "Zlib", "ZLIB"};

  /// The slot's id if it goes on, which JavaScript waits for; nothing if it is
  /// done: Report(…) tells, and the job is gone.
  static std::optional<double> Start(std::unique_ptr<ZlibJob> job,
                                     v8::Local<v8::Value>* bytes);

 protected:
  explicit ZlibJob(Environment& env) : Resource(env, kKind) {}

  /// Does about so many bytes, on any thread. True: all is done.
  virtual bool Piece(size_t bytes) = 0;
  /// How long a piece of so many bytes takes.
  virtual uint64_t EstimateNs(size_t bytes) const = 0;
  /// The size of the pool's pieces.
  virtual size_t piece() const = 0;
  /// Whether nobody waits for the rest.
  virtual bool abandoned() const { return false; }
  /// On the loop's thread, when it is over: gives back what it has.
  virtual void Release() = 0;
  /// Then: the numbers, and the bytes if they are its result.
  virtual v8::Local<v8::Value> Report() = 0;
  /// onWhole, unless it is something else.
  virtual void CallBack(CallbackScope& scope, v8::Local<v8::Value> bytes);

 private:
  void StartClose() override { env().pool().Cancel(*this); }
  void Run() override { done_ = Piece(piece()); }
  void Done(int error) override;

  bool done_ = false;
};

/// A job that has an engine, whose object it keeps alive.
class ZlibEngineJob : public ZlibJob {
 protected:
  ZlibEngineJob(Environment& env, v8::Local<v8::Object> object,
                ZlibEngine& engine, ZlibInput input);

  size_t piece() const override { return engine_.codec().piece(); }
  bool abandoned() const override { return engine_.closed(); }
  void Release() override { engine_.EndJob(); }

  ZlibEngine& engine_;
  ZlibInput input_;

 private:
  v8::Global<v8::Object> object_;
};

/// One step of a stream's engine: a chunk of input into a buffer of output.
class ZlibStepJob final : public ZlibEngineJob {
 public:
  ZlibStepJob(Environment& env, v8::Local<v8::Object> object,
              ZlibEngine& engine, int flush, ZlibInput input,
              std::shared_ptr<v8::BackingStore> memory,
              std::span<uint8_t> output);

 private:
  bool Piece(size_t bytes) override;
  uint64_t EstimateNs(size_t bytes) const override;
  v8::Local<v8::Value> Report() override;
  void CallBack(CallbackScope& scope, v8::Local<v8::Value>) override;

  int flush_;
  std::shared_ptr<v8::BackingStore> memory_;
  compress::Window window_;
  size_t room_;
  compress::Outcome outcome_ = compress::Outcome::kMore;
};

/// A whole buffer through an engine.
class ZlibWholeJob final : public ZlibEngineJob {
 public:
  ZlibWholeJob(Environment& env, v8::Local<v8::Object> object,
               ZlibEngine& engine, int finish, ZlibInput input, size_t limit);
  /// All of it here and now; the engine's job is over then.
  v8::Local<v8::Value> RunHere();

 private:
  bool Piece(size_t bytes) override;
  uint64_t EstimateNs(size_t bytes) const override;
  v8::Local<v8::Value> Report() override;

  compress::Whole whole_;
  compress::Whole::State state_ = compress::Whole::State::kMore;
};

/// A whole buffer by libdeflate.
class ZlibQuickJob final : public ZlibJob {
 public:
  ZlibQuickJob(Environment& env, bool compresses, compress::Format format,
               int level, ZlibInput input, size_t limit);
  v8::Local<v8::Value> RunHere();

 private:
  bool Piece(size_t bytes) override;
  uint64_t EstimateNs(size_t) const override;
  size_t piece() const override { return 0; }
  void Release() override {}
  v8::Local<v8::Value> Report() override;

  bool compresses_;
  compress::Format format_;
  int level_;
  ZlibInput input_;
  compress::Output output_;
  QuickStore& store_;
  compress::QuickDeflate::Result result_ =
      compress::QuickDeflate::Result::kUnsuitable;
};

}  // namespace rondo
