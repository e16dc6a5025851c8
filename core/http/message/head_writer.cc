#include "core/http/message/head_writer.h"

#include <charconv>

#include "core/http/message/status.h"

namespace rondo::http {

void HeadWriter::PutNumber(uint64_t number) {
  char* at = reinterpret_cast<char*>(at_);
  at_ += std::to_chars(at, at + 20, number).ptr - at;
}

void HeadWriter::Status(int status) {
  if (status == 200) {
    Put("HTTP/1.1 200 OK\r\n");
    return;
  }
  Put("HTTP/1.1 ");
  PutNumber(status);
  Put(" ");
  Put(ReasonPhrase(status));
  Put("\r\n");
}

void HeadWriter::End(const HeadEnd& end) {
  if (!end.date.empty()) Header("Date", end.date);
  if (!end.keep_alive) {
    Put("Connection: close\r\n");
  } else {
    Put("Connection: keep-alive\r\n");
    if (end.keep_alive_seconds > 0) {
      Put("Keep-Alive: timeout=");
      PutNumber(end.keep_alive_seconds);
      if (end.keep_alive_max > 0) {
        Put(", max=");
        PutNumber(end.keep_alive_max);
      }
      Put("\r\n");
    }
  }
  if (end.content_length != HeadEnd::kNoLength) {
    Put("Content-Length: ");
    PutNumber(end.content_length);
    Put("\r\n");
  } else if (end.chunked) {
    Put("Transfer-Encoding: chunked\r\n");
  }
  Put("\r\n");
}

}  // namespace rondo::http
