#include "runtime/bindings/http/response.h"

#include <charconv>
#include <cstring>
#include <span>
#include <utility>

#include "core/http/server/connection.h"
#include "runtime/bindings/held_bytes.h"
#include "runtime/env/v8_compat.h"

namespace rondo {

namespace {

// A one-byte string that is longer is measured before room is made for it.
constexpr int kLongString = 16 * 1024;
// Hex digits of a chunk's size, at most, and its two line ends.
constexpr size_t kChunkOverhead = 16 + 4;
constexpr size_t kLastChunk = 5;  // "0\r\n" and the final line end

bool IsAscii(std::span<const uint8_t> bytes) {
  constexpr uint64_t kHighBits = 0x8080808080808080;
  const uint8_t* at = bytes.data();
  size_t left = bytes.size();
  uint64_t all = 0;
  for (; left >= sizeof(all); left -= sizeof(all), at += sizeof(all)) {
    uint64_t word;
    std::memcpy(&word, at, sizeof(word));
    all |= word;
  }
  for (; left > 0; --left, ++at) all |= *at;
  return (all & kHighBits) == 0;
}

/// A cursor over reserved room.
class Writer {
 public:
  explicit Writer(std::span<uint8_t> room) : room_(room) {}

  size_t written() const { return written_; }
  std::span<uint8_t> rest() const { return room_.subspan(written_); }
  void Advance(size_t size) { written_ += size; }
  void Append(const void* data, size_t size) {
    std::memcpy(room_.data() + written_, data, size);
    written_ += size;
  }

 private:
  std::span<uint8_t> room_;
  size_t written_ = 0;
};

/// Bytes that `piece` takes on the wire; UTF-8 is measured only where it may
/// differ from the number of characters.
size_t MeasurePiece(v8::Isolate* isolate, const BodyPiece& piece) {
  if (!piece.value->IsString()) {
    return piece.value.As<v8::ArrayBufferView>()->ByteLength();
  }
  v8::Local<v8::String> text = piece.value.As<v8::String>();
  return piece.latin1 ? static_cast<size_t>(text->Length())
                      : Utf8Length(isolate, text);
}

void WriteUtf8To(v8::Isolate* isolate, v8::Local<v8::String> text,
                 Writer& out) {
  const std::span<uint8_t> rest = out.rest();
  out.Advance(WriteUtf8(isolate, text,
                        {reinterpret_cast<char*>(rest.data()), rest.size()}));
}

void WriteLatin1To(v8::Isolate* isolate, v8::Local<v8::String> text,
                   Writer& out) {
  const auto length = static_cast<size_t>(text->Length());
  WriteOneByte(isolate, text, out.rest().first(length));
  out.Advance(length);
}

void WritePiece(v8::Isolate* isolate, const BodyPiece& piece, Writer& out) {
  if (!piece.value->IsString()) {
    v8::Local<v8::ArrayBufferView> view = piece.value.As<v8::ArrayBufferView>();
    out.Advance(view->CopyContents(out.rest().data(), view->ByteLength()));
  } else if (piece.latin1) {
    WriteLatin1To(isolate, piece.value.As<v8::String>(), out);
  } else {
    WriteUtf8To(isolate, piece.value.As<v8::String>(), out);
  }
}

/// The head in the body's encoding. One-byte strings of ASCII, which heads are,
/// need no conversion.
void WriteHead(v8::Isolate* isolate, v8::Local<v8::String> head, bool utf8,
               Writer& out) {
  const size_t start = out.written();
  WriteLatin1To(isolate, head, out);
  if (!utf8) return;
  const std::span<uint8_t> room = out.rest();
  const size_t length = out.written() - start;
  if (IsAscii({room.data() - length, length})) return;
  Writer again({room.data() - length, room.size() + length});
  WriteUtf8To(isolate, head, again);
  out.Advance(again.written() - length);
}

void AppendChunkSize(size_t size, Writer& out) {
  char digits[16];
  const auto [end, error] =
      std::to_chars(digits, digits + sizeof(digits), size, 16);
  static_cast<void>(error);
  out.Append(digits, static_cast<size_t>(end - digits));
  out.Append("\r\n", 2);
}

/// The common case: one short ASCII string, whose length is known before it is
/// encoded. False, and nothing written, when it is not that.
bool WriteAsciiChunk(v8::Isolate* isolate, v8::Local<v8::String> text,
                     bool chunked, Writer& out) {
  const auto length = static_cast<size_t>(text->Length());
  Writer trial(out.rest());
  if (chunked) AppendChunkSize(length, trial);
  const std::span<uint8_t> place = trial.rest().first(length);
  WriteOneByte(isolate, text, place);
  if (!IsAscii(place)) return false;
  trial.Advance(length);
  if (chunked) trial.Append("\r\n", 2);
  out.Advance(trial.written());
  return true;
}

/// Ends the response; whether it counts as sent.
bool End(http::Exchange& exchange, uint32_t flags) {
  const size_t most = (flags & kWriteWhole) != 0 ? 0 : kWriteThrough;
  const bool through =
      (flags & http::kWriteNotify) != 0 && exchange.first_in_line() &&
      !exchange.connection().closing() && exchange.queued_bytes() <= most;
  if (through) flags &= ~uint32_t{http::kWriteNotify};
  exchange.End(flags & ~kWriteWhole);
  return through;
}

}  // namespace

bool WriteResponse(v8::Isolate* isolate, http::Exchange& exchange,
                   v8::Local<v8::String> head, const BodyPiece* pieces,
                   size_t count, uint32_t flags,
                   v8::Local<v8::String> trailers) {
  const auto head_length = static_cast<size_t>(head->Length());
  const auto trailer_length = static_cast<size_t>(trailers->Length());
  const bool chunked = (flags & http::kWriteChunked) != 0;
  const bool end = (flags & http::kWriteEnd) != 0;
  const uint32_t end_flags = flags & ~uint32_t{http::kWriteChunked};
  const bool utf8 =
      count > 0 && pieces[0].value->IsString() && !pieces[0].latin1;

  if (count == 1 && !pieces[0].value->IsString() &&
      pieces[0].value.As<v8::ArrayBufferView>()->ByteLength() > kWriteThrough) {
    Writer out(exchange.Reserve(head_length));
    WriteHead(isolate, head, false, out);
    exchange.Commit(out.written());
    exchange.WriteOwned(HoldBytes(pieces[0].value.As<v8::ArrayBufferView>()),
                        flags & http::kWriteChunked);
  } else {
    // What UTF-8 may need of room is known before what it does need; of a long
    // string that would be too much.
    size_t room = (utf8 ? 2 * head_length : head_length) + kChunkOverhead;
    const bool one_string =
        count == 1 && utf8 && pieces[0].value.As<v8::String>()->IsOneByte() &&
        pieces[0].value.As<v8::String>()->Length() < kLongString;
    size_t body = 0;
    if (one_string) {
      room +=
          2 * static_cast<size_t>(pieces[0].value.As<v8::String>()->Length());
    } else {
      for (size_t i = 0; i < count; ++i)
        body += MeasurePiece(isolate, pieces[i]);
      room += body;
    }
    const bool last_chunk = end && chunked;
    if (last_chunk) room += kLastChunk + trailer_length;
    Writer out(exchange.Reserve(room));
    if (head_length > 0) {
      // A chunk's size, which is Latin-1, follows it, unless the program wrote
      // the empty string first.
      const bool head_utf8 =
          utf8 && (!chunked || pieces[0].value.As<v8::String>()->Length() == 0);
      WriteHead(isolate, head, head_utf8, out);
    }
    bool written = false;
    if (one_string) {
      v8::Local<v8::String> text = pieces[0].value.As<v8::String>();
      written =
          text->Length() == 0 || WriteAsciiChunk(isolate, text, chunked, out);
      if (!written) body = MeasurePiece(isolate, pieces[0]);
    }
    if (!written && body > 0) {
      if (chunked) AppendChunkSize(body, out);
      for (size_t i = 0; i < count; ++i) WritePiece(isolate, pieces[i], out);
      if (chunked) out.Append("\r\n", 2);
    }
    if (last_chunk) {
      out.Append("0\r\n", 3);
      if (trailer_length > 0) WriteLatin1To(isolate, trailers, out);
      out.Append("\r\n", 2);
    }
    exchange.Commit(out.written());
    return end && End(exchange, end_flags);
  }
  if (!end) return false;
  if (chunked) {
    Writer out(exchange.Reserve(kLastChunk + trailer_length));
    out.Append("0\r\n", 3);
    if (trailer_length > 0) WriteLatin1To(isolate, trailers, out);
    out.Append("\r\n", 2);
    exchange.Commit(out.written());
  }
  return End(exchange, end_flags);
}

}  // namespace rondo
