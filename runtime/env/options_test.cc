#include "runtime/env/options.h"

#include <gtest/gtest.h>

namespace rondo {
namespace {

ParsedOptions Parse(std::vector<std::string> arguments,
                    std::string_view node_options = "") {
  return ParseOptions(arguments, node_options);
}

EnvironmentOptions Values(ParsedOptions parsed) {
  EnvironmentOptions options;
  options.values = std::move(parsed.values);
  return options;
}

TEST(OptionsTest, StopsAtTheScript) {
  const ParsedOptions parsed =
      Parse({"--no-warnings", "app.js", "--verbose", "x"});
  EXPECT_EQ(parsed.error, "");
  EXPECT_EQ(parsed.exec_argv, std::vector<std::string>{"--no-warnings"});
  EXPECT_EQ(parsed.rest,
            (std::vector<std::string>{"app.js", "--verbose", "x"}));
}

TEST(OptionsTest, ADoubleDashEndsThem) {
  const ParsedOptions parsed = Parse({"--verbose", "--", "--app.js"});
  EXPECT_EQ(parsed.rest, std::vector<std::string>{"--app.js"});
}

TEST(OptionsTest, ADashIsStandardInput) {
  EXPECT_EQ(Parse({"-"}).rest, std::vector<std::string>{"-"});
}

TEST(OptionsTest, FlagsAndTheirNegation) {
  const EnvironmentOptions options =
      Values(Parse({"--trace-warnings", "--no-deprecation"}));
  EXPECT_TRUE(options.flag("--trace-warnings"));
  EXPECT_FALSE(options.flag("--deprecation"));
  EXPECT_TRUE(options.flag("--warnings"));  // by default
}

// The variable is meant for many programs, and must keep none from starting.
TEST(OptionsTest, TheVariableMayHoldWhatOnlyNodeHas) {
  const auto parse = [](std::string_view text) {
    const ParsedOptions parsed = Parse({"app.js"}, text);
    EXPECT_EQ(parsed.error, "") << text;
    EXPECT_EQ(parsed.rest, std::vector<std::string>{"app.js"}) << text;
    return parsed.without_effect;
  };
  using Names = std::vector<std::string>;
  EXPECT_EQ(parse("--use-openssl-ca --no-addons --no-experimental-webstorage "
                  "--no-experimental-require-module --test-only"),
            Names());
  EXPECT_EQ(parse("--report-dir /tmp --tls-cipher-list=x"), Names());
  EXPECT_EQ(parse("--enable-source-maps --dns-result-order=ipv4first "
                  "--dns-result-order verbatim"),
            (Names{"--enable-source-maps", "--dns-result-order",
                   "--dns-result-order"}));
  EXPECT_EQ(parse("--report-on-fatalerror --experimental_vm-modules"),
            (Names{"--report-on-fatalerror", "--experimental-vm-modules"}));
  EXPECT_EQ(parse("--no-enable-source-maps"), Names());
  EXPECT_EQ(parse("--no-global-search-paths"),
            Names{"--no-global-search-paths"});
  EXPECT_NE(Parse({}, "--no-such-option").error, "");
  EXPECT_NE(Parse({}, "--build-snapshot").error, "");
  EXPECT_NE(Parse({}, "--tls-keylog").error, "");
  // On the command line somebody asked for it.
  EXPECT_EQ(Parse({"--no-addons", "app.js"}).error, "");
  EXPECT_NE(Parse({"--enable-source-maps", "app.js"}).error, "");
}

TEST(OptionsTest, AsyncContextsAreFramesWhateverIsAsked) {
  EXPECT_TRUE(Values(Parse({})).flag("--async-context-frame"));
  EXPECT_EQ(Parse({"--async-context-frame"}).error, "");
  EXPECT_EQ(Parse({"--no-async-context-frame"}).error, "");
}

TEST(OptionsTest, ValuesFollowOrAreAttached) {
  for (const ParsedOptions& parsed :
       {Parse({"--title=a", "x"}), Parse({"--title", "a", "x"})}) {
    EXPECT_EQ(parsed.error, "");
    EXPECT_EQ(Values(parsed).text("--title"), "a");
    EXPECT_EQ(parsed.rest, std::vector<std::string>{"x"});
  }
}

TEST(OptionsTest, UnderscoresAreDashes) {
  EXPECT_TRUE(Values(Parse({"--trace_warnings"})).flag("--trace-warnings"));
}

TEST(OptionsTest, PrintTakesWhatFollowsAsTheProgram) {
  const ParsedOptions printed = Parse({"-p", "1 + 1", "x"});
  EXPECT_TRUE(Values(printed).flag("--print"));
  EXPECT_EQ(Values(printed).text("--eval"), "1 + 1");
  EXPECT_EQ(printed.rest, std::vector<std::string>{"x"});
  EXPECT_EQ(Values(Parse({"-p", "\\-5 + 2"})).text("--eval"), "-5 + 2");
  // In any order, and alone: the program is on standard input.
  for (const ParsedOptions& parsed :
       {Parse({"-p", "-e", "2"}), Parse({"-e", "2", "-p"}),
        Parse({"-pe", "2"})}) {
    EXPECT_EQ(parsed.error, "");
    EXPECT_TRUE(Values(parsed).flag("--print"));
    EXPECT_EQ(Values(parsed).text("--eval"), "2");
  }
  const ParsedOptions alone = Parse({"-p"});
  EXPECT_EQ(alone.error, "");
  EXPECT_EQ(Values(alone).Find("--eval"), nullptr);
}

TEST(OptionsTest, ValuesThatLookLikeOptionsAreMissingValues) {
  EXPECT_EQ(Parse({"-e", "-1"}).error, "-e requires an argument");
  EXPECT_EQ(Parse({"-r", "-p"}).error, "-r requires an argument");
  EXPECT_EQ(Parse({"--eval="}).error, "--eval= requires an argument");
  EXPECT_EQ(Values(Parse({"-e", "\\-1"})).text("--eval"), "-1");
  EXPECT_EQ(Parse({"-e", ""}).error, "");
}

TEST(OptionsTest, SomeValuesAreOfASet) {
  EXPECT_EQ(Parse({"--unhandled-rejections=strict"}).error, "");
  EXPECT_EQ(Parse({"--unhandled-rejections=wrong"}).error,
            "invalid value for --unhandled-rejections: \"wrong\" (it is one "
            "of throw|strict|warn|none|warn-with-error-code)");
  EXPECT_NE(Parse({"--unhandled-rejections", "warn|none"}).error, "");
}

TEST(OptionsTest, CheckAndEvalExcludeEachOther) {
  EXPECT_EQ(Parse({"-c", "-e", "1"}).error,
            "either --check or --eval can be used, not both");
}

TEST(OptionsTest, OptionsOfNodeThatAreNotThereSaySo) {
  EXPECT_EQ(Parse({"--inspect-brk=1"}).error,
            "bad option: --inspect-brk=1 (of Node.js, and not in Rondo yet)");
  EXPECT_EQ(Parse({"--nonsense"}).error, "bad option: --nonsense");
}

TEST(OptionsTest, ListsGrow) {
  const ParsedOptions parsed = Parse({"-r", "a", "--require=b"});
  EXPECT_EQ(std::get<std::vector<std::string>>(parsed.values.at("--require")),
            (std::vector<std::string>{"a", "b"}));
}

TEST(OptionsTest, FlagsOfV8PassThrough) {
  const ParsedOptions parsed = Parse({"--max-old-space-size=2048", "x"});
  EXPECT_EQ(parsed.error, "");
  EXPECT_EQ(parsed.v8_flags,
            std::vector<std::string>{"--max-old-space-size=2048"});
}

TEST(OptionsTest, WhatIsUnknownIsAnError) {
  EXPECT_EQ(Parse({"--bogus"}).error, "bad option: --bogus");
  EXPECT_EQ(Parse({"-x"}).error, "bad option: -x");
  EXPECT_EQ(Parse({"--eval"}).error, "--eval requires an argument");
  EXPECT_EQ(Parse({"--max-http-header-size=many"}).error,
            "--max-http-header-size=many must be a number");
  EXPECT_EQ(Parse({"--verbose=1"}).error, "--verbose=1 takes no value");
}

TEST(OptionsTest, TheEnvironmentComesFirst) {
  const ParsedOptions parsed =
      Parse({"--title=b"}, "--title=a --require \"./a b.js\"");
  EXPECT_EQ(parsed.error, "");
  EXPECT_EQ(Values(parsed).text("--title"), "b");
  EXPECT_EQ(std::get<std::vector<std::string>>(parsed.values.at("--require")),
            std::vector<std::string>{"./a b.js"});
  EXPECT_EQ(parsed.exec_argv, std::vector<std::string>{"--title=b"});
}

TEST(OptionsTest, TheEnvironmentMayNotHoldAll) {
  EXPECT_EQ(Parse({}, "--eval=1").error,
            "--eval=1 is not allowed in NODE_OPTIONS");
  EXPECT_EQ(Parse({}, "\"x").error,
            "invalid value for NODE_OPTIONS (unterminated string)");
}

TEST(OptionsTest, TheEnvironmentMayHoldWhatNodeHadOnce) {
  for (const char* options :
       {"--experimental-worker", "--napi-modules --http-parser=legacy",
        "--loader ./x.mjs", "--no-worker-snapshot", "--max-heap-size=100",
        "words that are none", "--no-warnings x --eval=1"}) {
    EXPECT_EQ(Parse({}, options).error, "") << options;
  }
}

}  // namespace
}  // namespace rondo
