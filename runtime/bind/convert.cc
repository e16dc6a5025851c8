#include "runtime/bind/convert.h"

#include <cstdio>
#include <cstdlib>

#include "core/base/check.h"
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

void FailArgument(v8::Isolate* isolate, const ArgumentSite& site,
                  const char* expected) {
  std::fprintf(stderr, "binding('%s').%s: argument %d is no %s\n",
               site.module.name, site.function, site.index + 1, expected);
  PrintCurrentStack(isolate, stderr);
  std::abort();
}

v8::Local<v8::String> ToJsString(v8::Isolate* isolate, std::string_view utf8) {
  v8::Local<v8::String> string;
  // Fails only above 512 MB, which no caller has.
  CHECK(v8::String::NewFromUtf8(isolate, utf8.data(),
                                v8::NewStringType::kNormal,
                                static_cast<int>(utf8.size()))
            .ToLocal(&string));
  return string;
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
  Expect(value->IsSharedArrayBuffer(), isolate, site,
         "ArrayBufferView or ArrayBuffer");
  v8::Local<v8::SharedArrayBuffer> buffer = value.As<v8::SharedArrayBuffer>();
  return {static_cast<uint8_t*>(buffer->Data()), buffer->ByteLength()};
}

}  // namespace bind_internal
}  // namespace rondo
