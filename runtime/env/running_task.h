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
    /// For which resource; 0: for none.
    uint64_t resource = 0;
  };

  /// Any thread. What is returned was all true at one moment.
  State Read() const {
    for (;;) {
      // A task stores its number before what it does: between two loads of the
      // same number is nothing of another one.
      const uint64_t number = number_.load(std::memory_order_acquire);
      const uint64_t what = what_.load(std::memory_order_acquire);
      if (number_.load(std::memory_order_relaxed) != number) continue;
      State state;
      state.number = number;
      state.running = what != 0;
      if (!state.running) return state;
      state.module = static_cast<uint8_t>((what >> kIdBits >> kCallbackBits) -
                                          kModuleBias);
      state.callback =
          static_cast<int>(what >> kIdBits & ((1u << kCallbackBits) - 1));
      state.resource = what & ((uint64_t{1} << kIdBits) - 1);
      return state;
    }
  }

  // The rest is for the thread itself.
  uint64_t number() const { return number_.load(std::memory_order_relaxed); }
  bool running() const { return packed() != 0; }

  void Begin(const ModuleId& module, int callback, uint64_t resource) {
    what_.store(0, std::memory_order_relaxed);
    number_.store(number() + 1, std::memory_order_release);
    Resume(Pack(module, callback, resource));
  }
  void End() { what_.store(0, std::memory_order_release); }

  /// Around a call inside another one.
  uint64_t packed() const { return what_.load(std::memory_order_relaxed); }
  void Resume(uint64_t packed) {
    what_.store(packed, std::memory_order_release);
  }
  static constexpr uint64_t Pack(const ModuleId& module, int callback,
                                 uint64_t resource) {
    return (uint64_t{module.number} + kModuleBias) << kCallbackBits << kIdBits |
           static_cast<uint64_t>(callback) << kIdBits | resource;
  }

 private:
  static constexpr int kIdBits = 53;  // of an IdTable
  static constexpr int kCallbackBits = 5;
  static constexpr int kModuleBits = 64 - kIdBits - kCallbackBits;
  static constexpr uint64_t kModuleBias = 1;  // so that 0 is no task
  static_assert(kMaxModules + kModuleBias <= 1u << kModuleBits);

  std::atomic<uint64_t> what_{0};
  std::atomic<uint64_t> number_{0};
};

}  // namespace rondo
