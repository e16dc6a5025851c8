// The io_uring backend.
#pragma once

#include <memory>

#include "core/base/result.h"
#include "core/loop/backend/backend.h"

namespace rondo {

/// Makes a ring for the calling thread, which alone may use the backend. Fails
/// with the kernel's error where io_uring is refused or forbidden, with ENOSYS
/// where it lacks what we need: multishot receives into provided buffers
/// (Linux 6.0).
Result<std::unique_ptr<Backend>> MakeUringBackend();

}  // namespace rondo
