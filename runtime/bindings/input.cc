// binding('input'): descriptors that are read when they are ready: pipes and
// terminals behind standard input, for lib/internal/process/input_stream.js.
#include <errno.h>
#include <sys/poll.h>
#include <sys/uio.h>
#include <unistd.h>

#include <map>
#include <memory>

#include "core/loop/loop.h"
#include "runtime/bind/module.h"

namespace rondo {
namespace {

/// onReadable(fd): something, or the end, can be read. Once for each start.
using Callbacks = CallbackTable<ModuleId::kInput, "onReadable">;

/// The wait for one descriptor, which it does not own.
class Wait final : private PollOp {
 public:
  Wait(Environment& env, int descriptor)
      : PollOp([](Op& op, const Completion& completion) {
          static_cast<Wait&>(op).OnCompletion(completion);
        }),
        env_(env) {
    fd = descriptor;
    events = POLLIN;
  }

  void Start() {
    wanted_ = true;
    if (!active()) env_.loop().Start(*this);
  }
  /// A completion that is on its way is swallowed.
  void Stop() {
    wanted_ = false;
    if (active()) env_.loop().Cancel(*this);
  }
  void SetRef(bool on) { env_.loop().SetRef(*this, on); }
  bool idle() const { return !active(); }

 private:
  void OnCompletion(const Completion& completion) {
    if (!wanted_ || env_.exiting()) return;
    if (completion.result == -ECANCELED) {
      // Started again before the cancellation came.
      env_.loop().Start(*this);
      return;
    }
    wanted_ = false;
    // An error shows when it is read.
    Callbacks::Call<"onReadable">(env_, fd);
  }

  Environment& env_;
  bool wanted_ = false;
};

class InputState final : public ModuleState {
 public:
  static constexpr ModuleId kModule = ModuleId::kInput;
  explicit InputState(Environment& env) : env_(env) {}

  void Close() override {
    for (auto& [fd, wait] : waits_) wait->Stop();
  }
  bool closed() const override {
    for (const auto& [fd, wait] : waits_) {
      if (!wait->idle()) return false;
    }
    return true;
  }

  void AppendActive(std::vector<std::string>& names) override {
    for (const auto& [fd, wait] : waits_) {
      if (!wait->idle())
        names.emplace_back(isatty(fd) ? "TTYWrap" : "PipeWrap");
    }
  }

  Wait& Of(int fd) {
    std::unique_ptr<Wait>& wait = waits_[fd];
    if (wait == nullptr) wait = std::make_unique<Wait>(env_, fd);
    return *wait;
  }

 private:
  Environment& env_;
  std::map<int, std::unique_ptr<Wait>> waits_;
};

void Start(Environment& env, int32_t fd) {
  env.state<InputState>().Of(fd).Start();
}
void Stop(Environment& env, int32_t fd) {
  env.state<InputState>().Of(fd).Stop();
}
void SetRef(Environment& env, int32_t fd, bool on) {
  env.state<InputState>().Of(fd).SetRef(on);
}

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

constinit const ModuleSpec kInputBinding =
    Module<ModuleId::kInput, Callbacks, Fn<"start", &Start, "fd">,
           Fn<"stop", &Stop, "fd">, Fn<"setRef", &SetRef, "fd", "on">,
           Fn<"read", &Read, "fd", "view">>::kSpec;

}  // namespace rondo
