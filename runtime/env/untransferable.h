// Marking an ArrayBuffer that several owners share, so that neither
// structuredClone nor its own transfer() moves it away from the others.
#pragma once

#include <v8.h>

namespace rondo {

/// The property that marks it; kUntransferable of lib/internal/buffer.
inline v8::Local<v8::Symbol> UntransferableKey(v8::Isolate* isolate) {
  return v8::Symbol::ForApi(
      isolate, v8::String::NewFromUtf8Literal(isolate, "untransferable"));
}

/// Inside a context, for a buffer that no program has seen yet.
inline void MarkUntransferable(v8::Isolate* isolate,
                               v8::Local<v8::ArrayBuffer> buffer) {
  buffer
      ->DefineOwnProperty(isolate->GetCurrentContext(),
                          UntransferableKey(isolate), v8::True(isolate),
                          static_cast<v8::PropertyAttribute>(
                              v8::DontEnum | v8::ReadOnly | v8::DontDelete))
      .Check();
  // Who does not give the key cannot detach it.
  buffer->SetDetachKey(UntransferableKey(isolate));
}

}  // namespace rondo
