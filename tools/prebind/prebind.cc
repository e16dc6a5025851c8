// prebind IN OUT [--program FILE]... [--drop SONAME-PREFIX]...
//
// Writes a private copy of the shared library IN in which most symbols are
// already bound, so that the dynamic loader need not look them up at each
// start of the program: V8's library has some 60,000 such references, and
// looking them up takes longer than everything else a small script does.
//
// A reference to a symbol that the library itself defines becomes a relative
// relocation, which is what linking the library with -Bsymbolic would have
// made of it. Left to the loader, as before:
//
//  - what the programs (--program, ELF files that link IN) define too;
//  - STB_GNU_UNIQUE symbols that another library defines: of these a process
//    must have one copy;
//  - operator new and delete, so that a program can replace them;
//  - indirect functions and thread-local variables;
//  - calls, if the library binds them when they are first made.
//
// --drop removes the libraries whose name so begins from those that IN needs,
// and makes IN's references to them null. This suits a program that uses a part
// of IN which never calls them.
//
// x86-64 only. Anything unexpected ends with a message, status 1 and no OUT;
// the stock library does as well, only slower.

#include <dlfcn.h>
#include <elf.h>
#include <link.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstdarg>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace {

using Names = std::unordered_set<std::string>;

[[noreturn]] __attribute__((format(printf, 1, 2))) void Fail(const char* format,
                                                             ...) {
  std::fputs("prebind: ", stderr);
  va_list args;
  va_start(args, format);
  std::vfprintf(stderr, format, args);
  va_end(args);
  std::fputc('\n', stderr);
  std::exit(1);
}

// An ELF file in memory, seen through its dynamic section.
class Image {
 public:
  explicit Image(const std::string& path) : path_(path) {
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

  // The object at a file offset.
  template <typename T>
  T* At(uint64_t offset) {
    if (offset + sizeof(T) > bytes_.size()) Fail("%s is short", path_.c_str());
    return reinterpret_cast<T*>(bytes_.data() + offset);
  }

  // The object at an address of the loaded file.
  template <typename T>
  T* AtAddress(uint64_t address) {
    for (const Elf64_Phdr& load : loads_) {
      if (address >= load.p_vaddr && address < load.p_vaddr + load.p_filesz) {
        return At<T>(load.p_offset + address - load.p_vaddr);
      }
    }
    Fail("%s: no segment at %#lx", path_.c_str(),
         static_cast<unsigned long>(address));
  }

  // The entry of a tag in the dynamic section, or null.
  Elf64_Dyn* Find(int64_t tag) {
    for (size_t i = 0; i < dynamic_room_ && dynamic_[i].d_tag != DT_NULL; i++) {
      if (dynamic_[i].d_tag == tag) return &dynamic_[i];
    }
    return nullptr;
  }

  Elf64_Dyn* Get(int64_t tag) {
    Elf64_Dyn* entry = Find(tag);
    if (entry == nullptr) {
      Fail("%s: no dynamic entry %#lx", path_.c_str(),
           static_cast<unsigned long>(tag));
    }
    return entry;
  }

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
  size_t SymbolCount() {
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

  Names Defined() {
    Names names;
    const size_t count = SymbolCount();
    for (size_t i = 1; i < count; i++) {
      if (Symbol(i)->st_shndx != SHN_UNDEF) names.insert(SymbolName(i));
    }
    return names;
  }

  std::vector<std::string> Needed() {
    std::vector<std::string> names;
    for (size_t i = 0; i < dynamic_room_ && dynamic_[i].d_tag != DT_NULL; i++) {
      if (dynamic_[i].d_tag == DT_NEEDED) {
        names.push_back(String(dynamic_[i].d_un.d_val));
      }
    }
    return names;
  }

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

  void Write(const std::string& path) {
    const std::string draft = path + ".new";
    FILE* file = std::fopen(draft.c_str(), "wb");
    if (file == nullptr ||
        std::fwrite(bytes_.data(), 1, bytes_.size(), file) != bytes_.size() ||
        std::fclose(file) != 0 ||
        std::rename(draft.c_str(), path.c_str()) != 0) {
      Fail("cannot write %s", path.c_str());
    }
  }

 private:
  std::string path_;
  std::vector<uint8_t> bytes_;
  std::vector<Elf64_Phdr> loads_;
  Elf64_Dyn* dynamic_ = nullptr;
  size_t dynamic_room_ = 0;
};

// The file that the loader takes for a library's name.
std::string Locate(const std::string& soname) {
  void* handle = dlopen(soname.c_str(), RTLD_LAZY | RTLD_LOCAL);
  link_map* map = nullptr;
  if (handle == nullptr || dlinfo(handle, RTLD_DI_LINKMAP, &map) != 0) {
    Fail("cannot load %s: %s", soname.c_str(), dlerror());
  }
  return map->l_name;
}

bool BeginsWithAny(std::string_view text,
                   const std::vector<std::string>& beginnings) {
  return std::any_of(
      beginnings.begin(), beginnings.end(),
      [text](const std::string& begin) { return text.starts_with(begin); });
}

// A program that copied a variable out of the library would see another one
// than the library, whose references are bound to the original.
void RefuseCopies(const std::string& path, const Names& defined) {
  Image program(path);
  Elf64_Dyn* table = program.Find(DT_RELA);
  if (table == nullptr) return;
  const size_t count = program.Get(DT_RELASZ)->d_un.d_val / sizeof(Elf64_Rela);
  for (size_t i = 0; i < count; i++) {
    const auto* entry = program.AtAddress<Elf64_Rela>(table->d_un.d_ptr +
                                                      i * sizeof(Elf64_Rela));
    if (ELF64_R_TYPE(entry->r_info) != R_X86_64_COPY) continue;
    const char* name = program.SymbolName(ELF64_R_SYM(entry->r_info));
    if (defined.contains(name)) {
      Fail("%s copies the variable %s (compile it with -fPIC)", path.c_str(),
           name);
    }
  }
}

struct Counts {
  size_t bound = 0;
  size_t left = 0;
  size_t nulled = 0;
};

class Prebinder {
 public:
  Prebinder(Image* image, std::vector<std::string> drop)
      : image_(*image), drop_(std::move(drop)) {
    for (const std::string& soname : image_.Needed()) {
      const Names names = Image(Locate(soname)).Defined();
      (BeginsWithAny(soname, drop_) ? dropped_ : kept_)
          .insert(names.begin(), names.end());
    }
  }

  // What `path`, a program that links the library, defines stays symbolic.
  void AddProgram(const std::string& path) {
    RefuseCopies(path, image_.Defined());
    const Names names = Image(path).Defined();
    programs_.insert(names.begin(), names.end());
  }

  Counts Run() {
    Bind();
    // The copy lies elsewhere than its libraries, and the program's own rpath,
    // which leads to them, holds only for a library that has none.
    image_.Remove([](const Elf64_Dyn& entry) {
      return entry.d_tag == DT_RUNPATH || entry.d_tag == DT_RPATH;
    });
    if (!drop_.empty()) Drop();
    return counts_;
  }

 private:
  // Whether a reference to this symbol can be bound now.
  bool Binds(uint32_t index) {
    const Elf64_Sym& symbol = *image_.Symbol(index);
    const unsigned type = ELF64_ST_TYPE(symbol.st_info);
    if (symbol.st_shndx == SHN_UNDEF || symbol.st_shndx >= SHN_LORESERVE ||
        type == STT_GNU_IFUNC || type == STT_TLS) {
      return false;
    }
    const std::string name = image_.SymbolName(index);
    // operator new, new[], delete, delete[], in all their forms.
    static const std::vector<std::string> kReplaceable = {"_Znw", "_Zna",
                                                          "_Zdl", "_Zda"};
    if (BeginsWithAny(name, kReplaceable) || programs_.contains(name)) {
      return false;
    }
    return ELF64_ST_BIND(symbol.st_info) != STB_GNU_UNIQUE ||
           (!kept_.contains(name) && !dropped_.contains(name));
  }

  // Whether calls are bound at the start, not each when it is first made.
  bool BindsNow() {
    Elf64_Dyn* flags = image_.Find(DT_FLAGS);
    Elf64_Dyn* flags1 = image_.Find(DT_FLAGS_1);
    return (flags != nullptr && (flags->d_un.d_val & DF_BIND_NOW) != 0) ||
           (flags1 != nullptr && (flags1->d_un.d_val & DF_1_NOW) != 0);
  }

  // Whether only libraries that are dropped define it.
  bool IsDropped(uint32_t index) {
    if (image_.Symbol(index)->st_shndx != SHN_UNDEF) return false;
    const std::string name = image_.SymbolName(index);
    return dropped_.contains(name) && !kept_.contains(name);
  }

  // Sorts the relocations anew: relative ones, others, those of the procedure
  // linkage table. The two tables must be neighbours, since entries move from
  // the second to the first. Calls that are bound lazily refer to the second by
  // index, so it stays as it is.
  void Bind() {
    Elf64_Dyn* rela = image_.Get(DT_RELA);
    Elf64_Dyn* rela_size = image_.Get(DT_RELASZ);
    Elf64_Dyn* rela_count = image_.Get(DT_RELACOUNT);
    Elf64_Dyn* plt = image_.Get(DT_JMPREL);
    Elf64_Dyn* plt_size = image_.Get(DT_PLTRELSZ);
    if (image_.Get(DT_PLTREL)->d_un.d_val != DT_RELA ||
        plt->d_un.d_ptr != rela->d_un.d_ptr + rela_size->d_un.d_val) {
      Fail("the relocation tables are not neighbours");
    }
    const size_t first = rela_size->d_un.d_val / sizeof(Elf64_Rela);
    const size_t total =
        BindsNow() ? first + plt_size->d_un.d_val / sizeof(Elf64_Rela) : first;
    auto* table = image_.AtAddress<Elf64_Rela>(rela->d_un.d_ptr);
    image_.AtAddress<Elf64_Rela>(rela->d_un.d_ptr +
                                 (total - 1) * sizeof(Elf64_Rela));

    std::vector<Elf64_Rela> relative;
    std::vector<Elf64_Rela> others;
    std::vector<Elf64_Rela> calls;
    for (size_t i = 0; i < total; i++) {
      const Elf64_Rela& entry = table[i];
      const uint32_t type = ELF64_R_TYPE(entry.r_info);
      const uint32_t symbol = ELF64_R_SYM(entry.r_info);
      if (type == R_X86_64_RELATIVE) {
        relative.push_back(entry);
        continue;
      }
      if ((type == R_X86_64_64 || type == R_X86_64_GLOB_DAT ||
           type == R_X86_64_JUMP_SLOT) &&
          symbol != 0 && Binds(symbol)) {
        // The other two types have no addend.
        const int64_t addend = type == R_X86_64_64 ? entry.r_addend : 0;
        relative.push_back(
            {entry.r_offset, ELF64_R_INFO(0, R_X86_64_RELATIVE),
             static_cast<int64_t>(image_.Symbol(symbol)->st_value) + addend});
        counts_.bound++;
        continue;
      }
      if ((type == R_X86_64_64 || type == R_X86_64_GLOB_DAT ||
           type == R_X86_64_JUMP_SLOT) &&
          symbol != 0 && IsDropped(symbol)) {
        // Looking in vain for a symbol takes the longest.
        *image_.AtAddress<uint64_t>(entry.r_offset) = 0;
        counts_.nulled++;
        continue;
      }
      (i < first ? others : calls).push_back(entry);
      counts_.left++;
    }
    std::sort(relative.begin(), relative.end(),
              [](const Elf64_Rela& a, const Elf64_Rela& b) {
                return a.r_offset < b.r_offset;
              });
    Elf64_Rela* to = std::copy(relative.begin(), relative.end(), table);
    to = std::copy(others.begin(), others.end(), to);
    std::copy(calls.begin(), calls.end(), to);
    rela_count->d_un.d_val = relative.size();
    if (!BindsNow()) return;
    rela_size->d_un.d_val =
        (relative.size() + others.size()) * sizeof(Elf64_Rela);
    plt->d_un.d_ptr = rela->d_un.d_ptr + rela_size->d_un.d_val;
    plt_size->d_un.d_val = calls.size() * sizeof(Elf64_Rela);
  }

  // Removes libraries that IN needs, IN's demands on their versions, and the
  // strength of what refers to them yet.
  void Drop() {
    const uint64_t versions = image_.Get(DT_VERSYM)->d_un.d_ptr;
    const size_t count = image_.SymbolCount();
    for (size_t i = 1; i < count; i++) {
      Elf64_Sym* symbol = image_.Symbol(i);
      if (!IsDropped(i)) continue;
      symbol->st_info = ELF64_ST_INFO(STB_WEAK, ELF64_ST_TYPE(symbol->st_info));
      *image_.AtAddress<Elf64_Half>(versions + i * sizeof(Elf64_Half)) =
          VER_NDX_GLOBAL;
    }

    Elf64_Dyn* first = image_.Get(DT_VERNEED);
    Elf64_Dyn* number = image_.Get(DT_VERNEEDNUM);
    std::vector<uint64_t> kept;
    uint64_t address = first->d_un.d_ptr;
    for (size_t i = 0; i < number->d_un.d_val; i++) {
      const auto* need = image_.AtAddress<Elf64_Verneed>(address);
      if (!BeginsWithAny(image_.String(need->vn_file), drop_)) {
        kept.push_back(address);
      }
      address += need->vn_next;
    }
    if (kept.empty()) Fail("no versions left");
    first->d_un.d_ptr = kept.front();
    number->d_un.d_val = kept.size();
    for (size_t i = 0; i < kept.size(); i++) {
      image_.AtAddress<Elf64_Verneed>(kept[i])->vn_next =
          i + 1 < kept.size() ? kept[i + 1] - kept[i] : 0;
    }
    image_.Remove([this](const Elf64_Dyn& entry) {
      return entry.d_tag == DT_NEEDED &&
             BeginsWithAny(image_.String(entry.d_un.d_val), drop_);
    });
  }

  Image& image_;
  const std::vector<std::string> drop_;
  Names kept_;     // Defined by the libraries that stay.
  Names dropped_;  // Defined by those that go.
  Names programs_;
  Counts counts_;
};

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> files;
  std::vector<std::string> programs;
  std::vector<std::string> drop;
  for (int i = 1; i < argc; i++) {
    const std::string_view argument = argv[i];
    if (argument == "--program" && i + 1 < argc) {
      programs.push_back(argv[++i]);
    } else if (argument == "--drop" && i + 1 < argc) {
      drop.push_back(argv[++i]);
    } else {
      files.emplace_back(argument);
    }
  }
  if (files.size() != 2) {
    Fail("usage: prebind IN OUT [--program FILE]... [--drop SONAME-PREFIX]...");
  }
  std::remove(files[1].c_str());
  Image image(files[0]);
  Prebinder prebinder(&image, drop);
  for (const std::string& program : programs) prebinder.AddProgram(program);
  const Counts counts = prebinder.Run();
  image.Write(files[1]);
  std::printf("prebind: %zu references bound, %zu left, %zu made null\n",
              counts.bound, counts.left, counts.nulled);
}
