#include "core/fs/routes.h"

#include "core/base/check.h"

namespace rondo::fs {
namespace {

// Processor time, all threads, of one operation alone and of one of 32 that are
// started together (fs_routes_benchmark; Linux 6.18, ext4, 2 cores):
//
//                                    alone, us    of 32, us
//   read of a 4 KB file, pool           12          6
//   read of a 4 KB file, cached          4          4
//   stat, pool                           9          2.8
//   stat, cached                         3          2.6
//   open, pool                          10          3
//   open, cached                         3.4        3.3
//   read 4 KB, ring                      1.2        0.7
//   read 4 KB, pool                     20          4
//   read 4 KB, cached                    0.7        0.6
//   read 128 KB, pool                   14          9
//   read 128 KB, cached                  4.5        4.5
//   write 4 KB, ring                     8          6
//   write 4 KB, pool                    10          5
//   close, ring                          1          0.4
//   close, pool                          8          5
//
// The ring hands buffered writes, and all that changes names, to threads of its
// own: that is no gain over ours. What is cached is worth a try everywhere.
constexpr CallInfo kCalls[] = {
    {"access", Route::kPool},
    {"chmod", Route::kPool},
    {"chown", Route::kPool},
    {"close", Route::kLoop},
    {"copyfile", Route::kPool},
    {"fchmod", Route::kPool},
    {"fchown", Route::kPool},
    {"fdatasync", Route::kPool},
    {"fstat", Route::kCachedThenPool},
    {"fsync", Route::kPool},
    {"ftruncate", Route::kPool},
    {"futime", Route::kPool},
    {"lchown", Route::kPool},
    {"link", Route::kPool},
    {"lstat", Route::kCachedThenPool},
    {"lutime", Route::kPool},
    {"mkdir", Route::kPool},
    {"mkdtemp", Route::kPool},
    {"open", Route::kCachedThenPool},
    {"opendir", Route::kPool},
    {"read", Route::kCachedThenLoop},
    {"readlink", Route::kPool},
    {"realpath", Route::kPool},
    {"rename", Route::kPool},
    {"rm", Route::kPool},
    {"rmdir", Route::kPool},
    {"scandir", Route::kPool},
    {"stat", Route::kCachedThenPool},
    {"statfs", Route::kPool},
    {"symlink", Route::kPool},
    {"unlink", Route::kPool},
    {"utime", Route::kPool},
    {"write", Route::kPool},
};
static_assert(sizeof kCalls / sizeof *kCalls == kCallCount);

}  // namespace

const CallInfo& InfoOf(Call call) {
  const auto index = static_cast<int>(call);
  CHECK(index < kCallCount);
  return kCalls[index];
}

}  // namespace rondo::fs
