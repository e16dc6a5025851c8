#include "core/base/id_table.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <set>

namespace rondo {

/// Ages a slot to its last tenant.
struct IdTableTest {
  template <typename T>
  static void Age(IdTable<T>& table, uint64_t id) {
    table.slots_[IdTable<T>::SlotOf(id)].tenant = IdTable<T>::kLastTenant - 1;
  }
};

namespace {

TEST(IdTable, FindsWhatWasAdded) {
  IdTable<int> table;
  int a = 1, b = 2;
  const uint64_t first = table.Add(&a);
  const uint64_t second = table.Add(&b);
  EXPECT_NE(first, IdTable<int>::kNone);
  EXPECT_EQ(table.Find(first), &a);
  EXPECT_EQ(table.Find(static_cast<double>(second)), &b);
  EXPECT_NE(IdTable<int>::SlotOf(first), IdTable<int>::SlotOf(second));
  EXPECT_EQ(table.size(), 2u);
  table.Remove(first);
  EXPECT_EQ(table.Find(first), nullptr);
  EXPECT_EQ(table.size(), 1u);
}

TEST(IdTable, NoIdComesTwice) {
  IdTable<int> table;
  int object = 0;
  std::set<uint64_t> seen;
  for (int i = 0; i < 5000; ++i) {
    const uint64_t id = table.Add(&object);
    EXPECT_EQ(IdTable<int>::SlotOf(id), 0u);
    EXPECT_TRUE(seen.insert(id).second);
    table.Remove(id);
  }
  int young = 1;
  table.Add(&young);
  for (const uint64_t id : seen) ASSERT_EQ(table.Find(id), nullptr);
}

TEST(IdTable, ASlotWhoseNumbersAreUsedUpIsNotLetAgain) {
  IdTable<int> table;
  int object = 0;
  const uint64_t first = table.Add(&object);
  table.Remove(first);
  IdTableTest::Age(table, first);
  const uint64_t last = table.Add(&object);
  EXPECT_EQ(IdTable<int>::SlotOf(last), IdTable<int>::SlotOf(first));
  // A double still holds it.
  EXPECT_EQ(static_cast<uint64_t>(static_cast<double>(last)), last);
  EXPECT_LT(last, uint64_t{1} << 53);
  EXPECT_EQ(table.Find(static_cast<double>(last)), &object);
  table.Remove(last);
  const uint64_t other = table.Add(&object);
  EXPECT_NE(IdTable<int>::SlotOf(other), IdTable<int>::SlotOf(first));
  EXPECT_EQ(table.Find(last), nullptr);
}

TEST(IdTable, NumbersThatAreNoIdsFindNothing) {
  IdTable<int> table;
  int object = 0;
  table.Add(&object);
  for (const double number : {-1.0, 0.0, 1.0, 0x1p53, 1e300, std::nan(""),
                              -std::numeric_limits<double>::infinity()}) {
    EXPECT_EQ(table.Find(number), nullptr) << number;
  }
}

TEST(IdTable, VisitsTheLiving) {
  IdTable<int> table;
  int objects[3] = {};
  uint64_t ids[3];
  for (int i = 0; i < 3; ++i) ids[i] = table.Add(&objects[i]);
  table.Remove(ids[1]);
  table.ForEach([](int& object) { ++object; });
  EXPECT_EQ(objects[0], 1);
  EXPECT_EQ(objects[1], 0);
  EXPECT_EQ(objects[2], 1);
}

}  // namespace
}  // namespace rondo
