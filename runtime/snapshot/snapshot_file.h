// SnapshotFile: the bytes that the build makes and the program embeds: V8's
// startup blob and the code caches of those modules of lib/ that are not in it.
#pragma once

#include <v8-snapshot.h>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rondo {

/// A view of bytes that live as long as the program.
class SnapshotFile {
 public:
  /// Why a snapshot cannot be used.
  enum class Verdict { kGood, kNone, kOtherV8, kDamaged };

  explicit SnapshotFile(std::span<const char> bytes);

  Verdict verdict() const { return verdict_; }
  /// "made with V8 10.2.1, this is 11.3.2"; empty when good.
  const std::string& reason() const { return reason_; }
  /// Good only. For Isolate::CreateParams and Context::FromSnapshot(kContext).
  v8::StartupData* blob() const { return &blob_; }
  /// The code cache of a module; empty when there is none.
  std::span<const uint8_t> CodeCache(size_t module_index) const;

  /// Number of the runtime's context in the blob; its default context is plain.
  static constexpr size_t kContext = 0;

  /// Builds the bytes. `caches` by place in Library::ids().
  static std::string Write(const v8::StartupData& blob,
                           std::span<const std::vector<uint8_t>> caches);

 private:
  Verdict Read(std::span<const char> bytes);

  mutable v8::StartupData blob_{};  // V8 takes it by a pointer to non-const
  std::vector<std::span<const uint8_t>> caches_;
  std::string reason_;
  Verdict verdict_;
};

}  // namespace rondo
