// What the tests of core/fs are played with: each operation, once on a loop and
// once as its synchronous twin. The test runner repeats all of it on each
// backend.
#pragma once

#include <gtest/gtest.h>

#include <cstring>
#include <fstream>
#include <functional>
#include <memory>
#include <span>
#include <sstream>
#include <string>
#include <string_view>

#include "core/fs/directory.h"
#include "core/fs/known_files.h"
#include "core/fs/operation.h"
#include "core/fs/whole_file.h"

namespace rondo::fs {

inline std::span<const uint8_t> BytesOf(std::string_view text) {
  return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

inline std::string TextOf(const Bytes& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

inline std::string Slurp(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

inline void Spill(const std::string& path, std::string_view contents) {
  std::ofstream(path, std::ios::binary) << contents;
}

inline std::string Pattern(size_t length) {
  std::string bytes(length, '\0');
  uint32_t x = 7;
  for (char& byte : bytes) {
    x = x * 1664525 + 1013904223;
    byte = static_cast<char>(x >> 24);
  }
  return bytes;
}

/// An operation that says when it is done.
template <typename T>
struct Noted : T {
  Noted()
      : T([](Operation& operation) {
          auto& self = static_cast<Noted&>(static_cast<T&>(operation));
          EXPECT_FALSE(self.active());
          self.done = true;
          if (self.then) self.then();
        }) {}
  bool done = false;
  std::function<void()> then;
};

/// The parameter: synchronously.
class FsTest : public testing::TestWithParam<bool> {
 protected:
  void SetUp() override {
    root_ = testing::TempDir() + "fs_test.XXXXXX";
    ASSERT_NE(::mkdtemp(root_.data()), nullptr);
    auto loop = Loop::Create({.pool = &pool_});
    ASSERT_TRUE(loop.ok());
    loop_ = std::move(*loop);
  }
  void TearDown() override {
    Noted<Remove> remove;
    remove.path = root_;
    remove.recursive = true;
    remove.RunSync();
    EXPECT_TRUE(remove.ok());
  }

  std::string At(const std::string& name) const { return root_ + "/" + name; }

  /// Performs `operation`, by the route under test.
  template <typename T>
  void Do(Noted<T>& operation) {
    if (GetParam()) {
      operation.RunSync();
      return;
    }
    operation.done = false;
    operation.Start(*loop_);
    EXPECT_TRUE(operation.active());
    EXPECT_FALSE(operation.done);  // never from inside Start
    loop_->Run();
    EXPECT_TRUE(operation.done);
  }
  template <typename T>
  void ExpectError(const Noted<T>& operation, int error, Call call) {
    EXPECT_EQ(operation.error(), error) << strerror(operation.error());
    EXPECT_STREQ(InfoOf(operation.failed_call()).name, InfoOf(call).name);
  }
  std::string Read(const std::string& path) {
    Noted<ReadFile> read;
    read.path = path;
    read.known = &known_;
    Do(read);
    EXPECT_TRUE(read.ok()) << path << ": " << strerror(read.error());
    return TextOf(read.contents);
  }

  WorkerPool pool_{2};
  std::unique_ptr<Loop> loop_;
  KnownFiles known_;
  std::string root_;
};

}  // namespace rondo::fs
