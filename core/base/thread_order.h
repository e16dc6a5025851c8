// What the thread sanitizer must be told of an order that it cannot see.
#pragma once

#ifdef __SANITIZE_THREAD__
#include <sanitizer/tsan_interface.h>
#endif

namespace rondo::thread_order {

/// What this thread did so far is done before whatever follows an Acquire of
/// `address`. Only for an order that code made which the sanitizer does not
/// look into, as V8's locks: they are not made by this. Nothing in other
/// builds.
inline void Release([[maybe_unused]] void* address) {
#ifdef __SANITIZE_THREAD__
  __tsan_release(address);
#endif
}
inline void Acquire([[maybe_unused]] void* address) {
#ifdef __SANITIZE_THREAD__
  __tsan_acquire(address);
#endif
}

}  // namespace rondo::thread_order
