// What an environment is told when it is made.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/loop/backend/backend.h"

namespace rondo {

/// How unhandled promise rejections end (--unhandled-rejections).
enum class UnhandledRejections : uint8_t {
  kThrow,
  kStrict,
  kWarn,
  kNone,
  kWarnWithErrorCode,
};

struct EnvironmentOptions {
  /// process.argv: the program's path, then the script's, then its arguments.
  std::vector<std::string> argv;
  /// process.execArgv: the options before the script.
  std::vector<std::string> exec_argv;
  /// process.execPath.
  std::string exec_path;
  BackendKind backend = BackendKind::kAuto;
  /// -e and -p: the program's text instead of a file.
  std::string eval;
  bool has_eval = false;
  /// -p: print what it evaluates to.
  bool print_result = false;
  /// `-`, or no script and no terminal: the program comes from standard input.
  bool read_stdin = false;
  bool verbose = false;
  bool warnings = true;
  bool trace_warnings = false;
  bool trace_deprecation = false;
  bool throw_deprecation = false;
  bool deprecation = true;
  bool trace_uncaught = false;
  bool expose_gc = false;
  bool insecure_http_parser = false;
  bool preserve_symlinks = false;
  /// Bytes; 0 is the default (16 KiB).
  uint32_t max_http_header_size = 0;
  UnhandledRejections unhandled_rejections = UnhandledRejections::kThrow;
  /// Whether signals, the standard streams and exit belong to it. Only one
  /// environment of a process may own them.
  bool owns_process = true;
  /// MiB of the old generation and of one semi-space; 0: V8's choice.
  uint32_t max_old_space_mib = 0;
  uint32_t semi_space_mib = 0;
};

}  // namespace rondo
