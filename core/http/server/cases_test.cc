// Plays test/http-cases on the scripted kernel, cut into pieces in many ways.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <limits>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "core/http/server/server.h"
#include "core/loop/backend/fake.h"

namespace rondo::http {
namespace {

/// A size no piece has: what is there, all at once.
constexpr size_t kAll = std::numeric_limits<size_t>::max();

struct Step {
  enum class Kind { kSend, kPause, kWait, kEnd };
  Kind kind;
  std::string bytes;
  uint64_t milliseconds = 0;
};

struct Case {
  std::string name;
  std::vector<Step> steps;
  std::vector<int> statuses;
  bool closed = false;
  bool in_body = false;

  size_t size() const {
    size_t size = 0;
    for (const Step& step : steps) size += step.bytes.size();
    return size;
  }
};

std::string Unescape(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      out += text[i];
      continue;
    }
    switch (text[++i]) {
      case 'r':
        out += '\r';
        break;
      case 'n':
        out += '\n';
        break;
      case 't':
        out += '\t';
        break;
      case '\\':
        out += '\\';
        break;
      case 'x':
        out += static_cast<char>(
            std::stoi(std::string(text.substr(i + 1, 2)), nullptr, 16));
        i += 2;
        break;
      default:
        ADD_FAILURE() << "unknown escape in " << text;
    }
  }
  return out;
}

void AddSend(Case& test, std::string bytes) {
  if (test.steps.empty() || test.steps.back().kind != Step::Kind::kSend) {
    test.steps.push_back({Step::Kind::kSend, {}});
  }
  test.steps.back().bytes += bytes;
}

void AddExpectation(Case& test, const std::string& text) {
  std::istringstream words(text);
  std::string word;
  while (words >> word) {
    if (word == "closed") {
      test.closed = true;
    } else if (word == "in-body") {
      test.in_body = true;
    } else if (word != "open") {
      const size_t star = word.find('*');
      const int times =
          star == std::string::npos ? 1 : std::stoi(word.substr(star + 1));
      test.statuses.insert(test.statuses.end(), times, std::stoi(word));
    }
  }
}

std::vector<Case> ReadCases(const std::filesystem::path& file) {
  std::vector<Case> cases;
  std::ifstream in(file);
  std::string line;
  while (std::getline(in, line)) {
    if (line.empty() || line[0] == '#') continue;
    if (line.starts_with("case ")) {
      cases.push_back({});
      cases.back().name = file.stem().string() + ": " + line.substr(5);
      continue;
    }
    Case& test = cases.back();
    if (line.starts_with(">* ")) {
      char* text = nullptr;
      const long times = std::strtol(line.c_str() + 3, &text, 10);
      const std::string piece = Unescape(text + 1);
      std::string all;
      for (long i = 0; i < times; ++i) all += piece;
      AddSend(test, all);
    } else if (line.starts_with(">> ")) {
      AddSend(test, Unescape(line.substr(3)));
    } else if (line[0] == '>') {
      AddSend(test, Unescape(line.size() > 2 ? line.substr(2) : "") + "\r\n");
    } else if (line == "pause") {
      test.steps.push_back({Step::Kind::kPause, {}});
    } else if (line == "end") {
      test.steps.push_back({Step::Kind::kEnd, {}});
    } else if (line.starts_with("wait ")) {
      test.steps.push_back(
          {Step::Kind::kWait, {}, std::stoull(line.substr(5))});
    } else if (line.starts_with("= ")) {
      AddExpectation(test, line.substr(2));
    } else {
      ADD_FAILURE() << file << ": " << line;
    }
  }
  return cases;
}

/// Reads the body first, or answers at once.
Task<> Answer(Request& request, Response& response, bool read_body) {
  if (read_body) {
    const Result<std::string> body = co_await request.Body(1 << 20);
    if (!body.ok()) co_return;
  }
  response.WriteHead(200, {{"Content-Type", "text/plain"}});
  response.End("Hello World!");
}

class Player {
 public:
  Player(bool read_body, const FakeOptions& options)
      : read_body_(read_body),
        turns_(options.chaos ? 150 : 12),
        fake_(new FakeBackend(options)),
        loop_(std::unique_ptr<Backend>(fake_)),
        server_(loop_,
                [read_body](Request& request, Response& response) {
                  return Answer(request, response, read_body);
                }),
        listener_(fake_->Listen(80)) {
    server_.ListenOn(UniqueFd(listener_));
  }
  ~Player() {
    server_.Close();
    server_.CloseAllConnections();
    for (int i = 0; i < 200 && server_.connection_count() > 0; ++i) Settle();
    Settle();
  }

  /// Sends in pieces of `step` bytes.
  void Play(const Case& test, size_t step) {
    SCOPED_TRACE(test.name + ", pieces of " + std::to_string(step));
    PlayPieces(test, [step](size_t) { return step; });
  }

  /// Sends in two pieces, the second from byte `cut` on.
  void PlayCut(const Case& test, size_t cut) {
    SCOPED_TRACE(test.name + ", cut at " + std::to_string(cut));
    PlayPieces(test,
               [cut](size_t sent) { return sent < cut ? cut - sent : kAll; });
  }

 private:
  /// `piece_size(bytes sent before)`: the size of the next piece, at most.
  template <typename PieceSize>
  void PlayPieces(const Case& test, PieceSize piece_size) {
    size_t sent = 0;
    const int client = fake_->Connect(listener_);
    Settle();
    for (const Step& action : test.steps) {
      switch (action.kind) {
        case Step::Kind::kSend:
          for (size_t at = 0; at < action.bytes.size();) {
            const size_t size =
                std::min(piece_size(sent), action.bytes.size() - at);
            fake_->Feed(client, action.bytes.substr(at, size));
            at += size;
            sent += size;
            Settle();
          }
          break;
        case Step::Kind::kPause:
          Settle();
          break;
        case Step::Kind::kWait:
          for (uint64_t left = action.milliseconds; left > 0;) {
            const uint64_t part = std::min<uint64_t>(left, 100);
            fake_->Advance(part * 1'000'000);
            Settle();
            left -= part;
          }
          break;
        case Step::Kind::kEnd:
          fake_->HalfClose(client);
          break;
      }
    }
    Settle();
    const std::string got = fake_->Take(client);
    std::vector<int> expected = test.statuses;
    if (test.in_body && !read_body_) expected.back() = 200;
    EXPECT_EQ(Statuses(got), expected) << got;
    EXPECT_EQ(fake_->Ended(client), test.closed);
    if (!test.closed) {
      EXPECT_TRUE(Works(client));
    }
    fake_->Close(client);
    const int next = fake_->Connect(listener_);
    EXPECT_TRUE(Works(next));
    fake_->Close(next);
    Settle();
  }

  void Settle() {
    for (int i = 0; i < turns_; ++i) loop_.Run(Loop::Mode::kNoWait);
  }

  static std::vector<int> Statuses(const std::string& text) {
    static constexpr std::string_view kStart = "HTTP/1.1 ";
    std::vector<int> statuses;
    for (size_t at = text.find(kStart); at != std::string::npos;
         at = text.find(kStart, at + 1)) {
      statuses.push_back(std::stoi(text.substr(at + kStart.size(), 3)));
    }
    return statuses;
  }

  bool Works(int client) {
    Settle();
    fake_->Take(client);
    fake_->Feed(client, "GET / HTTP/1.1\r\nHost: next\r\n\r\n");
    Settle();
    return fake_->Take(client).starts_with("HTTP/1.1 200 OK\r\n");
  }

  const bool read_body_;
  const int turns_;
  FakeBackend* fake_;
  Loop loop_;
  Server server_;
  int listener_;
};

std::vector<Case> AllCases() {
  std::vector<Case> all;
  for (const auto& entry :
       std::filesystem::directory_iterator(RONDO_HTTP_CASES)) {
    if (entry.path().extension() != ".txt") continue;
    for (Case& test : ReadCases(entry.path())) all.push_back(std::move(test));
  }
  return all;
}

TEST(HttpCases, InEveryCut) {
  const std::vector<Case> all = AllCases();
  EXPECT_GT(all.size(), 100u);
  for (const Case& test : all) {
    EXPECT_FALSE(test.statuses.empty() && !test.closed) << test.name;
    for (bool read_body : {true, false}) {
      Player player(read_body, {});
      for (size_t step :
           std::initializer_list<size_t>{kAll, 1, 2, 3, 5, 7, 64, 1000}) {
        // Many thousands of single bytes show nothing that fewer do not.
        if (test.size() / step > 3000) continue;
        player.Play(test, step);
      }
      if (testing::Test::HasFailure()) return;
    }
  }
}

TEST(HttpCases, CutAtEveryByte) {
  for (const Case& test : AllCases()) {
    // Of a long one, which repeats a byte, only some cuts are tried.
    const size_t step = test.size() / 400 + 1;
    Player player(true, {});
    for (size_t cut = 1; cut < test.size(); cut += step) {
      player.PlayCut(test, cut);
    }
    if (testing::Test::HasFailure()) return;
  }
}

TEST(HttpCases, UnderChaos) {
  for (uint64_t seed = 1; seed <= 3; ++seed) {
    for (const Case& test : AllCases()) {
      SCOPED_TRACE("seed " + std::to_string(seed));
      Player player(true, {.seed = seed, .chaos = true});
      player.Play(test, kAll);
      if (testing::Test::HasFailure()) return;
    }
  }
}

}  // namespace
}  // namespace rondo::http
