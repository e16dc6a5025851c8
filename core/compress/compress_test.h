// What the tests of the codecs have in common.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/compress/brotli_codec.h"
#include "core/compress/codec.h"
#include "core/compress/zlib_codec.h"
#include "core/compress/zstd_codec.h"

namespace rondo::compress {

inline std::span<const uint8_t> Bytes(std::string_view text) {
  return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}
inline std::string Text(std::span<const uint8_t> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// What comes of it, or the code of the failure in brackets.
struct Fed {
  std::string output;
  size_t consumed = 0;
  Outcome outcome = Outcome::kMore;
};

/// One piece of input, whose output goes through a window of `room` bytes.
inline Fed Feed(Codec& codec, std::string_view input, int flush,
                size_t room = 7) {
  Fed fed;
  std::vector<uint8_t> space(room);
  std::span<const uint8_t> left = Bytes(input);
  while (true) {
    Window window = {left, space};
    fed.outcome = codec.Step(window, flush);
    const size_t produced = room - window.output.size();
    fed.output += Text(std::span(space).first(produced));
    left = window.input;
    if (fed.outcome != Outcome::kMore || !window.output.empty()) break;
  }
  fed.consumed = input.size() - left.size();
  if (fed.outcome == Outcome::kFailed) {
    fed.output = "[" + codec.failure().code + "]";
  }
  return fed;
}

/// The same in pieces of `cut` bytes, the last of which is flushed so.
inline Fed FeedCut(Codec& codec, std::string_view input, size_t cut,
                   int finish) {
  Fed all;
  do {
    const std::string_view piece = input.substr(0, cut);
    input.remove_prefix(piece.size());
    Fed fed = Feed(codec, piece, input.empty() ? finish : kProcess);
    if (fed.outcome == Outcome::kFailed) return fed;
    all.output += fed.output;
    all.consumed += fed.consumed;
    all.outcome = fed.outcome;
    if (fed.consumed < piece.size()) break;
  } while (!input.empty());
  return all;
}

/// A compressor and the decompressor that reads it.
struct Pair {
  std::string name;
  int finish;
  int flush;
  std::unique_ptr<Codec> compressor;
  std::unique_ptr<Codec> decompressor;
};

inline std::vector<Pair> AllPairs(std::string_view dictionary = {}) {
  const std::vector<uint8_t> words(dictionary.begin(), dictionary.end());
  std::vector<Pair> pairs;
  const auto deflate = [&](const char* name, Format format, Format read_as) {
    pairs.push_back({name, Z_FINISH, Z_SYNC_FLUSH,
                     std::make_unique<Deflater>(
                         DeflateOptions{.format = format, .dictionary = words}),
                     std::make_unique<Inflater>(InflateOptions{
                         .format = read_as, .dictionary = words})});
  };
  deflate("zlib", Format::kZlib, Format::kZlib);
  deflate("zlib read as auto", Format::kZlib, Format::kAuto);
  deflate("gzip", Format::kGzip, Format::kGzip);
  deflate("gzip read as auto", Format::kGzip, Format::kAuto);
  deflate("raw", Format::kRaw, Format::kRaw);
  pairs.push_back(
      {"brotli", BROTLI_OPERATION_FINISH, BROTLI_OPERATION_FLUSH,
       std::make_unique<BrotliCompressor>(BrotliOptions{
           .params = {{BROTLI_PARAM_QUALITY, 5}}, .dictionary = words}),
       std::make_unique<BrotliDecompressor>(
           BrotliOptions{.params = {}, .dictionary = words})});
  pairs.push_back(
      {"zstd", ZSTD_e_end, ZSTD_e_flush,
       std::make_unique<ZstdCompressor>(
           ZstdOptions{.params = {}, .dictionary = words, .pledged_size = {}}),
       std::make_unique<ZstdDecompressor>(ZstdOptions{
           .params = {}, .dictionary = words, .pledged_size = {}})});
  return pairs;
}

/// Compresses neither well nor badly.
inline std::string SampleText(size_t size) {
  std::string text;
  uint32_t random = 1;
  while (text.size() < size) {
    random = random * 1664525 + 1013904223;
    text += "line " + std::to_string(random >> 20) + " of the sample\n";
  }
  text.resize(size);
  return text;
}

}  // namespace rondo::compress
