// The epoll backend: for kernels and containers that refuse io_uring.
#pragma once

#include <memory>

#include "core/base/result.h"
#include "core/loop/backend/backend.h"

namespace rondo {

/// `pool` runs the file operations; null: they end with -ENOSYS.
Result<std::unique_ptr<Backend>> MakeEpollBackend(WorkerPool* pool);

}  // namespace rondo
