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
  setAbortOnUncaught(on: boolean): void;
  setErrorFormatter(callback: Function): void;
  runMicrotasks(): void;
  enqueueMicrotask(callback: Function): void;
  flushWrites(): void;
  triggerUncaught(error: any, fromPromise: boolean): void;
  detailString(value: any): string;
  kSlotMask: number;
  getContinuationData(): any;
  useContexts(empty: any): void;
  setContinuationData(value: any): void;
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
  allocate(size: number): any;
  compare(a: ArrayBufferView, b: ArrayBufferView): number;
  copy(source: ArrayBufferView | ArrayBufferLike, target: ArrayBufferView | ArrayBufferLike, targetStart: number, sourceStart: number, length: number): void;
  indexOf(haystack: ArrayBufferView, needle: ArrayBufferView, offset: number, forward: boolean, step: number): number;
  untransferable(): any;
  swap(bytes: ArrayBufferView | ArrayBufferLike, size: number): void;
  isUtf8(bytes: ArrayBufferView | ArrayBufferLike): boolean;
  isAscii(bytes: ArrayBufferView | ArrayBufferLike): boolean;
}

export interface OptionsBinding {
  getOption(name: string): any;
  environmentFlags(): any[];
}

export interface ProcessBinding {
  setCallbacks(callbacks: { emitBeforeExit?: Function; emitExit?: Function; }): void;
  startInfo(): object;
  versions(): object;
  reallyExit(code: number): void;
  abort(): void;
  environ(): any[];
  setenv(name: string, value: string): number;
  unsetenv(name: string): void;
  hrtime(out: Uint32Array): void;
  hrtimeBigInt(): any;
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
  getgroups(): any[];
  setgroups(ids: any[]): number;
  initgroups(user: string, group: number): number;
  lookupUser(name: string): number;
  lookupGroup(name: string): number;
  lookupUserName(id: number): any;
  cwd(): any;
  chdir(path: string): number;
  umask(mask: number): number;
  ppid(): number;
  kill(pid: number, signum: number): number;
  title(): string;
  setTitle(title: string): void;
  activeResources(): any[];
  glibcVersions(): any[];
  userLimits(): any[];
  execve(file: string, args: any[], variables: any[]): number;
  writeSync(fd: number, data: any): number;
  handleType(fd: number): string;
}

export interface UtilBinding {
  getPromiseDetails(promise: Promise<any>): any[];
  getProxyDetails(value: any): any;
  previewEntries(value: any): any;
  getOwnNonIndexProperties(object: object, filter: number): any[];
  getConstructorName(object: object): string;
  getExternalValue(external: any): any;
  getCallSites(count: number): any[];
  getDisposeSymbol(async: boolean): any;
}

export interface TypesBinding {
  isExternal(value: any): boolean;
  isDate(value: any): boolean;
  isArgumentsObject(value: any): boolean;
  isBigIntObject(value: any): boolean;
  isBooleanObject(value: any): boolean;
  isNumberObject(value: any): boolean;
  isStringObject(value: any): boolean;
  isSymbolObject(value: any): boolean;
  isNativeError(value: any): boolean;
  isRegExp(value: any): boolean;
  isAsyncFunction(value: any): boolean;
  isGeneratorFunction(value: any): boolean;
  isGeneratorObject(value: any): boolean;
  isPromise(value: any): boolean;
  isMap(value: any): boolean;
  isSet(value: any): boolean;
  isMapIterator(value: any): boolean;
  isSetIterator(value: any): boolean;
  isWeakMap(value: any): boolean;
  isWeakSet(value: any): boolean;
  isArrayBuffer(value: any): boolean;
  isDataView(value: any): boolean;
  isSharedArrayBuffer(value: any): boolean;
  isProxy(value: any): boolean;
  isModuleNamespaceObject(value: any): boolean;
  isAnyArrayBuffer(value: any): boolean;
  isBoxedPrimitive(value: any): boolean;
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
  listenerAddress(listener: Handle<'Listener'>): any;
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
  address(stream: Handle<'Stream'>, peer: boolean): any;
  bytes(stream: Handle<'Stream'>, sent: boolean): number;
  activeAt(stream: Handle<'Stream'>): number;
  setOption(stream: Handle<'Stream'>, option: number, on: boolean, value: number): number;
  typeOfService(stream: Handle<'Stream'>): number;
  setRef(stream: Handle<'Stream'>, on: boolean): void;
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
  writeMany(connection: number, exchange: number, head: string, pieces: any[], bits: number, trailers: string): true | undefined;
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
  connectionAddress(connection: number, peer: boolean): any;
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
  setCallbacks(callbacks: { onRequest?: Function; onBody?: Function; onRequestEnd?: Function; onDrain?: Function; onFinished?: Function; onAborted?: Function; onConnection?: Function; onConnectionClosed?: Function; onFlushed?: Function; onClientEnd?: Function; onClientError?: Function; onKeepAliveTimeout?: Function; wantsUpgrade?: Function; onUpgradeWaits?: Function; onUpgrade?: Function; onServerClosed?: Function; onDuplexWrite?: Function; onDuplexReading?: Function; onDuplexEnd?: Function; onDuplexClose?: Function; onDuplexHandOver?: Function; onTerminated?: Function; }): void;
}

export interface FsBinding {
  access(request: number, path: any, mode: number): any;
  open(request: number, path: any, flags: number, mode: number): any;
  close(request: number, fd: number): any;
  read(request: number, fd: number, view: ArrayBufferView, offset: number, length: number, position: number | bigint): any;
  write(request: number, fd: number, view: ArrayBufferView, offset: number, length: number, position: number | bigint): any;
  readVector(request: number, fd: number, views: any[], position: number | bigint): any;
  writeVector(request: number, fd: number, views: any[], position: number | bigint): any;
  sync(request: number, fd: number, dataOnly: boolean): any;
  truncate(request: number, fd: number, length: number | bigint): any;
  readFile(request: number, file: any, flags: number, sizeLimit: number, room?: ArrayBufferView | ArrayBufferLike, offset: number): any;
  writeFile(request: number, file: any, contents: ArrayBufferView, flags: number, mode: number, flush: boolean): any;
  copyFile(request: number, from: any, to: any, flags: number): any;
  stat(request: number, path: any, follow: boolean, bigint: boolean): any;
  statOfFd(request: number, fd: number, bigint: boolean): any;
  statFileSystem(request: number, path: any, bigint: boolean): any;
  statNumbers(): any;
  statIntegers(): any;
  changeMode(request: number, file: any, mode: number): any;
  changeOwner(request: number, file: any, user: number, group: number, follow: boolean): any;
  changeTimes(request: number, file: any, accessed: number, modified: number, follow: boolean): any;
  rename(request: number, from: any, to: any): any;
  link(request: number, existing: any, path: any): any;
  symlink(request: number, target: any, path: any): any;
  unlink(request: number, path: any): any;
  removeDirectory(request: number, path: any): any;
  readLink(request: number, path: any, asBytes: boolean): any;
  realPath(request: number, path: any, asBytes: boolean): any;
  readDirectory(request: number, path: any, asBytes: boolean, recursive: boolean): any;
  openDirectory(request: number, path: any): any;
  readEntries(request: number, fd: number, asBytes: boolean): any;
  makeDirectory(request: number, path: any, mode: number, recursive: boolean): any;
  makeTemporaryDirectory(request: number, prefix: any, asBytes: boolean): any;
  remove(request: number, path: any, recursive: boolean, force: boolean, retries: number, retryDelay: number): any;
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
  uname(): any[];
  hostname(): string;
  totalMemory(): number;
  freeMemory(): number;
  uptime(): number;
  loadAverage(out: Float64Array): void;
  availableParallelism(): number;
  cpus(): any[];
  networkInterfaces(): any;
  userInfo(): any;
  getPriority(pid: number): any[];
  setPriority(pid: number, priority: number): number;
}

export interface TtyBinding {
  isatty(fd: number): boolean;
  windowSize(fd: number): any;
  setRawMode(fd: number, on: boolean): number;
}

export interface UrlBinding {
  parse(input: string, base?: string, out: Uint32Array): any;
  canParse(input: string, base?: string): boolean;
  update(href: string, part: number, value: string, out: Uint32Array): any;
  domainToAscii(domain: string): string;
  domainToUnicode(domain: string): string;
}

export interface EncodingBinding {
  encodeUtf8(string: string): Uint8Array;
  encodeInto(string: string, target: ArrayBufferView | ArrayBufferLike, result: Uint32Array): void;
  decodeUtf8(bytes: ArrayBufferView | ArrayBufferLike, fatal: boolean): any;
  decodeLatin1(bytes: ArrayBufferView | ArrayBufferLike): any;
  decodeMultiByte(name: string, bytes: ArrayBufferView | ArrayBufferLike, fatal: boolean, flush: boolean, result: Uint32Array): any;
}

export interface StructuredCloneBinding {
  setCallbacks(callbacks: { dataCloneError?: Function; cloneHost?: Function; }): void;
  clone(value: any, transfer: any[]): any;
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

export interface LoaderBinding {
  libIds(): any;
  compileLib(id: string, all: boolean): Function;
  getBinding(name: string): any;
  buildingSnapshot(): boolean;
  compileModule(text: string, path: string): Function;
  runScript(text: string, name: string): any;
  readText(path: string): any;
  readStdin(): any;
  kindOf(path: string): number;
  realPath(path: string): any;
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
  loader: LoaderBinding;
}

export type Binding = <Name extends keyof Bindings>(name: Name) => Bindings[Name];
