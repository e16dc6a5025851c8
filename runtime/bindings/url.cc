// binding('url'): the WHATWG URL parser, for lib/internal/url/url.js.
//
// A URL lives in JavaScript as its href and the offsets of its parts; each call
// parses what it is given and leaves nothing behind.
#include <algorithm>

#include "runtime/bind/module.h"

// The header of ada's C interface leaves this to who includes it.
extern "C" {
#include <ada_c.h>
}

namespace rondo {

extern const ModuleId kUrlModule;  // in registry.cc

namespace {

/// Owner of what the parser made.
class Url {
 public:
  static constexpr size_t kOffsets = 8;

  explicit Url(ada_url url) : url_(url) {}
  ~Url() { ada_free(url_); }
  Url(const Url&) = delete;
  Url& operator=(const Url&) = delete;

  bool valid() const { return ada_is_valid(url_); }
  ada_url get() const { return url_; }

  /// The href; its parts' offsets go to `out`, in the order of
  /// ada_url_components.
  v8::Local<v8::Value> Export(Environment& env,
                              v8::Local<v8::Uint32Array> out) const {
    const ada_url_components* parts = ada_get_components(url_);
    const uint32_t offsets[kOffsets] = {
        parts->protocol_end, parts->username_end, parts->host_start,
        parts->host_end,     parts->port,         parts->pathname_start,
        parts->search_start, parts->hash_start};
    CHECK(out->Length() >= kOffsets);
    std::copy(
        std::begin(offsets), std::end(offsets),
        reinterpret_cast<uint32_t*>(static_cast<char*>(out->Buffer()->Data()) +
                                    out->ByteOffset()));
    const ada_string href = ada_get_href(url_);
    // What the parser writes is ASCII.
    v8::Local<v8::String> string;
    if (v8::String::NewFromOneByte(
            env.isolate(), reinterpret_cast<const uint8_t*>(href.data),
            v8::NewStringType::kNormal, static_cast<int>(href.length))
            .ToLocal(&string)) [[likely]] {
      return string;
    }
    // Escaped, a text may be longer than a string can be: that is thrown.
    return ToJsString(env.isolate(), {href.data, href.length});
  }

 private:
  ada_url url_;
};

/// The href, or undefined for what is no URL.
Typed<"string | undefined"> Parse(Environment& env, const Utf8& input,
                                  std::optional<std::string> base,
                                  v8::Local<v8::Uint32Array> out) {
  const Url url(base.has_value()
                    ? ada_parse_with_base(input.c_str(), input.size(),
                                          base->data(), base->size())
                    : ada_parse(input.c_str(), input.size()));
  if (!url.valid()) return v8::Undefined(env.isolate());
  return url.Export(env, out);
}

bool CanParse(Environment&, const Utf8& input,
              std::optional<std::string> base) {
  return base.has_value() ? ada_can_parse_with_base(input.c_str(), input.size(),
                                                    base->data(), base->size())
                          : ada_can_parse(input.c_str(), input.size());
}

/// Which part `Update` sets.
enum class Part : int32_t {
  kHref,
  kProtocol,
  kUsername,
  kPassword,
  kHost,
  kHostname,
  kPort,
  kPathname,
  kSearch,
  kHash,
};

/// The href with one part set; undefined when the value does not fit.
Typed<"string | undefined"> Update(Environment& env, const Utf8& href,
                                   int32_t part, const Utf8& value,
                                   v8::Local<v8::Uint32Array> out) {
  const Url url(ada_parse(href.c_str(), href.size()));
  CHECK(url.valid());
  const char* data = value.c_str();
  const size_t size = value.size();
  bool fits = true;
  switch (static_cast<Part>(part)) {
    case Part::kHref:
      fits = ada_set_href(url.get(), data, size);
      break;
    case Part::kProtocol:
      fits = ada_set_protocol(url.get(), data, size);
      break;
    case Part::kUsername:
      fits = ada_set_username(url.get(), data, size);
      break;
    case Part::kPassword:
      fits = ada_set_password(url.get(), data, size);
      break;
    case Part::kHost:
      fits = ada_set_host(url.get(), data, size);
      break;
    case Part::kHostname:
      fits = ada_set_hostname(url.get(), data, size);
      break;
    case Part::kPort:
      fits = ada_set_port(url.get(), data, size);
      break;
    case Part::kPathname:
      fits = ada_set_pathname(url.get(), data, size);
      break;
    case Part::kSearch:
      ada_set_search(url.get(), data, size);
      break;
    case Part::kHash:
      ada_set_hash(url.get(), data, size);
      break;
  }
  if (!fits) return v8::Undefined(env.isolate());
  return url.Export(env, out);
}

std::string TakeString(ada_owned_string owned) {
  std::string text(owned.data, owned.length);
  ada_free_owned_string(owned);
  return text;
}

/// Empty for what is no domain.
std::string DomainToAscii(Environment&, const Utf8& domain) {
  return TakeString(ada_idna_to_ascii(domain.c_str(), domain.size()));
}

std::string DomainToUnicode(Environment&, const Utf8& domain) {
  return TakeString(ada_idna_to_unicode(domain.c_str(), domain.size()));
}

}  // namespace

extern constinit const ModuleSpec kUrlBinding =
    Module<kUrlModule, Fn<"parse", &Parse, "input", "base", "out">,
           Fn<"canParse", &CanParse, "input", "base">,
           Fn<"update", &Update, "href", "part", "value", "out">,
           Const<"kNone", ada_url_omitted>, Const<"kOffsets", Url::kOffsets>,
           Const<"kHref", Part::kHref>, Const<"kProtocol", Part::kProtocol>,
           Const<"kUsername", Part::kUsername>,
           Const<"kPassword", Part::kPassword>, Const<"kHost", Part::kHost>,
           Const<"kHostname", Part::kHostname>, Const<"kPort", Part::kPort>,
           Const<"kPathname", Part::kPathname>, Const<"kSearch", Part::kSearch>,
           Const<"kHash", Part::kHash>,
           Fn<"domainToAscii", &DomainToAscii, "domain">,
           Fn<"domainToUnicode", &DomainToUnicode, "domain">>::kSpec;

}  // namespace rondo
