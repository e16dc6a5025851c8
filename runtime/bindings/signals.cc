// binding('signals'): signals as completions of the loop.
#include <pthread.h>
#include <signal.h>
#include <sys/poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <cerrno>

#include "core/base/unique_fd.h"
#include "core/loop/loop.h"
#include "runtime/bind/module.h"

namespace rondo {
namespace {

using Callbacks = CallbackTable<ModuleId::kSignals, "onSignal">;

/// Watched signals are blocked and read from a signalfd: no handler, nothing
/// global. Only the environment that owns the process watches any.
class SignalsState final : public ModuleState, private PollOp {
 public:
  static constexpr ModuleId kModule = ModuleId::kSignals;

  explicit SignalsState(Environment& env)
      : PollOp([](Op& op, const Completion& completion) {
          static_cast<SignalsState&>(op).OnReadable(completion);
        }),
        env_(env) {
    sigemptyset(&watched_);
  }

  void Close() override {
    env_.loop().Cancel(*this);
    pthread_sigmask(SIG_UNBLOCK, &watched_, nullptr);
    sigemptyset(&watched_);
  }
  bool closed() const override { return !active(); }

  int32_t Watch(int signum) {
    if (!env_.options().owns_process) return 0;
    if (signum == SIGKILL || signum == SIGSTOP) return -EINVAL;
    if (sigaddset(&watched_, signum) != 0) return -errno;
    sigset_t one;
    sigemptyset(&one);
    sigaddset(&one, signum);
    pthread_sigmask(SIG_BLOCK, &one, nullptr);
    const int fd = signalfd(fd_.get(), &watched_, SFD_NONBLOCK | SFD_CLOEXEC);
    if (fd < 0) return -errno;
    if (!fd_.valid()) {
      fd_.Reset(fd);
      PollOp::fd = fd;
      events = POLLIN;
    }
    if (!active()) {
      env_.loop().SetRef(*this, false);
      env_.loop().Start(*this);
    }
    return 0;
  }

  void Unwatch(int signum) {
    if (!env_.options().owns_process || !fd_.valid()) return;
    sigdelset(&watched_, signum);
    signalfd(fd_.get(), &watched_, SFD_NONBLOCK | SFD_CLOEXEC);
    sigset_t one;
    sigemptyset(&one);
    sigaddset(&one, signum);
    pthread_sigmask(SIG_UNBLOCK, &one, nullptr);
  }

 private:
  void OnReadable(const Completion& completion) {
    if (completion.result < 0 || env_.exiting()) return;
    // Re-armed first: a listener may throw or remove itself.
    env_.loop().Start(*this);
    signalfd_siginfo info;
    while (read(fd_.get(), &info, sizeof info) == sizeof info) {
      Callbacks::Call<"onSignal">(env_, static_cast<int32_t>(info.ssi_signo));
      if (env_.exiting()) return;
    }
  }

  Environment& env_;
  UniqueFd fd_;
  sigset_t watched_;
};

int32_t Start(Environment& env, int32_t signum) {
  return env.state<SignalsState>().Watch(signum);
}

void Stop(Environment& env, int32_t signum) {
  env.state<SignalsState>().Unwatch(signum);
}

}  // namespace

constinit const ModuleSpec kSignalsBinding =
    Module<ModuleId::kSignals, Fn<"start", &Start, "signum">,
           Fn<"stop", &Stop, "signum">, Callbacks>::kSpec;

}  // namespace rondo
