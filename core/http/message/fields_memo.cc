#include "core/http/message/fields_memo.h"

namespace rondo::http {

const FieldsMemo::Entry* FieldsMemo::Find(std::string_view input,
                                          const ParserLimits& limits) {
  if (limits != limits_) [[unlikely]] {
    limits_ = limits;
    for (Entry& entry : entries_) entry.text.clear();
    return nullptr;
  }
  for (size_t i = 0; i < kEntries; ++i) {
    const size_t index = (recent_ + i) % kEntries;
    const Entry& entry = entries_[index];
    if (!entry.text.empty() && input.starts_with(entry.text)) {
      recent_ = index;
      return &entry;
    }
  }
  return nullptr;
}

void FieldsMemo::Add(std::string_view text, uint32_t counted,
                     const ParserLimits& limits) {
  if (text.size() > kMaxSize || limits != limits_) return;
  recent_ = next_;
  next_ = (next_ + 1) % kEntries;
  entries_[recent_].text.assign(text);
  entries_[recent_].counted = counted;
}

}  // namespace rondo::http
