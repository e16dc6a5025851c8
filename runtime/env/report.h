// The report of an error that nobody caught.
#pragma once

#include <v8.h>

namespace rondo {

class Environment;

/// Prints to stderr where `error` was thrown (file, line, the line's text with
/// carets below) and the error with its stack and properties. Flushes what the
/// loop has not sent yet. `message` may be empty.
void PrintUncaught(Environment& env, v8::Local<v8::Value> error,
                   v8::Local<v8::Message> message);

}  // namespace rondo
