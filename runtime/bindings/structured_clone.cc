// binding('structured_clone'): a deep copy of a value, for
// lib/web/structured_clone.js.
#include <cstdlib>
#include <memory>
#include <vector>

#include "runtime/bind/module.h"

namespace rondo {
namespace {

/// dataCloneError(message): the DOMException to throw.
using Callbacks = CallbackTable<ModuleId::kStructuredClone, "dataCloneError">;

void ThrowDataCloneError(Environment& env, v8::Local<v8::String> message) {
  v8::Isolate* isolate = env.isolate();
  v8::Local<v8::Value> argument = message;
  v8::Local<v8::Value> error;
  if (Callbacks::Get<"dataCloneError">(env)
          ->Call(env.context(), v8::Undefined(isolate), 1, &argument)
          .ToLocal(&error)) {
    isolate->ThrowException(error);
  }
}

/// Memory that original and copy share, by index.
using SharedBuffers = std::vector<std::shared_ptr<v8::BackingStore>>;

class WriteDelegate final : public v8::ValueSerializer::Delegate {
 public:
  WriteDelegate(Environment& env, SharedBuffers* shared)
      : env_(env), shared_(shared) {}

  void ThrowDataCloneError(v8::Local<v8::String> message) override {
    rondo::ThrowDataCloneError(env_, message);
  }
  v8::Maybe<uint32_t> GetSharedArrayBufferId(
      v8::Isolate*, v8::Local<v8::SharedArrayBuffer> buffer) override {
    shared_->push_back(buffer->GetBackingStore());
    return v8::Just(static_cast<uint32_t>(shared_->size() - 1));
  }

 private:
  Environment& env_;
  SharedBuffers* shared_;
};

class ReadDelegate final : public v8::ValueDeserializer::Delegate {
 public:
  explicit ReadDelegate(const SharedBuffers& shared) : shared_(shared) {}

  v8::MaybeLocal<v8::SharedArrayBuffer> GetSharedArrayBufferFromId(
      v8::Isolate* isolate, uint32_t id) override {
    CHECK(id < shared_.size());
    return v8::SharedArrayBuffer::New(isolate, shared_[id]);
  }

 private:
  const SharedBuffers& shared_;
};

/// The copy; empty with an exception. The ArrayBuffers in `transfer` are moved:
/// JavaScript has checked that they can be.
v8::MaybeLocal<v8::Value> Clone(Environment& env, v8::Local<v8::Value> value,
                                v8::Local<v8::Array> transfer) {
  v8::Isolate* isolate = env.isolate();
  v8::Local<v8::Context> context = env.context();
  std::vector<v8::Local<v8::ArrayBuffer>> moved;
  for (uint32_t i = 0; i < transfer->Length(); ++i) {
    v8::Local<v8::Value> item;
    if (!transfer->Get(context, i).ToLocal(&item)) return {};
    CHECK(item->IsArrayBuffer());
    // The memory of WebAssembly stays where it is.
    if (!item.As<v8::ArrayBuffer>()->IsDetachable() ||
        item.As<v8::ArrayBuffer>()->WasDetached()) {
      ThrowDataCloneError(env, ToJsString(isolate,
                                          "An ArrayBuffer is not detachable "
                                          "and could not be cloned."));
      return {};
    }
    moved.push_back(item.As<v8::ArrayBuffer>());
  }

  SharedBuffers shared;
  WriteDelegate write_delegate(env, &shared);
  v8::ValueSerializer serializer(isolate, &write_delegate);
  serializer.WriteHeader();
  for (uint32_t i = 0; i < moved.size(); ++i) {
    serializer.TransferArrayBuffer(i, moved[i]);
  }
  bool done;
  if (!serializer.WriteValue(context, value).To(&done)) return {};

  std::vector<std::shared_ptr<v8::BackingStore>> stores;
  for (v8::Local<v8::ArrayBuffer> buffer : moved) {
    stores.push_back(buffer->GetBackingStore());
    buffer->Detach();
  }

  struct Freed {
    void operator()(uint8_t* data) const { std::free(data); }
  };
  const auto [data, size] = serializer.Release();
  const std::unique_ptr<uint8_t, Freed> owned(data);
  ReadDelegate read_delegate(shared);
  v8::ValueDeserializer deserializer(isolate, data, size, &read_delegate);
  for (uint32_t i = 0; i < stores.size(); ++i) {
    deserializer.TransferArrayBuffer(
        i, v8::ArrayBuffer::New(isolate, std::move(stores[i])));
  }
  if (!deserializer.ReadHeader(context).To(&done)) return {};
  return deserializer.ReadValue(context);
}

}  // namespace

constinit const ModuleSpec kStructuredCloneBinding =
    Module<ModuleId::kStructuredClone, Callbacks,
           Fn<"clone", &Clone, "value", "transfer">>::kSpec;

}  // namespace rondo
