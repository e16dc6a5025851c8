// What the environment calls of the process object.
#pragma once

#include "runtime/bind/module.h"

namespace rondo {

extern const ModuleId kProcessModule;  // in registry.cc

/// emitBeforeExit(): void; emitExit(): the code to leave with.
using ProcessCallbacks =
    CallbackTable<kProcessModule, "emitBeforeExit", "emitExit">;

}  // namespace rondo
