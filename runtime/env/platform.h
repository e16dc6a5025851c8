// Platform: what V8 asks of its embedder, on Rondo's loops and worker pool.
//
// Foreground tasks of an isolate are posted to its environment's loop and wake
// it; delayed ones are timers that keep nothing alive; background tasks run on
// a pool of their own, so that no program's slow jobs hold them up. An idle
// process makes no wake-ups.
#pragma once

#include <v8-platform.h>
#include <v8.h>

#include <cstdint>
#include <memory>
#include <mutex>
#include <unordered_map>

#include "core/loop/loop.h"
#include "core/pool/worker_pool.h"

namespace rondo {

class Environment;
class ForegroundRunner;

/// One for all isolates of a process. Thread-safe but where said.
class Platform final : public v8::Platform {
 public:
  /// V8 must be shut down before it goes.
  Platform();

  /// Before the isolate is initialised, on the thread that will run it. `env`
  /// null: nothing ever runs its foreground tasks (the snapshot's builder).
  void Register(v8::Isolate* isolate, Environment* env);
  /// After the isolate's last JavaScript, before its disposal; on its thread.
  /// What is queued is dropped, and so is all that comes later.
  void Close(v8::Isolate* isolate);
  /// After the disposal.
  void Unregister(v8::Isolate* isolate);

  /// Turns the isolate's loop until no background task of the isolate runs or
  /// waits, or the environment is ended. True if the loop has work again. An
  /// asynchronous compilation is finished this way before a program ends for
  /// want of work. A task belongs to the isolate that posted it, or whose task
  /// did.
  bool Settle(v8::Isolate* isolate);

  // v8::Platform.
  int NumberOfWorkerThreads() override;
  double MonotonicallyIncreasingTime() override;
  double CurrentClockTimeMillis() override;
  v8::TracingController* GetTracingController() override { return &tracing_; }
  /// Null: V8's own. Version 11 has no default for this.
  v8::PageAllocator* GetPageAllocator() override { return nullptr; }
#if V8_MAJOR_VERSION >= 12
  std::shared_ptr<v8::TaskRunner> GetForegroundTaskRunner(
      v8::Isolate* isolate, v8::TaskPriority priority) override;
#else
  std::shared_ptr<v8::TaskRunner> GetForegroundTaskRunner(
      v8::Isolate* isolate) override;
#endif
#if V8_MAJOR_VERSION >= 12
  void PostTaskOnWorkerThreadImpl(v8::TaskPriority priority,
                                  std::unique_ptr<v8::Task> task,
                                  const v8::SourceLocation& location) override;
  void PostDelayedTaskOnWorkerThreadImpl(
      v8::TaskPriority priority, std::unique_ptr<v8::Task> task,
      double delay_in_seconds, const v8::SourceLocation& location) override;
  std::unique_ptr<v8::JobHandle> CreateJobImpl(
      v8::TaskPriority priority, std::unique_ptr<v8::JobTask> job,
      const v8::SourceLocation& location) override;
#else
  void CallOnWorkerThread(std::unique_ptr<v8::Task> task) override;
  void CallDelayedOnWorkerThread(std::unique_ptr<v8::Task> task,
                                 double delay_in_seconds) override;
  std::unique_ptr<v8::JobHandle> CreateJob(
      v8::TaskPriority priority, std::unique_ptr<v8::JobTask> job) override;
#endif

 private:
  friend class ForegroundRunner;
  struct BackgroundTask;

  std::shared_ptr<ForegroundRunner> RunnerOf(v8::Isolate* isolate);
  std::shared_ptr<ForegroundRunner> CurrentRunner();
  void RunInBackground(std::shared_ptr<ForegroundRunner> owner,
                       std::unique_ptr<v8::Task> task);
  void RunInBackgroundLater(std::unique_ptr<v8::Task> task, double seconds);

  v8::TracingController tracing_;  // the base class traces nothing
  std::mutex mutex_;
  // Under mutex_:
  std::unordered_map<v8::Isolate*, std::shared_ptr<ForegroundRunner>> runners_;
  WorkerPool pool_;  // last: its jobs refer to the others
};

}  // namespace rondo
