#include "runtime/env/library.h"

#include <dirent.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstdio>

#include "lib_sources.h"

namespace rondo {

class Library::OneByte final
    : public v8::String::ExternalOneByteStringResource {
 public:
  explicit OneByte(const LibSource& source) : source_(source) {}
  const char* data() const override { return LibSourceText(source_); }
  size_t length() const override { return source_.length; }
  void Dispose() override {}  // Library owns it

 private:
  const LibSource& source_;
};

class Library::TwoByte final : public v8::String::ExternalStringResource {
 public:
  explicit TwoByte(const LibSource& source) : source_(source) {}
  const uint16_t* data() const override {
    return reinterpret_cast<const uint16_t*>(LibSourceText(source_));
  }
  size_t length() const override { return source_.length; }
  void Dispose() override {}

 private:
  const LibSource& source_;
};

namespace {

constexpr std::string_view kSuffix = ".js";

void FindFiles(const std::string& directory, const std::string& prefix,
               std::vector<std::string>& ids) {
  DIR* dir = opendir(directory.c_str());
  if (dir == nullptr) return;
  while (const dirent* entry = readdir(dir)) {
    const std::string name = entry->d_name;
    if (name.starts_with('.')) continue;
    const std::string path = directory + "/" + name;
    struct stat info;
    if (stat(path.c_str(), &info) != 0) continue;
    if (S_ISDIR(info.st_mode)) {
      FindFiles(path, prefix + name + "/", ids);
    } else if (name.ends_with(kSuffix)) {
      ids.push_back(prefix + name.substr(0, name.size() - kSuffix.size()));
    }
  }
  closedir(dir);
}

bool ReadFile(const std::string& path, std::string& out) {
  std::FILE* file = std::fopen(path.c_str(), "re");
  if (file == nullptr) return false;
  char chunk[16384];
  size_t count;
  while ((count = std::fread(chunk, 1, sizeof chunk, file)) > 0) {
    out.append(chunk, count);
  }
  const bool good = std::ferror(file) == 0;
  std::fclose(file);
  return good;
}

int FindEmbedded(std::string_view id) {
  const LibSource* end = kLibSources + kLibSourceCount;
  const LibSource* found = std::lower_bound(
      kLibSources, end, id, [](const LibSource& source, std::string_view key) {
        return source.id < key;
      });
  return found != end && found->id == id ? static_cast<int>(found - kLibSources)
                                         : -1;
}

}  // namespace

Library::Library(std::string directory)
    : directory_(std::move(directory)), embedded_(kLibSourceCount) {
  for (size_t i = 0; i < kLibSourceCount; ++i) {
    const LibSource& source = kLibSources[i];
    if (source.one_byte) {
      embedded_[i].one_byte = std::make_unique<OneByte>(source);
    } else {
      embedded_[i].two_byte = std::make_unique<TwoByte>(source);
    }
    ids_.emplace_back(source.id);
  }
  if (!directory_.empty()) {
    FindFiles(directory_, "", ids_);
    std::sort(ids_.begin(), ids_.end());
    ids_.erase(std::unique(ids_.begin(), ids_.end()), ids_.end());
  }
}

Library::~Library() = default;

int Library::IndexOf(std::string_view id) const {
  const auto found = std::lower_bound(ids_.begin(), ids_.end(), id);
  return found != ids_.end() && *found == id
             ? static_cast<int>(found - ids_.begin())
             : -1;
}

v8::MaybeLocal<v8::String> Library::Source(v8::Isolate* isolate,
                                           std::string_view id) const {
  if (!directory_.empty()) {
    std::string text;
    if (ReadFile(directory_ + "/" + std::string(id) + std::string(kSuffix),
                 text)) {
      return v8::String::NewFromUtf8(isolate, text.data(),
                                     v8::NewStringType::kNormal,
                                     static_cast<int>(text.size()));
    }
  }
  const int index = FindEmbedded(id);
  if (index < 0) return {};
  const Embedded& embedded = embedded_[static_cast<size_t>(index)];
  if (kLibSources[index].length == 0) return v8::String::Empty(isolate);
  if (embedded.one_byte != nullptr) {
    return v8::String::NewExternalOneByte(isolate, embedded.one_byte.get());
  }
  return v8::String::NewExternalTwoByte(isolate, embedded.two_byte.get());
}

void Library::AppendExternalReferences(
    std::vector<intptr_t>& references) const {
  for (const Embedded& embedded : embedded_) {
    references.push_back(
        embedded.one_byte != nullptr
            ? reinterpret_cast<intptr_t>(embedded.one_byte.get())
            : reinterpret_cast<intptr_t>(embedded.two_byte.get()));
  }
}

}  // namespace rondo
