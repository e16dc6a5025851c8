// binding('zlib'): engines, which belong to JavaScript objects, and whole
// buffers, for lib/internal/zlib.
//
// step, whole and quick start a job. What they return is the id of the job if
// it goes on beside JavaScript, and onStep or onWhole follows; else it is done.
// Either way results() has three numbers then: bytes of input that were used,
// bytes of output, and a ZlibOutcome (`k…` below); kMore of a whole buffer is
// its good end, kEnd the same with something behind it that was not used.
#include <libdeflate.h>

#include <cstring>
#include <initializer_list>
#include <limits>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "core/compress/brotli_codec.h"
#include "core/compress/zlib_codec.h"
#include "core/compress/zstd_codec.h"
#include "runtime/bindings/zlib_jobs.h"

namespace rondo {
namespace {

using compress::Format;
using Info = v8::FunctionCallbackInfo<v8::Value>;
using Value = v8::Local<v8::Value>;
using Dictionary = std::optional<std::span<uint8_t>>;

std::vector<uint8_t> Copy(const Dictionary& bytes) {
  if (!bytes) return {};
  return {bytes->begin(), bytes->end()};
}

/// [key, value, key, value, …]
template <typename T>
std::vector<std::pair<T, T>> PairsOf(std::span<uint8_t> numbers) {
  std::vector<T> flat(numbers.size() / sizeof(T));
  if (!flat.empty()) {
    std::memcpy(flat.data(), numbers.data(), numbers.size());
  }
  std::vector<std::pair<T, T>> pairs;
  for (size_t i = 0; i + 1 < flat.size(); i += 2) {
    pairs.emplace_back(flat[i], flat[i + 1]);
  }
  return pairs;
}

template <typename Codec, typename Options>
Owned<ZlibEngine> MakeEngine(Environment& env, Options options) {
  return std::make_unique<ZlibEngine>(
      env, std::make_unique<Codec>(std::move(options)));
}

// --- Engines.

Owned<ZlibEngine> CreateDeflater(Environment& env, uint32_t format,
                                 int32_t level, int32_t window_bits,
                                 int32_t mem_level, int32_t strategy,
                                 Dictionary dictionary) {
  return MakeEngine<compress::Deflater>(
      env, compress::DeflateOptions{.format = static_cast<Format>(format),
                                    .level = level,
                                    .window_bits = window_bits,
                                    .mem_level = mem_level,
                                    .strategy = strategy,
                                    .dictionary = Copy(dictionary)});
}

Owned<ZlibEngine> CreateInflater(Environment& env, uint32_t format,
                                 int32_t window_bits, bool single_member,
                                 Dictionary dictionary) {
  return MakeEngine<compress::Inflater>(
      env, compress::InflateOptions{.format = static_cast<Format>(format),
                                    .window_bits = window_bits,
                                    .single_member = single_member,
                                    .dictionary = Copy(dictionary)});
}

template <typename Codec>
Owned<ZlibEngine> CreateBrotli(Environment& env, std::span<uint8_t> params,
                               Dictionary dictionary) {
  return MakeEngine<Codec>(
      env, compress::BrotliOptions{.params = PairsOf<uint32_t>(params),
                                   .dictionary = Copy(dictionary)});
}

template <typename Codec>
Owned<ZlibEngine> CreateZstd(Environment& env, std::span<uint8_t> params,
                             Dictionary dictionary,
                             std::optional<double> pledged_size) {
  compress::ZstdOptions options{.params = PairsOf<int>(params),
                                .dictionary = Copy(dictionary)};
  if (pledged_size) {
    options.pledged_size = static_cast<uint64_t>(*pledged_size);
  }
  return MakeEngine<Codec>(env, std::move(options));
}

bool IsReady(Environment&, ZlibEngine& engine) { return engine.ready(); }

/// [code, number, message] of what has failed.
v8::Local<v8::Array> FailureOf(Environment& env, ZlibEngine& engine) {
  v8::Isolate* isolate = env.isolate();
  const compress::Failure& failure = engine.codec().failure();
  Value fields[] = {ToJsString(isolate, failure.code),
                    v8::Integer::New(isolate, failure.number),
                    ToJsString(isolate, failure.message)};
  return v8::Array::New(isolate, fields, 3);
}

void Close(Environment&, ZlibEngine& engine) { engine.Close(); }
void Reset(Environment&, ZlibEngine& engine) { engine.AskReset(); }

/// False: see failure.
bool SetParams(Environment&, ZlibEngine& engine, int32_t level,
               int32_t strategy) {
  if (engine.closed() || engine.busy()) return true;
  return engine.codec().SetParams(level, strategy);
}

// --- Jobs.

/// A limit that JavaScript may give as any positive number.
size_t LimitOf(double limit) {
  return limit >= 0x1p53 ? std::numeric_limits<size_t>::max()
                         : static_cast<size_t>(limit);
}

/// The engine of the first argument, for a job with a flush, an input and
/// a number at each of `numbers`. Null: a program that called what
/// is inside of a stream brought something else, and that was thrown.
ZlibEngine* EngineForJob(const Info& info, std::initializer_list<int> numbers) {
  auto* engine = OwnedTable::Unwrap<ZlibEngine>(info[0]);
  bool fits = engine != nullptr && engine->ready() && !engine->busy() &&
              !engine->closed() && info[1]->IsInt32() &&
              info[2]->IsArrayBufferView();
  for (const int index : numbers) {
    fits = fits && info[index]->IsNumber() &&
           info[index].As<v8::Number>()->Value() >= 0;
  }
  if (fits) [[likely]]
    return engine;
  ThrowTypeError(info.GetIsolate(),
                 "A job needs an idle engine, a view and numbers");
  return nullptr;
}

/// (engine, flush, input, inputOffset, output, outputOffset, outputEnd)
void Step(const Info& info) {
  v8::Isolate* isolate = info.GetIsolate();
  Environment& env = Environment::From(isolate);
  v8::Local<v8::Object> object = info[0].As<v8::Object>();
  ZlibEngine* engine = EngineForJob(info, {3, 5, 6});
  if (engine == nullptr) return;
  if (!info[4]->IsArrayBufferView()) {
    return ThrowTypeError(isolate, "The output is no view");
  }
  const auto number = [&info](int index) {
    return static_cast<size_t>(info[index].As<v8::Number>()->Value());
  };
  v8::Local<v8::ArrayBufferView> output = info[4].As<v8::ArrayBufferView>();
  const size_t offset = number(5);
  const size_t end = number(6);
  if (offset >= end || end > output->ByteLength() ||
      number(3) > info[2].As<v8::ArrayBufferView>()->ByteLength()) {
    return ThrowTypeError(isolate, "A place is outside of its view");
  }
  std::shared_ptr<v8::BackingStore> memory =
      output->Buffer()->GetBackingStore();
  const std::span<uint8_t> room = {
      static_cast<uint8_t*>(memory->Data()) + output->ByteOffset() + offset,
      end - offset};
  Value none;
  const std::optional<double> id = ZlibJob::Start(
      std::make_unique<ZlibStepJob>(
          env, object, *engine, info[1].As<v8::Int32>()->Value(),
          ZlibInput(info[2].As<v8::ArrayBufferView>(), number(3)),
          std::move(memory), room),
      &none);
  info.GetReturnValue().Set(id.value_or(0));
}

/// Runs a job for a whole buffer, here or beside JavaScript. Returned to
/// JavaScript is the ArrayBuffer, undefined or the id.
template <bool kHere, typename Job>
void RunFor(const Info& info, std::unique_ptr<Job> job) {
  if constexpr (kHere) {
    info.GetReturnValue().Set(job->RunHere());
  } else {
    Value bytes;
    const std::optional<double> id = ZlibJob::Start(std::move(job), &bytes);
    if (id) {
      info.GetReturnValue().Set(*id);
    } else {
      info.GetReturnValue().Set(bytes);
    }
  }
}

/// (engine, finish, input, limit, all): the ArrayBuffer, undefined or the id.
/// `all`: there was no input before, and will be none.
template <bool kHere>
void RunWhole(const Info& info) {
  v8::Isolate* isolate = info.GetIsolate();
  Environment& env = Environment::From(isolate);
  v8::Local<v8::Object> object = info[0].As<v8::Object>();
  ZlibEngine* engine = EngineForJob(info, {3});
  if (engine == nullptr) return;
  ZlibInput input(info[2].As<v8::ArrayBufferView>());
  if (info[4]->IsTrue()) engine->codec().ExpectInput(input.bytes().size());
  RunFor<kHere>(
      info, std::make_unique<ZlibWholeJob>(
                env, object, *engine, info[1].As<v8::Int32>()->Value(),
                std::move(input), LimitOf(info[3].As<v8::Number>()->Value())));
}

/// (compresses, format, level, input, limit): the same.
template <bool kHere>
void RunQuick(const Info& info) {
  v8::Isolate* isolate = info.GetIsolate();
  Environment& env = Environment::From(isolate);
  if (!info[1]->IsInt32() || !info[2]->IsInt32() ||
      !info[3]->IsArrayBufferView() || !info[4]->IsNumber()) {
    return ThrowTypeError(isolate, "A job needs a view and numbers");
  }
  RunFor<kHere>(info, std::make_unique<ZlibQuickJob>(
                          env, info[0]->IsTrue(),
                          static_cast<Format>(info[1].As<v8::Int32>()->Value()),
                          info[2].As<v8::Int32>()->Value(),
                          ZlibInput(info[3].As<v8::ArrayBufferView>()),
                          LimitOf(info[4].As<v8::Number>()->Value())));
}

v8::Local<v8::Value> Results(Environment& env) {
  return env.state<ZlibState>().results(env.isolate());
}

// --- Checksums.

/// (data: string | view, crc): the CRC-32 of RFC 1952, going on from another.
void Crc32(const Info& info) {
  v8::Isolate* isolate = info.GetIsolate();
  if (!info[1]->IsUint32() ||
      !(info[0]->IsString() || info[0]->IsArrayBufferView())) {
    return ThrowTypeError(isolate, "A checksum needs bytes and a number");
  }
  const uint32_t before = info[1].As<v8::Uint32>()->Value();
  if (info[0]->IsString()) {
    const Utf8 text(isolate, info[0].As<v8::String>());
    info.GetReturnValue().Set(
        libdeflate_crc32(before, text.c_str(), text.size()));
    return;
  }
  v8::Local<v8::ArrayBufferView> view = info[0].As<v8::ArrayBufferView>();
  const size_t size = view->ByteLength();
  uint8_t few[64];
  const uint8_t* data = few;
  if (size <= sizeof few) {
    view->CopyContents(few, size);
  } else {
    data = static_cast<const uint8_t*>(view->Buffer()->Data()) +
           view->ByteOffset();
  }
  info.GetReturnValue().Set(libdeflate_crc32(before, data, size));
}

constexpr double NumberOf(ZlibOutcome outcome) {
  return static_cast<double>(outcome);
}
constexpr double NumberOf(Format format) { return static_cast<double>(format); }

}  // namespace

extern constinit const ModuleSpec kZlibBinding = Module<
    kZlibModule, ZlibCallbacks,
    Fn<"createDeflater", &CreateDeflater, "format", "level", "windowBits",
       "memLevel", "strategy", "dictionary">,
    Fn<"createInflater", &CreateInflater, "format", "windowBits",
       "singleMember", "dictionary">,
    Fn<"createBrotliCompressor", &CreateBrotli<compress::BrotliCompressor>,
       "params", "dictionary">,
    Fn<"createBrotliDecompressor", &CreateBrotli<compress::BrotliDecompressor>,
       "params", "dictionary">,
    Fn<"createZstdCompressor", &CreateZstd<compress::ZstdCompressor>, "params",
       "dictionary", "pledgedSize">,
    Fn<"createZstdDecompressor", &CreateZstd<compress::ZstdDecompressor>,
       "params", "dictionary", "pledgedSize">,
    Fn<"isReady", &IsReady, "engine">, Fn<"failure", &FailureOf, "engine">,
    Fn<"close", &Close, "engine">, Fn<"reset", &Reset, "engine">,
    Fn<"setParams", &SetParams, "engine", "level", "strategy">,
    RawFn<"step", &Step,
          "(engine: Native<'ZlibEngine'>, flush: number, input: "
          "ArrayBufferView, inputOffset: number, output: ArrayBufferView, "
          "outputOffset: number, outputEnd: number): number">,
    RawFn<"whole", &RunWhole<false>,
          "(engine: Native<'ZlibEngine'>, finish: number, input: "
          "ArrayBufferView, limit: number, all: boolean): "
          "ArrayBuffer | number | undefined">,
    RawFn<"wholeSync", &RunWhole<true>,
          "(engine: Native<'ZlibEngine'>, finish: number, input: "
          "ArrayBufferView, limit: number, all: boolean): "
          "ArrayBuffer | undefined">,
    RawFn<"quick", &RunQuick<false>,
          "(compresses: boolean, format: number, level: number, input: "
          "ArrayBufferView, limit: number): ArrayBuffer | number | undefined">,
    RawFn<"quickSync", &RunQuick<true>,
          "(compresses: boolean, format: number, level: number, input: "
          "ArrayBufferView, limit: number): ArrayBuffer | undefined">,
    Fn<"results", &Results>,
    RawFn<"crc32", &Crc32,
          "(data: string | ArrayBufferView, crc: number): number">,
    Const<"kVersionNumber", ZLIB_VERNUM>, Const<"kConsumed", kZlibConsumed>,
    Const<"kProduced", kZlibProduced>, Const<"kOutcome", kZlibOutcome>,
    Const<"kMore", NumberOf(ZlibOutcome::kMore)>,
    Const<"kEnd", NumberOf(ZlibOutcome::kEnd)>,
    Const<"kFailed", NumberOf(ZlibOutcome::kFailed)>,
    Const<"kTooLarge", NumberOf(ZlibOutcome::kTooLarge)>,
    Const<"kNoMemory", NumberOf(ZlibOutcome::kNoMemory)>,
    Const<"kUnsuitable", NumberOf(ZlibOutcome::kUnsuitable)>,
    Const<"kClosed", NumberOf(ZlibOutcome::kClosed)>,
    Const<"kZlib", NumberOf(Format::kZlib)>,
    Const<"kGzip", NumberOf(Format::kGzip)>,
    Const<"kRaw", NumberOf(Format::kRaw)>,
    Const<"kAuto", NumberOf(Format::kAuto)>>::kSpec;

}  // namespace rondo
