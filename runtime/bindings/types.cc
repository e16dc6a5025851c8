// binding('types'): of what kind a value is, for lib/internal/util/types.js.
#include "runtime/bind/module.h"

namespace rondo {

extern const ModuleId kTypesModule;  // in registry.cc

namespace {

using Info = v8::FunctionCallbackInfo<v8::Value>;

template <bool (v8::Value::*kPredicate)() const>
void Is(const Info& info) {
  info.GetReturnValue().Set(((*info[0])->*kPredicate)());
}

void IsAnyArrayBuffer(const Info& info) {
  info.GetReturnValue().Set(info[0]->IsArrayBuffer() ||
                            info[0]->IsSharedArrayBuffer());
}

void IsBoxedPrimitive(const Info& info) {
  info.GetReturnValue().Set(
      info[0]->IsNumberObject() || info[0]->IsStringObject() ||
      info[0]->IsBooleanObject() || info[0]->IsBigIntObject() ||
      info[0]->IsSymbolObject());
}

}  // namespace

#define RONDO_IS(Kind) \
  RawFn<"is" #Kind, &Is<&v8::Value::Is##Kind>, "(value: unknown): boolean">

extern constinit const ModuleSpec kTypesBinding = Module<
    kTypesModule, RONDO_IS(External), RONDO_IS(Date), RONDO_IS(ArgumentsObject),
    RONDO_IS(BigIntObject), RONDO_IS(BooleanObject), RONDO_IS(NumberObject),
    RONDO_IS(StringObject), RONDO_IS(SymbolObject), RONDO_IS(NativeError),
    RONDO_IS(RegExp), RONDO_IS(AsyncFunction), RONDO_IS(GeneratorFunction),
    RONDO_IS(GeneratorObject), RONDO_IS(Promise), RONDO_IS(Map), RONDO_IS(Set),
    RONDO_IS(MapIterator), RONDO_IS(SetIterator), RONDO_IS(WeakMap),
    RONDO_IS(WeakSet), RONDO_IS(ArrayBuffer), RONDO_IS(DataView),
    RONDO_IS(SharedArrayBuffer), RONDO_IS(Proxy),
    RONDO_IS(ModuleNamespaceObject),
    RawFn<"isAnyArrayBuffer", &IsAnyArrayBuffer, "(value: unknown): boolean">,
    RawFn<"isBoxedPrimitive", &IsBoxedPrimitive,
          "(value: unknown): boolean">>::kSpec;

#undef RONDO_IS

}  // namespace rondo
