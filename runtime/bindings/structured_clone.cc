// binding('structured_clone'): a deep copy of a value, for
// lib/web/structured_clone.js.
#include <cstdlib>
#include <memory>
#include <vector>

#include "runtime/bind/module.h"

namespace rondo {

extern const ModuleId kStructuredCloneModule;  // in registry.cc

namespace {

/// dataCloneError(message): the DOMException to throw.
/// isHost(object): whether an instance of a class is one that cloneHost knows.
/// cloneHost(object): the copy of such an object, or of one that createHost
/// made; throws where there can be none.
using Callbacks = CallbackTable<kStructuredCloneModule, "dataCloneError",
                                "isHost", "cloneHost">;

/// Makes the objects that the serializer does not look into, but asks about.
class StructuredCloneState final : public ModuleState {
 public:
  static constexpr const ModuleId& kModule = kStructuredCloneModule;

  explicit StructuredCloneState(Environment& env) {
    v8::Isolate* isolate = env.isolate();
    v8::HandleScope scope(isolate);
    v8::Local<v8::ObjectTemplate> shape = v8::ObjectTemplate::New(isolate);
    // Not used: that there is one is the mark.
    shape->SetInternalFieldCount(1);
    template_.Reset(isolate, shape);
  }

  v8::MaybeLocal<v8::Object> NewHost(Environment& env) {
    return template_.Get(env.isolate())->NewInstance(env.context());
  }

 private:
  v8::Global<v8::ObjectTemplate> template_;
};

v8::MaybeLocal<v8::Object> CreateHost(Environment& env) {
  return env.state<StructuredCloneState>().NewHost(env);
}

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

/// What does not go through the bytes, by its index in them.
struct Aside {
  /// Memory that original and copy share.
  std::vector<std::shared_ptr<v8::BackingStore>> shared;
  /// The copies of host objects; the scopes of the serializer are shorter.
  std::vector<v8::Global<v8::Object>> hosts;
};

class WriteDelegate final : public v8::ValueSerializer::Delegate {
 public:
  WriteDelegate(Environment& env, Aside* aside) : env_(env), aside_(aside) {
#if V8_MAJOR_VERSION >= 13
    plain_prototype_ = v8::Object::New(env.isolate())->GetPrototypeV2();
#endif
  }

  void set_serializer(v8::ValueSerializer* serializer) {
    serializer_ = serializer;
  }

  void ThrowDataCloneError(v8::Local<v8::String> message) override {
    rondo::ThrowDataCloneError(env_, message);
  }
  v8::Maybe<uint32_t> GetSharedArrayBufferId(
      v8::Isolate*, v8::Local<v8::SharedArrayBuffer> buffer) override {
    aside_->shared.push_back(buffer->GetBackingStore());
    return v8::Just(static_cast<uint32_t>(aside_->shared.size() - 1));
  }
#if V8_MAJOR_VERSION >= \
    13  // before, only objects of createHost are asked about
  bool HasCustomHostObject(v8::Isolate*) override { return true; }
  v8::Maybe<bool> IsHostObject(v8::Isolate* isolate,
                               v8::Local<v8::Object> object) override {
    if (object->InternalFieldCount() > 0) return v8::Just(true);
    const v8::Local<v8::Value> prototype = object->GetPrototypeV2();
    if (prototype->IsNull() || prototype == plain_prototype_) {
      return v8::Just(false);
    }
    v8::Local<v8::Value> argument = object;
    v8::Local<v8::Value> answer;
    if (!Callbacks::Get<"isHost">(env_)
             ->Call(env_.context(), v8::Undefined(isolate), 1, &argument)
             .ToLocal(&answer)) {
      return v8::Nothing<bool>();
    }
    return v8::Just(answer->IsTrue());
  }
#endif
  v8::Maybe<bool> WriteHostObject(v8::Isolate* isolate,
                                  v8::Local<v8::Object> object) override {
    v8::Local<v8::Value> argument = object;
    v8::Local<v8::Value> copy;
    if (!Callbacks::Get<"cloneHost">(env_)
             ->Call(env_.context(), v8::Undefined(isolate), 1, &argument)
             .ToLocal(&copy)) {
      return v8::Nothing<bool>();
    }
    CHECK(copy->IsObject());
    serializer_->WriteUint32(static_cast<uint32_t>(aside_->hosts.size()));
    aside_->hosts.emplace_back(isolate, copy.As<v8::Object>());
    return v8::Just(true);
  }

 private:
  Environment& env_;
  Aside* aside_;
#if V8_MAJOR_VERSION >= 13
  v8::Local<v8::Value> plain_prototype_;  // most objects have it, and no copy
#endif
  v8::ValueSerializer* serializer_ = nullptr;
};

class ReadDelegate final : public v8::ValueDeserializer::Delegate {
 public:
  explicit ReadDelegate(const Aside& aside) : aside_(aside) {}

  void set_deserializer(v8::ValueDeserializer* deserializer) {
    deserializer_ = deserializer;
  }

  v8::MaybeLocal<v8::SharedArrayBuffer> GetSharedArrayBufferFromId(
      v8::Isolate* isolate, uint32_t id) override {
    CHECK(id < aside_.shared.size());
    return v8::SharedArrayBuffer::New(isolate, aside_.shared[id]);
  }
  v8::MaybeLocal<v8::Object> ReadHostObject(v8::Isolate* isolate) override {
    uint32_t index = 0;
    CHECK(deserializer_->ReadUint32(&index));
    CHECK(index < aside_.hosts.size());
    return aside_.hosts[index].Get(isolate);
  }

 private:
  const Aside& aside_;
  v8::ValueDeserializer* deserializer_ = nullptr;
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

  Aside aside;
  WriteDelegate write_delegate(env, &aside);
  v8::ValueSerializer serializer(isolate, &write_delegate);
  write_delegate.set_serializer(&serializer);
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
  ReadDelegate read_delegate(aside);
  v8::ValueDeserializer deserializer(isolate, data, size, &read_delegate);
  read_delegate.set_deserializer(&deserializer);
  for (uint32_t i = 0; i < stores.size(); ++i) {
    deserializer.TransferArrayBuffer(
        i, v8::ArrayBuffer::New(isolate, std::move(stores[i])));
  }
  if (!deserializer.ReadHeader(context).To(&done)) return {};
  return deserializer.ReadValue(context);
}

}  // namespace

extern constinit const ModuleSpec kStructuredCloneBinding =
    Module<kStructuredCloneModule, Callbacks,
           Fn<"clone", &Clone, "value", "transfer">,
           Fn<"createHost", &CreateHost>>::kSpec;

}  // namespace rondo
