// Runs a line of JavaScript and prints V8's version; exit status 0 means that
// V8, the C library and the loader of the root work together.
#include <libplatform/libplatform.h>
#include <simdutf.h>
#include <v8.h>

#include <cstdio>
#include <memory>

int main() {
  std::unique_ptr<v8::Platform> platform = v8::platform::NewDefaultPlatform(1);
  v8::V8::InitializePlatform(platform.get());
  v8::V8::Initialize();
  v8::Isolate::CreateParams params;
  const std::unique_ptr<v8::ArrayBuffer::Allocator> allocator(
      v8::ArrayBuffer::Allocator::NewDefaultAllocator());
  params.array_buffer_allocator = allocator.get();
  v8::Isolate* isolate = v8::Isolate::New(params);
  bool good = false;
  {
    v8::Isolate::Scope isolate_scope(isolate);
    v8::HandleScope handles(isolate);
    v8::Local<v8::Context> context = v8::Context::New(isolate);
    v8::Context::Scope context_scope(context);
    v8::Local<v8::Value> result;
    good = v8::Script::Compile(context,
                               v8::String::NewFromUtf8Literal(
                                   isolate, "[1, 2].map((n) => n * 21)[1]"))
               .ToLocalChecked()
               ->Run(context)
               .ToLocal(&result) &&
           result->Int32Value(context).FromMaybe(0) == 42 &&
           simdutf::validate_ascii("text", 4);
  }
  isolate->Dispose();
  v8::V8::Dispose();
  v8::V8::DisposePlatform();
  std::puts(v8::V8::GetVersion());
  return good ? 0 : 1;
}
