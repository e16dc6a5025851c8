// Writing a response's bytes out of V8's strings and buffers, in place.
#pragma once

#include <v8.h>

#include <cstdint>

#include "core/http/server/exchange.h"

namespace rondo {

/// One piece of a body as JavaScript gives it: a string (in `latin1` or UTF-8)
/// or an ArrayBufferView.
struct BodyPiece {
  v8::Local<v8::Value> value;
  bool latin1 = false;
};

/// Beside http::kWrite*: the response counts as sent only when all has left,
/// since some of it is a buffer that is sent from where it is.
inline constexpr uint32_t kWriteWhole = 1 << 4;

/// Appends `head` (may be empty) and the pieces, as one chunk when `flags` has
/// kWriteChunked, to the response; with kWriteEnd ends it, `trailers` being the
/// last chunk's. The head is written in the encoding of the string that follows
/// it, as Node does: it matters for a head with characters above U+007F.
///
/// A response that ends with kWriteNotify, that is next to be sent and finds
/// little queued, counts as sent: true is returned, and no OnResponseFinished
/// comes for it. What the loop has to send it sends, whatever JavaScript does.
bool WriteResponse(v8::Isolate* isolate, http::Exchange& exchange,
                   v8::Local<v8::String> head, const BodyPiece* pieces,
                   size_t count, uint32_t flags,
                   v8::Local<v8::String> trailers);

}  // namespace rondo
