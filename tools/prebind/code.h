#ifndef TOOLS_PREBIND_CODE_H_
#define TOOLS_PREBIND_CODE_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "tools/prebind/image.h"

namespace prebind {

// What the compiled code of a library refers to.
//
// Nothing is disassembled: each place in a function that could be a call, a
// jump or an access relative to the instruction pointer is taken for one. So no
// reference is missed that is made this way, and a few are seen that are none,
// by chance; IsInstruction tells, slowly.
class Code {
 public:
  struct Function {
    uint64_t begin;
    uint64_t end;
  };

  // A call or jump; one through a pointer, or a pointer that is loaded; or
  // else.
  struct Reference {
    uint64_t opcode;
    uint64_t end;  // Of the instruction, whose last bytes are the distance.
    uint64_t target;
    enum { kBranch, kLoad, kOther } kind;
  };

  // Reads the functions from the table for unwinding, which must be there.
  explicit Code(Image* image);

  const std::vector<Function>& functions() const { return functions_; }

  // The function that has this address.
  std::optional<Function> FunctionAt(uint64_t address) const;
  std::optional<size_t> FunctionThatBegins(uint64_t address) const;

  void ForEachReference(const Function& function,
                        const std::function<void(const Reference&)>& visit);

  // The stub of the procedure linkage table that jumps to where this slot of
  // the global offset table points, if there is one.
  std::optional<uint64_t> StubOf(uint64_t slot) const;
  // Whether the function is made of such stubs.
  bool IsStubs(const Function& function) const;

  // Whether the reference is an instruction and no chance. Asks objdump; true
  // if that cannot be run.
  bool IsInstruction(const Function& function,
                     const Reference& reference) const;

 private:
  void ReadFunctions();
  void ReadStubs();

  Image& image_;
  std::vector<Function> functions_;
  std::unordered_map<uint64_t, size_t> begins_;
  std::unordered_map<uint64_t, uint64_t> stubs_;  // By their slot.
  std::vector<uint64_t> stub_addresses_;
};

}  // namespace prebind

#endif  // TOOLS_PREBIND_CODE_H_
