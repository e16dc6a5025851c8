#include "runtime/env/machine.h"

#include <v8.h>

#include "runtime/env/environment.h"

namespace rondo {
namespace {

thread_local System* t_birth = nullptr;

System* SystemHere() {
  v8::Isolate* isolate = v8::Isolate::TryGetCurrent();
  Environment* env =
      isolate == nullptr ? nullptr : Environment::FromIfAny(isolate);
  return env != nullptr && !env->building_snapshot() ? &env->loop().system()
                                                     : t_birth;
}

}  // namespace

System* SimulatedSystemHere() {
  System* system = SystemHere();
  return system != nullptr && system->simulated() ? system : nullptr;
}

IsolateBirth::IsolateBirth(System& system) { t_birth = &system; }

IsolateBirth::~IsolateBirth() { t_birth = nullptr; }

bool FillEntropy(unsigned char* buffer, size_t length) {
  System* simulated = SimulatedSystemHere();
  System& system = simulated != nullptr ? *simulated : RealSystem();
  system.FillRandom({buffer, length});
  return true;
}

}  // namespace rondo
