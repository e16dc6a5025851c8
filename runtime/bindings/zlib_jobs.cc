#include "runtime/bindings/zlib_jobs.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace rondo {
namespace {

/// Of a turn of the loop, at most. Handing work to a thread and back takes 10
/// to 20 us of both (bench/programs/zlib_threads.js measures it).
constexpr uint64_t kTurnNs = 100'000;
/// The first piece, on the loop's thread: bytes in or out.
constexpr size_t kFirstPiece = 16 * 1024;
/// As many bytes are copied sooner than their memory is kept.
constexpr size_t kCopied = 1024;

/// The bytes as an ArrayBuffer: few in memory of V8's own, many without a copy.
v8::Local<v8::Value> ArrayBufferOf(v8::Isolate* isolate,
                                   compress::Output& output) {
  const size_t size = output.size();
  if (size <= 4 * kCopied) {
    v8::Local<v8::ArrayBuffer> buffer = v8::ArrayBuffer::New(isolate, size);
    if (size > 0) std::memcpy(buffer->Data(), output.bytes().data(), size);
    return buffer;
  }
  return v8::ArrayBuffer::New(
      isolate,
      v8::ArrayBuffer::NewBackingStore(
          output.Release(), size,
          [](void* memory, size_t, void*) { std::free(memory); }, nullptr));
}

}  // namespace

// --- ZlibState.

ZlibState::ZlibState(Environment& env) : env_(env) {
  v8::Isolate* isolate = env.isolate();
  v8::HandleScope scope(isolate);
  v8::Local<v8::ArrayBuffer> memory =
      v8::ArrayBuffer::New(isolate, kZlibResultCount * sizeof(double));
  numbers_ = static_cast<double*>(memory->Data());
  results_.Reset(isolate, v8::Float64Array::New(memory, 0, kZlibResultCount));
}

bool ZlibState::Affords(uint64_t ns) {
  const uint64_t turn = env_.loop().Now();
  if (turn != turn_) {
    turn_ = turn;
    spent_ns_ = 0;
  }
  return spent_ns_ + ns <= kTurnNs;
}

// --- QuickStore.

std::unique_ptr<compress::QuickDeflate> QuickStore::Take() {
  {
    std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      std::unique_ptr<compress::QuickDeflate> quick = std::move(idle_.back());
      idle_.pop_back();
      return quick;
    }
  }
  return std::make_unique<compress::QuickDeflate>();
}

void QuickStore::GiveBack(std::unique_ptr<compress::QuickDeflate> quick) {
  std::lock_guard lock(mutex_);
  if (idle_.size() < kMost) idle_.push_back(std::move(quick));
}

// --- ZlibInput.

ZlibInput::ZlibInput(v8::Local<v8::ArrayBufferView> view, size_t offset) {
  const size_t size = view->ByteLength();
  CHECK(offset <= size);
  if (size <= kCopied) {
    copy_.resize(size);
    view->CopyContents(copy_.data(), size);
    bytes_ = std::span<const uint8_t>(copy_).subspan(offset);
    return;
  }
  v8::Local<v8::ArrayBuffer> buffer = view->Buffer();
  memory_ = buffer->GetBackingStore();
  bytes_ = {static_cast<const uint8_t*>(memory_->Data()) + view->ByteOffset() +
                offset,
            size - offset};
  // What may become smaller must not, while it is read.
  if (memory_->IsResizableByUserJavaScript()) {
    copy_.assign(bytes_.begin(), bytes_.end());
    bytes_ = copy_;
    memory_.reset();
  }
}

// --- ZlibJob.

std::optional<double> ZlibJob::Start(std::unique_ptr<ZlibJob> job,
                                     v8::Local<v8::Value>* bytes) {
  Environment& env = job->env();
  auto& state = env.state<ZlibState>();
  if (state.Affords(job->EstimateNs(kFirstPiece))) {
    const uint64_t before = env.MonotonicNs();
    job->done_ = job->Piece(kFirstPiece);
    state.Spend(env.MonotonicNs() - before);
    if (job->done_) {
      job->Release();
      *bytes = job->Report();
      return std::nullopt;
    }
  }
  ZlibJob& added = env.resources().Add(std::move(job));
  env.pool().Submit(env.loop(), static_cast<PoolWork&>(added));
  return added.id();
}

void ZlibJob::Done(int error) {
  // Without a thread the work is done here, piece by piece.
  if (error == EAGAIN && !closing() && !abandoned()) Run();
  if (!done_ && !closing() && !abandoned()) {
    env().pool().Submit(env().loop(), static_cast<PoolWork&>(*this));
    return;
  }
  if (closing()) {
    Release();
  } else {
    CallbackScope scope(env());
    Release();
    CallBack(scope, Report());
  }
  Destroy();
}

void ZlibJob::CallBack(CallbackScope& scope, v8::Local<v8::Value> bytes) {
  ZlibCallbacks::Call<"onWhole">(scope, *this, bytes);
}

// --- ZlibEngineJob.

ZlibEngineJob::ZlibEngineJob(Environment& env, v8::Local<v8::Object> object,
                             ZlibEngine& engine, ZlibInput input)
    : ZlibJob(env),
      engine_(engine),
      input_(std::move(input)),
      object_(env.isolate(), object) {
  engine.BeginJob();
}

// --- ZlibStepJob.

ZlibStepJob::ZlibStepJob(Environment& env, v8::Local<v8::Object> object,
                         ZlibEngine& engine, int flush, ZlibInput input,
                         std::shared_ptr<v8::BackingStore> memory,
                         std::span<uint8_t> output)
    : ZlibEngineJob(env, object, engine, std::move(input)),
      flush_(flush),
      memory_(std::move(memory)),
      window_{input_.bytes(), output},
      room_(output.size()) {}

bool ZlibStepJob::Piece(size_t bytes) {
  const bool last = window_.input.size() <= bytes;
  compress::Window part = {
      last ? window_.input : window_.input.first(bytes),
      window_.output.first(std::min(window_.output.size(), bytes))};
  const size_t given = part.input.size();
  const size_t room = part.output.size();
  outcome_ = engine_.codec().Step(part, last ? flush_ : compress::kProcess);
  const bool filled = part.output.empty();
  window_.input = window_.input.subspan(given - part.input.size());
  window_.output = window_.output.subspan(room - part.output.size());
  if (outcome_ == compress::Outcome::kFailed) return true;
  if (outcome_ == compress::Outcome::kEnd) {
    if (!part.input.empty() || window_.input.empty()) return true;
    // Of what the piece cut off the codec has not seen whether it goes on.
    outcome_ = compress::Outcome::kMore;
    return window_.output.empty();
  }
  return window_.output.empty() || (last && !filled);
}

uint64_t ZlibStepJob::EstimateNs(size_t bytes) const {
  return engine_.codec().EstimateNs(std::min(window_.input.size(), bytes),
                                    std::min(window_.output.size(), bytes));
}

v8::Local<v8::Value> ZlibStepJob::Report() {
  env().state<ZlibState>().Tell(input_.bytes().size() - window_.input.size(),
                                room_ - window_.output.size(),
                                engine_.closed()
                                    ? ZlibOutcome::kClosed
                                    : static_cast<ZlibOutcome>(outcome_));
  return v8::Undefined(env().isolate());
}

void ZlibStepJob::CallBack(CallbackScope& scope, v8::Local<v8::Value>) {
  ZlibCallbacks::Call<"onStep">(scope, *this);
}

// --- ZlibWholeJob.

ZlibWholeJob::ZlibWholeJob(Environment& env, v8::Local<v8::Object> object,
                           ZlibEngine& engine, int finish, ZlibInput input,
                           size_t limit)
    : ZlibEngineJob(env, object, engine, std::move(input)),
      whole_(engine.codec(), input_.bytes(), finish, limit) {}

v8::Local<v8::Value> ZlibWholeJob::RunHere() {
  state_ = whole_.RunToEnd();
  Release();
  return Report();
}

bool ZlibWholeJob::Piece(size_t bytes) {
  state_ = whole_.Run(bytes);
  return state_ != compress::Whole::State::kMore;
}

uint64_t ZlibWholeJob::EstimateNs(size_t bytes) const {
  const size_t input = input_.bytes().size();
  return engine_.codec().EstimateNs(std::min(input, bytes), bytes);
}

v8::Local<v8::Value> ZlibWholeJob::Report() {
  using State = compress::Whole::State;
  ZlibOutcome outcome = ZlibOutcome::kClosed;
  switch (state_) {
    case State::kMore:
      break;  // The engine was closed.
    case State::kDone:
      outcome = whole_.has_rest() ? ZlibOutcome::kEnd : ZlibOutcome::kMore;
      break;
    case State::kFailed:
      outcome = ZlibOutcome::kFailed;
      break;
    case State::kTooLarge:
      outcome = ZlibOutcome::kTooLarge;
      break;
    case State::kNoMemory:
      outcome = ZlibOutcome::kNoMemory;
      break;
  }
  if (engine_.closed()) outcome = ZlibOutcome::kClosed;
  env().state<ZlibState>().Tell(whole_.consumed(), whole_.output().size(),
                                outcome);
  if (state_ != State::kDone || engine_.closed()) {
    return v8::Undefined(env().isolate());
  }
  return ArrayBufferOf(env().isolate(), whole_.output());
}

// --- ZlibQuickJob.

ZlibQuickJob::ZlibQuickJob(Environment& env, bool compresses,
                           compress::Format format, int level, ZlibInput input,
                           size_t limit)
    : ZlibJob(env),
      compresses_(compresses),
      format_(format),
      level_(level),
      input_(std::move(input)),
      output_(limit),
      store_(env.state<ZlibState>().quick()) {}

v8::Local<v8::Value> ZlibQuickJob::RunHere() {
  Piece(0);
  Release();
  return Report();
}

bool ZlibQuickJob::Piece(size_t) {
  std::unique_ptr<compress::QuickDeflate> quick = store_.Take();
  result_ = compresses_
                ? quick->Compress(format_, level_, input_.bytes(), output_)
                : quick->Decompress(format_, input_.bytes(), output_);
  store_.GiveBack(std::move(quick));
  return true;
}

uint64_t ZlibQuickJob::EstimateNs(size_t) const {
  const size_t size = input_.bytes().size();
  return compresses_ ? compress::QuickDeflate::CompressNs(level_, size)
                     : compress::QuickDeflate::DecompressNs(size);
}

v8::Local<v8::Value> ZlibQuickJob::Report() {
  using Result = compress::QuickDeflate::Result;
  ZlibOutcome outcome = ZlibOutcome::kMore;
  switch (result_) {
    case Result::kDone:
      break;
    case Result::kUnsuitable:
      outcome = ZlibOutcome::kUnsuitable;
      break;
    case Result::kTooLarge:
      outcome = ZlibOutcome::kTooLarge;
      break;
    case Result::kNoMemory:
      outcome = ZlibOutcome::kNoMemory;
      break;
  }
  env().state<ZlibState>().Tell(input_.bytes().size(), output_.size(), outcome);
  if (result_ != Result::kDone) return v8::Undefined(env().isolate());
  return ArrayBufferOf(env().isolate(), output_);
}

}  // namespace rondo
