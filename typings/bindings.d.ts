// What binding(name) gives to the modules of lib/. Generated from the
// tables in runtime/bindings by `rondo --print-typings`. Do not edit.

/** The number of a native resource; below 0 where one is returned: a
 * negative errno, and there is none. */
export type Handle<Kind extends string> =
  number & { readonly kind?: Kind };

/** The object of a native, and nothing else. */
export type Native<Kind extends string> =
  object & { readonly native?: Kind };

export interface TaskBinding {
  setTickCallback(processTicks: Function, tickInfo: Uint8Array): void;
  setPromiseRejectCallback(callback: Function): void;
  setUncaughtCallback(callback: Function): void;
  setAsyncState(state: Float64Array, functions: object): void;
  setTurnCallbacks(functions: object): void;
  setAbortOnUncaught(on: boolean): void;
  setErrorFormatter(callback: Function): void;
  runMicrotasks(): void;
  enqueueMicrotask(callback: Function): void;
  flushWrites(): void;
  triggerUncaught(error: unknown, fromPromise: boolean): void;
  detailString(value: unknown): string;
  kHasTicks: number;
  kHasRejections: number;
  kTickInfoSize: number;
  kRejectedWithoutHandler: number;
  kHandlerAddedLater: number;
  kExecutionId: number;
  kTriggerId: number;
  kLastId: number;
  kDefaultTrigger: number;
  kHooks: number;
  kReservedId: number;
  kReservedTrigger: number;
  kTask: number;
  kAsyncFieldCount: number;
  kSlotMask: number;
  getContinuationData(): unknown;
  useContexts(empty: unknown): void;
  setContinuationData(value: unknown): void;
}

export interface AsyncBinding {
  setPromiseHooks(init: Function|undefined, before: Function|undefined, after: Function|undefined, settled: Function|undefined): void;
  watch(object: object, id: number): void;
  unwatch(id: number): void;
  takeCollected(): Float64Array|undefined;
  asyncIdOf(resource: number): number;
  kThenablesKeepContext: number;
  setCallbacks(callbacks: { onCollected?: Function; }): void;
}

export interface TimersBinding {
  now(): number;
  startTime(): number;
  arm(time: number): void;
  setRef(on: boolean): void;
  setImmediateState(state: number): void;
  setCallbacks(callbacks: { processTimers?: Function; processImmediates?: Function; }): void;
}

export interface BufferBinding {
  kMaxLength: number;
  kStringMaxLength: number;
  utf8Slice(start?: number, end?: number): string;
  latin1Slice(start?: number, end?: number): string;
  asciiSlice(start?: number, end?: number): string;
  ucs2Slice(start?: number, end?: number): string;
  hexSlice(start?: number, end?: number): string;
  base64Slice(start?: number, end?: number): string;
  base64urlSlice(start?: number, end?: number): string;
  utf8Write(string: string, offset?: number, length?: number): number;
  latin1Write(string: string, offset?: number, length?: number): number;
  asciiWrite(string: string, offset?: number, length?: number): number;
  ucs2Write(string: string, offset?: number, length?: number): number;
  hexWrite(string: string, offset?: number, length?: number): number;
  base64Write(string: string, offset?: number, length?: number): number;
  base64urlWrite(string: string, offset?: number, length?: number): number;
  byteLengthUtf8(string: string): number;
  base64Length(string: string): number;
  utf8WriteAt(memory: ArrayBuffer, offset: number, string: string): number;
  allocate(size: number): ArrayBuffer | undefined;
  compare(a: ArrayBufferView, b: ArrayBufferView): number;
  copy(source: ArrayBufferView | ArrayBufferLike, target: ArrayBufferView | ArrayBufferLike, targetStart: number, sourceStart: number, length: number): void;
  indexOf(haystack: ArrayBufferView, needle: ArrayBufferView, offset: number, forward: boolean, step: number): number;
  untransferable(): symbol;
  markUntransferable(memory: ArrayBuffer): void;
  swap(bytes: ArrayBufferView | ArrayBufferLike, size: number): void;
  isUtf8(bytes: ArrayBufferView | ArrayBufferLike): boolean;
  isAscii(bytes: ArrayBufferView | ArrayBufferLike): boolean;
}

export interface OptionsBinding {
  getOption(name: string): boolean | number | string | string[] | undefined;
  environmentFlags(): string[];
}

export interface ProcessBinding {
  setCallbacks(callbacks: { emitBeforeExit?: Function; emitExit?: Function; }): void;
  startInfo(): object;
  versions(): object;
  reallyExit(code: number): void;
  abort(): void;
  environ(): string[];
  setenv(name: string, value: string): number;
  unsetenv(name: string): void;
  hrtime(out: Uint32Array): void;
  hrtimeBigInt(): bigint;
  uptime(): number;
  memoryUsage(out: Float64Array): void;
  rss(): number;
  cpuUsage(out: Float64Array): void;
  threadCpuUsage(out: Float64Array): void;
  resourceUsage(out: Float64Array): void;
  constrainedMemory(): number;
  availableMemory(): number;
  getuid(): number;
  geteuid(): number;
  getgid(): number;
  getegid(): number;
  setuid(id: number): number;
  seteuid(id: number): number;
  setgid(id: number): number;
  setegid(id: number): number;
  getgroups(): number[];
  setgroups(ids: number[]): number;
  initgroups(user: string, group: number): number;
  lookupUser(name: string): number;
  lookupGroup(name: string): number;
  lookupUserName(id: number): string | undefined;
  cwd(): string | number;
  chdir(path: string): number;
  umask(mask: number): number;
  ppid(): number;
  kill(pid: number, signum: number): number;
  title(): string;
  setTitle(title: string): void;
  activeResources(): string[];
  glibcVersions(): [used: string, built: string];
  userLimits(): [name: string, soft: number, hard: number][];
  execve(file: string, args: string[], variables: string[]): number;
  writeSync(fd: number, data: string | ArrayBufferView): number;
  handleType(fd: number): string;
}

export interface UtilBinding {
  getPromiseDetails(promise: Promise<unknown>): [state: number, result: unknown];
  getProxyDetails(value: unknown): [target: object, handler: object] | undefined;
  previewEntries(value: unknown): [entries: unknown[], keyed: boolean] | undefined;
  getOwnNonIndexProperties(object: object, filter: number): (string | symbol)[];
  kPending: number;
  kRejected: number;
  kAllProperties: number;
  kOnlyEnumerable: number;
  kSkipSymbols: number;
  getConstructorName(object: object): string;
  getExternalValue(external: unknown): bigint;
  getCallSites(count: number): (string | number)[];
  getDisposeSymbol(async: boolean): symbol;
}

export interface TypesBinding {
  isExternal(value: unknown): boolean;
  isDate(value: unknown): boolean;
  isArgumentsObject(value: unknown): boolean;
  isBigIntObject(value: unknown): boolean;
  isBooleanObject(value: unknown): boolean;
  isNumberObject(value: unknown): boolean;
  isStringObject(value: unknown): boolean;
  isSymbolObject(value: unknown): boolean;
  isNativeError(value: unknown): boolean;
  isRegExp(value: unknown): boolean;
  isAsyncFunction(value: unknown): boolean;
  isGeneratorFunction(value: unknown): boolean;
  isGeneratorObject(value: unknown): boolean;
  isPromise(value: unknown): boolean;
  isMap(value: unknown): boolean;
  isSet(value: unknown): boolean;
  isMapIterator(value: unknown): boolean;
  isSetIterator(value: unknown): boolean;
  isWeakMap(value: unknown): boolean;
  isWeakSet(value: unknown): boolean;
  isArrayBuffer(value: unknown): boolean;
  isDataView(value: unknown): boolean;
  isSharedArrayBuffer(value: unknown): boolean;
  isProxy(value: unknown): boolean;
  isModuleNamespaceObject(value: unknown): boolean;
  isAnyArrayBuffer(value: unknown): boolean;
  isBoxedPrimitive(value: unknown): boolean;
}

export interface SignalsBinding {
  start(signum: number): Handle<'Signal'>;
  stop(signal: Handle<'Signal'>): void;
  setCallbacks(callbacks: { onSignal?: Function; }): void;
}

export interface NetBinding {
  listen(host: string, port: number, backlog: number, flags: number): Handle<'Listener'>;
  listenPath(path: string, backlog: number, mode: number): Handle<'Listener'>;
  listenFd(fd: number, backlog: number): Handle<'Listener'>;
  listenerStart(listener: Handle<'Listener'>): void;
  listenerAddress(listener: Handle<'Listener'>): [address: string, family: string, port: number] | string | undefined;
  listenerClose(listener: Handle<'Listener'>): void;
  listenerSetRef(listener: Handle<'Listener'>, on: boolean): void;
  connect(host: string, port: number, localHost: string, localPort: number): Handle<'Stream'>;
  connectPath(path: string): Handle<'Stream'>;
  lookup(host: string, family: number, hints: number): Handle<'Lookup'>;
  openStream(fd: number): Handle<'Stream'>;
  readStart(stream: Handle<'Stream'>): number;
  readStop(stream: Handle<'Stream'>): void;
  write(stream: Handle<'Stream'>, data: string | Uint8Array, latin1: boolean): number;
  queued(stream: Handle<'Stream'>): number;
  notifySent(stream: Handle<'Stream'>): void;
  shutdown(stream: Handle<'Stream'>): boolean;
  close(stream: Handle<'Stream'>, reset: boolean): void;
  address(stream: Handle<'Stream'>, peer: boolean): [address: string, family: string, port: number] | string | undefined;
  bytes(stream: Handle<'Stream'>, sent: boolean): number;
  activeAt(stream: Handle<'Stream'>): number;
  setOption(stream: Handle<'Stream'>, option: number, on: boolean, value: number): number;
  typeOfService(stream: Handle<'Stream'>): number;
  setRef(stream: Handle<'Stream'>, on: boolean): void;
  kIpv6Only: number;
  kAllHints: number;
  kReusePort: number;
  kWriteThrough: number;
  kOptionNoDelay: number;
  kOptionKeepAlive: number;
  kOptionTypeOfService: number;
  setCallbacks(callbacks: { onListenerConnection?: Function; onListenerError?: Function; onListenerClosed?: Function; onData?: Function; onEnd?: Function; onError?: Function; onSent?: Function; onShutdown?: Function; onClosed?: Function; onConnect?: Function; onLookup?: Function; onTerminated?: Function; }): void;
}

export interface HttpBinding {
  createServer(): Handle<'Server'>;
  configure(server: Handle<'Server'>, headersTimeout: number, requestTimeout: number, keepAliveTimeout: number, keepAliveBuffer: number, maxHeaderSize: number, maxBodySize: number, flags: number, keepAliveSeconds: number): void;
  attachListener(server: Handle<'Server'>, listener: number): void;
  connectionCount(server: Handle<'Server'>): number;
  closeServer(server: Handle<'Server'>): void;
  closeConnections(server: Handle<'Server'>, all: boolean): void;
  write(connection: number, exchange: number, head: string, chunk: string | Uint8Array, latin1: boolean, bits: number, trailers: string): true | undefined;
  writeMany(connection: number, exchange: number, head: string, pieces: (string | Uint8Array)[], bits: number, trailers: string): true | undefined;
  writeInformation(connection: number, exchange: number, text: string): void;
  queued(connection: number, exchange: number): number;
  nextInLine(connection: number, exchange: number): number;
  isLast(connection: number, exchange: number): boolean;
  notifyDrain(connection: number, exchange: number): void;
  resumeBody(connection: number, exchange: number): void;
  pauseBody(connection: number, exchange: number): void;
  discardBody(connection: number, exchange: number): void;
  watchConnection(connection: number): boolean;
  requestCount(connection: number): number;
  connectionWrite(connection: number, bytes: ArrayBufferView | ArrayBufferLike): number;
  connectionQueued(connection: number): number;
  notifyFlushed(connection: number): boolean;
  connectionEnd(connection: number): void;
  connectionDestroy(connection: number, reset: boolean): boolean;
  connectionAddress(connection: number, peer: boolean): [address: string, family: string, port: number] | string | undefined;
  connectionBytes(connection: number, sent: boolean): number;
  connectionActiveAt(connection: number): number;
  connectionOption(connection: number, option: number, on: boolean, value: number): number;
  connectionTypeOfService(connection: number): number;
  connectionRef(connection: number, on: boolean): void;
  serveDuplex(server: Handle<'Server'>): Handle<'Duplex'>;
  duplexData(duplex: Handle<'Duplex'>, bytes: ArrayBufferView | ArrayBufferLike): void;
  duplexEnd(duplex: Handle<'Duplex'>): void;
  duplexFailed(duplex: Handle<'Duplex'>): void;
  duplexSent(duplex: Handle<'Duplex'>, bytes: number): void;
  kInfoMethodMask: number;
  kInfoHttp11: number;
  kInfoKeepAlive: number;
  kInfoUpgrade: number;
  kInfoHasBody: number;
  kInfoExpectContinue: number;
  kInfoExpectOther: number;
  kInfoLenient: number;
  kInfoWaits: number;
  kRequireHost: number;
  kInsecureParser: number;
  kNoDelay: number;
  kKeepAlive: number;
  kAllowHalfOpen: number;
  kMethodHead: number;
  kWriteChunked: number;
  kWriteEnd: number;
  kWriteClose: number;
  kWriteNotify: number;
  kWriteWhole: number;
  kWriteThrough: number;
  setCallbacks(callbacks: { onRequest?: Function; onBody?: Function; onRequestEnd?: Function; onDrain?: Function; onFinished?: Function; onAborted?: Function; onConnection?: Function; onConnectionClosed?: Function; onFlushed?: Function; onClientEnd?: Function; onClientError?: Function; onKeepAliveTimeout?: Function; wantsUpgrade?: Function; onUpgradeWaits?: Function; onUpgrade?: Function; onServerClosed?: Function; onDuplexWrite?: Function; onDuplexReading?: Function; onDuplexEnd?: Function; onDuplexClose?: Function; onDuplexHandOver?: Function; onTerminated?: Function; }): void;
}

export interface FsBinding {
  access(request: number, path: string | Uint8Array, mode: number): number | undefined;
  open(request: number, path: string | Uint8Array, flags: number, mode: number): number | undefined;
  close(request: number, fd: number): number | undefined;
  read(request: number, fd: number, view: ArrayBufferView, offset: number, length: number, position: number | bigint): number | undefined;
  write(request: number, fd: number, view: ArrayBufferView, offset: number, length: number, position: number | bigint): number | undefined;
  readVector(request: number, fd: number, views: ArrayBufferView[], position: number | bigint): number | undefined;
  writeVector(request: number, fd: number, views: ArrayBufferView[], position: number | bigint): number | undefined;
  sync(request: number, fd: number, dataOnly: boolean): number | undefined;
  truncate(request: number, fd: number, length: number | bigint): number | undefined;
  readFile(request: number, file: number | string | Uint8Array, flags: number, sizeLimit: number, room?: ArrayBufferView | ArrayBufferLike, offset: number): ArrayBuffer | number | undefined;
  writeFile(request: number, file: number | string | Uint8Array, contents: ArrayBufferView, flags: number, mode: number, flush: boolean): number | undefined;
  copyFile(request: number, from: string | Uint8Array, to: string | Uint8Array, flags: number): number | undefined;
  stat(request: number, path: string | Uint8Array, follow: boolean, bigint: boolean): number | undefined;
  statOfFd(request: number, fd: number, bigint: boolean): number | undefined;
  statFileSystem(request: number, path: string | Uint8Array, bigint: boolean): number | undefined;
  statNumbers(): Float64Array;
  statIntegers(): BigInt64Array;
  changeMode(request: number, file: number | string | Uint8Array, mode: number): number | undefined;
  changeOwner(request: number, file: number | string | Uint8Array, user: number, group: number, follow: boolean): number | undefined;
  changeTimes(request: number, file: number | string | Uint8Array, accessed: number, modified: number, follow: boolean): number | undefined;
  rename(request: number, from: string | Uint8Array, to: string | Uint8Array): number | undefined;
  link(request: number, existing: string | Uint8Array, path: string | Uint8Array): number | undefined;
  symlink(request: number, target: string | Uint8Array, path: string | Uint8Array): number | undefined;
  unlink(request: number, path: string | Uint8Array): number | undefined;
  removeDirectory(request: number, path: string | Uint8Array): number | undefined;
  readLink(request: number, path: string | Uint8Array, asBytes: boolean): string | number | undefined;
  realPath(request: number, path: string | Uint8Array, asBytes: boolean): string | number | undefined;
  readDirectory(request: number, path: string | Uint8Array, asBytes: boolean, recursive: boolean): [names: string[], types: number[], parents?: string[]] | number | undefined;
  openDirectory(request: number, path: string | Uint8Array): number | undefined;
  readEntries(request: number, fd: number, asBytes: boolean): [names: string[], types: number[], parents?: string[]] | number | undefined;
  makeDirectory(request: number, path: string | Uint8Array, mode: number, recursive: boolean): string | number | undefined;
  makeTemporaryDirectory(request: number, prefix: string | Uint8Array, asBytes: boolean): string | number | undefined;
  remove(request: number, path: string | Uint8Array, recursive: boolean, force: boolean, retries: number, retryDelay: number): number | undefined;
  lastCall(): string;
  setCallbacks(callbacks: { onDone?: Function; }): void;
  O_RDONLY: number;
  O_WRONLY: number;
  O_RDWR: number;
  S_IFMT: number;
  S_IFREG: number;
  S_IFDIR: number;
  S_IFCHR: number;
  S_IFBLK: number;
  S_IFIFO: number;
  S_IFLNK: number;
  S_IFSOCK: number;
  O_CREAT: number;
  O_EXCL: number;
  O_NOCTTY: number;
  O_TRUNC: number;
  O_APPEND: number;
  O_DIRECTORY: number;
  O_NOATIME: number;
  O_NOFOLLOW: number;
  O_SYNC: number;
  O_DSYNC: number;
  O_DIRECT: number;
  O_NONBLOCK: number;
  S_IRWXU: number;
  S_IRUSR: number;
  S_IWUSR: number;
  S_IXUSR: number;
  S_IRWXG: number;
  S_IRGRP: number;
  S_IWGRP: number;
  S_IXGRP: number;
  S_IRWXO: number;
  S_IROTH: number;
  S_IWOTH: number;
  S_IXOTH: number;
  F_OK: number;
  R_OK: number;
  W_OK: number;
  X_OK: number;
}

export interface FsWatchBinding {
  setCallbacks(callbacks: { onChange?: Function; }): void;
  add(path: string): Handle<'Watch'>;
  remove(watch: Handle<'Watch'>): void;
  setRef(watch: Handle<'Watch'>, on: boolean): void;
}

export interface OsBinding {
  uname(): string[];
  hostname(): string;
  totalMemory(): number;
  freeMemory(): number;
  uptime(): number;
  loadAverage(out: Float64Array): void;
  availableParallelism(): number;
  cpus(): (string | number)[];
  networkInterfaces(): (string | number | boolean)[] | number;
  userInfo(): [uid: number, gid: number, name: string, home: string, shell: string] | undefined;
  getPriority(pid: number): [errno: number, priority: number];
  setPriority(pid: number, priority: number): number;
}

export interface TtyBinding {
  isatty(fd: number): boolean;
  windowSize(fd: number): [columns: number, rows: number] | undefined;
  setRawMode(fd: number, on: boolean): number;
}

export interface UrlBinding {
  parse(input: string, base?: string, out: Uint32Array): string | undefined;
  canParse(input: string, base?: string): boolean;
  update(href: string, part: number, value: string, out: Uint32Array): string | undefined;
  kNone: number;
  kOffsets: number;
  kHref: number;
  kProtocol: number;
  kUsername: number;
  kPassword: number;
  kHost: number;
  kHostname: number;
  kPort: number;
  kPathname: number;
  kSearch: number;
  kHash: number;
  domainToAscii(domain: string): string;
  domainToUnicode(domain: string): string;
}

export interface EncodingBinding {
  encodeUtf8(string: string): Uint8Array;
  encodeInto(string: string, target: ArrayBufferView | ArrayBufferLike, result: Uint32Array): void;
  decodeUtf8(bytes: ArrayBufferView | ArrayBufferLike, fatal: boolean): string | undefined;
  decodeLatin1(bytes: ArrayBufferView | ArrayBufferLike): string | undefined;
  decodeMultiByte(name: string, bytes: ArrayBufferView | ArrayBufferLike, fatal: boolean, flush: boolean, result: Uint32Array): string | undefined;
}

export interface StructuredCloneBinding {
  setCallbacks(callbacks: { dataCloneError?: Function; isHost?: Function; cloneHost?: Function; }): void;
  clone(value: unknown, transfer: unknown[]): unknown;
  createHost(): object;
}

export interface InputBinding {
  setCallbacks(callbacks: { onReadable?: Function; }): void;
  open(fd: number): Handle<'Input'>;
  close(input: Handle<'Input'>): void;
  start(input: Handle<'Input'>): void;
  stop(input: Handle<'Input'>): void;
  setRef(input: Handle<'Input'>, on: boolean): void;
  read(fd: number, view: ArrayBufferView | ArrayBufferLike): number;
}

export interface ZlibBinding {
  setCallbacks(callbacks: { onStep?: Function; onWhole?: Function; }): void;
  createDeflater(format: number, level: number, windowBits: number, memLevel: number, strategy: number, dictionary?: ArrayBufferView | ArrayBufferLike): Native<'ZlibEngine'>;
  createInflater(format: number, windowBits: number, singleMember: boolean, dictionary?: ArrayBufferView | ArrayBufferLike): Native<'ZlibEngine'>;
  createBrotliCompressor(params: ArrayBufferView | ArrayBufferLike, dictionary?: ArrayBufferView | ArrayBufferLike): Native<'ZlibEngine'>;
  createBrotliDecompressor(params: ArrayBufferView | ArrayBufferLike, dictionary?: ArrayBufferView | ArrayBufferLike): Native<'ZlibEngine'>;
  createZstdCompressor(params: ArrayBufferView | ArrayBufferLike, dictionary?: ArrayBufferView | ArrayBufferLike, pledgedSize?: number): Native<'ZlibEngine'>;
  createZstdDecompressor(params: ArrayBufferView | ArrayBufferLike, dictionary?: ArrayBufferView | ArrayBufferLike, pledgedSize?: number): Native<'ZlibEngine'>;
  isReady(engine: Native<'ZlibEngine'>): boolean;
  failure(engine: Native<'ZlibEngine'>): unknown[];
  close(engine: Native<'ZlibEngine'>): void;
  reset(engine: Native<'ZlibEngine'>): void;
  setParams(engine: Native<'ZlibEngine'>, level: number, strategy: number): boolean;
  step(engine: Native<'ZlibEngine'>, flush: number, input: ArrayBufferView, inputOffset: number, output: ArrayBufferView, outputOffset: number, outputEnd: number): number;
  whole(engine: Native<'ZlibEngine'>, finish: number, input: ArrayBufferView, limit: number, all: boolean): ArrayBuffer | number | undefined;
  wholeSync(engine: Native<'ZlibEngine'>, finish: number, input: ArrayBufferView, limit: number, all: boolean): ArrayBuffer | undefined;
  quick(compresses: boolean, format: number, level: number, input: ArrayBufferView, limit: number): ArrayBuffer | number | undefined;
  quickSync(compresses: boolean, format: number, level: number, input: ArrayBufferView, limit: number): ArrayBuffer | undefined;
  results(): unknown;
  crc32(data: string | ArrayBufferView, crc: number): number;
  kVersionNumber: number;
  kConsumed: number;
  kProduced: number;
  kOutcome: number;
  kMore: number;
  kEnd: number;
  kFailed: number;
  kTooLarge: number;
  kNoMemory: number;
  kUnsuitable: number;
  kClosed: number;
  kZlib: number;
  kGzip: number;
  kRaw: number;
  kAuto: number;
}

export interface LoaderBinding {
  libIds(): string[];
  libParameters(): string[];
  compileLib(id: string, all: boolean): Function;
  getBinding(name: string): unknown;
  buildingSnapshot(): boolean;
  compileModule(text: string, path: string): Function;
  runScript(text: string, name: string): unknown;
  readText(path: string): string | number;
  readStdin(): string | number;
  kindOf(path: string): number;
  kFile: number;
  kDirectory: number;
  realPath(path: string): string | number;
  setCallbacks(callbacks: { prepare?: Function; runMain?: Function; }): void;
}

export interface Bindings {
  task: TaskBinding;
  async: AsyncBinding;
  timers: TimersBinding;
  buffer: BufferBinding;
  options: OptionsBinding;
  process: ProcessBinding;
  util: UtilBinding;
  types: TypesBinding;
  signals: SignalsBinding;
  net: NetBinding;
  http: HttpBinding;
  fs: FsBinding;
  fs_watch: FsWatchBinding;
  os: OsBinding;
  tty: TtyBinding;
  url: UrlBinding;
  encoding: EncodingBinding;
  structured_clone: StructuredCloneBinding;
  input: InputBinding;
  zlib: ZlibBinding;
  loader: LoaderBinding;
}

export type Binding = <Name extends keyof Bindings>(name: Name) => Bindings[Name];
