// What binding('http') keeps for an environment: the tables in which
// JavaScript's numbers find connections and exchanges, and the functions that
// it calls.
#pragma once

#include <cstdint>
#include <vector>

#include "core/http/server/server.h"
#include "runtime/bind/module.h"
#include "runtime/bindings/net_state.h"

namespace rondo {
extern const ModuleId kHttpModule;  // in registry.cc
}  // namespace rondo

namespace rondo::http_binding {

using Callbacks =
    CallbackTable<kHttpModule, "onRequest", "onBody", "onRequestEnd", "onDrain",
                  "onFinished", "onAborted", "onConnection",
                  "onConnectionClosed", "onFlushed", "onClientEnd",
                  "onClientError", "onKeepAliveTimeout", "wantsUpgrade",
                  "onUpgradeWaits", "onUpgrade", "onServerClosed",
                  "onDuplexWrite", "onDuplexReading", "onDuplexEnd",
                  "onDuplexClose", "onDuplexHandOver", "onTerminated">;

inline double ToNumber(uint64_t id) { return static_cast<double>(id); }

/// The slot of an exchange, which its `user` holds.
inline int32_t SlotOf(const http::Exchange& exchange) {
  return static_cast<int32_t>(reinterpret_cast<uintptr_t>(exchange.user));
}

/// The exchanges under way: each has a number from 0 of its own, and an async
/// id.
class ExchangeTable {
 public:
  void Add(http::Exchange& exchange, const AsyncIdPair& ids) {
    if (free_.empty()) {
      free_.push_back(static_cast<uint32_t>(async_ids_.size()));
      async_ids_.push_back(0);
    }
    const uint32_t slot = free_.back();
    free_.pop_back();
    exchange.user = reinterpret_cast<void*>(uintptr_t{slot});
    async_ids_[slot] = ids.id;
  }
  void Remove(const http::Exchange& exchange) {
    free_.push_back(static_cast<uint32_t>(SlotOf(exchange)));
  }
  double AsyncIdOf(const http::Exchange& exchange) const {
    return async_ids_[static_cast<size_t>(SlotOf(exchange))];
  }

 private:
  std::vector<uint32_t> free_;
  std::vector<double> async_ids_;  // by slot
};

struct HttpState final : ModuleState {
  static constexpr const ModuleId& kModule = kHttpModule;

  explicit HttpState(Environment& env) : env(env), net(env.state<NetState>()) {}

  Environment& env;
  NetState& net;
  http::ConnectionTable connections;
  ExchangeTable exchanges;
};

inline http::Connection* FindConnection(Environment& env, double id) {
  return env.state<HttpState>().connections.Find(id);
}

}  // namespace rondo::http_binding
