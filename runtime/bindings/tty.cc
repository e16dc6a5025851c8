// binding('tty'): terminals, for lib/tty.js.
#include <errno.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

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

/// The terminal's mode before the first change, put back at the end.
struct TtyState final : ModuleState {
  static constexpr const ModuleId& kModule = kTtyModule;
  explicit TtyState(Environment&) {}
  ~TtyState() override { Close(); }
  void Close() override {
    if (fd >= 0) tcsetattr(fd, TCSANOW, &original);
    fd = -1;
  }

  int fd = -1;
  termios original;
};

int32_t SetRawMode(Environment& env, int32_t fd, bool on) {
  TtyState& state = env.state<TtyState>();
  if (!on) {
    if (state.fd != fd) return 0;
    return tcsetattr(fd, TCSADRAIN, &state.original) == 0 ? 0 : -errno;
  }
  termios mode;
  if (tcgetattr(fd, &mode) != 0) return -errno;
  if (state.fd != fd) {
    state.fd = fd;
    state.original = mode;
  }
  // Input byte by byte, unechoed, without signals; output is still processed.
  mode.c_iflag &=
      ~static_cast<tcflag_t>(BRKINT | ICRNL | INPCK | ISTRIP | IXON);
  mode.c_oflag |= ONLCR;
  mode.c_cflag |= CS8;
  mode.c_lflag &= ~static_cast<tcflag_t>(ECHO | ICANON | IEXTEN | ISIG);
  mode.c_cc[VMIN] = 1;
  mode.c_cc[VTIME] = 0;
  return tcsetattr(fd, TCSADRAIN, &mode) == 0 ? 0 : -errno;
}

}  // namespace

extern constinit const ModuleSpec kTtyBinding =
    Module<kTtyModule, Fn<"isatty", &IsTty, "fd">,
           Fn<"windowSize", &WindowSize, "fd">,
           Fn<"setRawMode", &SetRawMode, "fd", "on">>::kSpec;

}  // namespace rondo
