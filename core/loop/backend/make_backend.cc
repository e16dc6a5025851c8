#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

#include "core/base/log.h"
#include "core/loop/backend/backend.h"
#include "core/loop/backend/epoll.h"
#include "core/loop/backend/uring.h"

namespace rondo {

namespace {

Result<std::unique_ptr<Backend>> Because(
    Result<std::unique_ptr<Backend>> backend, std::string reason) {
  if (backend.ok()) (*backend)->reason = std::move(reason);
  return backend;
}

}  // namespace

Result<std::unique_ptr<Backend>> MakeBackend(BackendKind kind,
                                             WorkerPool* pool) {
  const char* const wish = "as was asked";
  if (kind == BackendKind::kAuto) {
    const char* text = std::getenv("RONDO_BACKEND");
    const std::string_view wanted = text != nullptr ? text : "";
    if (wanted == "uring") {
      kind = BackendKind::kUring;
    } else if (wanted == "epoll") {
      kind = BackendKind::kEpoll;
    } else if (!wanted.empty() && wanted != "auto") {
      Log("RONDO_BACKEND is '%s'; it may be uring, epoll or auto", text);
      return Error(EINVAL);
    }
  }
  if (kind == BackendKind::kEpoll) return Because(MakeEpollBackend(pool), wish);
  Result<std::unique_ptr<Backend>> uring = MakeUringBackend();
  if (kind == BackendKind::kUring) return Because(std::move(uring), wish);
  if (uring.ok()) {
    return Because(std::move(uring), "the kernel grants all of io_uring");
  }
  return Because(MakeEpollBackend(pool),
                 "io_uring: " + std::string(uring.error().name()) + ", " +
                     std::string(uring.error().message()));
}

}  // namespace rondo
