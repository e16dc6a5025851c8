#include "core/compress/whole.h"

#include <limits>

#include "core/compress/compress_test.h"
#include "core/compress/quick.h"

namespace rondo::compress {
namespace {

constexpr size_t kNoLimit = std::numeric_limits<size_t>::max();

TEST(Whole, GivesTheSameInPiecesAndAtOnce) {
  const std::string text = SampleText(300'000);
  for (Pair& pair : AllPairs()) {
    SCOPED_TRACE(pair.name);
    Whole at_once(*pair.compressor, Bytes(text), pair.finish, kNoLimit);
    ASSERT_EQ(at_once.RunToEnd(), Whole::State::kDone);
    const std::string packed = Text(at_once.output().bytes());
    Whole pieces(*pair.decompressor, Bytes(packed), pair.finish, kNoLimit);
    int runs = 0;
    Whole::State state;
    do {
      state = pieces.Run(10'000);
      ++runs;
    } while (state == Whole::State::kMore);
    EXPECT_EQ(state, Whole::State::kDone);
    EXPECT_GE(runs, 20);
    EXPECT_EQ(Text(pieces.output().bytes()), text);
    EXPECT_EQ(pieces.consumed(), packed.size());
    EXPECT_FALSE(pieces.has_rest());
  }
}

TEST(Whole, ReadsMembersAndFramesWhereverAPieceEnds) {
  for (Pair& pair : AllPairs()) {
    if (!pair.name.starts_with("gzip") && pair.name != "zstd") continue;
    const std::string packed =
        Feed(*pair.compressor, "one", pair.finish).output;
    const std::string two = packed + packed;
    for (size_t budget = 1; budget <= two.size(); ++budget) {
      SCOPED_TRACE(pair.name + " by " + std::to_string(budget));
      ASSERT_TRUE(pair.decompressor->Reset());
      Whole whole(*pair.decompressor, Bytes(two), pair.finish, kNoLimit);
      Whole::State state;
      do {
        state = whole.Run(budget);
      } while (state == Whole::State::kMore);
      EXPECT_EQ(state, Whole::State::kDone);
      EXPECT_EQ(Text(whole.output().bytes()), "oneone");
      EXPECT_FALSE(whole.has_rest());
    }
  }
}

TEST(Whole, StopsAtTheLimit) {
  const std::string text(100'000, 'x');
  for (Pair& pair : AllPairs()) {
    SCOPED_TRACE(pair.name);
    const std::string packed = Feed(*pair.compressor, text, pair.finish).output;
    const auto state = [&](size_t limit) {
      EXPECT_TRUE(pair.decompressor->Reset());
      Whole whole(*pair.decompressor, Bytes(packed), pair.finish, limit);
      return whole.RunToEnd();
    };
    EXPECT_EQ(state(1), Whole::State::kTooLarge);
    EXPECT_EQ(state(text.size() - 1), Whole::State::kTooLarge);
    EXPECT_EQ(state(text.size()), Whole::State::kDone);
  }
}

TEST(Whole, SaysWhatItDidNotUse) {
  Deflater deflater({});
  const std::string packed = Feed(deflater, "text", Z_FINISH).output;
  Inflater inflater({});
  const std::string more = packed + "rest";
  Whole whole(inflater, Bytes(more), Z_FINISH, kNoLimit);
  EXPECT_EQ(whole.RunToEnd(), Whole::State::kDone);
  EXPECT_EQ(whole.consumed(), packed.size());
  EXPECT_TRUE(whole.has_rest());
}

TEST(Whole, MayEndWithoutFinishing) {
  Deflater deflater({});
  Whole whole(deflater, Bytes("text"), Z_SYNC_FLUSH, kNoLimit);
  EXPECT_EQ(whole.RunToEnd(), Whole::State::kDone);
  Inflater inflater({});
  EXPECT_EQ(Feed(inflater, Text(whole.output().bytes()), kProcess).output,
            "text");
}

// --- QuickDeflate.

constexpr Format kFormats[] = {Format::kZlib, Format::kGzip, Format::kRaw};

std::string Inflated(Format format, std::string_view packed) {
  Inflater inflater({.format = format});
  return Feed(inflater, packed, Z_FINISH, 1000).output;
}

TEST(QuickDeflate, WritesWhatZlibReads) {
  QuickDeflate quick;
  for (Format format : kFormats) {
    for (int level : {-1, 1, 6, 9}) {
      for (size_t size : {64, 1000, 100'000}) {
        const std::string text = SampleText(size);
        Output output(kNoLimit);
        ASSERT_EQ(quick.Compress(format, level, Bytes(text), output),
                  QuickDeflate::Result::kDone);
        EXPECT_LT(output.size(), size);
        EXPECT_EQ(Inflated(format, Text(output.bytes())), text);
      }
    }
  }
}

TEST(QuickDeflate, SaysThatTheOutputIsTooLarge) {
  QuickDeflate quick;
  Output output(10);
  EXPECT_EQ(quick.Compress(Format::kGzip, 6, Bytes(SampleText(1000)), output),
            QuickDeflate::Result::kTooLarge);
}

std::string Packed(Format format, std::string_view text) {
  Deflater deflater({.format = format});
  return Feed(deflater, text, Z_FINISH, 1000).output;
}

TEST(QuickDeflate, ReadsWhatZlibWritesWithAChecksum) {
  QuickDeflate quick;
  for (Format format : {Format::kZlib, Format::kGzip}) {
    for (size_t size : {1, 64, 1000, 100'000}) {
      const std::string text = SampleText(size);
      const std::string packed = Packed(format, text);
      Output output(kNoLimit);
      ASSERT_EQ(quick.Decompress(format, Bytes(packed), output),
                QuickDeflate::Result::kDone);
      EXPECT_EQ(Text(output.bytes()), text);
      Output by_itself(kNoLimit);
      ASSERT_EQ(quick.Decompress(Format::kAuto, Bytes(packed), by_itself),
                QuickDeflate::Result::kDone);
      EXPECT_EQ(Text(by_itself.bytes()), text);
    }
  }
}

TEST(QuickDeflate, ReadsMembersOfOneSizeAndLeavesPadding) {
  QuickDeflate quick;
  const std::string text = SampleText(1000);
  const std::string member = Packed(Format::kGzip, text);
  Output output(kNoLimit);
  ASSERT_EQ(quick.Decompress(Format::kGzip, Bytes(member + member), output),
            QuickDeflate::Result::kDone);
  EXPECT_EQ(Text(output.bytes()), text + text);
}

TEST(QuickDeflate, LeavesToZlibWhatIsUnusual) {
  QuickDeflate quick;
  const std::string text = SampleText(1000);
  const std::string good = Packed(Format::kGzip, text);
  std::string flipped = good;
  flipped[20] ^= 1;
  std::string lying = good;
  lying[lying.size() - 1] = 0x7f;
  for (const std::string& odd :
       {std::string(), good.substr(0, 10), good.substr(0, good.size() - 1),
        good + "x", good + Packed(Format::kGzip, "another size"), flipped,
        lying, std::string("garbage of some length, anyway")}) {
    Output output(kNoLimit);
    EXPECT_EQ(quick.Decompress(Format::kGzip, Bytes(odd), output),
              QuickDeflate::Result::kUnsuitable);
    EXPECT_EQ(output.size(), 0u);
  }
  Output raw(kNoLimit);
  EXPECT_EQ(
      quick.Decompress(Format::kRaw, Bytes(Packed(Format::kRaw, text)), raw),
      QuickDeflate::Result::kUnsuitable);
  // What fits in none of the guesses, and what is larger than the limit.
  const std::string bomb = Packed(Format::kZlib, std::string(1'000'000, 'x'));
  Output output(kNoLimit);
  EXPECT_EQ(quick.Decompress(Format::kZlib, Bytes(bomb), output),
            QuickDeflate::Result::kUnsuitable);
  Output small(100);
  EXPECT_EQ(quick.Decompress(Format::kGzip, Bytes(good), small),
            QuickDeflate::Result::kUnsuitable);
}

}  // namespace
}  // namespace rondo::compress
