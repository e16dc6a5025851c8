// mksnapshot FILE: runs the bootstrap of lib/ and writes the state it leaves,
// as a startup snapshot with code caches (snapshot_file.h).
//
//   mksnapshot --typings FILE   writes the typings of the native modules
#include <v8.h>

#include <cstdio>
#include <cstring>
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

/// The code of every module of lib/ with all its functions, for those that a
/// program loads later. Made in an isolate of the snapshot: the code refers to
/// its read-only objects.
std::vector<std::vector<uint8_t>> MakeCodeCaches(Runtime& runtime,
                                                 v8::StartupData& blob) {
  std::vector<std::vector<uint8_t>> caches(runtime.lib().ids().size());
  v8::Isolate* isolate = v8::Isolate::Allocate();
  runtime.platform().Register(isolate, nullptr);
  v8::Isolate::CreateParams params;
  params.array_buffer_allocator_shared = runtime.allocator();
  params.external_references = runtime.external_references();
  params.snapshot_blob = &blob;
  v8::Isolate::Initialize(isolate, params);
  {
    v8::Isolate::Scope entered(isolate);
    v8::HandleScope scope(isolate);
    Environment env(runtime, isolate);
    CHECK(env.RestoreContext());
    v8::Context::Scope context(env.context());
    for (size_t i = 0; i < caches.size(); ++i) {
      const std::string& id = runtime.lib().ids()[i];
      v8::HandleScope module_scope(isolate);
      v8::TryCatch caught(isolate);
      v8::Local<v8::Function> function;
      if (!CompileLibModule(env, id, true).ToLocal(&function)) {
        v8::String::Utf8Value text(isolate, caught.Exception());
        std::fprintf(stderr, "mksnapshot: lib/%s.js: %s\n", id.c_str(), *text);
        std::exit(1);
      }
      std::unique_ptr<v8::ScriptCompiler::CachedData> data(
          v8::ScriptCompiler::CreateCodeCacheForFunction(function));
      if (data != nullptr) {
        caches[i].assign(data->data, data->data + data->length);
      }
    }
    env.DropHandles();
  }
  isolate->Dispose();
  runtime.platform().Unregister(isolate);
  return caches;
}

int Main(int argc, char** argv) {
  if (argc == 3 && std::strcmp(argv[1], "--typings") == 0) {
    return WriteFile(argv[2], BindingTypings()) ? 0 : 1;
  }
  if (argc != 2) {
    std::fprintf(stderr, "usage: mksnapshot [--typings] FILE\n");
    return 2;
  }
  // With the flags that the program itself runs with: code caches are for
  // these.
  Runtime runtime(RuntimeOptions{});
  v8::StartupData blob{};
  if (!MakeBlob(runtime, blob)) return 1;
  const std::vector<std::vector<uint8_t>> caches =
      MakeCodeCaches(runtime, blob);
  const std::string bytes = SnapshotFile::Write(blob, caches);
  delete[] blob.data;
  return WriteFile(argv[1], bytes) ? 0 : 1;
}

}  // namespace
}  // namespace rondo

int main(int argc, char** argv) { return rondo::Main(argc, argv); }
