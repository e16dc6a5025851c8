#include "bench/load/client.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

namespace bench {
namespace {

constexpr int kEvents = 1024;
constexpr size_t kInputBytes = 256 * 1024;
constexpr uint64_t kSecond = 1'000'000'000;
// Without any answer for this long, the server is taken for stuck.
constexpr uint64_t kStallNs = 20 * kSecond;
// A server may close connections now and then; more than that is an error.
constexpr uint64_t kMaxReconnects = 1000;

uint64_t Clock(clockid_t clock) {
  timespec t{};
  clock_gettime(clock, &t);
  return static_cast<uint64_t>(t.tv_sec) * kSecond +
         static_cast<uint64_t>(t.tv_nsec);
}

uint64_t Wall() { return Clock(CLOCK_MONOTONIC); }

std::string Request(const Options& o) {
  std::string s = o.method + " " + o.path +
                  " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(o.port) +
                  "\r\n";
  if (o.has_body) {
    s += "Content-Type: application/octet-stream\r\nContent-Length: " +
         std::to_string(o.body.size()) + "\r\n";
  }
  s += "\r\n";
  if (o.has_body) s += o.body;
  return s;
}

}  // namespace

struct Client::Connection {
  int fd = -1;
  State state = State::kClosed;
  int pending = 0;    // answers of the batch that are still to come
  size_t unsent = 0;  // bytes of the batch not yet taken by the kernel
  size_t batch_bytes = 0;
  uint64_t sent_ns = 0;
  AnswerState answer;
};

Client::Client(const Options& options)
    : options_(options),
      reader_(options.has_expected ? std::string_view(options.expected)
                                   : std::string_view(),
              options.method == "HEAD"),
      input_(new char[kInputBytes]) {
  std::string request = Request(options);
  request_bytes_ = request.size();
  for (int i = 0; i < options.pipeline; ++i) batch_ += request;
  int most = std::max(options.connections, options.idle);
  connections_.reset(new Connection[static_cast<size_t>(most)]);
  epoll_ = epoll_create1(EPOLL_CLOEXEC);
  has_server_clock_ =
      options.pid > 0 && clock_getcpuclockid(options.pid, &server_clock_) == 0;
  deadline_ns_ = Wall() + static_cast<uint64_t>(options.timeout * 1e9);
}

Client::~Client() {
  Close();
  close(epoll_);
}

bool Client::Fail(std::string what) {
  if (error_.empty()) error_ = std::move(what);
  finished_ = true;
  return false;
}

Client::Clocks Client::Now() const {
  return {Wall(), has_server_clock_ ? Clock(server_clock_) : 0,
          Clock(CLOCK_PROCESS_CPUTIME_ID)};
}

bool Client::Connect(Connection& c) {
  c.fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (c.fd < 0) return Fail(std::string("socket: ") + strerror(errno));
  int on = 1;
  setsockopt(c.fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(static_cast<uint16_t>(options_.port));
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  c.state = State::kConnecting;
  c.answer = AnswerState();
  if (connect(c.fd, reinterpret_cast<sockaddr*>(&to), sizeof to) < 0 &&
      errno != EINPROGRESS) {
    return Fail(std::string("connect: ") + strerror(errno));
  }
  epoll_event ev{};
  ev.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
  ev.data.ptr = &c;
  epoll_ctl(epoll_, EPOLL_CTL_ADD, c.fd, &ev);
  ++making_;
  return true;
}

void Client::Disconnect(Connection& c) {
  if (c.fd < 0) return;
  linger reset{1, 0};
  setsockopt(c.fd, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
  close(c.fd);
  c.fd = -1;
  c.state = State::kClosed;
  c.pending = 0;
  c.unsent = 0;
}

void Client::Close() {
  for (int i = 0; i < count_; ++i) Disconnect(connections_[i]);
  count_ = ready_ = making_ = 0;
}

// The server ended the connection, or the kernel did.
void Client::Lost(Connection& c, const char* why, int err) {
  bool making = c.state == State::kConnecting;
  bool idle = c.state == State::kIdle;
  Disconnect(c);
  if (making || ++reconnects_ > kMaxReconnects) {
    Fail(std::string(why) + (err != 0 ? ": " : "") +
         (err != 0 ? strerror(err) : ""));
    return;
  }
  if (idle && !looping_) {
    ++dropped_;
    return;
  }
  --ready_;
  Connect(c);
}

void Client::Send(Connection& c, int batch) {
  c.pending = batch;
  c.batch_bytes = c.unsent = request_bytes_ * static_cast<size_t>(batch);
  c.sent_ns = Wall();
  Continue(c);
}

void Client::Continue(Connection& c) {
  while (c.unsent > 0) {
    ssize_t n = send(c.fd, batch_.data() + (c.batch_bytes - c.unsent), c.unsent,
                     MSG_NOSIGNAL | MSG_DONTWAIT);
    if (n < 0) {
      if (errno == EINTR) continue;
      if (errno == EAGAIN) return;
      Lost(c, "send", errno);
      return;
    }
    c.unsent -= static_cast<size_t>(n);
  }
}

void Client::OnAnswer(Connection& c, uint64_t now) {
  ++answers_;
  if (recording_) latency_.Record(now - c.sent_ns);
  if (--c.pending > 0) return;
  if (c.state == State::kConnecting) {
    --making_;
    ++ready_;
  }
  c.state = State::kIdle;
  if (!looping_) return;
  if (answers_wanted_ != 0 ? answers_ >= answers_wanted_ : now >= end_ns_)
    finished_ = true;
  // Goes on also when finished: a later stretch finds the load as it was.
  c.state = State::kBusy;
  Send(c, options_.pipeline);
}

void Client::OnReadable(Connection& c) {
  while (c.fd >= 0) {
    ssize_t n = recv(c.fd, input_.get(), kInputBytes, MSG_DONTWAIT);
    if (n < 0) {
      if (errno == EINTR) continue;
      if (errno != EAGAIN) Lost(c, "recv", errno);
      return;
    }
    if (n == 0) {
      Lost(c, "the server closed a connection before it answered", 0);
      return;
    }
    bytes_ += static_cast<uint64_t>(n);
    uint64_t now = moved_ns_ = Wall();
    std::string_view data(input_.get(), static_cast<size_t>(n));
    while (!data.empty()) {
      if (c.pending == 0) {
        Fail("bytes that no request asked for");
        return;
      }
      size_t used = 0;
      AnswerReader::Result result = reader_.Read(c.answer, data, &used);
      data.remove_prefix(used);
      if (result == AnswerReader::Result::kError) {
        Fail(reader_.error());
        return;
      }
      if (result == AnswerReader::Result::kMore) break;
      OnAnswer(c, now);
      if (c.fd < 0) return;
    }
    if (static_cast<size_t>(n) < kInputBytes) return;
  }
}

void Client::OnEvent(Connection& c, uint32_t events) {
  if (c.fd < 0) return;
  if (c.state == State::kConnecting && c.pending == 0) {
    int err = 0;
    socklen_t len = sizeof err;
    getsockopt(c.fd, SOL_SOCKET, SO_ERROR, &err, &len);
    if (err != 0) {
      Lost(c, "connect", err);
    } else if ((events & EPOLLOUT) != 0) {
      Send(c, 1);
    }
    return;
  }
  if ((events & (EPOLLIN | EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0)
    OnReadable(c);
  if (c.fd >= 0 && c.unsent > 0) Continue(c);
}

bool Client::Poll(int timeout_ms) {
  epoll_event events[kEvents];
  int n = epoll_wait(epoll_, events, kEvents, timeout_ms);
  for (int i = 0; i < n; ++i) {
    auto* c = static_cast<Connection*>(events[i].data.ptr);
    if (c == nullptr) return true;  // standard input: Rest() looks at it
    OnEvent(*c, events[i].events);
    if (!error_.empty()) return false;
  }
  uint64_t now = n > 0 && moved_ns_ != 0 ? moved_ns_ : Wall();
  if (now > deadline_ns_) return Fail("out of time");
  return true;
}

bool Client::Open(int count) {
  count_ = count;
  int started = 0;
  moved_ns_ = Wall();
  while (ready_ < count) {
    // The first answer teaches the reader what all the others look like.
    int ramp = reader_.first().empty() || ready_ == 0 ? 1 : options_.ramp;
    while (started < count && making_ < ramp) {
      if (!Connect(connections_[started++])) return false;
    }
    if (!Poll(1000)) return false;
    if (Wall() - moved_ns_ > kStallNs)
      return Fail("no answer for 20 s while connecting");
  }
  return true;
}

bool Client::Run(uint64_t requests, double seconds, bool record) {
  bool fresh = !looping_;
  looping_ = true;
  recording_ = record;
  finished_ = false;
  Clocks start = Now();
  uint64_t answers = answers_;
  uint64_t bytes = bytes_;
  answers_wanted_ = requests != 0 ? answers_ + requests : 0;
  end_ns_ = start.wall_ns + static_cast<uint64_t>(seconds * 1e9);
  moved_ns_ = start.wall_ns;
  for (int i = 0; fresh && i < count_; ++i) {
    Connection& c = connections_[i];
    if (c.state != State::kIdle) continue;
    c.state = State::kBusy;
    Send(c, options_.pipeline);
  }
  while (!finished_) {
    if (!Poll(1000)) return false;
    if (Wall() - moved_ns_ > kStallNs)
      return Fail("no answer for 20 s from " + std::to_string(count_) +
                  " connections");
  }
  Clocks end = Now();
  measure_.answers = answers_ - answers;
  measure_.bytes = bytes_ - bytes;
  measure_.wall_ns = end.wall_ns - start.wall_ns;
  measure_.server_cpu_ns = end.server_ns - start.server_ns;
  measure_.load_cpu_ns = end.load_ns - start.load_ns;
  return error_.empty();
}

bool Client::Rest() {
  looping_ = false;
  recording_ = false;
  epoll_event ev{};
  ev.events = EPOLLIN;
  ev.data.ptr = nullptr;
  if (epoll_ctl(epoll_, EPOLL_CTL_ADD, STDIN_FILENO, &ev) < 0)
    return Fail("standard input must be a pipe or a terminal");
  bool told = false;
  while (!told) {
    if (!Poll(1000)) return false;
    pollfd in{STDIN_FILENO, POLLIN, 0};
    if (poll(&in, 1, 0) > 0) {
      char line[256];
      ssize_t n = read(STDIN_FILENO, line, sizeof line);
      told = n <= 0 || memchr(line, '\n', static_cast<size_t>(n)) != nullptr;
    }
  }
  epoll_ctl(epoll_, EPOLL_CTL_DEL, STDIN_FILENO, nullptr);
  return true;
}

}  // namespace bench
