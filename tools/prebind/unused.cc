#include "tools/prebind/unused.h"

#include <algorithm>

namespace prebind {

UnusedPart::UnusedPart(Image* image, std::vector<std::string> namespaces)
    : image_(*image), code_(image) {
  for (const std::string& name : namespaces) {
    scopes_.push_back(std::to_string(name.size()) + name);
  }
  const size_t count = image_.SymbolCount();
  std::vector<bool> ours(count);
  for (size_t i = 1; i < count; i++) {
    const Elf64_Sym& symbol = *image_.Symbol(i);
    ours[i] = IsOurs(image_.SymbolName(i));
    if (symbol.st_shndx == SHN_UNDEF) continue;
    const bool is_function = ELF64_ST_TYPE(symbol.st_info) == STT_FUNC;
    if (is_function) functions_[image_.SymbolName(i)] = symbol.st_value;
    if (!ours[i]) continue;
    addresses_.insert(symbol.st_value);
    if (!is_function) continue;
    const auto function = code_.FunctionAt(symbol.st_value);
    begin_ = std::min(begin_, symbol.st_value);
    end_ = std::max(end_, function ? function->end : symbol.st_value + 1);
  }
  if (end_ == 0) Fail("%s has no such namespace", image_.path().c_str());

  const auto add = [&](uint64_t table, uint64_t size) {
    for (uint64_t at = table; at < table + size; at += sizeof(Elf64_Rela)) {
      const auto* entry = image_.AtAddress<Elf64_Rela>(at);
      const uint32_t index = ELF64_R_SYM(entry->r_info);
      const auto stub = code_.StubOf(entry->r_offset);
      if (index == 0) {
        pointers_[entry->r_offset] = entry->r_addend;
      } else if (image_.Symbol(index)->st_shndx != SHN_UNDEF) {
        const uint64_t value = image_.Symbol(index)->st_value;
        const bool has_addend = ELF64_R_TYPE(entry->r_info) == R_X86_64_64;
        pointers_[entry->r_offset] = value + (has_addend ? entry->r_addend : 0);
        if (stub) stubs_[*stub] = value;
      }
      if (index >= count || !ours[index]) continue;
      addresses_.insert(entry->r_offset);
      if (stub) addresses_.insert(*stub);
    }
  };
  add(image_.Value(DT_RELA), image_.Value(DT_RELASZ));
  add(image_.Value(DT_JMPREL), image_.Value(DT_PLTRELSZ));
}

// Whether a mangled name is one of our namespaces': of a function or a
// variable, or of the guard of a variable.
bool UnusedPart::IsOurs(std::string_view symbol) const {
  if (!symbol.starts_with("_Z")) return false;
  symbol.remove_prefix(2);
  for (const std::string_view prefix :
       {"GV", "TV", "TI", "TS", "ZN", "N", "K"}) {
    if (!symbol.starts_with(prefix)) continue;
    // Of what is local to a function, the function's name decides.
    symbol.remove_prefix(prefix == "ZN" ? 1 : prefix.size());
  }
  return BeginsWithAny(symbol, scopes_);
}

bool UnusedPart::RefersToOurs(const Code::Function& function) {
  bool refers = false;
  code_.ForEachReference(function, [&](const Code::Reference& reference) {
    refers |= addresses_.contains(reference.target);
  });
  return refers;
}

UnusedPart::Initialisers UnusedPart::Sort(
    const std::vector<uint64_t>& entries) {
  // An initialiser that is shorter leaves its work to another function.
  constexpr uint64_t kShort = 64;
  Initialisers sorted;
  for (const uint64_t entry : entries) {
    const auto function = code_.FunctionAt(entry);
    bool is_ours = function && RefersToOurs(*function);
    if (function && !is_ours && function->end - function->begin < kShort) {
      code_.ForEachReference(*function, [&](const Code::Reference& reference) {
        const auto next = code_.FunctionAt(reference.target);
        if (reference.kind != Code::Reference::kBranch || !next ||
            !RefersToOurs(*next)) {
          return;
        }
        is_ours = true;
        initialising_.push_back(next->begin);
      });
    }
    if (is_ours) initialising_.push_back(function->begin);
    (is_ours ? sorted.removed : sorted.kept).push_back(entry);
  }
  return sorted;
}

std::optional<std::string> UnusedPart::FindReachable(
    const std::unordered_map<uint64_t, std::string>& forbidden,
    const std::vector<uint64_t>& initialisers) {
  std::unordered_map<uint64_t, std::string> targets = forbidden;
  for (const auto& [slot, name] : forbidden) {
    if (const auto stub = code_.StubOf(slot)) targets[*stub] = name;
  }
  const std::vector<Code::Function>& functions = code_.functions();
  std::vector<size_t> reached;
  std::vector<bool> is_seen(functions.size());
  const auto reach = [&](uint64_t address) {
    const auto index = code_.FunctionThatBegins(address);
    if (!index || is_seen[*index]) return;
    is_seen[*index] = true;
    reached.push_back(*index);
  };
  for (const uint64_t function : initialising_) {
    is_seen[*code_.FunctionThatBegins(function)] = true;
  }
  for (const Code::Function& function : functions) {
    if (!Contains(function.begin) && !code_.IsStubs(function)) {
      reach(function.begin);
    }
  }
  for (const uint64_t initialiser : initialisers) reach(initialiser);
  for (const uint64_t function : used_) reach(function);

  std::optional<std::string> found;
  for (size_t i = 0; !found && i < reached.size(); i++) {
    const Code::Function& function = functions[reached[i]];
    code_.ForEachReference(function, [&](const Code::Reference& reference) {
      const auto target = targets.find(reference.target);
      if (!found && target != targets.end() &&
          code_.IsInstruction(function, reference)) {
        found = target->second;
      }
      if (reference.kind == Code::Reference::kBranch) {
        const auto stub = stubs_.find(reference.target);
        reach(stub != stubs_.end() ? stub->second : reference.target);
      } else if (reference.kind == Code::Reference::kLoad) {
        const auto pointer = pointers_.find(reference.target);
        if (pointer != pointers_.end()) reach(pointer->second);
      }
    });
  }
  return found;
}

void UnusedPart::AddProgram(const std::string& path) {
  Image program(path);
  const size_t count = program.SymbolCount();
  for (size_t i = 1; i < count; i++) {
    if (program.Symbol(i)->st_shndx != SHN_UNDEF) continue;
    const auto function = functions_.find(program.SymbolName(i));
    if (function != functions_.end()) used_.push_back(function->second);
  }
}

}  // namespace prebind
