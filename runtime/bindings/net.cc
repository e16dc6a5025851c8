// binding('net'): listeners and streams for lib/internal/net.
//
// Listeners and streams are handles (runtime/env/handle_table.h). What happens
// to them comes by callbacks that name the handle; the last for a stream is
// onClosed, for a listener onListenerClosed. Results are >= 0, or a negative
// errno.
#include <fcntl.h>
#include <netdb.h>
#include <sys/stat.h>

#include <atomic>
#include <cerrno>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/base/intrusive_list.h"
#include "core/loop/loop.h"
#include "core/net/address.h"
#include "core/net/tcp_connector.h"
#include "core/net/tcp_listener.h"
#include "core/pool/worker_pool.h"
#include "runtime/bind/module.h"
#include "runtime/bindings/held_bytes.h"
#include "runtime/bindings/net_state.h"
#include "runtime/env/v8_compat.h"

namespace rondo {

namespace {

using Callbacks =
    CallbackTable<ModuleId::kNet, "onListenerConnection", "onListenerError",
                  "onListenerClosed", "onData", "onEnd", "onError", "onSent",
                  "onShutdown", "onClosed", "onConnect", "onLookup">;

// Flags of listen.
constexpr uint32_t kIpv6Only = 1;
constexpr uint32_t kReusePort = 2;

}  // namespace

/// A listening socket of JavaScript's.
class JsListener final : public net::ListenerDelegate {
 public:
  explicit JsListener(NetState& state) : state_(state) {}

  int32_t handle = -1;
  std::unique_ptr<net::TcpListener> listener;
  bool ref = true;
  bool closing = false;
  StreamSink* sink = nullptr;

  void OnAccept(UniqueFd fd) override {
    auto stream = std::make_unique<net::TcpStream>(state_.env.loop(),
                                                   state_.pool, std::move(fd));
    if (sink != nullptr) {
      sink->OnStream(std::move(stream));
      return;
    }
    const int32_t id = state_.AddStream(std::move(stream));
    Callbacks::Call<"onListenerConnection">(state_.env, handle, id);
  }
  void OnAcceptError(Error error) override {
    Callbacks::Call<"onListenerError">(state_.env, handle, -error.code());
  }
  void OnListenerClosed() override {
    NetState& state = state_;
    const int32_t id = handle;
    state.listeners.Remove(id);
    delete this;
    Callbacks::Call<"onListenerClosed">(state.env, id);
  }

 private:
  NetState& state_;
};

/// A stream of JavaScript's; before `stream` it may be connecting.
class JsStream final : public net::TransportDelegate {
 public:
  explicit JsStream(NetState& state)
      : state_(state),
        connector_(state.env.loop(), &JsStream::OnConnect, this) {}

  int32_t handle = -1;
  std::unique_ptr<net::TcpStream> stream;
  bool ref = true;
  bool closing = false;

  void OnData(std::span<const uint8_t> data) override {
    Environment& env = state_.env;
    CallbackScope scope(env);
    const ReceiveSlab::Piece piece = state_.slab.Copy(env.isolate(), data);
    Callbacks::Call<"onData">(scope, env, handle, piece.buffer, piece.offset,
                              piece.length);
  }
  void OnEnd() override { Callbacks::Call<"onEnd">(state_.env, handle); }
  void OnError(Error error) override {
    Callbacks::Call<"onError">(state_.env, handle, -error.code());
  }
  void OnSent() override {
    if (stream->queued_bytes() > 0) return;
    stream->set_notify_sent(false);
    CallbackScope scope(state_.env);
    if (std::exchange(sent_wanted_, false)) {
      Callbacks::Call<"onSent">(scope, state_.env, handle);
    }
    if (std::exchange(shutdown_wanted_, false)) {
      Callbacks::Call<"onShutdown">(scope, state_.env, handle);
    }
  }
  void OnClosed() override {
    NetState& state = state_;
    const int32_t id = handle;
    state.streams.Remove(id);
    delete this;
    Callbacks::Call<"onClosed">(state.env, id);
  }

  Status Connect(const net::Address& address, const net::Address& local) {
    return connector_.Connect(address, local);
  }
  /// Calls onSent when nothing is queued any more.
  void NotifySent() {
    sent_wanted_ = true;
    stream->set_notify_sent(true);
  }
  /// True: there is nothing to wait for.
  bool Shutdown() {
    stream->Shutdown();
    if (stream->queued_bytes() == 0) return true;
    shutdown_wanted_ = true;
    stream->set_notify_sent(true);
    return false;
  }
  void Close(bool reset) {
    if (std::exchange(closing, true)) return;
    if (stream == nullptr) {
      connector_.Cancel();
    } else if (reset) {
      stream->Reset();
    } else {
      // What was written before goes out as far as the system takes it now.
      if (stream->queued_bytes() > 0) state_.env.loop().FlushNow();
      stream->Close();
    }
  }

 private:
  static void OnConnect(void* context, Result<UniqueFd> result) {
    static_cast<JsStream*>(context)->Connected(std::move(result));
  }
  void Connected(Result<UniqueFd> result) {
    if (!result.ok() || closing) {
      const int error = result.ok() ? ECANCELED : result.error().code();
      Environment& env = state_.env;
      const bool silent = closing;
      const int32_t id = handle;
      CallbackScope scope(env);
      if (!silent) Callbacks::Call<"onConnect">(scope, env, id, -error);
      state_.streams.Remove(id);
      delete this;
      Callbacks::Call<"onClosed">(scope, env, id);
      return;
    }
    stream = std::make_unique<net::TcpStream>(state_.env.loop(), state_.pool,
                                              *std::move(result));
    stream->set_delegate(this);
    if (!ref) stream->SetRef(false);
    Callbacks::Call<"onConnect">(state_.env, handle, 0);
  }

  NetState& state_;
  net::TcpConnector connector_;
  bool sent_wanted_ = false;
  bool shutdown_wanted_ = false;
};

/// getaddrinfo on a thread of the pool. The resolver may take long, and nothing
/// ends it: an environment that ends leaves its look-ups alone, and each
/// deletes itself when it is over.
class Lookup final : public PoolJob,
                     private RemoteTask,
                     public ListNode<Lookup> {
 public:
  Lookup(NetState& state, double request, std::string host, int family,
         int hints)
      : RemoteTask(&Lookup::ComeHome),
        state_(state),
        request_(request),
        host_(std::move(host)),
        family_(family == 4   ? AF_INET
                : family == 6 ? AF_INET6
                              : AF_UNSPEC),
        hints_(hints) {}

  void Start() {
    state_.lookups.PushBack(*this);
    state_.env.loop().AddRef();
    if (state_.env.pool().Submit(*this, Lane::kDns)) return;
    error_ = EAI_SYSTEM;
    errno_ = EAGAIN;
    Finished(true);
  }

  /// On the loop's thread, when its environment ends; taken from its list. Once
  /// it is left, the thread that runs it may delete it at any moment.
  void Leave() {
    NetState& state = state_;
    if (state.env.pool().Cancel(*this) ||
        stage_.exchange(Stage::kLeft) == Stage::kOver) {
      state.lookups.PushBack(*this);  // It comes home.
    } else {
      state.env.loop().DropRef();
    }
  }

  void Run() override {
    addrinfo hints{};
    hints.ai_family = family_;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = hints_;
    addrinfo* found = nullptr;
    error_ = getaddrinfo(host_.c_str(), nullptr, &hints, &found);
    errno_ = errno;
    for (addrinfo* a = found; a != nullptr; a = a->ai_next) {
      sockaddr_storage storage{};
      std::memcpy(&storage, a->ai_addr, a->ai_addrlen);
      addresses_.push_back(net::Address::FromSockaddr(storage, a->ai_addrlen));
    }
    if (found != nullptr) freeaddrinfo(found);
    if (error_ == 0 && addresses_.empty()) error_ = EAI_NONAME;
  }

  void Finished(bool) override {
    if (stage_.exchange(Stage::kOver) == Stage::kLeft) {
      delete this;
    } else {
      state_.env.loop().Post(*this);
    }
  }

 private:
  enum class Stage : uint8_t { kAsked, kOver, kLeft };

  static void ComeHome(RemoteTask& task) {
    const std::unique_ptr<Lookup> self(static_cast<Lookup*>(&task));
    self->ListNode<Lookup>::Unlink();
    self->state_.env.loop().DropRef();
    if (!self->state_.env.exiting()) self->Report();
  }
  void Report() {
    Environment& env = state_.env;
    v8::Isolate* isolate = env.isolate();
    CallbackScope scope(env);
    if (error_ != 0) {
      Callbacks::Call<"onLookup">(scope, env, request_, Code());
      return;
    }
    std::vector<v8::Local<v8::Value>> list;
    for (const net::Address& address : addresses_) {
      v8::Local<v8::Value> pair[] = {
          ToJsString(isolate, address.host()),
          v8::Integer::New(isolate, address.family() == AF_INET6 ? 6 : 4)};
      list.push_back(v8::Array::New(isolate, pair, 2));
    }
    Callbacks::Call<"onLookup">(
        scope, env, request_, 0,
        v8::Array::New(isolate, list.data(), list.size()));
  }
  /// The resolver's verdict, by the numbers that libuv gives it
  /// (lib/internal/errors/errno.js has their names).
  int Code() const {
    switch (error_) {
      case EAI_SYSTEM:
        return errno_ != 0 ? -errno_ : -3004;
      case EAI_ADDRFAMILY:
        return -3000;
      case EAI_AGAIN:
        return -3001;
      case EAI_BADFLAGS:
        return -3002;
      case EAI_FAMILY:
        return -3005;
      case EAI_MEMORY:
        return -3006;
      case EAI_NODATA:
        return -3007;
      case EAI_NONAME:
        return -3008;
      case EAI_OVERFLOW:
        return -3009;
      case EAI_SERVICE:
        return -3010;
      case EAI_SOCKTYPE:
        return -3011;
      default:
        return -3004;  // EAI_FAIL
    }
  }

  std::atomic<Stage> stage_{Stage::kAsked};
  NetState& state_;  // not once it was left
  double request_;
  std::string host_;
  int family_;
  int hints_;
  int error_ = 0;
  int errno_ = 0;  // says more of EAI_SYSTEM
  std::vector<net::Address> addresses_;
};

namespace {

NetState& State(Environment& env) { return env.state<NetState>(); }

/// The handle of a listener that is open now, or a negative errno.
int32_t AddListener(NetState& state, std::unique_ptr<JsListener> listener,
                    Result<std::unique_ptr<net::TcpListener>> opened) {
  if (!opened.ok()) return -opened.error().code();
  listener->listener = *std::move(opened);
  const int32_t handle = state.listeners.Add(listener.get());
  listener->handle = handle;
  static_cast<void>(listener.release());  // deletes itself when closed
  return handle;
}

int32_t Listen(Environment& env, const net::Address& address,
               const net::ListenOptions& options) {
  NetState& state = State(env);
  auto listener = std::make_unique<JsListener>(state);
  Result<std::unique_ptr<net::TcpListener>> opened = net::TcpListener::Listen(
      env.loop(), state.pool, address, options, *listener);
  return AddListener(state, std::move(listener), std::move(opened));
}

/// Takes the descriptor over if that is a stream socket.
int32_t ListenOnFd(Environment& env, int32_t fd, int32_t backlog) {
  NetState& state = State(env);
  auto listener = std::make_unique<JsListener>(state);
  return AddListener(state, std::move(listener),
                     net::TcpListener::ListenOn(env.loop(), state.pool, fd,
                                                backlog, *listener));
}

int32_t ListenOnPort(Environment& env, const Utf8& host, uint32_t port,
                     int32_t backlog, uint32_t flags) {
  Result<net::Address> address =
      net::Address::Parse(host.view(), static_cast<uint16_t>(port));
  if (!address.ok()) return -address.error().code();
  return Listen(env, *address,
                {.backlog = backlog,
                 .ipv6_only = (flags & kIpv6Only) != 0,
                 .reuse_port = (flags & kReusePort) != 0});
}

int32_t ListenOnPath(Environment& env, const Utf8& path, int32_t backlog,
                     uint32_t mode) {
  Result<net::Address> address = net::Address::UnixPath(path.view());
  if (!address.ok()) return -address.error().code();
  const int32_t handle = Listen(env, *address, {.backlog = backlog});
  if (handle >= 0 && mode != 0) {
    ::chmod(path.c_str(), mode);
  }
  return handle;
}

void ListenerStart(Environment& env, int32_t handle) {
  State(env).AttachListener(handle, nullptr);
}

v8::Local<v8::Value> ListenerAddress(Environment& env, int32_t handle) {
  JsListener* listener = State(env).listeners.Find(handle);
  if (listener == nullptr) return v8::Undefined(env.isolate());
  return SocketAddressToJs(env.isolate(), listener->listener->fd(), false);
}

void ListenerClose(Environment& env, int32_t handle) {
  JsListener* listener = State(env).listeners.Find(handle);
  if (listener == nullptr) return;
  listener->closing = true;
  listener->listener->Close();
}

void ListenerSetRef(Environment& env, int32_t handle, bool on) {
  JsListener* listener = State(env).listeners.Find(handle);
  if (listener == nullptr) return;
  listener->ref = on;
  listener->listener->SetRef(on);
}

int32_t Connect(Environment& env, const net::Address& address,
                const net::Address& local) {
  NetState& state = State(env);
  auto stream = std::make_unique<JsStream>(state);
  Status status = stream->Connect(address, local);
  if (!status.ok()) return -status.error().code();
  const int32_t handle = state.streams.Add(stream.get());
  stream->handle = handle;
  static_cast<void>(stream.release());  // deletes itself when closed
  return handle;
}

int32_t ConnectToPort(Environment& env, const Utf8& host, uint32_t port,
                      const Utf8& local_host, uint32_t local_port) {
  Result<net::Address> address =
      net::Address::Parse(host.view(), static_cast<uint16_t>(port));
  if (!address.ok()) return -address.error().code();
  net::Address local;
  if (local_host.size() > 0) {
    Result<net::Address> parsed = net::Address::Parse(
        local_host.view(), static_cast<uint16_t>(local_port));
    if (!parsed.ok()) return -parsed.error().code();
    local = *parsed;
  }
  return Connect(env, *address, local);
}

int32_t ConnectToPath(Environment& env, const Utf8& path) {
  Result<net::Address> address = net::Address::UnixPath(path.view());
  if (!address.ok()) return -address.error().code();
  return Connect(env, *address, {});
}

void StartLookup(Environment& env, double request, std::string host,
                 int32_t family, int32_t hints) {
  // Deletes itself when it is over.
  (new Lookup(State(env), request, std::move(host), family, hints))->Start();
}

/// A stream over a descriptor that exists, which it takes over. ENOTSOCK,
/// EINVAL for a socket that is no stream, EEXIST if it has one already.
int32_t OpenStream(Environment& env, int32_t fd) {
  if (State(env).pool.descriptors().Contains(fd)) return -EEXIST;
  int type = 0;
  socklen_t length = sizeof(type);
  if (getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &length) != 0) return -errno;
  if (type != SOCK_STREAM) return -EINVAL;
  const int flags = fcntl(fd, F_GETFL);
  if (flags < 0 || fcntl(fd, F_SETFL, flags | O_NONBLOCK) < 0) return -errno;
  NetState& state = State(env);
  return state.AddStream(
      std::make_unique<net::TcpStream>(env.loop(), state.pool, UniqueFd(fd)));
}

net::TcpStream* Open(Environment& env, int32_t handle) {
  JsStream* stream = State(env).streams.Find(handle);
  return stream == nullptr || stream->closing ? nullptr : stream->stream.get();
}

int32_t ReadStart(Environment& env, int32_t handle) {
  net::TcpStream* stream = Open(env, handle);
  if (stream == nullptr) return -EBADF;
  stream->StartReading();
  return 0;
}

int32_t ReadStop(Environment& env, int32_t handle) {
  net::TcpStream* stream = Open(env, handle);
  if (stream != nullptr) stream->StopReading();
  return 0;
}

void Write(const v8::FunctionCallbackInfo<v8::Value>& info) {
  v8::Isolate* isolate = info.GetIsolate();
  Environment& env = Environment::From(isolate);
  net::TcpStream* stream = Open(env, info[0].As<v8::Int32>()->Value());
  if (stream == nullptr) {
    info.GetReturnValue().Set(-EPIPE);
    return;
  }
  if (info[1]->IsString()) {
    v8::Local<v8::String> text = info[1].As<v8::String>();
    if (info[2]->IsTrue()) {  // latin1
      const auto size = static_cast<size_t>(text->Length());
      std::span<uint8_t> room = stream->Reserve(size);
      WriteOneByte(isolate, text, room.first(size));
      stream->Commit(size);
    } else {
      const size_t size = Utf8Length(isolate, text);
      std::span<uint8_t> room = stream->Reserve(size);
      WriteUtf8(isolate, text,
                {reinterpret_cast<char*>(room.data()), room.size()});
      stream->Commit(size);
    }
  } else if (info[1]->IsArrayBufferView() &&
             info[1].As<v8::ArrayBufferView>()->ByteLength() > kWriteThrough) {
    stream->WriteOwned(HoldBytes(info[1].As<v8::ArrayBufferView>()));
  } else {
    stream->Write(
        bind_internal::BytesOf(isolate, info[1], {"net", "write", 1}));
  }
  info.GetReturnValue().Set(static_cast<double>(stream->queued_bytes()));
}

double Queued(Environment& env, int32_t handle) {
  net::TcpStream* stream = Open(env, handle);
  return stream == nullptr ? 0 : static_cast<double>(stream->queued_bytes());
}

void NotifySent(Environment& env, int32_t handle) {
  JsStream* stream = State(env).streams.Find(handle);
  if (stream != nullptr && stream->stream != nullptr) stream->NotifySent();
}

/// True: done; false: onShutdown follows.
bool Shutdown(Environment& env, int32_t handle) {
  JsStream* stream = State(env).streams.Find(handle);
  if (stream == nullptr || stream->stream == nullptr) return true;
  return stream->Shutdown();
}

void Close(Environment& env, int32_t handle, bool reset) {
  JsStream* stream = State(env).streams.Find(handle);
  if (stream != nullptr) stream->Close(reset);
}

v8::Local<v8::Value> StreamAddress(Environment& env, int32_t handle,
                                   bool peer) {
  net::TcpStream* stream = Open(env, handle);
  if (stream == nullptr) return v8::Undefined(env.isolate());
  return SocketAddressToJs(env.isolate(), stream->fd(), peer);
}

double Bytes(Environment& env, int32_t handle, bool sent) {
  net::TcpStream* stream = Open(env, handle);
  return stream == nullptr ? 0 : BytesOf(*stream, sent);
}

/// When bytes moved last, in ms of binding timers.now; 0 without a connection.
double ActiveAt(Environment& env, int32_t handle) {
  net::TcpStream* stream = Open(env, handle);
  return stream == nullptr ? 0 : ActiveAtMs(env, *stream);
}

int32_t SetOption(Environment& env, int32_t handle, int32_t option, bool on,
                  uint32_t value) {
  net::TcpStream* stream = Open(env, handle);
  if (stream == nullptr) return -EBADF;
  return SetStreamOption(*stream, static_cast<StreamOption>(option), on, value);
}

/// -1: the connection has none.
int32_t TypeOfService(Environment& env, int32_t handle) {
  net::TcpStream* stream = Open(env, handle);
  if (stream == nullptr) return -1;
  const Result<uint8_t> value = stream->TypeOfService();
  return value.ok() ? *value : -1;
}

void SetRef(Environment& env, int32_t handle, bool on) {
  JsStream* stream = State(env).streams.Find(handle);
  if (stream == nullptr) return;
  stream->ref = on;
  if (stream->stream != nullptr) stream->stream->SetRef(on);
}

}  // namespace

double ActiveAtMs(Environment& env, net::TcpStream& stream) {
  constexpr uint64_t kNsPerMs = 1'000'000;
  return static_cast<double>((stream.ActiveAt() - env.start_ns()) / kNsPerMs);
}

v8::Local<v8::Value> SocketAddressToJs(v8::Isolate* isolate, int fd,
                                       bool peer) {
  Result<net::Address> address =
      peer ? net::Address::OfPeer(fd) : net::Address::OfSocket(fd);
  if (!address.ok()) return v8::Undefined(isolate);
  if (!address->is_ip()) return ToJsString(isolate, address->path());
  v8::Local<v8::Value> parts[] = {
      ToJsString(isolate, address->host()),
      ToJsString(isolate, address->family() == AF_INET6 ? "IPv6" : "IPv4"),
      v8::Integer::NewFromUnsigned(isolate, address->port())};
  return v8::Array::New(isolate, parts, 3);
}

int32_t SetStreamOption(net::TcpStream& stream, StreamOption option, bool on,
                        uint32_t value) {
  Status status;
  switch (option) {
    case StreamOption::kNoDelay:
      status = stream.SetNoDelay(on);
      break;
    case StreamOption::kKeepAlive:
      status = stream.SetKeepAlive(on, value);
      break;
    case StreamOption::kTypeOfService:
      status = stream.SetTypeOfService(static_cast<uint8_t>(value));
      break;
  }
  return status.ok() ? 0 : -status.error().code();
}

NetState::NetState(Environment& env) : env(env) {
  pool.memory_return().set_hook(
      [](void* context) { static_cast<Environment*>(context)->CollectSoon(); },
      &env);
}

NetState::~NetState() { slab.Reset(); }

void NetState::Close() {
  listeners.ForEach([](JsListener& listener) { listener.listener->Close(); });
  streams.ForEach([](JsStream& stream) { stream.Close(false); });
  IntrusiveList<Lookup, Lookup> asked;
  asked.TakeAll(lookups);
  while (Lookup* lookup = asked.PopFront()) lookup->Leave();
}

bool NetState::closed() const {
  return listeners.size() == 0 && streams.size() == 0 && lookups.empty();
}

void NetState::AppendActive(std::vector<std::string>& names) {
  const auto is_ip = [](int fd) {
    const Result<net::Address> address = net::Address::OfSocket(fd);
    return !address.ok() || address->is_ip();
  };
  listeners.ForEach([&](JsListener& listener) {
    if (!listener.ref || listener.closing || listener.listener == nullptr)
      return;
    names.emplace_back(is_ip(listener.listener->fd()) ? "TCPServerWrap"
                                                      : "PipeServerWrap");
  });
  streams.ForEach([&](JsStream& stream) {
    if (!stream.ref || stream.closing) return;
    const bool tcp = stream.stream == nullptr || is_ip(stream.stream->fd());
    names.emplace_back(tcp ? "TCPSocketWrap" : "PipeWrap");
  });
  for (Lookup* lookup = lookups.First(); lookup != nullptr;
       lookup = lookups.Next(*lookup)) {
    names.emplace_back("GetAddrInfoReqWrap");
  }
}

int32_t NetState::AddStream(std::unique_ptr<net::TcpStream> connected) {
  auto* stream = new JsStream(*this);  // deletes itself when closed
  stream->stream = std::move(connected);
  stream->stream->set_delegate(stream);
  stream->handle = streams.Add(stream);
  return stream->handle;
}

void NetState::AttachListener(int32_t listener, StreamSink* sink) {
  listeners.Get(listener).sink = sink;
}

constinit const ModuleSpec kNetBinding = Module<
    ModuleId::kNet,
    Fn<"listen", &ListenOnPort, "host", "port", "backlog", "flags">,
    Fn<"listenPath", &ListenOnPath, "path", "backlog", "mode">,
    Fn<"listenFd", &ListenOnFd, "fd", "backlog">,
    Fn<"listenerStart", &ListenerStart, "listener">,
    Fn<"listenerAddress", &ListenerAddress, "listener">,
    Fn<"listenerClose", &ListenerClose, "listener">,
    Fn<"listenerSetRef", &ListenerSetRef, "listener", "on">,
    Fn<"connect", &ConnectToPort, "host", "port", "localHost", "localPort">,
    Fn<"connectPath", &ConnectToPath, "path">,
    Fn<"lookup", &StartLookup, "request", "host", "family", "hints">,
    Fn<"openStream", &OpenStream, "fd">, Fn<"readStart", &ReadStart, "stream">,
    Fn<"readStop", &ReadStop, "stream">,
    RawFn<"write", &Write,
          "(stream: number, data: string | Uint8Array, latin1: boolean): "
          "number">,
    Fn<"queued", &Queued, "stream">, Fn<"notifySent", &NotifySent, "stream">,
    Fn<"shutdown", &Shutdown, "stream">, Fn<"close", &Close, "stream", "reset">,
    Fn<"address", &StreamAddress, "stream", "peer">,
    Fn<"bytes", &Bytes, "stream", "sent">, Fn<"activeAt", &ActiveAt, "stream">,
    Fn<"setOption", &SetOption, "stream", "option", "on", "value">,
    Fn<"typeOfService", &TypeOfService, "stream">,
    Fn<"setRef", &SetRef, "stream", "on">, Callbacks>::kSpec;

}  // namespace rondo
