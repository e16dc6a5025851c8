// What the conformance suite of the backends is played with. The other end of a
// connection is a Kernel: plain system calls on non-blocking sockets, or the
// script of the fake.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/clock.h"
#include "core/loop/loop.h"
#include "core/pool/worker_pool.h"

namespace rondo::backend_test {

inline constexpr uint64_t kMs = 1'000'000;

/// Creates the loop and plays everybody who is not the loop.
class Kernel {
 public:
  virtual ~Kernel() = default;
  /// False: this machine lacks it, and the test is skipped.
  virtual bool Available() = 0;
  virtual std::unique_ptr<Loop> MakeLoop(WorkerPool* pool) = 0;

  virtual int Listen() = 0;
  /// A client of the listener; connected at once.
  virtual int Connect(int listener) = 0;
  /// Two connected ends: the loop's and the client's.
  virtual std::pair<int, int> Pair() = 0;
  /// Two connected ends that descriptors can be sent over, both the loop's.
  virtual std::pair<int, int> UnixPair() = 0;
  /// A socket for datagrams on the loopback's address, and that address.
  virtual int Datagram(bool packet_info) = 0;
  virtual sockaddr_in DatagramAddress(int fd) = 0;
  /// An unconnected socket and the address of `listener` for it.
  virtual int Socket() = 0;
  virtual void SetAddress(int listener, ConnectOp& op) = 0;
  /// Bytes taken, which may be fewer.
  virtual size_t Write(int client, std::string_view bytes) = 0;
  /// What is there, at most `limit`; "" when nothing is.
  virtual std::string Read(int client, size_t limit = 1 << 20) = 0;
  /// Nothing more will come.
  virtual bool AtEnd(int client) = 0;
  virtual void HalfClose(int client) = 0;
  virtual void Reset(int client) = 0;
  virtual void Close(int client) = 0;
  /// Closes the loop's end, as an owner whose ops are idle would.
  virtual void CloseEnd(int fd) = 0;
  /// A directory in which files can be made.
  virtual std::string Directory() = 0;
};

/// Of "uring", "epoll", "fake", and "chaos", the fake with late and shuffled
/// completions.
std::unique_ptr<Kernel> MakeKernel(const std::string& name);

/// Bytes that repeat nowhere soon.
std::string Pattern(size_t length);

/// Bytes and the vector that a SendOp wants.
struct Payload {
  explicit Payload(std::string bytes) : bytes(std::move(bytes)) {
    iov[0] = {this->bytes.data(), this->bytes.size()};
  }
  std::string bytes;
  iovec iov[1];
};

/// An op that notes its completions and, if asked, passes them on.
template <typename T>
struct Recorded : T {
  Recorded() : T(&OnCompletion) {}

  static void OnCompletion(Op& op, const Completion& completion) {
    auto& self = static_cast<Recorded&>(static_cast<T&>(op));
    self.results.push_back(completion.result);
    self.bytes.append(completion.data.begin(), completion.data.end());
    self.ended = !completion.more;
    EXPECT_EQ(op.active(), completion.more);
    if (self.then) self.then(completion);
  }

  std::vector<int> results;
  std::string bytes;
  bool ended = false;
  std::function<void(const Completion&)> then;
};

class BackendTest : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    kernel_ = MakeKernel(GetParam());
    if (!kernel_->Available()) GTEST_SKIP() << "not granted by this kernel";
    loop_ = kernel_->MakeLoop(&pool_);
  }

  bool IsFake() const {
    return std::string_view(loop_->backend_name()) == "fake";
  }

  /// Turns until `done`, or fails after some seconds of real time.
  template <typename F>
  ::testing::AssertionResult TurnUntil(F done) {
    const uint64_t give_up = MonotonicNs() + 10'000 * kMs;
    while (!done()) {
      loop_->Run(Loop::Mode::kNoWait);
      if (MonotonicNs() > give_up) {
        return testing::AssertionFailure() << "nothing happened for 10 s";
      }
    }
    return testing::AssertionSuccess();
  }
  /// Some turns, for what must not happen.
  void TurnABit() {
    const uint64_t end = MonotonicNs() + (IsFake() ? 1 : 20) * kMs;
    do loop_->Run(Loop::Mode::kNoWait);
    while (MonotonicNs() < end);
  }
  template <typename T>
  void CancelAndWait(Recorded<T>& op) {
    loop_->Cancel(op);
    EXPECT_TRUE(TurnUntil([&] { return !op.active(); }));
  }
  void StartReceive(Recorded<RecvOp>& op, int fd) {
    op.fd = fd;
    op.ended = false;
    loop_->Start(op);
  }
  /// Sends on until all of the payload is with the kernel.
  void StartSendingAll(Recorded<SendOp>& op, int fd, Payload& payload) {
    op.fd = fd;
    op.iov = payload.iov;
    op.count = 1;
    op.then = [this, &op, &payload,
               sent = size_t{0}](const Completion& completion) mutable {
      ASSERT_GT(completion.result, 0);
      sent += static_cast<size_t>(completion.result);
      if (sent == payload.bytes.size()) return;
      payload.iov[0] = {payload.bytes.data() + sent,
                        payload.bytes.size() - sent};
      loop_->Start(op);
    };
    loop_->Start(op);
  }
  std::string ReadAll(int client, size_t length) {
    std::string all;
    EXPECT_TRUE(TurnUntil([&] {
      all += kernel_->Read(client);
      return all.size() >= length;
    }));
    return all;
  }

  WorkerPool pool_{2};
  std::unique_ptr<Kernel> kernel_;
  std::unique_ptr<Loop> loop_;
};

}  // namespace rondo::backend_test
