#include "runtime/snapshot/snapshot_file.h"

#include <v8.h>

#include <cstring>

namespace rondo {

namespace {

// Then: length and text of V8's version, length and bytes of the blob, the
// number of caches, and the length and bytes of each. Lengths are 64 bits in
// the machine's order; bytes begin at multiples of 16.
constexpr char kMagic[16] = "rondo snapshot1";
constexpr size_t kAlignment = 16;

void Pad(std::string& out) {
  out.append((kAlignment - out.size() % kAlignment) % kAlignment, '\0');
}

void Append(std::string& out, const void* data, size_t size) {
  const uint64_t length = size;
  out.append(reinterpret_cast<const char*>(&length), sizeof length);
  Pad(out);
  out.append(static_cast<const char*>(data), size);
  Pad(out);
}

/// Reads what Append wrote.
class Reader {
 public:
  explicit Reader(std::span<const char> bytes) : bytes_(bytes) {}

  bool Take(size_t size, std::span<const char>& out) {
    if (size > bytes_.size() - position_) return false;
    out = bytes_.subspan(position_, size);
    position_ += size;
    return true;
  }
  bool TakeItem(std::span<const char>& out) {
    std::span<const char> word;
    if (!Take(sizeof(uint64_t), word)) return false;
    uint64_t length;
    std::memcpy(&length, word.data(), sizeof length);
    return Align() && Take(length, out) && Align();
  }

 private:
  bool Align() {
    const size_t aligned = (position_ + kAlignment - 1) & ~(kAlignment - 1);
    if (aligned > bytes_.size()) return false;
    position_ = aligned;
    return true;
  }

  std::span<const char> bytes_;
  size_t position_ = 0;
};

}  // namespace

SnapshotFile::SnapshotFile(std::span<const char> bytes)
    : verdict_(Read(bytes)) {
  if (verdict_ == Verdict::kNone) reason_ = "this program has none";
  if (verdict_ == Verdict::kDamaged) reason_ = "it is damaged";
}

SnapshotFile::Verdict SnapshotFile::Read(std::span<const char> bytes) {
  if (bytes.empty()) return Verdict::kNone;
  Reader reader(bytes);
  std::span<const char> magic, version, blob, count_bytes;
  if (!reader.Take(sizeof kMagic, magic) ||
      std::memcmp(magic.data(), kMagic, sizeof kMagic) != 0 ||
      !reader.TakeItem(version) || !reader.TakeItem(blob) ||
      !reader.TakeItem(count_bytes) || count_bytes.size() != sizeof(uint64_t)) {
    return Verdict::kDamaged;
  }
  const std::string_view made_with(version.data(), version.size());
  if (made_with != v8::V8::GetVersion()) {
    reason_ = "it was made with V8 " + std::string(made_with) + ", this is " +
              v8::V8::GetVersion();
    return Verdict::kOtherV8;
  }
  uint64_t count;
  std::memcpy(&count, count_bytes.data(), sizeof count);
  for (uint64_t i = 0; i < count; ++i) {
    std::span<const char> cache;
    if (!reader.TakeItem(cache)) return Verdict::kDamaged;
    caches_.push_back(
        {reinterpret_cast<const uint8_t*>(cache.data()), cache.size()});
  }
  blob_.data = blob.data();
  blob_.raw_size = static_cast<int>(blob.size());
  return Verdict::kGood;
}

std::span<const uint8_t> SnapshotFile::CodeCache(size_t module_index) const {
  return module_index < caches_.size() ? caches_[module_index]
                                       : std::span<const uint8_t>();
}

std::string SnapshotFile::Write(const v8::StartupData& blob,
                                std::span<const std::vector<uint8_t>> caches) {
  std::string out(kMagic, sizeof kMagic);
  const std::string_view version = v8::V8::GetVersion();
  Append(out, version.data(), version.size());
  Append(out, blob.data, static_cast<size_t>(blob.raw_size));
  const uint64_t count = caches.size();
  Append(out, &count, sizeof count);
  for (const std::vector<uint8_t>& cache : caches) {
    Append(out, cache.data(), cache.size());
  }
  return out;
}

}  // namespace rondo
