#include "core/loop/terminal_mode.h"

#include <signal.h>
#include <termios.h>

#include <atomic>
#include <cerrno>
#include <initializer_list>
#include <mutex>

#include "core/loop/signals.h"

namespace rondo {
namespace {

// Those that end a process unless it watches them, of itself and of others.
constexpr int kFatalSignals[] = {SIGHUP,  SIGINT,    SIGQUIT, SIGTERM, SIGABRT,
                                 SIGSEGV, SIGBUS,    SIGILL,  SIGFPE,  SIGSYS,
                                 SIGALRM, SIGVTALRM, SIGXCPU, SIGUSR1, SIGUSR2};

// A terminal whose mode was changed.
struct Changed {
  std::atomic<int> fd{-1};  // -1: free; set when `original` is whole
  termios original{};
};

struct Table {
  Changed changed[TerminalMode::kMost];
  std::mutex mutex;  // who changes modes; handlers only read
  bool handles_signals = false;
};
constinit Table table;

Changed* Find(int fd) {
  for (Changed& entry : table.changed) {
    if (entry.fd.load(std::memory_order_acquire) == fd) return &entry;
  }
  return nullptr;
}

// A process in the background that touches its terminal is stopped, for
// nothing: what it wants is what the one in the foreground has.
int SetMode(int fd, int when, const termios& mode) {
  sigset_t stop, before;
  sigemptyset(&stop);
  sigaddset(&stop, SIGTTOU);
  pthread_sigmask(SIG_BLOCK, &stop, &before);
  int result;
  do {
    result = tcsetattr(fd, when, &mode) == 0 ? 0 : errno;
  } while (result == EINTR);
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  return result;
}

// The disposition is the default one again when this begins (SA_RESETHAND).
void OnFatalSignal(int signal) {
  TerminalMode::Restore();
  raise(signal);
}

}  // namespace

Status TerminalMode::SetRaw(int fd) {
  termios mode;
  if (tcgetattr(fd, &mode) != 0) return Error(errno);
  std::lock_guard lock(table.mutex);
  if (Find(fd) == nullptr) {
    Changed* entry = Find(-1);
    if (entry == nullptr) return Error(EMFILE);
    entry->original = mode;
    entry->fd.store(fd, std::memory_order_release);
  }
  if (!table.handles_signals) {
    table.handles_signals = true;
    for (const int signal : kFatalSignals) {
      SignalWatcher::SetUnwatched(signal, &OnFatalSignal);
    }
  }
  mode.c_iflag &=
      ~static_cast<tcflag_t>(BRKINT | ICRNL | INPCK | ISTRIP | IXON);
  mode.c_oflag |= ONLCR;
  mode.c_cflag |= CS8;
  mode.c_lflag &= ~static_cast<tcflag_t>(ECHO | ICANON | IEXTEN | ISIG);
  mode.c_cc[VMIN] = 1;
  mode.c_cc[VTIME] = 0;
  if (const int error = SetMode(fd, TCSADRAIN, mode); error != 0) {
    return Error(error);
  }
  return {};
}

Status TerminalMode::Reset(int fd) {
  std::lock_guard lock(table.mutex);
  Changed* entry = Find(fd);
  if (entry == nullptr) return {};
  const int error = SetMode(fd, TCSADRAIN, entry->original);
  entry->fd.store(-1, std::memory_order_release);
  if (error != 0) return Error(error);
  return {};
}

void TerminalMode::Restore() {
  const int saved_errno = errno;
  for (Changed& entry : table.changed) {
    const int fd = entry.fd.load(std::memory_order_acquire);
    if (fd >= 0) SetMode(fd, TCSANOW, entry.original);
  }
  errno = saved_errno;
}

}  // namespace rondo
