// Transport: an ordered byte stream in both directions, as HTTP sees it. TCP
// and Unix-domain sockets, TLS and a JavaScript Duplex are transports.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "core/base/error.h"

namespace rondo::net {

class SegmentQueue;

/// Bytes that belong to somebody else and are sent without copying. `release`
/// runs once, on the loop's thread, when the transport needs them no more: when
/// they were sent, or when the stream ended before and the kernel let go.
struct OwnedBytes {
  using Release = void (*)(void* owner);
  std::span<const uint8_t> bytes;
  Release release = nullptr;
  void* owner = nullptr;
};

/// What a transport tells its user. All calls come from Loop::RunOnce, never
/// from inside a call on the transport. Any of them may call the transport.
class TransportDelegate {
 public:
  /// Bytes arrived. The view dies when the call returns.
  virtual void OnData(std::span<const uint8_t> data) = 0;
  /// The peer will send no more. Not called after StopReading until reading
  /// starts again.
  virtual void OnEnd() = 0;
  /// While reading rests after PauseReading: the peer will send no more. It may
  /// have sent what is not read yet; OnEnd comes behind that.
  virtual void OnHangUp() {}
  /// The stream broke (ECONNRESET, EPIPE, ETIMEDOUT ...). Called at most once;
  /// what was queued is lost. The user then calls Close.
  virtual void OnError(Error error) = 0;
  /// The kernel took bytes (only while notify_sent is set). queued_bytes() says
  /// what is left.
  virtual void OnSent() = 0;
  /// The last call, after Close, Finish or Reset: nothing is in flight, the
  /// descriptor is closed. The transport may be destroyed inside.
  virtual void OnClosed() = 0;

 protected:
  ~TransportDelegate() = default;
};

/// One stream. Lives until OnClosed; destroying it earlier is a bug (CHECK),
/// except after a Detach that gave its descriptor away.
class Transport {
 public:
  virtual ~Transport() = default;
  Transport(const Transport&) = delete;
  Transport& operator=(const Transport&) = delete;

  /// Who is told. Not owned; may be changed at any time (an upgrade does).
  void set_delegate(TransportDelegate* delegate) { delegate_ = delegate; }
  TransportDelegate* delegate() const { return delegate_; }

  // --- Reading. Off at first.
  virtual void StartReading() = 0;
  /// No OnData and no OnEnd until StartReading. What the kernel delivers
  /// meanwhile (at most what was on its way) is kept by the transport.
  virtual void StopReading() = 0;
  /// As StopReading, for whoever wants to know whether there is a peer still:
  /// OnHangUp, once, or OnError come, where the transport can tell.
  virtual void PauseReading() { StopReading(); }
  /// Bytes that arrived and were not given to the delegate, if it can tell.
  virtual std::optional<size_t> UnreadBytes() const { return std::nullopt; }
  virtual bool reading() const = 0;

  // --- Writing. Bytes go out at the end of the pass of I/O or earlier
  // (Loop::AddUnsent), in order, coalesced. No effect after Shutdown or Close.
  /// At least `size` writable bytes, valid until the next call on this
  /// transport. Nothing is written until Commit.
  virtual std::span<uint8_t> Reserve(size_t size) = 0;
  /// Appends the first `size` bytes of what Reserve returned to the output.
  virtual void Commit(size_t size) = 0;
  /// Copies `bytes` to the output.
  void Write(std::span<const uint8_t> bytes);
  /// Appends without copying.
  virtual void WriteOwned(const OwnedBytes& bytes) = 0;
  /// Appends all of `queue`, which is empty then.
  virtual void WriteQueue(SegmentQueue& queue) = 0;
  /// Bytes that the kernel has not yet taken.
  virtual size_t queued_bytes() const = 0;
  /// Whether OnSent is called.
  virtual void set_notify_sent(bool notify) = 0;

  // --- Ending.
  /// Ends our direction once everything queued is sent.
  virtual void Shutdown() = 0;
  /// Closes: queued bytes that are not yet with the kernel are dropped, but for
  /// what stands behind a send that the kernel has done and not reported: of
  /// that goes what fits. Cancels what is in flight, waits for it, then calls
  /// OnClosed.
  virtual void Close() = 0;
  /// Close of a stream whose user is done with it in order, all being sent:
  /// one with a farewell of its own says it first.
  virtual void Finish() { Close(); }
  /// Close with a TCP reset (RST) where there is such a thing.
  virtual void Reset() = 0;

  // --- Owners.
  /// Whether reading from it keeps the loop alive, where that is its business;
  /// true at first.
  virtual void SetRef(bool on) { static_cast<void>(on); }
  /// The socket below it, for its options and addresses; null where there is
  /// none.
  virtual class Socket* socket() { return nullptr; }
  /// The stream changes hands, as an upgrade has it. Whoever takes it over gets
  /// `transport` as it is, or null when it goes back to who had brought it:
  /// then `unread` gets what arrived and nobody has read, and no delegate is
  /// called any more.
  static std::unique_ptr<Transport> HandOver(
      std::unique_ptr<Transport> transport, std::vector<uint8_t>& unread) {
    Transport& self = *transport;
    return self.HandOverTo(std::move(transport), unread);
  }

 protected:
  Transport() = default;
  virtual std::unique_ptr<Transport> HandOverTo(std::unique_ptr<Transport> self,
                                                std::vector<uint8_t>& unread) {
    static_cast<void>(unread);
    return self;
  }

  TransportDelegate* delegate_ = nullptr;
};

}  // namespace rondo::net
