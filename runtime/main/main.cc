// rondo [options] script.js [arguments]
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "core/loop/terminal_mode.h"
#include "runtime/bind/module.h"
#include "runtime/env/environment.h"
#include "runtime/env/name_service.h"
#include "runtime/env/runtime.h"
#include "runtime/env/version.h"

namespace rondo {
namespace {

constexpr int kInvalidArgument = 9;  // Node's exit code
constexpr int kCannotStart = 10;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif

/// A closed standard stream would have its number taken by the next file.
void OpenStandardStreams() {
  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; ++fd) {
    struct stat info;
    if (fstat(fd, &info) == 0 || errno != EBADF) continue;
    if (open("/dev/null", O_RDWR) != fd) std::abort();
  }
}

/// What a server needs, and what Node does.
void RaiseFileLimit() {
  rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0 ||
      limit.rlim_cur == limit.rlim_max) {
    return;
  }
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

/// Signals mean what they say, whatever the parent ignores (a shell lets what
/// it runs in the background ignore SIGINT). A closed pipe and a file over the
/// limit are errors of the call. As Node.
void ResetSignals() {
  for (int number = 1; number < SIGRTMIN; ++number) {
    struct sigaction action;
    if (sigaction(number, nullptr, &action) == 0 &&
        action.sa_handler == SIG_IGN) {
      signal(number, SIG_DFL);
    }
  }
  signal(SIGPIPE, SIG_IGN);
  signal(SIGXFSZ, SIG_IGN);
}

std::string ExecutablePath(const char* argv0) {
  char path[PATH_MAX];
  const ssize_t length = readlink("/proc/self/exe", path, sizeof path);
  return length > 0 ? std::string(path, static_cast<size_t>(length)) : argv0;
}

int Main(int argc, char** argv) {
  OpenStandardStreams();
  RaiseFileLimit();
  ResetSignals();

  const std::vector<std::string> arguments(argv + 1, argv + argc);
  const char* node_options = std::getenv("NODE_OPTIONS");
  ParsedOptions parsed =
      ParseOptions(arguments, node_options == nullptr ? "" : node_options);
  if (!parsed.error.empty()) {
    std::fprintf(stderr, "%s: %s\n", argv[0], parsed.error.c_str());
    return kInvalidArgument;
  }
  EnvironmentOptions options;
  options.values = std::move(parsed.values);
  options.exec_argv = std::move(parsed.exec_argv);
  options.argv = std::move(parsed.rest);
  options.argv0 = argv[0];
  if (options.flag("--version")) {
    std::printf("rondo %s (Node.js %s, V8 %s)\n", kRondoVersion, kNodeVersion,
                v8::V8::GetVersion());
    return 0;
  }
  if (options.flag("--help")) {
    std::fputs(HelpText().c_str(), stdout);
    return 0;
  }
  if (options.flag("--print-typings")) {
    std::fputs(BindingTypings().c_str(), stdout);
    return 0;
  }
  if (options.flag("--warnings")) {
    for (const std::string& name : parsed.without_effect) {
      std::fprintf(stderr,
                   "%s: %s in NODE_OPTIONS has no effect: it is not in Rondo "
                   "yet\n",
                   argv[0], name.c_str());
    }
  }
  std::string backend = options.text("--backend");
  const char* wanted = std::getenv("RONDO_BACKEND");
  if (backend.empty() && wanted != nullptr) {
    backend = wanted;
    if (!backend.empty() && backend != "uring" && backend != "epoll" &&
        backend != "auto") {
      std::fprintf(stderr,
                   "%s: invalid value for RONDO_BACKEND: \"%s\" (it is one of "
                   "uring|epoll|auto)\n",
                   argv[0], wanted);
      return kInvalidArgument;
    }
  }
  if (backend == "uring") options.backend = BackendKind::kUring;
  if (backend == "epoll") options.backend = BackendKind::kEpoll;
  options.exec_path = ExecutablePath(argv[0]);

  RuntimeOptions runtime_options;
  runtime_options.v8_flags = std::move(parsed.v8_flags);
  runtime_options.lib_dir = options.text("--lib-dir");
  runtime_options.use_snapshot = options.flag("--snapshot");
  runtime_options.verbose = options.flag("--verbose");
  if (runtime_options.verbose) {
    for (const std::string& sentence : SkippedNameModules()) {
      std::fprintf(stderr, "rondo: %s\n", sentence.c_str());
    }
  }
  Runtime runtime(runtime_options);
  Result<std::unique_ptr<Environment>> env =
      Environment::Create(runtime, std::move(options));
  if (!env.ok()) {
    std::fprintf(stderr, "%s: cannot start: %s\n", argv[0],
                 env.error().ToString().c_str());
    return kCannotStart;
  }
  const int code = (*env)->Run();
  TerminalMode::Restore();
  // The process's end frees all there is, in no time. A leak check wants to see
  // everything freed by us.
  if (!kSanitized) _exit(code);
  env->reset();
  return code;
}

}  // namespace
}  // namespace rondo

int main(int argc, char** argv) { return rondo::Main(argc, argv); }
