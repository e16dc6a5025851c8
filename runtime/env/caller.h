// Caller: for whom C++ calls JavaScript.
#pragma once

#include <v8.h>

#include <cstdint>

#include "runtime/env/async_ids.h"

namespace rondo {

/// Made on the stack for one call (Resource::caller); what it refers to lives
/// until the call has returned.
struct Caller {
  /// The id of a Resource; 0: nobody's.
  uint64_t owner = 0;
  /// What of it the call is about, by numbers of its own: a connection of a
  /// server, and which exchange there.
  uint64_t part = 0;
  uint64_t sequence = 0;
  /// executionAsyncId() and triggerAsyncId() in the call.
  AsyncIdPair ids;
  /// The asynchronous context (AsyncLocalStorage); null or empty: that of those
  /// who set none.
  const v8::Global<v8::Value>* context = nullptr;
};

}  // namespace rondo
