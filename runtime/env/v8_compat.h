// Differences between the versions of V8 that Rondo compiles against: 10.2 to
// 13.6. Nothing else in the project asks for the version.
#pragma once

#include <v8.h>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <span>
#include <string>

#if V8_MAJOR_VERSION < 10 || (V8_MAJOR_VERSION == 10 && V8_MINOR_VERSION < 2)
#error "V8 10.2 or newer is needed"
#endif

namespace rondo {

inline v8::ScriptOrigin MakeOrigin(v8::Isolate* isolate,
                                   v8::Local<v8::Value> name,
                                   v8::Local<v8::Data> host_options = {},
                                   int line_offset = 0, int column_offset = 0) {
#if V8_MAJOR_VERSION >= 13
  static_cast<void>(isolate);
  return v8::ScriptOrigin(name, line_offset, column_offset, false, -1, {},
                          false, false, false, host_options);
#else
  return v8::ScriptOrigin(isolate, name, line_offset, column_offset, false, -1,
                          {}, false, false, false, host_options);
#endif
}

/// Compiles `source` as the body of a function of these parameters.
inline v8::MaybeLocal<v8::Function> CompileFunction(
    v8::Local<v8::Context> context, v8::ScriptCompiler::Source* source,
    std::span<v8::Local<v8::String>> parameters,
    v8::ScriptCompiler::CompileOptions options =
        v8::ScriptCompiler::kNoCompileOptions) {
  return v8::ScriptCompiler::CompileFunction(context, source, parameters.size(),
                                             parameters.data(), 0, nullptr,
                                             options);
}

/// The value that promise reactions carry from where they were made.
inline v8::Local<v8::Value> ContinuationData(v8::Isolate* isolate) {
#if V8_MAJOR_VERSION >= 13
  return isolate->GetContinuationPreservedEmbedderData();
#else
  return isolate->GetCurrentContext()->GetContinuationPreservedEmbedderData();
#endif
}

/// Inside a context.
inline void SetContinuationData(v8::Isolate* isolate,
                                v8::Local<v8::Value> value) {
#if V8_MAJOR_VERSION >= 13
  isolate->SetContinuationPreservedEmbedderData(value);
#else
  isolate->GetCurrentContext()->SetContinuationPreservedEmbedderData(value);
#endif
}

/// Bytes of `string` in UTF-8; a lone surrogate counts as U+FFFD.
inline size_t Utf8Length(v8::Isolate* isolate, v8::Local<v8::String> string) {
#if V8_MAJOR_VERSION >= 13
  return string->Utf8LengthV2(isolate);
#else
  return static_cast<size_t>(string->Utf8Length(isolate));
#endif
}

/// Writes as many whole characters as fit and returns the bytes written; no
/// final zero.
inline size_t WriteUtf8(v8::Isolate* isolate, v8::Local<v8::String> string,
                        std::span<char> out) {
#if V8_MAJOR_VERSION >= 13
  return string->WriteUtf8V2(isolate, out.data(), out.size(),
                             v8::String::WriteFlags::kReplaceInvalidUtf8);
#else
  return static_cast<size_t>(string->WriteUtf8(
      isolate, out.data(), static_cast<int>(out.size()), nullptr,
      v8::String::NO_NULL_TERMINATION | v8::String::REPLACE_INVALID_UTF8));
#endif
}

/// Writes the low bytes of the first out.size() characters from `start` on.
inline void WriteOneByte(v8::Isolate* isolate, v8::Local<v8::String> string,
                         std::span<uint8_t> out, size_t start = 0) {
#if V8_MAJOR_VERSION >= 13
  string->WriteOneByteV2(isolate, static_cast<uint32_t>(start),
                         static_cast<uint32_t>(out.size()), out.data());
#else
  string->WriteOneByte(isolate, out.data(), static_cast<int>(start),
                       static_cast<int>(out.size()),
                       v8::String::NO_NULL_TERMINATION);
#endif
}

/// Writes the first out.size() UTF-16 units from `start` on.
inline void WriteTwoByte(v8::Isolate* isolate, v8::Local<v8::String> string,
                         std::span<uint16_t> out, size_t start = 0) {
#if V8_MAJOR_VERSION >= 13
  string->WriteV2(isolate, static_cast<uint32_t>(start),
                  static_cast<uint32_t>(out.size()), out.data());
#else
  string->Write(isolate, out.data(), static_cast<int>(start),
                static_cast<int>(out.size()), v8::String::NO_NULL_TERMINATION);
#endif
}

/// Calls `before(data)` when JavaScript is about to block in Atomics.wait. V8
/// 12 and newer have no such call: there nothing happens.
template <void (*Before)(void* data)>
void OnAtomicsWait(v8::Isolate* isolate, void* data) {
#if V8_MAJOR_VERSION < 12
  isolate->SetAtomicsWaitCallback(
      [](v8::Isolate::AtomicsWaitEvent event, v8::Local<v8::SharedArrayBuffer>,
         size_t, int64_t, double, v8::Isolate::AtomicsWaitWakeHandle*,
         void* context) {
        if (event == v8::Isolate::AtomicsWaitEvent::kStartWait) Before(context);
      },
      data);
#else
  static_cast<void>(isolate);
  static_cast<void>(data);
#endif
}

/// Prints the JavaScript stack, one line a frame.
inline void PrintCurrentStack(v8::Isolate* isolate, std::FILE* out) {
  v8::HandleScope scope(isolate);
  constexpr int kFrames = 20;
  v8::Local<v8::StackTrace> stack =
      v8::StackTrace::CurrentStackTrace(isolate, kFrames);
  for (int i = 0; i < stack->GetFrameCount(); ++i) {
    v8::Local<v8::StackFrame> frame =
        stack->GetFrame(isolate, static_cast<uint32_t>(i));
    v8::String::Utf8Value function(isolate, frame->GetFunctionName());
    v8::String::Utf8Value script(isolate, frame->GetScriptName());
    std::fprintf(out, "    at %s (%s:%d:%d)\n",
                 function.length() > 0 ? *function : "<anonymous>",
                 script.length() > 0 ? *script : "<unknown>",
                 frame->GetLineNumber(), frame->GetColumn());
  }
}

}  // namespace rondo
