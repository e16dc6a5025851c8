#include "runtime/snapshot/snapshot_file.h"

#include <v8.h>

#include <cstring>

namespace rondo {

namespace {

// Then: length and text of V8's version; length and Extents of the index, the
// blob's first, then each cache's; what they name. Reading it touches the first
// page or two. Lengths are 64 bits in the machine's order; all begins at
// multiples of 16.
constexpr char kMagic[16] = "rondo snapshot2";
constexpr size_t kAlignment = 16;

/// Some of the file's bytes.
struct Extent {
  uint64_t offset;
  uint64_t size;
};

size_t Align(size_t position) {
  return (position + kAlignment - 1) & ~(kAlignment - 1);
}

void Append(std::string& out, const void* data, size_t size) {
  out.resize(Align(out.size()), '\0');
  out.append(static_cast<const char*>(data), size);
}

void AppendItem(std::string& out, const void* data, size_t size) {
  const uint64_t length = size;
  Append(out, &length, sizeof length);
  Append(out, data, size);
}

/// Reads what AppendItem wrote.
class Reader {
 public:
  explicit Reader(std::span<const char> bytes) : bytes_(bytes) {}

  bool Take(size_t size, std::span<const char>& out) {
    position_ = Align(position_);
    if (position_ > bytes_.size() || size > bytes_.size() - position_) {
      return false;
    }
    out = bytes_.subspan(position_, size);
    position_ += size;
    return true;
  }
  bool TakeItem(std::span<const char>& out) {
    std::span<const char> word;
    if (!Take(sizeof(uint64_t), word)) return false;
    uint64_t length;
    std::memcpy(&length, word.data(), sizeof length);
    return Take(length, out);
  }

 private:
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
  std::span<const char> magic, version, index;
  if (!reader.Take(sizeof kMagic, magic) ||
      std::memcmp(magic.data(), kMagic, sizeof kMagic) != 0 ||
      !reader.TakeItem(version) || !reader.TakeItem(index) ||
      index.size() < sizeof(Extent) || index.size() % sizeof(Extent) != 0) {
    return Verdict::kDamaged;
  }
  const std::string_view made_with(version.data(), version.size());
  if (made_with != v8::V8::GetVersion()) {
    reason_ = "it was made with V8 " + std::string(made_with) + ", this is " +
              v8::V8::GetVersion();
    return Verdict::kOtherV8;
  }
  for (size_t at = 0; at < index.size(); at += sizeof(Extent)) {
    Extent extent;
    std::memcpy(&extent, index.data() + at, sizeof extent);
    if (extent.offset > bytes.size() ||
        extent.size > bytes.size() - extent.offset) {
      return Verdict::kDamaged;
    }
    const char* data = bytes.data() + extent.offset;
    if (at == 0) {
      blob_.data = data;
      blob_.raw_size = static_cast<int>(extent.size);
    } else {
      caches_.push_back({reinterpret_cast<const uint8_t*>(data), extent.size});
    }
  }
  return Verdict::kGood;
}

std::span<const uint8_t> SnapshotFile::CodeCache(size_t module_index) const {
  return module_index < caches_.size() ? caches_[module_index]
                                       : std::span<const uint8_t>();
}

std::string SnapshotFile::Write(const v8::StartupData& blob,
                                std::span<const std::vector<uint8_t>> caches) {
  std::vector<Extent> index(1 + caches.size());
  std::string out(kMagic, sizeof kMagic);
  const std::string_view version = v8::V8::GetVersion();
  AppendItem(out, version.data(), version.size());
  const size_t index_size = index.size() * sizeof(Extent);
  AppendItem(out, index.data(), index_size);
  const size_t index_offset = out.size() - index_size;
  const auto append = [&out](const void* data, size_t size) {
    Append(out, data, size);
    return Extent{out.size() - size, size};
  };
  index[0] = append(blob.data, static_cast<size_t>(blob.raw_size));
  for (size_t i = 0; i < caches.size(); ++i) {
    index[i + 1] = append(caches[i].data(), caches[i].size());
  }
  std::memcpy(out.data() + index_offset, index.data(), index_size);
  return out;
}

}  // namespace rondo
