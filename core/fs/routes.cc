#include "core/fs/routes.h"

#include "core/base/check.h"

namespace rondo::fs {
namespace {

constexpr CallInfo kCalls[] = {
    {"access", Route::kPool},
    {"chmod", Route::kPool},
    {"chown", Route::kPool},
    {"close", Route::kLoop},
    {"copyfile", Route::kPool},
    {"fchmod", Route::kPool},
    {"fchown", Route::kPool},
    {"fdatasync", Route::kLoop},
    {"fstat", Route::kCachedThenPool},
    {"fsync", Route::kLoop},
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
    {"write", Route::kLoop},
};
static_assert(sizeof kCalls / sizeof *kCalls == kCallCount);

}  // namespace

const CallInfo& InfoOf(Call call) {
  const auto index = static_cast<int>(call);
  CHECK(index < kCallCount);
  return kCalls[index];
}

}  // namespace rondo::fs
