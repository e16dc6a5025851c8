#include "runtime/env/stack_trace.h"

namespace rondo {
namespace {

v8::Local<v8::String> Text(v8::Isolate* isolate, const char* text) {
  return v8::String::NewFromUtf8(isolate, text,
                                 v8::NewStringType::kInternalized)
      .ToLocalChecked();
}

/// The property as a string; `absent` where it is undefined.
v8::MaybeLocal<v8::String> Property(v8::Local<v8::Context> context,
                                    v8::Local<v8::Object> object,
                                    const char* name, const char* absent) {
  v8::Isolate* isolate = context->GetIsolate();
  v8::Local<v8::Value> value;
  if (!object->Get(context, Text(isolate, name)).ToLocal(&value)) return {};
  if (value->IsUndefined()) return Text(isolate, absent);
  return value->ToString(context);
}

/// Error.prototype.toString of the language, whatever a program made of it.
v8::MaybeLocal<v8::String> Head(v8::Local<v8::Context> context,
                                v8::Local<v8::Value> error) {
  v8::Isolate* isolate = context->GetIsolate();
  if (!error->IsObject()) return error->ToDetailString(context);
  v8::Local<v8::String> name;
  v8::Local<v8::String> message;
  if (!Property(context, error.As<v8::Object>(), "name", "Error")
           .ToLocal(&name) ||
      !Property(context, error.As<v8::Object>(), "message", "")
           .ToLocal(&message)) {
    return {};
  }
  if (name->Length() == 0) return message;
  if (message->Length() == 0) return name;
  return v8::String::Concat(
      isolate, v8::String::Concat(isolate, name, Text(isolate, ": ")), message);
}

/// The program's Error.prepareStackTrace; empty if there is none.
v8::Local<v8::Function> Prepare(v8::Local<v8::Context> context,
                                v8::Local<v8::Object>* owner) {
  v8::Isolate* isolate = context->GetIsolate();
  v8::Local<v8::Value> error;
  v8::Local<v8::Value> prepare;
  if (!context->Global()
           ->Get(context, Text(isolate, "Error"))
           .ToLocal(&error) ||
      !error->IsObject() ||
      !error.As<v8::Object>()
           ->Get(context, Text(isolate, "prepareStackTrace"))
           .ToLocal(&prepare) ||
      !prepare->IsFunction()) {
    return {};
  }
  *owner = error.As<v8::Object>();
  return prepare.As<v8::Function>();
}

v8::MaybeLocal<v8::Value> Format(v8::Local<v8::Context> context,
                                 v8::Local<v8::Value> error,
                                 v8::Local<v8::Array> sites) {
  v8::Isolate* isolate = context->GetIsolate();
  v8::Local<v8::Object> owner;
  v8::Local<v8::Function> prepare = Prepare(context, &owner);
  if (!prepare.IsEmpty()) {
    v8::Local<v8::Value> arguments[] = {error, sites};
    return prepare->Call(context, owner, 2, arguments);
  }
  v8::Local<v8::String> text;
  {
    v8::TryCatch failure(isolate);
    if (!Head(context, error).ToLocal(&text)) {
      text = Text(isolate, "<error>");
    }
  }
  v8::Local<v8::String> before = Text(isolate, "\n    at ");
  for (uint32_t i = 0; i < sites->Length(); ++i) {
    v8::Local<v8::Value> site;
    v8::Local<v8::String> frame;
    if (!sites->Get(context, i).ToLocal(&site) ||
        !site->ToString(context).ToLocal(&frame)) {
      return {};
    }
    text = v8::String::Concat(isolate,
                              v8::String::Concat(isolate, text, before), frame);
  }
  return text;
}

}  // namespace

void SetUpStackTraces(v8::Isolate* isolate) {
  isolate->SetPrepareStackTraceCallback(&Format);
}

}  // namespace rondo
