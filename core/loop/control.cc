#include "core/loop/control.h"

#include <algorithm>
#include <cstring>

namespace rondo {

bool ControlWriter::Add(int level, int type, std::span<const uint8_t> data) {
  const size_t space = CMSG_SPACE(data.size());
  if (room_.size() - size_ < space) return false;
  uint8_t* const at = room_.data() + size_;
  std::memset(at, 0, space);
  auto* header = reinterpret_cast<cmsghdr*>(at);
  header->cmsg_level = level;
  header->cmsg_type = type;
  header->cmsg_len = CMSG_LEN(data.size());
  if (!data.empty()) std::memcpy(CMSG_DATA(header), data.data(), data.size());
  size_ += space;
  return true;
}

bool ControlWriter::AddDescriptors(std::span<const int> descriptors) {
  return Add(SOL_SOCKET, SCM_RIGHTS,
             {reinterpret_cast<const uint8_t*>(descriptors.data()),
              descriptors.size_bytes()});
}

bool ControlReader::Next() {
  if (rest_.size() < sizeof(cmsghdr)) return false;
  const auto* header = reinterpret_cast<const cmsghdr*>(rest_.data());
  if (header->cmsg_len < CMSG_LEN(0) || header->cmsg_len > rest_.size()) {
    rest_ = {};
    return false;
  }
  header_ = header;
  data_ = rest_.subspan(CMSG_LEN(0), header->cmsg_len - CMSG_LEN(0));
  rest_ = rest_.subspan(
      std::min(rest_.size(), size_t{CMSG_ALIGN(header->cmsg_len)}));
  return true;
}

std::vector<UniqueFd> TakeDescriptors(std::span<const uint8_t> control) {
  std::vector<UniqueFd> descriptors;
  ControlReader reader(control);
  while (reader.Next()) {
    if (reader.level() != SOL_SOCKET || reader.type() != SCM_RIGHTS) continue;
    for (size_t i = 0; i + sizeof(int) <= reader.data().size();
         i += sizeof(int)) {
      int fd;
      std::memcpy(&fd, reader.data().data() + i, sizeof fd);
      descriptors.emplace_back(fd);
    }
  }
  return descriptors;
}

}  // namespace rondo
