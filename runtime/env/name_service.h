// What the host's name service is configured to ask, and which of it cannot be
// asked here: its modules were built for the host's libc, ours is another.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rondo {

/// A source that nsswitch.conf names for a database: {"hosts", "mdns4"}.
struct NameSource {
  std::string database;
  std::string service;
};

/// The sources of passwd, group and hosts in the text of an nsswitch.conf, in
/// its order. Actions ("[NOTFOUND=return]") and comments are left out.
std::vector<NameSource> NameSources(std::string_view text);

/// A sentence for each module of the host's configuration that the C library
/// will pass over, since it cannot be loaded. Loads them to see: only for
/// --verbose.
std::vector<std::string> SkippedNameModules();

}  // namespace rondo
