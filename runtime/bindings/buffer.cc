// binding('buffer'): bytes to strings and back, and bulk operations on bytes,
// for lib/internal/buffer/buffer.js.
#include <simdutf.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <memory>
#include <vector>

#include "runtime/bind/module.h"
#include "runtime/bindings/base64.h"
#include "runtime/env/untransferable.h"
#include "runtime/env/v8_compat.h"

namespace rondo {

extern const ModuleId kBufferModule;  // in registry.cc

namespace {

using Info = v8::FunctionCallbackInfo<v8::Value>;

/// The bytes of a view, for reading. Small typed arrays keep theirs inside of
/// V8's heap until someone asks for their ArrayBuffer, which costs more than
/// the copy made here.
class ReadableBytes {
 public:
  explicit ReadableBytes(v8::Local<v8::ArrayBufferView> view)
      : size_(view->ByteLength()) {
    if (size_ <= sizeof(inline_) && !view->HasBuffer()) {
      view->CopyContents(inline_, size_);
      data_ = inline_;
    } else {
      data_ = static_cast<const uint8_t*>(view->Buffer()->Data()) +
              view->ByteOffset();
    }
  }
  ReadableBytes(const ReadableBytes&) = delete;
  ReadableBytes& operator=(const ReadableBytes&) = delete;

  std::span<const uint8_t> span() const { return {data_, size_}; }

 private:
  size_t size_;
  const uint8_t* data_;
  uint8_t inline_[64];
};

std::span<uint8_t> WritableBytes(v8::Local<v8::ArrayBufferView> view) {
  return {static_cast<uint8_t*>(view->Buffer()->Data()) + view->ByteOffset(),
          view->ByteLength()};
}

/// Working memory: on the stack when small.
template <typename T, size_t kInline>
class Scratch {
 public:
  explicit Scratch(size_t size) : size_(size) {
    if (size > kInline) heap_ = std::make_unique_for_overwrite<T[]>(size);
  }
  T* data() { return heap_ ? heap_.get() : inline_; }
  std::span<T> span() { return {data(), size_}; }

 private:
  size_t size_;
  std::unique_ptr<T[]> heap_;
  T inline_[kInline];
};

constexpr size_t kScratch = 4096;

/// Below this many bytes or characters, V8's own conversion is done before a
/// second pass pays.
constexpr size_t kVectorised = 48;

// --- Bytes to strings. Each returns empty when the string would be too long.

using Bytes = std::span<const uint8_t>;
using MaybeString = v8::MaybeLocal<v8::String>;

const char* Chars(Bytes bytes) {
  return reinterpret_cast<const char*>(bytes.data());
}

bool TooLong(size_t characters) {
  return characters > static_cast<size_t>(v8::String::kMaxLength);
}

MaybeString OneByteString(v8::Isolate* isolate, Bytes bytes) {
  if (TooLong(bytes.size())) return {};
  return v8::String::NewFromOneByte(isolate, bytes.data(),
                                    v8::NewStringType::kNormal,
                                    static_cast<int>(bytes.size()));
}

MaybeString TwoByteString(v8::Isolate* isolate, const uint16_t* units,
                          size_t count) {
  if (TooLong(count)) return {};
  return v8::String::NewFromTwoByte(isolate, units, v8::NewStringType::kNormal,
                                    static_cast<int>(count));
}

MaybeString DecodeUtf8(v8::Isolate* isolate, Bytes bytes) {
  if (bytes.size() >= kVectorised) {
    if (simdutf::validate_ascii(Chars(bytes), bytes.size())) {
      return OneByteString(isolate, bytes);
    }
    if (simdutf::validate_utf8(Chars(bytes), bytes.size())) {
      const size_t units =
          simdutf::utf16_length_from_utf8(Chars(bytes), bytes.size());
      if (TooLong(units)) return {};
      Scratch<char16_t, kScratch> utf16(units);
      const size_t written = simdutf::convert_valid_utf8_to_utf16le(
          Chars(bytes), bytes.size(), utf16.data());
      return TwoByteString(
          isolate, reinterpret_cast<const uint16_t*>(utf16.data()), written);
    }
  }
  if (bytes.size() > std::numeric_limits<int>::max()) return {};
  return v8::String::NewFromUtf8(isolate, Chars(bytes),
                                 v8::NewStringType::kNormal,
                                 static_cast<int>(bytes.size()));
}

MaybeString DecodeAscii(v8::Isolate* isolate, Bytes bytes) {
  if (TooLong(bytes.size())) return {};
  if (simdutf::validate_ascii(Chars(bytes), bytes.size())) {
    return OneByteString(isolate, bytes);
  }
  // The eighth bit is dropped, as ever.
  Scratch<uint8_t, kScratch> text(bytes.size());
  for (size_t i = 0; i < bytes.size(); ++i) text.data()[i] = bytes[i] & 0x7f;
  return OneByteString(isolate, text.span());
}

MaybeString DecodeUcs2(v8::Isolate* isolate, Bytes bytes) {
  const size_t units = bytes.size() / 2;
  if (TooLong(units)) return {};
  if (reinterpret_cast<uintptr_t>(bytes.data()) % alignof(uint16_t) == 0) {
    return TwoByteString(
        isolate, reinterpret_cast<const uint16_t*>(bytes.data()), units);
  }
  Scratch<uint16_t, kScratch> aligned(units);
  std::memcpy(aligned.data(), bytes.data(), units * 2);
  return TwoByteString(isolate, aligned.data(), units);
}

MaybeString DecodeToHex(v8::Isolate* isolate, Bytes bytes) {
  const size_t length = bytes.size() * 2;
  if (TooLong(length)) return {};
  Scratch<uint8_t, kScratch> text(length);
  EncodeHex(bytes, reinterpret_cast<char*>(text.data()));
  return OneByteString(isolate, text.span());
}

template <Base64 kAlphabet>
MaybeString DecodeToBase64(v8::Isolate* isolate, Bytes bytes) {
  const size_t length = Base64EncodedLength(bytes.size(), kAlphabet);
  if (TooLong(length)) return {};
  Scratch<uint8_t, kScratch> text(length);
  EncodeBase64(bytes, kAlphabet, reinterpret_cast<char*>(text.data()));
  return OneByteString(isolate, text.span());
}

// --- Strings to bytes. Each fills as much of `out` as it can with whole
// characters and returns the bytes written.

using Out = std::span<uint8_t>;

size_t EncodeUtf8(v8::Isolate* isolate, v8::Local<v8::String> string, Out out) {
  const size_t length = static_cast<size_t>(string->Length());
  char* const chars = reinterpret_cast<char*>(out.data());
  if (length > out.size()) {
    // Does not fit, whatever it is.
  } else if (string->IsOneByte()) {
    // Most text is ASCII: a copy and a look at it.
    WriteOneByte(isolate, string, out.first(length));
    if (simdutf::validate_ascii(chars, length)) return length;
    if (simdutf::utf8_length_from_latin1(chars, length) <= out.size()) {
      Scratch<char, kScratch> latin1(length);
      std::memcpy(latin1.data(), chars, length);
      return simdutf::convert_latin1_to_utf8(latin1.data(), length, chars);
    }
  } else if (length >= kVectorised) {
    Scratch<uint16_t, kScratch> units(length);
    WriteTwoByte(isolate, string, units.span());
    const char16_t* const utf16 =
        reinterpret_cast<const char16_t*>(units.data());
    if (simdutf::utf8_length_from_utf16le(utf16, length) <= out.size()) {
      const size_t written =
          simdutf::convert_utf16le_to_utf8(utf16, length, chars);
      // Lone surrogates are for V8 to replace.
      if (written > 0) return written;
    }
  }
  return WriteUtf8(isolate, string, {chars, out.size()});
}

size_t EncodeOneByte(v8::Isolate* isolate, v8::Local<v8::String> string,
                     Out out) {
  const size_t count =
      std::min(static_cast<size_t>(string->Length()), out.size());
  WriteOneByte(isolate, string, out.first(count));
  return count;
}

size_t EncodeUcs2(v8::Isolate* isolate, v8::Local<v8::String> string, Out out) {
  const size_t count =
      std::min(static_cast<size_t>(string->Length()), out.size() / 2);
  if (reinterpret_cast<uintptr_t>(out.data()) % alignof(uint16_t) == 0) {
    WriteTwoByte(isolate, string,
                 {reinterpret_cast<uint16_t*>(out.data()), count});
  } else {
    Scratch<uint16_t, kScratch> aligned(count);
    WriteTwoByte(isolate, string, aligned.span());
    std::memcpy(out.data(), aligned.data(), count * 2);
  }
  return count * 2;
}

/// Calls `decode` with the string's characters, one or two bytes each.
template <typename Decode>
size_t WithCharacters(v8::Isolate* isolate, v8::Local<v8::String> string,
                      Decode decode) {
  const size_t length = static_cast<size_t>(string->Length());
  if (string->IsOneByte()) {
    Scratch<uint8_t, kScratch> text(length);
    WriteOneByte(isolate, string, text.span());
    return decode(std::span<const uint8_t>(text.span()));
  }
  Scratch<uint16_t, kScratch> text(length);
  WriteTwoByte(isolate, string, text.span());
  return decode(std::span<const uint16_t>(text.span()));
}

size_t EncodeFromHex(v8::Isolate* isolate, v8::Local<v8::String> string,
                     Out out) {
  return WithCharacters(isolate, string,
                        [out](auto text) { return DecodeHex(text, out); });
}

size_t EncodeFromBase64(v8::Isolate* isolate, v8::Local<v8::String> string,
                        Out out) {
  return WithCharacters(isolate, string,
                        [out](auto text) { return DecodeBase64(text, out); });
}

// --- Methods of the prototype. Programs call them too, with anything.

void ThrowCoded(v8::Isolate* isolate, v8::Local<v8::Value> error,
                const char* code) {
  error.As<v8::Object>()
      ->Set(isolate->GetCurrentContext(), ToJsString(isolate, "code"),
            ToJsString(isolate, code))
      .Check();
  isolate->ThrowException(error);
}

void ThrowOutOfBounds(v8::Isolate* isolate, const char* message) {
  ThrowCoded(isolate, v8::Exception::RangeError(ToJsString(isolate, message)),
             "ERR_BUFFER_OUT_OF_BOUNDS");
}

/// Argument `index` as a number from 0 to `limit`; `fallback` if undefined.
/// False: a conversion threw.
bool ToOffset(const Info& info, int index, size_t fallback, size_t limit,
              size_t* out) {
  v8::Local<v8::Value> value = info[index];
  int64_t number;
  if (value->IsInt32()) [[likely]] {
    number = value.As<v8::Int32>()->Value();
  } else if (value->IsUndefined()) {
    *out = fallback;
    return true;
  } else if (!value->IntegerValue(info.GetIsolate()->GetCurrentContext())
                  .To(&number)) {
    return false;
  }
  *out = number <= 0 ? 0 : std::min(static_cast<size_t>(number), limit);
  return true;
}

template <MaybeString (*kDecode)(v8::Isolate*, Bytes)>
void Slice(const Info& info) {
  v8::Isolate* isolate = info.GetIsolate();
  if (!info.This()->IsArrayBufferView()) {
    return ThrowTypeError(isolate, "argument must be a buffer");
  }
  v8::Local<v8::ArrayBufferView> view = info.This().As<v8::ArrayBufferView>();
  constexpr size_t kMax = std::numeric_limits<size_t>::max();
  size_t start;
  size_t end;
  if (!ToOffset(info, 0, 0, kMax, &start) ||
      !ToOffset(info, 1, kMax, kMax, &end)) {
    return;
  }
  const ReadableBytes bytes(view);
  end = std::min(end, bytes.span().size());
  if (start >= end) {
    return info.GetReturnValue().SetEmptyString();
  }
  v8::Local<v8::String> string;
  if (kDecode(isolate, bytes.span().subspan(start, end - start))
          .ToLocal(&string)) {
    info.GetReturnValue().Set(string);
  }
}

/// What is beyond the end: cut off, or refused.
enum class Bounds : uint8_t { kClamp, kCheck };

template <size_t (*kEncode)(v8::Isolate*, v8::Local<v8::String>, Out),
          Bounds kBounds>
void Write(const Info& info) {
  v8::Isolate* isolate = info.GetIsolate();
  if (!info.This()->IsArrayBufferView()) {
    return ThrowTypeError(isolate, "argument must be a buffer");
  }
  if (!info[0]->IsString()) {
    return ThrowTypeError(isolate, "argument must be a string");
  }
  v8::Local<v8::ArrayBufferView> view = info.This().As<v8::ArrayBufferView>();
  constexpr size_t kMax = std::numeric_limits<size_t>::max();
  size_t offset;
  size_t length;
  if (!ToOffset(info, 1, 0, kMax, &offset) ||
      !ToOffset(info, 2, kMax, kMax, &length)) {
    return;
  }
  const Out bytes = WritableBytes(view);
  if constexpr (kBounds == Bounds::kCheck) {
    if (offset > bytes.size()) {
      return ThrowOutOfBounds(isolate,
                              "\"offset\" is outside of buffer bounds");
    }
    const bool negative =
        info[2]->IsNumber() && info[2].As<v8::Number>()->Value() < 0;
    if (negative || (length != kMax && length > bytes.size() - offset)) {
      return ThrowOutOfBounds(isolate,
                              "\"length\" is outside of buffer bounds");
    }
  }
  offset = std::min(offset, bytes.size());
  length = std::min(length, bytes.size() - offset);
  if (length == 0) return info.GetReturnValue().Set(0);
  const size_t written =
      kEncode(isolate, info[0].As<v8::String>(), bytes.subspan(offset, length));
  info.GetReturnValue().Set(static_cast<double>(written));
}

// --- Functions.

double ByteLengthUtf8(Environment& env, v8::Local<v8::String> string) {
  return static_cast<double>(Utf8Length(env.isolate(), string));
}

double Base64Length(Environment& env, v8::Local<v8::String> string) {
  const size_t length = static_cast<size_t>(string->Length());
  uint16_t last[2] = {};
  const size_t tail = std::min<size_t>(length, 2);
  WriteTwoByte(env.isolate(), string, {last, tail}, length - tail);
  size_t padding = 0;
  if (tail == 2 && last[1] == '=') padding = last[0] == '=' ? 2 : 1;
  return static_cast<double>(Base64DecodedLength(length, padding));
}

uint32_t Utf8WriteAt(Environment& env, v8::Local<v8::ArrayBuffer> memory,
                     uint32_t offset, v8::Local<v8::String> string) {
  const Out bytes = {static_cast<uint8_t*>(memory->Data()),
                     memory->ByteLength()};
  return static_cast<uint32_t>(
      EncodeUtf8(env.isolate(), string, bytes.subspan(offset)));
}

void MakeUntransferable(Environment& env, v8::Local<v8::ArrayBuffer> memory) {
  MarkUntransferable(env.isolate(), memory);
}

Typed<"ArrayBuffer | undefined"> Allocate(Environment& env, double size) {
  v8::Isolate* isolate = env.isolate();
  void* memory = std::malloc(static_cast<size_t>(size));
  if (memory == nullptr) return v8::Undefined(isolate);
  return v8::ArrayBuffer::New(
      isolate,
      v8::ArrayBuffer::NewBackingStore(
          memory, static_cast<size_t>(size),
          [](void* data, size_t, void*) { std::free(data); }, nullptr));
}

int32_t Compare(Environment&, v8::Local<v8::ArrayBufferView> a,
                v8::Local<v8::ArrayBufferView> b) {
  const ReadableBytes left(a);
  const ReadableBytes right(b);
  const size_t common = std::min(left.span().size(), right.span().size());
  const int order = common == 0 ? 0
                                : std::memcmp(left.span().data(),
                                              right.span().data(), common);
  if (order != 0) return order < 0 ? -1 : 1;
  if (left.span().size() == right.span().size()) return 0;
  return left.span().size() < right.span().size() ? -1 : 1;
}

void Copy(Environment& env, std::span<uint8_t> source,
          std::span<uint8_t> target, double target_start, double source_start,
          double length) {
  const size_t to = static_cast<size_t>(target_start);
  const size_t from = static_cast<size_t>(source_start);
  const size_t count = static_cast<size_t>(length);
  if (from > source.size() || count > source.size() - from ||
      to > target.size() || count > target.size() - to) [[unlikely]] {
    return ThrowOutOfBounds(env.isolate(), "The range is outside of a buffer");
  }
  // The two may be one.
  std::memmove(target.data() + to, source.data() + from, count);
}

double IndexOf(Environment&, v8::Local<v8::ArrayBufferView> haystack_view,
               v8::Local<v8::ArrayBufferView> needle_view, double offset,
               bool forward, int32_t step) {
  const ReadableBytes haystack_bytes(haystack_view);
  const ReadableBytes needle_bytes(needle_view);
  const Bytes haystack = haystack_bytes.span();
  Bytes needle = needle_bytes.span();
  const size_t unit = static_cast<size_t>(step);
  needle = needle.first(needle.size() / unit * unit);
  if (needle.empty() || needle.size() > haystack.size()) return -1;
  const size_t last = haystack.size() - needle.size();
  size_t at = static_cast<size_t>(offset);
  if (forward) {
    while (at <= last) {
      const void* found = memmem(haystack.data() + at, haystack.size() - at,
                                 needle.data(), needle.size());
      if (found == nullptr) return -1;
      at = static_cast<size_t>(static_cast<const uint8_t*>(found) -
                               haystack.data());
      if (at % unit == 0) return static_cast<double>(at);
      ++at;
    }
    return -1;
  }
  size_t remaining = std::min(at, last) + 1;
  while (remaining > 0) {
    const void* found = memrchr(haystack.data(), needle[0], remaining);
    if (found == nullptr) return -1;
    at = static_cast<size_t>(static_cast<const uint8_t*>(found) -
                             haystack.data());
    if (at % unit == 0 &&
        std::memcmp(haystack.data() + at, needle.data(), needle.size()) == 0) {
      return static_cast<double>(at);
    }
    remaining = at;
  }
  return -1;
}

uint16_t Swapped(uint16_t word) { return __builtin_bswap16(word); }
uint32_t Swapped(uint32_t word) { return __builtin_bswap32(word); }
uint64_t Swapped(uint64_t word) { return __builtin_bswap64(word); }

template <typename Word>
void SwapWords(std::span<uint8_t> bytes) {
  for (size_t i = 0; i + sizeof(Word) <= bytes.size(); i += sizeof(Word)) {
    Word word;
    std::memcpy(&word, bytes.data() + i, sizeof(word));
    word = Swapped(word);
    std::memcpy(bytes.data() + i, &word, sizeof(word));
  }
}

void Swap(Environment&, std::span<uint8_t> bytes, int32_t size) {
  switch (size) {
    case 2:
      return SwapWords<uint16_t>(bytes);
    case 4:
      return SwapWords<uint32_t>(bytes);
    default:
      return SwapWords<uint64_t>(bytes);
  }
}

Typed<"symbol"> Untransferable(Environment& env) {
  return UntransferableKey(env.isolate());
}

bool IsUtf8(Environment&, std::span<uint8_t> bytes) {
  return simdutf::validate_utf8(Chars(bytes), bytes.size());
}

bool IsAscii(Environment&, std::span<uint8_t> bytes) {
  return simdutf::validate_ascii(Chars(bytes), bytes.size());
}

}  // namespace

#define RONDO_SLICE(name, decode) \
  RawFn<name, &Slice<&decode>, "(start?: number, end?: number): string">
#define RONDO_WRITE(name, encode, bounds)      \
  RawFn<name, &Write<&encode, Bounds::bounds>, \
        "(string: string, offset?: number, length?: number): number">

extern constinit const ModuleSpec kBufferBinding = Module<
    kBufferModule, Const<"kMaxLength", v8::Uint8Array::kMaxLength>,
    Const<"kStringMaxLength", v8::String::kMaxLength>,
    RONDO_SLICE("utf8Slice", DecodeUtf8),
    RONDO_SLICE("latin1Slice", OneByteString),
    RONDO_SLICE("asciiSlice", DecodeAscii),
    RONDO_SLICE("ucs2Slice", DecodeUcs2), RONDO_SLICE("hexSlice", DecodeToHex),
    RONDO_SLICE("base64Slice", DecodeToBase64<Base64::kStandard>),
    RONDO_SLICE("base64urlSlice", DecodeToBase64<Base64::kUrl>),
    RONDO_WRITE("utf8Write", EncodeUtf8, kCheck),
    RONDO_WRITE("latin1Write", EncodeOneByte, kCheck),
    RONDO_WRITE("asciiWrite", EncodeOneByte, kCheck),
    RONDO_WRITE("ucs2Write", EncodeUcs2, kClamp),
    RONDO_WRITE("hexWrite", EncodeFromHex, kClamp),
    RONDO_WRITE("base64Write", EncodeFromBase64, kClamp),
    RONDO_WRITE("base64urlWrite", EncodeFromBase64, kClamp),
    Fn<"byteLengthUtf8", &ByteLengthUtf8, "string">,
    Fn<"base64Length", &Base64Length, "string">,
    Fn<"utf8WriteAt", &Utf8WriteAt, "memory", "offset", "string">,
    Fn<"allocate", &Allocate, "size">, Fn<"compare", &Compare, "a", "b">,
    Fn<"copy", &Copy, "source", "target", "targetStart", "sourceStart",
       "length">,
    Fn<"indexOf", &IndexOf, "haystack", "needle", "offset", "forward", "step">,
    Fn<"untransferable", &Untransferable>,
    Fn<"markUntransferable", &MakeUntransferable, "memory">,
    Fn<"swap", &Swap, "bytes", "size">, Fn<"isUtf8", &IsUtf8, "bytes">,
    Fn<"isAscii", &IsAscii, "bytes">>::kSpec;

#undef RONDO_SLICE
#undef RONDO_WRITE

}  // namespace rondo
