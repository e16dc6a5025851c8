#include "core/fs/directory.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <thread>

#include "core/base/unique_fd.h"

namespace rondo::fs {
namespace {

EntryType TypeOf(unsigned char directory_type) {
  switch (directory_type) {
    case DT_REG:
      return EntryType::kFile;
    case DT_DIR:
      return EntryType::kDirectory;
    case DT_LNK:
      return EntryType::kLink;
    case DT_FIFO:
      return EntryType::kFifo;
    case DT_SOCK:
      return EntryType::kSocket;
    case DT_CHR:
      return EntryType::kCharacterDevice;
    case DT_BLK:
      return EntryType::kBlockDevice;
    default:
      return EntryType::kUnknown;
  }
}

/// The layout that getdents64(2) fills a buffer with.
struct KernelEntry {
  uint64_t inode;
  int64_t offset;
  uint16_t length;
  uint8_t type;
  char name[];
};

constexpr size_t kBatch = 32 * 1024;

/// One getdents64. > 0: entries may have been added, 0: the end, < 0: -errno.
int ReadBatch(int fd, EntryList& entries) {
  alignas(KernelEntry) char buffer[kBatch];
  const long n = ::syscall(SYS_getdents64, fd, buffer, sizeof buffer);
  // Of a directory that was removed while it is read there is nothing more.
  if (n < 0) return errno == ENOENT ? 0 : -errno;
  for (long at = 0; at < n;) {
    const auto* entry = reinterpret_cast<const KernelEntry*>(buffer + at);
    at += entry->length;
    const std::string_view name = entry->name;
    if (name == "." || name == "..") continue;
    EntryType type = TypeOf(entry->type);
    if (type == EntryType::kUnknown) {
      struct stat status;
      if (::fstatat(fd, entry->name, &status, AT_SYMLINK_NOFOLLOW) == 0) {
        type = TypeOf(IFTODT(status.st_mode));
      }
    }
    entries.Add(name, type);
  }
  return static_cast<int>(n);
}

/// Appends what `path` holds. 0 or errno.
int List(const std::string& path, EntryList& entries) {
  const UniqueFd fd(
      ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK));
  if (!fd.valid()) return errno;
  int n;
  do {
    n = ReadBatch(fd.get(), entries);
  } while (n > 0);
  return -n;
}

std::string Join(const std::string& directory, std::string_view name) {
  std::string path = directory;
  if (!path.empty() && path.back() != '/') path += '/';
  path += name;
  return path;
}

bool IsDirectory(const std::string& path) {
  struct stat status;
  return ::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

/// Whether `below`, relative to `top`, is a link to a directory in which the
/// link itself does not lie: entering one that does would have no end.
bool IsLinkToEnter(const std::string& top, const std::string& below) {
  struct stat target;
  if (::stat(Join(top, below).c_str(), &target) != 0 ||
      !S_ISDIR(target.st_mode)) {
    return false;
  }
  for (size_t end = below.find_last_of('/');;
       end = below.find_last_of('/', end - 1)) {
    const bool at_top = end == std::string::npos;
    const std::string above = at_top ? top : Join(top, below.substr(0, end));
    struct stat status;
    if (::stat(above.c_str(), &status) == 0 && status.st_ino == target.st_ino &&
        status.st_dev == target.st_dev) {
      return false;
    }
    if (at_top) return true;
  }
}

}  // namespace

// --- EntryList.

void EntryList::Clear() {
  names_.clear();
  entries_.clear();
  parents_.clear();
}

void EntryList::Add(std::string_view name, EntryType type) {
  if (parents_.empty()) parents_.emplace_back();
  entries_.push_back({static_cast<uint32_t>(names_.size()),
                      static_cast<uint16_t>(name.size()), type,
                      static_cast<uint32_t>(parents_.size() - 1)});
  names_.append(name);
}

void EntryList::Sort(size_t first) {
  std::sort(entries_.begin() + static_cast<ptrdiff_t>(first), entries_.end(),
            [this](const Entry& a, const Entry& b) {
              return std::string_view(names_).substr(a.start, a.length) <
                     std::string_view(names_).substr(b.start, b.length);
            });
}

// --- Listing.

void ReadDirectory::Perform() {
  entries.Clear();
  entries.SetParent("");
  if (const int error = List(path, entries)) return Fail(Call::kScandir, error);
  entries.Sort(0);
  if (!recursive) return;
  for (size_t i = 0; i < entries.size(); ++i) {
    const EntryType type = entries.type(i);
    if (type != EntryType::kDirectory && type != EntryType::kLink) continue;
    const std::string below = Join(entries.parent(i), entries.name(i));
    if (type == EntryType::kLink && !IsLinkToEnter(path, below)) continue;
    const size_t first = entries.size();
    entries.SetParent(below);
    const int error = List(Join(path, below), entries);
    // One that has gone since is as if it had never been.
    if (error == ENOENT) continue;
    if (error != 0) return Fail(Call::kScandir, error);
    entries.Sort(first);
  }
}

void OpenDirectory::Abandon() { ::close(fd); }

void OpenDirectory::Perform() {
  fd = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) Fail(Call::kOpendir);
}

void ReadEntries::Perform() {
  entries.Clear();
  int n;
  do {
    n = ReadBatch(fd, entries);
  } while (n > 0 && entries.size() == 0);
  if (n < 0) Fail(Call::kScandir, -n);
}

// --- Making.

void MakeDirectory::Perform() {
  first_made.clear();
  if (!recursive) {
    if (::mkdir(path.c_str(), mode) != 0) Fail(Call::kMkdir);
    return;
  }
  // The paths still to make, the innermost first.
  std::vector<std::string> missing{path};
  while (!missing.empty()) {
    std::string& next = missing.back();
    while (next.size() > 1 && next.back() == '/') next.pop_back();
    if (::mkdir(next.c_str(), mode) == 0) {
      if (first_made.empty()) first_made = next;
      missing.pop_back();
      continue;
    }
    const int error = errno;
    if (error == ENOENT) {
      const size_t slash = next.find_last_of('/');
      if (slash != std::string::npos && slash > 0) {
        missing.push_back(next.substr(0, slash));
        continue;
      }
      return Fail(Call::kMkdir, error);
    }
    if (IsDirectory(next)) {
      missing.pop_back();
      continue;
    }
    // A file where one of the directories above should be is ENOTDIR.
    const bool above = error == EEXIST && missing.size() > 1;
    return Fail(Call::kMkdir, above ? ENOTDIR : error);
  }
}

void MakeTemporaryDirectory::Perform() {
  path = prefix + "XXXXXX";
  if (::mkdtemp(path.data()) == nullptr) {
    path.clear();
    Fail(Call::kMkdtemp);
  }
}

// --- Removing.

void RemoveDirectory::Perform() {
  if (::rmdir(path.c_str()) != 0) Fail(Call::kRmdir);
}

namespace {

bool MayPass(int error) {
  return error == EBUSY || error == EMFILE || error == ENFILE ||
         error == ENOTEMPTY || error == EPERM;
}

int UnlinkIfThere(const std::string& path) {
  if (::unlink(path.c_str()) == 0 || errno == ENOENT) return 0;
  return errno;
}

/// Removes `root` and all below it. 0 or errno.
int RemoveTree(const std::string& root) {
  // Directories that are to be emptied, then removed.
  struct Level {
    std::string path;
    bool emptied;
  };
  std::vector<Level> levels{{root, false}};
  while (!levels.empty()) {
    if (levels.back().emptied) {
      if (::rmdir(levels.back().path.c_str()) != 0 && errno != ENOENT) {
        return errno;
      }
      levels.pop_back();
      continue;
    }
    levels.back().emptied = true;
    const std::string directory = levels.back().path;
    EntryList entries;
    if (const int error = List(directory, entries)) {
      if (error == ENOENT) {
        levels.pop_back();
        continue;
      }
      return error;
    }
    for (size_t i = 0; i < entries.size(); ++i) {
      std::string path = Join(directory, entries.name(i));
      if (entries.type(i) == EntryType::kDirectory) {
        levels.push_back({std::move(path), false});
      } else if (const int error = UnlinkIfThere(path)) {
        return error;
      }
    }
  }
  return 0;
}

}  // namespace

void Remove::Perform() {
  for (uint32_t attempt = 0;; ++attempt) {
    struct stat status;
    int error = 0;
    if (::lstat(path.c_str(), &status) != 0) {
      error = errno;
      if (error == ENOENT && (force || attempt > 0)) return;
    } else if (!S_ISDIR(status.st_mode)) {
      error = UnlinkIfThere(path);
    } else if (!recursive) {
      return Fail(Call::kRm, EISDIR);
    } else {
      error = RemoveTree(path);
    }
    if (error == 0) return;
    if (!MayPass(error) || attempt >= retries) return Fail(Call::kRm, error);
    std::this_thread::sleep_for(
        std::chrono::milliseconds(uint64_t{retry_delay_ms} * (attempt + 1)));
  }
}

}  // namespace rondo::fs
