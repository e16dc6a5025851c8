#include "runtime/env/name_service.h"

#include <gtest/gtest.h>

namespace rondo {
namespace {

std::string Sources(std::string_view text) {
  std::string all;
  for (const NameSource& source : NameSources(text)) {
    all += source.database + "=" + source.service + " ";
  }
  return all;
}

TEST(NameServiceTest, SourcesComeInTheirOrder) {
  EXPECT_EQ(Sources("passwd: files systemd\ngroup:\tfiles\thosts\n"
                    "hosts: files dns\n"),
            "passwd=files passwd=systemd group=files group=hosts hosts=files "
            "hosts=dns ");
}

TEST(NameServiceTest, ActionsAndCommentsAreLeftOut) {
  EXPECT_EQ(Sources("# hosts: nis\n"
                    "hosts: files mdns4 [NOTFOUND=return !UNAVAIL=merge] dns "
                    "# nis\n"
                    "hosts: [a b\n"
                    "  passwd :a[SUCCESS=merge]b\r\n"),
            "hosts=files hosts=mdns4 hosts=dns passwd=a passwd=b ");
}

TEST(NameServiceTest, OtherDatabasesAreLeftOut) {
  EXPECT_EQ(Sources("shadow: files\nnetworks: nis\nhosts\nservices db\n:\n"),
            "");
}

TEST(NameServiceTest, TheLastLineNeedsNoEnd) {
  EXPECT_EQ(Sources(""), "");
  EXPECT_EQ(Sources("hosts:"), "");
  EXPECT_EQ(Sources("hosts:nis"), "hosts=nis ");
}

}  // namespace
}  // namespace rondo
