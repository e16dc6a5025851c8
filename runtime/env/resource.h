// Resource: what JavaScript holds by a number: a stream, a listener, a watch,
// an operation under way.
#pragma once

#include <v8.h>

#include <concepts>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/base/id_table.h"
#include "runtime/env/async_ids.h"
#include "runtime/env/caller.h"
#include "runtime/env/module_id.h"

namespace rondo {

class Environment;

/// What the resources of one class have in common; of static storage. Each
/// class has one, `kKind`, and is known by its address.
struct ResourceKind {
  const ModuleId& module;
  /// Of process.getActiveResourcesInfo(): "TCPSocketWrap".
  const char* name;
  /// Of async_hooks: "TCPWRAP". Null: hooks do not see it, and it has no ids.
  const char* async_type;
};

/// Made by its module, owned by the environment's ResourceTable from Add until
/// Destroy. It ends in two phases: Close, by JavaScript or with the
/// environment, asks for the end; when nothing of it is active any more it
/// destroys itself.
///
///   class Alarm final : public Resource, private Timer {
///    public:
///     static constexpr ResourceKind kKind = {kClockModule, "Alarm",
///                                            "ALARM"};
///     static constexpr FixedString kHandleName = "Alarm";
///     explicit Alarm(Environment& env) : Resource(env, kKind), … {}
///    private:
///     void StartClose() override { … Destroy(); }
///   };
///
/// At its birth it takes along the asynchronous context, and an async id: what
/// calls JavaScript for it (CallbackTable::Call) runs in these.
class Resource {
 public:
  Resource(const Resource&) = delete;
  Resource& operator=(const Resource&) = delete;
  virtual ~Resource() = default;

  Environment& env() const { return env_; }
  const ResourceKind& kind() const { return kind_; }
  /// No other resource of its environment has it, ever: JavaScript may keep it.
  double id() const { return static_cast<double>(id_); }
  /// Its own while it lives, and below 2^24. What calls JavaScript names it so:
  /// it costs V8 no object.
  uint32_t slot() const { return IdTable<Resource>::SlotOf(id_); }
  const AsyncIdPair& async_ids() const { return async_ids_; }
  const v8::Global<v8::Value>& context() const { return context_; }
  Caller caller() const {
    return {.owner = id_, .ids = async_ids_, .context = &context_};
  }

  /// Whether it keeps the loop alive while it is open; at first it does.
  bool ref() const { return ref_; }
  void SetRef(bool on) {
    ref_ = on;
    OnSetRef(on);
  }
  /// It was asked to end: JavaScript's number finds nothing any more.
  bool closing() const { return closing_; }
  void Close() {
    if (!std::exchange(closing_, true)) StartClose();
  }

  virtual const char* name() const { return kind_.name; }
  virtual const char* async_type() const { return kind_.async_type; }
  /// Appends a name for each thing of it that keeps the loop alive.
  virtual void AppendActive(std::vector<std::string>& names) const {
    if (ref_ && !closing_) names.emplace_back(name());
  }
  /// JavaScript that ran for it was cut off (Environment::TerminateTask), and
  /// may be called again. `part`, `sequence`: of the Caller that it ran for.
  virtual void OnTaskTerminated(uint64_t part, uint64_t sequence) {
    static_cast<void>(part);
    static_cast<void>(sequence);
  }

 protected:
  Resource(Environment& env, const ResourceKind& kind)
      : env_(env), kind_(kind) {}

  /// Cancels all operations; once. When the last has ended, or at once:
  /// Destroy.
  virtual void StartClose() = 0;
  virtual void OnSetRef(bool on) { static_cast<void>(on); }
  /// From now on what calls JavaScript for it runs in the context of `other`.
  void TakeContext(const Resource& other);
  /// Deletes it: nothing of it may be used afterwards.
  void Destroy();

 private:
  friend class ResourceTable;

  Environment& env_;
  const ResourceKind& kind_;
  uint64_t id_ = IdTable<Resource>::kNone;
  AsyncIdPair async_ids_;
  v8::Global<v8::Value> context_;  // empty: that of a task's beginning
  bool ref_ = true;
  bool closing_ = false;
};

/// The resources of an environment.
class ResourceTable {
 public:
  explicit ResourceTable(Environment& env) : env_(env) {}
  ResourceTable(const ResourceTable&) = delete;
  ResourceTable& operator=(const ResourceTable&) = delete;

  /// Gives it its number, its context and its async ids: it is born. While
  /// hooks are enabled only inside a task.
  template <std::derived_from<Resource> T>
  T& Add(std::unique_ptr<T> resource) {
    Adopt(*resource, nullptr);
    return *resource.release();
  }
  /// The same; `cause` rather than what runs now is what async_hooks tells.
  template <std::derived_from<Resource> T>
  T& Add(std::unique_ptr<T> resource, const Resource& cause) {
    Adopt(*resource, &cause);
    return *resource.release();
  }

  /// For a number that JavaScript brought: null when there is no such thing, it
  /// is of another class, or it is closing.
  template <std::derived_from<Resource> T>
  T* Find(double id) const {
    Resource* found = ids_.Find(id);
    return found != nullptr && &found->kind() == &T::kKind && !found->closing()
               ? static_cast<T*>(found)
               : nullptr;
  }
  /// Of any class, also while it is closing.
  Resource* Find(uint64_t id) const { return ids_.Find(id); }

  /// Calls `visit(T&)` for each of a class; it may close the one it gets.
  template <std::derived_from<Resource> T, typename Visitor>
  void ForEach(Visitor visit) {
    ids_.ForEach([&visit](Resource& resource) {
      if (&resource.kind() == &T::kKind) visit(static_cast<T&>(resource));
    });
  }

  /// The environment ends.
  void CloseAll();
  bool empty() const { return ids_.size() == 0; }
  void AppendActive(std::vector<std::string>& names);

 private:
  friend class Resource;
  void Adopt(Resource& resource, const Resource* cause);
  void Destroy(Resource& resource);

  Environment& env_;
  IdTable<Resource> ids_;
};

}  // namespace rondo
