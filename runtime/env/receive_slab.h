// ReceiveSlab: where bytes from the network go on their way to JavaScript.
#pragma once

#include <v8.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <span>

#include "runtime/env/untransferable.h"

namespace rondo {

/// Copies received bytes into ArrayBuffers that JavaScript makes Buffers of.
/// Small pieces share a slab, so that a keystroke does not cost a page; it can
/// not be transferred, for that would take it from under the others. A large
/// piece gets memory of its own, which goes as soon as nobody holds it.
class ReceiveSlab {
 public:
  struct Piece {
    v8::Local<v8::ArrayBuffer> buffer;
    uint32_t offset;
    uint32_t length;
  };

  /// Needs an open HandleScope. The copy is the caller's only through `buffer`.
  Piece Copy(v8::Isolate* isolate, std::span<const uint8_t> bytes) {
    const auto length = static_cast<uint32_t>(bytes.size());
    if (bytes.size() >= kOwnFrom) {
      return {Allocate(isolate, bytes.size(), bytes), 0, length};
    }
    v8::Local<v8::ArrayBuffer> buffer = slab_.Get(isolate);
    // A slab that its readers have found a way to detach has no memory.
    if (buffer.IsEmpty() || bytes.size() > kSlabSize - used_ ||
        buffer->WasDetached()) {
      buffer = Allocate(isolate, kSlabSize, {});
      MarkUntransferable(isolate, buffer);
      slab_.Reset(isolate, buffer);
      used_ = 0;
    }
    const uint32_t offset = used_;
    if (length > 0) std::memcpy(data_ + offset, bytes.data(), length);
    // Views at multiples of eight suit typed arrays over the same memory.
    used_ = (used_ + length + 7) & ~uint32_t{7};
    if (used_ > kSlabSize) used_ = kSlabSize;
    return {buffer, offset, length};
  }

  /// Before the isolate goes.
  void Reset() { slab_.Reset(); }

 private:
  static constexpr uint32_t kSlabSize = 16 * 1024;
  static constexpr size_t kOwnFrom = 2 * 1024;

  v8::Local<v8::ArrayBuffer> Allocate(v8::Isolate* isolate, size_t size,
                                      std::span<const uint8_t> bytes) {
    auto* data = static_cast<uint8_t*>(std::malloc(size));
    if (data == nullptr) std::abort();
    if (!bytes.empty()) std::memcpy(data, bytes.data(), bytes.size());
    // A slab is not cleared: like Buffer's pool it may show old memory to who
    // looks behind a Buffer's end, and clearing would cost as much as
    // receiving.
    if (bytes.empty()) data_ = data;
    std::unique_ptr<v8::BackingStore> store = v8::ArrayBuffer::NewBackingStore(
        data, size, [](void* memory, size_t, void*) { std::free(memory); },
        nullptr);
    return v8::ArrayBuffer::New(isolate, std::move(store));
  }

  v8::Global<v8::ArrayBuffer> slab_;
  uint8_t* data_ = nullptr;  // of slab_
  uint32_t used_ = 0;
};

}  // namespace rondo
