#include "runtime/env/handle_table.h"

#include <gtest/gtest.h>

#include <set>
#include <vector>

namespace rondo {
namespace {

TEST(HandleTableTest, FindsWhatItHolds) {
  HandleTable<int> table;
  int a = 1, b = 2;
  const int32_t first = table.Add(&a);
  const int32_t second = table.Add(&b);
  EXPECT_NE(first, second);
  EXPECT_GE(first, 0);
  EXPECT_EQ(table.Find(first), &a);
  EXPECT_EQ(&table.Get(second), &b);
  EXPECT_EQ(table.size(), 2u);
}

TEST(HandleTableTest, AnOldHandleFindsNothing) {
  HandleTable<int> table;
  int a = 1;
  const int32_t old = table.Add(&a);
  table.Remove(old);
  EXPECT_EQ(table.Find(old), nullptr);
  const int32_t young = table.Add(&a);  // the same slot
  EXPECT_NE(old, young);
  EXPECT_EQ(table.Find(old), nullptr);
  EXPECT_EQ(table.Find(young), &a);
}

TEST(HandleTableTest, StrangeNumbersFindNothing) {
  HandleTable<int> table;
  int a = 1;
  table.Add(&a);
  for (int32_t handle : {-1, 1, 1 << 20, INT32_MAX, INT32_MIN}) {
    EXPECT_EQ(table.Find(handle), nullptr) << handle;
  }
}

TEST(HandleTableTest, GenerationsWrapWithinASmi) {
  HandleTable<int> table;
  int a = 1;
  std::set<int32_t> seen;
  for (int i = 0; i < 5000; ++i) {
    const int32_t handle = table.Add(&a);
    ASSERT_GE(handle, 0);
    seen.insert(handle);
    table.Remove(handle);
  }
  EXPECT_EQ(seen.size(), 2048u);  // 31 - 20 bits
}

TEST(HandleTableTest, VisitsAndMayRemove) {
  HandleTable<int> table;
  std::vector<int> values(10);
  std::vector<int32_t> handles;
  for (int& value : values) handles.push_back(table.Add(&value));
  int visited = 0;
  table.ForEach([&](int& value) {
    ++visited;
    table.Remove(handles[static_cast<size_t>(&value - values.data())]);
  });
  EXPECT_EQ(visited, 10);
  EXPECT_EQ(table.size(), 0u);
}

}  // namespace
}  // namespace rondo
