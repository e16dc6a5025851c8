// binding('net'): listeners and streams for lib/internal/net.
//
// Listeners, streams and look-ups are Resources. What happens to them comes by
// callbacks that get the resource's slot; the last for a stream is onClosed,
// for a listener onListenerClosed, for a look-up onLookup. Results are >= 0, or
// a negative errno.
#include <fcntl.h>
#include <netdb.h>
#include <sys/stat.h>

#include <atomic>
#include <cerrno>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/loop/loop.h"
#include "core/net/address.h"
#include "core/net/tcp_connector.h"
#include "core/net/tcp_listener.h"
#include "core/net/tcp_stream.h"
#include "core/pool/worker_pool.h"
#include "runtime/bind/module.h"
#include "runtime/bindings/held_bytes.h"
#include "runtime/bindings/net_state.h"
#include "runtime/env/v8_compat.h"

namespace rondo {

namespace {

using Callbacks =
    CallbackTable<kNetModule, "onListenerConnection", "onListenerError",
                  "onListenerClosed", "onData", "onEnd", "onError", "onSent",
                  "onShutdown", "onClosed", "onConnect", "onLookup",
                  "onTerminated">;

// Flags of listen.
constexpr uint32_t kIpv6Only = 1;
constexpr uint32_t kReusePort = 2;

}  // namespace

/// Whether it is an Internet socket, and no Unix-domain one.
static bool IsIp(Environment& env, int fd) {
  const Result<net::Address> address =
      net::Address::OfSocket(env.loop().system(), fd);
  return !address.ok() || address->is_ip();
}

/// A stream of JavaScript's; before `stream` it is connecting.
class JsStream final : public Resource, public net::TransportDelegate {
 public:
  static constexpr ResourceKind kKind = {kNetModule, "TCPSocketWrap",
                                         "TCPWRAP"};
  static constexpr FixedString kHandleName = "Stream";

  explicit JsStream(NetState& state)
      : Resource(state.env, kKind),
        state_(state),
        connector_(state.env.loop(), &JsStream::OnConnect, this) {}

  std::unique_ptr<net::Transport> stream;

  const char* name() const override {
    return is_ip() ? kKind.name : "PipeWrap";
  }
  const char* async_type() const override {
    return is_ip() ? kKind.async_type : "PIPEWRAP";
  }

  void OnData(std::span<const uint8_t> data) override {
    CallbackScope scope(env());
    const ReceiveSlab::Piece piece = state_.slab.Copy(env().isolate(), data);
    Callbacks::Call<"onData">(scope, *this, piece.buffer, piece.offset,
                              piece.length);
  }
  void OnEnd() override { Callbacks::Call<"onEnd">(*this); }
  void OnError(Error error) override {
    Callbacks::Call<"onError">(*this, -error.code());
  }
  void OnSent() override {
    if (stream->queued_bytes() > 0) return;
    stream->set_notify_sent(false);
    CallbackScope scope(env());
    if (std::exchange(sent_wanted_, false)) {
      Callbacks::Call<"onSent">(scope, *this);
    }
    if (std::exchange(shutdown_wanted_, false)) {
      Callbacks::Call<"onShutdown">(scope, env(), RequestCaller(), slot());
      EndRequest();
    }
  }
  void OnClosed() override {
    Callbacks::Call<"onClosed">(*this);
    EndRequest();  // a shutdown that was under way
    Destroy();
  }
  void OnTaskTerminated(uint64_t, uint64_t) override {
    if (!Callbacks::Call<"onTerminated">(*this)) Close();
  }

  Status Connect(const net::Address& address, const net::Address& local) {
    connects_to_ip_ = address.is_ip();
    return connector_.Connect(address, local);
  }
  /// Once it has its number.
  void BeginConnecting() {
    BeginRequest(connects_to_ip_ ? "TCPCONNECTWRAP" : "PIPECONNECTWRAP");
  }
  /// Calls onSent when nothing is queued any more.
  void NotifySent() {
    sent_wanted_ = true;
    stream->set_notify_sent(true);
  }
  /// True: onShutdown follows; false: there is nothing to wait for.
  bool Shutdown() {
    stream->Shutdown();
    if (stream->queued_bytes() == 0) return false;
    BeginRequest("SHUTDOWNWRAP");
    shutdown_wanted_ = true;
    stream->set_notify_sent(true);
    return true;
  }
  /// What is queued is dropped, and the peer gets a reset.
  void CloseWithReset() {
    reset_ = true;
    Close();
  }

 private:
  bool is_ip() const {
    if (stream == nullptr) return connects_to_ip_;
    const net::Socket* socket = stream->socket();
    return socket == nullptr || IsIp(env(), socket->fd());
  }

  void StartClose() override {
    if (stream == nullptr) {
      connector_.Cancel();
    } else if (reset_) {
      stream->Reset();
    } else {
      // What was written before goes out as far as the system takes it now.
      if (stream->queued_bytes() > 0) env().loop().FlushNow();
      stream->Close();
    }
  }
  void OnSetRef(bool on) override {
    if (stream != nullptr) stream->SetRef(on);
  }

  // Connecting and shutting down are resources of their own to async_hooks.
  void BeginRequest(const char* type) {
    request_ids_ = env().async_ids().New(type, {}, async_ids().id);
  }
  void EndRequest() {
    env().async_ids().Destroy(std::exchange(request_ids_, {}));
  }
  Caller RequestCaller() const {
    Caller result = caller();
    result.ids = request_ids_;
    return result;
  }

  static void OnConnect(void* context, Result<UniqueFd> result) {
    static_cast<JsStream*>(context)->Connected(std::move(result));
  }
  void Connected(Result<UniqueFd> result) {
    if (!result.ok() || closing()) {
      const int error = result.ok() ? ECANCELED : result.error().code();
      {
        CallbackScope scope(env());
        if (!closing()) TellConnected(scope, -error);
        EndRequest();
        Callbacks::Call<"onClosed">(scope, *this);
      }
      Destroy();
      return;
    }
    stream = std::make_unique<net::TcpStream>(env().loop(), state_.pool,
                                              *std::move(result));
    stream->set_delegate(this);
    if (!ref()) stream->SetRef(false);
    CallbackScope scope(env());
    TellConnected(scope, 0);
    EndRequest();
  }
  void TellConnected(CallbackScope& scope, int32_t errno_or_0) {
    Callbacks::Call<"onConnect">(scope, env(), RequestCaller(), slot(),
                                 errno_or_0);
  }

  NetState& state_;
  net::TcpConnector connector_;
  AsyncIdPair request_ids_;
  bool connects_to_ip_ = true;
  bool reset_ = false;
  bool sent_wanted_ = false;
  bool shutdown_wanted_ = false;
};

/// A listening socket of JavaScript's.
class JsListener final : public Resource, public net::ListenerDelegate {
 public:
  static constexpr ResourceKind kKind = {kNetModule, "TCPServerWrap",
                                         "TCPSERVERWRAP"};
  static constexpr FixedString kHandleName = "Listener";

  explicit JsListener(NetState& state)
      : Resource(state.env, kKind), state_(state) {}

  std::unique_ptr<net::TcpListener> listener;
  StreamSink* sink = nullptr;

  const char* name() const override {
    return IsIp(env(), listener->fd()) ? kKind.name : "PipeServerWrap";
  }
  const char* async_type() const override {
    return IsIp(env(), listener->fd()) ? kKind.async_type : "PIPESERVERWRAP";
  }

  void OnAccept(UniqueFd fd) override {
    auto stream = std::make_unique<net::TcpStream>(env().loop(), state_.pool,
                                                   std::move(fd));
    if (sink != nullptr) {
      sink->OnStream(std::move(stream));
      return;
    }
    CallbackScope scope(env());
    const JsStream& made = state_.AddStream(std::move(stream), this);
    Caller whose = caller();
    whose.part = static_cast<uint64_t>(made.id());
    Callbacks::Call<"onListenerConnection">(scope, env(), whose, slot(),
                                            made.id());
  }
  void OnAcceptError(Error error) override {
    Callbacks::Call<"onListenerError">(*this, -error.code());
  }
  void OnTaskTerminated(uint64_t stream, uint64_t) override {
    Resource* found = env().resources().Find(stream);
    if (found != nullptr) found->OnTaskTerminated(0, 0);
  }
  void OnListenerClosed() override {
    {
      // Only lib/ is told: to the program it is no callback of the server.
      CallbackScope scope(env());
      Callbacks::Call<"onListenerClosed">(scope, env(), Caller{}, slot());
    }
    Destroy();
  }

 private:
  void StartClose() override { listener->Close(); }
  void OnSetRef(bool on) override { listener->SetRef(on); }

  NetState& state_;
};

/// getaddrinfo on a thread of the pool. The resolver may take long, and nothing
/// ends it: an environment that ends leaves the job of a look-up alone.
class Lookup final : public Resource {
 public:
  static constexpr ResourceKind kKind = {kNetModule, "GetAddrInfoReqWrap",
                                         "GETADDRINFOREQWRAP"};
  static constexpr FixedString kHandleName = "Lookup";

  Lookup(Environment& env, std::string host, int family, int hints)
      : Resource(env, kKind),
        job_(new Job(*this, std::move(host), family, hints)) {}

  void Start() {
    env().loop().AddRef();
    job_->Submit(env().pool());
  }

 private:
  class Job final : public PoolJob, private PostedCall {
   public:
    Job(Lookup& lookup, std::string host, int family, int hints)
        : PostedCall(&Job::ComeHome),
          lookup_(lookup),
          host_(std::move(host)),
          family_(family == 4   ? AF_INET
                  : family == 6 ? AF_INET6
                                : AF_UNSPEC),
          hints_(hints) {}

    void Submit(WorkerPool& pool) {
      if (pool.Submit(*this, Lane::kDns)) return;
      error_ = EAI_SYSTEM;
      errno_ = EAGAIN;
      Finished(true);
    }
    /// On the loop's thread, when its environment ends. True: it is over, and
    /// on its way; false: the thread that runs it may delete it at any moment.
    bool ComesHome(WorkerPool& pool) {
      return pool.Cancel(*this) ||
             stage_.exchange(Stage::kLeft) == Stage::kOver;
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
        addresses_.push_back(
            net::Address::FromSockaddr(storage, a->ai_addrlen));
      }
      if (found != nullptr) freeaddrinfo(found);
      if (error_ == 0 && addresses_.empty()) error_ = EAI_NONAME;
    }
    void Finished(bool) override {
      if (stage_.exchange(Stage::kOver) == Stage::kLeft) {
        const std::unique_ptr<Job> left(this);
      } else {
        lookup_.env().loop().Post(*this);
      }
    }

    const std::vector<net::Address>& addresses() const { return addresses_; }
    int Code() const;

   private:
    enum class Stage : uint8_t { kAsked, kOver, kLeft };

    static void ComeHome(PostedCall& call) {
      static_cast<Job&>(call).lookup_.OnOver();
    }

    std::atomic<Stage> stage_{Stage::kAsked};
    Lookup& lookup_;  // not once it was left
    std::string host_;
    int family_;
    int hints_;
    int error_ = 0;
    int errno_ = 0;  // says more of EAI_SYSTEM
    std::vector<net::Address> addresses_;
  };

  void StartClose() override {
    if (job_->ComesHome(env().pool())) return;
    static_cast<void>(job_.release());
    env().loop().DropRef();
    Destroy();
  }
  void OnOver() {
    env().loop().DropRef();
    Report();
    Destroy();
  }
  void Report() {
    v8::Isolate* isolate = env().isolate();
    CallbackScope scope(env());
    const int code = job_->Code();
    if (code != 0) {
      Callbacks::Call<"onLookup">(scope, *this, code);
      return;
    }
    std::vector<v8::Local<v8::Value>> list;
    for (const net::Address& address : job_->addresses()) {
      v8::Local<v8::Value> pair[] = {
          ToJsString(isolate, address.host()),
          v8::Integer::New(isolate, address.family() == AF_INET6 ? 6 : 4)};
      list.push_back(v8::Array::New(isolate, pair, 2));
    }
    Callbacks::Call<"onLookup">(
        scope, *this, 0, v8::Array::New(isolate, list.data(), list.size()));
  }

  std::unique_ptr<Job> job_;
};

/// 0, or the resolver's verdict by the numbers that libuv gives it
/// (lib/internal/errors/errno.js has their names).
int Lookup::Job::Code() const {
  switch (error_) {
    case 0:
      return 0;
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

namespace {

NetState& State(Environment& env) { return env.state<NetState>(); }

ResourceId<JsListener> AddListener(
    Environment& env, std::unique_ptr<JsListener> listener,
    Result<std::unique_ptr<net::TcpListener>> opened) {
  if (!opened.ok()) return opened.error();
  listener->listener = *std::move(opened);
  return env.resources().Add(std::move(listener));
}

ResourceId<JsListener> Listen(Environment& env, const net::Address& address,
                              const net::ListenOptions& options) {
  NetState& state = State(env);
  auto listener = std::make_unique<JsListener>(state);
  Result<std::unique_ptr<net::TcpListener>> opened = net::TcpListener::Listen(
      env.loop(), state.pool, address, options, *listener);
  return AddListener(env, std::move(listener), std::move(opened));
}

/// Takes the descriptor over if that is a stream socket.
ResourceId<JsListener> ListenOnFd(Environment& env, int32_t fd,
                                  int32_t backlog) {
  NetState& state = State(env);
  auto listener = std::make_unique<JsListener>(state);
  Result<std::unique_ptr<net::TcpListener>> opened = net::TcpListener::ListenOn(
      env.loop(), state.pool, fd, backlog, *listener);
  return AddListener(env, std::move(listener), std::move(opened));
}

ResourceId<JsListener> ListenOnPort(Environment& env, const Utf8& host,
                                    uint32_t port, int32_t backlog,
                                    uint32_t flags) {
  Result<net::Address> address =
      net::Address::Parse(host.view(), static_cast<uint16_t>(port));
  if (!address.ok()) return address.error();
  return Listen(env, *address,
                {.backlog = backlog,
                 .ipv6_only = (flags & kIpv6Only) != 0,
                 .reuse_port = (flags & kReusePort) != 0});
}

ResourceId<JsListener> ListenOnPath(Environment& env, const Utf8& path,
                                    int32_t backlog, uint32_t mode) {
  Result<net::Address> address = net::Address::UnixPath(path.view());
  if (!address.ok()) return address.error();
  const ResourceId<JsListener> listener =
      Listen(env, *address, {.backlog = backlog});
  if (listener.number() >= 0 && mode != 0) {
    ::chmod(path.c_str(), mode);
  }
  return listener;
}

void ListenerStart(Environment&, JsListener& listener) {
  listener.sink = nullptr;
}

SocketAddressValue ListenerAddress(Environment& env, JsListener& listener) {
  return SocketAddressToJs(env.isolate(), listener.listener->fd(), false);
}

void ListenerClose(Environment&, JsListener& listener) { listener.Close(); }

void ListenerSetRef(Environment&, JsListener& listener, bool on) {
  listener.SetRef(on);
}

ResourceId<JsStream> Connect(Environment& env, const net::Address& address,
                             const net::Address& local) {
  auto stream = std::make_unique<JsStream>(State(env));
  Status status = stream->Connect(address, local);
  if (!status.ok()) return status.error();
  JsStream& added = env.resources().Add(std::move(stream));
  added.BeginConnecting();
  return added;
}

ResourceId<JsStream> ConnectToPort(Environment& env, const Utf8& host,
                                   uint32_t port, const Utf8& local_host,
                                   uint32_t local_port) {
  Result<net::Address> address =
      net::Address::Parse(host.view(), static_cast<uint16_t>(port));
  if (!address.ok()) return address.error();
  net::Address local;
  if (local_host.size() > 0) {
    Result<net::Address> parsed = net::Address::Parse(
        local_host.view(), static_cast<uint16_t>(local_port));
    if (!parsed.ok()) return parsed.error();
    local = *parsed;
  }
  return Connect(env, *address, local);
}

ResourceId<JsStream> ConnectToPath(Environment& env, const Utf8& path) {
  Result<net::Address> address = net::Address::UnixPath(path.view());
  if (!address.ok()) return address.error();
  return Connect(env, *address, {});
}

ResourceId<Lookup> StartLookup(Environment& env, std::string host,
                               int32_t family, int32_t hints) {
  Lookup& lookup = env.resources().Add(
      std::make_unique<Lookup>(env, std::move(host), family, hints));
  lookup.Start();
  return lookup;
}

/// A stream over a descriptor that exists, which it takes over. ENOTSOCK,
/// EINVAL for a socket that is no stream, EEXIST if it has one already.
ResourceId<JsStream> OpenStream(Environment& env, int32_t fd) {
  if (State(env).pool.descriptors().Contains(fd)) return Error(EEXIST);
  System& system = env.loop().system();
  int type = 0;
  socklen_t length = sizeof(type);
  int result = system.GetOption(fd, SOL_SOCKET, SO_TYPE, &type, &length);
  if (result >= 0 && type != SOCK_STREAM) result = -EINVAL;
  if (result >= 0) result = system.SetNonBlocking(fd);
  if (result < 0) return Error(-result);
  NetState& state = State(env);
  return state.AddStream(
      std::make_unique<net::TcpStream>(env.loop(), state.pool, UniqueFd(fd)),
      nullptr);
}

// A stream that is connecting does none of this.

int32_t ReadStart(Environment&, JsStream& stream) {
  if (stream.stream == nullptr) return -EBADF;
  stream.stream->StartReading();
  return 0;
}

void ReadStop(Environment&, JsStream& stream) {
  if (stream.stream != nullptr) stream.stream->StopReading();
}

void Write(const v8::FunctionCallbackInfo<v8::Value>& info) {
  v8::Isolate* isolate = info.GetIsolate();
  Environment& env = Environment::From(isolate);
  JsStream* found =
      env.resources().Find<JsStream>(info[0].As<v8::Number>()->Value());
  net::Transport* stream = found == nullptr ? nullptr : found->stream.get();
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
    const ArgumentSite site{kNetModule, "write", 1};
    const std::span<uint8_t> bytes =
        bind_internal::BytesOf(isolate, info[1], site);
    if (site.failed) [[unlikely]]
      return;
    stream->Write(bytes);
  }
  info.GetReturnValue().Set(static_cast<double>(stream->queued_bytes()));
}

double Queued(Environment&, JsStream& stream) {
  return stream.stream == nullptr
             ? 0
             : static_cast<double>(stream.stream->queued_bytes());
}

void NotifySent(Environment&, JsStream& stream) {
  if (stream.stream != nullptr) stream.NotifySent();
}

/// True: onShutdown follows; false: done.
bool Shutdown(Environment&, JsStream& stream) {
  return stream.stream != nullptr && stream.Shutdown();
}

void Close(Environment&, JsStream& stream, bool reset) {
  if (reset) {
    stream.CloseWithReset();
  } else {
    stream.Close();
  }
}

/// Null while it connects, and where there is none below it.
net::Socket* SocketOf(JsStream& stream) {
  return stream.stream == nullptr ? nullptr : stream.stream->socket();
}

SocketAddressValue StreamAddress(Environment& env, JsStream& stream,
                                 bool peer) {
  const net::Socket* socket = SocketOf(stream);
  if (socket == nullptr) return v8::Undefined(env.isolate());
  return SocketAddressToJs(env.isolate(), socket->fd(), peer);
}

double Bytes(Environment&, JsStream& stream, bool sent) {
  const net::Socket* socket = SocketOf(stream);
  return socket == nullptr ? 0 : BytesOf(*socket, sent);
}

/// When bytes moved last, in ms of binding timers.now; 0 without a connection.
double ActiveAt(Environment& env, JsStream& stream) {
  net::Socket* socket = SocketOf(stream);
  return socket == nullptr ? 0 : ActiveAtMs(env, *socket);
}

int32_t SetOption(Environment&, JsStream& stream, int32_t option, bool on,
                  uint32_t value) {
  net::Socket* socket = SocketOf(stream);
  if (socket == nullptr) return -EBADF;
  return SetStreamOption(*socket, static_cast<StreamOption>(option), on, value);
}

/// Below 0: the connection has none.
int32_t TypeOfService(Environment&, JsStream& stream) {
  const net::Socket* socket = SocketOf(stream);
  if (socket == nullptr) return -EBADF;
  const Result<uint8_t> value = socket->TypeOfService();
  return value.ok() ? *value : -value.error().code();
}

void SetRef(Environment&, JsStream& stream, bool on) { stream.SetRef(on); }

}  // namespace

double ActiveAtMs(Environment& env, net::Socket& stream) {
  constexpr uint64_t kNsPerMs = 1'000'000;
  return static_cast<double>((stream.ActiveAt() - env.start_ns()) / kNsPerMs);
}

SocketAddressValue SocketAddressToJs(v8::Isolate* isolate, int fd, bool peer) {
  System& system = Environment::From(isolate).loop().system();
  Result<net::Address> address = peer ? net::Address::OfPeer(system, fd)
                                      : net::Address::OfSocket(system, fd);
  if (!address.ok()) return v8::Undefined(isolate);
  if (!address->is_ip()) return ToJsString(isolate, address->path());
  v8::Local<v8::Value> parts[] = {
      ToJsString(isolate, address->host()),
      ToJsString(isolate, address->family() == AF_INET6 ? "IPv6" : "IPv4"),
      v8::Integer::NewFromUnsigned(isolate, address->port())};
  return v8::Array::New(isolate, parts, 3);
}

int32_t SetStreamOption(net::Socket& stream, StreamOption option, bool on,
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

JsStream& NetState::AddStream(std::unique_ptr<net::Transport> connected,
                              const Resource* listener) {
  auto made = std::make_unique<JsStream>(*this);
  made->stream = std::move(connected);
  made->stream->set_delegate(made.get());
  return listener == nullptr ? env.resources().Add(std::move(made))
                             : env.resources().Add(std::move(made), *listener);
}

double NetState::AddStream(std::unique_ptr<net::Transport> connected) {
  return AddStream(std::move(connected), nullptr).id();
}

const Resource* NetState::AttachListener(double listener, StreamSink* sink) {
  JsListener* found = env.resources().Find<JsListener>(listener);
  if (found != nullptr) found->sink = sink;
  return found;
}

extern constinit const ModuleSpec kNetBinding = Module<
    kNetModule, Fn<"listen", &ListenOnPort, "host", "port", "backlog", "flags">,
    Fn<"listenPath", &ListenOnPath, "path", "backlog", "mode">,
    Fn<"listenFd", &ListenOnFd, "fd", "backlog">,
    Fn<"listenerStart", &ListenerStart, "listener">,
    Fn<"listenerAddress", &ListenerAddress, "listener">,
    Fn<"listenerClose", &ListenerClose, "listener">,
    Fn<"listenerSetRef", &ListenerSetRef, "listener", "on">,
    Fn<"connect", &ConnectToPort, "host", "port", "localHost", "localPort">,
    Fn<"connectPath", &ConnectToPath, "path">,
    Fn<"lookup", &StartLookup, "host", "family", "hints">,
    Fn<"openStream", &OpenStream, "fd">, Fn<"readStart", &ReadStart, "stream">,
    Fn<"readStop", &ReadStop, "stream">,
    RawFn<"write", &Write,
          "(stream: Handle<'Stream'>, data: string | Uint8Array, "
          "latin1: boolean): number">,
    Fn<"queued", &Queued, "stream">, Fn<"notifySent", &NotifySent, "stream">,
    Fn<"shutdown", &Shutdown, "stream">, Fn<"close", &Close, "stream", "reset">,
    Fn<"address", &StreamAddress, "stream", "peer">,
    Fn<"bytes", &Bytes, "stream", "sent">, Fn<"activeAt", &ActiveAt, "stream">,
    Fn<"setOption", &SetOption, "stream", "option", "on", "value">,
    Fn<"typeOfService", &TypeOfService, "stream">,
    Fn<"setRef", &SetRef, "stream", "on">, Const<"kIpv6Only", kIpv6Only>,
    Const<"kAllHints", AI_V4MAPPED | AI_ALL | AI_ADDRCONFIG>,
    Const<"kReusePort", kReusePort>, Const<"kWriteThrough", kWriteThrough>,
    Const<"kOptionNoDelay", StreamOption::kNoDelay>,
    Const<"kOptionKeepAlive", StreamOption::kKeepAlive>,
    Const<"kOptionTypeOfService", StreamOption::kTypeOfService>,
    Callbacks>::kSpec;

}  // namespace rondo
