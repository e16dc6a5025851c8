// TcpListener: a listening socket, TCP or Unix-domain.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "core/base/result.h"
#include "core/base/unique_fd.h"
#include "core/loop/loop.h"
#include "core/loop/op.h"
#include "core/loop/timer.h"
#include "core/net/address.h"
#include "core/net/stream_pool.h"

namespace rondo::net {

struct ListenOptions {
  /// Connections that the kernel holds ready; it caps it at somaxconn.
  int backlog = 511;
  /// On "::": no IPv4 connections.
  bool ipv6_only = false;
  /// SO_REUSEPORT: several sockets share the port.
  bool reuse_port = false;
};

/// All calls come from Loop::RunOnce.
class ListenerDelegate {
 public:
  /// A new connection: non-blocking, close-on-exec.
  virtual void OnAccept(UniqueFd fd) = 0;
  /// accept failed for a reason that waiting may not cure. The listener tries
  /// again after kRetryDelayNs all the same, unless it is closed: whatever goes
  /// on failing, nothing spins.
  virtual void OnAcceptError(Error) {}
  /// The last call, after Close. The listener may be destroyed inside.
  virtual void OnListenerClosed() = 0;

 protected:
  ~ListenerDelegate() = default;
};

/// Accepts as long as it is open. When descriptors or memory run out (EMFILE,
/// ENFILE, ENOBUFS, ENOMEM) accepting rests until one of our sockets is closed
/// or kRetryDelayNs has passed; meanwhile connections wait in the backlog. It
/// rests, too, when connection after connection breaks before it is accepted.
class TcpListener final : public DescriptorWaiter {
 public:
  /// Short enough that clients hardly notice when somebody else's descriptor
  /// came free, long enough to cost nothing while none does.
  static constexpr uint64_t kRetryDelayNs = 100'000'000;

  /// Binds and listens; SO_REUSEADDR is set, as a restarted server needs.
  /// EADDRINUSE, EACCES, EADDRNOTAVAIL ... A Unix-domain path must not exist;
  /// it is unlinked on Close. Accepting starts at once.
  static Result<std::unique_ptr<TcpListener>> Listen(
      Loop& loop, StreamPool& pool, const Address& address,
      const ListenOptions& options, ListenerDelegate& delegate);
  /// On a stream socket that exists (handed over by a parent, say): bound, and
  /// perhaps listening already. Takes it over, unless there is an error: what
  /// is no such socket stays as it is.
  static Result<std::unique_ptr<TcpListener>> ListenOn(
      Loop& loop, StreamPool& pool, int fd, int backlog,
      ListenerDelegate& delegate);
  /// Over a non-blocking socket that listens.
  TcpListener(Loop& loop, StreamPool& pool, UniqueFd fd,
              ListenerDelegate& delegate);
  ~TcpListener();

  /// Accepts no more; OnListenerClosed follows. Connections left in the backlog
  /// are reset by the kernel. The port or path that Listen bound and the
  /// descriptor are free at once.
  void Close();
  /// Whether it keeps the loop alive; true at first.
  void SetRef(bool ref);

  /// The bound address, with the port that 0 became.
  Result<Address> address() const {
    return Address::OfSocket(loop_.system(), fd_);
  }
  int fd() const { return fd_; }
  /// Waiting for a descriptor.
  bool resting() const { return retry_.armed(); }

 private:
  template <typename Base>
  struct Owned : Base {
    template <typename Callback>
    Owned(Callback callback, TcpListener* listener)
        : Base(callback), listener(listener) {}
    TcpListener* listener;
  };

  static void OnAccept(Op& op, const Completion& completion);
  static void OnRetry(Timer& timer);
  static void OnClosed(PhaseCall& call);
  void OnDescriptorFreed() override { Resume(); }
  void Accepted(const Completion& completion);
  void Rest();
  void Resume();
  void MaybeClose();

  Loop& loop_;
  StreamPool& pool_;
  ListenerDelegate& delegate_;
  int fd_;
  Owned<AcceptOp> accept_;
  Owned<PhaseCall> closed_;
  Owned<Timer> retry_;
  std::string unlink_path_;
  bool frees_port_ = false;
  bool closing_ = false;
};

}  // namespace rondo::net
