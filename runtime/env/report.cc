#include "runtime/env/report.h"

#include <unistd.h>

#include <algorithm>
#include <string>

#include "runtime/env/environment.h"
#include "runtime/env/version.h"

namespace rondo {

namespace {

/// Of a longer line, which is a whole minified program, only what is around the
/// place is shown.
constexpr size_t kLongestLine = 10'000;
/// Bytes of it before the place, and behind its start.
constexpr size_t kLineBefore = 60;
constexpr size_t kLineBehind = 240;

std::string ToText(v8::Isolate* isolate, v8::Local<v8::Value> value) {
  v8::TryCatch caught(isolate);
  v8::String::Utf8Value text(isolate, value);
  return *text == nullptr ? std::string() : std::string(*text, text.length());
}

/// A frame as error.stack shows it.
std::string FrameText(v8::Isolate* isolate, v8::Local<v8::StackFrame> frame) {
  const std::string place = ToText(isolate, frame->GetScriptNameOrSourceURL()) +
                            ":" + std::to_string(frame->GetLineNumber()) + ":" +
                            std::to_string(frame->GetColumn());
  const std::string function = ToText(isolate, frame->GetFunctionName());
  return "    at " +
         (function.empty() ? place : function + " (" + place + ")") + "\n";
}

/// An object as console.log would print it, else its stack; anything else as
/// text.
std::string Describe(Environment& env, v8::Local<v8::Value> error) {
  v8::Isolate* isolate = env.isolate();
  v8::Local<v8::Context> context = env.context();
  v8::TryCatch caught(isolate);
  if (!error->IsObject()) {
    v8::Local<v8::String> detail;
    return error->ToDetailString(context).ToLocal(&detail)
               ? ToText(isolate, detail)
               : std::string();
  }
  v8::Local<v8::Value> formatter = env.slot(kTaskModule, kErrorFormatter);
  v8::Local<v8::Value> text;
  if (!formatter.IsEmpty() && formatter->IsFunction() &&
      formatter.As<v8::Function>()
          ->Call(context, v8::Undefined(isolate), 1, &error)
          .ToLocal(&text) &&
      text->IsString()) {
    return ToText(isolate, text);
  }
  v8::Local<v8::Value> stack;
  if (error.As<v8::Object>()
          ->Get(context, v8::String::NewFromUtf8Literal(isolate, "stack"))
          .ToLocal(&stack) &&
      stack->IsString() && stack.As<v8::String>()->Length() > 0) {
    return ToText(isolate, stack);
  }
  return ToText(isolate, error);
}

void WriteAll(int fd, const std::string& text) {
  size_t done = 0;
  while (done < text.size()) {
    const ssize_t n = write(fd, text.data() + done, text.size() - done);
    if (n < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (n <= 0) return;
    done += static_cast<size_t>(n);
  }
}

}  // namespace

std::string ExcerptOf(Environment& env, v8::Local<v8::Message> message) {
  v8::Isolate* isolate = env.isolate();
  v8::Local<v8::Context> context = env.context();
  std::string out;
  v8::Local<v8::Value> name = message->GetScriptOrigin().ResourceName();
  const int line = message->GetLineNumber(context).FromMaybe(0);
  if (name.IsEmpty() || line == 0) return out;
  // The text of eval and new Function has no file.
  out = (name->IsUndefined() ? "<anonymous_script>" : ToText(isolate, name)) +
        ":" + std::to_string(line) + "\n";
  v8::Local<v8::String> source;
  if (!message->GetSourceLine(context).ToLocal(&source)) return out;
  std::string text = ToText(isolate, source);
  int start = message->GetStartColumn(context).FromMaybe(-1);
  int end = message->GetEndColumn(context).FromMaybe(-1);
  if (text.size() > kLongestLine) {
    const size_t place =
        std::min(static_cast<size_t>(std::max(start, 0)), text.size());
    const size_t from = place > kLineBefore ? place - kLineBefore : 0;
    text = text.substr(from, kLineBefore + kLineBehind);
    start -= static_cast<int>(from);
    end = std::min(end - static_cast<int>(from), static_cast<int>(text.size()));
  }
  out += text + "\n";
  if (start < 0) return out;
  // The program ended too early: there is nothing to point at.
  if (text.empty()) return out + "\n";
  if (end <= start) end = start + 1;
  for (int i = 0; i < start; ++i) {
    out += static_cast<size_t>(i) < text.size() &&
                   text[static_cast<size_t>(i)] == '\t'
               ? '\t'
               : ' ';
  }
  out.append(static_cast<size_t>(end - start), '^');
  return out + "\n";
}

void PrintUncaught(Environment& env, v8::Local<v8::Value> error,
                   v8::Local<v8::Message> message) {
  v8::Isolate* isolate = env.isolate();
  v8::HandleScope scope(isolate);
  if (message.IsEmpty()) message = v8::Exception::CreateMessage(isolate, error);
  const std::string excerpt = ExcerptOf(env, message);
  std::string text;
  if (error->IsNativeError()) {
    text = Describe(env, error) + "\n";
    // The stack of an error in a module's syntax begins with it.
    if (!text.starts_with(excerpt)) text = excerpt + "\n" + text;
  } else {
    text = "\n" + excerpt + Describe(env, error) + "\n";
    if (!error->IsObject() && !env.options().flag("--trace-uncaught")) {
      text +=
          "(Use `rondo --trace-uncaught ...` to show where the exception was "
          "thrown)\n";
    }
  }
  if (env.options().flag("--trace-uncaught")) {
    v8::Local<v8::StackTrace> stack = message->GetStackTrace();
    if (!stack.IsEmpty() && stack->GetFrameCount() > 0) {
      text += "Thrown at:\n";
      for (int i = 0; i < stack->GetFrameCount(); ++i) {
        text += FrameText(isolate,
                          stack->GetFrame(isolate, static_cast<uint32_t>(i)));
      }
    }
  }
  text += "\nRondo v";
  text += kRondoVersion;
  text += "\n";
  if (!env.building_snapshot()) env.loop().FlushNow();
  WriteAll(STDERR_FILENO, text);
}

}  // namespace rondo
