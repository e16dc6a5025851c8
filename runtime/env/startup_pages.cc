#include "runtime/env/startup_pages.h"

#include <link.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>

namespace rondo {

namespace {

int ReleaseObject(dl_phdr_info* info, size_t, void*) {
  const uintptr_t page = static_cast<uintptr_t>(sysconf(_SC_PAGESIZE));
  for (int i = 0; i < info->dlpi_phnum; ++i) {
    const ElfW(Phdr)& segment = info->dlpi_phdr[i];
    // Writable segments have pages that differ from the file.
    if (segment.p_type != PT_LOAD || (segment.p_flags & PF_W) != 0) continue;
    const uintptr_t start =
        (info->dlpi_addr + segment.p_vaddr + page - 1) & ~(page - 1);
    const uintptr_t end =
        (info->dlpi_addr + segment.p_vaddr + segment.p_filesz) & ~(page - 1);
    if (start < end) {
      // A refusal costs memory, nothing else.
      static_cast<void>(
          madvise(reinterpret_cast<void*>(start), end - start, MADV_DONTNEED));
    }
  }
  return 0;
}

}  // namespace

void ReleaseStartupPages() { dl_iterate_phdr(&ReleaseObject, nullptr); }

}  // namespace rondo
