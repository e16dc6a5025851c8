// Every operation, once on a loop and once as its synchronous twin. The test
// runner repeats all of it on each backend.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <functional>
#include <memory>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "core/fs/cached.h"
#include "core/fs/directory.h"
#include "core/fs/file_operations.h"
#include "core/fs/path_operations.h"
#include "core/fs/stat.h"
#include "core/fs/whole_file.h"

namespace rondo::fs {
namespace {

std::span<const uint8_t> BytesOf(std::string_view text) {
  return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

std::string TextOf(const Bytes& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string Slurp(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

void Spill(const std::string& path, std::string_view contents) {
  std::ofstream(path, std::ios::binary) << contents;
}

std::string Pattern(size_t length) {
  std::string bytes(length, '\0');
  uint32_t x = 7;
  for (char& byte : bytes) {
    x = x * 1664525 + 1013904223;
    byte = static_cast<char>(x >> 24);
  }
  return bytes;
}

/// An operation that says when it is done.
template <typename T>
struct Noted : T {
  Noted()
      : T([](Operation& operation) {
          auto& self = static_cast<Noted&>(static_cast<T&>(operation));
          EXPECT_FALSE(self.active());
          self.done = true;
          if (self.then) self.then();
        }) {}
  bool done = false;
  std::function<void()> then;
};

class FsTest : public testing::TestWithParam<bool> {
 protected:
  void SetUp() override {
    char name[] = "/tmp/fs_test.XXXXXX";
    ASSERT_NE(::mkdtemp(name), nullptr);
    root_ = name;
    auto loop = Loop::Create({.pool = &pool_});
    ASSERT_TRUE(loop.ok());
    loop_ = std::move(*loop);
  }
  void TearDown() override {
    Noted<Remove> remove;
    remove.path = root_;
    remove.recursive = true;
    remove.RunSync();
    EXPECT_TRUE(remove.ok());
  }

  std::string At(const std::string& name) const { return root_ + "/" + name; }

  /// Performs `operation`, by the route under test.
  template <typename T>
  void Do(Noted<T>& operation) {
    if (GetParam()) {
      operation.RunSync();
      return;
    }
    operation.done = false;
    operation.Start(*loop_);
    EXPECT_TRUE(operation.active());
    EXPECT_FALSE(operation.done);  // never from inside Start
    loop_->Run();
    EXPECT_TRUE(operation.done);
  }
  template <typename T>
  void ExpectError(const Noted<T>& operation, int error, Call call) {
    EXPECT_EQ(operation.error(), error) << strerror(operation.error());
    EXPECT_STREQ(InfoOf(operation.failed_call()).name, InfoOf(call).name);
  }
  std::string Read(const std::string& path) {
    Noted<ReadFile> read;
    read.path = path;
    read.known = &known_;
    Do(read);
    EXPECT_TRUE(read.ok()) << path << ": " << strerror(read.error());
    return TextOf(read.contents);
  }

  WorkerPool pool_{2};
  std::unique_ptr<Loop> loop_;
  KnownFiles known_;
  std::string root_;
};

// --- Open, read, write, close.

TEST_P(FsTest, OpenWriteReadClose) {
  Noted<Open> open;
  open.path = At("file");
  open.flags = O_RDWR | O_CREAT | O_EXCL;
  open.mode = 0600;
  Do(open);
  ASSERT_TRUE(open.ok());
  EXPECT_TRUE(::fcntl(open.fd, F_GETFD) & FD_CLOEXEC);

  Noted<Write> write;
  write.fd = open.fd;
  write.buffer = BytesOf("hello world");
  Do(write);
  ASSERT_TRUE(write.ok());
  EXPECT_EQ(write.count, 11u);
  write.buffer = BytesOf("W");
  write.offset = 6;
  Do(write);
  EXPECT_EQ(write.count, 1u);

  uint8_t buffer[32];
  Noted<class Read> read;
  read.fd = open.fd;
  read.buffer = buffer;
  read.offset = 0;
  Do(read);
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(std::string(reinterpret_cast<char*>(buffer), read.count),
            "hello World");
  read.offset = -1;  // the position is behind the first write
  Do(read);
  EXPECT_TRUE(read.ok());
  EXPECT_EQ(read.count, 0u);

  Noted<Close> close;
  close.fd = open.fd;
  Do(close);
  EXPECT_TRUE(close.ok());
  Do(close);
  ExpectError(close, EBADF, Call::kClose);
}

TEST_P(FsTest, OpenOfAKnownFileReads) {
  Spill(At("file"), "contents");
  for (int i = 0; i < 3; ++i) {
    Noted<Open> open;
    open.path = At("file");
    open.known = &known_;
    Do(open);
    ASSERT_TRUE(open.ok());
    EXPECT_FALSE(::fcntl(open.fd, F_GETFL) & O_NONBLOCK);
    EXPECT_TRUE(::fcntl(open.fd, F_GETFD) & FD_CLOEXEC);
    char buffer[20];
    EXPECT_EQ(::read(open.fd, buffer, sizeof buffer), 8);
    ::close(open.fd);
  }
}

TEST_P(FsTest, OpenErrors) {
  Noted<Open> open;
  open.known = &known_;
  open.path = At("absent");
  Do(open);
  ExpectError(open, ENOENT, Call::kOpen);
  EXPECT_EQ(open.fd, -1);
  Spill(At("file"), "");
  open.path = At("file/below");
  Do(open);
  ExpectError(open, ENOTDIR, Call::kOpen);
  open.path = At("file");
  open.flags = O_WRONLY | O_CREAT | O_EXCL;
  Do(open);
  ExpectError(open, EEXIST, Call::kOpen);
  open.path = root_;
  open.flags = O_WRONLY;
  Do(open);
  ExpectError(open, EISDIR, Call::kOpen);
}

TEST_P(FsTest, ReadAndWriteVectors) {
  const int fd = ::open(At("file").c_str(), O_RDWR | O_CREAT, 0600);
  std::string parts[] = {"one ", "two ", "three"};
  std::vector<iovec> iov;
  for (std::string& part : parts) iov.push_back({part.data(), part.size()});
  Noted<WriteVector> write;
  write.fd = fd;
  write.buffers = iov;
  Do(write);
  ASSERT_TRUE(write.ok());
  EXPECT_EQ(write.count, 13u);
  char a[5], b[20];
  const iovec into[] = {{a, sizeof a}, {b, sizeof b}};
  Noted<ReadVector> read;
  read.fd = fd;
  read.buffers = into;
  read.offset = 0;
  Do(read);
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read.count, 13u);
  EXPECT_EQ(std::string(a, 5) + std::string(b, 8), "one two three");
  // More elements than one call takes.
  std::string byte = "x";
  std::vector<iovec> many(3000, iovec{byte.data(), 1});
  write.buffers = many;
  write.offset = 0;
  Do(write);
  EXPECT_EQ(write.count, 3000u);
  EXPECT_EQ(Slurp(At("file")), std::string(3000, 'x'));
  ::close(fd);
}

TEST_P(FsTest, ReadAndWriteOfTheWrongKindFail) {
  uint8_t buffer[4];
  const int fd = ::open(At("file").c_str(), O_WRONLY | O_CREAT, 0600);
  Noted<class Read> read;
  read.fd = fd;
  read.buffer = buffer;
  Do(read);
  ExpectError(read, EBADF, Call::kRead);
  ::close(fd);
  const int directory = ::open(root_.c_str(), O_RDONLY);
  read.fd = directory;
  Do(read);
  ExpectError(read, EISDIR, Call::kRead);
  Noted<Write> write;
  write.fd = directory;
  write.buffer = buffer;
  Do(write);
  ExpectError(write, EBADF, Call::kWrite);
  ::close(directory);
}

TEST_P(FsTest, AFullDiskIsENOSPC) {
  const int fd = ::open("/dev/full", O_WRONLY);
  ASSERT_GE(fd, 0);
  Noted<Write> write;
  write.fd = fd;
  write.buffer = BytesOf("x");
  Do(write);
  ExpectError(write, ENOSPC, Call::kWrite);
  ::close(fd);
  Noted<WriteFile> file;
  file.path = "/dev/full";
  file.flags = O_WRONLY;
  file.contents = BytesOf("x");
  Do(file);
  ExpectError(file, ENOSPC, Call::kWrite);
}

TEST_P(FsTest, SyncAndTruncate) {
  const int fd = ::open(At("file").c_str(), O_RDWR | O_CREAT, 0600);
  ASSERT_EQ(::write(fd, "0123456789", 10), 10);
  Noted<Sync> sync;
  sync.fd = fd;
  Do(sync);
  EXPECT_TRUE(sync.ok());
  sync.data_only = true;
  Do(sync);
  EXPECT_TRUE(sync.ok());
  Noted<Truncate> truncate;
  truncate.fd = fd;
  truncate.length = 4;
  Do(truncate);
  EXPECT_TRUE(truncate.ok());
  EXPECT_EQ(Slurp(At("file")), "0123");
  truncate.length = -1;
  Do(truncate);
  ExpectError(truncate, EINVAL, Call::kFtruncate);
  ::close(fd);
  Do(sync);
  ExpectError(sync, EBADF, Call::kFdatasync);
}

// --- Whole files.

TEST_P(FsTest, ReadFileOfEverySize) {
  for (size_t size : {0ul, 1ul, 4095ul, 4096ul, 65536ul, 128ul * 1024 + 1,
                      3ul * 1024 * 1024}) {
    const std::string contents = Pattern(size);
    Spill(At("file"), contents);
    for (int i = 0; i < 2; ++i) EXPECT_TRUE(Read(At("file")) == contents);
  }
}

TEST_P(FsTest, ReadFileWithoutPageCache) {
  const std::string contents = Pattern(100'000);
  Spill(At("file"), contents);
  const int fd = ::open(At("file").c_str(), O_RDONLY);
  ::fsync(fd);
  ::posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
  ::close(fd);
  EXPECT_TRUE(Read(At("file")) == contents);
}

TEST_P(FsTest, ReadFileThroughASymbolicLink) {
  Spill(At("file"), "target");
  ASSERT_EQ(::symlink("file", At("link").c_str()), 0);
  EXPECT_EQ(Read(At("link")), "target");
}

TEST_P(FsTest, ReadFileErrors) {
  Noted<ReadFile> read;
  read.known = &known_;
  read.path = At("absent");
  Do(read);
  ExpectError(read, ENOENT, Call::kOpen);
  read.path = root_;
  Do(read);
  ExpectError(read, EISDIR, Call::kRead);
  EXPECT_EQ(read.contents.size(), 0u);
  Spill(At("file"), "too long");
  read.path = At("file");
  read.size_limit = 7;
  Do(read);
  ExpectError(read, EFBIG, Call::kRead);
  EXPECT_EQ(read.size, 8u);
}

TEST_P(FsTest, ReadFileOfProc) {
  EXPECT_NE(Read("/proc/self/status").find("Name:"), std::string::npos);
  EXPECT_FALSE(Read("/proc/self/cmdline").empty());
  EXPECT_EQ(Read("/dev/null"), "");
}

TEST_P(FsTest, ReadFileOfAFifoWaitsForItsWriter) {
  ASSERT_EQ(::mkfifo(At("fifo").c_str(), 0600), 0);
  std::thread writer([this] {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    const int fd = ::open(At("fifo").c_str(), O_WRONLY);
    for (int i = 0; i < 3; ++i) {
      EXPECT_EQ(::write(fd, "word ", 5), 5);
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    ::close(fd);
  });
  EXPECT_EQ(Read(At("fifo")), "word word word ");
  writer.join();
}

// The hint says "regular", but somebody has put a FIFO in its place.
TEST_P(FsTest, AFifoInPlaceOfAKnownFileIsOpenedOnce) {
  Spill(At("file"), "regular");
  EXPECT_EQ(Read(At("file")), "regular");
  ::unlink(At("file").c_str());
  ASSERT_EQ(::mkfifo(At("file").c_str(), 0600), 0);
  if (!GetParam()) {
    EXPECT_TRUE(known_.Contains(At("file")));
  }
  std::thread writer([this] {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    const int fd = ::open(At("file").c_str(), O_WRONLY);
    EXPECT_EQ(::write(fd, "from a pipe", 11), 11);
    ::close(fd);
  });
  EXPECT_EQ(Read(At("file")), "from a pipe");
  EXPECT_FALSE(known_.Contains(At("file")));
  writer.join();
}

TEST_P(FsTest, ReadFileOfADescriptorStartsAtItsPosition) {
  Spill(At("file"), "skipped kept");
  const int fd = ::open(At("file").c_str(), O_RDONLY);
  ASSERT_EQ(::lseek(fd, 8, SEEK_SET), 8);
  Noted<ReadFile> read;
  read.fd = fd;
  Do(read);
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(TextOf(read.contents), "kept");
  EXPECT_EQ(::close(fd), 0);  // still open
}

// Whatever a writer does meanwhile, the result is a prefix of some state.
TEST_P(FsTest, ReadFileOfAFileThatGrowsAndShrinks) {
  std::atomic<bool> stop = false;
  Spill(At("file"), "");
  std::thread writer([&] {
    const int fd = ::open(At("file").c_str(), O_WRONLY);
    const std::string chunk(50'000, 'x');
    while (!stop) {
      for (int i = 0; i < 5; ++i) {
        EXPECT_EQ(::pwrite(fd, chunk.data(), chunk.size(), i * 50'000), 50'000);
      }
      EXPECT_EQ(::ftruncate(fd, 10), 0);
    }
    ::close(fd);
  });
  for (int i = 0; i < 200; ++i) {
    const std::string got = Read(At("file"));
    EXPECT_LE(got.size(), 250'000u);
    EXPECT_EQ(got.find_first_not_of('x'), std::string::npos);
  }
  stop = true;
  writer.join();
}

TEST_P(FsTest, ReadOfAHoleInAHugeFile) {
  const int fd = ::open(At("huge").c_str(), O_RDWR | O_CREAT, 0600);
  ASSERT_EQ(::ftruncate(fd, 5ll << 30), 0);
  uint8_t buffer[16];
  Noted<class Read> read;
  read.fd = fd;
  read.buffer = buffer;
  read.offset = (5ll << 30) - 3;
  Do(read);
  EXPECT_TRUE(read.ok());
  EXPECT_EQ(read.count, 3u);
  Noted<ReadFile> whole;
  whole.path = At("huge");
  whole.known = &known_;
  whole.size_limit = 2ll << 30;
  Do(whole);
  ExpectError(whole, EFBIG, Call::kRead);
  EXPECT_EQ(whole.size, 5ull << 30);
  ::close(fd);
}

TEST_P(FsTest, WriteFileReplacesAppendsAndCreates) {
  Noted<WriteFile> write;
  write.path = At("file");
  write.mode = 0640;
  write.contents = BytesOf("first");
  Do(write);
  ASSERT_TRUE(write.ok());
  EXPECT_EQ(Slurp(At("file")), "first");
  struct stat status;
  ASSERT_EQ(::stat(At("file").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0640u);
  write.contents = BytesOf("2nd");
  write.flush = true;
  Do(write);
  EXPECT_EQ(Slurp(At("file")), "2nd");
  write.flags = O_WRONLY | O_CREAT | O_APPEND;
  write.contents = BytesOf(" third");
  Do(write);
  EXPECT_EQ(Slurp(At("file")), "2nd third");
  write.path = At("absent/file");
  Do(write);
  ExpectError(write, ENOENT, Call::kOpen);
}

TEST_P(FsTest, WriteFileToAPipeThatFills) {
  int ends[2];
  ASSERT_EQ(::pipe2(ends, O_CLOEXEC), 0);
  ::fcntl(ends[1], F_SETFL, O_NONBLOCK);
  const std::string sent = Pattern(1 << 20);
  std::string got;
  std::thread reader([&] {
    char buffer[10'000];
    ssize_t n;
    while ((n = ::read(ends[0], buffer, sizeof buffer)) > 0) {
      got.append(buffer, static_cast<size_t>(n));
    }
  });
  Noted<WriteFile> write;
  write.fd = ends[1];
  write.contents = BytesOf(sent);
  Do(write);
  EXPECT_TRUE(write.ok());
  ::close(ends[1]);
  reader.join();
  ::close(ends[0]);
  EXPECT_TRUE(got == sent);
}

TEST_P(FsTest, CopyFileCopiesBytesAndMode) {
  const std::string contents = Pattern(300'000);
  Spill(At("from"), contents);
  ::chmod(At("from").c_str(), 0751);
  Noted<CopyFile> copy;
  copy.from = At("from");
  copy.to = At("to");
  Do(copy);
  ASSERT_TRUE(copy.ok());
  EXPECT_TRUE(Slurp(At("to")) == contents);
  struct stat status;
  ASSERT_EQ(::stat(At("to").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0751u);
  Spill(At("from"), "shorter");
  Do(copy);
  EXPECT_EQ(Slurp(At("to")), "shorter");
  copy.flags = CopyFile::kExclusive;
  Do(copy);
  ExpectError(copy, EEXIST, Call::kCopyFile);
  copy.flags = CopyFile::kClone;
  Do(copy);
  EXPECT_TRUE(copy.ok());
  copy.flags = 0;
  copy.to = At("from");  // itself: nothing happens to it
  Do(copy);
  EXPECT_TRUE(copy.ok());
  EXPECT_EQ(Slurp(At("from")), "shorter");
  copy.from = At("absent");
  Do(copy);
  ExpectError(copy, ENOENT, Call::kCopyFile);
  copy.from = root_;
  copy.to = At("to");
  Do(copy);
  ExpectError(copy, EISDIR, Call::kCopyFile);
  EXPECT_EQ(Slurp(At("to")), "shorter");
  copy.from = "/proc/self/status";  // claims to be empty
  Do(copy);
  EXPECT_NE(Slurp(At("to")).find("Name:"), std::string::npos);
}

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
  EXPECT_EQ(all, "|a |z a|deep a|loop a/deep|file ");
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

// --- Limits and ends.

TEST_P(FsTest, NoDescriptorsLeftIsEMFILE) {
  Spill(At("file"), "x");
  EXPECT_EQ(Read(At("file")), "x");
  rlimit old;
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &old), 0);
  std::vector<int> fds;
  const rlimit tight{64, old.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &tight), 0);
  for (int fd; (fd = ::dup(0)) >= 0;) fds.push_back(fd);
  Noted<ReadFile> read;
  read.path = At("file");
  read.known = &known_;
  Do(read);
  for (int fd : fds) ::close(fd);
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &old), 0);
  ExpectError(read, EMFILE, Call::kOpen);
  EXPECT_EQ(Read(At("file")), "x");
}

TEST_P(FsTest, NoDescriptorIsLeaked) {
  const auto lowest = [] {
    const int fd = ::dup(0);
    ::close(fd);
    return fd;
  };
  Spill(At("file"), Pattern(200'000));
  Spill(At("small"), "x");
  EXPECT_EQ(Read(At("small")), "x");  // whatever is made at first use
  const int before = lowest();
  for (int i = 0; i < 5; ++i) {
    (void)Read(At("file"));
    (void)Read(At("small"));
    (void)Read("/proc/self/status");
    Noted<ReadFile> read;
    read.path = root_;
    Do(read);
    read.path = At("file");
    read.size_limit = 10;
    Do(read);
    Noted<ReadDirectory> list;
    list.path = root_;
    Do(list);
    Noted<CopyFile> copy;
    copy.from = At("file");
    copy.to = At("copy");
    Do(copy);
    Noted<Stat> stat;
    stat.path = At("file");
    Do(stat);
  }
  EXPECT_EQ(lowest(), before);
}

INSTANTIATE_TEST_SUITE_P(Both, FsTest, testing::Values(false, true),
                         [](const auto& info) {
                           return info.param ? "Sync" : "OnLoop";
                         });

// --- What only a loop has.

class FsLoopTest : public FsTest {};

// Pool threads are busy: what is still queued can be withdrawn, and ends so.
TEST_P(FsLoopTest, CancelOfWhatWaits) {
  ASSERT_EQ(::mkfifo(At("fifo").c_str(), 0600), 0);
  Noted<ReadFile> blocked[2];
  for (auto& read : blocked) {
    read.path = At("fifo");
    read.Start(*loop_);
  }
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  Noted<Rename> queued;
  queued.from = At("absent");
  queued.to = At("absent2");
  queued.Start(*loop_);
  queued.Cancel();
  queued.Cancel();
  EXPECT_TRUE(queued.active());
  while (!queued.done) loop_->Run(Loop::Mode::kOnce);
  EXPECT_EQ(queued.error(), ECANCELED);
  blocked[0].Cancel();  // too late: it runs, and ends by itself
  const int fd = ::open(At("fifo").c_str(), O_WRONLY);
  ::close(fd);
  loop_->Run();
  EXPECT_TRUE(blocked[0].done && blocked[1].done);
  EXPECT_TRUE(blocked[0].ok() && blocked[1].ok());
}

TEST_P(FsLoopTest, CancelOfAReadFromAPipe) {
  if (std::string_view(loop_->backend_name()) == "epoll") {
    GTEST_SKIP() << "a pool thread cannot be called back from a read";
  }
  int ends[2];
  ASSERT_EQ(::pipe2(ends, O_CLOEXEC), 0);
  uint8_t buffer[8];
  Noted<class Read> read;
  read.fd = ends[0];
  read.buffer = buffer;
  read.Start(*loop_);
  loop_->Run(Loop::Mode::kNoWait);
  EXPECT_FALSE(read.done);
  read.Cancel();
  loop_->Run();
  EXPECT_EQ(read.error(), ECANCELED);
  ::close(ends[0]);
  ::close(ends[1]);
}

TEST_P(FsLoopTest, CloseWhileAReadIsInFlight) {
#ifdef __SANITIZE_THREAD__
  GTEST_SKIP() << "the thread sanitizer takes a descriptor for shared memory";
#endif
  const std::string contents = Pattern(1 << 20);
  Spill(At("file"), contents);
  for (int i = 0; i < 20; ++i) {
    const int fd = ::open(At("file").c_str(), O_RDONLY);
    std::vector<uint8_t> buffer(1 << 20);
    Noted<class Read> read;
    read.fd = fd;
    read.buffer = buffer;
    read.offset = 0;
    Noted<Close> close;
    close.fd = fd;
    read.Start(*loop_);
    close.Start(*loop_);
    loop_->Run();
    EXPECT_TRUE(read.done && close.done);
    EXPECT_TRUE(close.ok());
    // It got the bytes, or came too late.
    EXPECT_TRUE(read.ok() || read.error() == EBADF);
  }
}

TEST_P(FsLoopTest, AnOperationStartsAgainFromItsCallback) {
  Spill(At("file"), "x");
  Noted<ReadFile> read;
  read.path = At("file");
  read.known = &known_;
  int rounds = 0;
  read.then = [&] {
    EXPECT_EQ(TextOf(read.contents), "x");
    if (++rounds < 5) read.Start(*loop_);
  };
  read.Start(*loop_);
  loop_->Run();
  EXPECT_EQ(rounds, 5);
}

TEST_P(FsLoopTest, ASmallFileIsReadIntoTheCallersRoom) {
  Spill(At("file"), "small");
  uint8_t room[8];
  Noted<ReadFile> read;
  read.path = At("file");
  read.known = &known_;
  read.room = room;
  read.Start(*loop_);
  EXPECT_FALSE(read.done);
  ASSERT_TRUE(read.at_once);
  EXPECT_EQ(std::string(reinterpret_cast<char*>(room), read.count), "small");
  loop_->Run();
  EXPECT_TRUE(read.ok());
  EXPECT_EQ(read.contents.size(), 0u);
  // One that does not fit has memory of its own.
  Spill(At("file"), "not so small");
  read.Start(*loop_);
  EXPECT_FALSE(read.at_once);
  loop_->Run();
  EXPECT_EQ(TextOf(read.contents), "not so small");
}

TEST_P(FsLoopTest, ManyAtOnce) {
  constexpr size_t kCount = 500;
  std::vector<std::unique_ptr<Noted<WriteFile>>> writes;
  std::vector<std::string> contents;
  for (size_t i = 0; i < kCount; ++i) contents.push_back(Pattern(i * 10));
  for (size_t i = 0; i < kCount; ++i) {
    writes.push_back(std::make_unique<Noted<WriteFile>>());
    writes[i]->path = At(std::to_string(i));
    writes[i]->contents = BytesOf(contents[i]);
    writes[i]->Start(*loop_);
  }
  loop_->Run();
  std::vector<std::unique_ptr<Noted<ReadFile>>> reads;
  for (size_t i = 0; i < kCount; ++i) {
    EXPECT_TRUE(writes[i]->ok());
    reads.push_back(std::make_unique<Noted<ReadFile>>());
    reads[i]->path = At(std::to_string(i));
    reads[i]->known = &known_;
    reads[i]->Start(*loop_);
  }
  loop_->Run();
  for (size_t i = 0; i < kCount; ++i) {
    EXPECT_TRUE(TextOf(reads[i]->contents) == contents[i]);
  }
}

INSTANTIATE_TEST_SUITE_P(OnLoop, FsLoopTest, testing::Values(false),
                         [](const auto&) { return "It"; });

// --- A disk of 64 KB, in a namespace of its own.

TEST(FullDiskTest, WriteFileAndCopySayENOSPC) {
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    if (::unshare(CLONE_NEWNS) != 0 ||
        ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
        ::mount("tiny", "/mnt", "tmpfs", 0, "size=64k") != 0) {
      ::_exit(77);
    }
    const std::string big = Pattern(1 << 20);
    WriteFile write(nullptr);
    write.path = "/mnt/file";
    write.contents = BytesOf(big);
    write.RunSync();
    if (write.error() != ENOSPC || write.failed_call() != Call::kWrite) {
      ::_exit(1);
    }
    ::unlink("/mnt/file");
    CopyFile copy(nullptr);
    char source[] = "/tmp/fs_test.XXXXXX";
    const int fd = ::mkstemp(source);
    if (::write(fd, big.data(), big.size()) != 1 << 20) ::_exit(2);
    copy.from = source;
    copy.to = "/mnt/copy";
    copy.RunSync();
    ::unlink(source);
    if (copy.error() != ENOSPC) ::_exit(3);
    if (::access("/mnt/copy", F_OK) == 0) ::_exit(4);  // no half a file
    ::_exit(0);
  }
  int status;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFEXITED(status));
  if (WEXITSTATUS(status) == 77) GTEST_SKIP() << "not allowed to mount";
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

}  // namespace
}  // namespace rondo::fs
