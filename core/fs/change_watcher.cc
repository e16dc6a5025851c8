#include "core/fs/change_watcher.h"

#include <poll.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace rondo::fs {

namespace {

constexpr uint32_t kContents = IN_ATTRIB | IN_MODIFY;
constexpr uint32_t kWatched = kContents | IN_CREATE | IN_DELETE |
                              IN_DELETE_SELF | IN_MOVE_SELF | IN_MOVED_FROM |
                              IN_MOVED_TO;

// Events of one turn: some hundreds. The others wait for the next.
constexpr size_t kBufferSize = 16 * 1024;

}  // namespace

ChangeWatcher::ChangeWatcher(Loop& loop, Report report, void* context)
    : PollOp([](Op& op, const Completion&) {
        static_cast<ChangeWatcher&>(op).OnCompletion();
      }),
      loop_(loop),
      report_(report),
      context_(context) {
  events = POLLIN;
}

Result<int32_t> ChangeWatcher::Add(const std::string& path) {
  if (!inotify_.valid()) {
    inotify_.Reset(inotify_init1(IN_NONBLOCK | IN_CLOEXEC));
    if (!inotify_.valid()) return Error(errno);
    fd = inotify_.get();
  }
  const int descriptor =
      inotify_add_watch(inotify_.get(), path.c_str(), kWatched);
  if (descriptor < 0) return Error(errno);
  const int32_t id = next_++;
  watches_.emplace(id, Watch{.descriptor = descriptor, .ref = true});
  sharers_[descriptor].push_back(id);
  ++refs_;
  Update();
  return id;
}

void ChangeWatcher::Remove(int32_t watch) {
  const auto found = watches_.find(watch);
  if (found == watches_.end()) return;
  const int descriptor = found->second.descriptor;
  if (found->second.ref) --refs_;
  watches_.erase(found);
  const auto shared = sharers_.find(descriptor);
  if (shared != sharers_.end()) {
    std::erase(shared->second, watch);
    if (shared->second.empty()) {
      sharers_.erase(shared);
      inotify_rm_watch(inotify_.get(), descriptor);
    }
  }
  Update();
}

void ChangeWatcher::SetRef(int32_t watch, bool on) {
  const auto found = watches_.find(watch);
  if (found == watches_.end() || found->second.ref == on) return;
  found->second.ref = on;
  refs_ += on ? 1 : -1;
  Update();
}

void ChangeWatcher::Clear() {
  while (!watches_.empty()) Remove(watches_.begin()->first);
}

void ChangeWatcher::Update() {
  if (watches_.empty()) {
    if (active()) loop_.Cancel(*this);
    return;
  }
  if (!active()) loop_.Start(*this);
  loop_.SetRef(*this, refs_ > 0);
}

void ChangeWatcher::OnCompletion() {
  if (watches_.empty()) return;
  alignas(inotify_event) char buffer[kBufferSize];
  const ssize_t size = read(inotify_.get(), buffer, sizeof buffer);
  for (ssize_t at = 0; at < size;) {
    const auto* event = reinterpret_cast<const inotify_event*>(buffer + at);
    at += static_cast<ssize_t>(sizeof *event + event->len);
    Dispatch(*event);
  }
  Update();
}

void ChangeWatcher::Dispatch(const inotify_event& event) {
  const auto shared = sharers_.find(event.wd);
  // Removed meanwhile, or the kernel's queue was full (-1).
  if (shared == sharers_.end()) return;
  const std::vector<int32_t> ids = shared->second;
  if (event.mask & IN_IGNORED) {
    // The file is gone; the descriptor may come to stand for another.
    for (int32_t id : ids) watches_[id].descriptor = -1;
    sharers_.erase(shared);
  }
  const bool renamed = (event.mask & ~kContents) != 0;
  const std::string_view name = event.len > 0 ? event.name : "";
  for (int32_t id : ids) {
    // The one before may have removed it.
    if (!watches_.contains(id)) continue;
    report_(context_, id, renamed, name);
  }
}

}  // namespace rondo::fs
