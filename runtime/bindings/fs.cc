// binding('fs'): the file operations of core/fs, for lib/internal/fs.
//
// The first argument of every operation is a request: a number that lib chose,
// or kSync (-1). With a request the operation is started, the function returns
// undefined, and `onDone(request, error, value)` follows in a later phase:
// error is 0, or a negative errno and value the name of the call that failed.
// With kSync the function returns the value, or a negative errno; lastCall() is
// then the name of the call. Values are never negative numbers.
//
// Paths are strings or Uint8Arrays. Buffers that an operation reads or writes
// are kept alive until it is over.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "core/fs/directory.h"
#include "core/fs/file_operations.h"
#include "core/fs/path_operations.h"
#include "core/fs/stat.h"
#include "core/fs/whole_file.h"
#include "runtime/bind/module.h"

namespace rondo {

extern const ModuleId kFsModule;  // in registry.cc

namespace {

using Callbacks = CallbackTable<kFsModule, "onDone">;
using Value = v8::Local<v8::Value>;

constexpr int32_t kSync = -1;

/// Doubles (or 64-bit integers) in which a stat comes to lib.
constexpr size_t kStatFields = 18;

class FsState final : public ModuleState {
 public:
  static constexpr const ModuleId& kModule = kFsModule;
  explicit FsState(Environment& env) : env(env) {}

  Environment& env;
  fs::KnownFiles known;
  fs::Call last_call = fs::Call::kOpen;  // that failed, of a synchronous one
  double numbers[kStatFields] = {};
  int64_t integers[kStatFields] = {};
};

// --- Arguments.

std::string PathOf(v8::Isolate* isolate, Value value) {
  if (value->IsString()) {
    return Utf8(isolate, value.As<v8::String>()).ToString();
  }
  CHECK(value->IsArrayBufferView());
  v8::Local<v8::ArrayBufferView> view = value.As<v8::ArrayBufferView>();
  std::string path(view->ByteLength(), '\0');
  view->CopyContents(path.data(), path.size());
  return path;
}

/// A part of a view's memory, which it keeps alive.
struct KeptBytes {
  std::shared_ptr<v8::BackingStore> memory;
  std::span<uint8_t> bytes;
};

KeptBytes Keep(v8::Local<v8::ArrayBufferView> view) {
  KeptBytes kept;
  kept.memory = view->Buffer()->GetBackingStore();
  kept.bytes = {static_cast<uint8_t*>(kept.memory->Data()) + view->ByteOffset(),
                view->ByteLength()};
  return kept;
}

/// Nothing: it threw. A view's class can say anything of its length, and lib
/// believe it.
std::optional<KeptBytes> Keep(Environment& env,
                              v8::Local<v8::ArrayBufferView> view,
                              double offset, double length) {
  KeptBytes kept = Keep(view);
  const auto from = static_cast<size_t>(offset);
  const auto count = static_cast<size_t>(length);
  if (from > kept.bytes.size() || count > kept.bytes.size() - from)
      [[unlikely]] {
    ThrowTypeError(env.isolate(), "The range is outside of the buffer");
    return std::nullopt;
  }
  kept.bytes = kept.bytes.subspan(from, count);
  return kept;
}

struct KeptVector {
  std::vector<std::shared_ptr<v8::BackingStore>> memory;
  std::vector<iovec> elements;
};

/// Nothing: it threw. The array is the program's, and may have getters.
std::optional<KeptVector> Keep(Environment& env, v8::Local<v8::Array> views) {
  KeptVector kept;
  v8::Local<v8::Context> context = env.context();
  for (uint32_t i = 0; i < views->Length(); ++i) {
    Value element;
    if (!views->Get(context, i).ToLocal(&element)) return std::nullopt;
    if (!element->IsArrayBufferView()) {
      ThrowTypeError(env.isolate(), "An element is no ArrayBufferView");
      return std::nullopt;
    }
    const KeptBytes part = Keep(element.As<v8::ArrayBufferView>());
    kept.memory.push_back(part.memory);
    kept.elements.push_back({part.bytes.data(), part.bytes.size()});
  }
  return kept;
}

fs::FileTime TimeOf(double seconds) {
  fs::FileTime time;
  const double whole = std::floor(seconds);
  time.seconds = static_cast<int64_t>(whole);
  // A double of today's seconds is good for microseconds, no more.
  const auto micros = static_cast<uint32_t>((seconds - whole) * 1e6 + 0.5);
  time.nanoseconds = std::min(micros, 999'999u) * 1000;
  return time;
}

// --- Values.

Value Undefined(FsState& state) { return v8::Undefined(state.env.isolate()); }

Value Number(FsState& state, uint64_t value) {
  return v8::Number::New(state.env.isolate(), static_cast<double>(value));
}

/// A name as UTF-8, or each byte as one character.
v8::Local<v8::String> NameOf(v8::Isolate* isolate, std::string_view name,
                             bool as_bytes) {
  if (!as_bytes) return ToJsString(isolate, name);
  return v8::String::NewFromOneByte(
             isolate, reinterpret_cast<const uint8_t*>(name.data()),
             v8::NewStringType::kNormal, static_cast<int>(name.size()))
      .ToLocalChecked();
}

/// [names, types], of a recursive list [names, types, parents].
Value ListOf(FsState& state, const fs::EntryList& entries, bool as_bytes,
             bool with_parents) {
  v8::Isolate* isolate = state.env.isolate();
  std::vector<Value> names, types, parents;
  names.reserve(entries.size());
  types.reserve(entries.size());
  v8::Local<v8::String> parent;
  const std::string* parent_of = nullptr;
  for (size_t i = 0; i < entries.size(); ++i) {
    names.push_back(NameOf(isolate, entries.name(i), as_bytes));
    types.push_back(
        v8::Integer::New(isolate, static_cast<int>(entries.type(i))));
    if (!with_parents) continue;
    if (parent_of != &entries.parent(i)) {
      parent_of = &entries.parent(i);
      parent = NameOf(isolate, *parent_of, as_bytes);
    }
    parents.push_back(parent);
  }
  Value lists[] = {v8::Array::New(isolate, names.data(), names.size()),
                   v8::Array::New(isolate, types.data(), types.size()),
                   v8::Array::New(isolate, parents.data(), parents.size())};
  return v8::Array::New(isolate, lists, with_parents ? 3 : 2);
}

/// The bytes as an ArrayBuffer, without a copy.
Value ArrayBufferOf(FsState& state, fs::Bytes& bytes) {
  v8::Isolate* isolate = state.env.isolate();
  const size_t size = bytes.size();
  if (size == 0) return v8::ArrayBuffer::New(isolate, 0);
  return v8::ArrayBuffer::New(
      isolate,
      v8::ArrayBuffer::NewBackingStore(
          bytes.Release(), size,
          [](void* memory, size_t, void*) { std::free(memory); }, nullptr));
}

template <typename T>
void FillStat(const fs::Attributes& a, T* out) {
  const auto put = [&out](auto value) { *out++ = static_cast<T>(value); };
  put(a.device);
  put(a.mode);
  put(a.links);
  put(a.user);
  put(a.group);
  put(a.special_device);
  put(a.block_size);
  put(a.inode);
  put(a.size);
  put(a.blocks);
  for (const fs::FileTime* time :
       {&a.accessed, &a.modified, &a.changed, &a.born}) {
    put(time->seconds);
    put(time->nanoseconds);
  }
}

template <typename T>
void FillStat(const fs::FileSystemAttributes& a, T* out) {
  const auto put = [&out](auto value) { *out++ = static_cast<T>(value); };
  put(a.type);
  put(a.block_size);
  put(a.fragment_size);
  put(a.blocks);
  put(a.blocks_free);
  put(a.blocks_available);
  put(a.files);
  put(a.files_free);
}

// --- Running operations.

constexpr ResourceKind kOperationKind = {kFsModule, "FSReqCallback",
                                         "FSREQCALLBACK"};

/// An operation that JavaScript started. `T` is the operation, `Kept` what must
/// live as long, `ToValue(state, T&)` makes the value of a success.
template <typename T, typename Kept, typename ToValue>
class StartedOperation final : public Resource {
 public:
  StartedOperation(FsState& state, int32_t request, Kept kept, ToValue to_value)
      : Resource(state.env, kOperationKind),
        operation_(this),
        state_(state),
        request_(request),
        kept_(std::move(kept)),
        to_value_(std::move(to_value)) {}

  template <typename Fill, typename Started>
  void Start(Fill fill, Started started) {
    fill(state_, static_cast<T&>(operation_), kept_);
    operation_.Start(env().loop());
    started(static_cast<T&>(operation_));
  }

 private:
  struct Owned : T {
    explicit Owned(StartedOperation* owner) : T(&OnDone), owner(owner) {}
    StartedOperation* owner;
  };

  void StartClose() override { operation_.Cancel(); }

  static void OnDone(fs::Operation& operation) {
    StartedOperation& self =
        *static_cast<Owned&>(static_cast<T&>(operation)).owner;
    if (!self.env().exiting()) {
      self.Tell();
    } else if (operation.ok()) {
      operation.Abandon();  // nobody will hear of it
    }
    self.Destroy();
  }

  void Tell() {
    CallbackScope scope(env());
    if (operation_.ok()) {
      Callbacks::Call<"onDone">(scope, env(), caller(), request_, 0,
                                to_value_(state_, operation_));
    } else {
      Callbacks::Call<"onDone">(scope, env(), caller(), request_,
                                -operation_.error(),
                                fs::InfoOf(operation_.failed_call()).name);
    }
  }

  Owned operation_;
  FsState& state_;
  const int32_t request_;
  Kept kept_;
  ToValue to_value_;
};

/// Fills in an operation, then starts it or runs it to its end.
/// `started(T&)` looks at one that was started.
template <typename T, typename Fill, typename ToValue, typename Kept = int,
          typename Started = void (*)(T&)>
Value Perform(
    Environment& env, int32_t request, Fill fill, ToValue to_value,
    Kept kept = {}, Started started = [](T&) {}) {
  FsState& state = env.state<FsState>();
  if (request == kSync) {
    // What is unsent must not wait for a disk.
    if (!env.building_snapshot()) env.loop().FlushNow();
    T operation(nullptr);
    fill(state, operation, kept);
    operation.RunSync();
    if (operation.ok()) return to_value(state, operation);
    state.last_call = operation.failed_call();
    return v8::Integer::New(env.isolate(), -operation.error());
  }
  env.resources()
      .Add(std::make_unique<StartedOperation<T, Kept, ToValue>>(
          state, request, std::move(kept), std::move(to_value)))
      .Start(fill, started);
  return Undefined(state);
}

/// A Perform without a value and without anything to keep.
template <typename T, typename Fill>
Value PerformPlain(Environment& env, int32_t request, Fill fill) {
  return Perform<T>(
      env, request, [&fill](FsState&, T& operation, int&) { fill(operation); },
      [](FsState& state, T&) { return Undefined(state); });
}

// What bindings.d.ts says of arguments, and of results: a request without
// kSync returns undefined and gets its value later; what failed at once returns
// a negative errno.
using Path = Typed<"string | Uint8Array">;
using File = Typed<"number | string | Uint8Array">;
using Done = Typed<"number | undefined">;
using Count = Typed<"number | undefined">;
using Name = Typed<"string | number | undefined">;
using Entries = Typed<
    "[names: string[], types: number[], parents?: string[]] | number | "
    "undefined">;

// --- Files.

Done Access(Environment& env, int32_t request, Path path, int32_t mode) {
  return PerformPlain<fs::Access>(env, request, [&](fs::Access& operation) {
    operation.path = PathOf(env.isolate(), path);
    operation.mode = mode;
  });
}

Count Open(Environment& env, int32_t request, Path path, int32_t flags,
           int32_t mode) {
  return Perform<fs::Open>(
      env, request,
      [&](FsState& state, fs::Open& operation, int&) {
        operation.path = PathOf(env.isolate(), path);
        operation.flags = flags;
        operation.mode = static_cast<mode_t>(mode);
        operation.known = &state.known;
      },
      [](FsState& state, fs::Open& operation) {
        return v8::Integer::New(state.env.isolate(), operation.fd)
            .As<v8::Value>();
      });
}

Done Close(Environment& env, int32_t request, int32_t fd) {
  return PerformPlain<fs::Close>(
      // To the program what the loop works with is not open.
      env, request, [&](fs::Close& operation) {
        operation.fd = env.loop().Owns(fd) ? -1 : fd;
      });
}

/// Of read and write, and of their vectors.
template <typename T>
Value CountOf(FsState& state, T& operation) {
  return Number(state, operation.count);
}

template <typename T>
Count Transfer(Environment& env, int32_t request, int32_t fd,
               v8::Local<v8::ArrayBufferView> view, double offset,
               double length, int64_t position) {
  std::optional<KeptBytes> bytes = Keep(env, view, offset, length);
  if (!bytes) return v8::Undefined(env.isolate());
  return Perform<T>(
      env, request,
      [&](FsState&, T& operation, KeptBytes& kept) {
        operation.fd = fd;
        operation.buffer = kept.bytes;
        operation.offset = position;
      },
      &CountOf<T>, std::move(*bytes));
}

template <typename T>
Count TransferVector(Environment& env, int32_t request, int32_t fd,
                     Typed<"ArrayBufferView[]", v8::Array> views,
                     int64_t position) {
  std::optional<KeptVector> vector = Keep(env, views);
  if (!vector) return v8::Undefined(env.isolate());
  return Perform<T>(
      env, request,
      [&](FsState&, T& operation, KeptVector& kept) {
        operation.fd = fd;
        operation.buffers = kept.elements;
        operation.offset = position;
      },
      &CountOf<T>, std::move(*vector));
}

Done Sync(Environment& env, int32_t request, int32_t fd, bool data_only) {
  return PerformPlain<fs::Sync>(env, request, [&](fs::Sync& operation) {
    operation.fd = fd;
    operation.data_only = data_only;
  });
}

Done Truncate(Environment& env, int32_t request, int32_t fd, int64_t length) {
  return PerformPlain<fs::Truncate>(env, request, [&](fs::Truncate& operation) {
    operation.fd = fd;
    operation.length = length;
  });
}

// --- Whole files.

/// `room` from `offset` on is where a file that fits is put if it can be read
/// at once; then its size is returned although the request is still to end.
Typed<"ArrayBuffer | number | undefined"> ReadFile(
    Environment& env, int32_t request, File file, int32_t flags,
    double size_limit, std::optional<std::span<uint8_t>> room,
    uint32_t offset) {
  Value at_once = v8::Undefined(env.isolate());
  Value result = Perform<fs::ReadFile>(
      env, request,
      [&](FsState& state, fs::ReadFile& operation, int&) {
        if (file->IsNumber()) {
          operation.fd = file.As<v8::Int32>()->Value();
        } else {
          operation.path = PathOf(env.isolate(), file);
        }
        operation.flags = flags;
        operation.size_limit = static_cast<uint64_t>(size_limit);
        operation.known = &state.known;
        if (room.has_value()) operation.room = room->subspan(offset);
      },
      [](FsState& state, fs::ReadFile& operation) {
        if (operation.at_once) return Number(state, operation.count);
        return ArrayBufferOf(state, operation.contents);
      },
      0,
      [&](fs::ReadFile& operation) {
        if (operation.at_once)
          at_once = Number(env.state<FsState>(), operation.count);
      });
  return request == kSync ? result : at_once;
}

Done WriteFile(Environment& env, int32_t request, File file,
               v8::Local<v8::ArrayBufferView> contents, int32_t flags,
               int32_t mode, bool flush) {
  return Perform<fs::WriteFile>(
      env, request,
      [&](FsState&, fs::WriteFile& operation, KeptBytes& kept) {
        if (file->IsNumber()) {
          operation.fd = file.As<v8::Int32>()->Value();
        } else {
          operation.path = PathOf(env.isolate(), file);
        }
        operation.contents = kept.bytes;
        operation.flags = flags;
        operation.mode = static_cast<mode_t>(mode);
        operation.flush = flush;
      },
      [](FsState& state, fs::WriteFile&) { return Undefined(state); },
      Keep(contents));
}

Done CopyFile(Environment& env, int32_t request, Path from, Path to,
              int32_t flags) {
  return PerformPlain<fs::CopyFile>(env, request, [&](fs::CopyFile& operation) {
    operation.from = PathOf(env.isolate(), from);
    operation.to = PathOf(env.isolate(), to);
    operation.flags = flags;
  });
}

// --- Attributes.

/// Puts the attributes where statNumbers() and statIntegers() are.
template <typename T>
auto StatInto(bool bigint) {
  return [bigint](FsState& state, T& operation) {
    if (bigint) {
      FillStat(operation.attributes, state.integers);
    } else {
      FillStat(operation.attributes, state.numbers);
    }
    return Undefined(state);
  };
}

Done Stat(Environment& env, int32_t request, Path path, bool follow,
          bool bigint) {
  return Perform<fs::Stat>(
      env, request,
      [&](FsState&, fs::Stat& operation, int&) {
        operation.path = PathOf(env.isolate(), path);
        operation.follow = follow;
      },
      StatInto<fs::Stat>(bigint));
}

Done StatOfFd(Environment& env, int32_t request, int32_t fd, bool bigint) {
  return Perform<fs::Stat>(
      env, request,
      [&](FsState&, fs::Stat& operation, int&) { operation.fd = fd; },
      StatInto<fs::Stat>(bigint));
}

Done StatFileSystem(Environment& env, int32_t request, Path path, bool bigint) {
  return Perform<fs::StatFileSystem>(
      env, request,
      [&](FsState&, fs::StatFileSystem& operation, int&) {
        operation.path = PathOf(env.isolate(), path);
      },
      StatInto<fs::StatFileSystem>(bigint));
}

/// Memory of the state as an ArrayBuffer. The state outlives JavaScript.
template <typename T>
v8::Local<v8::ArrayBuffer> BufferOver(Environment& env,
                                      T (&fields)[kStatFields]) {
  return v8::ArrayBuffer::New(
      env.isolate(),
      v8::ArrayBuffer::NewBackingStore(
          fields, sizeof fields, [](void*, size_t, void*) {}, nullptr));
}

v8::Local<v8::Float64Array> StatNumbers(Environment& env) {
  FsState& state = env.state<FsState>();
  return v8::Float64Array::New(BufferOver(env, state.numbers), 0, kStatFields);
}

v8::Local<v8::BigInt64Array> StatIntegers(Environment& env) {
  FsState& state = env.state<FsState>();
  return v8::BigInt64Array::New(BufferOver(env, state.integers), 0,
                                kStatFields);
}

Done ChangeMode(Environment& env, int32_t request, File file, int32_t mode) {
  return PerformPlain<fs::ChangeMode>(
      env, request, [&](fs::ChangeMode& operation) {
        if (file->IsNumber()) {
          operation.fd = file.As<v8::Int32>()->Value();
        } else {
          operation.path = PathOf(env.isolate(), file);
        }
        operation.mode = static_cast<mode_t>(mode);
      });
}

/// An id of -1 or 2^32-1 is left as it is.
Done ChangeOwner(Environment& env, int32_t request, File file, double user,
                 double group, bool follow) {
  return PerformPlain<fs::ChangeOwner>(
      env, request, [&](fs::ChangeOwner& operation) {
        if (file->IsNumber()) {
          operation.fd = file.As<v8::Int32>()->Value();
        } else {
          operation.path = PathOf(env.isolate(), file);
        }
        operation.user = static_cast<uid_t>(static_cast<int64_t>(user));
        operation.group = static_cast<gid_t>(static_cast<int64_t>(group));
        operation.follow = follow;
      });
}

Done ChangeTimes(Environment& env, int32_t request, File file, double accessed,
                 double modified, bool follow) {
  return PerformPlain<fs::ChangeTimes>(
      env, request, [&](fs::ChangeTimes& operation) {
        if (file->IsNumber()) {
          operation.fd = file.As<v8::Int32>()->Value();
        } else {
          operation.path = PathOf(env.isolate(), file);
        }
        operation.accessed = TimeOf(accessed);
        operation.modified = TimeOf(modified);
        operation.follow = follow;
      });
}

// --- Names.

Done Rename(Environment& env, int32_t request, Path from, Path to) {
  return PerformPlain<fs::Rename>(env, request, [&](fs::Rename& operation) {
    operation.from = PathOf(env.isolate(), from);
    operation.to = PathOf(env.isolate(), to);
  });
}

Done Link(Environment& env, int32_t request, Path existing, Path path) {
  return PerformPlain<fs::Link>(env, request, [&](fs::Link& operation) {
    operation.existing = PathOf(env.isolate(), existing);
    operation.path = PathOf(env.isolate(), path);
  });
}

Done Symlink(Environment& env, int32_t request, Path target, Path path) {
  return PerformPlain<fs::Symlink>(env, request, [&](fs::Symlink& operation) {
    operation.target = PathOf(env.isolate(), target);
    operation.path = PathOf(env.isolate(), path);
  });
}

template <typename T>
Done OnePath(Environment& env, int32_t request, Path path) {
  return PerformPlain<T>(env, request, [&](T& operation) {
    operation.path = PathOf(env.isolate(), path);
  });
}

Name ReadLink(Environment& env, int32_t request, Path path, bool as_bytes) {
  return Perform<fs::ReadLink>(
      env, request,
      [&](FsState&, fs::ReadLink& operation, int&) {
        operation.path = PathOf(env.isolate(), path);
      },
      [as_bytes](FsState& state, fs::ReadLink& operation) -> Value {
        return NameOf(state.env.isolate(), operation.target, as_bytes);
      });
}

Name RealPath(Environment& env, int32_t request, Path path, bool as_bytes) {
  return Perform<fs::RealPath>(
      env, request,
      [&](FsState&, fs::RealPath& operation, int&) {
        operation.path = PathOf(env.isolate(), path);
      },
      [as_bytes](FsState& state, fs::RealPath& operation) -> Value {
        return NameOf(state.env.isolate(), operation.resolved, as_bytes);
      });
}

// --- Directories.

Entries ReadDirectory(Environment& env, int32_t request, Path path,
                      bool as_bytes, bool recursive) {
  return Perform<fs::ReadDirectory>(
      env, request,
      [&](FsState&, fs::ReadDirectory& operation, int&) {
        operation.path = PathOf(env.isolate(), path);
        operation.recursive = recursive;
      },
      [as_bytes](FsState& state, fs::ReadDirectory& operation) {
        return ListOf(state, operation.entries, as_bytes, operation.recursive);
      });
}

Count OpenDirectory(Environment& env, int32_t request, Path path) {
  return Perform<fs::OpenDirectory>(
      env, request,
      [&](FsState&, fs::OpenDirectory& operation, int&) {
        operation.path = PathOf(env.isolate(), path);
      },
      [](FsState& state, fs::OpenDirectory& operation) -> Value {
        return v8::Integer::New(state.env.isolate(), operation.fd);
      });
}

Entries ReadEntries(Environment& env, int32_t request, int32_t fd,
                    bool as_bytes) {
  return Perform<fs::ReadEntries>(
      env, request,
      [&](FsState&, fs::ReadEntries& operation, int&) { operation.fd = fd; },
      [as_bytes](FsState& state, fs::ReadEntries& operation) {
        return ListOf(state, operation.entries, as_bytes, false);
      });
}

Name MakeDirectory(Environment& env, int32_t request, Path path, int32_t mode,
                   bool recursive) {
  return Perform<fs::MakeDirectory>(
      env, request,
      [&](FsState&, fs::MakeDirectory& operation, int&) {
        operation.path = PathOf(env.isolate(), path);
        operation.mode = static_cast<mode_t>(mode);
        operation.recursive = recursive;
      },
      [](FsState& state, fs::MakeDirectory& operation) -> Value {
        if (operation.first_made.empty()) return Undefined(state);
        return ToJsString(state.env.isolate(), operation.first_made);
      });
}

Name MakeTemporaryDirectory(Environment& env, int32_t request, Path prefix,
                            bool as_bytes) {
  return Perform<fs::MakeTemporaryDirectory>(
      env, request,
      [&](FsState&, fs::MakeTemporaryDirectory& operation, int&) {
        operation.prefix = PathOf(env.isolate(), prefix);
      },
      [as_bytes](FsState& state,
                 fs::MakeTemporaryDirectory& operation) -> Value {
        return NameOf(state.env.isolate(), operation.path, as_bytes);
      });
}

Done Remove(Environment& env, int32_t request, Path path, bool recursive,
            bool force, uint32_t retries, uint32_t retry_delay) {
  return PerformPlain<fs::Remove>(env, request, [&](fs::Remove& operation) {
    operation.path = PathOf(env.isolate(), path);
    operation.recursive = recursive;
    operation.force = force;
    operation.retries = retries;
    operation.retry_delay_ms = retry_delay;
  });
}

const char* LastCall(Environment& env) {
  return fs::InfoOf(env.state<FsState>().last_call).name;
}

}  // namespace

extern constinit const ModuleSpec kFsBinding = Module<
    kFsModule, Fn<"access", &Access, "request", "path", "mode">,
    Fn<"open", &Open, "request", "path", "flags", "mode">,
    Fn<"close", &Close, "request", "fd">,
    Fn<"read", &Transfer<fs::Read>, "request", "fd", "view", "offset", "length",
       "position">,
    Fn<"write", &Transfer<fs::Write>, "request", "fd", "view", "offset",
       "length", "position">,
    Fn<"readVector", &TransferVector<fs::ReadVector>, "request", "fd", "views",
       "position">,
    Fn<"writeVector", &TransferVector<fs::WriteVector>, "request", "fd",
       "views", "position">,
    Fn<"sync", &Sync, "request", "fd", "dataOnly">,
    Fn<"truncate", &Truncate, "request", "fd", "length">,
    Fn<"readFile", &ReadFile, "request", "file", "flags", "sizeLimit", "room",
       "offset">,
    Fn<"writeFile", &WriteFile, "request", "file", "contents", "flags", "mode",
       "flush">,
    Fn<"copyFile", &CopyFile, "request", "from", "to", "flags">,
    Fn<"stat", &Stat, "request", "path", "follow", "bigint">,
    Fn<"statOfFd", &StatOfFd, "request", "fd", "bigint">,
    Fn<"statFileSystem", &StatFileSystem, "request", "path", "bigint">,
    Fn<"statNumbers", &StatNumbers>, Fn<"statIntegers", &StatIntegers>,
    Fn<"changeMode", &ChangeMode, "request", "file", "mode">,
    Fn<"changeOwner", &ChangeOwner, "request", "file", "user", "group",
       "follow">,
    Fn<"changeTimes", &ChangeTimes, "request", "file", "accessed", "modified",
       "follow">,
    Fn<"rename", &Rename, "request", "from", "to">,
    Fn<"link", &Link, "request", "existing", "path">,
    Fn<"symlink", &Symlink, "request", "target", "path">,
    Fn<"unlink", &OnePath<fs::Unlink>, "request", "path">,
    Fn<"removeDirectory", &OnePath<fs::RemoveDirectory>, "request", "path">,
    Fn<"readLink", &ReadLink, "request", "path", "asBytes">,
    Fn<"realPath", &RealPath, "request", "path", "asBytes">,
    Fn<"readDirectory", &ReadDirectory, "request", "path", "asBytes",
       "recursive">,
    Fn<"openDirectory", &OpenDirectory, "request", "path">,
    Fn<"readEntries", &ReadEntries, "request", "fd", "asBytes">,
    Fn<"makeDirectory", &MakeDirectory, "request", "path", "mode", "recursive">,
    Fn<"makeTemporaryDirectory", &MakeTemporaryDirectory, "request", "prefix",
       "asBytes">,
    Fn<"remove", &Remove, "request", "path", "recursive", "force", "retries",
       "retryDelay">,
    Fn<"lastCall", &LastCall>, Callbacks, Const<"O_RDONLY", O_RDONLY>,
    Const<"O_WRONLY", O_WRONLY>, Const<"O_RDWR", O_RDWR>,
    Const<"S_IFMT", S_IFMT>, Const<"S_IFREG", S_IFREG>,
    Const<"S_IFDIR", S_IFDIR>, Const<"S_IFCHR", S_IFCHR>,
    Const<"S_IFBLK", S_IFBLK>, Const<"S_IFIFO", S_IFIFO>,
    Const<"S_IFLNK", S_IFLNK>, Const<"S_IFSOCK", S_IFSOCK>,
    Const<"O_CREAT", O_CREAT>, Const<"O_EXCL", O_EXCL>,
    Const<"O_NOCTTY", O_NOCTTY>, Const<"O_TRUNC", O_TRUNC>,
    Const<"O_APPEND", O_APPEND>, Const<"O_DIRECTORY", O_DIRECTORY>,
    Const<"O_NOATIME", O_NOATIME>, Const<"O_NOFOLLOW", O_NOFOLLOW>,
    Const<"O_SYNC", O_SYNC>, Const<"O_DSYNC", O_DSYNC>,
    Const<"O_DIRECT", O_DIRECT>, Const<"O_NONBLOCK", O_NONBLOCK>,
    Const<"S_IRWXU", S_IRWXU>, Const<"S_IRUSR", S_IRUSR>,
    Const<"S_IWUSR", S_IWUSR>, Const<"S_IXUSR", S_IXUSR>,
    Const<"S_IRWXG", S_IRWXG>, Const<"S_IRGRP", S_IRGRP>,
    Const<"S_IWGRP", S_IWGRP>, Const<"S_IXGRP", S_IXGRP>,
    Const<"S_IRWXO", S_IRWXO>, Const<"S_IROTH", S_IROTH>,
    Const<"S_IWOTH", S_IWOTH>, Const<"S_IXOTH", S_IXOTH>, Const<"F_OK", F_OK>,
    Const<"R_OK", R_OK>, Const<"W_OK", W_OK>, Const<"X_OK", X_OK>>::kSpec;

}  // namespace rondo
