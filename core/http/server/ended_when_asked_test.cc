// Programs that end a connection in the middle of being asked about its input,
// which goes on in the same piece.
#include <gtest/gtest.h>

#include "core/http/server/server_fixture.h"

namespace rondo::http {
namespace {

std::string Post(int length, const std::string& fields = {}) {
  return "POST /now HTTP/1.1\r\nHost: x\r\n" + fields +
         "Content-Length: " + std::to_string(length) + "\r\n\r\n";
}

void EndWhenAsked(TestDelegate& delegate, bool destroys) {
  delegate.on_asked = [destroys](Connection& connection) {
    if (destroys) {
      connection.Destroy();
    } else {
      connection.EndSoon();
    }
  };
}

TEST(EndedWhenAsked, ByTheListenerOfABodyThatIsTooLarge) {
  for (const char* fields : {"", "Connection: Upgrade\r\nUpgrade: x\r\n"}) {
    for (const bool destroys : {false, true}) {
      SCOPED_TRACE(std::string(fields) + (destroys ? " destroys" : " ends"));
      ServerFixture f({.max_body_size = 10, .serve_behind_end = true});
      f.delegate.take_upgrades = true;
      EndWhenAsked(f.delegate, destroys);
      const int client = f.Connect();
      f.Ask(client, Post(20, fields) + "hello");
      f.Settle();
      f.delegate.on_asked = nullptr;
      EXPECT_TRUE(f.Works());
    }
  }
}

TEST(EndedWhenAsked, WhetherItUpgrades) {
  for (const bool destroys : {false, true}) {
    for (const bool wants : {false, true}) {
      ServerFixture f({.serve_behind_end = true});
      f.delegate.take_upgrades = wants;
      EndWhenAsked(f.delegate, destroys);
      const int client = f.Connect();
      f.Ask(client, Get("/ws", "Connection: Upgrade\r\nUpgrade: x\r\n") + "hi");
      f.Settle();
      f.delegate.on_asked = nullptr;
      EXPECT_TRUE(f.Works());
    }
  }
}

}  // namespace
}  // namespace rondo::http
