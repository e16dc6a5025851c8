#include "core/loop/op.h"

#include <cerrno>

namespace rondo {

bool AcceptOp::IsBrokenConnection(int error) {
  switch (error) {
    case ECONNABORTED:
    case EPROTO:
    case ENETDOWN:
    case ENOPROTOOPT:
    case EHOSTDOWN:
    case ENONET:
    case EHOSTUNREACH:
    case ENETUNREACH:
      break;
    default:
      return false;
  }
  if (++failures < kMaxFailures) return true;
  failures = 0;
  return false;
}

void RecvMsgOp::PrepareMessage() {
  part = {buffer.data(), buffer.size()};
  message = {};
  message.msg_name = &address;
  message.msg_namelen = sizeof address;
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = control.empty() ? nullptr : control.data();
  message.msg_controllen = control.size();
}

void RecvMsgOp::TakeMessage() {
  address_length = message.msg_namelen;
  control_length = message.msg_controllen;
  flags = message.msg_flags & (MSG_TRUNC | MSG_CTRUNC);
}

void SendMsgOp::PrepareMessage() {
  message = {};
  if (address_length > 0) {
    message.msg_name = &address;
    message.msg_namelen = address_length;
  }
  message.msg_iov = iov;
  message.msg_iovlen = count;
  // Only read from: the kernel sends it.
  message.msg_control = const_cast<uint8_t*>(control.data());
  message.msg_controllen = control.size();
  if (control.empty()) message.msg_control = nullptr;
}

int DescriptorOf(const Op& op) {
  switch (op.kind()) {
    case OpKind::kAccept:
      return static_cast<const AcceptOp&>(op).fd;
    case OpKind::kConnect:
      return static_cast<const ConnectOp&>(op).fd;
    case OpKind::kRecv:
      return static_cast<const RecvOp&>(op).fd;
    case OpKind::kSend:
      return static_cast<const SendOp&>(op).fd;
    case OpKind::kRecvMsg:
      return static_cast<const RecvMsgOp&>(op).fd;
    case OpKind::kSendMsg:
      return static_cast<const SendMsgOp&>(op).fd;
    case OpKind::kPoll:
      return static_cast<const PollOp&>(op).fd;
    case OpKind::kOpen:
      return -1;
    case OpKind::kRead:
      return static_cast<const ReadOp&>(op).fd;
    case OpKind::kWrite:
      return static_cast<const WriteOp&>(op).fd;
    case OpKind::kFsync:
      return static_cast<const FsyncOp&>(op).fd;
    case OpKind::kClose:
      return static_cast<const CloseOp&>(op).fd;
    case OpKind::kShutdown:
      return static_cast<const ShutdownOp&>(op).fd;
  }
  UNREACHABLE();
}

}  // namespace rondo
