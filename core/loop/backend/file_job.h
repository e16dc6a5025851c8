// FileJobs: file operations on the worker pool, for backends that cannot ask
// the kernel to do them asynchronously.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

#include "core/loop/op.h"
#include "core/pool/worker_pool.h"

namespace rondo {

/// One thread starts, cancels and takes. The jobs are reused: a warm file
/// operation allocates nothing.
class FileJobs {
 public:
  /// Told, on a pool thread, that something finished.
  class Home {
   public:
    virtual void WakeForFiles() = 0;

   protected:
    ~Home() = default;
  };

  /// `pool` may be null: then nothing is available.
  FileJobs(WorkerPool* pool, Home& home);
  /// Everything started must have been taken.
  ~FileJobs();

  bool available() const { return pool_ != nullptr; }
  /// `op` is an OpenOp, ReadOp, WriteOp, FsyncOp or CloseOp; returns a number
  /// for Cancel.
  uint32_t Start(Op& op);
  /// What has not begun finishes with -ECANCELED.
  void Cancel(uint32_t number);

  struct Finished {
    Op* op = nullptr;  // null: nothing has finished
    int32_t result = 0;
  };
  Finished TakeFinished();

 private:
  class Job;

  void Finish(Job& job);

  WorkerPool* pool_;
  Home& home_;
  std::vector<std::unique_ptr<Job>> jobs_;
  std::vector<uint32_t> free_;
  std::atomic<Job*> finished_{nullptr};  // a stack, filled by pool threads
  std::atomic<uint32_t> finishing_{0};   // pool threads inside Finish
  Job* taken_ = nullptr;                 // in the order of finishing
};

}  // namespace rondo
