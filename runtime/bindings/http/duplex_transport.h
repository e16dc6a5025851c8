// DuplexTransport: a byte stream that JavaScript moves, as a transport for the
// HTTP server (`server.emit('connection', duplex)`).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "core/loop/loop.h"
#include "core/net/segment_queue.h"
#include "core/net/stream_pool.h"
#include "core/net/transport.h"

namespace rondo {

/// Input that JavaScript hands in, and output for it, each wait for the loop:
/// no side calls the other from inside a call.
class DuplexTransport final : public net::Transport, private PhaseCall {
 public:
  /// Takes what goes out. All calls come from the loop.
  class Owner {
   public:
    virtual void OnWrite(std::vector<uint8_t> bytes) = 0;
    /// Whether more input is wanted.
    virtual void OnReading(bool on) = 0;
    virtual void OnShutdown() = 0;
    /// The last call; deletes the owner. `in_order`: all that was written has
    /// been taken, and the stream is to end; else it is to go at once.
    virtual void OnClose(bool in_order) = 0;
    /// In place of OnClose: the stream is JavaScript's alone again.
    virtual void OnHandOver() = 0;

   protected:
    ~Owner() = default;
  };

  DuplexTransport(Loop& loop, net::StreamPool& pool);
  ~DuplexTransport() override;
  /// Once, before it is adopted.
  void set_owner(Owner* owner) { owner_ = owner; }

  // What JavaScript reports.
  void Receive(std::span<const uint8_t> bytes);
  void ReceiveEnd();
  void Fail(Error error);
  /// So many bytes of OnWrite have been taken.
  void Sent(size_t bytes);

  // Transport.
  void StartReading() override;
  void StopReading() override;
  bool reading() const override { return reading_; }
  std::span<uint8_t> Reserve(size_t size) override;
  void Commit(size_t size) override;
  void WriteOwned(const net::OwnedBytes& bytes) override;
  void WriteQueue(net::SegmentQueue& queue) override;
  size_t queued_bytes() const override { return output_.size() + unsent_; }
  void set_notify_sent(bool notify) override { notify_sent_ = notify; }
  void Shutdown() override;
  void Close() override;
  void Finish() override;
  void Reset() override { Close(); }

 private:
  /// Gives the stream back to JavaScript: what is queued goes out by OnWrite,
  /// then OnHandOver is called. The transport is destroyed later, from the
  /// loop, so that its delegate's calls may come here.
  std::unique_ptr<net::Transport> HandOverTo(
      std::unique_ptr<net::Transport> self,
      std::vector<uint8_t>& unread) override;
  void Schedule();
  void Run();
  void DeliverInput();
  void WriteOutput();

  Loop& loop_;
  Owner* owner_ = nullptr;
  net::SegmentQueue output_;
  size_t unsent_ = 0;  // with JavaScript
  std::vector<uint8_t> input_;
  int error_ = 0;
  bool reading_ = false;
  bool reading_told_ = false;
  bool end_received_ = false;
  bool end_delivered_ = false;
  bool sent_ = false;
  bool notify_sent_ = false;
  bool shutdown_ = false;
  bool shutdown_told_ = false;
  bool closing_ = false;
  bool in_order_ = false;
  std::unique_ptr<net::Transport> self_;  // handed over, to be destroyed
};

}  // namespace rondo
