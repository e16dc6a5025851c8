// TcpStream: a connected stream socket, TCP or Unix-domain.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "core/base/unique_fd.h"
#include "core/loop/loop.h"
#include "core/loop/op.h"
#include "core/net/socket.h"
#include "core/net/stream_pool.h"

namespace rondo::net {

/// About 150 bytes while idle: it owns no buffer and no send operation then.
/// Used on the loop's thread; loop and pool outlive it.
class TcpStream final : public Socket {
 public:
  /// Takes over `fd`: connected, non-blocking, close-on-exec.
  TcpStream(Loop& loop, StreamPool& pool, UniqueFd fd);
  /// Closed (OnClosed) or detached.
  ~TcpStream() override;

  // Transport.
  void StartReading() override;
  void StopReading() override;
  void PauseReading() override;
  std::optional<size_t> UnreadBytes() const override;
  bool reading() const override { return reading_; }
  std::span<uint8_t> Reserve(size_t size) override;
  void Commit(size_t size) override;
  void WriteOwned(const OwnedBytes& bytes) override;
  void WriteQueue(SegmentQueue& queue) override;
  size_t queued_bytes() const override;
  void set_notify_sent(bool notify) override { notify_sent_ = notify; }
  void Shutdown() override;
  void Close() override;
  void Reset() override;
  void SetRef(bool on) override;
  Socket* socket() override { return this; }

  /// Gives the socket away: stops reading, sends what is queued, waits for the
  /// last completion, then calls `done` with the descriptor and what had
  /// arrived and was not given to the delegate. No other callback comes after
  /// this call; the stream may be destroyed inside `done`. If the connection
  /// breaks meanwhile the descriptor is handed over all the same: its next user
  /// sees the error.
  using Detached = void (*)(void* context, UniqueFd fd,
                            std::vector<uint8_t> unread);
  void Detach(Detached done, void* context);

  // Socket.
  int fd() const override { return fd_; }
  uint64_t bytes_received() const override { return bytes_received_; }
  uint64_t bytes_sent() const override { return bytes_sent_; }
  uint64_t ActiveAt() override;
  Status SetNoDelay(bool on) override;
  Status SetKeepAlive(bool on, uint32_t idle_seconds) override;
  Status SetTypeOfService(uint8_t value) override;
  Result<uint8_t> TypeOfService() const override;

 private:
  friend class Sender;
  struct Receive : RecvOp {
    Receive(Callback callback, TcpStream* stream)
        : RecvOp(callback), stream(stream) {}
    TcpStream* stream;
  };
  /// Looks for the peer's end while nothing is read.
  struct Watch : PollOp {
    Watch(Callback callback, TcpStream* stream)
        : PollOp(callback), stream(stream) {}
    TcpStream* stream;
  };
  /// What is rare: bytes that wait for StartReading, a watch, and a detach
  /// under way.
  struct Extra : PhaseCall {
    explicit Extra(TcpStream* stream)
        : PhaseCall(&TcpStream::OnPending),
          stream(stream),
          watch(&TcpStream::OnWatch, stream) {}
    TcpStream* stream;
    Watch watch;
    bool watching = false;  // wanted; it may end or begin still
    bool hung_up = false;   // told
    std::vector<uint8_t> unread;
    bool end = false;          // the end of the stream waits behind `unread`
    int error = 0;             // or an error does
    bool send_failed = false;  // with EPIPE; told in the pending phase
    Detached detached = nullptr;
    void* context = nullptr;
  };
  enum class State : uint8_t { kOpen, kDetaching, kClosing, kGone };

  static void OnReceive(Op& op, const Completion& completion);
  static void OnPending(PhaseCall& call);
  static void OnWatch(Op& op, const Completion& completion);
  void Watched(int32_t result);
  void StartWatch();
  void StopWatch();
  void TellHangUp();
  void Received(const Completion& completion);
  void DeliverUnread();
  void OnSend(const Completion& completion);
  Sender& NeedSender();
  Extra& NeedExtra();
  void ReleaseSender();
  void WantFlush();
  void Flush();
  bool TellsProgress();
  void SendFailed(Error error);
  void TellSendFailure();
  void Fail(Error error);
  void FinishOutput();
  /// Goes on with a close or detach when nothing is in flight any more.
  void MaybeFinish();
  void OnClose();

  Loop& loop_;
  StreamPool& pool_;
  Sender* sender_ = nullptr;
  std::unique_ptr<Extra> extra_;
  Receive receive_;
  uint64_t bytes_received_ = 0;
  uint64_t bytes_sent_ = 0;
  uint64_t active_at_;
  int fd_;
  State state_ = State::kOpen;
  bool reading_ : 1 = false;
  bool wanted_ : 1 = false;  // reading was started once
  bool ended_ : 1 = false;   // the peer's end was seen
  bool broken_ : 1 = false;  // an error was seen
  bool notify_sent_ : 1 = false;
  bool shutdown_wanted_ : 1 = false;
  bool shutdown_done_ : 1 = false;
  bool reset_ : 1 = false;
  bool last_words_ : 1 = false;  // what is queued is sent behind a done send
  bool family_known_ : 1 = false;
  bool tells_progress_ : 1 = false;  // the kernel says what the peer has taken
};

}  // namespace rondo::net
