// FakeBackend: a kernel made of a script. Sockets, files and time exist only in
// memory; a test or a fuzzer plays the other end of every connection, decides
// which errors occur and, by a seed, in which order completions arrive. The
// same seed and the same calls give the same run.
#pragma once

#include <sys/socket.h>

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/base/intrusive_list.h"
#include "core/loop/backend/backend.h"
#include "core/loop/backend/fake_system.h"

namespace rondo {

struct FakeOptions {
  /// Seed of every random decision. Only `chaos` makes any.
  uint64_t seed = 1;
  /// False: what is ready completes at the next Poll, in the order of starting,
  /// as much of it as fits. True: completions come late and in any order, sends
  /// and receives are cut anywhere, cancels take effect late or too late.
  bool chaos = false;
  /// Bytes that one direction of a connection holds before a send has to wait.
  size_t window = 256 * 1024;
  /// Bytes of the buffer that one receive fills at most.
  size_t receive_size = 16 * 1024;
  /// Descriptors open at once before accept ends with EMFILE.
  size_t descriptor_limit = SIZE_MAX;
};

/// Descriptors are numbers from kFirstFd on, beyond any that a real kernel
/// gives: a stray system call on one fails with EBADF and harms nothing. They
/// are never used twice.
///
/// An op on a closed or unknown descriptor ends with -EBADF. Closing one while
/// an op on it is active leaves that op waiting until it is cancelled, which is
/// what epoll makes of it.
class FakeBackend final : public Backend {
 public:
  static constexpr int kFirstFd = 1 << 28;
  /// Now() when it was made.
  static constexpr uint64_t kFirstNs = 1'000'000'000;

  explicit FakeBackend(const FakeOptions& options = {});
  ~FakeBackend() override;

  // --- Backend.
  const char* name() const override { return "fake"; }
  void Start(Op& op) override;
  void Cancel(Op& op) override;
  void Submit() override {}
  void CloseNow(int fd) override;
  /// With nothing ready: a finite sleep moves the virtual time and returns; an
  /// endless one waits, in real time, for Wake.
  size_t Poll(int64_t timeout_ns, size_t budget, CompletionSink& sink) override;
  void Wake() override;
  uint64_t Now() override { return now_.load(std::memory_order_relaxed); }
  System& system() override { return system_; }

  // --- The script's side. Call only between Polls or from callbacks.
  void Advance(uint64_t ns) { now_ += ns; }

  /// A listening descriptor; ConnectOps to `port` (of any address) reach it.
  int Listen(uint16_t port = 0);
  /// A client in the listener's queue; returns the client's descriptor.
  int Connect(int listener);
  /// Two connected descriptors, without a listener.
  std::pair<int, int> MakePair();
  /// A socket for datagrams with an address of its own, 127.0.0.1 and `port`.
  /// `packet_info`: each that comes has an IP_PKTINFO beside it.
  int MakeDatagram(uint16_t port, bool packet_info = false);
  /// Bytes that arrive at the other end of `client`, whatever the window.
  void Feed(int client, std::string_view bytes);
  /// Removes and returns what the other end sent, at most `limit` bytes. A
  /// client that is never read from stalls its server when the window is full.
  std::string Take(int client, size_t limit = SIZE_MAX);
  /// Bytes sent by the other end and not taken.
  size_t Pending(int client) const;
  /// The client sends no more; it still receives.
  void HalfClose(int client);
  /// The client closes both directions; the other end's next send makes a
  /// reset.
  void Close(int client);
  /// The connection breaks: receives at the other end give ECONNRESET, sends
  /// EPIPE; bytes not yet received are lost.
  void Reset(int client);
  /// The other end has sent its last byte (shut down, or closed).
  bool Ended(int client) const;
  /// The other end was closed or has broken the connection.
  bool Gone(int client) const;

  /// The next op of this kind to be examined ends with this error (positive
  /// errno). Several calls queue up. `fd` >= 0: only for ops on it.
  void FailNext(OpKind kind, int error, int fd = -1);

  /// A file at `path`, for OpenOp; `contents` may be changed and read by all.
  void AddFile(const std::string& path, std::string contents);
  /// Contents of a file; the file must exist.
  const std::string& FileContents(const std::string& path) const;

  void set_descriptor_limit(size_t limit) { options_.descriptor_limit = limit; }
  /// Descriptors that are open on the loop's side and the clients'.
  size_t open_descriptors() const { return objects_.size(); }
  size_t active_ops() const { return active_count_; }
  /// Times that a descriptor was closed under an active op that nobody had
  /// cancelled: a bug of the owner.
  size_t careless_closes() const { return careless_closes_; }
  /// A number below `bound` (> 0) from the seed's sequence, for the script.
  uint64_t Random(uint64_t bound);

 private:
  friend class FakeSystem;
  /// Ports that nobody has named.
  static constexpr uint16_t kFirstPort = 49152;

  struct File {
    std::string contents;
  };
  // One item of ancillary data. Descriptors are objects on their way: no number
  // stands for them.
  struct Control {
    int level;
    int type;
    std::vector<uint8_t> data;
    std::vector<int> objects;
  };
  using Controls = std::vector<Control>;
  // Of a socket or its peer; length 0: none was given.
  struct Name {
    sockaddr_storage address{};
    socklen_t length = 0;
  };
  // Of a stream: came with the bytes [begin, end), counted from its start. A
  // receive that reaches into them ends with them.
  struct Beside {
    uint64_t begin;
    uint64_t end;
    Controls controls;
  };
  struct Datagram {
    std::string bytes;
    Controls controls;
    uint16_t from;  // a port
  };
  // What one or several descriptors stand for. Known by the first of them.
  struct Descriptor {
    enum class Type : uint8_t { kListener, kStream, kFile, kDatagram };
    Type type = Type::kStream;
    uint32_t uses = 1;  // descriptors, and messages that it is in
    // Streams.
    int peer = -1;         // an object; -1: closed, or never connected
    std::string received;  // arrived, not read
    size_t read_from = 0;  // bytes of `received` that were read already
    uint64_t taken = 0;    // bytes that were read from the start on
    std::deque<Beside> beside;
    bool end_received = false;
    bool end_sent = false;
    Name remote;
    // Sockets.
    int family = AF_INET;
    Name local;
    std::map<std::pair<int, int>, std::vector<uint8_t>> socket_options;
    bool reset = false;
    // Datagrams.
    std::deque<Datagram> datagrams;
    bool packet_info = false;
    // Listeners, datagrams.
    uint16_t port = 0;
    std::deque<int> backlog;
    // Files.
    std::shared_ptr<File> file;
    int64_t position = 0;
    bool append = false;

    size_t unread() const { return received.size() - read_from; }
    bool readable() const { return unread() > 0 || !datagrams.empty(); }
  };
  struct Failure {
    OpKind kind;
    int error;
    int fd;
  };
  enum class Outcome { kWaiting, kDone };

  Descriptor* Find(int fd);
  const Descriptor* Find(int fd) const;
  Descriptor* Object(int object);
  const Descriptor* Object(int object) const;
  int Add(Descriptor descriptor);
  /// A descriptor more for an object.
  int NewName(int object);
  void Remove(int fd);
  void Unuse(int object);
  void Destroy(int object);

  // Addresses.
  static Name Loopback(int family, uint16_t port);
  static bool IsNamed(const Descriptor& one, const Name& name);
  uint16_t FreePort();
  int BindTo(Descriptor& end, Name name);
  int ShutDown(Descriptor& end, int how);

  // Messages.
  size_t Readable(const Descriptor& end, size_t limit) const;
  Controls Consume(Descriptor& end, size_t count);
  void Forget(Descriptor& end);
  void Release(const Controls& controls);
  int TakeControls(const SendMsgOp& op, Controls& controls);
  void GiveControls(const Controls& controls, RecvMsgOp& op);
  Outcome ExamineReceiveMessage(RecvMsgOp& op, Descriptor& end,
                                CompletionSink& sink);
  Outcome ExamineSendMessage(SendMsgOp& op, Descriptor& end,
                             CompletionSink& sink);
  Outcome SendDatagram(SendMsgOp& op, Descriptor& end, CompletionSink& sink);
  /// Of a send on a stream: what it may take, 0 if it has to wait, or a
  /// negative errno; `peer` gets it.
  int64_t Space(Descriptor& end, size_t length, Descriptor*& peer);
  static void Append(Descriptor& to, std::string_view bytes);
  bool TakeFailure(const Op& op, int& error);
  /// Always kDone.
  Outcome Finish(Op& op, int result, CompletionSink& sink);

  /// Looks whether the op can complete, and delivers if so.
  Outcome Examine(Op& op, CompletionSink& sink);
  /// The same for an op that waits until its descriptor is ready.
  Outcome ExamineReadiness(Op& op, CompletionSink& sink);
  Outcome ExamineAccept(AcceptOp& op, Descriptor& listener,
                        CompletionSink& sink);
  Outcome ExamineReceive(RecvOp& op, Descriptor& end, CompletionSink& sink);
  Outcome ExamineSend(SendOp& op, Descriptor& end, CompletionSink& sink);
  Outcome ExaminePoll(PollOp& op, const Descriptor& end, CompletionSink& sink);
  int DoConnect(ConnectOp& op);
  int DoOpen(OpenOp& op);
  int DoRead(ReadOp& op);
  int DoWrite(WriteOp& op);
  int DoClose(CloseOp& op);
  void CountCarelessClose(int fd, const Op* closing);
  int DoShutdown(ShutdownOp& op);
  size_t Pass(size_t budget, CompletionSink& sink);

  FakeOptions options_;
  FakeSystem system_{*this};
  uint64_t random_state_;
  std::atomic<uint64_t> now_{kFirstNs};
  int next_fd_ = kFirstFd;
  uint16_t next_port_ = kFirstPort;
  std::unordered_map<int, int> objects_;             // of descriptors
  std::unordered_map<int, Descriptor> descriptors_;  // by object
  std::map<std::string, std::shared_ptr<File>> files_;
  std::deque<Failure> failures_;
  IntrusiveList<Op, Op> active_;
  size_t active_count_ = 0;
  size_t careless_closes_ = 0;
  std::vector<Op*> pass_;  // reused by Pass

  std::mutex mutex_;
  std::condition_variable woken_signal_;
  bool woken_ = false;
};

}  // namespace rondo
