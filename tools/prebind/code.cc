#include "tools/prebind/code.h"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <unordered_set>

namespace prebind {

namespace {

int32_t Displacement(const char* bytes) {
  int32_t value;
  std::memcpy(&value, bytes, sizeof(value));
  return value;
}

uint8_t Byte(std::string_view bytes, size_t index) {
  return static_cast<uint8_t>(bytes[index]);
}

// An operand that is relative to the instruction pointer.
bool IsRelative(uint8_t modrm) { return (modrm & 0xc7) == 0x05; }

}  // namespace

Code::Code(Image* image) : image_(*image) {
  ReadFunctions();
  ReadStubs();
}

// .eh_frame_hdr has a sorted table of pairs: where a function begins and where
// its entry of .eh_frame is, which has its length; both relative to the table.
void Code::ReadFunctions() {
  const Elf64_Phdr* segment = image_.Segment(PT_GNU_EH_FRAME);
  if (segment == nullptr) Fail("%s: no unwind table", image_.path().c_str());
  const uint64_t table = segment->p_vaddr;
  const std::string_view header = image_.Bytes(table, 12);
  // Version 1; pointers to the frames and the count in four bytes; the table in
  // four bytes, relative to itself.
  if (Byte(header, 0) != 1 || Byte(header, 2) != 0x03 ||
      Byte(header, 3) != 0x3b) {
    Fail("%s: an unwind table of another form", image_.path().c_str());
  }
  uint32_t count;
  std::memcpy(&count, header.data() + 8, sizeof(count));
  const std::string_view entries = image_.Bytes(table + 12, count * 8ull);
  for (uint32_t i = 0; i < count; i++) {
    const uint64_t begin = table + Displacement(entries.data() + i * 8ull);
    const uint64_t frame = table + Displacement(entries.data() + i * 8ull + 4);
    // Length, CIE, begin, length of the code.
    const auto length =
        static_cast<uint32_t>(Displacement(image_.AtAddress<char>(frame + 12)));
    begins_[begin] = functions_.size();
    functions_.push_back({begin, begin + length});
  }
  if (functions_.empty() ||
      !std::is_sorted(functions_.begin(), functions_.end(),
                      [](const Function& a, const Function& b) {
                        return a.begin < b.begin;
                      })) {
    Fail("%s: an unwind table out of order", image_.path().c_str());
  }
}

void Code::ReadStubs() {
  const uint64_t calls = image_.Value(DT_JMPREL);
  const uint64_t size = image_.Value(DT_PLTRELSZ);
  const uint64_t rela = image_.Value(DT_RELA);
  std::unordered_set<uint64_t> slots;
  const auto add = [&](uint64_t from, uint64_t bytes) {
    for (uint64_t at = from; at < from + bytes; at += sizeof(Elf64_Rela)) {
      const auto* entry = image_.AtAddress<Elf64_Rela>(at);
      if (ELF64_R_SYM(entry->r_info) != 0) slots.insert(entry->r_offset);
    }
  };
  add(rela, image_.Value(DT_RELASZ));
  if (calls != 0) add(calls, size);

  // The linker puts the stubs before all other code.
  for (const Elf64_Phdr& load : image_.loads()) {
    if ((load.p_flags & PF_X) == 0) continue;
    const std::string_view bytes = image_.Bytes(load.p_vaddr, load.p_filesz);
    for (size_t i = 0; i + 6 <= bytes.size(); i++) {
      if (Byte(bytes, i) != 0xff || Byte(bytes, i + 1) != 0x25) continue;
      const uint64_t stub = load.p_vaddr + i;
      const uint64_t slot = stub + 6 + Displacement(bytes.data() + i + 2);
      if (slots.contains(slot) && stubs_.emplace(slot, stub).second) {
        stub_addresses_.push_back(stub);
      }
    }
  }
  std::sort(stub_addresses_.begin(), stub_addresses_.end());
}

std::optional<Code::Function> Code::FunctionAt(uint64_t address) const {
  auto next = std::upper_bound(
      functions_.begin(), functions_.end(), address,
      [](uint64_t a, const Function& function) { return a < function.begin; });
  if (next == functions_.begin() || address >= (--next)->end) return {};
  return *next;
}

std::optional<size_t> Code::FunctionThatBegins(uint64_t address) const {
  const auto found = begins_.find(address);
  if (found == begins_.end()) return {};
  return found->second;
}

void Code::ForEachReference(
    const Function& function,
    const std::function<void(const Reference&)>& visit) {
  const std::string_view bytes =
      image_.Bytes(function.begin, function.end - function.begin);
  for (size_t i = 1; i + 4 <= bytes.size(); i++) {
    const uint8_t last = Byte(bytes, i - 1);
    const uint8_t before = i >= 2 ? Byte(bytes, i - 2) : 0;
    const bool branches = last == 0xe8 || last == 0xe9;
    const bool branches_if = before == 0x0f && (last & 0xf0) == 0x80;
    const bool is_relative = i >= 2 && IsRelative(last);
    if (!branches && !branches_if && !is_relative) continue;
    const uint64_t end = function.begin + i + 4;
    const bool loads = before == 0xff || before == 0x8b;
    visit({function.begin + i - (branches ? 1 : 2), end,
           end + Displacement(bytes.data() + i),
           branches || branches_if ? Reference::kBranch
           : loads                 ? Reference::kLoad
                                   : Reference::kOther});
  }
}

std::optional<uint64_t> Code::StubOf(uint64_t slot) const {
  const auto found = stubs_.find(slot);
  if (found == stubs_.end()) return {};
  return found->second;
}

bool Code::IsStubs(const Function& function) const {
  const auto stub = std::lower_bound(stub_addresses_.begin(),
                                     stub_addresses_.end(), function.begin);
  // A function that ends in such a jump has more before it than a stub has.
  return stub != stub_addresses_.end() && *stub < function.begin + 32 &&
         *stub < function.end;
}

bool Code::IsInstruction(const Function& function,
                         const Reference& reference) const {
  char addresses[64];
  std::snprintf(addresses, sizeof(addresses),
                "--start-address=%#lx --stop-address=%#lx",
                static_cast<unsigned long>(function.begin),
                static_cast<unsigned long>(function.end));
  std::string path = "'";
  for (const char c : image_.path()) {
    path += c == '\'' ? std::string("'\\''") : std::string(1, c);
  }
  const std::string command = std::string("objdump -d -w ") + addresses +
                              " -- " + path + "' 2> /dev/null";
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return true;
  // An instruction's line is its address, a colon, a tab, its bytes and another
  // tab.
  bool is_there = false;
  char line[512];
  while (std::fgets(line, sizeof(line), pipe) != nullptr) {
    char* colon;
    const uint64_t begin = std::strtoull(line, &colon, 16);
    if (colon == line || std::strncmp(colon, ":\t", 2) != 0) continue;
    const std::string_view digits(colon + 2, std::strcspn(colon + 2, "\t\n"));
    const size_t length = std::count_if(
        digits.begin(), digits.end(),
        [](char c) { return std::isxdigit(static_cast<unsigned char>(c)); });
    is_there |=
        begin <= reference.opcode && begin + length / 2 == reference.end;
  }
  return pclose(pipe) != 0 || is_there;
}

}  // namespace prebind
