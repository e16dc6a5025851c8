#include "runtime/bind/convert.h"

#include <limits>
#include <string>

#include "runtime/env/v8_compat.h"

namespace rondo {

Utf8::Utf8(v8::Isolate* isolate, v8::Local<v8::String> string) {
  // A UTF-16 unit takes at most three bytes.
  size_t capacity = static_cast<size_t>(string->Length()) * 3 + 1;
  if (capacity > kInline) {
    capacity = Utf8Length(isolate, string) + 1;
    if (capacity > kInline) {
      heap_ = std::make_unique_for_overwrite<char[]>(capacity);
      data_ = heap_.get();
    }
  }
  size_ = WriteUtf8(isolate, string, {data_, capacity - 1});
  data_[size_] = '\0';
}

namespace {

void ThrowCoded(v8::Isolate* isolate, v8::Local<v8::Value> error,
                std::string_view code) {
  // What cannot be set on a new object, the heap being full, is not.
  error.As<v8::Object>()
      ->CreateDataProperty(isolate->GetCurrentContext(),
                           ToJsString(isolate, "code"),
                           ToJsString(isolate, code))
      .FromMaybe(false);
  isolate->ThrowException(error);
}

}  // namespace

void ThrowTypeError(v8::Isolate* isolate, std::string_view message) {
  ThrowCoded(isolate, v8::Exception::TypeError(ToJsString(isolate, message)),
             "ERR_INVALID_ARG_TYPE");
}

void FailArgument(v8::Isolate* isolate, const ArgumentSite& site,
                  const char* expected) {
  ThrowTypeError(isolate, std::string("binding('") + site.module.name + "')." +
                              site.function + ": argument " +
                              std::to_string(site.index + 1) + " is no " +
                              expected);
}

v8::Local<v8::String> ToJsString(v8::Isolate* isolate, std::string_view utf8) {
  v8::Local<v8::String> string;
  if (utf8.size() <= std::numeric_limits<int>::max() &&
      v8::String::NewFromUtf8(isolate, utf8.data(), v8::NewStringType::kNormal,
                              static_cast<int>(utf8.size()))
          .ToLocal(&string)) [[likely]] {
    return string;
  }
  ThrowCoded(isolate,
             v8::Exception::Error(
                 v8::String::NewFromUtf8Literal(isolate, "String too long")),
             "ERR_STRING_TOO_LONG");
  return v8::String::Empty(isolate);
}

namespace bind_internal {

std::span<uint8_t> BytesOf(v8::Isolate* isolate, v8::Local<v8::Value> value,
                           const ArgumentSite& site) {
  if (value->IsArrayBufferView()) {
    v8::Local<v8::ArrayBufferView> view = value.As<v8::ArrayBufferView>();
    return {static_cast<uint8_t*>(view->Buffer()->Data()) + view->ByteOffset(),
            view->ByteLength()};
  }
  if (value->IsArrayBuffer()) {
    v8::Local<v8::ArrayBuffer> buffer = value.As<v8::ArrayBuffer>();
    return {static_cast<uint8_t*>(buffer->Data()), buffer->ByteLength()};
  }
  if (!Expect(value->IsSharedArrayBuffer(), isolate, site,
              "ArrayBufferView or ArrayBuffer")) {
    return {};
  }
  v8::Local<v8::SharedArrayBuffer> buffer = value.As<v8::SharedArrayBuffer>();
  return {static_cast<uint8_t*>(buffer->Data()), buffer->ByteLength()};
}

}  // namespace bind_internal
}  // namespace rondo
