// What the environment calls of the loader (lib/bootstrap/loader.js).
#pragma once

#include <v8.h>

#include <map>
#include <string>
#include <string_view>

#include "runtime/bind/module.h"

namespace rondo {

extern const ModuleId kLoaderModule;  // in registry.cc

/// prepare(): fills in what belongs to this run, before any user code.
/// runMain(): loads the program.
using LoaderCallbacks = CallbackTable<kLoaderModule, "prepare", "runMain">;

/// Functions of modules of lib/ by their ids, as EnvironmentOptions asks for
/// them.
struct LibFunctions : std::map<std::string, v8::Global<v8::Function>> {};

/// The function of a module of lib/, (exports, require, module, binding, …);
/// from its code cache if there is one. `all`: with all functions in it, rather
/// than each when it is first called. Empty: it does not compile, an exception
/// is pending.
v8::MaybeLocal<v8::Function> CompileLibModule(Environment& env,
                                              std::string_view id,
                                              bool all = false);

}  // namespace rondo
