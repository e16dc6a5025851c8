// The text of an error's stack, made when a program first reads it.
#pragma once

#include <v8.h>

namespace rondo {

/// Has the isolate's errors show the name and the message that they have when
/// the stack is first read, as Node's do: V8 13 shows the message that they
/// were made with. `Error.prepareStackTrace` of a program comes before it.
void SetUpStackTraces(v8::Isolate* isolate);

}  // namespace rondo
