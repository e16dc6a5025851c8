#include "runtime/env/name_service.h"

#include <dlfcn.h>

#include <algorithm>
#include <fstream>
#include <iterator>

namespace rondo {
namespace {

constexpr std::string_view kBlank = " \t\r";
constexpr std::string_view kDatabases[] = {"passwd", "group", "hosts"};
/// The C library has these inside.
constexpr std::string_view kBuiltIn[] = {"files", "dns"};

template <size_t size>
bool IsOneOf(const std::string_view (&names)[size], std::string_view name) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

/// Takes the next word, or the next action in brackets, from the front.
std::string_view TakeWord(std::string_view& line) {
  line.remove_prefix(std::min(line.find_first_not_of(kBlank), line.size()));
  size_t end = 0;
  if (!line.empty() && line[0] == '[') {
    end = line.find(']');
    end = end == line.npos ? line.size() : end + 1;
  } else {
    end = std::min(line.find_first_of(" \t\r["), line.size());
  }
  const std::string_view word = line.substr(0, end);
  line.remove_prefix(end);
  return word;
}

/// Whether it may be part of a file's name that leads nowhere else.
bool IsPlain(std::string_view service) {
  return service.find_first_of("/:$") == service.npos;
}

}  // namespace

std::vector<NameSource> NameSources(std::string_view text) {
  std::vector<NameSource> sources;
  while (!text.empty()) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    line = line.substr(0, line.find('#'));
    const size_t colon = line.find(':');
    if (colon == line.npos) continue;
    std::string_view before = line.substr(0, colon);
    const std::string_view database = TakeWord(before);
    if (!IsOneOf(kDatabases, database)) continue;
    line.remove_prefix(colon + 1);
    for (std::string_view word = TakeWord(line); !word.empty();
         word = TakeWord(line)) {
      if (word[0] == '[') continue;
      sources.push_back({std::string(database), std::string(word)});
    }
  }
  return sources;
}

std::vector<std::string> SkippedNameModules() {
  std::ifstream file("/etc/nsswitch.conf");
  const std::string text(std::istreambuf_iterator<char>(file), {});
  std::vector<std::string> sentences;
  for (const NameSource& source : NameSources(text)) {
    if (IsOneOf(kBuiltIn, source.service) || !IsPlain(source.service)) continue;
    const std::string module = "libnss_" + source.service + ".so.2";
    void* loaded = dlopen(module.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (loaded != nullptr) {
      dlclose(loaded);
      continue;
    }
    const char* why = dlerror();
    sentences.push_back("names of " + source.database + " are not asked of " +
                        source.service + ", whose module cannot be loaded: " +
                        (why == nullptr ? module : std::string(why)));
  }
  return sentences;
}

}  // namespace rondo
