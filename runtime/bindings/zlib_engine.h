// ZlibEngine: a codec that belongs to a JavaScript object.
#pragma once

#include <cstddef>
#include <memory>
#include <utility>

#include "core/base/check.h"
#include "core/compress/codec.h"
#include "runtime/bind/fixed_string.h"
#include "runtime/env/owned.h"

namespace rondo {

/// At most one job uses the codec at a time, on a thread of the pool perhaps;
/// until it is home JavaScript only may Close or AskReset.
class ZlibEngine final : public OwnedObject {
 public:
  static constexpr OwnedKind kKind = {"ZlibEngine"};
  static constexpr FixedString kHandleName = "ZlibEngine";

  ZlibEngine(Environment& env, std::unique_ptr<compress::Codec> codec)
      : OwnedObject(env), codec_(std::move(codec)), ready_(codec_->ok()) {
    if (ready_) SetMemory(codec_->memory());
  }

  /// Whether the codec took its options.
  bool ready() const { return ready_; }
  bool closed() const { return closed_; }
  bool busy() const { return busy_; }
  /// Not once it is closed.
  compress::Codec& codec() {
    CHECK(codec_ != nullptr);
    return *codec_;
  }

  void BeginJob() {
    CHECK(ready_ && !busy_ && !closed_);
    busy_ = true;
  }
  /// On the loop's thread.
  void EndJob() {
    busy_ = false;
    if (closed_) {
      Free();
      return;
    }
    if (reset_asked_) {
      reset_asked_ = false;
      codec_->Reset();
    }
    if (codec_->memory() != memory()) SetMemory(codec_->memory());
  }

  /// Gives the codec back, as soon as no job has it.
  void Close() {
    closed_ = true;
    if (!busy_) Free();
  }
  /// Now, or when the job is home.
  void AskReset() {
    if (closed_) return;
    if (busy_) {
      reset_asked_ = true;
    } else {
      codec_->Reset();
    }
  }

 private:
  void Free() {
    if (codec_ == nullptr) return;
    codec_.reset();
    SetMemory(0);
  }

  std::unique_ptr<compress::Codec> codec_;
  const bool ready_;
  bool closed_ = false;
  bool busy_ = false;
  bool reset_asked_ = false;
};

}  // namespace rondo
