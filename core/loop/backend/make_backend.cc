#include <cstdlib>
#include <string_view>

#include "core/base/log.h"
#include "core/loop/backend/backend.h"
#include "core/loop/backend/epoll.h"
#include "core/loop/backend/uring.h"

namespace rondo {

Result<std::unique_ptr<Backend>> MakeBackend(BackendKind kind,
                                             WorkerPool* pool) {
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
  if (kind == BackendKind::kEpoll) return MakeEpollBackend(pool);
  Result<std::unique_ptr<Backend>> uring = MakeUringBackend();
  if (uring.ok() || kind == BackendKind::kUring) return uring;
  return MakeEpollBackend(pool);
}

}  // namespace rondo
