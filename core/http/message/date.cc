#include "core/http/message/date.h"

#include <cstdio>

namespace rondo::http {

std::string_view DateCache::At(std::time_t seconds) {
  if (seconds != second_) {
    static constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed",
                                            "Thu", "Fri", "Sat"};
    static constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr",
                                              "May", "Jun", "Jul", "Aug",
                                              "Sep", "Oct", "Nov", "Dec"};
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    // Not strftime: names are English whatever the locale.
    std::snprintf(text_, sizeof(text_), "%s, %02u %s %04u %02u:%02u:%02u GMT",
                  kDays[parts.tm_wday], parts.tm_mday % 100u,
                  kMonths[parts.tm_mon], (parts.tm_year + 1900u) % 10000u,
                  parts.tm_hour % 100u, parts.tm_min % 100u,
                  parts.tm_sec % 100u);
    second_ = seconds;
  }
  return {text_, kSize};
}

}  // namespace rondo::http
