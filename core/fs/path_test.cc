// Names, attributes, directories.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <vector>

#include "core/fs/directory.h"
#include "core/fs/file_operations.h"
#include "core/fs/fs_test.h"
#include "core/fs/path_operations.h"
#include "core/fs/stat.h"

namespace rondo::fs {
namespace {

// --- Attributes and names.

TEST_P(FsTest, StatTellsAll) {
  Spill(At("file"), "12345");
  ASSERT_EQ(::symlink("file", At("link").c_str()), 0);
  struct stat expected;
  ASSERT_EQ(::stat(At("file").c_str(), &expected), 0);
  Noted<Stat> stat;
  stat.path = At("link");
  Do(stat);
  ASSERT_TRUE(stat.ok());
  EXPECT_EQ(stat.attributes.size, 5u);
  EXPECT_EQ(stat.attributes.mode, expected.st_mode);
  EXPECT_EQ(stat.attributes.inode, expected.st_ino);
  EXPECT_EQ(stat.attributes.device, expected.st_dev);
  EXPECT_EQ(stat.attributes.links, expected.st_nlink);
  EXPECT_EQ(stat.attributes.blocks, static_cast<uint64_t>(expected.st_blocks));
  EXPECT_EQ(stat.attributes.modified.seconds, expected.st_mtim.tv_sec);
  EXPECT_EQ(stat.attributes.modified.nanoseconds,
            static_cast<uint32_t>(expected.st_mtim.tv_nsec));
  EXPECT_GT(stat.attributes.born.seconds, 0);
  stat.follow = false;
  Do(stat);
  EXPECT_TRUE(S_ISLNK(stat.attributes.mode));
  const int fd = ::open(At("file").c_str(), O_RDONLY);
  Noted<Stat> by_fd;
  by_fd.fd = fd;
  Do(by_fd);
  EXPECT_EQ(by_fd.attributes.inode, expected.st_ino);
  ::close(fd);
  Do(by_fd);
  ExpectError(by_fd, EBADF, Call::kFstat);
  stat.path = At("absent");
  Do(stat);
  ExpectError(stat, ENOENT, Call::kLstat);
  stat.follow = true;
  Do(stat);
  ExpectError(stat, ENOENT, Call::kStat);
  stat.path = "/dev/null";
  Do(stat);
  EXPECT_TRUE(S_ISCHR(stat.attributes.mode));
  EXPECT_NE(stat.attributes.special_device, 0u);
  stat.path = "/proc/self/status";
  Do(stat);
  EXPECT_TRUE(stat.ok());
}

TEST_P(FsTest, StatOfAFileSystem) {
  Noted<StatFileSystem> stat;
  stat.path = root_;
  Do(stat);
  ASSERT_TRUE(stat.ok());
  EXPECT_GT(stat.attributes.block_size, 0u);
  EXPECT_GT(stat.attributes.blocks, 0u);
  stat.path = At("absent");
  Do(stat);
  ExpectError(stat, ENOENT, Call::kStatfs);
}

TEST_P(FsTest, AccessRenameLinkUnlink) {
  Spill(At("a"), "a");
  Noted<Access> access;
  access.path = At("a");
  access.mode = R_OK | W_OK;
  Do(access);
  EXPECT_TRUE(access.ok());
  Noted<Rename> rename;
  rename.from = At("a");
  rename.to = At("b");
  Do(rename);
  EXPECT_TRUE(rename.ok());
  Do(rename);
  ExpectError(rename, ENOENT, Call::kRename);
  Do(access);
  ExpectError(access, ENOENT, Call::kAccess);
  Noted<Link> link;
  link.existing = At("b");
  link.path = At("c");
  Do(link);
  EXPECT_TRUE(link.ok());
  Do(link);
  ExpectError(link, EEXIST, Call::kLink);
  Noted<Symlink> symlink;
  symlink.target = "c";
  symlink.path = At("d");
  Do(symlink);
  EXPECT_TRUE(symlink.ok());
  Do(symlink);
  ExpectError(symlink, EEXIST, Call::kSymlink);
  Noted<ReadLink> read;
  read.path = At("d");
  Do(read);
  EXPECT_EQ(read.target, "c");
  read.path = At("c");
  Do(read);
  ExpectError(read, EINVAL, Call::kReadlink);
  Noted<RealPath> real;
  real.path = root_ + "/./x/../d";
  Do(real);
  ExpectError(real, ENOENT, Call::kRealpath);
  real.path = root_ + "/./d";
  Do(real);
  EXPECT_EQ(real.resolved, At("c"));
  Noted<class Unlink> unlink;
  unlink.path = At("d");
  Do(unlink);
  EXPECT_TRUE(unlink.ok());
  Do(unlink);
  ExpectError(unlink, ENOENT, Call::kUnlink);
}

TEST_P(FsTest, ReadLinkOfALongTarget) {
  const std::string target(1000, 'x');
  ASSERT_EQ(::symlink(target.c_str(), At("link").c_str()), 0);
  Noted<ReadLink> read;
  read.path = At("link");
  Do(read);
  EXPECT_EQ(read.target, target);
}

TEST_P(FsTest, ModesOwnersAndTimes) {
  Spill(At("file"), "");
  ASSERT_EQ(::symlink("file", At("link").c_str()), 0);
  Noted<ChangeMode> mode;
  mode.path = At("link");
  mode.mode = 0604;
  Do(mode);
  EXPECT_TRUE(mode.ok());
  Noted<ChangeOwner> owner;
  owner.path = At("link");
  owner.user = ::getuid();
  Do(owner);
  EXPECT_TRUE(owner.ok());
  Noted<ChangeTimes> times;
  times.path = At("link");
  times.accessed = {1'000'000'000, 5};
  times.modified = {-10, 999'999'999};
  Do(times);
  EXPECT_TRUE(times.ok());
  Noted<Stat> stat;
  stat.path = At("file");
  Do(stat);
  EXPECT_EQ(stat.attributes.mode & 0777, 0604u);
  EXPECT_EQ(stat.attributes.accessed.seconds, 1'000'000'000);
  EXPECT_EQ(stat.attributes.accessed.nanoseconds, 5u);
  EXPECT_EQ(stat.attributes.modified.seconds, -10);
  EXPECT_EQ(stat.attributes.modified.nanoseconds, 999'999'999u);
  times.follow = false;
  Do(times);
  stat.path = At("link");
  stat.follow = false;
  Do(stat);
  EXPECT_EQ(stat.attributes.accessed.seconds, 1'000'000'000);
  const int fd = ::open(At("file").c_str(), O_RDONLY);
  Noted<ChangeMode> by_fd;
  by_fd.fd = fd;
  by_fd.mode = 0600;
  Do(by_fd);
  EXPECT_TRUE(by_fd.ok());
  times.fd = fd;
  Do(times);
  EXPECT_TRUE(times.ok());
  ::close(fd);
  Do(by_fd);
  ExpectError(by_fd, EBADF, Call::kFchmod);
  Do(times);
  ExpectError(times, EBADF, Call::kFutime);
  owner.path = At("absent");
  Do(owner);
  ExpectError(owner, ENOENT, Call::kChown);
  owner.follow = false;
  Do(owner);
  ExpectError(owner, ENOENT, Call::kLchown);
}

// --- Directories.

TEST_P(FsTest, ReadDirectorySortsAndTypes) {
  Spill(At("b"), "");
  ASSERT_EQ(::mkdir(At("a").c_str(), 0700), 0);
  ASSERT_EQ(::symlink("b", At("C").c_str()), 0);
  ASSERT_EQ(::mkfifo(At("d").c_str(), 0600), 0);
  Noted<ReadDirectory> read;
  read.path = root_;
  Do(read);
  ASSERT_TRUE(read.ok());
  const EntryList& entries = read.entries;
  ASSERT_EQ(entries.size(), 4u);
  EXPECT_EQ(entries.name(0), "C");
  EXPECT_EQ(entries.type(0), EntryType::kLink);
  EXPECT_EQ(entries.name(1), "a");
  EXPECT_EQ(entries.type(1), EntryType::kDirectory);
  EXPECT_EQ(entries.name(2), "b");
  EXPECT_EQ(entries.type(2), EntryType::kFile);
  EXPECT_EQ(entries.type(3), EntryType::kFifo);
  read.path = At("b");
  Do(read);
  ExpectError(read, ENOTDIR, Call::kScandir);
  read.path = At("absent");
  Do(read);
  ExpectError(read, ENOENT, Call::kScandir);
}

TEST_P(FsTest, ReadDirectoryRecursively) {
  ASSERT_EQ(::mkdir(At("a").c_str(), 0700), 0);
  ASSERT_EQ(::mkdir(At("a/deep").c_str(), 0700), 0);
  Spill(At("a/deep/file"), "");
  Spill(At("z"), "");
  ASSERT_EQ(::symlink("..", At("a/loop").c_str()), 0);
  ASSERT_EQ(::symlink("a/deep", At("link").c_str()), 0);
  ASSERT_EQ(::symlink("absent", At("broken").c_str()), 0);
  Noted<ReadDirectory> read;
  read.path = root_;
  read.recursive = true;
  Do(read);
  ASSERT_TRUE(read.ok());
  std::string all;
  for (size_t i = 0; i < read.entries.size(); ++i) {
    all +=
        read.entries.parent(i) + "|" + std::string(read.entries.name(i)) + " ";
  }
  EXPECT_EQ(all, "|a |broken |link |z a|deep a|loop link|file a/deep|file ");
}

TEST_P(FsTest, ReadEntriesInBatches) {
  constexpr size_t kFiles = 3000;
  for (size_t i = 0; i < kFiles; ++i) {
    Spill(At("a rather long name of a file, so that it takes more than one "
             "batch " +
             std::to_string(i)),
          "");
  }
  Noted<OpenDirectory> open;
  open.path = root_;
  Do(open);
  ASSERT_TRUE(open.ok());
  Noted<ReadEntries> read;
  read.fd = open.fd;
  size_t total = 0;
  int batches = 0;
  for (;;) {
    Do(read);
    ASSERT_TRUE(read.ok());
    if (read.entries.size() == 0) break;
    total += read.entries.size();
    ++batches;
  }
  EXPECT_EQ(total, kFiles);
  EXPECT_GT(batches, 1);
  ::close(open.fd);
  open.path = At("absent");
  Do(open);
  ExpectError(open, ENOENT, Call::kOpendir);
}

TEST_P(FsTest, MakeAndRemoveDirectories) {
  Noted<MakeDirectory> make;
  make.path = At("a");
  Do(make);
  EXPECT_TRUE(make.ok());
  Do(make);
  ExpectError(make, EEXIST, Call::kMkdir);
  make.path = At("a/b/c/d/");
  Do(make);
  ExpectError(make, ENOENT, Call::kMkdir);
  make.recursive = true;
  Do(make);
  EXPECT_TRUE(make.ok());
  EXPECT_EQ(make.first_made, At("a/b"));
  Do(make);
  EXPECT_TRUE(make.ok());
  EXPECT_EQ(make.first_made, "");
  Spill(At("file"), "");
  make.path = At("file");
  Do(make);
  ExpectError(make, EEXIST, Call::kMkdir);
  make.path = At("file/x/y");
  Do(make);
  ExpectError(make, ENOTDIR, Call::kMkdir);
  Noted<RemoveDirectory> remove;
  remove.path = At("a/b");
  Do(remove);
  ExpectError(remove, ENOTEMPTY, Call::kRmdir);
  remove.path = At("a/b/c/d");
  Do(remove);
  EXPECT_TRUE(remove.ok());
  Noted<MakeTemporaryDirectory> temporary;
  temporary.prefix = At("tmp-");
  Do(temporary);
  ASSERT_TRUE(temporary.ok());
  EXPECT_EQ(temporary.path.size(), temporary.prefix.size() + 6);
  EXPECT_EQ(::rmdir(temporary.path.c_str()), 0);
  temporary.prefix = At("absent/tmp-");
  Do(temporary);
  ExpectError(temporary, ENOENT, Call::kMkdtemp);
}

TEST_P(FsTest, RemoveFilesAndTrees) {
  Spill(At("file"), "");
  Noted<class Remove> remove;
  remove.path = At("file");
  Do(remove);
  EXPECT_TRUE(remove.ok());
  Do(remove);
  ExpectError(remove, ENOENT, Call::kRm);
  remove.force = true;
  Do(remove);
  EXPECT_TRUE(remove.ok());
  // A tree with a link that leads out of it.
  ASSERT_EQ(::mkdir(At("keep").c_str(), 0700), 0);
  Spill(At("keep/me"), "");
  std::string path = At("tree");
  for (int i = 0; i < 100; ++i) {
    ASSERT_EQ(::mkdir(path.c_str(), 0700), 0);
    Spill(path + "/file", "");
    ASSERT_EQ(::symlink(At("keep").c_str(), (path + "/link").c_str()), 0);
    path += "/d";
  }
  remove.path = At("tree");
  remove.force = false;
  Do(remove);
  ExpectError(remove, EISDIR, Call::kRm);
  remove.recursive = true;
  Do(remove);
  EXPECT_TRUE(remove.ok());
  EXPECT_NE(::access(At("tree").c_str(), F_OK), 0);
  EXPECT_EQ(::access(At("keep/me").c_str(), F_OK), 0);
}

}  // namespace
}  // namespace rondo::fs
