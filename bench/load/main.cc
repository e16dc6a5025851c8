// load: the bench's HTTP load generator. Prints one JSON object a line.
//
// Run:  {"answers":…,"wall_ns":…,"server_cpu_ns":…,"latency_ns":{…}}
// Idle: {"event":"warm"}, waits for a line on standard input, opens the
//       connections with one request each, {"event":"open"}, waits again,
//       {"event":"done","dropped":n}.
// Failure: {"error":"…"} and exit code 1.

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include <cinttypes>
#include <string>

#include "bench/load/client.h"

namespace {

using bench::Client;
using bench::Options;

const char kUsage[] =
    "usage: load --port N [options]\n"
    "  --connections N   keep-alive connections (64)\n"
    "  --pipeline N      requests in one send (1)\n"
    "  --method M        (GET)\n"
    "  --path P          (/)\n"
    "  --body FILE       request body\n"
    "  --expect FILE     body that the first answer must have\n"
    "  --warmup N        requests before the measurement (0)\n"
    "  --requests N      measure so many requests\n"
    "  --duration S      or for so many seconds (2)\n"
    "  --pid P           process whose CPU time is read\n"
    "  --ramp N          connections in the making at once (256)\n"
    "  --idle N          after the warm-up, hold N idle connections\n"
    "  --timeout S       give up after so many seconds (120)\n"
    "  --save-answer F   write the first answer, as it came, to F\n";

bool ReadFile(const char* path, std::string* out) {
  FILE* f = fopen(path, "rb");
  if (f == nullptr) return false;
  char block[65536];
  size_t n = 0;
  while ((n = fread(block, 1, sizeof block, f)) > 0) out->append(block, n);
  fclose(f);
  return true;
}

// Escapes what JSON forbids in a string.
std::string Quoted(const std::string& s) {
  std::string out = "\"";
  for (unsigned char c : s) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += static_cast<char>(c);
    } else if (c < 0x20 || c > 0x7e) {
      char hex[8];
      snprintf(hex, sizeof hex, "\\u%04x", c);
      out += hex;
    } else {
      out += static_cast<char>(c);
    }
  }
  return out + "\"";
}

int Failed(const std::string& why) {
  printf("{\"error\":%s}\n", Quoted(why).c_str());
  return 1;
}

void RaiseFileLimit() {
  rlimit files{};
  if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
  }
}

int Idle(const Options& o, Client& client) {
  if (o.warmup > 0 &&
      (!client.Open(o.connections) || !client.Run(o.warmup, 0, false)))
    return Failed(client.error());
  client.Close();
  printf("{\"event\":\"warm\"}\n");
  fflush(stdout);
  if (!client.Rest() || !client.Open(o.idle)) return Failed(client.error());
  printf("{\"event\":\"open\",\"connections\":%d}\n", o.idle);
  fflush(stdout);
  if (!client.Rest()) return Failed(client.error());
  printf("{\"event\":\"done\",\"dropped\":%" PRIu64 "}\n", client.dropped());
  return 0;
}

int Load(const Options& o, Client& client) {
  if (!client.Open(o.connections)) return Failed(client.error());
  if (o.warmup > 0 && !client.Run(o.warmup, 0, false))
    return Failed(client.error());
  if (!client.Run(o.requests, o.seconds, true)) return Failed(client.error());
  const bench::Measure& m = client.measure();
  const bench::Histogram& h = client.latency();
  printf("{\"answers\":%" PRIu64 ",\"bytes\":%" PRIu64 ",\"wall_ns\":%" PRIu64
         ",\"server_cpu_ns\":%" PRIu64 ",\"load_cpu_ns\":%" PRIu64
         ",\"reconnects\":%" PRIu64 ",\"parsed\":%" PRIu64
         ",\"body_bytes\":%" PRIu64,
         m.answers, m.bytes, m.wall_ns, m.server_cpu_ns, m.load_cpu_ns,
         client.reconnects(), client.reader().parsed(),
         client.reader().body_bytes());
  printf(",\"latency_ns\":{\"mean\":%.0f,\"p50\":%" PRIu64 ",\"p90\":%" PRIu64
         ",\"p99\":%" PRIu64 ",\"p999\":%" PRIu64 ",\"max\":%" PRIu64 "}}\n",
         h.mean(), h.Quantile(0.5), h.Quantile(0.9), h.Quantile(0.99),
         h.Quantile(0.999), h.max());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  Options o;
  std::string save;
  for (int i = 1; i < argc; i += 2) {
    std::string name = argv[i];
    if (i + 1 >= argc) {
      fputs(kUsage, stderr);
      return 2;
    }
    const char* value = argv[i + 1];
    if (name == "--port") {
      o.port = atoi(value);
    } else if (name == "--connections") {
      o.connections = atoi(value);
    } else if (name == "--pipeline") {
      o.pipeline = atoi(value);
    } else if (name == "--method") {
      o.method = value;
    } else if (name == "--path") {
      o.path = value;
    } else if (name == "--body") {
      o.has_body = true;
      if (!ReadFile(value, &o.body)) return Failed("cannot read " + name);
    } else if (name == "--expect") {
      o.has_expected = true;
      if (!ReadFile(value, &o.expected)) return Failed("cannot read " + name);
    } else if (name == "--warmup") {
      o.warmup = strtoull(value, nullptr, 10);
    } else if (name == "--requests") {
      o.requests = strtoull(value, nullptr, 10);
    } else if (name == "--duration") {
      o.seconds = atof(value);
    } else if (name == "--pid") {
      o.pid = atoi(value);
    } else if (name == "--ramp") {
      o.ramp = atoi(value);
    } else if (name == "--idle") {
      o.idle = atoi(value);
    } else if (name == "--timeout") {
      o.timeout = atof(value);
    } else if (name == "--save-answer") {
      save = value;
    } else {
      fputs(kUsage, stderr);
      return 2;
    }
  }
  if (o.port <= 0 || o.connections <= 0 || o.pipeline <= 0 || o.ramp <= 0) {
    fputs(kUsage, stderr);
    return 2;
  }
  signal(SIGPIPE, SIG_IGN);
  RaiseFileLimit();
  Client client(o);
  int code = o.idle > 0 ? Idle(o, client) : Load(o, client);
  if (code == 0 && !save.empty()) {
    FILE* f = fopen(save.c_str(), "wb");
    if (f == nullptr) return Failed("cannot write " + save);
    const std::string& first = client.reader().first();
    fwrite(first.data(), 1, first.size(), f);
    fclose(f);
  }
  return code;
}
