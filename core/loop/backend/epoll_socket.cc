#include "core/loop/backend/epoll_socket.h"

#include <netinet/in.h>
#include <sys/socket.h>

#include <cerrno>

namespace rondo::epoll {

namespace {

constexpr int kSendFlags = MSG_NOSIGNAL | MSG_DONTWAIT;

ssize_t Send(SendOp& op) {
  if (op.count == 1) {
    return send(op.fd, op.iov[0].iov_base, op.iov[0].iov_len, kSendFlags);
  }
  op.message = {};
  op.message.msg_iov = op.iov;
  op.message.msg_iovlen = op.count;
  return sendmsg(op.fd, &op.message, kSendFlags);
}

ssize_t Send(SendMsgOp& op) {
  op.PrepareMessage();
  return sendmsg(op.fd, &op.message, kSendFlags);
}

}  // namespace

int32_t SendNow(Op& op) {
  while (true) {
    const ssize_t result = op.kind() == OpKind::kSend
                               ? Send(static_cast<SendOp&>(op))
                               : Send(static_cast<SendMsgOp&>(op));
    if (result >= 0) return static_cast<int32_t>(result);
    if (errno != EINTR) return -errno;
  }
}

int32_t ReceiveNow(int fd, uint8_t* data) {
  while (true) {
    const ssize_t size = recv(fd, data, kReceiveSize, MSG_DONTWAIT);
    if (size >= 0) return static_cast<int32_t>(size);
    if (errno != EINTR) return -errno;
  }
}

int32_t ReceiveMessageNow(RecvMsgOp& op) {
  while (true) {
    op.PrepareMessage();
    const ssize_t size =
        recvmsg(op.fd, &op.message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
    if (size >= 0) {
      op.TakeMessage();
      return static_cast<int32_t>(size);
    }
    if (errno != EINTR) return -errno;
  }
}

Socket::Stream StreamOf(int fd) {
  int domain = 0, protocol = 0;
  socklen_t length = sizeof domain;
  if (getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &domain, &length) == 0 &&
      (domain == AF_INET || domain == AF_INET6) &&
      getsockopt(fd, SOL_SOCKET, SO_PROTOCOL, &protocol, &length) == 0 &&
      protocol == IPPROTO_TCP) {
    return Socket::Stream::kInternet;
  }
  return Socket::Stream::kOther;
}

}  // namespace rondo::epoll
