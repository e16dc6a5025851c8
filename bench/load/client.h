#pragma once

#include <time.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "bench/load/answer_reader.h"
#include "bench/load/histogram.h"

namespace bench {

struct Options {
  int port = 0;
  int connections = 64;
  int pipeline = 1;  ///< requests that leave in one send
  std::string method = "GET";
  std::string path = "/";
  std::string body;  ///< sent with each request when `has_body`
  bool has_body = false;
  std::string expected;  ///< body of the first answer when `has_expected`
  bool has_expected = false;
  uint64_t warmup = 0;    ///< requests before anything is counted
  uint64_t requests = 0;  ///< to count; 0: go by `seconds`
  double seconds = 2;     ///< of measuring when `requests` is 0
  double timeout = 120;   ///< seconds after which the whole run gives up
  int ramp = 256;         ///< connections that may be in the making at once
  int idle = 0;           ///< connections of the idle mode; 0: no such mode
  int pid = 0;            ///< the server's, whose CPU time is read; 0: none
};

/// What one measured stretch cost.
struct Measure {
  uint64_t answers = 0;
  uint64_t bytes = 0;  ///< received
  uint64_t wall_ns = 0;
  uint64_t server_cpu_ns = 0;  ///< of all threads of `pid`
  uint64_t load_cpu_ns = 0;
};

/// A closed-loop HTTP/1.1 client on one thread and one epoll: each connection
/// sends its next batch of `pipeline` requests when the last batch's answers
/// are all there. Latency is the time from the send to the end of the answer.
/// While measuring, a request costs one recv, one send and a share of an
/// epoll_wait, and no allocation.
class Client {
 public:
  explicit Client(const Options& options);
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  /// Connects `count` connections and has one request answered on each; no
  /// more than `ramp` at a time, and the first alone.
  [[nodiscard]] bool Open(int count);
  /// Keeps all connections busy until `requests` more answers are there, or,
  /// when it is 0, for `seconds`. May be called again: requests on the way at
  /// the end are left on the way. Latencies are recorded when `record`.
  [[nodiscard]] bool Run(uint64_t requests, double seconds, bool record);
  /// Closes all connections with a reset, so that no port stays in TIME_WAIT.
  void Close();
  /// Watches the open connections, with nothing on the way, until standard
  /// input has a line or ends. Connections that the server ends are counted in
  /// dropped().
  [[nodiscard]] bool Rest();

  const Measure& measure() const { return measure_; }
  const Histogram& latency() const { return latency_; }
  const AnswerReader& reader() const { return reader_; }
  uint64_t dropped() const { return dropped_; }
  uint64_t reconnects() const { return reconnects_; }
  const std::string& error() const { return error_; }

 private:
  enum class State : uint8_t { kClosed, kConnecting, kIdle, kBusy };
  struct Connection;
  struct Clocks {
    uint64_t wall_ns;
    uint64_t server_ns;
    uint64_t load_ns;
  };

  Clocks Now() const;
  bool Poll(int timeout_ms);
  bool Connect(Connection& c);
  void Send(Connection& c, int batch);
  void Continue(Connection& c);
  void OnEvent(Connection& c, uint32_t events);
  void OnReadable(Connection& c);
  void OnAnswer(Connection& c, uint64_t now);
  void Lost(Connection& c, const char* why, int err);
  void Disconnect(Connection& c);
  bool Fail(std::string what);

  const Options& options_;
  AnswerReader reader_;
  std::string batch_;         // `pipeline` requests
  size_t request_bytes_ = 0;  // of one of them
  std::unique_ptr<char[]> input_;
  std::unique_ptr<Connection[]> connections_;
  int count_ = 0;
  int ready_ = 0;   // connections that stand and had their first answer
  int making_ = 0;  // connections between connect and first answer
  bool looping_ = false;
  bool recording_ = false;
  bool finished_ = false;
  uint64_t answers_ = 0;
  uint64_t answers_wanted_ = 0;
  uint64_t bytes_ = 0;
  uint64_t end_ns_ = 0;  // when a stretch that goes by seconds ends
  uint64_t dropped_ = 0;
  uint64_t reconnects_ = 0;
  uint64_t deadline_ns_ = 0;
  uint64_t moved_ns_ = 0;  // when an answer was last seen
  int epoll_ = -1;
  clockid_t server_clock_ = 0;
  bool has_server_clock_ = false;
  Measure measure_;
  Histogram latency_;
  std::string error_;
};

}  // namespace bench
