// Machine: what an environment runs on when that is not the machine of its
// process, but one that exists in memory alone (core/loop/backend/fake.h). Its
// timers and sockets are then that one's, and its clocks, in virtual time, and
// what is random follows from the machine's seed. Files and name look-ups are
// still those of the process.
#pragma once

#include <cstddef>
#include <memory>

#include "core/loop/backend/backend.h"
#include "core/loop/system.h"

namespace rondo {

class WorkerPool;

struct Machine {
  std::unique_ptr<Backend> backend;
  /// Outlives the environment. `at_once`, so that nothing depends on when
  /// threads run.
  WorkerPool* pool = nullptr;
};

/// V8 asks for the time and for random bytes without saying for which isolate:
/// that of this thread. Null unless its environment runs on a simulated
/// machine.
System* SimulatedSystemHere();
/// That one, or where there is none the process's own.
System& SystemHere();

/// The isolate that this thread makes meanwhile is of an environment on
/// `system`, which it does not know itself before it is made.
class IsolateBirth {
 public:
  explicit IsolateBirth(System& system);
  ~IsolateBirth();
  IsolateBirth(const IsolateBirth&) = delete;
  IsolateBirth& operator=(const IsolateBirth&) = delete;
};

/// For v8::V8::SetEntropySource.
bool FillEntropy(unsigned char* buffer, size_t length);

}  // namespace rondo
