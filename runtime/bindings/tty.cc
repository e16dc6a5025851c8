// binding('tty'): terminals, for lib/tty.js.
#include <sys/ioctl.h>
#include <unistd.h>

#include "core/loop/terminal_mode.h"
#include "runtime/bind/module.h"

namespace rondo {

extern const ModuleId kTtyModule;  // in registry.cc

namespace {

bool IsTty(Environment&, int32_t fd) { return isatty(fd) == 1; }

/// [columns, rows]; undefined when the terminal does not say.
Typed<"[columns: number, rows: number] | undefined"> WindowSize(
    Environment& env, int32_t fd) {
  v8::Isolate* isolate = env.isolate();
  winsize size;
  if (ioctl(fd, TIOCGWINSZ, &size) != 0) return v8::Undefined(isolate);
  v8::Local<v8::Value> values[] = {v8::Integer::New(isolate, size.ws_col),
                                   v8::Integer::New(isolate, size.ws_row)};
  return v8::Array::New(isolate, values, std::size(values));
}

int32_t SetRawMode(Environment&, int32_t fd, bool on) {
  const Status status = on ? TerminalMode::SetRaw(fd) : TerminalMode::Reset(fd);
  return status.ok() ? 0 : -status.error().code();
}

}  // namespace

extern constinit const ModuleSpec kTtyBinding =
    Module<kTtyModule, Fn<"isatty", &IsTty, "fd">,
           Fn<"windowSize", &WindowSize, "fd">,
           Fn<"setRawMode", &SetRawMode, "fd", "on">>::kSpec;

}  // namespace rondo
