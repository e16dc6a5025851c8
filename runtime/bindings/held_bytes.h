// Held bytes: a Buffer's memory that the kernel sends from where it is.
#pragma once

#include <v8.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "core/net/transport.h"

namespace rondo {

/// As long as no more than this is queued, a write counts as done at once, and
/// the program may use its buffer again: only a larger buffer is sent from
/// where it is.
inline constexpr size_t kWriteThrough = 64 * 1024;

/// The bytes of `view`, alive until they are released. What JavaScript writes
/// into them before they are sent may be seen by the peer, as in Node. Of
/// memory that JavaScript may make smaller, whose pages are gone then, it is a
/// copy.
inline net::OwnedBytes HoldBytes(v8::Local<v8::ArrayBufferView> view) {
  using Store = std::shared_ptr<v8::BackingStore>;
  Store memory = view->Buffer()->GetBackingStore();
  if (memory->IsResizableByUserJavaScript()) {
    auto* copy = new std::vector<uint8_t>(view->ByteLength());
    view->CopyContents(copy->data(), copy->size());
    return {
        *copy,
        [](void* owner) { delete static_cast<std::vector<uint8_t>*>(owner); },
        copy};
  }
  auto* store = new Store(std::move(memory));
  const auto* data = static_cast<const uint8_t*>((*store)->Data());
  return {{data + view->ByteOffset(), view->ByteLength()},
          [](void* owner) { delete static_cast<Store*>(owner); },
          store};
}

}  // namespace rondo
