// Sender: a stream's output side while it is at work: the queue and the
// operations that empty, end and close it. Pooled, so that an idle stream has
// none.
#pragma once

#include <sys/uio.h>

#include <cstddef>
#include <cstdint>

#include "core/loop/loop.h"
#include "core/loop/op.h"
#include "core/net/segment_queue.h"

namespace rondo::net {

class TcpStream;

/// Internal to net: TcpStream uses it, StreamPool keeps the free ones.
class Sender final : public Unsent {
 public:
  /// Segments that one send operation carries at most.
  static constexpr size_t kPieces = 16;

  /// An op that finds its way back to the stream.
  template <typename Base>
  struct StreamOp : Base {
    StreamOp(Op::Callback callback, Sender& sender)
        : Base(callback), sender(sender) {}
    Sender& sender;
  };

  explicit Sender(StreamPool& pool)
      : queue(pool),
        send(&Sender::OnSend, *this),
        shutdown(&Sender::OnShutdown, *this),
        close(&Sender::OnClose, *this) {}

  void FlushUnsent() override;

  TcpStream* stream = nullptr;
  uint64_t acknowledged = 0;  // when TcpStream::ActiveAt looked last
  Sender* next_free = nullptr;
  SegmentQueue queue;
  StreamOp<SendOp> send;
  StreamOp<ShutdownOp> shutdown;
  StreamOp<CloseOp> close;
  iovec pieces[kPieces];

 private:
  static void OnSend(Op& op, const Completion& completion);
  static void OnShutdown(Op& op, const Completion& completion);
  static void OnClose(Op& op, const Completion& completion);
};

}  // namespace rondo::net
