#include "tools/prebind/image.h"

#include <sys/stat.h>

#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace prebind {

void Fail(const char* format, ...) {
  std::fputs("prebind: ", stderr);
  va_list args;
  va_start(args, format);
  std::vfprintf(stderr, format, args);
  va_end(args);
  std::fputc('\n', stderr);
  std::exit(1);
}

bool BeginsWithAny(std::string_view text,
                   const std::vector<std::string>& beginnings) {
  return std::any_of(
      beginnings.begin(), beginnings.end(),
      [text](const std::string& begin) { return text.starts_with(begin); });
}

Image::Image(const std::string& path) : path_(path) {
  FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) Fail("cannot open %s", path.c_str());
  struct stat status;
  if (fstat(fileno(file), &status) != 0) Fail("fstat: %s", path.c_str());
  bytes_.resize(status.st_size);
  if (std::fread(bytes_.data(), 1, bytes_.size(), file) != bytes_.size()) {
    Fail("cannot read %s", path.c_str());
  }
  std::fclose(file);

  const auto* header = At<Elf64_Ehdr>(0);
  if (std::memcmp(header->e_ident, ELFMAG, SELFMAG) != 0 ||
      header->e_ident[EI_CLASS] != ELFCLASS64 ||
      header->e_machine != EM_X86_64) {
    Fail("%s is not an x86-64 ELF file", path.c_str());
  }
  for (int i = 0; i < header->e_phnum; i++) {
    const auto* segment =
        At<Elf64_Phdr>(header->e_phoff + i * sizeof(Elf64_Phdr));
    if (segment->p_type == PT_LOAD) loads_.push_back(*segment);
    if (segment->p_type == PT_DYNAMIC) {
      dynamic_ = At<Elf64_Dyn>(segment->p_offset);
      dynamic_room_ = segment->p_filesz / sizeof(Elf64_Dyn);
      At<char>(segment->p_offset + segment->p_filesz - 1);
    }
  }
  if (dynamic_ == nullptr) Fail("%s is linked statically", path.c_str());
}

uint64_t Image::Offset(uint64_t address) {
  for (const Elf64_Phdr& load : loads_) {
    if (address >= load.p_vaddr && address < load.p_vaddr + load.p_filesz) {
      return load.p_offset + address - load.p_vaddr;
    }
  }
  Fail("%s: no segment at %#lx", path_.c_str(),
       static_cast<unsigned long>(address));
}

const Elf64_Phdr* Image::Segment(uint32_t type) {
  const auto* header = At<Elf64_Ehdr>(0);
  for (int i = 0; i < header->e_phnum; i++) {
    const auto* segment =
        At<Elf64_Phdr>(header->e_phoff + i * sizeof(Elf64_Phdr));
    if (segment->p_type == type) return segment;
  }
  return nullptr;
}

Elf64_Dyn* Image::Find(int64_t tag) {
  for (size_t i = 0; i < dynamic_room_ && dynamic_[i].d_tag != DT_NULL; i++) {
    if (dynamic_[i].d_tag == tag) return &dynamic_[i];
  }
  return nullptr;
}

Elf64_Dyn* Image::Get(int64_t tag) {
  Elf64_Dyn* entry = Find(tag);
  if (entry == nullptr) {
    Fail("%s: no dynamic entry %#lx", path_.c_str(),
         static_cast<unsigned long>(tag));
  }
  return entry;
}

uint64_t Image::Value(int64_t tag) {
  const Elf64_Dyn* entry = Find(tag);
  return entry == nullptr ? 0 : entry->d_un.d_val;
}

size_t Image::SymbolCount() {
  const uint64_t symbols = Get(DT_SYMTAB)->d_un.d_ptr;
  const uint64_t strings = Get(DT_STRTAB)->d_un.d_ptr;
  const auto* header = At<Elf64_Ehdr>(0);
  for (int i = 0; i < header->e_shnum; i++) {
    const auto* section =
        At<Elf64_Shdr>(header->e_shoff + i * sizeof(Elf64_Shdr));
    if (section->sh_type == SHT_DYNSYM) {
      return section->sh_size / sizeof(Elf64_Sym);
    }
  }
  if (strings < symbols) Fail("%s: no symbol count", path_.c_str());
  return (strings - symbols) / sizeof(Elf64_Sym);
}

Names Image::Defined() {
  Names names;
  const size_t count = SymbolCount();
  for (size_t i = 1; i < count; i++) {
    if (Symbol(i)->st_shndx != SHN_UNDEF) names.insert(SymbolName(i));
  }
  return names;
}

Names Image::Functions() {
  Names names;
  const size_t count = SymbolCount();
  for (size_t i = 1; i < count; i++) {
    const unsigned type = ELF64_ST_TYPE(Symbol(i)->st_info);
    if (Symbol(i)->st_shndx != SHN_UNDEF &&
        (type == STT_FUNC || type == STT_GNU_IFUNC)) {
      names.insert(SymbolName(i));
    }
  }
  return names;
}

std::vector<std::string> Image::Needed() {
  std::vector<std::string> names;
  for (size_t i = 0; i < dynamic_room_ && dynamic_[i].d_tag != DT_NULL; i++) {
    if (dynamic_[i].d_tag == DT_NEEDED) {
      names.push_back(String(dynamic_[i].d_un.d_val));
    }
  }
  return names;
}

void Image::Write(const std::string& path) {
  // The page cache keeps a file in the pieces in which it was written, and the
  // kernel maps a whole piece at a time: of small ones a start needs more page
  // faults, of large ones more is resident that nobody reads
  // (docs/performance.md).
  constexpr size_t kPiece = size_t{128} << 10;
  const std::string draft = path + ".new";
  FILE* file = std::fopen(draft.c_str(), "wb");
  bool written = file != nullptr && std::setvbuf(file, nullptr, _IONBF, 0) == 0;
  for (size_t at = 0; written && at < bytes_.size(); at += kPiece) {
    const size_t size = std::min(kPiece, bytes_.size() - at);
    written = std::fwrite(bytes_.data() + at, 1, size, file) == size;
  }
  if (!written || std::fclose(file) != 0 ||
      std::rename(draft.c_str(), path.c_str()) != 0) {
    Fail("cannot write %s", path.c_str());
  }
}

}  // namespace prebind
