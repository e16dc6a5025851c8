// The part of ada's C interface that Rondo uses. libnode 108 and 115 export the
// library without its header: these declarations stand in for it. Newer
// libnodes leave it to the distribution's own package.
#pragma once

#include <v8-version.h>

#include <cstddef>
#include <cstdint>

#if V8_MAJOR_VERSION >= 13
#include <ada_c.h>
#else

extern "C" {

/// Not terminated; lives as long as what it was read from, unchanged.
struct ada_string {
  const char* data;
  size_t length;
};

/// Ends with ada_free_owned_string.
struct ada_owned_string {
  const char* data;
  size_t length;
};

/// Offsets into the href; UINT32_MAX: not there.
struct ada_url_components {
  uint32_t protocol_end;
  uint32_t username_end;
  uint32_t host_start;
  uint32_t host_end;
  uint32_t port;
  uint32_t pathname_start;
  uint32_t search_start;
  uint32_t hash_start;
};

using ada_url = void*;

/// Ends with ada_free, also when it is not valid.
ada_url ada_parse(const char* input, size_t length);
ada_url ada_parse_with_base(const char* input, size_t length, const char* base,
                            size_t base_length);
bool ada_can_parse(const char* input, size_t length);
bool ada_can_parse_with_base(const char* input, size_t length, const char* base,
                             size_t base_length);
void ada_free(ada_url url);
bool ada_is_valid(ada_url url);
ada_string ada_get_href(ada_url url);
ada_owned_string ada_get_origin(ada_url url);
void ada_free_owned_string(ada_owned_string owned);
const ada_url_components* ada_get_components(ada_url url);

bool ada_set_href(ada_url url, const char* input, size_t length);
bool ada_set_host(ada_url url, const char* input, size_t length);
bool ada_set_hostname(ada_url url, const char* input, size_t length);
bool ada_set_protocol(ada_url url, const char* input, size_t length);
bool ada_set_username(ada_url url, const char* input, size_t length);
bool ada_set_password(ada_url url, const char* input, size_t length);
bool ada_set_port(ada_url url, const char* input, size_t length);
bool ada_set_pathname(ada_url url, const char* input, size_t length);
void ada_set_search(ada_url url, const char* input, size_t length);
void ada_set_hash(ada_url url, const char* input, size_t length);

ada_owned_string ada_idna_to_unicode(const char* input, size_t length);
ada_owned_string ada_idna_to_ascii(const char* input, size_t length);

}  // extern "C"

#endif
