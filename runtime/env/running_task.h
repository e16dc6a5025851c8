// RunningTask: what a JavaScript thread does now, for other threads to read.
#pragma once

#include <atomic>
#include <cstdint>

#include "core/base/id_table.h"
#include "runtime/env/module_id.h"

namespace rondo {

/// Written by the thread that runs JavaScript, a few stores a task; read by any
/// other, at any time: a loop that stands still can be asked what holds it.
class RunningTask {
 public:
  struct State {
    /// Counts the calls into JavaScript of this environment, from 1: the same
    /// number seen twice is the same call. 0: there was none.
    uint64_t number = 0;
    /// False: the thread waits for the loop, and the rest says nothing.
    bool running = false;
    /// Its ModuleId::number.
    uint8_t module = 0;
    /// The function's place in the CallbackTable of the module.
    int callback = 0;
    /// For which Resource, by its id; 0: for none.
    uint64_t resource = 0;
    /// What of it the call is about, by a number of the resource's own
    /// (Caller::part): which connection of a server. 0: all of it.
    uint64_t part = 0;
  };

  /// Any thread. What is returned was all true at one moment.
  State Read() const {
    for (;;) {
      // A seqlock. The writer stores a new number, or for a call inside another
      // call a new count of changes, before the rest. If both are the same
      // before and after the rest was read, all of it is of one call.
      const uint64_t number = number_.load(std::memory_order_acquire);
      const uint64_t changes = changes_.load(std::memory_order_acquire);
      const uint64_t what = what_.load(std::memory_order_acquire);
      const uint64_t part = part_.load(std::memory_order_acquire);
      if (number_.load(std::memory_order_relaxed) != number ||
          changes_.load(std::memory_order_relaxed) != changes) {
        continue;
      }
      State state;
      state.number = number;
      state.running = what != 0;
      if (!state.running) return state;
      state.module = static_cast<uint8_t>((what >> kIdBits >> kCallbackBits) -
                                          kModuleBias);
      state.callback =
          static_cast<int>(what >> kIdBits & ((1u << kCallbackBits) - 1));
      state.resource = what & ((uint64_t{1} << kIdBits) - 1);
      state.part = part;
      return state;
    }
  }

  // The rest is for the thread itself.
  uint64_t number() const { return number_.load(std::memory_order_relaxed); }
  bool running() const { return what().packed != 0; }

  void Begin(const ModuleId& module, int callback, uint64_t resource,
             uint64_t part = 0) {
    Begin({.packed = Pack(module, callback, resource), .part = part});
  }
  void End() { what_.store(0, std::memory_order_release); }

  struct What {
    uint64_t packed;
    uint64_t part;
  };
  What what() const {
    return {.packed = what_.load(std::memory_order_relaxed),
            .part = part_.load(std::memory_order_relaxed)};
  }
  /// The same as before, as another call.
  void BeginAgain(const What& what) { Begin(what); }
  /// Around a call inside another one: it has no number of its own.
  void Change(uint64_t packed, uint64_t part) {
    what_.store(0, std::memory_order_relaxed);
    changes_.store(changes_.load(std::memory_order_relaxed) + 1,
                   std::memory_order_release);
    Store({.packed = packed, .part = part});
  }
  static constexpr uint64_t Pack(const ModuleId& module, int callback,
                                 uint64_t resource) {
    return (uint64_t{module.number} + kModuleBias) << kCallbackBits << kIdBits |
           static_cast<uint64_t>(callback) << kIdBits | resource;
  }

 private:
  void Begin(const What& what) {
    what_.store(0, std::memory_order_relaxed);
    number_.store(number() + 1, std::memory_order_release);
    Store(what);
  }
  void Store(const What& what) {
    part_.store(what.part, std::memory_order_release);
    what_.store(what.packed, std::memory_order_release);
  }

  static constexpr int kIdBits = 53;  // of an IdTable
  static constexpr int kCallbackBits = 5;
  static constexpr int kModuleBits = 64 - kIdBits - kCallbackBits;
  static constexpr uint64_t kModuleBias = 1;  // so that 0 is no task
  static_assert(kMaxModules + kModuleBias <= 1u << kModuleBits);

  std::atomic<uint64_t> what_{0};
  std::atomic<uint64_t> part_{0};
  std::atomic<uint64_t> changes_{0};  // counts those inside of a call
  std::atomic<uint64_t> number_{0};
};

}  // namespace rondo
