// Whole: one input from its first byte to its last through a codec, in pieces
// that take some milliseconds each.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "core/compress/codec.h"
#include "core/compress/output.h"

namespace rondo::compress {

class Whole {
 public:
  enum class State : uint8_t {
    kMore,      // call Run again
    kDone,      // output() is all of it
    kFailed,    // the codec's failure() says why
    kTooLarge,  // the output would be larger than the limit
    kNoMemory,
  };

  /// `finish` is the codec's flush kind for the last of the input, `limit` the
  /// most output. Codec and input stay until the end.
  Whole(Codec& codec, std::span<const uint8_t> input, int finish, size_t limit);

  /// Does about so much: bytes in or out.
  State Run(size_t budget);
  /// Does all that is left.
  State RunToEnd();

  Output& output() { return output_; }
  size_t consumed() const { return size_ - input_.size(); }
  /// Whether something stands behind the end of the stream.
  bool has_rest() const { return !input_.empty(); }

 private:
  bool MakeRoom();

  Codec& codec_;
  std::span<const uint8_t> input_;
  const size_t size_;
  const int finish_;
  Output output_;
};

}  // namespace rondo::compress
