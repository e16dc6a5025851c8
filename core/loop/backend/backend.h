// Backend: how operations reach the kernel and come back. uring, epoll and fake
// implement it; one conformance suite (backend_*_test.cc) runs on each. Nobody
// but Loop calls one, and nobody asks which it is.
#pragma once

#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "core/base/result.h"
#include "core/loop/op.h"
#include "core/loop/system.h"

namespace rondo {

class WorkerPool;

/// Where a backend hands completions to: the loop.
class CompletionSink {
 public:
  /// Runs the op's callback. Called only from inside Backend::Poll.
  virtual void Deliver(Op& op, const Completion& completion) = 0;

 protected:
  ~CompletionSink() = default;
};

class Backend {
 public:
  virtual ~Backend() = default;

  /// "uring", "epoll" or "fake".
  virtual const char* name() const = 0;
  /// Why it is this one, for people.
  std::string reason;

  /// Takes the op over. Never delivers from inside: what is known at once waits
  /// for the next Poll. May hold the op back while the kernel's queue is full.
  virtual void Start(Op& op) = 0;

  /// Asks the kernel to end the op; its last completion still comes (with
  /// -ECANCELED or with what had already happened).
  virtual void Cancel(Op& op) = 0;

  /// Pushes to the kernel all that was started, without waiting.
  virtual void Submit() = 0;

  /// Submits, then delivers at most `budget` completions: first those already
  /// known; only if there were none sleeps for at most `timeout_ns` (< 0: until
  /// something happens, 0: not at all). Returns how many were delivered.
  virtual size_t Poll(int64_t timeout_ns, size_t budget,
                      CompletionSink& sink) = 0;

  /// Whether Poll has something to deliver without asking the kernel.
  virtual bool KnowsCompletions() const { return false; }

  /// Makes a sleeping, or the next, Poll return soon. The only call that other
  /// threads (and signal handlers) may make.
  virtual void Wake() = 0;

  /// Closes a descriptor at once, which may block; a CloseOp does not. Of the
  /// ops on it none may be active that has not been cancelled.
  virtual void CloseNow(int fd) { ::close(fd); }

  /// Whether it is a descriptor that the backend itself works with. A CloseOp
  /// of one ends with -EBADF: nobody was given it.
  virtual bool Owns(int fd) const {
    static_cast<void>(fd);
    return false;
  }

  /// Monotonic nanoseconds; virtual time on the fake.
  virtual uint64_t Now() = 0;

  /// The rest of the machine that the operations are of.
  virtual System& system() = 0;
};

enum class BackendKind : uint8_t { kAuto, kUring, kEpoll };

/// kAuto: RONDO_BACKEND if set, else io_uring if the kernel grants all that we
/// need, else epoll. `pool` runs the file operations of epoll; it must outlive
/// the backend. The error says what the kernel refused.
Result<std::unique_ptr<Backend>> MakeBackend(BackendKind kind,
                                             WorkerPool* pool);

}  // namespace rondo
