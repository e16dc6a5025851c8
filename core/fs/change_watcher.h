// Changes of files and directories, by inotify(7).
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/base/unique_fd.h"
#include "core/loop/loop.h"

struct inotify_event;

namespace rondo::fs {

/// Tells when watched files, and what stands in watched directories, change.
/// One descriptor serves all watches of a loop. Used on the loop's thread.
class ChangeWatcher final : private PollOp {
 public:
  /// `renamed`: a name came, went or stands for something else; otherwise
  /// contents or attributes changed. `name`: of the entry of a watched
  /// directory, or empty: what is watched itself. It dies on return.
  /// Called from the loop; may call any method.
  using Report = void (*)(void* context, int32_t watch, bool renamed,
                          std::string_view name);

  /// `context` goes to each call of `report`.
  ChangeWatcher(Loop& loop, Report report, void* context);

  /// Begins to watch what `path` names now, links followed. It keeps the loop
  /// alive. Errors: those of inotify_init1 and inotify_add_watch.
  Result<int32_t> Add(const std::string& path);
  /// Ends a watch; nothing is reported for it any more.
  void Remove(int32_t watch);
  /// Whether a watch keeps the loop alive.
  void SetRef(int32_t watch, bool on);
  /// Ends all watches.
  void Clear();

  /// Watches that keep the loop alive.
  size_t refs() const { return refs_; }
  /// False while the kernel has its operation: it must not be destroyed.
  bool idle() const { return !active(); }

 private:
  struct Watch {
    int descriptor = -1;  // inotify's; -1: it has ended that itself
    bool ref = true;
  };

  void OnCompletion();
  void Dispatch(const inotify_event& event);
  void Update();

  Loop& loop_;
  Report report_;
  void* context_;
  UniqueFd inotify_;
  int32_t next_ = 0;
  size_t refs_ = 0;
  std::map<int32_t, Watch> watches_;
  /// Who watches the same file, by inotify's descriptor.
  std::map<int, std::vector<int32_t>> sharers_;
};

}  // namespace rondo::fs
