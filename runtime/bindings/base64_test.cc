#include "runtime/bindings/base64.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace rondo {
namespace {

std::span<const uint8_t> Bytes(std::string_view text) {
  return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

std::string Encode(std::string_view text, Base64 alphabet) {
  std::string out(Base64EncodedLength(text.size(), alphabet), '\0');
  EncodeBase64(Bytes(text), alphabet, out.data());
  return out;
}

std::string Decode(std::string_view text, size_t room = 100) {
  std::vector<uint8_t> out(room);
  const size_t size = DecodeBase64(Bytes(text), out);
  return {out.begin(), out.begin() + static_cast<ptrdiff_t>(size)};
}

TEST(Base64, EncodesTheVectorsOfTheRfc) {
  EXPECT_EQ(Encode("", Base64::kStandard), "");
  EXPECT_EQ(Encode("f", Base64::kStandard), "Zg==");
  EXPECT_EQ(Encode("fo", Base64::kStandard), "Zm8=");
  EXPECT_EQ(Encode("foo", Base64::kStandard), "Zm9v");
  EXPECT_EQ(Encode("foobar", Base64::kStandard), "Zm9vYmFy");
}

TEST(Base64, UrlAlphabetHasNoPadding) {
  EXPECT_EQ(Encode("\xff\xfe", Base64::kUrl), "__4");
  EXPECT_EQ(Encode("\xfb", Base64::kUrl), "-w");
}

TEST(Base64, DecodesBothAlphabets) {
  EXPECT_EQ(Decode("__4"), "\xff\xfe");
  EXPECT_EQ(Decode("//4="), "\xff\xfe");
  EXPECT_EQ(Decode("Zm9vYmFy"), "foobar");
}

TEST(Base64, SkipsForeignCharactersAndStopsAtPadding) {
  EXPECT_EQ(Decode("Zm\r\n9v Ym*Fy"), "foobar");
  EXPECT_EQ(Decode("Zg==Zm9v"), "f");
  EXPECT_EQ(Decode("Zm9vY"), "foo");
}

TEST(Base64, FillsNoMoreThanTheRoom) {
  EXPECT_EQ(Decode("Zm9vYmFy", 4), "foob");
  EXPECT_EQ(Decode("Zm9vYmFy", 0), "");
}

TEST(Base64, WideCharactersAreForeign) {
  const uint16_t text[] = {'Z', 0x15a, 'm', '9', 'v'};
  uint8_t out[8];
  ASSERT_EQ(DecodeBase64(std::span<const uint16_t>(text), out), 3u);
  EXPECT_EQ(out[0], 'f');
}

TEST(Hex, StopsAtTheFirstForeignPair) {
  uint8_t out[8];
  EXPECT_EQ(DecodeHex(Bytes("00ffzz11"), out), 2u);
  EXPECT_EQ(out[1], 0xff);
  EXPECT_EQ(DecodeHex(Bytes("abc"), out), 1u);
}

}  // namespace
}  // namespace rondo
