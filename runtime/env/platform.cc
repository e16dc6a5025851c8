#include "runtime/env/platform.h"

#include <libplatform/libplatform.h>
#include <time.h>

#include <algorithm>
#include <deque>
#include <thread>
#include <utility>
#include <vector>

#include "core/base/check.h"
#include "core/base/clock.h"
#include "core/base/thread_order.h"
#include "runtime/env/environment.h"

namespace rondo {

namespace {

constexpr double kNsPerSecond = 1e9;

}  // namespace

// --- Foreground --------------------------------------------------------------

/// The queue of one isolate's tasks. Any thread posts; the loop's thread runs.
class ForegroundRunner final
    : public v8::TaskRunner,
      public std::enable_shared_from_this<ForegroundRunner> {
 public:
  ForegroundRunner(Platform& platform, Environment* env)
      : platform_(platform),
        env_(env),
        remote_(*this),
        settled_(*this),
        closed_(env == nullptr) {
    thread_order::Release(this);
  }
  ~ForegroundRunner() override { CHECK(timers_.empty()); }

  bool IdleTasksEnabled() override { return false; }
  bool NonNestableTasksEnabled() const override { return true; }
  bool NonNestableDelayedTasksEnabled() const override { return true; }

  /// Counts the isolate's background tasks.
  void BackgroundTaskBegins() {
    std::lock_guard lock(mutex_);
    ++background_;
  }
  void BackgroundTaskEnded() {
    std::lock_guard lock(mutex_);
    if (--background_ > 0 || !settling_ || closed_) return;
    if (!std::exchange(settled_posted_, true)) env_->loop().Post(settled_);
  }

  /// Platform::Settle, on the loop's thread.
  bool Settle() {
    Loop& loop = env_->loop();
    loop.AddRef();
    while (!env_->exiting() && Unsettled()) loop.Run(Loop::Mode::kWait);
    loop.DropRef();
    return loop.alive();
  }

  /// A background task that no thread of the pool can run, as one of the
  /// foreground.
  void RunHere(std::unique_ptr<v8::Task> task) { Add(std::move(task), 0); }
  /// Hands `task` to the background when it is due.
  void RunInBackgroundLater(std::unique_ptr<v8::Task> task, double seconds) {
    struct Due final : v8::Task {
      Due(ForegroundRunner& runner, std::unique_ptr<v8::Task> task)
          : runner(runner), task(std::move(task)) {}
      void Run() override {
        runner.platform_.RunInBackground(runner.shared_from_this(),
                                         std::move(task));
      }
      ForegroundRunner& runner;
      std::unique_ptr<v8::Task> task;
    };
    Add(std::make_unique<Due>(*this, std::move(task)), seconds);
  }

  /// On the loop's thread.
  void Close() {
    std::deque<Entry> dropped;
    {
      std::lock_guard lock(mutex_);
      closed_ = true;
      dropped.swap(tasks_);
    }
    for (DelayedTask* timer : std::exchange(timers_, {})) {
      env_->loop().Stop(*timer);
      delete timer;
    }
    // What the loop's queue still holds of ours must leave it before either
    // dies.
    while (posted()) env_->loop().Run(Loop::Mode::kNoWait);
  }

#if V8_MAJOR_VERSION >= 12
 protected:
  void PostTaskImpl(std::unique_ptr<v8::Task> task,
                    const v8::SourceLocation&) override {
    Add(std::move(task), 0);
  }
  void PostNonNestableTaskImpl(std::unique_ptr<v8::Task> task,
                               const v8::SourceLocation&) override {
    Add(std::move(task), 0);
  }
  void PostDelayedTaskImpl(std::unique_ptr<v8::Task> task, double seconds,
                           const v8::SourceLocation&) override {
    Add(std::move(task), seconds);
  }
  void PostNonNestableDelayedTaskImpl(std::unique_ptr<v8::Task> task,
                                      double seconds,
                                      const v8::SourceLocation&) override {
    Add(std::move(task), seconds);
  }
  void PostIdleTaskImpl(std::unique_ptr<v8::IdleTask>,
                        const v8::SourceLocation&) override {
    UNREACHABLE();
  }

 private:
#else
  // Nestable or not is one: tasks run from the loop only, never inside
  // JavaScript.
  void PostTask(std::unique_ptr<v8::Task> task) override {
    Add(std::move(task), 0);
  }
  void PostNonNestableTask(std::unique_ptr<v8::Task> task) override {
    Add(std::move(task), 0);
  }
  void PostDelayedTask(std::unique_ptr<v8::Task> task,
                       double seconds) override {
    Add(std::move(task), seconds);
  }
  void PostNonNestableDelayedTask(std::unique_ptr<v8::Task> task,
                                  double seconds) override {
    Add(std::move(task), seconds);
  }
  void PostIdleTask(std::unique_ptr<v8::IdleTask>) override { UNREACHABLE(); }

 private:
#endif
  struct Entry {
    std::unique_ptr<v8::Task> task;
    uint64_t due_ns = 0;  // 0: now
  };
  struct DelayedTask : Timer {
    DelayedTask(ForegroundRunner& runner, std::unique_ptr<v8::Task> task)
        : Timer(&DelayedTask::OnTimer), runner(runner), task(std::move(task)) {}
    static void OnTimer(Timer& timer) {
      auto* self = static_cast<DelayedTask*>(&timer);
      std::erase(self->runner.timers_, self);
      self->runner.RunTask(*self->task);
      delete self;
    }
    ForegroundRunner& runner;
    std::unique_ptr<v8::Task> task;
  };
  /// Wakes Settle.
  struct Settled : PostedCall {
    explicit Settled(ForegroundRunner& runner)
        : PostedCall([](PostedCall& call) {
            ForegroundRunner& runner = static_cast<Settled&>(call).runner;
            std::lock_guard lock(runner.mutex_);
            runner.settled_posted_ = false;
          }),
          runner(runner) {}
    ForegroundRunner& runner;
  };
  struct Remote : PostedCall {
    explicit Remote(ForegroundRunner& runner)
        : PostedCall([](PostedCall& call) {
            static_cast<Remote&>(call).runner.RunPosted();
          }),
          runner(runner) {}
    ForegroundRunner& runner;
  };

  void Add(std::unique_ptr<v8::Task> task, double delay_seconds) {
    thread_order::Acquire(this);  // V8 brought it from another thread
    {
      std::lock_guard lock(mutex_);
      if (closed_) return;
      const uint64_t due =
          delay_seconds > 0
              ? env_->MonotonicNs() +
                    static_cast<uint64_t>(delay_seconds * kNsPerSecond)
              : 0;
      tasks_.push_back({std::move(task), due});
      if (!std::exchange(posted_, true)) env_->loop().Post(remote_);
    }
  }

  bool posted() {
    std::lock_guard lock(mutex_);
    return posted_ || settled_posted_;
  }
  bool Unsettled() {
    std::lock_guard lock(mutex_);
    settling_ = background_ > 0;
    return settling_;
  }

  void RunPosted() {
    std::deque<Entry> tasks;
    {
      std::lock_guard lock(mutex_);
      posted_ = false;
      tasks.swap(tasks_);
    }
    for (Entry& entry : tasks) {
      if (entry.due_ns == 0) {
        RunTask(*entry.task);
        continue;
      }
      auto* timer = new DelayedTask(*this, std::move(entry.task));
      timers_.push_back(timer);
      env_->loop().SetRef(*timer, false);
      env_->loop().Start(*timer, entry.due_ns);
    }
  }

  void RunTask(v8::Task& task) {
    if (env_->exiting()) return;
    CallbackScope scope(*env_);
    env_->tasks().Begin({kTaskModule, kEngineTask}, {});
    task.Run();
  }

  Platform& platform_;
  Environment* const env_;
  Remote remote_;
  Settled settled_;
  std::vector<DelayedTask*> timers_;  // the loop's thread only
  std::mutex mutex_;
  // Under mutex_:
  std::deque<Entry> tasks_;
  bool posted_ = false;          // remote_ is in the loop's queue
  bool settled_posted_ = false;  // settled_ is
  bool settling_ = false;        // Settle waits for the last background task
  size_t background_ = 0;        // queued or running
  bool closed_;
};

// --- Background --------------------------------------------------------------

namespace {

/// Whose background task runs on this thread: what it posts is that one's, too.
thread_local ForegroundRunner* t_owner = nullptr;

}  // namespace

// The loop's own thread has a core, too, while V8 compiles and collects beside
// it.
Platform::Platform()
    : pool_({.threads =
                 std::max<size_t>(2, std::thread::hardware_concurrency()) - 1,
             .name = "rondo-v8"}) {}

struct Platform::BackgroundTask final : DetachedWork {
  BackgroundTask(std::shared_ptr<ForegroundRunner> owner,
                 std::unique_ptr<v8::Task> task)
      : owner(std::move(owner)), task(std::move(task)) {
    if (this->owner != nullptr) this->owner->BackgroundTaskBegins();
  }
  ~BackgroundTask() override {
    task.reset();  // before it counts as ended
    if (owner != nullptr) owner->BackgroundTaskEnded();
  }
  void Run() override {
    t_owner = owner.get();
    task->Run();
    t_owner = nullptr;
  }
  std::shared_ptr<ForegroundRunner> owner;  // null: nobody waits for it
  std::unique_ptr<v8::Task> task;
};

void Platform::RunInBackground(std::shared_ptr<ForegroundRunner> owner,
                               std::unique_ptr<v8::Task> task) {
  std::unique_ptr<DetachedWork> refused = pool_.SubmitDetached(
      std::make_unique<BackgroundTask>(std::move(owner), std::move(task)));
  if (refused == nullptr) return;
  // The system grants no thread. V8 may have locks of its own here, so that the
  // task cannot run inside.
  auto& work = static_cast<BackgroundTask&>(*refused);
  if (work.owner != nullptr) work.owner->RunHere(std::move(work.task));
}

void Platform::RunInBackgroundLater(std::unique_ptr<v8::Task> task,
                                    double seconds) {
  std::shared_ptr<ForegroundRunner> owner = CurrentRunner();
  if (owner != nullptr) {
    owner->RunInBackgroundLater(std::move(task), seconds);
  } else {
    RunInBackground(nullptr, std::move(task));
  }
}

std::shared_ptr<ForegroundRunner> Platform::CurrentRunner() {
  if (t_owner != nullptr) return t_owner->shared_from_this();
  v8::Isolate* isolate = v8::Isolate::TryGetCurrent();
  if (isolate == nullptr) return nullptr;
  std::lock_guard lock(mutex_);
  const auto found = runners_.find(isolate);
  return found == runners_.end() ? nullptr : found->second;
}

bool Platform::Settle(v8::Isolate* isolate) {
  return RunnerOf(isolate)->Settle();
}

// --- v8::Platform ------------------------------------------------------------

void Platform::Register(v8::Isolate* isolate, Environment* env) {
  auto runner = std::make_shared<ForegroundRunner>(*this, env);
  std::lock_guard lock(mutex_);
  CHECK(runners_.emplace(isolate, std::move(runner)).second);
}

void Platform::Close(v8::Isolate* isolate) { RunnerOf(isolate)->Close(); }

void Platform::Unregister(v8::Isolate* isolate) {
  std::lock_guard lock(mutex_);
  CHECK_EQ(runners_.erase(isolate), 1u);
}

std::shared_ptr<ForegroundRunner> Platform::RunnerOf(v8::Isolate* isolate) {
  std::lock_guard lock(mutex_);
  const auto found = runners_.find(isolate);
  CHECK(found != runners_.end());
  return found->second;
}

int Platform::NumberOfWorkerThreads() {
  return static_cast<int>(pool_.thread_count());
}

// What V8 measures itself by; no program sees it.
double Platform::MonotonicallyIncreasingTime() {
  return static_cast<double>(MonotonicNs()) / kNsPerSecond;
}

double Platform::CurrentClockTimeMillis() {
  constexpr double kNsPerMs = 1e6;
  return static_cast<double>(SystemHere().WallNs()) / kNsPerMs;
}

#if V8_MAJOR_VERSION >= 12

std::shared_ptr<v8::TaskRunner> Platform::GetForegroundTaskRunner(
    v8::Isolate* isolate, v8::TaskPriority) {
  return RunnerOf(isolate);
}

void Platform::PostTaskOnWorkerThreadImpl(v8::TaskPriority,
                                          std::unique_ptr<v8::Task> task,
                                          const v8::SourceLocation&) {
  RunInBackground(CurrentRunner(), std::move(task));
}

void Platform::PostDelayedTaskOnWorkerThreadImpl(v8::TaskPriority,
                                                 std::unique_ptr<v8::Task> task,
                                                 double delay_in_seconds,
                                                 const v8::SourceLocation&) {
  RunInBackgroundLater(std::move(task), delay_in_seconds);
}

std::unique_ptr<v8::JobHandle> Platform::CreateJobImpl(
    v8::TaskPriority priority, std::unique_ptr<v8::JobTask> job,
    const v8::SourceLocation&) {
  return v8::platform::NewDefaultJobHandle(
      this, priority, std::move(job),
      static_cast<size_t>(NumberOfWorkerThreads()));
}

#else

std::shared_ptr<v8::TaskRunner> Platform::GetForegroundTaskRunner(
    v8::Isolate* isolate) {
  return RunnerOf(isolate);
}

void Platform::CallOnWorkerThread(std::unique_ptr<v8::Task> task) {
  RunInBackground(CurrentRunner(), std::move(task));
}

void Platform::CallDelayedOnWorkerThread(std::unique_ptr<v8::Task> task,
                                         double delay_in_seconds) {
  RunInBackgroundLater(std::move(task), delay_in_seconds);
}

std::unique_ptr<v8::JobHandle> Platform::CreateJob(
    v8::TaskPriority priority, std::unique_ptr<v8::JobTask> job) {
  return v8::platform::NewDefaultJobHandle(
      this, priority, std::move(job),
      static_cast<size_t>(NumberOfWorkerThreads()));
}

#endif

}  // namespace rondo
