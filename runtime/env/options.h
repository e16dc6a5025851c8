// Options: what the command line and NODE_OPTIONS may say, and what was said.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/loop/backend/backend.h"

namespace rondo {

enum class OptionType : uint8_t { kFlag, kText, kNumber, kList };

/// One row of the table in options.cc.
struct OptionSpec {
  /// As it is spelt, with dashes, without `no-`.
  const char* name;
  /// "-r"; null: none.
  const char* alias;
  OptionType type;
  /// Flags: whether it holds when nothing is said.
  bool by_default;
  /// Whether NODE_OPTIONS may hold it.
  bool in_environment;
  /// For --help; null: not shown.
  const char* help;
  /// What stands for the value in --help.
  const char* value_name;
  /// What the value may be, separated by "|"; null: anything.
  const char* choices = nullptr;
};

std::span<const OptionSpec> OptionSpecs();
/// V8's flags that NODE_OPTIONS may hold.
std::span<const std::string_view> V8FlagsInEnvironment();

using OptionValue =
    std::variant<bool, std::string, double, std::vector<std::string>>;

/// What the parser found.
struct ParsedOptions {
  std::map<std::string, OptionValue, std::less<>> values;
  /// Flags that are V8's, not ours.
  std::vector<std::string> v8_flags;
  /// The options, as given: process.execArgv.
  std::vector<std::string> exec_argv;
  /// What follows the options: the script and its arguments.
  std::vector<std::string> rest;
  /// Options of Node.js in NODE_OPTIONS that would do something there.
  std::vector<std::string> without_effect;
  /// Empty, or what is wrong, without the program's name: "bad option: --x".
  std::string error;
};

/// Parses `arguments` (without the program's name) after those of
/// `node_options` (the variable's text, may be empty), which the command line
/// overrides.
ParsedOptions ParseOptions(std::span<const std::string> arguments,
                           std::string_view node_options);

/// The text of --help.
std::string HelpText();

struct LibFunctions;  // runtime/bindings/loader.h

/// What an environment is told when it is made.
struct EnvironmentOptions {
  /// process.argv after the program's path: the script's path and its
  /// arguments.
  std::vector<std::string> argv;
  std::vector<std::string> exec_argv;
  /// Absolute path of the program, and its name as it was called.
  std::string exec_path;
  std::string argv0;
  std::map<std::string, OptionValue, std::less<>> values;
  BackendKind backend = BackendKind::kAuto;
  /// Whether signals, the standard streams and exit belong to it. At most one
  /// environment of a process owns them.
  bool owns_process = true;
  /// Bytes that the old generation of the heap may have; 0: as many as V8
  /// thinks right, or --max-old-space-size says.
  size_t heap_limit = 0;
  /// Called on the thread of an environment that does not own the process when
  /// V8 cannot go on for want of memory. The thread stands still behind it: it
  /// is never joined, the environment never destroyed, and the Runtime neither.
  /// Without it, the process ends.
  std::function<void()> on_lost;
  /// Is given the functions of the modules of lib/ that are compiled, by id;
  /// for the build, which keeps what has become of them.
  LibFunctions* lib_functions = nullptr;

  /// Null when it was not given and has no default.
  const OptionValue* Find(std::string_view name) const;
  /// The value of a flag.
  bool flag(std::string_view name) const;
  /// The value of a text; empty when not given.
  std::string text(std::string_view name) const;
};

}  // namespace rondo
