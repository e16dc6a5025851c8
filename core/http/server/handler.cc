#include "core/http/server/handler.h"

#include <errno.h>

#include "core/http/message/head_writer.h"
#include "core/http/message/status.h"
#include "core/http/server/connection.h"
#include "core/http/server/handler_delegate.h"
#include "core/http/server/server.h"

namespace rondo::http {

// --- Request.

std::string_view Request::Header(std::string_view name) const {
  HeaderCursor cursor = headers();
  while (cursor.Next()) {
    if (EqualsIgnoreCase(cursor.name(), name)) return cursor.value();
  }
  return {};
}

Loop& Request::loop() const { return handling_.server.loop(); }

Task<Result<std::string_view>> Request::ReadChunk() {
  Handling& handling = handling_;
  while (handling.arrived.empty() && !handling.body_complete) {
    if (handling.exchange == nullptr) co_return Error(ECANCELED);
    Status waited = co_await handling.event;
    if (!waited.ok()) co_return waited.error();
  }
  handling.taken.swap(handling.arrived);
  handling.arrived.clear();
  if (handling.exchange != nullptr) handling.exchange->ResumeBody();
  co_return std::string_view(handling.taken);
}

Task<Result<std::string>> Request::Body(size_t limit) {
  std::string body;
  while (true) {
    Result<std::string_view> piece = co_await ReadChunk();
    if (!piece.ok()) co_return piece.error();
    if (piece->empty()) co_return std::move(body);
    if (body.size() + piece->size() > limit) co_return Error(EMSGSIZE);
    body.append(*piece);
  }
}

// --- Response.

void Response::SetHeader(std::string_view name, std::string_view value) {
  lines_.append(name).append(": ").append(value).append("\r\n");
  length_given_ = length_given_ || EqualsIgnoreCase(name, "content-length");
}

void Response::MakeHead(Headers headers, uint64_t length) {
  head_written_ = true;
  Exchange& exchange = *handling_.exchange;
  Server& server = handling_.server;

  size_t most = HeadWriter::kMaxStatus + HeadWriter::kMaxEnd + lines_.size();
  for (const auto& [name, value] : headers) {
    most += HeadWriter::HeaderSize(name, value);
    length_given_ = length_given_ || EqualsIgnoreCase(name, "content-length");
  }
  HeadEnd end;
  if (StatusForbidsBody(status_)) {
    no_body_ = true;
    // Node says nothing of a length that there cannot be.
  } else if (length_given_) {
    // The caller's own.
  } else if (length != HeadEnd::kNoLength) {
    end.content_length = length;
  } else if (handling_.request.minor_version() == 1) {
    // To a HEAD request as to the GET that it stands for, but for the framing.
    end.chunked = chunked_ = !no_body_;
  } else {
    keep_alive_ = false;  // the end of the connection is the body's
  }
  const ServerOptions& options = server.options();
  end.date = server.date();
  end.keep_alive = keep_alive_;
  end.keep_alive_seconds = options.keep_alive_timeout_ms / 1000;
  end.keep_alive_max = options.max_requests_per_socket;

  HeadWriter writer(exchange.Reserve(most).data());
  writer.Status(status_);
  writer.Lines(lines_);
  for (const auto& [name, value] : headers) writer.Header(name, value);
  writer.End(end);
  exchange.Commit(writer.size());
}

uint32_t Response::Flags() const {
  return (chunked_ ? kWriteChunked : 0) | (keep_alive_ ? 0 : kWriteClose);
}

void Response::WriteHead(int status, Headers headers) {
  if (handling_.exchange == nullptr || head_written_) return;
  status_ = status;
  MakeHead(headers, HeadEnd::kNoLength);
}

Task<Status> Response::Write(std::string_view piece) {
  if (handling_.exchange == nullptr) co_return Error(ECANCELED);
  if (!head_written_) MakeHead({}, HeadEnd::kNoLength);
  if (no_body_) co_return Status();
  const size_t high_water = handling_.server.options().high_water_mark;
  if (handling_.exchange->Write({}, piece, chunked_ ? kWriteChunked : 0) >
      high_water) {
    handling_.exchange->NotifyDrain();
    // Body that arrives meanwhile notifies too.
    while (handling_.exchange != nullptr &&
           handling_.exchange->queued_bytes() > high_water) {
      Status waited = co_await handling_.event;
      if (!waited.ok()) co_return waited;
    }
  }
  co_return Status();
}

void Response::End(std::string_view piece) {
  if (ended_) return;
  ended_ = true;
  Exchange* exchange = handling_.exchange;
  if (exchange == nullptr) return;
  if (!head_written_) MakeHead({}, piece.size());
  if (no_body_) piece = {};
  handling_.exchange = nullptr;
  exchange->user = nullptr;
  if (!exchange->request_complete()) exchange->DiscardBody();
  exchange->Write({}, piece, Flags() | kWriteEnd);
}

}  // namespace rondo::http
