// The list of native modules: a new one adds a line here, besides its file in
// this folder. docs/bindings.md shows how.
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "runtime/bind/module.h"
#include "runtime/env/module_id.h"

/// V(CppName, javascript_name): `k<CppName>Binding` describes what
/// `binding('javascript_name')` gives, `k<CppName>Module` is its id.
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
  V(Zlib, zlib)                        \
  V(Loader, loader)

namespace rondo {

namespace {

enum class Place : uint8_t {
#define RONDO_MODULE_PLACE(Type, name) k##Type,
  RONDO_FOR_EACH_BINDING(RONDO_MODULE_PLACE)
#undef RONDO_MODULE_PLACE
};

}  // namespace

#define RONDO_MODULE(Type, name)                      \
  extern constinit const ModuleId k##Type##Module = { \
      static_cast<uint8_t>(Place::k##Type), #name};   \
  extern const ModuleSpec k##Type##Binding;
RONDO_FOR_EACH_BINDING(RONDO_MODULE)
#undef RONDO_MODULE

namespace {

constexpr const ModuleSpec* kModules[] = {
#define RONDO_MODULE_POINTER(Type, name) &k##Type##Binding,
    RONDO_FOR_EACH_BINDING(RONDO_MODULE_POINTER)
#undef RONDO_MODULE_POINTER
};
static_assert(std::size(kModules) <= kMaxModules);

}  // namespace

std::span<const ModuleSpec* const> AllModules() { return kModules; }

const ModuleSpec* FindModule(std::string_view name) {
  for (const ModuleSpec* module : kModules) {
    if (name == module->id.name) return module;
  }
  return nullptr;
}

}  // namespace rondo
