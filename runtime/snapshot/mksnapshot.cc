// mksnapshot PROGRAM FILE: runs the bootstrap of lib/ and writes the state it
// leaves, as a startup snapshot with code caches (snapshot_file.h). PROGRAM
// decides which functions those hold compiled.
//
//   mksnapshot --typings FILE   writes the typings of the native modules
#include <sys/wait.h>
#include <unistd.h>
#include <v8.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <memory>
#include <string>
#include <tuple>

#include "core/base/check.h"
#include "runtime/bind/module.h"
#include "runtime/bindings/loader.h"
#include "runtime/env/environment.h"
#include "runtime/env/runtime.h"
#include "runtime/snapshot/snapshot_file.h"

namespace rondo {
namespace {

bool WriteFile(const char* path, std::string_view bytes) {
  std::FILE* file = std::fopen(path, "wbe");
  if (file == nullptr) {
    std::perror(path);
    return false;
  }
  const bool written =
      std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size();
  if (std::fclose(file) != 0 || !written) {
    std::perror(path);
    return false;
  }
  return true;
}

bool ReadFile(const char* path, std::string& bytes) {
  std::FILE* file = std::fopen(path, "rbe");
  if (file == nullptr) {
    std::perror(path);
    return false;
  }
  char buffer[1 << 16];
  size_t length;
  while ((length = std::fread(buffer, 1, sizeof buffer, file)) > 0) {
    bytes.append(buffer, length);
  }
  const bool is_read = std::ferror(file) == 0;
  std::fclose(file);
  return is_read;
}

/// Makes the blob; false: said why on stderr.
bool MakeBlob(Runtime& runtime, v8::StartupData& blob) {
  v8::Isolate* isolate = v8::Isolate::Allocate();
  runtime.platform().Register(isolate, nullptr);
  {
    v8::SnapshotCreator creator(isolate, runtime.external_references());
    Environment env(runtime, isolate);
    {
      v8::HandleScope scope(isolate);
      // The default is plain: what node:vm gives.
      creator.SetDefaultContext(v8::Context::New(isolate));
      if (!env.Bootstrap()) return false;
      v8::Local<v8::Context> context = env.context();
      v8::Local<v8::Array> slots;
      {
        v8::Context::Scope entered(context);
        isolate->PerformMicrotaskCheckpoint();
        slots = env.SaveSlots();
      }
      CHECK_EQ(creator.AddData(context, slots), 0u);
      CHECK_EQ(creator.AddContext(context), SnapshotFile::kContext);
      env.DropHandles();
    }
    // Keeps the bytecode of what ran: the warm-up chooses what.
    blob = creator.CreateBlob(v8::SnapshotCreator::FunctionCodeHandling::kKeep);
  }
  runtime.platform().Unregister(isolate);
  if (blob.data == nullptr) {
    std::fprintf(stderr, "mksnapshot: V8 could not make the snapshot\n");
    return false;
  }
  if (!blob.CanBeRehashed()) {
    std::fprintf(stderr,
                 "mksnapshot: the snapshot cannot be rehashed, so that hash "
                 "seeds would be the same in every process. Something in lib/ "
                 "keeps an object that V8 cannot rehash.\n");
    return false;
  }
  return true;
}

/// The code of the modules of lib/: of those that the program loads, the
/// functions that it runs; of others, all. Made in an environment of the
/// snapshot: the code refers to its read-only objects. False: said why on
/// stderr.
bool MakeCodeCaches(Runtime& runtime, const char* program,
                    std::vector<std::vector<uint8_t>>& caches) {
  LibFunctions functions;
  const std::string arguments[] = {program};
  ParsedOptions parsed = ParseOptions(arguments, "");
  EnvironmentOptions options;
  options.values = std::move(parsed.values);
  options.argv = std::move(parsed.rest);
  options.argv0 = options.exec_path = "rondo";
  options.lib_functions = &functions;
  Result<std::unique_ptr<Environment>> made =
      Environment::Create(runtime, std::move(options));
  if (!made.ok()) {
    std::fprintf(stderr, "mksnapshot: no environment: %s\n",
                 made.error().ToString().c_str());
    return false;
  }
  Environment& env = **made;
  if (env.Run() != 0) {
    std::fprintf(stderr, "mksnapshot: %s failed\n", program);
    return false;
  }
  v8::Isolate* isolate = env.isolate();
  v8::HandleScope scope(isolate);
  v8::Context::Scope context(env.context());
  caches.resize(runtime.lib().ids().size());
  for (size_t i = 0; i < caches.size(); ++i) {
    const std::string& id = runtime.lib().ids()[i];
    v8::HandleScope module_scope(isolate);
    v8::TryCatch caught(isolate);
    v8::Local<v8::Function> function;
    if (const auto ran = functions.find(id); ran != functions.end()) {
      function = ran->second.Get(isolate);
    } else if (!CompileLibModule(env, id, true).ToLocal(&function)) {
      v8::String::Utf8Value text(isolate, caught.Exception());
      std::fprintf(stderr, "mksnapshot: lib/%s.js: %s\n", id.c_str(), *text);
      return false;
    }
    std::unique_ptr<v8::ScriptCompiler::CachedData> data(
        v8::ScriptCompiler::CreateCodeCacheForFunction(function));
    if (data != nullptr) {
      caches[i].assign(data->data, data->data + data->length);
    }
  }
  functions.clear();
  return true;
}

/// Writes the blob alone; false: said why on stderr.
bool WriteBlob(const char* path) {
  // With the flags that the program itself runs with: code caches are for
  // these.
  Runtime runtime(RuntimeOptions{});
  v8::StartupData blob{};
  if (!MakeBlob(runtime, blob)) return false;
  const std::string bytes = SnapshotFile::Write(blob, {});
  delete[] blob.data;
  return WriteFile(path, bytes);
}

/// Writes the blob of that file with code caches.
bool AddCodeCaches(const char* program, const char* path) {
  std::string bytes;
  if (!ReadFile(path, bytes)) return false;
  RuntimeOptions options;
  options.snapshot = bytes;
  Runtime runtime(options);
  CHECK(runtime.snapshot() != nullptr);
  std::vector<std::vector<uint8_t>> caches;
  if (!MakeCodeCaches(runtime, program, caches)) return false;
  return WriteFile(path,
                   SnapshotFile::Write(*runtime.snapshot()->blob(), caches));
}

int Main(int argc, char** argv) {
  if (argc == 3 && std::strcmp(argv[1], "--typings") == 0) {
    return WriteFile(argv[2], BindingTypings()) ? 0 : 1;
  }
  if (argc != 3) {
    std::fprintf(stderr,
                 "usage: mksnapshot PROGRAM FILE\n"
                 "       mksnapshot --typings FILE\n");
    return 2;
  }
  // V8 starts once a process, and what it starts from is made by another one.
  const pid_t child = fork();
  if (child == 0) std::_Exit(WriteBlob(argv[2]) ? 0 : 1);
  int status = 1;
  if (child < 0 || waitpid(child, &status, 0) != child || status != 0) {
    std::fprintf(stderr, "mksnapshot: no snapshot was made\n");
    return 1;
  }
  return AddCodeCaches(argv[1], argv[2]) ? 0 : 1;
}

}  // namespace
}  // namespace rondo

int main(int argc, char** argv) { return rondo::Main(argc, argv); }
