#include "core/http/message/message_head.h"

namespace rondo::http {
namespace {

bool IsBlank(char c) { return c == ' ' || c == '\t'; }

char Lower(char c) { return c >= 'A' && c <= 'Z' ? c | 0x20 : c; }

}  // namespace

bool EqualsIgnoreCase(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (size_t i = 0; i < a.size(); ++i) {
    if (Lower(a[i]) != Lower(b[i])) return false;
  }
  return true;
}

std::string_view TrimBlanks(std::string_view text) {
  while (!text.empty() && IsBlank(text.front())) text.remove_prefix(1);
  while (!text.empty() &&
         (IsBlank(text.back()) || text.back() == '\r' || text.back() == '\n')) {
    text.remove_suffix(1);
  }
  return text;
}

bool HeaderCursor::Next() {
  size_t end = rest_.find('\n');
  // A folded value (lenient parsing only) goes on in lines that begin blank.
  while (end != std::string_view::npos && end + 1 < rest_.size() &&
         IsBlank(rest_[end + 1])) {
    end = rest_.find('\n', end + 1);
  }
  std::string_view line = rest_.substr(0, end);
  rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  const size_t colon = line.find(':');
  if (colon == std::string_view::npos) return false;  // the empty line
  name_ = line.substr(0, colon);
  value_ = line.substr(colon + 1);
  // Behind the colon, too, the line may have been folded.
  while (!value_.empty() &&
         (IsBlank(value_.front()) || value_.front() == '\r' ||
          value_.front() == '\n')) {
    value_.remove_prefix(1);
  }
  while (!value_.empty() && IsBlank(value_.back())) value_.remove_suffix(1);
  return true;
}

}  // namespace rondo::http
