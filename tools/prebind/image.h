#ifndef TOOLS_PREBIND_IMAGE_H_
#define TOOLS_PREBIND_IMAGE_H_

#include <elf.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace prebind {

using Names = std::unordered_set<std::string>;

// Ends the program with a message and status 1.
[[noreturn]] __attribute__((format(printf, 1, 2))) void Fail(const char* format,
                                                             ...);

bool BeginsWithAny(std::string_view text,
                   const std::vector<std::string>& beginnings);

// An ELF file in memory, seen through its dynamic section.
class Image {
 public:
  explicit Image(const std::string& path);

  const std::string& path() const { return path_; }
  const std::vector<Elf64_Phdr>& loads() const { return loads_; }

  // The object at a file offset.
  template <typename T>
  T* At(uint64_t offset) {
    if (offset + sizeof(T) > bytes_.size()) Fail("%s is short", path_.c_str());
    return reinterpret_cast<T*>(bytes_.data() + offset);
  }

  // The object at an address of the loaded file.
  template <typename T>
  T* AtAddress(uint64_t address) {
    return At<T>(Offset(address));
  }

  // `size` bytes at an address of the loaded file.
  std::string_view Bytes(uint64_t address, uint64_t size) {
    if (size != 0) AtAddress<char>(address + size - 1);
    return {AtAddress<char>(address), size};
  }

  // The program header of this type, or null.
  const Elf64_Phdr* Segment(uint32_t type);

  // The entry of a tag in the dynamic section, or null.
  Elf64_Dyn* Find(int64_t tag);
  // The same, which must be there.
  Elf64_Dyn* Get(int64_t tag);
  // Its value, or 0 where there is none.
  uint64_t Value(int64_t tag);

  const char* String(uint64_t offset) {
    return AtAddress<char>(Get(DT_STRTAB)->d_un.d_ptr + offset);
  }

  Elf64_Sym* Symbol(size_t index) {
    return AtAddress<Elf64_Sym>(Get(DT_SYMTAB)->d_un.d_ptr +
                                index * sizeof(Elf64_Sym));
  }

  const char* SymbolName(size_t index) {
    return String(Symbol(index)->st_name);
  }

  // How many dynamic symbols there are. Linkers put the string table right
  // behind them, and nothing else in a file without section headers tells.
  size_t SymbolCount();

  // The names of what it defines, and of the functions among it.
  Names Defined();
  Names Functions();
  std::vector<std::string> Needed();

  // Removes the entries of the dynamic section that the predicate chooses.
  template <typename Predicate>
  void Remove(Predicate predicate) {
    size_t kept = 0;
    size_t end = 0;
    for (; end < dynamic_room_ && dynamic_[end].d_tag != DT_NULL; end++) {
      if (!predicate(dynamic_[end])) dynamic_[kept++] = dynamic_[end];
    }
    std::fill(dynamic_ + kept, dynamic_ + end, Elf64_Dyn{});
  }

  void Write(const std::string& path);

 private:
  uint64_t Offset(uint64_t address);

  std::string path_;
  std::vector<uint8_t> bytes_;
  std::vector<Elf64_Phdr> loads_;
  Elf64_Dyn* dynamic_ = nullptr;
  size_t dynamic_room_ = 0;
};

}  // namespace prebind

#endif  // TOOLS_PREBIND_IMAGE_H_
