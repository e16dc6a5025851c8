// TcpConnector: makes the client's end of a connection.
#pragma once

#include "core/base/result.h"
#include "core/base/unique_fd.h"
#include "core/loop/loop.h"
#include "core/loop/op.h"
#include "core/net/address.h"

namespace rondo::net {

/// One connection attempt at a time. Embedded in whoever needs it; must not die
/// while one is under way.
class TcpConnector {
 public:
  /// The connected socket (non-blocking, close-on-exec), or ECONNREFUSED,
  /// ETIMEDOUT, ENOENT ...; ECANCELED after Cancel. From Loop::RunOnce; the
  /// connector may be destroyed inside.
  using Done = void (*)(void* context, Result<UniqueFd> result);

  TcpConnector(Loop& loop, Done done, void* context)
      : loop_(loop), done_(done), context_(context), op_(this) {}

  /// Starts. An error that is known at once (no descriptor, bad local address)
  /// is returned and `done` is not called.
  /// `local`: address to bind to before; unspecified: none.
  Status Connect(const Address& address, const Address& local = {});
  void Cancel() { loop_.Cancel(op_); }
  bool connecting() const { return op_.active(); }

 private:
  struct Connecting : ConnectOp {
    explicit Connecting(TcpConnector* connector)
        : ConnectOp(&TcpConnector::OnComplete), connector(connector) {}
    TcpConnector* connector;
  };
  static void OnComplete(Op& op, const Completion& completion);

  Loop& loop_;
  Done done_;
  void* context_;
  UniqueFd fd_;
  Connecting op_;
};

}  // namespace rondo::net
