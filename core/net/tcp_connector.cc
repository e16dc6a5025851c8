#include "core/net/tcp_connector.h"

#include <utility>

#include "core/base/check.h"

namespace rondo::net {

Status TcpConnector::Connect(const Address& address, const Address& local) {
  CHECK(!connecting());
  System& system = loop_.system();
  const int fd = system.Socket(address.family(), SOCK_STREAM);
  if (fd < 0) return Error::FromResult(fd);
  if (local.family() != AF_UNSPEC) {
    const int result = system.Bind(fd, local.data(), local.length());
    if (result < 0) {
      loop_.CloseNow(fd);
      return Error::FromResult(result);
    }
  }
  fd_ = UniqueFd(fd);
  op_.fd = fd_.get();
  op_.address = address.storage();
  op_.address_length = address.length();
  loop_.Start(op_);
  return {};
}

void TcpConnector::OnComplete(Op& op, const Completion& completion) {
  TcpConnector& self = *static_cast<Connecting&>(op).connector;
  UniqueFd fd = std::move(self.fd_);
  if (completion.result < 0) {
    // Closed first: whoever retries in `done` may need the descriptor.
    self.loop_.CloseNow(fd.Release());
    self.done_(self.context_, Error::FromResult(completion.result));
  } else {
    self.done_(self.context_, std::move(fd));
  }
}

}  // namespace rondo::net
