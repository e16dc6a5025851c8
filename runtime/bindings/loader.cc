// binding('loader'): compiling, and reading files, for the two loaders: that of
// lib/ (lib/bootstrap/loader.js) and that of programs (lib/internal/modules).
#include "runtime/bindings/loader.h"

#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <iterator>

#include "core/base/unique_fd.h"
#include "runtime/env/report.h"
#include "runtime/env/runtime.h"
#include "runtime/env/v8_compat.h"

namespace rondo {

namespace {

/// Those of the function that a file of lib/ is the body of. The first four are
/// a module's own, the others globals that lib/bootstrap/loader.js finds by
/// these names.
constexpr std::string_view kLibParameters[] = {
    "exports",
    "require",
    "module",
    "binding",
    "process",
    "Buffer",
    "setTimeout",
    "clearTimeout",
    "setInterval",
    "clearInterval",
    "setImmediate",
    "clearImmediate",
    "queueMicrotask",
    "AggregateError",
    "Array",
    "ArrayBuffer",
    "BigInt",
    "BigInt64Array",
    "BigUint64Array",
    "Boolean",
    "DataView",
    "Date",
    "Error",
    "Float32Array",
    "Float64Array",
    "Function",
    "Int32Array",
    "Int8Array",
    "JSON",
    "Map",
    "Math",
    "Number",
    "Object",
    "Promise",
    "Proxy",
    "RangeError",
    "Reflect",
    "RegExp",
    "Set",
    "String",
    "Symbol",
    "SyntaxError",
    "TypeError",
    "Uint32Array",
    "Uint8Array",
    "WeakMap",
    "WeakRef",
    "WeakSet",
    "decodeURIComponent",
    "encodeURIComponent",
    "isFinite",
    "isNaN",
    "parseFloat",
    "parseInt",
};

}  // namespace

v8::MaybeLocal<v8::Function> CompileLibModule(Environment& env,
                                              std::string_view id, bool all) {
  v8::Isolate* isolate = env.isolate();
  v8::EscapableHandleScope scope(isolate);
  const Library& lib = env.runtime().lib();
  v8::Local<v8::String> text;
  if (!lib.Source(isolate, id).ToLocal(&text)) {
    isolate->ThrowException(v8::Exception::Error(
        ToJsString(isolate, "no built-in module " + std::string(id))));
    return {};
  }
  std::array<v8::Local<v8::String>, std::size(kLibParameters)> parameters;
  std::transform(
      std::begin(kLibParameters), std::end(kLibParameters), parameters.begin(),
      [isolate](std::string_view name) { return ToJsString(isolate, name); });
  const v8::ScriptOrigin origin =
      MakeOrigin(isolate, ToJsString(isolate, "node:" + std::string(id)));
  std::span<const uint8_t> cache;
  if (const SnapshotFile* snapshot = env.runtime().snapshot()) {
    cache = snapshot->CodeCache(static_cast<size_t>(lib.IndexOf(id)));
  }
  v8::Local<v8::Function> function;
  if (cache.empty()) {
    v8::ScriptCompiler::Source source(text, origin);
    if (!CompileFunction(env.context(), &source, parameters,
                         all ? v8::ScriptCompiler::kEagerCompile
                             : v8::ScriptCompiler::kNoCompileOptions)
             .ToLocal(&function)) {
      return {};
    }
    return scope.Escape(function);
  }
  // V8 rejects the cache when its flags differ from those of the build, and
  // compiles then.
  v8::ScriptCompiler::Source source(
      text, origin,
      new v8::ScriptCompiler::CachedData(cache.data(),
                                         static_cast<int>(cache.size())));
  if (!CompileFunction(env.context(), &source, parameters,
                       v8::ScriptCompiler::kConsumeCodeCache)
           .ToLocal(&function)) {
    return {};
  }
  if (source.GetCachedData()->rejected && env.options().flag("--verbose")) {
    std::fprintf(stderr, "rondo: the code cache of %s is not used\n",
                 std::string(id).c_str());
  }
  return scope.Escape(function);
}

namespace {

Typed<"string[]"> LibIds(Environment& env) {
  std::vector<v8::Local<v8::Value>> ids;
  for (const std::string& id : env.runtime().lib().ids()) {
    ids.push_back(ToJsString(env.isolate(), id));
  }
  return v8::Array::New(env.isolate(), ids.data(), ids.size());
}

Typed<"string[]"> LibParameters(Environment& env) {
  std::vector<v8::Local<v8::Value>> names;
  for (const std::string_view name : kLibParameters) {
    names.push_back(ToJsString(env.isolate(), name));
  }
  return v8::Array::New(env.isolate(), names.data(), names.size());
}

v8::MaybeLocal<v8::Function> CompileLib(Environment& env, const Utf8& id,
                                        bool all) {
  v8::Local<v8::Function> function;
  if (!CompileLibModule(env, id.view(), all).ToLocal(&function)) return {};
  if (auto* kept = env.options().lib_functions) {
    (*kept)[id.ToString()].Reset(env.isolate(), function);
  }
  return function;
}

v8::MaybeLocal<v8::Value> GetBinding(Environment& env, const Utf8& name) {
  const ModuleSpec* module = FindModule(name.view());
  if (module == nullptr) {
    env.isolate()->ThrowException(v8::Exception::Error(
        ToJsString(env.isolate(), "no native module " + name.ToString())));
    return {};
  }
  v8::Local<v8::Object> object;
  if (!InstantiateModule(env.context(), *module).ToLocal(&object)) return {};
  return object.As<v8::Value>();
}

/// Has the stack of an error in a module's syntax say where that is, since none
/// of its frames does.
void NamePlace(Environment& env, const v8::TryCatch& caught) {
  if (!caught.Exception()->IsNativeError()) return;
  v8::Isolate* isolate = env.isolate();
  v8::Local<v8::Context> context = env.context();
  auto error = caught.Exception().As<v8::Object>();
  v8::Local<v8::String> name = v8::String::NewFromUtf8Literal(isolate, "stack");
  v8::Local<v8::Value> stack;
  if (!error->Get(context, name).ToLocal(&stack) || !stack->IsString()) return;
  v8::Local<v8::String> excerpt =
      ToJsString(isolate, ExcerptOf(env, caught.Message()) + "\n");
  error
      ->Set(context, name,
            v8::String::Concat(isolate, excerpt, stack.As<v8::String>()))
      .Check();
}

/// A CommonJS module's function.
v8::MaybeLocal<v8::Function> CompileModule(Environment& env,
                                           v8::Local<v8::String> text,
                                           v8::Local<v8::String> path) {
  v8::Isolate* isolate = env.isolate();
  v8::Local<v8::String> parameters[] = {
      v8::String::NewFromUtf8Literal(isolate, "exports"),
      v8::String::NewFromUtf8Literal(isolate, "require"),
      v8::String::NewFromUtf8Literal(isolate, "module"),
      v8::String::NewFromUtf8Literal(isolate, "__filename"),
      v8::String::NewFromUtf8Literal(isolate, "__dirname")};
  // import() tells by these who asks.
  v8::Local<v8::PrimitiveArray> host = v8::PrimitiveArray::New(isolate, 1);
  host->Set(isolate, 0, path);
  v8::ScriptCompiler::Source source(text, MakeOrigin(isolate, path, host));
  v8::TryCatch caught(isolate);
  v8::MaybeLocal<v8::Function> function =
      CompileFunction(env.context(), &source, parameters);
  if (caught.HasCaught()) {
    NamePlace(env, caught);
    caught.ReThrow();
  }
  return function;
}

/// Evaluates a script; the value of its last expression statement.
v8::MaybeLocal<v8::Value> RunScript(Environment& env,
                                    v8::Local<v8::String> text,
                                    v8::Local<v8::String> name) {
  v8::Isolate* isolate = env.isolate();
  v8::Local<v8::PrimitiveArray> host = v8::PrimitiveArray::New(isolate, 1);
  host->Set(isolate, 0, name);
  v8::ScriptCompiler::Source source(text, MakeOrigin(isolate, name, host));
  v8::Local<v8::Script> script;
  if (!v8::ScriptCompiler::Compile(env.context(), &source).ToLocal(&script)) {
    return {};
  }
  return script->Run(env.context());
}

int32_t Errno() { return -errno; }

/// The bytes of a file or descriptor, as many as a string can have; false:
/// errno.
bool ReadAll(int fd, std::string& bytes) {
  struct stat info;
  if (fstat(fd, &info) != 0) return false;
  // One byte more than its size: the read that finds the end.
  size_t room =
      S_ISREG(info.st_mode) ? static_cast<size_t>(info.st_size) + 1 : 65536;
  size_t size = 0;
  for (;;) {
    if (bytes.size() < size + room) bytes.resize(size + room);
    const ssize_t n = read(fd, bytes.data() + size, bytes.size() - size);
    if (n < 0) {
      if (errno == EINTR) continue;
      return false;
    }
    if (n == 0) break;
    size += static_cast<size_t>(n);
    if (size > static_cast<size_t>(v8::String::kMaxLength)) {
      errno = EFBIG;
      return false;
    }
    room = std::max<size_t>(size, 4096);
  }
  bytes.resize(size);
  return true;
}

v8::Local<v8::Value> TextOrErrno(Environment& env, int fd) {
  v8::Isolate* isolate = env.isolate();
  std::string bytes;
  if (!ReadAll(fd, bytes)) return v8::Integer::New(isolate, Errno());
  std::string_view text = bytes;
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(3);
  return ToJsString(isolate, text);
}

/// A file's text without its byte order mark, or a negative errno.
Typed<"string | number"> ReadText(Environment& env, const Utf8& path) {
  UniqueFd fd(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!fd.valid()) return v8::Integer::New(env.isolate(), Errno());
  return TextOrErrno(env, fd.get());
}

Typed<"string | number"> ReadStdin(Environment& env) {
  return TextOrErrno(env, STDIN_FILENO);
}

/// What a path names.
enum Kind : int32_t { kFile, kDirectory };

/// A Kind, or a negative errno.
int32_t KindOf(Environment&, const Utf8& path) {
  struct stat info;
  if (stat(path.c_str(), &info) != 0) return Errno();
  return S_ISDIR(info.st_mode) ? kDirectory : kFile;
}

Typed<"string | number"> RealPath(Environment& env, const Utf8& path) {
  char resolved[PATH_MAX];
  if (realpath(path.c_str(), resolved) == nullptr) {
    return v8::Integer::New(env.isolate(), Errno());
  }
  return ToJsString(env.isolate(), resolved);
}

bool BuildingSnapshot(Environment& env) { return env.building_snapshot(); }

}  // namespace

extern constinit const ModuleSpec kLoaderBinding =
    Module<kLoaderModule, Fn<"libIds", &LibIds>,
           Fn<"libParameters", &LibParameters>,
           Fn<"compileLib", &CompileLib, "id", "all">,
           Fn<"getBinding", &GetBinding, "name">,
           Fn<"buildingSnapshot", &BuildingSnapshot>,
           Fn<"compileModule", &CompileModule, "text", "path">,
           Fn<"runScript", &RunScript, "text", "name">,
           Fn<"readText", &ReadText, "path">, Fn<"readStdin", &ReadStdin>,
           Fn<"kindOf", &KindOf, "path">, Const<"kFile", kFile>,
           Const<"kDirectory", kDirectory>, Fn<"realPath", &RealPath, "path">,
           LoaderCallbacks>::kSpec;

}  // namespace rondo
