#include "runtime/main/start_up_pages.h"

#include <link.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>

namespace rondo {

namespace {

// Segments that are not writable hold nothing but what the file holds: dropping
// their pages loses nothing. (Pages that relocation changed are in writable
// ones, even those that are read-only by now.)
int ReleaseObject(dl_phdr_info* info, size_t, void*) {
  const auto page = static_cast<uintptr_t>(sysconf(_SC_PAGESIZE));
  for (int i = 0; i < info->dlpi_phnum; ++i) {
    const ElfW(Phdr)& segment = info->dlpi_phdr[i];
    if (segment.p_type != PT_LOAD || (segment.p_flags & PF_W) != 0) continue;
    const uintptr_t start =
        (info->dlpi_addr + segment.p_vaddr + page - 1) & ~(page - 1);
    const uintptr_t end =
        (info->dlpi_addr + segment.p_vaddr + segment.p_filesz) & ~(page - 1);
    if (start >= end) continue;
    // A refusal costs memory, nothing else.
    static_cast<void>(
        madvise(reinterpret_cast<void*>(start), end - start, MADV_DONTNEED));
  }
  return 0;
}

}  // namespace

StartUpPages::StartUpPages(Loop& loop) : Timer(&Release), loop_(loop) {
  loop.SetRef(static_cast<Timer&>(*this), false);
  loop.Start(static_cast<Timer&>(*this), loop.Now() + kDelayNs);
}

void StartUpPages::Release(Timer&) { dl_iterate_phdr(&ReleaseObject, nullptr); }

}  // namespace rondo
