// Library: the text of the modules of lib/, embedded or from a directory.
#pragma once

#include <v8.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace rondo {

/// Immutable once made; any thread may read it. Must outlive every isolate that
/// got a string from it.
class Library {
 public:
  /// The embedded modules; or, with a directory, its *.js files, read when they
  /// are asked for, besides those embedded modules that are not in it (bundled
  /// packages).
  explicit Library(std::string directory = {});
  ~Library();
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;

  /// Sorted.
  const std::vector<std::string>& ids() const { return ids_; }
  bool Has(std::string_view id) const { return IndexOf(id) >= 0; }
  /// Place in ids(), or -1.
  int IndexOf(std::string_view id) const;
  /// The text: an external string for an embedded module, so that no isolate
  /// has a copy. Empty: the file cannot be read.
  v8::MaybeLocal<v8::String> Source(v8::Isolate* isolate,
                                    std::string_view id) const;
  /// Appends the addresses of the strings' resources, which a snapshot refers
  /// to; in the same order in every program with the same lib/.
  void AppendExternalReferences(std::vector<intptr_t>& references) const;

 private:
  class OneByte;
  class TwoByte;

  std::string directory_;
  std::vector<std::string> ids_;
  // By place among the embedded modules; one of the two is set.
  struct Embedded {
    std::unique_ptr<OneByte> one_byte;
    std::unique_ptr<TwoByte> two_byte;
  };
  std::vector<Embedded> embedded_;
};

}  // namespace rondo
