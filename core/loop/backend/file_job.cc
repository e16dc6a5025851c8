#include "core/loop/backend/file_job.h"

#include <fcntl.h>
#include <sched.h>
#include <unistd.h>

#include <cerrno>

namespace rondo {
namespace {

ssize_t OneCall(Op& op) {
  switch (op.kind()) {
    case OpKind::kOpen: {
      auto& open_op = static_cast<OpenOp&>(op);
      return openat(open_op.directory, open_op.path, open_op.flags | O_CLOEXEC,
                    open_op.mode);
    }
    case OpKind::kRead: {
      auto& read_op = static_cast<ReadOp&>(op);
      const auto buffer = read_op.buffer;
      return read_op.offset < 0 ? read(read_op.fd, buffer.data(), buffer.size())
                                : pread(read_op.fd, buffer.data(),
                                        buffer.size(), read_op.offset);
    }
    case OpKind::kWrite: {
      auto& write_op = static_cast<WriteOp&>(op);
      const auto buffer = write_op.buffer;
      return write_op.offset < 0
                 ? write(write_op.fd, buffer.data(), buffer.size())
                 : pwrite(write_op.fd, buffer.data(), buffer.size(),
                          write_op.offset);
    }
    case OpKind::kFsync: {
      auto& fsync_op = static_cast<FsyncOp&>(op);
      return fsync_op.data_only ? fdatasync(fsync_op.fd) : fsync(fsync_op.fd);
    }
    case OpKind::kClose:
      return close(static_cast<CloseOp&>(op).fd);
    default:
      UNREACHABLE();
  }
}

}  // namespace

class FileJobs::Job final : public PoolJob {
 public:
  Job(FileJobs& jobs, uint32_t number) : jobs_(jobs), number_(number) {}

  void Run() override {
    ssize_t result;
    do {
      result = OneCall(*op);
      // After an interrupted close the descriptor is gone all the same.
    } while (result < 0 && errno == EINTR && op->kind() != OpKind::kClose);
    this->result = result < 0 ? -errno : static_cast<int32_t>(result);
  }
  void Finished(bool ran) override {
    if (!ran) result = -ECANCELED;
    jobs_.Finish(*this);
  }
  uint32_t number() const { return number_; }

  Op* op = nullptr;
  int32_t result = 0;
  Job* next = nullptr;

 private:
  FileJobs& jobs_;
  const uint32_t number_;
};

FileJobs::FileJobs(WorkerPool* pool, Home& home) : pool_(pool), home_(home) {}

FileJobs::~FileJobs() {
  while (finishing_.load(std::memory_order_acquire) != 0) sched_yield();
  CHECK(free_.size() == jobs_.size());
}

uint32_t FileJobs::Start(Op& op) {
  if (free_.empty()) {
    const auto number = static_cast<uint32_t>(jobs_.size());
    jobs_.push_back(std::make_unique<Job>(*this, number));
    free_.push_back(number);
  }
  const uint32_t number = free_.back();
  free_.pop_back();
  Job& job = *jobs_[number];
  job.op = &op;
  if (!pool_->Submit(job)) {  // there is no thread
    if (op.kind() == OpKind::kClose) {
      job.Run();  // a descriptor must go, even if that takes a while
    } else {
      job.result = -EAGAIN;
    }
    Finish(job);
  }
  return number;
}

void FileJobs::Cancel(uint32_t number) {
  Job& job = *jobs_[number];
  // Once begun, a close or a write is better let through to its end than
  // reported as one of two things.
  pool_->Cancel(job);
}

void FileJobs::Finish(Job& job) {
  finishing_.fetch_add(1, std::memory_order_relaxed);
  Job* head = finished_.load(std::memory_order_relaxed);
  do {
    job.next = head;
  } while (!finished_.compare_exchange_weak(
      head, &job, std::memory_order_release, std::memory_order_relaxed));
  if (head == nullptr) home_.WakeForFiles();
  finishing_.fetch_sub(1, std::memory_order_release);
}

FileJobs::Finished FileJobs::TakeFinished() {
  if (taken_ == nullptr) {
    if (finished_.load(std::memory_order_relaxed) == nullptr) return {};
    Job* stack = finished_.exchange(nullptr, std::memory_order_acquire);
    while (stack != nullptr) {
      Job* rest = stack->next;
      stack->next = taken_;
      taken_ = stack;
      stack = rest;
    }
  }
  Job& job = *taken_;
  taken_ = job.next;
  free_.push_back(job.number());
  return {.op = job.op, .result = job.result};
}

}  // namespace rondo
