#include "runtime/env/machine.h"

#include <v8.h>

#include "runtime/env/environment.h"

namespace rondo {
namespace {

thread_local System* t_birth = nullptr;

System* SystemOfIsolate() {
  v8::Isolate* isolate = v8::Isolate::TryGetCurrent();
  Environment* env =
      isolate == nullptr ? nullptr : Environment::FromIfAny(isolate);
  return env != nullptr && !env->building_snapshot() ? &env->loop().system()
                                                     : t_birth;
}

}  // namespace

System* SimulatedSystemHere() {
  System* system = SystemOfIsolate();
  return system != nullptr && system->simulated() ? system : nullptr;
}

System& SystemHere() {
  System* simulated = SimulatedSystemHere();
  return simulated != nullptr ? *simulated : RealSystem();
}

IsolateBirth::IsolateBirth(System& system) { t_birth = &system; }

IsolateBirth::~IsolateBirth() { t_birth = nullptr; }

bool FillEntropy(unsigned char* buffer, size_t length) {
  SystemHere().FillRandom({buffer, length});
  return true;
}

}  // namespace rondo
