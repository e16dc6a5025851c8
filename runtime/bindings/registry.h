// The list of native modules: a new one adds a line here, besides its file in
// runtime/bindings. docs/bindings.md shows how.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "runtime/env/module_id.h"

/// V(CppName, javascript_name): `k<CppName>Binding` describes what
/// `binding('javascript_name')` gives.
#define RONDO_FOR_EACH_BINDING(V)      \
  V(Task, task)                        \
  V(Async, async)                      \
  V(Timers, timers)                    \
  V(Buffer, buffer)                    \
  V(Options, options)                  \
  V(Process, process)                  \
  V(Util, util)                        \
  V(Types, types)                      \
  V(Signals, signals)                  \
  V(Net, net)                          \
  V(Http, http)                        \
  V(Fs, fs)                            \
  V(FsWatch, fs_watch)                 \
  V(Os, os)                            \
  V(Tty, tty)                          \
  V(Url, url)                          \
  V(Encoding, encoding)                \
  V(StructuredClone, structured_clone) \
  V(Input, input)                      \
  V(Loader, loader)

namespace rondo {

struct ModuleSpec;

enum class ModuleId : uint8_t {
#define RONDO_MODULE_ID(Type, name) k##Type,
  RONDO_FOR_EACH_BINDING(RONDO_MODULE_ID)
#undef RONDO_MODULE_ID
};

inline constexpr size_t kModuleCount = 0
#define RONDO_COUNT_MODULE(Type, name) +1
    RONDO_FOR_EACH_BINDING(RONDO_COUNT_MODULE)
#undef RONDO_COUNT_MODULE
    ;

static_assert(kModuleCount <= kMaxModules);

/// Every native module, by ModuleId.
std::span<const ModuleSpec* const> AllModules();

#define RONDO_DECLARE_MODULE(Type, name) \
  extern const ModuleSpec k##Type##Binding;
RONDO_FOR_EACH_BINDING(RONDO_DECLARE_MODULE)
#undef RONDO_DECLARE_MODULE

inline constexpr const char* kModuleNames[] = {
#define RONDO_MODULE_NAME(Type, name) #name,
    RONDO_FOR_EACH_BINDING(RONDO_MODULE_NAME)
#undef RONDO_MODULE_NAME
};

}  // namespace rondo
