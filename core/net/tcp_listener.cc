#include "core/net/tcp_listener.h"

#include <errno.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <utility>

#include "core/base/check.h"

namespace rondo::net {

Result<std::unique_ptr<TcpListener>> TcpListener::Listen(
    Loop& loop, StreamPool& pool, const Address& address,
    const ListenOptions& options, ListenerDelegate& delegate) {
  System& system = loop.system();
  const int fd = system.Socket(address.family(), SOCK_STREAM);
  if (fd < 0) return Error::FromResult(fd);
  const auto fail = [&loop, fd](int result) {
    loop.CloseNow(fd);
    return Error::FromResult(result);
  };
  int result = 0;
  const auto set = [&](int level, int name, int value) {
    result = system.SetOption(fd, level, name, value);
    return result >= 0;
  };
  if (address.is_ip() && !set(SOL_SOCKET, SO_REUSEADDR, 1)) return fail(result);
  if (options.reuse_port && !set(SOL_SOCKET, SO_REUSEPORT, 1)) {
    return fail(result);
  }
  if (address.family() == AF_INET6 &&
      !set(IPPROTO_IPV6, IPV6_V6ONLY, options.ipv6_only)) {
    return fail(result);
  }
  result = system.Bind(fd, address.data(), address.length());
  if (result < 0) return fail(result);
  const std::string path = address.path();
  const bool named = !path.empty() && path[0] != '\0' && !system.simulated();
  result = system.Listen(fd, options.backlog);
  if (result < 0) {
    if (named) ::unlink(path.c_str());
    return fail(result);
  }
  auto listener =
      std::make_unique<TcpListener>(loop, pool, UniqueFd(fd), delegate);
  if (named) listener->unlink_path_ = path;
  listener->frees_port_ = address.is_ip();
  return listener;
}

Result<std::unique_ptr<TcpListener>> TcpListener::ListenOn(
    Loop& loop, StreamPool& pool, int fd, int backlog,
    ListenerDelegate& delegate) {
  System& system = loop.system();
  int result = system.Listen(fd, backlog);
  if (result >= 0) result = system.SetNonBlocking(fd);
  if (result < 0) return Error::FromResult(result);
  return std::make_unique<TcpListener>(loop, pool, UniqueFd(fd), delegate);
}

TcpListener::TcpListener(Loop& loop, StreamPool& pool, UniqueFd fd,
                         ListenerDelegate& delegate)
    : loop_(loop),
      pool_(pool),
      delegate_(delegate),
      fd_(fd.Release()),
      accept_(&TcpListener::OnAccept, this),
      closed_(&TcpListener::OnClosed, this),
      retry_(&TcpListener::OnRetry, this) {
  accept_.fd = fd_;
  loop_.Start(accept_);
}

TcpListener::~TcpListener() { CHECK(fd_ < 0 && !accept_.active()); }

void TcpListener::OnAccept(Op& op, const Completion& completion) {
  static_cast<Owned<AcceptOp>&>(op).listener->Accepted(completion);
}

void TcpListener::Accepted(const Completion& completion) {
  const int fd = completion.result;
  if (closing_) {
    if (fd >= 0) loop_.CloseNow(fd);
    if (!completion.more) MaybeClose();
    return;
  }
  if (fd >= 0) delegate_.OnAccept(UniqueFd(fd));
  if (completion.more || accept_.active()) return;
  if (closing_) {
    MaybeClose();
    return;
  }
  switch (completion.result) {
    case -EMFILE:
    case -ENFILE:
    case -ENOBUFS:
    case -ENOMEM:
    // The client went before we took it, or its network did, and so did those
    // before it (AcceptOp): that is no concern of the next one, but a reason to
    // wait for it.
    case -ECONNABORTED:
    case -EPROTO:
    case -ENETDOWN:
    case -ENETUNREACH:
    case -EHOSTDOWN:
    case -EHOSTUNREACH:
      Rest();
      return;
    default:
      if (completion.result < 0) {
        Rest();
        delegate_.OnAcceptError(Error::FromResult(completion.result));
        return;
      }
  }
  loop_.Start(accept_);
}

void TcpListener::Rest() {
  pool_.AddWaiter(*this);
  loop_.Start(retry_, loop_.Now() + kRetryDelayNs);
}

void TcpListener::OnRetry(Timer& timer) {
  static_cast<Owned<Timer>&>(timer).listener->Resume();
}

void TcpListener::Resume() {
  Unlink();
  loop_.Stop(retry_);
  if (!closing_ && !accept_.active()) loop_.Start(accept_);
}

void TcpListener::SetRef(bool ref) {
  loop_.SetRef(accept_, ref);
  loop_.SetRef(retry_, ref);
}

void TcpListener::Close() {
  if (closing_) return;
  closing_ = true;
  Unlink();
  loop_.Stop(retry_);
  if (!unlink_path_.empty()) ::unlink(unlink_path_.c_str());
  // The kernel's side of the accept holds the socket for a pass of the loop;
  // who listens again does not wait for it. A socket that was handed over may
  // be somebody else's, too: it stays as it is.
  if (frees_port_) loop_.system().Shutdown(fd_, SHUT_RD);
  loop_.Cancel(accept_);
  loop_.Submit();
  // Not an op of the loop: a program that listens and closes again and again
  // without letting it turn needs one descriptor.
  loop_.CloseNow(std::exchange(fd_, -1));
  pool_.NotifyDescriptorFreed();
  MaybeClose();
}

void TcpListener::MaybeClose() {
  if (!accept_.active()) loop_.AddClosing(closed_);
}

void TcpListener::OnClosed(PhaseCall& call) {
  static_cast<Owned<PhaseCall>&>(call).listener->delegate_.OnListenerClosed();
}

}  // namespace rondo::net
