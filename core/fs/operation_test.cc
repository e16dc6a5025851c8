// What holds of every operation: limits, cancelling, order, a full disk.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "core/fs/cached.h"
#include "core/fs/directory.h"
#include "core/fs/file_operations.h"
#include "core/fs/fs_test.h"
#include "core/fs/path_operations.h"
#include "core/fs/stat.h"
#include "core/fs/whole_file.h"

namespace rondo::fs {
namespace {

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

// tmpfs, where Debian 13 keeps /tmp, says of no read that it would not wait.
TEST(ReadCached, AFileInMemoryIsReadAtOnceAndWhatWaitsIsNot) {
  const int memory = ::memfd_create("memory", MFD_CLOEXEC);
  ASSERT_EQ(::write(memory, "small", 5), 5);
  uint8_t bytes[8];
  EXPECT_EQ(ReadCached(memory, bytes, 0), 5);
  EXPECT_EQ(std::string(reinterpret_cast<char*>(bytes), 5), "small");
  EXPECT_EQ(ReadCached(memory, bytes, -1), 0);  // it stands at its end
  EXPECT_EQ(ReadCached(memory, bytes, 4), 1);
  ::close(memory);
  EXPECT_EQ(ReadCached(memory, bytes, 0), -EBADF);

  const std::string fifo = "/dev/shm/rondo-fifo-" + std::to_string(::getpid());
  ASSERT_EQ(::mkfifo(fifo.c_str(), 0600), 0);
  const int both = ::open(fifo.c_str(), O_RDWR | O_CLOEXEC);
  ::unlink(fifo.c_str());
  EXPECT_EQ(ReadCached(both, bytes, -1), -EAGAIN);
  ::close(both);
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
  Spill(At("file"), "again");
  read.RunSync();
  ASSERT_TRUE(read.at_once);
  EXPECT_EQ(std::string(reinterpret_cast<char*>(room), read.count), "again");
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
    std::string source = testing::TempDir() + "fs_test.XXXXXX";
    const int fd = ::mkstemp(source.data());
    if (::write(fd, big.data(), big.size()) != 1 << 20) ::_exit(2);
    copy.from = source;
    copy.to = "/mnt/copy";
    copy.RunSync();
    ::unlink(source.c_str());
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
