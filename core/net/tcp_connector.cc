#include "core/net/tcp_connector.h"

#include <errno.h>

#include <utility>

#include "core/base/check.h"

namespace rondo::net {

Status TcpConnector::Connect(const Address& address, const Address& local) {
  CHECK(!connecting());
  UniqueFd fd(::socket(address.family(),
                       SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (!fd.valid()) return Error(errno);
  if (local.family() != AF_UNSPEC &&
      ::bind(fd.get(), local.data(), local.length()) != 0) {
    return Error(errno);
  }
  fd_ = std::move(fd);
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
    fd.Reset();
    self.done_(self.context_, Error::FromResult(completion.result));
  } else {
    self.done_(self.context_, std::move(fd));
  }
}

}  // namespace rondo::net
