#include "core/compress/codec.h"

#include "core/compress/compress_test.h"

namespace rondo::compress {
namespace {

TEST(Codec, ReadsWhatItWroteHoweverItIsCut) {
  for (size_t size : {0, 1, 100, 70'000}) {
    const std::string text = SampleText(size);
    for (size_t cut : {1, 5, 1000, 100'000}) {
      if (size > 1000 && cut == 1) continue;
      for (Pair& pair : AllPairs()) {
        SCOPED_TRACE(pair.name + " of " + std::to_string(size) + " by " +
                     std::to_string(cut));
        const Fed packed = FeedCut(*pair.compressor, text, cut, pair.finish);
        EXPECT_EQ(packed.outcome, Outcome::kEnd);
        const Fed read =
            FeedCut(*pair.decompressor, packed.output, cut, pair.finish);
        EXPECT_EQ(read.outcome, Outcome::kEnd);
        EXPECT_EQ(read.output, text);
        EXPECT_EQ(read.consumed, packed.output.size());
      }
    }
  }
}

TEST(Codec, WritesAllThatWasGivenWhenFlushed) {
  for (Pair& pair : AllPairs()) {
    SCOPED_TRACE(pair.name);
    for (const char* part : {"first part, ", "second part"}) {
      const Fed packed = Feed(*pair.compressor, part, pair.flush);
      EXPECT_EQ(packed.outcome, Outcome::kMore);
      EXPECT_EQ(Feed(*pair.decompressor, packed.output, kProcess).output, part);
    }
  }
}

TEST(Codec, HasNothingToAddToAnEndedStream) {
  for (Pair& pair : AllPairs()) {
    SCOPED_TRACE(pair.name);
    Feed(*pair.compressor, "text", pair.finish);
    const Fed again = Feed(*pair.compressor, "", pair.finish);
    EXPECT_EQ(again.outcome, Outcome::kEnd);
    EXPECT_EQ(again.output, "");
  }
}

TEST(Codec, BeginsAnewWhenReset) {
  for (Pair& pair : AllPairs("a dictionary of some words")) {
    SCOPED_TRACE(pair.name);
    const std::string packed =
        Feed(*pair.compressor, "some words", pair.finish).output;
    ASSERT_TRUE(pair.compressor->Reset());
    Feed(*pair.compressor, "half a stre", kProcess);
    ASSERT_TRUE(pair.compressor->Reset());
    EXPECT_EQ(Feed(*pair.compressor, "some words", pair.finish).output, packed);

    Feed(*pair.decompressor, packed.substr(0, 5), kProcess);
    ASSERT_TRUE(pair.decompressor->Reset());
    EXPECT_EQ(Feed(*pair.decompressor, packed, pair.finish).output,
              "some words");
    ASSERT_TRUE(pair.decompressor->Reset());
    EXPECT_EQ(Feed(*pair.decompressor, packed, pair.finish).output,
              "some words");
  }
}

TEST(Codec, ADictionaryMakesTheOutputSmaller) {
  const std::string words =
      "many uncommon words: quagmire, zephyr, oblong, wharf";
  std::vector<Pair> plain = AllPairs();
  std::vector<Pair> better = AllPairs(words);
  for (size_t i = 0; i < plain.size(); ++i) {
    SCOPED_TRACE(plain[i].name);
    const auto size = [&words](Pair& pair) {
      return Feed(*pair.compressor, words, pair.finish).output.size();
    };
    if (plain[i].name.starts_with("gzip")) {
      EXPECT_EQ(size(better[i]), size(plain[i]));  // gzip knows none.
    } else {
      EXPECT_LT(size(better[i]), size(plain[i]));
    }
  }
}

TEST(Codec, SaysThatAStreamIsCutOff) {
  for (Pair& pair : AllPairs()) {
    const std::string packed =
        Feed(*pair.compressor, SampleText(300), pair.finish).output;
    for (size_t size = 0; size < packed.size(); ++size) {
      SCOPED_TRACE(pair.name + " " + std::to_string(size));
      ASSERT_TRUE(pair.decompressor->Reset());
      EXPECT_EQ(
          Feed(*pair.decompressor, packed.substr(0, size), pair.finish).output,
          "[Z_BUF_ERROR]");
      EXPECT_EQ(pair.decompressor->failure().message, "unexpected end of file");
    }
  }
}

TEST(Codec, LeavesWhatIsBehindTheEnd) {
  for (Pair& pair : AllPairs()) {
    SCOPED_TRACE(pair.name);
    const std::string packed =
        Feed(*pair.compressor, "text", pair.finish).output;
    const std::string zeros(5, '\0');
    const Fed read = Feed(*pair.decompressor, packed + zeros, pair.finish);
    EXPECT_EQ(read.outcome, Outcome::kEnd);
    EXPECT_EQ(read.output, "text");
    EXPECT_EQ(read.consumed, packed.size());
  }
}

TEST(Codec, NamesWhatIsWrong) {
  const std::string bad = "garbage";
  std::string codes;
  for (Pair& pair : AllPairs()) {
    codes += Feed(*pair.decompressor, bad, pair.finish).output;
    EXPECT_FALSE(pair.decompressor->failure().message.empty());
    EXPECT_NE(pair.decompressor->failure().number, 0);
  }
  EXPECT_EQ(codes,
            "[Z_DATA_ERROR][Z_DATA_ERROR][Z_DATA_ERROR][Z_DATA_ERROR]"
            "[Z_DATA_ERROR][ERR__ERROR_FORMAT_PADDING_1]"
            "[ZSTD_error_prefix_unknown]");
}

TEST(Codec, TellsWhatItHolds) {
  for (Pair& pair : AllPairs()) {
    SCOPED_TRACE(pair.name);
    Feed(*pair.compressor, SampleText(100'000), kProcess);
    EXPECT_GT(pair.compressor->memory(), 10'000u);
    EXPECT_LT(pair.compressor->memory(), 50'000'000u);
    EXPECT_GT(pair.decompressor->memory(), 10'000u);
  }
}

// --- What only one of them has.

std::string Gzipped(std::string_view text) {
  Deflater deflater({.format = Format::kGzip});
  return Feed(deflater, text, Z_FINISH).output;
}

TEST(Inflater, ReadsSeveralMembersAsOne) {
  const std::string two = Gzipped("one") + Gzipped("two");
  for (Format format : {Format::kGzip, Format::kAuto}) {
    for (size_t cut = 1; cut <= two.size(); ++cut) {
      Inflater inflater({.format = format});
      EXPECT_EQ(FeedCut(inflater, two, cut, Z_FINISH).output, "onetwo");
    }
  }
}

TEST(Inflater, ReadsTheFirstMemberOnlyIfAsked) {
  const std::string one = Gzipped("one");
  Inflater inflater({.format = Format::kGzip, .single_member = true});
  const Fed read = Feed(inflater, one + Gzipped("two"), Z_FINISH);
  EXPECT_EQ(read.output, "one");
  EXPECT_EQ(read.consumed, one.size());
}

TEST(Inflater, TakesWhatIsBehindAMemberAndNoZeroForAMember) {
  Inflater inflater({.format = Format::kGzip});
  EXPECT_EQ(Feed(inflater, Gzipped("one") + "rest", Z_FINISH).output,
            "[Z_DATA_ERROR]");
  EXPECT_EQ(inflater.failure().message, "incorrect header check");
}

TEST(Inflater, NeedsTheDictionaryOfTheStream) {
  Deflater deflater({.dictionary = {'t', 'e', 'x', 't'}});
  const std::string packed = Feed(deflater, "text", Z_FINISH).output;
  Inflater none({});
  EXPECT_EQ(Feed(none, packed, Z_FINISH).output, "[Z_NEED_DICT]");
  EXPECT_EQ(none.failure().message, "Missing dictionary");
  Inflater other({.dictionary = {'x'}});
  EXPECT_EQ(Feed(other, packed, Z_FINISH).output, "[Z_NEED_DICT]");
  EXPECT_EQ(other.failure().message, "Bad dictionary");
}

TEST(Deflater, ChangesItsLevelInMidStream) {
  const std::string text = SampleText(1000);
  Deflater deflater({.level = 9});
  std::string packed = Feed(deflater, text, Z_SYNC_FLUSH).output;
  ASSERT_TRUE(deflater.SetParams(0, Z_DEFAULT_STRATEGY));
  const std::string stored = Feed(deflater, text, Z_FINISH).output;
  EXPECT_GT(stored.size(), text.size());
  Inflater inflater({});
  EXPECT_EQ(Feed(inflater, packed + stored, Z_FINISH).output, text + text);
}

TEST(Deflater, RefusesInputBehindTheEnd) {
  Deflater deflater({});
  Feed(deflater, "text", Z_FINISH);
  EXPECT_EQ(Feed(deflater, "more", Z_FINISH).output, "[Z_BUF_ERROR]");
}

std::string ZstdPacked(std::string_view text) {
  ZstdCompressor compressor({});
  return Feed(compressor, text, ZSTD_e_end).output;
}

TEST(ZstdCodec, ReadsFramesAndSkipsWhatIsToBeSkipped) {
  const std::string skippable = {'\x53', '\x2a', '\x4d', '\x18', 2,
                                 0,      0,      0,      'x',    'y'};
  const std::string all =
      ZstdPacked("one") + skippable + ZstdPacked("two") + skippable;
  for (size_t cut = 1; cut <= all.size(); ++cut) {
    SCOPED_TRACE(cut);
    ZstdDecompressor decompressor({});
    EXPECT_EQ(FeedCut(decompressor, all, cut, ZSTD_e_end).output, "onetwo");
  }
}

TEST(ZstdCodec, LeavesWhatIsNoFrame) {
  const std::string one = ZstdPacked("one");
  for (const char* rest : {"x", "\x28", "\x28\xb5", "\x28\xb5\x2f", "\x28\xb5?",
                           "\x60\x2a\x4d\x18"}) {
    ZstdDecompressor decompressor({});
    const Fed read = Feed(decompressor, one + rest, ZSTD_e_end);
    EXPECT_EQ(read.outcome, Outcome::kEnd);
    EXPECT_EQ(read.consumed, one.size());
  }
}

TEST(ZstdCodec, HoldsThePledgedSize) {
  ZstdOptions options;
  options.pledged_size = 5;
  for (const char* wrong : {"", "four", "longer"}) {
    ZstdCompressor compressor(options);
    EXPECT_EQ(Feed(compressor, wrong, ZSTD_e_end).output,
              "[ZSTD_error_srcSize_wrong]");
  }
  ZstdCompressor compressor(options);
  EXPECT_EQ(Feed(compressor, "right", ZSTD_e_end).outcome, Outcome::kEnd);
}

TEST(ZstdCodec, RefusesParameters) {
  ZstdOptions options;
  options.params = {{ZSTD_c_strategy, 130}};
  ZstdCompressor compressor(options);
  EXPECT_FALSE(compressor.ok());
  EXPECT_EQ(compressor.failure().message, "Setting parameter failed");
  options.params = {{ZSTD_d_windowLogMax, 1}};
  EXPECT_FALSE(ZstdDecompressor(options).ok());
}

TEST(ZstdCodec, TakesWhatIsSaidOfThreads) {
  ZstdOptions options;
  options.params = {{ZSTD_c_nbWorkers, 2}, {ZSTD_c_overlapLog, 1}};
  ZstdCompressor compressor(options);
  ASSERT_TRUE(compressor.ok());
  ZstdDecompressor decompressor({});
  const std::string packed = Feed(compressor, "text", ZSTD_e_end).output;
  EXPECT_EQ(Feed(decompressor, packed, ZSTD_e_end).output, "text");
}

TEST(BrotliCodec, RefusesParameters) {
  BrotliOptions options;
  options.params = {{BROTLI_PARAM_DISABLE_LITERAL_CONTEXT_MODELING, 42}};
  BrotliCompressor compressor(options);
  EXPECT_FALSE(compressor.ok());
  EXPECT_EQ(compressor.failure().message, "Initialization failed");
  options.params = {{7, 1}};
  EXPECT_FALSE(BrotliDecompressor(options).ok());
}

}  // namespace
}  // namespace rondo::compress
