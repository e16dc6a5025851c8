// binding('os'): what lib/os.js tells of the machine.
#include <arpa/inet.h>
#include <errno.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netpacket/packet.h>
#include <pwd.h>
#include <sys/resource.h>
#include <sys/sysinfo.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "runtime/bind/module.h"

namespace rondo {

extern const ModuleId kOsModule;  // in registry.cc

namespace {

/// [sysname, release, version, machine]
Typed<"string[]", v8::Array> Uname(Environment& env) {
  v8::Isolate* isolate = env.isolate();
  utsname name;
  CHECK(uname(&name) == 0);
  v8::Local<v8::Value> values[] = {
      ToJsString(isolate, name.sysname), ToJsString(isolate, name.release),
      ToJsString(isolate, name.version), ToJsString(isolate, name.machine)};
  return v8::Array::New(isolate, values, std::size(values));
}

std::string Hostname(Environment&) {
  char name[256] = "";
  gethostname(name, sizeof(name) - 1);
  return name;
}

double FromMeminfo(const char* field) {
  std::ifstream file("/proc/meminfo");
  const std::string pattern = std::string(field) + ": %llu";
  for (std::string line; std::getline(file, line);) {
    unsigned long long kib;
    if (std::sscanf(line.c_str(), pattern.c_str(), &kib) == 1) {
      return static_cast<double>(kib) * 1024;
    }
  }
  return 0;
}

double TotalMemory(Environment&) { return FromMeminfo("MemTotal"); }
double FreeMemory(Environment&) { return FromMeminfo("MemAvailable"); }

double Uptime(Environment&) {
  std::ifstream file("/proc/uptime");
  double seconds = 0;
  file >> seconds;
  return seconds;
}

void LoadAverage(Environment&, v8::Local<v8::Float64Array> out) {
  CHECK(out->Length() >= 3);
  double* averages = reinterpret_cast<double*>(
      static_cast<char*>(out->Buffer()->Data()) + out->ByteOffset());
  if (getloadavg(averages, 3) != 3) averages[0] = averages[1] = averages[2] = 0;
}

int32_t AvailableParallelism(Environment&) {
  // Counts the processors of this process's affinity.
  return static_cast<int32_t>(
      std::max(1u, std::thread::hardware_concurrency()));
}

/// [model, MHz, user, nice, sys, idle, irq in milliseconds, ...] a processor
Typed<"(string | number)[]", v8::Array> Cpus(Environment& env) {
  v8::Isolate* isolate = env.isolate();
  std::vector<std::string> models;
  std::vector<double> speeds;
  std::ifstream info("/proc/cpuinfo");
  for (std::string line; std::getline(info, line);) {
    const size_t colon = line.find(": ");
    if (colon == std::string::npos) continue;
    if (line.starts_with("model name"))
      models.push_back(line.substr(colon + 2));
    if (line.starts_with("cpu MHz")) {
      speeds.push_back(std::strtod(line.c_str() + colon + 2, nullptr));
    }
  }
  const double ms_per_tick = 1000.0 / static_cast<double>(sysconf(_SC_CLK_TCK));
  std::vector<v8::Local<v8::Value>> values;
  std::ifstream stat("/proc/stat");
  size_t index = 0;
  for (std::string line; std::getline(stat, line);) {
    unsigned number;
    unsigned long long user, nice, system, idle, iowait, irq;
    // The first line, "cpu  ", sums up the others.
    if (line.starts_with("cpu ")) continue;
    if (std::sscanf(line.c_str(), "cpu%u %llu %llu %llu %llu %llu %llu",
                    &number, &user, &nice, &system, &idle, &iowait,
                    &irq) != 7) {
      continue;
    }
    values.push_back(
        ToJsString(isolate, index < models.size() ? models[index] : "unknown"));
    values.push_back(v8::Number::New(
        isolate, index < speeds.size() ? static_cast<int>(speeds[index]) : 0));
    for (const unsigned long long ticks : {user, nice, system, idle, irq}) {
      values.push_back(
          v8::Number::New(isolate, static_cast<double>(ticks) * ms_per_tick));
    }
    ++index;
  }
  return v8::Array::New(isolate, values.data(), values.size());
}

std::string PhysicalAddress(const ifaddrs* first, const char* name) {
  for (const ifaddrs* entry = first; entry != nullptr;
       entry = entry->ifa_next) {
    if (entry->ifa_addr == nullptr || entry->ifa_addr->sa_family != AF_PACKET ||
        std::string_view(entry->ifa_name) != name) {
      continue;
    }
    const auto* link = reinterpret_cast<const sockaddr_ll*>(entry->ifa_addr);
    char text[18];
    std::snprintf(text, sizeof(text), "%02x:%02x:%02x:%02x:%02x:%02x",
                  link->sll_addr[0], link->sll_addr[1], link->sll_addr[2],
                  link->sll_addr[3], link->sll_addr[4], link->sll_addr[5]);
    return text;
  }
  return "00:00:00:00:00:00";
}

/// [name, address, netmask, family 4|6, mac, internal, scope id, ...] an
/// address; a negative errno.
Typed<"(string | number | boolean)[] | number"> NetworkInterfaces(
    Environment& env) {
  v8::Isolate* isolate = env.isolate();
  ifaddrs* first = nullptr;
  if (getifaddrs(&first) != 0) return v8::Integer::New(isolate, -errno);
  std::vector<v8::Local<v8::Value>> values;
  for (const ifaddrs* entry = first; entry != nullptr;
       entry = entry->ifa_next) {
    constexpr unsigned kUp = IFF_UP | IFF_RUNNING;
    if (entry->ifa_addr == nullptr || (entry->ifa_flags & kUp) != kUp) continue;
    const int family = entry->ifa_addr->sa_family;
    if (family != AF_INET && family != AF_INET6) continue;
    const auto text = [family](const sockaddr* address) -> std::string {
      if (address == nullptr) return "";
      const void* bytes;
      if (family == AF_INET) {
        bytes = &reinterpret_cast<const sockaddr_in*>(address)->sin_addr;
      } else {
        bytes = &reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr;
      }
      char out[INET6_ADDRSTRLEN];
      return inet_ntop(family, bytes, out, sizeof(out)) != nullptr ? out : "";
    };
    const uint32_t scope =
        family == AF_INET6
            ? reinterpret_cast<const sockaddr_in6*>(entry->ifa_addr)
                  ->sin6_scope_id
            : 0;
    values.push_back(ToJsString(isolate, entry->ifa_name));
    values.push_back(ToJsString(isolate, text(entry->ifa_addr)));
    values.push_back(ToJsString(isolate, text(entry->ifa_netmask)));
    values.push_back(v8::Integer::New(isolate, family == AF_INET ? 4 : 6));
    values.push_back(
        ToJsString(isolate, PhysicalAddress(first, entry->ifa_name)));
    values.push_back(
        v8::Boolean::New(isolate, (entry->ifa_flags & IFF_LOOPBACK) != 0));
    values.push_back(v8::Integer::NewFromUnsigned(isolate, scope));
  }
  freeifaddrs(first);
  return v8::Array::New(isolate, values.data(), values.size());
}

/// [uid, gid, name, home, shell], or undefined for a user without an entry.
Typed<
    "[uid: number, gid: number, name: string, home: string, shell: string] | "
    "undefined">
UserInfo(Environment& env) {
  v8::Isolate* isolate = env.isolate();
  std::array<char, 16384> buffer;
  passwd entry;
  passwd* found = nullptr;
  getpwuid_r(geteuid(), &entry, buffer.data(), buffer.size(), &found);
  if (found == nullptr) return v8::Undefined(isolate);
  v8::Local<v8::Value> values[] = {
      v8::Integer::NewFromUnsigned(isolate, found->pw_uid),
      v8::Integer::NewFromUnsigned(isolate, found->pw_gid),
      ToJsString(isolate, found->pw_name), ToJsString(isolate, found->pw_dir),
      ToJsString(isolate, found->pw_shell)};
  return v8::Array::New(isolate, values, std::size(values));
}

/// [0, priority], or [a negative errno, 0]: both are small integers.
Typed<"[errno: number, priority: number]", v8::Array> GetPriority(
    Environment& env, int32_t pid) {
  v8::Isolate* isolate = env.isolate();
  errno = 0;
  const int priority = getpriority(PRIO_PROCESS, static_cast<id_t>(pid));
  v8::Local<v8::Value> values[] = {v8::Integer::New(isolate, -errno),
                                   v8::Integer::New(isolate, priority)};
  return v8::Array::New(isolate, values, std::size(values));
}

int32_t SetPriority(Environment&, int32_t pid, int32_t priority) {
  return setpriority(PRIO_PROCESS, static_cast<id_t>(pid), priority) == 0
             ? 0
             : -errno;
}

}  // namespace

extern constinit const ModuleSpec kOsBinding =
    Module<kOsModule, Fn<"uname", &Uname>, Fn<"hostname", &Hostname>,
           Fn<"totalMemory", &TotalMemory>, Fn<"freeMemory", &FreeMemory>,
           Fn<"uptime", &Uptime>, Fn<"loadAverage", &LoadAverage, "out">,
           Fn<"availableParallelism", &AvailableParallelism>, Fn<"cpus", &Cpus>,
           Fn<"networkInterfaces", &NetworkInterfaces>,
           Fn<"userInfo", &UserInfo>, Fn<"getPriority", &GetPriority, "pid">,
           Fn<"setPriority", &SetPriority, "pid", "priority">>::kSpec;

}  // namespace rondo
