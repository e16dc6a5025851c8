// Owned: a native object that belongs to a JavaScript object: a hash, a
// compressor, a script.
#pragma once

#include <v8.h>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>

#include "core/base/intrusive_list.h"

namespace rondo {

class Environment;
class OwnedTable;

/// What the natives of one class have in common; of static storage. Each class
/// has one, `kKind`, and is known by its address.
struct OwnedKind {
  const char* name;
};

/// Lives as long as V8 finds the JavaScript object, and no longer than its
/// environment.
///
///   class Hash final : public OwnedObject {
///    public:
///     static constexpr OwnedKind kKind = {"Hash"};
///     static constexpr FixedString kHandleName = "Hash";
///     explicit Hash(Environment& env) : OwnedObject(env) {
///       SetMemory(…);
///     }
///   };
///
///   Owned<Hash> CreateHash(Environment& env) {
///     return std::make_unique<Hash>(env);
///   }
///   void Update(Environment&, Hash& hash, std::span<uint8_t> bytes);
///
/// The destructor runs on the environment's thread, inside of V8's collector
/// while JavaScript runs: it gives back memory and descriptors, and must not
/// call V8. What is under way in the loop is a Resource; a native that has
/// something under way keeps its object alive with a handle.
class OwnedObject : public ListNode<OwnedObject> {
 public:
  OwnedObject(const OwnedObject&) = delete;
  OwnedObject& operator=(const OwnedObject&) = delete;
  virtual ~OwnedObject() = default;

  Environment& env() const { return env_; }
  /// Bytes that it holds beside V8's heap, as it said.
  size_t memory() const { return memory_; }

 protected:
  explicit OwnedObject(Environment& env) : env_(env) {}
  /// It holds so many bytes from now on. V8 looks for garbage the sooner, the
  /// more that are. Not in the destructor.
  void SetMemory(size_t bytes);

 private:
  friend class OwnedTable;

  Environment& env_;
  v8::Global<v8::Object> object_;  // weak
  size_t memory_ = 0;
};

/// The natives of an environment.
class OwnedTable {
 public:
  explicit OwnedTable(Environment& env) : env_(env) {}
  OwnedTable(const OwnedTable&) = delete;
  OwnedTable& operator=(const OwnedTable&) = delete;

  /// Makes the JavaScript object, which owns `native` from here on. Empty: out
  /// of memory or terminated, and the native is gone.
  template <std::derived_from<OwnedObject> T>
  v8::MaybeLocal<v8::Object> Wrap(std::unique_ptr<T> native) {
    return Wrap(std::move(native), T::kKind);
  }
  /// Null: it is no such object.
  template <std::derived_from<OwnedObject> T>
  static T* Unwrap(v8::Local<v8::Value> value) {
    return static_cast<T*>(Unwrap(value, T::kKind));
  }

  size_t size() const { return size_; }
  /// What they all hold, as they said.
  size_t memory() const { return memory_; }
  /// The environment ends: destroys all, and drops all handles.
  void Clear();

 private:
  friend class OwnedObject;

  v8::MaybeLocal<v8::Object> Wrap(std::unique_ptr<OwnedObject> native,
                                  const OwnedKind& kind);
  static OwnedObject* Unwrap(v8::Local<v8::Value> value, const OwnedKind& kind);
  static void OnCollected(const v8::WeakCallbackInfo<OwnedObject>& info);
  void Destroy(OwnedObject& native);
  /// Tells V8 of what was released since.
  void TellReleased();

  Environment& env_;
  v8::Global<v8::ObjectTemplate> shape_;
  IntrusiveList<OwnedObject> natives_;
  size_t size_ = 0;
  size_t memory_ = 0;
  int64_t released_ = 0;  // bytes that V8 does not know of yet
};

/// What a bound function returns that makes a native: its JavaScript object.
template <std::derived_from<OwnedObject> T>
class Owned {
 public:
  using Object = T;
  Owned(std::unique_ptr<T> native)  // NOLINT: implicit on purpose
      : native_(std::move(native)) {}
  std::unique_ptr<T> Take() { return std::move(native_); }

 private:
  std::unique_ptr<T> native_;
};

}  // namespace rondo
