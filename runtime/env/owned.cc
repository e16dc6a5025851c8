#include "runtime/env/owned.h"

#include <utility>

#include "runtime/env/environment.h"

namespace rondo {
namespace {

// Fields of the JavaScript object.
constexpr int kKindField = 0;
constexpr int kNativeField = 1;
constexpr int kFieldCount = 2;

}  // namespace

void OwnedObject::SetMemory(size_t bytes) {
  const auto change =
      static_cast<int64_t>(bytes) - static_cast<int64_t>(memory_);
  memory_ = bytes;
  OwnedTable& table = env_.owned();
  table.memory_ += static_cast<size_t>(change);
  // V8 may collect in this call.
  table.TellReleased();
  env_.isolate()->AdjustAmountOfExternalAllocatedMemory(change);
}

v8::MaybeLocal<v8::Object> OwnedTable::Wrap(std::unique_ptr<OwnedObject> native,
                                            const OwnedKind& kind) {
  v8::Isolate* isolate = env_.isolate();
  v8::EscapableHandleScope scope(isolate);
  if (shape_.IsEmpty()) [[unlikely]] {
    v8::Local<v8::ObjectTemplate> shape = v8::ObjectTemplate::New(isolate);
    shape->SetInternalFieldCount(kFieldCount);
    shape_.Reset(isolate, shape);
  }
  v8::Local<v8::Object> object;
  natives_.PushBack(*native);
  ++size_;
  if (!shape_.Get(isolate)->NewInstance(env_.context()).ToLocal(&object)) {
    Destroy(*native.release());
    return {};
  }
  object->SetAlignedPointerInInternalField(kKindField,
                                           const_cast<OwnedKind*>(&kind));
  object->SetAlignedPointerInInternalField(kNativeField, native.get());
  native->object_.Reset(isolate, object);
  native->object_.SetWeak(native.get(), &OwnedTable::OnCollected,
                          v8::WeakCallbackType::kParameter);
  static_cast<void>(native.release());
  return scope.Escape(object);
}

OwnedObject* OwnedTable::Unwrap(v8::Local<v8::Value> value,
                                const OwnedKind& kind) {
  if (!value->IsObject()) return nullptr;
  v8::Local<v8::Object> object = value.As<v8::Object>();
  if (object->InternalFieldCount() != kFieldCount ||
      object->GetAlignedPointerFromInternalField(kKindField) != &kind) {
    return nullptr;
  }
  return static_cast<OwnedObject*>(
      object->GetAlignedPointerFromInternalField(kNativeField));
}

void OwnedTable::OnCollected(const v8::WeakCallbackInfo<OwnedObject>& info) {
  OwnedTable& table = Environment::From(info.GetIsolate()).owned();
  table.Destroy(*info.GetParameter());
  // Nothing of V8 may be called in here; soon it may.
  info.SetSecondPassCallback(
      [](const v8::WeakCallbackInfo<OwnedObject>& later) {
        Environment::From(later.GetIsolate()).owned().TellReleased();
      });
}

void OwnedTable::Destroy(OwnedObject& native) {
  native.object_.Reset();
  native.Unlink();
  --size_;
  memory_ -= native.memory_;
  released_ += static_cast<int64_t>(native.memory_);
  delete &native;
}

void OwnedTable::TellReleased() {
  if (released_ == 0) return;
  const int64_t released = std::exchange(released_, 0);
  env_.isolate()->AdjustAmountOfExternalAllocatedMemory(-released);
}

void OwnedTable::Clear() {
  while (OwnedObject* native = natives_.First()) Destroy(*native);
  TellReleased();
  shape_.Reset();
}

}  // namespace rondo
