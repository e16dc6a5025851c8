#include "runtime/env/options.h"

#include <v8.h>

#include <algorithm>
#include <charconv>
#include <cstring>

#include "runtime/env/foreign_options.h"

namespace rondo {

namespace {

constexpr OptionType kFlag = OptionType::kFlag;
constexpr OptionType kText = OptionType::kText;
constexpr OptionType kNumber = OptionType::kNumber;
constexpr OptionType kList = OptionType::kList;

// Sorted as --help shows them.
constexpr OptionSpec kSpecs[] = {
    {"--version", "-v", kFlag, false, false, "print the version", nullptr},
    {"--help", "-h", kFlag, false, false, "print this", nullptr},
    {"--eval", "-e", kText, false, false, "run this text", "code"},
    {"--print", "-p", kFlag, false, false,
     "print what the text evaluates to; \"-p code\" is \"-p -e code\"",
     nullptr},
    {"--check", "-c", kFlag, false, false,
     "check the script's syntax, do not run it", nullptr},
    {"--input-type", nullptr, kText, false, true,
     "what -e and standard input hold", "type", "commonjs"},
    {"--env-file", nullptr, kList, false, false, "set variables from this file",
     "file"},
    {"--env-file-if-exists", nullptr, kList, false, false,
     "set variables from this file if it is there", "file"},
    {"--require", "-r", kList, false, true,
     "load this module before the script", "module"},
    {"--conditions", "-C", kList, false, true,
     "further condition of \"exports\" and \"imports\"", "name"},
    {"--backend", nullptr, kText, false, true,
     "how operations reach the kernel: uring or epoll", "name",
     "uring|epoll|auto"},
    {"--lib-dir", nullptr, kText, false, false,
     "read the built-in modules from here", "dir"},
    {"--print-typings", nullptr, kFlag, false, false,
     "print the typings of the native modules", nullptr},
    {"--snapshot", nullptr, kFlag, true, false,
     "start from the built-in snapshot", nullptr},
    {"--verbose", nullptr, kFlag, false, true,
     "say on stderr what is out of the ordinary", nullptr},
    {"--warnings", nullptr, kFlag, true, true, "print warnings", nullptr},
    {"--trace-warnings", nullptr, kFlag, false, true,
     "print warnings with their stack", nullptr},
    {"--disable-warning", nullptr, kList, false, true,
     "do not print warnings of this code or type", "name"},
    {"--redirect-warnings", nullptr, kText, false, true,
     "write warnings to this file", "file"},
    {"--deprecation", nullptr, kFlag, true, true, "print deprecations",
     nullptr},
    {"--trace-deprecation", nullptr, kFlag, false, true,
     "print deprecations with their stack", nullptr},
    {"--throw-deprecation", nullptr, kFlag, false, true,
     "throw deprecations as errors", nullptr},
    {"--pending-deprecation", nullptr, kFlag, false, true,
     "print coming deprecations, too", nullptr},
    {"--unhandled-rejections", nullptr, kText, false, true,
     "throw, strict, warn, none or warn-with-error-code", "mode",
     "throw|strict|warn|none|warn-with-error-code"},
    {"--trace-uncaught", nullptr, kFlag, false, true,
     "print where an uncaught value was thrown", nullptr},
    {"--trace-exit", nullptr, kFlag, false, true,
     "print where process.exit was called", nullptr},
    {"--title", nullptr, kText, false, true, "set the process title", "title"},
    {"--max-http-header-size", nullptr, kNumber, false, true,
     "largest header of HTTP messages, in bytes", "bytes"},
    {"--insecure-http-parser", nullptr, kFlag, false, true,
     "accept malformed HTTP", nullptr},
    {"--network-family-autoselection", nullptr, kFlag, true, true,
     "connect to the addresses of both families in turn", nullptr},
    {"--network-family-autoselection-attempt-timeout", nullptr, kNumber, false,
     true, "time for an address before the next is tried, in ms", "ms"},
    {"--async-context-frame", nullptr, kFlag, true, true,
     "AsyncLocalStorage by frames, as always: there is no other way", nullptr},
    {"--preserve-symlinks", nullptr, kFlag, false, true,
     "modules are known by the path they were asked for by", nullptr},
    {"--preserve-symlinks-main", nullptr, kFlag, false, true,
     "the same for the script", nullptr},
};

/// V8's flags that NODE_OPTIONS may hold: those that Node lists.
constexpr std::string_view kV8InEnvironment[] = {
    "--abort-on-uncaught-exception",
    "--disallow-code-generation-from-strings",
    "--expose-gc",
    "--jitless",
    "--interpreted-frames-native-stack",
    "--max-heap-size",
    "--max-old-space-size",
    "--max-semi-space-size",
    "--stack-trace-limit",
    "--perf-basic-prof",
    "--perf-basic-prof-only-functions",
    "--perf-prof",
    "--perf-prof-unwinding-info",
};

/// Options of Node.js that Rondo has not got; what they begin with.
constexpr std::string_view kNotThere[] = {
    "--allow-",         "--build-snapshot",
    "--build-sea",      "--cpu-prof",
    "--diagnostic-dir", "--disable-proto",
    "--dns-result",     "--enable-source-maps",
    "--experimental-",  "--force-fips",
    "--enable-fips",    "--frozen-intrinsics",
    "--heap-prof",      "--heapsnapshot-",
    "--icu-data-dir",   "--import",
    "--inspect",        "--interactive",
    "--loader",         "--localstorage-file",
    "--openssl-",       "--permission",
    "--report-",        "--run",
    "--secure-heap",    "--test",
    "--tls-",           "--trace-event",
    "--trace-sigint",   "--trace-sync-io",
    "--trace-tls",      "--use-bundled-ca",
    "--use-openssl-ca", "--use-system-ca",
    "--watch",
};

const OptionSpec* FindSpec(std::string_view name) {
  for (const OptionSpec& spec : kSpecs) {
    if (name == spec.name || (spec.alias != nullptr && name == spec.alias)) {
      return &spec;
    }
  }
  return nullptr;
}

/// Whether V8 knows the flag. It does not say so itself, but it leaves an
/// unknown argument in the list.
bool IsV8Flag(const std::string& argument) {
  // Flags must not take effect twice: SetFlagsFromCommandLine would set it. It
  // is set once more, to the same value, when V8 starts; that is harmless.
  std::string program = "rondo";
  std::string copy = argument;
  char* argv[] = {program.data(), copy.data(), nullptr};
  int argc = 2;
  v8::V8::SetFlagsFromCommandLine(&argc, argv, true);
  return argc == 1;
}

std::string Dashed(std::string_view name) {
  std::string out(name);
  std::replace(out.begin() + 2, out.end(), '_', '-');
  return out;
}

class Parser {
 public:
  explicit Parser(ParsedOptions& out) : out_(out) {}

  /// Returns the number of arguments taken; the rest are not options. Sets
  /// out_.error.
  size_t Parse(std::span<const std::string> arguments, bool environment) {
    size_t i = 0;
    while (i < arguments.size()) {
      const std::string& argument = arguments[i];
      if (argument == "--") {
        return environment ? i : i + 1;
      }
      if (argument.size() < 2 || argument[0] != '-') return i;
      const size_t taken = ParseOne(arguments.subspan(i), environment);
      if (!out_.error.empty()) return i;
      if (!environment) {
        out_.exec_argv.insert(out_.exec_argv.end(), arguments.begin() + i,
                              arguments.begin() + i + taken);
      }
      i += taken;
    }
    return i;
  }

 private:
  size_t ParseOne(std::span<const std::string> arguments, bool environment) {
    const std::string& argument = arguments[0];
    std::string name = argument;
    std::string value;
    bool has_value = false;
    if (argument.starts_with("--")) {
      const size_t equals = argument.find('=');
      name = Dashed(std::string_view(argument).substr(0, equals));
      if (equals != std::string::npos) {
        value = argument.substr(equals + 1);
        has_value = true;
      }
    } else if (argument == "-pe") {
      out_.values["--print"] = true;
      name = "--eval";
    }
    bool negated = false;
    const OptionSpec* spec = FindSpec(name);
    if (spec == nullptr && name.starts_with("--no-")) {
      spec = FindSpec("--" + name.substr(5));
      if (spec != nullptr && spec->type != kFlag) spec = nullptr;
      negated = spec != nullptr;
    }
    if (spec == nullptr) {
      const ForeignOption* foreign = FindForeignOption(name);
      if (foreign != nullptr && (environment || foreign->is_idle)) {
        return ParseForeign(*foreign, arguments, name, has_value);
      }
      return ParseV8(argument, name, environment);
    }
    if (environment && !spec->in_environment) {
      return Fail(argument + " is not allowed in NODE_OPTIONS");
    }
    if (name == "--print" || name == "-p") {
      // The text may follow, or be that of --eval or of standard input.
      out_.values["--print"] = true;
      const bool follows =
          !has_value && arguments.size() > 1 && !arguments[1].starts_with('-');
      if (follows) value = Unescaped(arguments[1]);
      if (follows || has_value) out_.values["--eval"] = std::move(value);
      return follows ? 2 : 1;
    }
    if (spec->type == kFlag) {
      if (has_value) return Fail(argument + " takes no value");
      out_.values[spec->name] = !negated;
      return 1;
    }
    size_t taken = 1;
    if (!has_value) {
      // What looks like an option was forgotten to be one.
      if (arguments.size() < 2 || arguments[1].starts_with('-')) {
        return Fail(argument + " requires an argument");
      }
      value = Unescaped(arguments[1]);
      taken = 2;
    } else if (value.empty()) {
      return Fail(argument + " requires an argument");
    }
    Store(*spec, argument, std::move(value));
    return taken;
  }

  size_t ParseForeign(const ForeignOption& option,
                      std::span<const std::string> arguments,
                      const std::string& name, bool has_value) {
    if (!option.is_idle) out_.without_effect.push_back(name);
    if (!option.takes_value || has_value) return 1;
    if (arguments.size() < 2) {
      return Fail(arguments[0] + " requires an argument");
    }
    return 2;
  }

  // A value that looks like an option is written with a backslash before it.
  static std::string Unescaped(const std::string& value) {
    return value.substr(value.starts_with("\\-") ? 1 : 0);
  }

  static bool IsChoice(std::string_view choices, std::string_view value) {
    while (!choices.empty()) {
      const size_t end = choices.find('|');
      if (choices.substr(0, end) == value) return true;
      if (end == std::string_view::npos) break;
      choices.remove_prefix(end + 1);
    }
    return false;
  }

  void Store(const OptionSpec& spec, const std::string& argument,
             std::string value) {
    OptionValue& stored = out_.values[spec.name];
    switch (spec.type) {
      case kText:
        if (spec.choices != nullptr && !IsChoice(spec.choices, value)) {
          Fail("invalid value for " + std::string(spec.name) + ": \"" + value +
               "\" (it is one of " + spec.choices + ")");
          return;
        }
        stored = std::move(value);
        break;
      case kNumber: {
        uint32_t number = 0;
        const auto [end, error] =
            std::from_chars(value.data(), value.data() + value.size(), number);
        if (error != std::errc() || end != value.data() + value.size()) {
          Fail(argument + " must be a number");
          return;
        }
        stored = static_cast<double>(number);
        break;
      }
      case kList:
        if (!std::holds_alternative<std::vector<std::string>>(stored)) {
          stored = std::vector<std::string>();
        }
        std::get<std::vector<std::string>>(stored).push_back(std::move(value));
        break;
      case kFlag:
        break;
    }
  }

  size_t ParseV8(const std::string& argument, const std::string& name,
                 bool environment) {
    if (environment &&
        std::find(std::begin(kV8InEnvironment), std::end(kV8InEnvironment),
                  name) == std::end(kV8InEnvironment)) {
      return Fail(argument + " is not allowed in NODE_OPTIONS");
    }
    if (!argument.starts_with("--") || !IsV8Flag(argument)) {
      const bool of_node = std::any_of(
          std::begin(kNotThere), std::end(kNotThere),
          [&](std::string_view missing) { return name.starts_with(missing); });
      return Fail("bad option: " + argument +
                  (of_node ? " (of Node.js, and not in Rondo yet)" : ""));
    }
    out_.v8_flags.push_back(argument);
    return 1;
  }

  size_t Fail(std::string message) {
    out_.error = std::move(message);
    return 1;
  }

  ParsedOptions& out_;
};

/// Words separated by spaces; double quotes group, backslashes escape in them.
bool SplitWords(std::string_view text, std::vector<std::string>& words) {
  bool in_quotes = false;
  bool in_word = false;
  std::string word;
  for (size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '\\' && in_quotes) {
      if (++i == text.size()) return false;
      c = text[i];
    } else if (c == ' ' && !in_quotes) {
      if (in_word) words.push_back(std::exchange(word, {}));
      in_word = false;
      continue;
    } else if (c == '"') {
      in_quotes = !in_quotes;
      in_word = true;
      continue;
    }
    in_word = true;
    word += c;
  }
  if (in_word) words.push_back(word);
  return !in_quotes;
}

}  // namespace

std::span<const OptionSpec> OptionSpecs() { return kSpecs; }
std::span<const std::string_view> V8FlagsInEnvironment() {
  return kV8InEnvironment;
}

ParsedOptions ParseOptions(std::span<const std::string> arguments,
                           std::string_view node_options) {
  ParsedOptions out;
  Parser parser(out);
  std::vector<std::string> words;
  if (!SplitWords(node_options, words)) {
    out.error = "invalid value for NODE_OPTIONS (unterminated string)";
    return out;
  }
  // What follows the options is passed over: it is no script of any program.
  parser.Parse(words, true);
  if (!out.error.empty()) return out;
  const size_t taken = parser.Parse(arguments, false);
  if (out.error.empty() && out.values.contains("--check") &&
      (out.values.contains("--eval") || out.values.contains("--print"))) {
    out.error = "either --check or --eval can be used, not both";
  }
  out.rest.assign(arguments.begin() + static_cast<ptrdiff_t>(taken),
                  arguments.end());
  return out;
}

std::string HelpText() {
  std::string out =
      "Usage: rondo [options] [script.js | -] [arguments]\n"
      "\n"
      "Runs a JavaScript program. Without a script, and with -, it is read "
      "from\n"
      "standard input. Flags of V8 are taken, too (--max-old-space-size=512).\n"
      "\n"
      "Options:\n";
  constexpr size_t kColumn = 32;
  for (const OptionSpec& spec : kSpecs) {
    if (spec.help == nullptr) continue;
    std::string left = "  ";
    if (spec.alias != nullptr) left += std::string(spec.alias) + ", ";
    left += spec.by_default ? "--no-" + std::string(spec.name + 2) : spec.name;
    if (spec.value_name != nullptr) {
      left += std::string("=") + spec.value_name;
    }
    left.append(left.size() < kColumn ? kColumn - left.size() : 1, ' ');
    out += left;
    if (spec.by_default) out += "do not ";
    out += spec.help;
    out += '\n';
  }
  return out;
}

const OptionValue* EnvironmentOptions::Find(std::string_view name) const {
  const auto found = values.find(name);
  return found == values.end() ? nullptr : &found->second;
}

bool EnvironmentOptions::flag(std::string_view name) const {
  if (const OptionValue* value = Find(name)) {
    const bool* flag = std::get_if<bool>(value);
    return flag == nullptr || *flag;
  }
  const OptionSpec* spec = FindSpec(name);
  return spec != nullptr && spec->by_default;
}

std::string EnvironmentOptions::text(std::string_view name) const {
  const OptionValue* value = Find(name);
  const std::string* text =
      value == nullptr ? nullptr : std::get_if<std::string>(value);
  return text == nullptr ? std::string() : *text;
}

}  // namespace rondo
