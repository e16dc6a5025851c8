// ChangeWatcher: what is told of files and directories that change.
#include "core/fs/change_watcher.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "core/loop/loop.h"

namespace rondo::fs {
namespace {

class ChangeWatcherTest : public testing::Test {
 protected:
  ChangeWatcherTest() {
    std::string pattern = testing::TempDir() + "/rondo_watch_XXXXXX";
    directory_ = mkdtemp(pattern.data());
    auto loop = Loop::Create({});
    CHECK(loop.ok());
    loop_ = std::move(loop).value();
    watcher_ = std::make_unique<ChangeWatcher>(
        *loop_,
        [](void* context, int32_t watch, bool renamed, std::string_view name) {
          auto& test = *static_cast<ChangeWatcherTest*>(context);
          test.told_.push_back(std::to_string(watch) + (renamed ? "r " : "c ") +
                               std::string(name));
          if (test.remove_ == watch) test.watcher_->Remove(watch);
        },
        this);
  }
  ~ChangeWatcherTest() override {
    watcher_->Clear();
    // What has no ref does not keep Run.
    for (int i = 0; i < 1000 && !watcher_->idle(); ++i) {
      loop_->Run(Loop::Mode::kNoWait);
    }
    EXPECT_TRUE(watcher_->idle());
    watcher_.reset();
    std::filesystem::remove_all(directory_);
  }

  std::string At(const std::string& name) { return directory_ + "/" + name; }
  void Write(const std::string& name, const std::string& text) {
    std::ofstream(At(name)) << text;
  }
  /// What is told within a few turns.
  std::vector<std::string> Told() {
    for (int i = 0; i < 10; ++i) {
      loop_->Run(Loop::Mode::kNoWait);
      usleep(1000);
    }
    return std::exchange(told_, {});
  }

  std::string directory_;
  std::unique_ptr<Loop> loop_;
  std::unique_ptr<ChangeWatcher> watcher_;
  std::vector<std::string> told_;
  int32_t remove_ = -1;
};

using Lines = std::vector<std::string>;

TEST_F(ChangeWatcherTest, DirectoriesTellOfTheirEntries) {
  const int32_t watch = *watcher_->Add(directory_);
  const std::string id = std::to_string(watch);
  Write("a", "");
  EXPECT_EQ(Told(), Lines({id + "r a"}));
  Write("a", "text");
  const Lines changed = Told();
  ASSERT_FALSE(changed.empty());
  EXPECT_EQ(changed.back(), id + "c a");
  chmod(At("a").c_str(), 0600);
  EXPECT_EQ(Told(), Lines({id + "c a"}));
  rename(At("a").c_str(), At("b").c_str());
  EXPECT_EQ(Told(), Lines({id + "r a", id + "r b"}));
  unlink(At("b").c_str());
  EXPECT_EQ(Told(), Lines({id + "r b"}));
}

TEST_F(ChangeWatcherTest, FilesTellOfThemselves) {
  Write("file", "");
  const int32_t first = *watcher_->Add(At("file"));
  ASSERT_EQ(symlink("file", At("link").c_str()), 0);
  // The same file: both are told.
  const int32_t second = *watcher_->Add(At("link"));
  Write("other", "");
  EXPECT_EQ(Told(), Lines{});
  chmod(At("file").c_str(), 0600);
  EXPECT_EQ(Told(), Lines({std::to_string(first) + "c ",
                           std::to_string(second) + "c "}));
  watcher_->Remove(first);
  chmod(At("file").c_str(), 0644);
  EXPECT_EQ(Told(), Lines({std::to_string(second) + "c "}));
  // Gone: the links to it become fewer, it is deleted, the watch ends.
  const std::string id = std::to_string(second);
  unlink(At("file").c_str());
  EXPECT_EQ(Told(), Lines({id + "c ", id + "r ", id + "r "}));
  Write("file", "again");
  EXPECT_EQ(Told(), Lines{});
}

TEST_F(ChangeWatcherTest, AWatchMayEndInsideOfItsReport) {
  const int32_t watch = *watcher_->Add(directory_);
  remove_ = watch;
  Write("a", "");
  Write("b", "");
  EXPECT_EQ(Told(), Lines({std::to_string(watch) + "r a"}));
  // And others begin.
  const int32_t next = *watcher_->Add(directory_);
  EXPECT_NE(next, watch);
  Write("c", "");
  EXPECT_EQ(Told(), Lines({std::to_string(next) + "r c"}));
}

TEST_F(ChangeWatcherTest, OnlyRefedWatchesKeepTheLoop) {
  const int32_t one = *watcher_->Add(directory_);
  const int32_t two = *watcher_->Add(directory_);
  EXPECT_EQ(watcher_->refs(), 2u);
  watcher_->SetRef(one, false);
  watcher_->SetRef(one, false);
  watcher_->SetRef(two, false);
  EXPECT_EQ(watcher_->refs(), 0u);
  loop_->Run();  // returns at once
  watcher_->SetRef(two, true);
  EXPECT_EQ(watcher_->refs(), 1u);
  watcher_->Remove(two);
  EXPECT_EQ(watcher_->refs(), 0u);
  watcher_->Remove(two);
  loop_->Run();
}

TEST_F(ChangeWatcherTest, WhatIsNotThereIsAnError) {
  const Result<int32_t> watch = watcher_->Add(At("nothing"));
  ASSERT_FALSE(watch.ok());
  EXPECT_EQ(watch.error().code(), ENOENT);
}

}  // namespace
}  // namespace rondo::fs
