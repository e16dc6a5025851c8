// SignalWatcher: a Unix signal as a callback on a loop.
#pragma once

#include <memory>

#include "core/base/result.h"
#include "core/loop/loop.h"

namespace rondo {

/// Calls back on its loop each time the process gets `signal`. Watchers of one
/// loop are called in the order in which their signals came, and as often: a
/// program that sends itself three gets three. Only the kernel merges, signals
/// that nothing has taken yet, and a watcher those beyond the first 64 that its
/// loop has not come to. Any number of watchers, on any loops, may watch one
/// signal: all are called. Does not keep its loop alive.
///
/// A signal's disposition belongs to the process, and so do this module's
/// tables: the first watcher of a signal installs the handler, the last one to
/// stop puts back what was there before. Between, nobody else may change the
/// disposition. No thread's mask is touched: whichever takes the signal, the
/// loops hear of it, and a program that this process starts inherits nothing.
class SignalWatcher {
 public:
  using Callback = void (*)(SignalWatcher& watcher, int signal);

  explicit SignalWatcher(Callback callback) : callback_(callback) {}
  SignalWatcher(const SignalWatcher&) = delete;
  SignalWatcher& operator=(const SignalWatcher&) = delete;
  ~SignalWatcher() { Stop(); }

  /// On the loop's thread; the watcher must be stopped. EINVAL for signals that
  /// cannot be caught (SIGKILL, SIGSTOP) or do not exist.
  Status Start(Loop& loop, int signal);
  /// No callback comes after this. No effect on a stopped watcher.
  void Stop();
  bool active() const { return entry_ != nullptr; }

  /// What `signal` does, once, while nobody watches it, if that would be what
  /// the system does by default: `handler` is called, which must be
  /// async-signal-safe, with that default being the disposition again.
  static void SetUnwatched(int signal, void (*handler)(int));

 private:
  class Entry;

  Callback callback_;
  Entry* entry_ = nullptr;
};

}  // namespace rondo
