// Handlers as coroutines: what a program in C++ sees of a request and of the
// response to it.
//
//   http::Server server(loop, [](http::Request& req, http::Response& res)
//                                 -> Task<> {
//     res.SetHeader("Content-Type", "text/plain");
//     res.End("You asked for " + std::string(req.target()));
//     co_return;
//   });
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "core/base/result.h"
#include "core/http/message/request_head.h"
#include "core/http/server/exchange.h"
#include "core/loop/await.h"
#include "core/loop/task.h"

namespace rondo::http {

class Handling;
class Server;

/// Valid, with all its views unless they say otherwise, until the handler's
/// coroutine ends, whatever becomes of the connection.
class Request {
 public:
  Method method() const { return head_.method; }
  /// As it was sent: "/path?query", "*", "http://host/path".
  std::string_view target() const { return head_.target; }
  int minor_version() const { return head_.minor_version; }
  HeaderCursor headers() const { return HeaderCursor(head_); }
  /// The first header of that name, whatever its case; empty when absent.
  std::string_view Header(std::string_view name) const;
  bool has_body() const { return head_.has_body; }
  /// The server's, for Sleep and the like.
  Loop& loop() const;

  /// The next piece of the body, which dies with the next call; empty at its
  /// end. ECANCELED when the client has gone. Reading rests while nobody takes
  /// what has arrived.
  Task<Result<std::string_view>> ReadChunk();
  /// The whole body, or its rest; EMSGSIZE when longer than `limit` bytes.
  Task<Result<std::string>> Body(size_t limit = 1 << 20);
  /// Header lines behind a chunked body, once it is read to its end.
  HeaderCursor trailers() const { return HeaderCursor(trailers_); }

 private:
  friend class Handling;
  friend class HandlerDelegate;
  explicit Request(Handling& handling) : handling_(handling) {}

  Handling& handling_;
  RequestHead head_;
  std::string raw_;
  std::string trailers_;
};

/// Writes nothing once the client has gone, and after End.
class Response {
 public:
  using Headers =
      std::initializer_list<std::pair<std::string_view, std::string_view>>;

  /// For a head that is made with the first byte of the body. 200 at first.
  void SetStatus(int status) { status_ = status; }
  void SetHeader(std::string_view name, std::string_view value);
  /// Writes the head now. The body is chunked unless `headers`, or SetHeader,
  /// gave a Content-Length. Names and values are written as they are.
  void WriteHead(int status, Headers headers = {});
  /// A piece of the body. Awaiting gives back pressure: the task goes on when
  /// the client has read enough. ECANCELED when it has gone.
  Task<Status> Write(std::string_view piece);
  /// The last piece; with no head before it, that says the body's length.
  void End(std::string_view piece = {});
  bool ended() const { return ended_; }

 private:
  friend class Handling;
  friend class HandlerDelegate;
  explicit Response(Handling& handling) : handling_(handling) {}

  void MakeHead(Headers headers, uint64_t length);
  uint32_t Flags() const;

  Handling& handling_;
  std::string lines_;  // of SetHeader
  int status_ = 200;
  bool length_given_ = false;
  bool head_written_ = false;
  bool chunked_ = false;
  bool no_body_ = false;
  bool keep_alive_ = true;
  bool ended_ = false;
};

/// A client that expects 100 Continue has been told so before the handler runs.
/// A handler runs until it ends, also when the client has gone: its waits then
/// end with ECANCELED. If it has not ended the response, that is done for it.
using Handler = std::function<Task<void>(Request&, Response&)>;

}  // namespace rondo::http
