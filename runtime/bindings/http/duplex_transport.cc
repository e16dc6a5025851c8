#include "runtime/bindings/http/duplex_transport.h"

#include <sys/uio.h>

#include <utility>

namespace rondo {

DuplexTransport::DuplexTransport(Loop& loop, net::StreamPool& pool)
    : PhaseCall(
          [](PhaseCall& call) { static_cast<DuplexTransport&>(call).Run(); }),
      loop_(loop),
      output_(pool) {}

DuplexTransport::~DuplexTransport() { PhaseCall::Unlink(); }

void DuplexTransport::Schedule() {
  if (!PhaseCall::linked()) loop_.AddPending(*this);
}

void DuplexTransport::Receive(std::span<const uint8_t> bytes) {
  if (closing_) return;
  input_.insert(input_.end(), bytes.begin(), bytes.end());
  Schedule();
}

void DuplexTransport::ReceiveEnd() {
  end_received_ = true;
  Schedule();
}

void DuplexTransport::Fail(Error error) {
  if (closing_ || error_ != 0) return;
  error_ = error.code();
  Schedule();
}

void DuplexTransport::Sent(size_t bytes) {
  unsent_ -= bytes < unsent_ ? bytes : unsent_;
  sent_ = true;
  Schedule();
}

void DuplexTransport::StartReading() {
  reading_ = true;
  Schedule();
}

void DuplexTransport::StopReading() {
  reading_ = false;
  Schedule();
}

std::span<uint8_t> DuplexTransport::Reserve(size_t size) {
  return output_.Reserve(size);
}

void DuplexTransport::Commit(size_t size) {
  output_.Commit(size);
  Schedule();
}

void DuplexTransport::WriteOwned(const net::OwnedBytes& bytes) {
  output_.AppendOwned(bytes);
  Schedule();
}

void DuplexTransport::WriteQueue(net::SegmentQueue& queue) {
  output_.TakeAll(queue);
  Schedule();
}

void DuplexTransport::Shutdown() {
  shutdown_ = true;
  Schedule();
}

void DuplexTransport::Close() {
  closing_ = true;
  Schedule();
}

void DuplexTransport::Finish() {
  in_order_ = error_ == 0;
  Close();
}

void DuplexTransport::DeliverInput() {
  if (reading_ && !input_.empty()) {
    // The delegate may call back into this object.
    std::vector<uint8_t> bytes = std::exchange(input_, {});
    delegate_->OnData(bytes);
    if (self_ != nullptr) return;
  }
  if (reading_ && input_.empty() && end_received_ && !closing_ &&
      !std::exchange(end_delivered_, true)) {
    delegate_->OnEnd();
  }
}

void DuplexTransport::WriteOutput() {
  if (output_.empty()) return;
  std::vector<uint8_t> bytes;
  bytes.reserve(output_.size());
  while (!output_.empty()) {
    iovec piece;
    output_.Describe(&piece, 1);
    const auto* data = static_cast<const uint8_t*>(piece.iov_base);
    bytes.insert(bytes.end(), data, data + piece.iov_len);
    output_.Consume(piece.iov_len);
  }
  unsent_ += bytes.size();
  owner_->OnWrite(std::move(bytes));
}

std::unique_ptr<net::Transport> DuplexTransport::HandOverTo(
    std::unique_ptr<net::Transport> self, std::vector<uint8_t>& unread) {
  WriteOutput();
  std::exchange(owner_, nullptr)->OnHandOver();
  self_ = std::move(self);
  Schedule();
  unread.insert(unread.end(), input_.begin(), input_.end());
  input_ = {};
  return nullptr;
}

// One step of everything that waited: input to the server, output to
// JavaScript.
void DuplexTransport::Run() {
  if (self_ != nullptr) {
    const std::unique_ptr<net::Transport> gone = std::move(self_);
    return;
  }
  if (!closing_ && error_ == 0) {
    if (reading_told_ != reading_) {
      reading_told_ = reading_;
      owner_->OnReading(reading_);
    }
    DeliverInput();
    if (self_ != nullptr) return;
    if (std::exchange(sent_, false) && notify_sent_ && !closing_) {
      delegate_->OnSent();
    }
  }
  if (error_ == 0 && !closing_) WriteOutput();
  if (error_ != 0 && !closing_) {
    delegate_->OnError(Error(error_));
  }
  if (shutdown_ && !shutdown_told_ && !closing_ && output_.empty()) {
    shutdown_told_ = true;
    owner_->OnShutdown();
  }
  if (closing_) {
    PhaseCall::Unlink();
    output_.Clear();
    Owner* owner = std::exchange(owner_, nullptr);
    net::TransportDelegate* delegate = delegate_;
    owner->OnClose(in_order_);
    delegate->OnClosed();  // destroys this
  }
}

}  // namespace rondo
