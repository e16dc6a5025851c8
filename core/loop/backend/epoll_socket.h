// What the epoll backend keeps of one descriptor, and the system calls that it
// makes on it.
#pragma once

#include <sys/epoll.h>

#include <cstddef>
#include <cstdint>

#include "core/loop/op.h"

namespace rondo::epoll {

// Bytes that one receive may take: a 64 KB read costs a system call per 64 KB
// of a large body.
inline constexpr size_t kReceiveSize = 64 * 1024;

// Op::backend_state.
enum State : uint8_t {
  kWaiting,            // for an event on its descriptor
  kReceived,           // in received_: bytes to deliver
  kReceivedOrphaned,   // in received_, and its descriptor is gone since
  kReceivedCancelled,  // in received_, and cancelled since
  kReadable,  // in readable_: a receive that may go on without an event
  kDone,      // in done_, with its result in backend_data
  kInPool,    // its FileJob's number is in backend_data
  kOrphaned,  // its descriptor was closed under it; waits to be cancelled
};

// What waits for events on one descriptor. Sockets are registered
// edge-triggered for both directions, once: steady traffic costs no epoll_ctl,
// and the kernel has no ready list to go through again for what we have already
// read.
//
// A program may name any descriptor: close one of ours, give the same one to
// two sockets, or have closed one whose number somebody else has by now. So
// what stands here is checked where it matters, and never CHECKed. Ops whose
// descriptor was closed under them are orphaned: they wait, as on io_uring,
// until their owner cancels them, and touch the entry no more.
struct Socket {
  Op* in = nullptr;   // AcceptOp, RecvOp or RecvMsgOp
  Op* out = nullptr;  // ConnectOp, SendOp or SendMsgOp
  uint32_t generation = 0;
  // The number of the list of PollOps; 0: there are none.
  uint32_t polls : 28 = 0;
  // The descriptor may be in the epoll set. It is not if somebody closed it
  // since; then epoll_ctl tells.
  uint32_t registered : 1 = false;
  uint32_t polls_data : 1 = false;  // one of them is about more than the end
  // Whether a short read proves it empty: on a plain TCP stream alone.
  // Elsewhere reads stop at what comes with the bytes (descriptors, urgent
  // data, records).
  enum class Stream : uint32_t { kUnknown, kInternet, kOther };
  Stream stream : 2 = Stream::kUnknown;

  bool idle() const { return in == nullptr && out == nullptr && polls == 0; }
};

static_assert(sizeof(Socket) == 24);  // of each descriptor that there is

/// Of a SendOp or SendMsgOp: bytes taken, or a negative errno.
int32_t SendNow(Op& op);
/// Bytes, at most kReceiveSize; 0 at the end of the stream, or a negative
/// errno.
int32_t ReceiveNow(int fd, uint8_t* data);
/// Bytes, what came beside them being in the op, or a negative errno.
int32_t ReceiveMessageNow(RecvMsgOp& op);
Socket::Stream StreamOf(int fd);

// Urgent data makes reads short. From now on each goes on until nothing is
// there.
inline void NoteUrgent(Socket& socket, const epoll_event& event) {
  if ((event.events & EPOLLPRI) != 0 &&
      socket.generation == event.data.u64 >> 32) [[unlikely]] {
    socket.stream = Socket::Stream::kOther;
  }
}

}  // namespace rondo::epoll
