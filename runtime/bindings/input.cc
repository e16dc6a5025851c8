// binding('input'): descriptors that are read when they are ready: pipes and
// terminals behind standard input, for lib/internal/process/input_stream.js.
#include <errno.h>
#include <sys/poll.h>
#include <sys/uio.h>
#include <unistd.h>

#include <memory>

#include "core/loop/loop.h"
#include "runtime/bind/module.h"

namespace rondo {

extern const ModuleId kInputModule;  // in registry.cc

namespace {

/// onReadable(slot): something, or the end, can be read. Once for each start.
using Callbacks = CallbackTable<kInputModule, "onReadable">;

/// The wait for one descriptor, which it does not own.
class Input final : public Resource, private PollOp {
 public:
  static constexpr ResourceKind kKind = {kInputModule, "PipeWrap", "PIPEWRAP"};
  static constexpr FixedString kHandleName = "Input";

  Input(Environment& env, int descriptor)
      : Resource(env, kKind), PollOp([](Op& op, const Completion& completion) {
          static_cast<Input&>(op).OnCompletion(completion);
        }) {
    fd = descriptor;
    events = POLLIN;
  }

  void Start() {
    wanted_ = true;
    if (!active()) env().loop().Start(*this);
  }
  /// A completion that is on its way is swallowed.
  void Stop() {
    wanted_ = false;
    if (active()) env().loop().Cancel(*this);
  }

  const char* name() const override {
    return isatty(fd) ? "TTYWrap" : kKind.name;
  }
  const char* async_type() const override {
    return isatty(fd) ? "TTYWRAP" : kKind.async_type;
  }
  void AppendActive(std::vector<std::string>& names) const override {
    if (active()) Resource::AppendActive(names);
  }

 private:
  void StartClose() override {
    Stop();
    if (!active()) Destroy();
  }
  void OnSetRef(bool on) override { env().loop().SetRef(*this, on); }

  void OnCompletion(const Completion& completion) {
    if (closing()) {
      Destroy();
      return;
    }
    if (!wanted_ || env().exiting()) return;
    if (completion.result == -ECANCELED) {
      // Started again before the cancellation came.
      env().loop().Start(*this);
      return;
    }
    wanted_ = false;
    // An error shows when it is read.
    Callbacks::Call<"onReadable">(*this);
  }

  bool wanted_ = false;
};

ResourceId<Input> Open(Environment& env, int32_t fd) {
  return env.resources().Add(std::make_unique<Input>(env, fd));
}
void Close(Environment&, Input& input) { input.Close(); }
void Start(Environment&, Input& input) { input.Start(); }
void Stop(Environment&, Input& input) { input.Stop(); }
void SetRef(Environment&, Input& input, bool on) { input.SetRef(on); }

/// As read, without waiting: another process that has the descriptor too may
/// have taken what was there. (Making it non-blocking would reach that one.)
ssize_t ReadAtOnce(int fd, std::span<uint8_t> view) {
  const iovec piece{view.data(), view.size()};
  const ssize_t count = preadv2(fd, &piece, 1, -1, RWF_NOWAIT);
  if (count >= 0 || (errno != EOPNOTSUPP && errno != ENOSYS)) return count;
  // A terminal, or an older kernel.
  pollfd ready{fd, POLLIN, 0};
  if (poll(&ready, 1, 0) == 0) {
    errno = EAGAIN;
    return -1;
  }
  return read(fd, view.data(), view.size());
}

/// Bytes read into `view`, 0 at the end, or a negative errno: EAGAIN when there
/// is nothing any more.
int32_t Read(Environment&, int32_t fd, std::span<uint8_t> view) {
  for (;;) {
    const ssize_t count = ReadAtOnce(fd, view);
    if (count >= 0) return static_cast<int32_t>(count);
    if (errno != EINTR) return -errno;
  }
}

}  // namespace

extern constinit const ModuleSpec kInputBinding =
    Module<kInputModule, Callbacks, Fn<"open", &Open, "fd">,
           Fn<"close", &Close, "input">, Fn<"start", &Start, "input">,
           Fn<"stop", &Stop, "input">, Fn<"setRef", &SetRef, "input", "on">,
           Fn<"read", &Read, "fd", "view">>::kSpec;

}  // namespace rondo
