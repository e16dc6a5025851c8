#include "core/http/message/date.h"

#include <gtest/gtest.h>

namespace rondo::http {
namespace {

TEST(Date, SecondsAsAHeaderSaysThem) {
  DateCache date;
  EXPECT_EQ(date.At(0), "Thu, 01 Jan 1970 00:00:00 GMT");
  EXPECT_EQ(date.At(784'111'777), "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(date.At(784'111'777), "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(date.At(784'111'778), "Sun, 06 Nov 1994 08:49:38 GMT");
  EXPECT_EQ(date.At(1'709'164'800), "Thu, 29 Feb 2024 00:00:00 GMT");
}

}  // namespace
}  // namespace rondo::http
