// What of the file system can be had without blocking: names in the kernel's
// cache, attributes of local files, pages in memory. Each call either answers
// or says EAGAIN, in which case the caller asks again on another thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

struct statx;

namespace rondo::fs {

/// open(2) of an existing path whose every component is cached
/// (openat2, RESOLVE_CACHED), without O_CREAT or O_TRUNC. O_NONBLOCK is added,
/// so that a FIFO in this place does not wait for a writer.
/// >= 0: the descriptor. -EAGAIN: the cache does not know, or the kernel is
/// older than 5.12. Another negative errno: the answer.
int OpenCached(const char* path, int flags);

/// statx(2) of a path, without opening what it names. `follow`: symbolic links.
/// 0, -EAGAIN (also for a file system that is not local), or a negative errno.
int StatCached(const char* path, bool follow, struct statx& out);

/// statx(2) of an open descriptor on a local file system; like StatCached.
int StatCached(int fd, struct statx& out);

/// pread(2), or read(2) when `offset` is -1, of what is in memory
/// (preadv2, RWF_NOWAIT; a file of tmpfs always is). May return fewer bytes
/// than the file has; 0 is its end. -EAGAIN: nothing in memory, or a kind of
/// file that cannot tell.
int64_t ReadCached(int fd, std::span<uint8_t> buffer, int64_t offset);

/// Whether `attributes` come from a file system on this machine, whose calls
/// wait for disks at most. `fd` (may be O_PATH) refers to the same file.
bool IsLocal(int fd, const struct statx& attributes);

}  // namespace rondo::fs
