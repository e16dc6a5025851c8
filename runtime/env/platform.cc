#include "runtime/env/platform.h"

#include <libplatform/libplatform.h>
#include <time.h>

#include <algorithm>
#include <chrono>
#include <deque>
#include <utility>

#include "core/base/check.h"
#include "core/base/clock.h"
#include "runtime/env/environment.h"

namespace rondo {

namespace {

constexpr double kNsPerSecond = 1e9;

}  // namespace

// --- Foreground --------------------------------------------------------------

/// The queue of one isolate's tasks. Any thread posts; the loop's thread runs.
class ForegroundRunner final : public v8::TaskRunner {
 public:
  ForegroundRunner(Platform& platform, Environment* env)
      : platform_(platform),
        env_(env),
        remote_(*this),
        closed_(env == nullptr) {}
  ~ForegroundRunner() override { CHECK(timers_.empty()); }

  bool IdleTasksEnabled() override { return false; }
  bool NonNestableTasksEnabled() const override { return true; }
  bool NonNestableDelayedTasksEnabled() const override { return true; }

  bool has_tasks() {
    std::lock_guard lock(mutex_);
    return !tasks_.empty();
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
  struct Remote : RemoteTask {
    explicit Remote(ForegroundRunner& runner)
        : RemoteTask([](RemoteTask& task) {
            static_cast<Remote&>(task).runner.RunPosted();
          }),
          runner(runner) {}
    ForegroundRunner& runner;
  };

  void Add(std::unique_ptr<v8::Task> task, double delay_seconds) {
    const uint64_t due = delay_seconds > 0
                             ? MonotonicNs() + static_cast<uint64_t>(
                                                   delay_seconds * kNsPerSecond)
                             : 0;
    {
      std::lock_guard lock(mutex_);
      if (closed_) return;
      tasks_.push_back({std::move(task), due});
      if (!std::exchange(posted_, true)) env_->loop().Post(remote_);
    }
    platform_.ForegroundTaskCame();
  }

  bool posted() {
    std::lock_guard lock(mutex_);
    return posted_;
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
    task.Run();
  }

  Platform& platform_;
  Environment* const env_;
  Remote remote_;
  std::vector<DelayedTask*> timers_;  // the loop's thread only
  std::mutex mutex_;
  // Under mutex_:
  std::deque<Entry> tasks_;
  bool posted_ = false;  // remote_ is in the loop's queue
  bool closed_;
};

// --- Background --------------------------------------------------------------

struct Platform::BackgroundTask final : DetachedWork {
  BackgroundTask(Platform& platform, std::unique_ptr<v8::Task> task)
      : platform(platform), task(std::move(task)) {}
  ~BackgroundTask() override { platform.BackgroundTaskEnded(); }
  void Run() override {
    task->Run();
    task.reset();  // before it counts as ended
  }
  Platform& platform;
  std::unique_ptr<v8::Task> task;
};

/// A thread that hands delayed background tasks to the pool when they are due.
/// V8 hardly has any; the thread starts with the first.
class Platform::Delay {
 public:
  explicit Delay(Platform& platform)
      : platform_(platform), thread_([this] { Main(); }) {}
  ~Delay() {
    {
      std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    changed_.notify_one();
    thread_.join();
  }

  void Add(std::unique_ptr<v8::Task> task, double seconds) {
    const auto due = Clock::now() + std::chrono::duration_cast<Clock::duration>(
                                        std::chrono::duration<double>(seconds));
    {
      std::lock_guard lock(mutex_);
      tasks_.push_back({due, std::move(task)});
    }
    changed_.notify_one();
  }

 private:
  using Clock = std::chrono::steady_clock;
  struct Entry {
    Clock::time_point due;
    std::unique_ptr<v8::Task> task;
  };

  void Main() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
      const auto next = std::min_element(
          tasks_.begin(), tasks_.end(),
          [](const Entry& a, const Entry& b) { return a.due < b.due; });
      if (next == tasks_.end()) {
        changed_.wait(lock);
      } else if (next->due > Clock::now()) {
        const Clock::time_point due = next->due;
        changed_.wait_until(lock, due);
      } else {
        std::unique_ptr<v8::Task> task = std::move(next->task);
        tasks_.erase(next);
        lock.unlock();
        platform_.RunInBackground(std::move(task));
        lock.lock();
      }
    }
  }

  Platform& platform_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Entry> tasks_;
  bool stopping_ = false;
  std::thread thread_;  // last: it uses the others
};

Platform::Platform(WorkerPool& pool) : pool_(pool) {}

Platform::~Platform() { delay_.reset(); }

void Platform::RunInBackground(std::unique_ptr<v8::Task> task) {
  {
    std::lock_guard lock(mutex_);
    ++background_tasks_;
  }
  pool_.SubmitDetached(
      std::make_unique<BackgroundTask>(*this, std::move(task)));
}

void Platform::RunInBackgroundLater(std::unique_ptr<v8::Task> task,
                                    double seconds) {
  std::lock_guard lock(mutex_);
  if (delay_ == nullptr) delay_ = std::make_unique<Delay>(*this);
  delay_->Add(std::move(task), seconds);
}

void Platform::BackgroundTaskEnded() {
  std::lock_guard lock(mutex_);
  if (--background_tasks_ == 0) changed_.notify_all();
}

void Platform::ForegroundTaskCame() {
  std::lock_guard lock(mutex_);
  changed_.notify_all();
}

bool Platform::Settle(v8::Isolate* isolate) {
  const std::shared_ptr<ForegroundRunner> runner = RunnerOf(isolate);
  std::unique_lock lock(mutex_);
  changed_.wait(lock,
                [&] { return background_tasks_ == 0 || runner->has_tasks(); });
  return runner->has_tasks();
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

double Platform::MonotonicallyIncreasingTime() {
  return static_cast<double>(MonotonicNs()) / kNsPerSecond;
}

double Platform::CurrentClockTimeMillis() {
  timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  return static_cast<double>(now.tv_sec) * 1e3 +
         static_cast<double>(now.tv_nsec) / 1e6;
}

#if V8_MAJOR_VERSION >= 12

std::shared_ptr<v8::TaskRunner> Platform::GetForegroundTaskRunner(
    v8::Isolate* isolate, v8::TaskPriority) {
  return RunnerOf(isolate);
}

void Platform::PostTaskOnWorkerThreadImpl(v8::TaskPriority,
                                          std::unique_ptr<v8::Task> task,
                                          const v8::SourceLocation&) {
  RunInBackground(std::move(task));
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
  RunInBackground(std::move(task));
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
