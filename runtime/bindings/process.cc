// binding('process'): what the process object asks of the system, for
// lib/internal/process/process.js and the files in lib/internal/process.
//
// System calls answer with 0 (or their result) or a negative errno.
#include "runtime/bindings/process.h"

#include <errno.h>
#include <fcntl.h>
#include <gnu/libc-version.h>
#include <grp.h>
#include <poll.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include <climits>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fstream>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "runtime/env/v8_compat.h"
#include "runtime/env/version.h"

extern char** environ;

namespace rondo {
namespace {

using Numbers = v8::Local<v8::Float64Array>;

int32_t ErrnoOr(int result) { return result < 0 ? -errno : result; }

/// The elements of an array that JavaScript made for the answer.
double* Elements(Numbers array, size_t count) {
  CHECK(array->Length() >= count);
  return reinterpret_cast<double*>(static_cast<char*>(array->Buffer()->Data()) +
                                   array->ByteOffset());
}

// --- The start and the end.

class ProcessState final : public ModuleState {
 public:
  static constexpr const ModuleId& kModule = kProcessModule;
  explicit ProcessState(Environment& env)
      : title(env.options().text("--title")) {
    if (title.empty()) title = env.options().argv0;
  }

  std::string title;
};

v8::Local<v8::Array> Strings(v8::Isolate* isolate,
                             const std::vector<std::string>& strings) {
  std::vector<v8::Local<v8::Value>> values;
  for (const std::string& string : strings) {
    values.push_back(ToJsString(isolate, string));
  }
  return v8::Array::New(isolate, values.data(), values.size());
}

v8::Local<v8::Object> StartInfo(Environment& env) {
  v8::Isolate* isolate = env.isolate();
  v8::Local<v8::Object> info = v8::Object::New(isolate);
  const auto set = [&](v8::Local<v8::Object> object, const char* name,
                       v8::Local<v8::Value> value) {
    object->Set(env.context(), ToJsString(isolate, name), value).Check();
  };
  const EnvironmentOptions& options = env.options();
  std::vector<std::string> argv{options.exec_path};
  argv.insert(argv.end(), options.argv.begin(), options.argv.end());
  set(info, "argv", Strings(isolate, argv));
  set(info, "argv0", ToJsString(isolate, options.argv0));
  set(info, "execArgv", Strings(isolate, options.exec_argv));
  set(info, "execPath", ToJsString(isolate, options.exec_path));
  set(info, "pid", v8::Integer::New(isolate, getpid()));
#if defined(__aarch64__)
  set(info, "arch", ToJsString(isolate, "arm64"));
#else
  set(info, "arch", ToJsString(isolate, "x64"));
#endif
  return info;
}

/// Of Rondo and of all that it is made of.
v8::Local<v8::Object> Versions(Environment& env) {
  v8::Isolate* isolate = env.isolate();
  v8::Local<v8::Object> versions = v8::Object::New(isolate);
  const auto set = [&](const char* name, const char* version) {
    versions
        ->Set(env.context(), ToJsString(isolate, name),
              ToJsString(isolate, version))
        .Check();
  };
  set("node", kNodeVersion);
  set("rondo", kRondoVersion);
  set("v8", v8::V8::GetVersion());
  set("modules", kNodeModuleVersion);
  set("napi", kNodeApiVersion);
  for (const LibraryVersion& library : kLibraryVersions) {
    set(library.name, library.version);
  }
  return versions;
}

void ReallyExit(Environment& env, int32_t code) { env.ExitNow(code); }

void Abort(Environment&) { std::abort(); }

// --- The environment's variables.

Typed<"string[]", v8::Array> Environ(Environment& env) {
  v8::Isolate* isolate = env.isolate();
  std::vector<v8::Local<v8::Value>> pairs;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    // A name may begin with '='.
    const size_t equals = text.find('=', 1);
    if (equals == std::string_view::npos) continue;
    pairs.push_back(ToJsString(isolate, text.substr(0, equals)));
    pairs.push_back(ToJsString(isolate, text.substr(equals + 1)));
  }
  return v8::Array::New(isolate, pairs.data(), pairs.size());
}

void NoticeChange(Environment& env, std::string_view name) {
  if (name != "TZ") return;
  tzset();
  env.isolate()->DateTimeConfigurationChangeNotification(
      v8::Isolate::TimeZoneDetection::kRedetect);
}

int32_t SetEnv(Environment& env, const Utf8& name, const Utf8& value) {
  const int result = setenv(name.c_str(), value.c_str(), 1);
  if (result == 0) NoticeChange(env, name.view());
  return ErrnoOr(result);
}

void UnsetEnv(Environment& env, const Utf8& name) {
  unsetenv(name.c_str());
  NoticeChange(env, name.view());
}

// --- Clocks and accounts.

constexpr uint64_t kNsPerSecond = 1'000'000'000;

void Hrtime(Environment& env, v8::Local<v8::Uint32Array> out) {
  CHECK(out->Length() >= 3);
  uint32_t* elements = reinterpret_cast<uint32_t*>(
      static_cast<char*>(out->Buffer()->Data()) + out->ByteOffset());
  const uint64_t now = env.MonotonicNs();
  const uint64_t seconds = now / kNsPerSecond;
  elements[0] = static_cast<uint32_t>(seconds >> 32);
  elements[1] = static_cast<uint32_t>(seconds);
  elements[2] = static_cast<uint32_t>(now % kNsPerSecond);
}

v8::Local<v8::BigInt> HrtimeBigInt(Environment& env) {
  return v8::BigInt::NewFromUnsigned(env.isolate(), env.MonotonicNs());
}

double Uptime(Environment& env) {
  return static_cast<double>(env.MonotonicNs() - env.start_ns()) / kNsPerSecond;
}

double Rss(Environment&) {
  std::FILE* file = std::fopen("/proc/self/statm", "re");
  if (file == nullptr) return 0;
  unsigned long size = 0;
  unsigned long resident = 0;
  const int fields = std::fscanf(file, "%lu %lu", &size, &resident);
  std::fclose(file);
  if (fields != 2) return 0;
  return static_cast<double>(resident) *
         static_cast<double>(sysconf(_SC_PAGESIZE));
}

void MemoryUsage(Environment& env, Numbers out) {
  v8::HeapStatistics heap;
  env.isolate()->GetHeapStatistics(&heap);
  double* elements = Elements(out, 5);
  elements[0] = Rss(env);
  elements[1] = static_cast<double>(heap.total_heap_size());
  elements[2] = static_cast<double>(heap.used_heap_size());
  // What V8 counts as external is the memory of array buffers.
  elements[4] = static_cast<double>(heap.external_memory());
  elements[3] = elements[4] + static_cast<double>(env.owned().memory());
}

double Microseconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) * 1e6 +
         static_cast<double>(time.tv_usec);
}

void FillCpuUsage(int who, Numbers out) {
  rusage usage;
  getrusage(who, &usage);
  double* elements = Elements(out, 2);
  elements[0] = Microseconds(usage.ru_utime);
  elements[1] = Microseconds(usage.ru_stime);
}
void CpuUsage(Environment&, Numbers out) { FillCpuUsage(RUSAGE_SELF, out); }
void ThreadCpuUsage(Environment&, Numbers out) {
  FillCpuUsage(RUSAGE_THREAD, out);
}

void ResourceUsage(Environment&, Numbers out) {
  rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  const long counts[] = {usage.ru_maxrss, usage.ru_ixrss,   usage.ru_idrss,
                         usage.ru_isrss,  usage.ru_minflt,  usage.ru_majflt,
                         usage.ru_nswap,  usage.ru_inblock, usage.ru_oublock,
                         usage.ru_msgsnd, usage.ru_msgrcv,  usage.ru_nsignals,
                         usage.ru_nvcsw,  usage.ru_nivcsw};
  double* elements = Elements(out, 2 + std::size(counts));
  *elements++ = Microseconds(usage.ru_utime);
  *elements++ = Microseconds(usage.ru_stime);
  for (const long count : counts) *elements++ = static_cast<double>(count);
}

/// The number in a file of one; 0 if there is none, or the word "max".
double NumberIn(const char* path) {
  std::ifstream file(path);
  double number = 0;
  file >> number;
  return file ? number : 0;
}

double ConstrainedMemory(Environment&) {
  // Version 2 of control groups, then version 1, whose "none" is a number near
  // the largest.
  const double limit = NumberIn("/sys/fs/cgroup/memory.max");
  if (limit > 0) return limit;
  const double old = NumberIn("/sys/fs/cgroup/memory/memory.limit_in_bytes");
  constexpr double kNone = 0x1p62;
  return old < kNone ? old : 0;
}

double AvailableMemory(Environment& env) {
  double available = 0;
  std::ifstream file("/proc/meminfo");
  for (std::string line; std::getline(file, line);) {
    unsigned long long kib;
    if (std::sscanf(line.c_str(), "MemAvailable: %llu", &kib) == 1) {
      available = static_cast<double>(kib) * 1024;
      break;
    }
  }
  const double limit = ConstrainedMemory(env);
  if (limit <= 0) return available;
  const double rest =
      std::max(0.0, limit - NumberIn("/sys/fs/cgroup/memory.current"));
  return std::min(available, rest);
}

// --- Who and where.

int32_t GetUid(Environment&) { return static_cast<int32_t>(getuid()); }
int32_t GetEuid(Environment&) { return static_cast<int32_t>(geteuid()); }
int32_t GetGid(Environment&) { return static_cast<int32_t>(getgid()); }
int32_t GetEgid(Environment&) { return static_cast<int32_t>(getegid()); }
int32_t SetUid(Environment&, uint32_t id) { return ErrnoOr(setuid(id)); }
int32_t SetEuid(Environment&, uint32_t id) { return ErrnoOr(seteuid(id)); }
int32_t SetGid(Environment&, uint32_t id) { return ErrnoOr(setgid(id)); }
int32_t SetEgid(Environment&, uint32_t id) { return ErrnoOr(setegid(id)); }

Typed<"number[]", v8::Array> GetGroups(Environment& env) {
  v8::Isolate* isolate = env.isolate();
  const int count = getgroups(0, nullptr);
  std::vector<gid_t> groups(static_cast<size_t>(std::max(count, 0)));
  const int got = getgroups(count, groups.data());
  std::vector<v8::Local<v8::Value>> values;
  bool has_effective = false;
  for (int i = 0; i < got; ++i) {
    const gid_t group = groups[static_cast<size_t>(i)];
    has_effective |= group == getegid();
    values.push_back(v8::Integer::NewFromUnsigned(isolate, group));
  }
  // Whether the system lists it is its choice; Node.js always does.
  if (!has_effective) {
    values.push_back(v8::Integer::NewFromUnsigned(isolate, getegid()));
  }
  return v8::Array::New(isolate, values.data(), values.size());
}

int32_t SetGroups(Environment& env, Typed<"number[]", v8::Array> ids) {
  std::vector<gid_t> groups;
  for (uint32_t i = 0; i < ids->Length(); ++i) {
    v8::Local<v8::Value> id;
    if (!ids->Get(env.context(), i).ToLocal(&id)) return 0;  // it threw
    if (!id->IsUint32()) {
      ThrowTypeError(env.isolate(), "A group's id is no number");
      return 0;
    }
    groups.push_back(id.As<v8::Uint32>()->Value());
  }
  return ErrnoOr(setgroups(groups.size(), groups.data()));
}

int32_t InitGroups(Environment&, const Utf8& user, uint32_t group) {
  return ErrnoOr(initgroups(user.c_str(), group));
}

double LookupUser(Environment&, const Utf8& name) {
  const passwd* entry = getpwnam(name.c_str());
  return entry == nullptr ? -1 : static_cast<double>(entry->pw_uid);
}

double LookupGroup(Environment&, const Utf8& name) {
  const group* entry = getgrnam(name.c_str());
  return entry == nullptr ? -1 : static_cast<double>(entry->gr_gid);
}

Typed<"string | undefined"> LookupUserName(Environment& env, uint32_t id) {
  const passwd* entry = getpwuid(id);
  if (entry == nullptr) return v8::Undefined(env.isolate());
  return ToJsString(env.isolate(), entry->pw_name);
}

/// Or a negative errno.
Typed<"string | number"> Cwd(Environment& env) {
  char path[PATH_MAX];
  if (getcwd(path, sizeof(path)) == nullptr) {
    return v8::Integer::New(env.isolate(), -errno);
  }
  return ToJsString(env.isolate(), path);
}

int32_t Chdir(Environment&, const Utf8& path) {
  return ErrnoOr(chdir(path.c_str()));
}

int32_t Umask(Environment&, int32_t mask) {
  if (mask >= 0) return static_cast<int32_t>(umask(static_cast<mode_t>(mask)));
  // There is no call that only reads it.
  const mode_t old = umask(0);
  umask(old);
  return static_cast<int32_t>(old);
}

int32_t Ppid(Environment&) { return getppid(); }

int32_t Kill(Environment&, int32_t pid, int32_t signum) {
  return ErrnoOr(kill(pid, signum));
}

std::string Title(Environment& env) { return env.state<ProcessState>().title; }

void SetTitle(Environment& env, const Utf8& title) {
  env.state<ProcessState>().title = title.ToString();
  // What ps and top show of a thread; the kernel cuts it to 15 bytes.
  prctl(PR_SET_NAME, title.c_str());
}

Typed<"string[]", v8::Array> ActiveResources(Environment& env) {
  return Strings(env.isolate(), env.ActiveResources());
}

// --- What a report tells.

Typed<"[used: string, built: string]", v8::Array> GlibcVersions(
    Environment& env) {
  return Strings(env.isolate(),
                 {gnu_get_libc_version(), std::to_string(__GLIBC__) + "." +
                                              std::to_string(__GLIBC_MINOR__)});
}

Typed<"[name: string, soft: number, hard: number][]", v8::Array> UserLimits(
    Environment& env) {
  constexpr struct {
    const char* name;
    int resource;
  } kLimits[] = {
      {"core_file_size_blocks", RLIMIT_CORE},
      {"data_seg_size_bytes", RLIMIT_DATA},
      {"file_size_blocks", RLIMIT_FSIZE},
      {"max_locked_memory_bytes", RLIMIT_MEMLOCK},
      {"max_memory_size_bytes", RLIMIT_RSS},
      {"open_files", RLIMIT_NOFILE},
      {"stack_size_bytes", RLIMIT_STACK},
      {"cpu_time_seconds", RLIMIT_CPU},
      {"max_user_processes", RLIMIT_NPROC},
      {"virtual_memory_bytes", RLIMIT_AS},
  };
  v8::Isolate* isolate = env.isolate();
  const auto number = [&](rlim_t limit) -> v8::Local<v8::Value> {
    return v8::Number::New(
        isolate, limit == RLIM_INFINITY ? -1 : static_cast<double>(limit));
  };
  std::vector<v8::Local<v8::Value>> rows;
  for (const auto& [name, resource] : kLimits) {
    rlimit limit;
    if (getrlimit(resource, &limit) != 0) continue;
    v8::Local<v8::Value> row[] = {ToJsString(isolate, name),
                                  number(limit.rlim_cur),
                                  number(limit.rlim_max)};
    rows.push_back(v8::Array::New(isolate, row, 3));
  }
  return v8::Array::New(isolate, rows.data(), rows.size());
}

// --- Another program in place of this one.

std::vector<std::string> ToStrings(Environment& env,
                                   v8::Local<v8::Array> array) {
  std::vector<std::string> texts;
  for (uint32_t i = 0; i < array->Length(); ++i) {
    v8::Local<v8::Value> value;
    CHECK(array->Get(env.context(), i).ToLocal(&value) && value->IsString());
    texts.push_back(Utf8(env.isolate(), value.As<v8::String>()).ToString());
  }
  return texts;
}

std::vector<char*> ToPointers(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

int32_t Execve(Environment& env, const Utf8& file,
               Typed<"string[]", v8::Array> args,
               Typed<"string[]", v8::Array> variables) {
  std::vector<std::string> arguments = ToStrings(env, args);
  std::vector<std::string> environment = ToStrings(env, variables);
  env.loop().FlushNow();
  // What is ours alone must not reach the other program.
  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; ++fd) fcntl(fd, F_SETFD, 0);
  signal(SIGPIPE, SIG_DFL);
  signal(SIGXFSZ, SIG_DFL);
  execve(file.c_str(), ToPointers(arguments).data(),
         ToPointers(environment).data());
  const int error = errno;
  signal(SIGPIPE, SIG_IGN);
  signal(SIGXFSZ, SIG_IGN);
  return -error;
}

// --- Standard streams.

int32_t WriteAll(int fd, const char* data, size_t size) {
  while (size > 0) {
    const ssize_t written = write(fd, data, size);
    if (written >= 0) {
      data += written;
      size -= static_cast<size_t>(written);
    } else if (errno == EAGAIN) {
      // The descriptor is shared with someone who made it non-blocking.
      pollfd wait = {.fd = fd, .events = POLLOUT, .revents = 0};
      poll(&wait, 1, -1);
    } else if (errno != EINTR) {
      return -errno;
    }
  }
  return 0;
}

/// Bytes for clients must not wait for who reads our output. A pipe or terminal
/// that is ready takes a line at once; before anything else they are sent.
void FlushBeforeWrite(Environment& env, int fd, size_t size) {
  if (env.building_snapshot() || !env.loop().has_unsent()) return;
  pollfd ready = {.fd = fd, .events = POLLOUT, .revents = 0};
  if (size > PIPE_BUF || poll(&ready, 1, 0) != 1) env.loop().FlushNow();
}

int32_t WriteSync(Environment& env, int32_t fd,
                  Typed<"string | ArrayBufferView"> data) {
  if (data->IsString()) {
    const Utf8 text(env.isolate(), data.As<v8::String>());
    FlushBeforeWrite(env, fd, text.size());
    return WriteAll(fd, text.c_str(), text.size());
  }
  if (!data->IsArrayBufferView()) {
    // A program has made the stream one of objects.
    ThrowTypeError(env.isolate(), "Only strings and buffers can be written");
    return 0;
  }
  v8::Local<v8::ArrayBufferView> view = data.As<v8::ArrayBufferView>();
  FlushBeforeWrite(env, fd, view->ByteLength());
  return WriteAll(
      fd, static_cast<const char*>(view->Buffer()->Data()) + view->ByteOffset(),
      view->ByteLength());
}

const char* SocketType(int fd) {
  sockaddr_storage address;
  socklen_t length = sizeof(address);
  int type = 0;
  socklen_t type_length = sizeof(type);
  if (getsockname(fd, reinterpret_cast<sockaddr*>(&address), &length) != 0 ||
      getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &type_length) != 0) {
    return "UNKNOWN";
  }
  const bool internet =
      address.ss_family == AF_INET || address.ss_family == AF_INET6;
  if (type == SOCK_STREAM) {
    if (internet) return "TCP";
    if (address.ss_family == AF_UNIX) return "PIPE";
  }
  if (type == SOCK_DGRAM && internet) return "UDP";
  return "UNKNOWN";
}

const char* HandleType(Environment&, int32_t fd) {
  if (isatty(fd)) return "TTY";
  struct stat status;
  if (fstat(fd, &status) != 0) return "UNKNOWN";
  if (S_ISREG(status.st_mode) || S_ISCHR(status.st_mode)) return "FILE";
  if (S_ISFIFO(status.st_mode)) return "PIPE";
  if (S_ISSOCK(status.st_mode)) return SocketType(fd);
  return "UNKNOWN";
}

}  // namespace

extern constinit const ModuleSpec kProcessBinding = Module<
    kProcessModule, ProcessCallbacks, Fn<"startInfo", &StartInfo>,
    Fn<"versions", &Versions>, Fn<"reallyExit", &ReallyExit, "code">,
    Fn<"abort", &Abort>, Fn<"environ", &Environ>,
    Fn<"setenv", &SetEnv, "name", "value">, Fn<"unsetenv", &UnsetEnv, "name">,
    Fn<"hrtime", &Hrtime, "out">, Fn<"hrtimeBigInt", &HrtimeBigInt>,
    Fn<"uptime", &Uptime>, Fn<"memoryUsage", &MemoryUsage, "out">,
    Fn<"rss", &Rss>, Fn<"cpuUsage", &CpuUsage, "out">,
    Fn<"threadCpuUsage", &ThreadCpuUsage, "out">,
    Fn<"resourceUsage", &ResourceUsage, "out">,
    Fn<"constrainedMemory", &ConstrainedMemory>,
    Fn<"availableMemory", &AvailableMemory>, Fn<"getuid", &GetUid>,
    Fn<"geteuid", &GetEuid>, Fn<"getgid", &GetGid>, Fn<"getegid", &GetEgid>,
    Fn<"setuid", &SetUid, "id">, Fn<"seteuid", &SetEuid, "id">,
    Fn<"setgid", &SetGid, "id">, Fn<"setegid", &SetEgid, "id">,
    Fn<"getgroups", &GetGroups>, Fn<"setgroups", &SetGroups, "ids">,
    Fn<"initgroups", &InitGroups, "user", "group">,
    Fn<"lookupUser", &LookupUser, "name">,
    Fn<"lookupGroup", &LookupGroup, "name">,
    Fn<"lookupUserName", &LookupUserName, "id">, Fn<"cwd", &Cwd>,
    Fn<"chdir", &Chdir, "path">, Fn<"umask", &Umask, "mask">, Fn<"ppid", &Ppid>,
    Fn<"kill", &Kill, "pid", "signum">, Fn<"title", &Title>,
    Fn<"setTitle", &SetTitle, "title">, Fn<"activeResources", &ActiveResources>,
    Fn<"glibcVersions", &GlibcVersions>, Fn<"userLimits", &UserLimits>,
    Fn<"execve", &Execve, "file", "args", "variables">,
    Fn<"writeSync", &WriteSync, "fd", "data">,
    Fn<"handleType", &HandleType, "fd">>::kSpec;

}  // namespace rondo
