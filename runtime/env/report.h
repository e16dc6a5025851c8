// The report of an error that nobody caught.
#pragma once

#include <v8.h>

#include <string>

namespace rondo {

class Environment;

/// Where `message` arose: "file:line", the line's text, and carets below what
/// was at fault, each with its line feed. "" if it has no place.
std::string ExcerptOf(Environment& env, v8::Local<v8::Message> message);

/// Prints to stderr where `error` was thrown (file, line, the line's text with
/// carets below) and the error with its stack and properties. Flushes what the
/// loop has not sent yet. `message` may be empty.
void PrintUncaught(Environment& env, v8::Local<v8::Value> error,
                   v8::Local<v8::Message> message);

}  // namespace rondo
