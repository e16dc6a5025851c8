#ifndef TOOLS_PREBIND_UNUSED_H_
#define TOOLS_PREBIND_UNUSED_H_

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "tools/prebind/code.h"
#include "tools/prebind/image.h"

namespace prebind {

// The part of a library that a program never enters, known by its namespaces of
// C++: Node's within libnode, of which Rondo uses V8.
class UnusedPart {
 public:
  // Fails if nothing of these namespaces is there.
  UnusedPart(Image* image, std::vector<std::string> namespaces);

  // Which entries of the library's init_array initialise this part: those that
  // refer to a symbol of it, by their function or by the one it jumps to.
  // Indices, and where the code of each entry begins.
  struct Initialisers {
    std::vector<uint64_t> kept;
    std::vector<uint64_t> removed;
  };
  Initialisers Sort(const std::vector<uint64_t>& entries);

  // One of these functions that is in reach of what may run, if there is one:
  // code outside of this part, the initialisers that stay, what the programs
  // use, and what these call. Not followed: functions whose address is only
  // compared or handed on. V8's code compares those of its interfaces with
  // Node's, to call them faster. `forbidden` has their slots in the global
  // offset table, and the names for messages.
  std::optional<std::string> FindReachable(
      const std::unordered_map<uint64_t, std::string>& forbidden,
      const std::vector<uint64_t>& initialisers);

  // A program that links the library: what it uses may run, wherever it lies.
  // It may be some class of V8's that the linker put among Node's.
  void AddProgram(const std::string& path);

 private:
  bool IsOurs(std::string_view symbol) const;
  bool Contains(uint64_t address) const {
    return address >= begin_ && address < end_;
  }
  bool RefersToOurs(const Code::Function& function);

  Image& image_;
  Code code_;
  std::vector<std::string> scopes_;
  std::unordered_set<uint64_t> addresses_;  // Symbols and slots of this part.
  std::unordered_map<std::string, uint64_t> functions_;  // Of the library.
  std::vector<uint64_t> used_;  // Those of them that programs use.
  // Where words of the library point to when it is loaded, and which of its own
  // functions a stub of the procedure linkage table leads to.
  std::unordered_map<uint64_t, uint64_t> pointers_;
  std::unordered_map<uint64_t, uint64_t> stubs_;
  // The code of the initialisers that go.
  std::vector<uint64_t> initialising_;
  // Linkers lay out code in the order of the object files, so that it lies
  // together, with what it shares with the rest.
  uint64_t begin_ = UINT64_MAX;
  uint64_t end_ = 0;
};

}  // namespace prebind

#endif  // TOOLS_PREBIND_UNUSED_H_
