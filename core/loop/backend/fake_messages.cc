// The fake's messages: what comes beside bytes, and datagrams.
#include <netinet/in.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "core/base/check.h"
#include "core/loop/backend/fake.h"
#include "core/loop/control.h"

namespace rondo {
namespace {

size_t LengthOf(const SendMsgOp& op) {
  size_t length = 0;
  for (uint32_t i = 0; i < op.count; ++i) length += op.iov[i].iov_len;
  return length;
}

std::string BytesOf(const SendMsgOp& op, size_t limit) {
  std::string bytes;
  for (uint32_t i = 0; i < op.count && bytes.size() < limit; ++i) {
    bytes.append(static_cast<const char*>(op.iov[i].iov_base),
                 std::min(limit - bytes.size(), op.iov[i].iov_len));
  }
  return bytes;
}

}  // namespace

int FakeBackend::MakeDatagram(uint16_t port, bool packet_info) {
  Descriptor descriptor;
  descriptor.type = Descriptor::Type::kDatagram;
  descriptor.port = port;
  descriptor.local = Loopback(AF_INET, port);
  descriptor.packet_info = packet_info;
  return Add(std::move(descriptor));
}

// --- Streams.

// What one receive may take: not beyond bytes that something came with.
size_t FakeBackend::Readable(const Descriptor& end, size_t limit) const {
  size_t count = std::min(end.unread(), limit);
  if (!end.beside.empty() && end.beside.front().begin < end.taken + count) {
    count = std::min<uint64_t>(count, end.beside.front().end - end.taken);
  }
  return count;
}

FakeBackend::Controls FakeBackend::Consume(Descriptor& end, size_t count) {
  end.read_from += count;
  end.taken += count;
  if (end.unread() == 0) {
    end.received.clear();
    end.read_from = 0;
  }
  Controls controls;
  while (!end.beside.empty() && end.beside.front().begin < end.taken) {
    for (Control& control : end.beside.front().controls) {
      controls.push_back(std::move(control));
    }
    end.beside.pop_front();
  }
  return controls;
}

// All that has arrived is lost.
void FakeBackend::Forget(Descriptor& end) {
  end.taken += end.unread();
  end.received.clear();
  end.read_from = 0;
  for (Beside& beside : std::exchange(end.beside, {})) Release(beside.controls);
  for (Datagram& one : std::exchange(end.datagrams, {})) Release(one.controls);
}

// --- Ancillary data.

void FakeBackend::Release(const Controls& controls) {
  for (const Control& control : controls) {
    for (int object : control.objects) Unuse(object);
  }
}

int FakeBackend::TakeControls(const SendMsgOp& op, Controls& controls) {
  ControlReader reader(op.control);
  while (reader.Next()) {
    if (reader.level() != SOL_SOCKET || reader.type() != SCM_RIGHTS) {
      continue;  // says how to send, and is not for the receiver
    }
    Control control{reader.level(), reader.type(), {}, {}};
    for (size_t i = 0; i + sizeof(int) <= reader.data().size();
         i += sizeof(int)) {
      int fd;
      std::memcpy(&fd, reader.data().data() + i, sizeof fd);
      if (Find(fd) == nullptr) {
        Release(controls);
        Release({control});
        return -EBADF;
      }
      ++Find(fd)->uses;
      control.objects.push_back(objects_.at(fd));
    }
    controls.push_back(std::move(control));
  }
  return 0;
}

void FakeBackend::GiveControls(const Controls& controls, RecvMsgOp& op) {
  ControlWriter writer(op.control);
  for (const Control& control : controls) {
    const size_t size =
        control.data.size() + control.objects.size() * sizeof(int);
    if (op.control.size() - writer.bytes().size() < CMSG_SPACE(size)) {
      op.flags |= MSG_CTRUNC;
      continue;
    }
    if (control.objects.empty()) {
      writer.Add(control.level, control.type, control.data);
      continue;
    }
    std::vector<int> descriptors;
    for (int object : control.objects) descriptors.push_back(NewName(object));
    writer.AddDescriptors(descriptors);
  }
  op.control_length = writer.bytes().size();
  Release(controls);
}

// --- Operations.

FakeBackend::Outcome FakeBackend::ExamineReceiveMessage(RecvMsgOp& op,
                                                        Descriptor& end,
                                                        CompletionSink& sink) {
  op.address_length = 0;
  op.control_length = 0;
  op.flags = 0;
  if (end.type == Descriptor::Type::kDatagram) {
    if (end.datagrams.empty()) return Outcome::kWaiting;
    Datagram datagram = std::move(end.datagrams.front());
    end.datagrams.pop_front();
    const size_t count = std::min(datagram.bytes.size(), op.buffer.size());
    std::copy_n(datagram.bytes.begin(), count, op.buffer.begin());
    if (count < datagram.bytes.size()) op.flags |= MSG_TRUNC;
    const Name from = Loopback(AF_INET, datagram.from);
    op.address = from.address;
    op.address_length = from.length;
    if (end.packet_info) {
      in_pktinfo info{};
      info.ipi_ifindex = 1;
      info.ipi_spec_dst.s_addr = info.ipi_addr.s_addr = htonl(INADDR_LOOPBACK);
      const auto* bytes = reinterpret_cast<const uint8_t*>(&info);
      datagram.controls.push_back(
          {IPPROTO_IP, IP_PKTINFO, {bytes, bytes + sizeof info}, {}});
    }
    GiveControls(datagram.controls, op);
    return Finish(op, static_cast<int>(count), sink);
  }
  if (end.type != Descriptor::Type::kStream) {
    return Finish(op, -ENOTSOCK, sink);
  }
  if (end.reset) return Finish(op, -ECONNRESET, sink);
  size_t count = Readable(end, op.buffer.size());
  if (count == 0) {
    if (!end.end_received && !op.buffer.empty()) return Outcome::kWaiting;
    return Finish(op, 0, sink);
  }
  if (options_.chaos && Random(2) == 0) count = 1 + Random(count);
  std::memcpy(op.buffer.data(), end.received.data() + end.read_from, count);
  GiveControls(Consume(end, count), op);
  return Finish(op, static_cast<int>(count), sink);
}

FakeBackend::Outcome FakeBackend::ExamineSendMessage(SendMsgOp& op,
                                                     Descriptor& end,
                                                     CompletionSink& sink) {
  if (end.type == Descriptor::Type::kDatagram) {
    return SendDatagram(op, end, sink);
  }
  if (end.type != Descriptor::Type::kStream) {
    return Finish(op, -ENOTSOCK, sink);
  }
  const size_t length = LengthOf(op);
  Descriptor* peer = nullptr;
  const int64_t space = Space(end, length, peer);
  if (space < 0) return Finish(op, static_cast<int>(space), sink);
  if (space == 0 && length > 0) return Outcome::kWaiting;
  Controls controls;
  if (const int error = TakeControls(op, controls); error != 0) {
    return Finish(op, error, sink);
  }
  if (peer == nullptr || length == 0) {
    Release(controls);
    return Finish(op, static_cast<int>(space), sink);
  }
  const uint64_t begin = peer->taken + peer->unread();
  Append(*peer, BytesOf(op, static_cast<size_t>(space)));
  if (!controls.empty()) {
    peer->beside.push_back(
        {begin, begin + static_cast<uint64_t>(space), std::move(controls)});
  }
  return Finish(op, static_cast<int>(space), sink);
}

// Those to nobody are lost, as are those that come too fast.
FakeBackend::Outcome FakeBackend::SendDatagram(SendMsgOp& op, Descriptor& end,
                                               CompletionSink& sink) {
  if (op.address_length == 0) return Finish(op, -EDESTADDRREQ, sink);
  if (op.address.ss_family != AF_INET) {
    return Finish(op, -EAFNOSUPPORT, sink);
  }
  const uint16_t port =
      ntohs(reinterpret_cast<const sockaddr_in&>(op.address).sin_port);
  Controls controls;
  if (const int error = TakeControls(op, controls); error != 0) {
    return Finish(op, error, sink);
  }
  const size_t length = LengthOf(op);
  if (end.port == 0) BindTo(end, Loopback(AF_INET, 0));
  const uint16_t from = end.port;
  for (auto& [object, to] : descriptors_) {
    if (to.type != Descriptor::Type::kDatagram || to.port != port) continue;
    size_t held = 0;
    for (const Datagram& one : to.datagrams) held += one.bytes.size();
    if (held + length > options_.window) break;
    to.datagrams.push_back({BytesOf(op, length), std::move(controls), from});
    controls.clear();
    break;
  }
  Release(controls);
  return Finish(op, static_cast<int>(length), sink);
}

}  // namespace rondo
