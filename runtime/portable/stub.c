// The entry of a program that can be moved: it is linked without PT_INTERP, for
// that would be an absolute path, and is entered here by the kernel. The stub
// maps the loader from lib/ beside the program, tells it by the auxiliary
// vector what the kernel tells a loader that it mapped itself, and jumps to it.
// So the process is the program's (/proc/self/exe), nothing is in the
// environment for children to inherit, and the loader finds the libraries by
// the program's DT_RPATH, $ORIGIN/lib.
//
// All this runs before anything is relocated: no libc, no call through the PLT,
// no pointer in initialised data (rondo_portable in cmake/link.cmake has the
// flags). Of the machine it knows entry_*.S and the two names below.

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/limits.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/uio.h>

#if defined(__x86_64__)
#define LOADER "/ld-linux-x86-64.so.2"
#define MACHINE EM_X86_64
#elif defined(__aarch64__)
#define LOADER "/ld-linux-aarch64.so.1"
#define MACHINE EM_AARCH64
#else
#error "no loader is known for this machine"
#endif

#define HIDDEN __attribute__((visibility("hidden")))
#define CALL6(number, a, b, c, d, e, f)                                     \
  rondo_portable_call((number), (long)(a), (long)(b), (long)(c), (long)(d), \
                      (long)(e), (long)(f))
#define CALL4(number, a, b, c, d) CALL6(number, a, b, c, d, 0, 0)

enum { kFailed = 127, kMostHeaders = 32, kMostLinks = 40 };

HIDDEN long rondo_portable_call(long number, long a, long b, long c, long d,
                                long e, long f);
HIDDEN uintptr_t rondo_portable_load(uintptr_t* stack);

// The entry of the C library's start-up code; what the linker knows.
HIDDEN void _start(void);
HIDDEN extern const Elf64_Ehdr __ehdr_start;
HIDDEN extern Elf64_Dyn _DYNAMIC[];

// Read by the loader, and by whoever asks it for program headers, for ever.
static Elf64_Phdr headers[kMostHeaders];
// A working directory, what was executed there, and behind that our own names.
enum { kLongest = 2 * PATH_MAX + 64 };
static char program[kLongest];  // Its path; after place_loader its folder.
static char loader[kLongest];
static char libraries[kLongest];

static const char* name_of_program;

static size_t length(const char* text) {
  size_t n = 0;
  while (text[n] != '\0') ++n;
  return n;
}

static size_t copy(char* to, const char* from) {
  size_t n = 0;
  for (; from[n] != '\0'; ++n) to[n] = from[n];
  to[n] = '\0';
  return n;
}

/// The position of the last slash, or -1.
static long last_slash(const char* path) {
  long at = -1;
  for (long i = 0; path[i] != '\0'; ++i) {
    if (path[i] == '/') at = i;
  }
  return at;
}

__attribute__((noreturn)) static void fail(const char* before, const char* path,
                                           const char* after) {
  const char* parts[] = {
      name_of_program, ": cannot start: ", before, path, after, "\n"};
  enum { kParts = sizeof parts / sizeof *parts };
  struct iovec vector[kParts];
  for (int i = 0; i < kParts; ++i) {
    vector[i].iov_base = (void*)(uintptr_t)parts[i];
    vector[i].iov_len = length(parts[i]);
  }
  CALL4(SYS_writev, 2, vector, kParts, 0);
  for (;;) CALL4(SYS_exit_group, kFailed, 0, 0, 0);
}

/// Follows the symbolic links at the end of `program`.
static void follow_links(void) {
  static char target[PATH_MAX];
  for (int links = 0; links < kMostLinks; ++links) {
    const long n =
        CALL4(SYS_readlinkat, AT_FDCWD, program, target, sizeof target - 1);
    if (n <= 0) return;
    target[n] = '\0';
    const long folder = target[0] == '/' ? 0 : last_slash(program) + 1;
    if (folder + n >= PATH_MAX) return;
    copy(program + folder, target);
  }
}

/// Whether the file `program` is this one: a script that names the program in
/// its first line is what the kernel says was executed.
static int is_this_program(void) {
  Elf64_Ehdr header;
  const long fd = CALL4(SYS_openat, AT_FDCWD, program, O_RDONLY | O_CLOEXEC, 0);
  if (fd < 0) return 0;
  const long n = CALL4(SYS_pread64, fd, &header, sizeof header, 0);
  CALL4(SYS_close, fd, 0, 0, 0);
  if (n != sizeof header) return 0;
  const char* there = (const char*)&header;
  const char* here = (const char*)&__ehdr_start;
  for (size_t i = 0; i < sizeof header; ++i) {
    if (there[i] != here[i]) return 0;
  }
  return 1;
}

/// Sets `program` where /proc is not mounted. What was executed may be relative
/// to the working directory, but that was the caller's choice of a program, and
/// it stays with this one: the path is made absolute.
static void place_by_name(const char* executed) {
  const size_t n = length(executed);
  if (n == 0 || n >= PATH_MAX) fail("its own path is not known", "", "");
  size_t folder = 0;
  if (executed[0] != '/') {
    if (CALL4(SYS_getcwd, program, PATH_MAX, 0, 0) <= 0 || program[0] != '/') {
      fail("there is neither /proc nor a working directory by which to find ",
           executed, "");
    }
    folder = length(program);
    if (folder > 1) program[folder++] = '/';
  }
  copy(program + folder, executed);
  follow_links();
  if (!is_this_program()) {
    fail("/proc is not mounted, and another file was executed: ", executed, "");
  }
}

/// The loader would find $ORIGIN by /proc: gives it the folder itself.
static void name_libraries(uintptr_t bias) {
  for (const char* c = libraries; *c != '\0'; ++c) {
    if (*c == ':' || *c == '$') {
      fail("without /proc its folder must have no ':' and no '$' in its name: ",
           program, "");
    }
  }
  uintptr_t strings = 0;
  for (const Elf64_Dyn* d = _DYNAMIC; d->d_tag != DT_NULL; ++d) {
    if (d->d_tag == DT_STRTAB) strings = bias + d->d_un.d_ptr;
  }
  for (Elf64_Dyn* d = _DYNAMIC; d->d_tag != DT_NULL; ++d) {
    if (d->d_tag == DT_RPATH) d->d_un.d_val = (uintptr_t)libraries - strings;
  }
}

/// Sets `program` to its folder, `libraries` and `loader` to the paths there.
/// True if that took no /proc.
static int place_loader(const char* executed) {
  static const char kGone[] = " (deleted)";
  const long n =
      CALL4(SYS_readlinkat, AT_FDCWD, "/proc/self/exe", program, PATH_MAX - 1);
  const int by_name = n <= 0;
  if (by_name) {
    place_by_name(executed);
  } else {
    program[n] = '\0';
    const long at = n - (long)(sizeof kGone - 1);
    long same = 0;
    while (at > 0 && kGone[same] != '\0' && program[at + same] == kGone[same]) {
      ++same;
    }
    if (program[0] != '/' || same == (long)(sizeof kGone - 1)) {
      fail("its file is not in a folder: ", program, "");
    }
  }
  program[last_slash(program)] = '\0';
  copy(libraries + copy(libraries, program), "/lib");
  copy(loader + copy(loader, libraries), LOADER);
  return by_name;
}

static void must_map(uintptr_t address, size_t size, int protection, int flags,
                     long fd, uintptr_t offset) {
  if (size == 0) return;
  const long mapped = CALL6(SYS_mmap, address, size, protection,
                            MAP_PRIVATE | MAP_FIXED | flags, fd, offset);
  if (mapped != (long)address) fail("no memory for ", loader, "");
}

static int protection_of(const Elf64_Phdr* segment) {
  return (segment->p_flags & PF_R ? PROT_READ : 0) |
         (segment->p_flags & PF_W ? PROT_WRITE : 0) |
         (segment->p_flags & PF_X ? PROT_EXEC : 0);
}

/// Maps one segment of the file, and what it has beyond the file as zeros.
static void map_segment(long fd, uintptr_t bias, const Elf64_Phdr* segment,
                        size_t page) {
  const uintptr_t address = bias + segment->p_vaddr;
  const uintptr_t begin = address & -page;
  const uintptr_t filled = address + segment->p_filesz;
  const uintptr_t whole = (filled + page - 1) & -page;
  const uintptr_t end = (address + segment->p_memsz + page - 1) & -page;
  const int protection = protection_of(segment);
  if (segment->p_filesz != 0) {
    must_map(begin, filled - begin, protection, 0, fd,
             segment->p_offset - (address - begin));
    if (segment->p_memsz > segment->p_filesz && (protection & PROT_WRITE)) {
      for (volatile char* c = (volatile char*)filled; c < (char*)whole; ++c) {
        *c = 0;
      }
    }
  }
  const uintptr_t zeros = segment->p_filesz != 0 ? whole : begin;
  if (end > zeros) {
    must_map(zeros, end - zeros, protection, MAP_ANONYMOUS, -1, 0);
  }
}

/// Whether a file is a loader that can be mapped. `head` bytes of it are at
/// `header`, `size` are in it; `span` of memory are needed, aligned to `align`.
static int is_loader(const Elf64_Ehdr* header, size_t head, size_t page,
                     uint64_t size, uint64_t* span, uint64_t* align) {
  static const char kStart[] = {0x7f, 'E', 'L', 'F', ELFCLASS64, ELFDATA2LSB};
  for (size_t i = 0; i < sizeof kStart; ++i) {
    if (head < sizeof *header || header->e_ident[i] != kStart[i]) return 0;
  }
  if (header->e_type != ET_DYN || header->e_machine != MACHINE ||
      header->e_phentsize != sizeof(Elf64_Phdr) || header->e_phoff % 8 != 0 ||
      header->e_phoff > head ||
      header->e_phnum > (head - header->e_phoff) / sizeof(Elf64_Phdr)) {
    return 0;
  }
  const Elf64_Phdr* segments =
      (const Elf64_Phdr*)((const char*)header + header->e_phoff);
  int entered = 0;
  *span = 0;
  *align = page;
  for (int i = 0; i < header->e_phnum; ++i) {
    const Elf64_Phdr* s = &segments[i];
    if (s->p_type != PT_LOAD) continue;
    const uint64_t most = 1u << 30;
    if (s->p_vaddr > most || s->p_memsz > most || s->p_offset > size ||
        s->p_filesz > size - s->p_offset || s->p_filesz > s->p_memsz ||
        (s->p_vaddr - s->p_offset) % page != 0 || s->p_vaddr < *span ||
        s->p_align > most || (s->p_align & (s->p_align - 1)) != 0 ||
        (s->p_flags & (PF_W | PF_X)) == (PF_W | PF_X)) {
      return 0;
    }
    entered |= (s->p_flags & PF_X) && header->e_entry >= s->p_vaddr &&
               header->e_entry - s->p_vaddr < s->p_filesz;
    *span = s->p_vaddr + s->p_memsz;
    if (s->p_align > *align) *align = s->p_align;
  }
  *span = (*span + page - 1) & -page;
  return entered;
}

/// Maps the loader; returns its entry.
static uintptr_t map_loader(size_t page, uintptr_t* bias) {
  union {
    Elf64_Ehdr header;
    char bytes[4096];
  } head;
  const long fd = CALL4(SYS_openat, AT_FDCWD, loader, O_RDONLY | O_CLOEXEC, 0);
  if (fd == -ENOENT || fd == -ENOTDIR) {
    fail("there is no ", loader,
         "; the folder lib/ belongs beside the program");
  }
  if (fd < 0) fail("may not read ", loader, "");
  const long n = CALL4(SYS_pread64, fd, &head, sizeof head, 0);
  const long size = CALL4(SYS_lseek, fd, 0, 2, 0);
  uint64_t span, align;
  if (n < 0 || size < 0 ||
      !is_loader(&head.header, (size_t)n, page, (uint64_t)size, &span,
                 &align)) {
    fail("", loader, " is damaged, or is not for this machine");
  }
  const size_t reserved = span + align - page;
  const long start = CALL6(SYS_mmap, 0, reserved, PROT_NONE,
                           MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (start < 0 && start > -4096) fail("no memory for ", loader, "");
  *bias = ((uintptr_t)start + align - 1) & -align;
  const size_t before = *bias - (uintptr_t)start;
  if (before != 0) CALL4(SYS_munmap, start, before, 0, 0);
  const size_t after = reserved - before - span;
  if (after != 0) CALL4(SYS_munmap, *bias + span, after, 0, 0);
  const Elf64_Phdr* segments =
      (const Elf64_Phdr*)(head.bytes + head.header.e_phoff);
  for (int i = 0; i < head.header.e_phnum; ++i) {
    if (segments[i].p_type == PT_LOAD) {
      map_segment(fd, *bias, &segments[i], page);
    }
  }
  CALL4(SYS_close, fd, 0, 0, 0);
  return *bias + head.header.e_entry;
}

/// The program headers for the loader: ours, and the PT_INTERP by which it
/// knows its own path, behind PT_PHDR, by which it knows where the program is.
/// Returns where that is.
static uintptr_t copy_headers(const Elf64_Phdr* original, size_t count) {
  uintptr_t bias = 0;
  size_t to = 0;
  if (count + 1 > kMostHeaders || original[0].p_type != PT_PHDR) {
    fail("it is not linked as its entry expects", "", "");
  }
  for (size_t i = 0; i < count; ++i) {
    headers[to] = original[i];
    if (i == 0) {
      bias = (uintptr_t)original - original[0].p_vaddr;
      headers[0].p_vaddr = headers[0].p_paddr = (uintptr_t)headers - bias;
      headers[0].p_filesz = headers[0].p_memsz =
          (count + 1) * sizeof(Elf64_Phdr);
      ++to;
      headers[to].p_type = PT_INTERP;
      headers[to].p_flags = PF_R;
      headers[to].p_vaddr = headers[to].p_paddr = (uintptr_t)loader - bias;
      headers[to].p_filesz = headers[to].p_memsz = length(loader) + 1;
      headers[to].p_align = 1;
    }
    ++to;
  }
  return bias;
}

/// Called with the stack as the kernel made it; returns where to go on.
uintptr_t rondo_portable_load(uintptr_t* stack) {
  uintptr_t unused;
  uintptr_t *base = &unused, *entry = &unused, *phdr = &unused,
            *phnum = &unused;
  const char* executed = "";
  size_t page = 4096;
  uintptr_t secure = 0;
  const char* const* argv = (const char* const*)(stack + 1);
  name_of_program = stack[0] != 0 ? argv[0] : "rondo";
  uintptr_t* p = stack + 1 + stack[0] + 1;
  while (*p != 0) ++p;  // The environment.
  for (++p; p[0] != AT_NULL; p += 2) {
    switch (p[0]) {
      case AT_BASE:
        base = &p[1];
        break;
      case AT_ENTRY:
        entry = &p[1];
        break;
      case AT_PHDR:
        phdr = &p[1];
        break;
      case AT_PHNUM:
        phnum = &p[1];
        break;
      case AT_PAGESZ:
        page = p[1];
        break;
      case AT_SECURE:
        secure = p[1];
        break;
      case AT_EXECFN:
        executed = (const char*)p[1];
        break;
      default:
        break;
    }
  }
  // Whoever may place the program's file elsewhere, by a hard link, would place
  // a loader beside it, and have it run with the file's privileges.
  if (secure != 0) {
    fail(
        "a program that finds its libraries beside itself may not be given "
        "privileges by its file; the Debian package's may",
        "", "");
  }
  if (base == &unused || entry == &unused || phdr == &unused ||
      phnum == &unused) {
    fail("the kernel did not say where the program is", "", "");
  }
  const int by_name = place_loader(executed);
  const uintptr_t bias = copy_headers((const Elf64_Phdr*)*phdr, *phnum);
  if (by_name) name_libraries(bias);
  uintptr_t loader_bias;
  const uintptr_t loader_entry = map_loader(page, &loader_bias);
  *base = loader_bias;
  *entry = (uintptr_t)&_start;
  *phdr = (uintptr_t)headers;
  *phnum = *phnum + 1;
  return loader_entry;
}
