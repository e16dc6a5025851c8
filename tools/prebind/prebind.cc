// prebind IN OUT [--program FILE]... [--unused NAMESPACE... --drop
// SONAME-PREFIX...]
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
// --drop removes the libraries whose name so begins from those that IN needs.
// It is for a program that uses a part of IN which never calls them, and takes
// the namespaces of the part that is not used (--unused). What initialises that
// part when IN is loaded is left out. There is no OUT if something else might
// call what is dropped (unused.h); should it happen all the same, abort is
// called.
//
// x86-64 only. Anything unexpected ends with a message, status 1 and no OUT;
// the stock library does as well, only slower.

#include <dlfcn.h>
#include <elf.h>
#include <link.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "tools/prebind/code.h"
#include "tools/prebind/image.h"
#include "tools/prebind/unused.h"

namespace prebind {
namespace {

// The file that the loader takes for a library's name.
std::string Locate(const std::string& soname) {
  void* handle = dlopen(soname.c_str(), RTLD_LAZY | RTLD_LOCAL);
  link_map* map = nullptr;
  if (handle == nullptr || dlinfo(handle, RTLD_DI_LINKMAP, &map) != 0) {
    Fail("cannot load %s: %s", soname.c_str(), dlerror());
  }
  return map->l_name;
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
  size_t dropped = 0;
  size_t initialisers = 0;
};

class Prebinder {
 public:
  Prebinder(Image* image, std::vector<std::string> drop,
            std::vector<std::string> unused)
      : image_(*image), drop_(std::move(drop)) {
    if (!drop_.empty()) {
      unused_ = std::make_unique<UnusedPart>(image, std::move(unused));
    }
    for (const std::string& soname : image_.Needed()) {
      Image library(Locate(soname));
      const Names names = library.Defined();
      if (!BeginsWithAny(soname, drop_)) {
        kept_.insert(names.begin(), names.end());
        continue;
      }
      for (const std::string& name : names) dropped_[name] = soname;
      const Names functions = library.Functions();
      dropped_functions_.insert(functions.begin(), functions.end());
    }
  }

  // What `path`, a program that links the library, defines stays symbolic.
  void AddProgram(const std::string& path) {
    RefuseCopies(path, image_.Defined());
    const Names names = Image(path).Defined();
    programs_.insert(names.begin(), names.end());
    if (unused_ != nullptr) unused_->AddProgram(path);
  }

  // Nothing has been done if a library that was to be dropped must stay: one
  // that may be called after all.
  struct Stays {
    std::string symbol;
    std::string library;
  };
  std::optional<Stays> Run() {
    if (unused_ != nullptr) LeaveOut();
    if (stays_) return stays_;
    Bind();
    // The copy lies elsewhere than its libraries, and the program's own rpath,
    // which leads to them, holds only for a library that has none.
    image_.Remove([](const Elf64_Dyn& entry) {
      return entry.d_tag == DT_RUNPATH || entry.d_tag == DT_RPATH;
    });
    if (!drop_.empty()) Drop();
    return {};
  }

  const Counts& counts() const { return counts_; }

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

  // Takes what initialises the unused part out of init_array, and sees to it
  // that what is dropped is out of reach.
  void LeaveOut() {
    Code code(&image_);
    const uint64_t array = image_.Get(DT_INIT_ARRAY)->d_un.d_ptr;
    Elf64_Dyn* size = image_.Get(DT_INIT_ARRAYSZ);
    const size_t count = size->d_un.d_val / sizeof(uint64_t);

    std::unordered_map<uint64_t, std::string> forbidden;
    std::vector<Elf64_Rela*> initialisers(count);
    ForEachRelocation([&](Elf64_Rela* entry) {
      const uint32_t symbol = ELF64_R_SYM(entry->r_info);
      const size_t index = (entry->r_offset - array) / sizeof(uint64_t);
      if (entry->r_offset >= array && index < count) {
        initialisers[index] = entry;
      } else if (symbol != 0 && IsDropped(symbol)) {
        forbidden[entry->r_offset] = image_.SymbolName(symbol);
      } else if (symbol != 0 &&
                 image_.SymbolName(symbol) == std::string_view("abort")) {
        abort_ = code.StubOf(entry->r_offset).value_or(abort_);
      }
    });
    if (abort_ == 0) Fail("%s has no stub of abort", image_.path().c_str());

    std::vector<uint64_t> functions;
    for (const Elf64_Rela* entry : initialisers) {
      if (entry == nullptr ||
          ELF64_R_TYPE(entry->r_info) != R_X86_64_RELATIVE) {
        Fail("%s: an initialiser of another form", image_.path().c_str());
      }
      functions.push_back(entry->r_addend);
    }
    const UnusedPart::Initialisers sorted = unused_->Sort(functions);
    if (const auto found = unused_->FindReachable(forbidden, sorted.kept)) {
      stays_ = {*found, dropped_[*found]};
      return;
    }
    for (size_t i = 0; i < count; i++) {
      // Entries behind the end that is set below are not read; their
      // relocations are harmless.
      initialisers[i]->r_addend =
          i < sorted.kept.size() ? sorted.kept[i] : functions[0];
    }
    size->d_un.d_val = sorted.kept.size() * sizeof(uint64_t);
    counts_.initialisers = sorted.removed.size();
  }

  template <typename Visit>
  void ForEachRelocation(Visit visit) {
    const auto walk = [&](uint64_t table, uint64_t size) {
      for (uint64_t at = table; at < table + size; at += sizeof(Elf64_Rela)) {
        visit(image_.AtAddress<Elf64_Rela>(at));
      }
    };
    walk(image_.Value(DT_RELA), image_.Value(DT_RELASZ));
    walk(image_.Value(DT_JMPREL), image_.Value(DT_PLTRELSZ));
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
        // Calls end in abort, whatever else is made of such an address in a
        // fault. Looking in vain for a symbol would take the longest.
        *image_.AtAddress<uint64_t>(entry.r_offset) = 0;
        if (type == R_X86_64_JUMP_SLOT ||
            dropped_functions_.contains(image_.SymbolName(symbol))) {
          relative.push_back({entry.r_offset,
                              ELF64_R_INFO(0, R_X86_64_RELATIVE),
                              static_cast<int64_t>(abort_)});
        }
        counts_.dropped++;
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
  Names kept_;  // Defined by the libraries that stay.
  // Defined by those that go, with the library's name.
  std::unordered_map<std::string, std::string> dropped_;
  Names dropped_functions_;
  Names programs_;
  std::unique_ptr<UnusedPart> unused_;
  std::optional<Stays> stays_;
  Counts counts_;
  uint64_t abort_ = 0;  // The stub of the procedure linkage table.
};

}  // namespace
}  // namespace prebind

int main(int argc, char** argv) {
  using prebind::Fail;
  std::vector<std::string> files;
  std::vector<std::string> programs;
  std::vector<std::string> drop;
  std::vector<std::string> unused;
  for (int i = 1; i < argc; i++) {
    const std::string_view argument = argv[i];
    auto* list = argument == "--program"  ? &programs
                 : argument == "--drop"   ? &drop
                 : argument == "--unused" ? &unused
                                          : nullptr;
    if (list == nullptr) {
      files.emplace_back(argument);
    } else if (i + 1 < argc) {
      list->push_back(argv[++i]);
    }
  }
  if (files.size() != 2 || drop.empty() != unused.empty()) {
    Fail(
        "usage: prebind IN OUT [--program FILE]... "
        "[--unused NAMESPACE... --drop SONAME-PREFIX...]");
  }
  std::remove(files[1].c_str());
  for (;;) {
    prebind::Image image(files[0]);
    prebind::Prebinder prebinder(&image, drop, unused);
    for (const std::string& program : programs) prebinder.AddProgram(program);
    if (const auto stays = prebinder.Run()) {
      std::printf("prebind: %s stays, for %s\n", stays->library.c_str(),
                  stays->symbol.c_str());
      std::erase_if(drop, [&stays](const std::string& begin) {
        return stays->library.starts_with(begin);
      });
      continue;
    }
    image.Write(files[1]);
    const prebind::Counts& counts = prebinder.counts();
    std::printf(
        "prebind: %zu references bound, %zu left, %zu lead nowhere; "
        "%zu initialisers left out\n",
        counts.bound, counts.left, counts.dropped, counts.initialisers);
    return 0;
  }
}
