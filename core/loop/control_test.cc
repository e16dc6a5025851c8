#include "core/loop/control.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstring>
#include <string>

namespace rondo {
namespace {

std::span<const uint8_t> Bytes(std::string_view text) {
  return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

TEST(Control, WhatIsWrittenIsRead) {
  alignas(cmsghdr) uint8_t room[3 * CMSG_SPACE(8)];
  ControlWriter writer(room);
  EXPECT_TRUE(writer.Add(1, 2, Bytes("odd")));
  EXPECT_TRUE(writer.Add(3, 4, {}));
  EXPECT_TRUE(writer.Add(5, 6, Bytes("eightby!")));
  EXPECT_FALSE(writer.Add(7, 8, Bytes("much more than there is room for")));
  ControlReader reader(writer.bytes());
  std::string all;
  while (reader.Next()) {
    all += std::to_string(reader.level()) + std::to_string(reader.type()) +
           std::string(reader.data().begin(), reader.data().end()) + ".";
  }
  EXPECT_EQ(all, "12odd.34.56eightby!.");
}

TEST(Control, WhatIsCutIsNotRead) {
  alignas(cmsghdr) uint8_t room[CMSG_SPACE(8)];
  ControlWriter writer(room);
  ASSERT_TRUE(writer.Add(1, 2, Bytes("eightby!")));
  for (size_t size = 0; size < CMSG_LEN(8); ++size) {
    ControlReader reader(writer.bytes().first(size));
    EXPECT_FALSE(reader.Next()) << size;
    EXPECT_FALSE(reader.Next()) << size;
  }
  reinterpret_cast<cmsghdr*>(room)->cmsg_len = 3;
  EXPECT_FALSE(ControlReader(room).Next());
}

TEST(Control, DescriptorsAreTaken) {
  int fds[2];
  ASSERT_EQ(pipe(fds), 0);
  alignas(cmsghdr) uint8_t room[CMSG_SPACE(8) + CMSG_SPACE(1)];
  ControlWriter writer(room);
  ASSERT_TRUE(writer.Add(1, 2, Bytes("x")));
  ASSERT_TRUE(writer.AddDescriptors(fds));
  {
    const std::vector<UniqueFd> taken = TakeDescriptors(writer.bytes());
    ASSERT_EQ(taken.size(), 2u);
    EXPECT_EQ(taken[0].get(), fds[0]);
    EXPECT_EQ(taken[1].get(), fds[1]);
  }
  char byte;
  EXPECT_EQ(read(fds[0], &byte, 1), -1);  // closed with what held it
}

}  // namespace
}  // namespace rondo
