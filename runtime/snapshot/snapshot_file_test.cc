#include "runtime/snapshot/snapshot_file.h"

#include <gtest/gtest.h>
#include <v8.h>

namespace rondo {
namespace {

using Verdict = SnapshotFile::Verdict;

std::string MakeFile() {
  constexpr char kBlob[] = "the blob of a snapshot";
  const std::vector<std::vector<uint8_t>> caches = {{1, 2, 3}, {}, {4}};
  return SnapshotFile::Write({kBlob, sizeof kBlob}, caches);
}

TEST(SnapshotFileTest, GivesWhatWasWritten) {
  const std::string bytes = MakeFile();
  const SnapshotFile file(bytes);
  ASSERT_EQ(file.verdict(), Verdict::kGood);
  EXPECT_EQ(file.reason(), "");
  EXPECT_STREQ(file.blob()->data, "the blob of a snapshot");
  EXPECT_EQ(file.CodeCache(0).size(), 3u);
  EXPECT_EQ(file.CodeCache(0)[2], 3);
  EXPECT_TRUE(file.CodeCache(1).empty());
  EXPECT_EQ(file.CodeCache(2).size(), 1u);
  EXPECT_TRUE(file.CodeCache(3).empty());
}

TEST(SnapshotFileTest, AProgramMayHaveNone) {
  const SnapshotFile file({});
  EXPECT_EQ(file.verdict(), Verdict::kNone);
  EXPECT_NE(file.reason(), "");
}

TEST(SnapshotFileTest, AnotherV8IsNamed) {
  std::string bytes = MakeFile();
  const size_t version = bytes.find(v8::V8::GetVersion());
  ASSERT_NE(version, std::string::npos);
  bytes[version] = '9';
  const SnapshotFile file(bytes);
  EXPECT_EQ(file.verdict(), Verdict::kOtherV8);
  EXPECT_NE(file.reason().find("it was made with V8 9"), std::string::npos);
  EXPECT_NE(file.reason().find(v8::V8::GetVersion()), std::string::npos);
}

TEST(SnapshotFileTest, DamageIsSeen) {
  const std::string bytes = MakeFile();
  std::string other = bytes;
  other[0] ^= 1;
  EXPECT_EQ(SnapshotFile(other).verdict(), Verdict::kDamaged);
  for (size_t length = 1; length < bytes.size(); ++length) {
    const SnapshotFile cut({bytes.data(), length});
    EXPECT_EQ(cut.verdict(), Verdict::kDamaged) << length;
  }
}

}  // namespace
}  // namespace rondo
