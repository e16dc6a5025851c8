// What the environment calls of the process object.
#pragma once

#include "runtime/bind/module.h"

namespace rondo {

/// emitBeforeExit(): void; emitExit(): the code to leave with.
using ProcessCallbacks =
    CallbackTable<ModuleId::kProcess, "emitBeforeExit", "emitExit">;

}  // namespace rondo
