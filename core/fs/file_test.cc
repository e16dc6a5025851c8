// Files: open, read, write, whole files.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "core/fs/directory.h"
#include "core/fs/file_operations.h"
#include "core/fs/fs_test.h"
#include "core/fs/whole_file.h"

namespace rondo::fs {
namespace {

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
    // A page that is cut while the kernel copies it, and faults in where to,
    // shows zeros to any reader.
    EXPECT_EQ(got.find_first_not_of(std::string_view("x\0", 2)),
              std::string::npos);
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
  // More than a umask leaves to a new file.
  ::chmod(At("from").c_str(), 0757);
  Noted<CopyFile> copy;
  copy.from = At("from");
  copy.to = At("to");
  Do(copy);
  ASSERT_TRUE(copy.ok());
  EXPECT_TRUE(Slurp(At("to")) == contents);
  struct stat status;
  ASSERT_EQ(::stat(At("to").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0757u);
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

}  // namespace
}  // namespace rondo::fs
