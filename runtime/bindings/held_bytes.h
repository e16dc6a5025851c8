// Held bytes: a Buffer's memory that the kernel sends from where it is.
#pragma once

#include <v8.h>

#include <cstddef>
#include <cstdint>
#include <memory>

#include "core/net/transport.h"

namespace rondo {

/// As long as no more than this is queued, a write counts as done at once, and
/// the program may use its buffer again: only a larger buffer is sent from
/// where it is.
inline constexpr size_t kWriteThrough = 64 * 1024;

/// The bytes of `view`, alive until they are released. What JavaScript writes
/// into them before they are sent may be seen by the peer, as in Node.
inline net::OwnedBytes HoldBytes(v8::Local<v8::ArrayBufferView> view) {
  using Store = std::shared_ptr<v8::BackingStore>;
  auto* store = new Store(view->Buffer()->GetBackingStore());
  const auto* data = static_cast<const uint8_t*>((*store)->Data());
  return {{data + view->ByteOffset(), view->ByteLength()},
          [](void* owner) { delete static_cast<Store*>(owner); },
          store};
}

}  // namespace rondo
