// Differences between the versions of V8 that Rondo compiles against: 11.3
// to 13.6. Nothing else in the project asks for the version.
#pragma once

#include <v8.h>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <span>
#include <string>
#include <string_view>

#if V8_MAJOR_VERSION < 11 || (V8_MAJOR_VERSION == 11 && V8_MINOR_VERSION < 3)
#error "V8 11.3 or newer is needed"
#endif

// V8 13's mutexes are Abseil's, which is inside of its library and has no
// headers of its own there.
namespace absl {
enum class OnDeadlockCycle { kIgnore, kReport, kAbort };
[[gnu::weak]] void SetMutexDeadlockDetectionMode(OnDeadlockCycle mode);
}  // namespace absl

namespace rondo {

/// Before V8 starts. As Debian builds it, V8 records in which order its mutexes
/// are locked, to tell of those that might wait for each other: a table of 1 MB
/// in each process, and a search in it at each lock.
inline void DoNotRecordLocks() {
  if (absl::SetMutexDeadlockDetectionMode != nullptr) {
    absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  }
}

/// Before V8 starts. Where Turboshaft unrolls loops it drops their stack
/// checks, also of a loop around an unrolled one: no interrupt reaches it, so
/// that neither a full heap nor Terminate ends it. The other optimizations of
/// loops keep them. V8 11 does not know the flag, and has no need of it.
inline void KeepStackChecks() {
#if V8_MAJOR_VERSION >= 13
  constexpr std::string_view kFlag = "--no-turboshaft-loop-unrolling";
  v8::V8::SetFlagsFromString(kFlag.data(), kFlag.size());
#endif
}

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

/// Whether the job that calls the `then` of a program's thenable carries that
/// value, too.
inline constexpr bool kThenablesKeepContext = V8_MAJOR_VERSION >= 13;

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

/// The symbols that programs know as Symbol.dispose and Symbol.asyncDispose,
/// also while V8 makes a snapshot, when Symbol has not got these properties
/// yet. V8 11 never has them: there they are made and defined, once a context.
inline v8::Local<v8::Symbol> DisposeSymbol(v8::Isolate* isolate, bool async) {
#if V8_MAJOR_VERSION >= 13
  return async ? v8::Symbol::GetAsyncDispose(isolate)
               : v8::Symbol::GetDispose(isolate);
#else
  v8::Local<v8::Context> context = isolate->GetCurrentContext();
  v8::Local<v8::Object> owner =
      context->Global()
          ->Get(context, v8::String::NewFromUtf8Literal(isolate, "Symbol"))
          .ToLocalChecked()
          .As<v8::Object>();
  v8::Local<v8::String> name =
      async ? v8::String::NewFromUtf8Literal(isolate, "asyncDispose")
            : v8::String::NewFromUtf8Literal(isolate, "dispose");
  v8::Local<v8::Value> present = owner->Get(context, name).ToLocalChecked();
  if (present->IsSymbol()) return present.As<v8::Symbol>();
  v8::Local<v8::Symbol> made = v8::Symbol::New(
      isolate,
      v8::String::Concat(
          isolate, v8::String::NewFromUtf8Literal(isolate, "Symbol."), name));
  owner
      ->DefineOwnProperty(context, name, made,
                          static_cast<v8::PropertyAttribute>(
                              v8::ReadOnly | v8::DontEnum | v8::DontDelete))
      .Check();
  return made;
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
