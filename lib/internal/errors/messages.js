'use strict';
/**
 * The table of Node's error codes: what class each is and what it says.
 *
 * A message is a text, in which each %s takes the next argument, or a function
 * of the arguments; a function is called with the error as `this` and may set
 * further properties on it. `internal/errors/errors` makes the classes.
 *
 * @module internal/errors/messages
 */

const {
  determineSpecificType,
  formatList,
  formatValue,
  separateThousands,
} = require('internal/errors/format');

/** What `new codes.X()` is an instance of. */
const E = Error;
const T = TypeError;
const R = RangeError;
/** Stands for SystemError, which internal/errors defines. */
const SYSTEM = null;

/** Names that ERR_INVALID_ARG_TYPE treats as results of typeof. */
const primitiveTypes = new Set([
  'string', 'function', 'number', 'object', 'Function', 'Object', 'boolean',
  'bigint', 'symbol',
]);
const className = /^[A-Z][a-zA-Z0-9]*$/;

/** '"x" argument', '"a.b" property', 'first argument' */
function describeName(name) {
  if (name.endsWith(' argument')) return name;
  return `"${name}" ${name.includes('.') ? 'property' : 'argument'}`;
}

/** Says which types and classes are accepted: 'of type a or an instance of B' */
function describeExpected(expected) {
  const types = [];
  const classes = [];
  const others = [];
  for (const item of Array.isArray(expected) ? expected : [expected]) {
    if (primitiveTypes.has(item)) types.push(item.toLowerCase());
    else if (className.test(item)) classes.push(item);
    else others.push(item);
  }
  // Beside other classes, `object` reads best as one more class.
  if (classes.length > 0 && types.includes('object')) {
    types.splice(types.indexOf('object'), 1);
    classes.push('Object');
  }
  const parts = [];
  if (types.length > 0) {
    parts.push(`${types.length > 1 ? 'one of type' : 'of type'} ` +
               formatList(types, 'or'));
  }
  if (classes.length > 0) {
    parts.push(`an instance of ${formatList(classes, 'or')}`);
  }
  if (others.length > 1) {
    parts.push(`one of ${formatList(others, 'or')}`);
  } else if (others.length === 1) {
    const [only] = others;
    parts.push(only.toLowerCase() === only ? only : `an ${only}`);
  }
  return parts.join(' or ');
}

function invalidArgType(name, expected, actual) {
  return `The ${describeName(name)} must be ${describeExpected(expected)}. ` +
         `Received ${determineSpecificType(actual)}`;
}

function invalidArgValue(name, value, reason = 'is invalid') {
  let shown = formatValue(value);
  if (shown.length > 128) shown = `${shown.slice(0, 128)}...`;
  const kind = name.includes('.') ? 'property' : 'argument';
  return `The ${kind} '${name}' ${reason}. Received ${shown}`;
}

function outOfRange(name, range, input, nameIsSentence = false) {
  const head = nameIsSentence ?
    name : `The value of "${name}" is out of range.`;
  let received;
  if (Number.isInteger(input) && Math.abs(input) > 2 ** 32) {
    received = separateThousands(String(input));
  } else if (typeof input === 'bigint') {
    received = String(input);
    const limit = 2n ** 32n;
    if (input > limit || input < -limit) {
      received = separateThousands(received);
    }
    received += 'n';
  } else {
    received = formatValue(input);
  }
  return `${head} It must be ${range}. Received ${received}`;
}

function missingArgs(...names) {
  const shown = names.map((name) => (
    Array.isArray(name) ?
      name.map((one) => `"${one}"`).join(' or ') : `"${name}"`
  ));
  const list = shown.length === 2 ?
    shown.join(' and ') : formatList(shown, 'and');
  return `The ${list} argument${names.length > 1 ? 's' : ''} must be specified`;
}

function invalidPackageTarget(dir, key, target, isImport = false, base) {
  const relative = typeof target === 'string' && !isImport &&
    target.length > 0 && !target.startsWith('./');
  const hint = relative ? '; targets must start with "./"' : '';
  const from = base ? ` imported from ${base}` : '';
  if (key === '.') {
    return `Invalid "exports" main target ${JSON.stringify(target)} defined ` +
           `in the package config ${dir}package.json${from}${hint}`;
  }
  return `Invalid "${isImport ? 'imports' : 'exports'}" target ` +
         `${JSON.stringify(target)} defined for '${key}' in the package ` +
         `config ${dir}package.json${from}${hint}`;
}

function invalidReturn(where) {
  return (input, name, ...rest) => {
    const value = rest[rest.length - 1];
    return `Expected ${where(input, name, rest[0])} but got ` +
           `${determineSpecificType(value)}.`;
  };
}

const messages = {
  __proto__: null,
  ERR_ACCESS_DENIED: [E, function(message, permission = '', resource = '') {
    this.permission = permission;
    this.resource = resource;
    return message;
  }],
  ERR_AMBIGUOUS_ARGUMENT: [T, 'The "%s" argument is ambiguous. %s'],
  ERR_ARG_NOT_ITERABLE: [T, '%s must be iterable'],
  ERR_ASSERTION: [E, '%s'],
  ERR_ASYNC_CALLBACK: [T, '%s must be a function'],
  ERR_ASYNC_TYPE: [T, 'Invalid name for async "type": %s'],
  ERR_BROTLI_INVALID_PARAM: [R, '%s is not a valid Brotli parameter'],
  ERR_BUFFER_OUT_OF_BOUNDS: [R, (name) => (
    name ?
      `"${name}" is outside of buffer bounds` :
      'Attempt to access memory outside buffer bounds'
  )],
  ERR_BUFFER_TOO_LARGE: [R, 'Cannot create a Buffer larger than %s bytes'],
  ERR_CANNOT_WATCH_SIGINT: [E, 'Cannot watch for SIGINT signals'],
  ERR_CHILD_CLOSED_BEFORE_REPLY: [E, 'Child closed before reply received'],
  ERR_CHILD_PROCESS_IPC_REQUIRED: [E,
    "Forked processes must have an IPC channel, missing value 'ipc' in %s"],
  ERR_CHILD_PROCESS_STDIO_MAXBUFFER: [R, '%s maxBuffer length exceeded'],
  ERR_CONSOLE_WRITABLE_STREAM: [T,
    'Console expects a writable stream instance for %s'],
  ERR_CONSTRUCT_CALL_REQUIRED: [T,
    'Class constructor %s cannot be invoked without `new`'],
  ERR_CONTEXT_NOT_INITIALIZED: [E, 'context used is not initialized'],
  ERR_CRYPTO_HASH_FINALIZED: [E, 'Digest already called'],
  ERR_CRYPTO_HASH_UPDATE_FAILED: [E, 'Hash update failed'],
  ERR_CRYPTO_INVALID_DIGEST: [T, 'Invalid digest: %s'],
  ERR_CRYPTO_INVALID_STATE: [E, 'Invalid state for operation %s'],
  ERR_DIR_CLOSED: [E, 'Directory handle was closed'],
  ERR_DIR_CONCURRENT_OPERATION: [E,
    'Cannot do synchronous work on directory handle with concurrent ' +
    'asynchronous operations'],
  ERR_DNS_SET_SERVERS_FAILED: [E, 'c-ares failed to set servers: "%s" [%s]'],
  ERR_DOMAIN_CALLBACK_NOT_AVAILABLE: [E,
    'A callback was registered through ' +
    'process.setUncaughtExceptionCaptureCallback(), which is mutually ' +
    'exclusive with using the `domain` module'],
  ERR_ENCODING_INVALID_ENCODED_DATA: [T, function(encoding, errno) {
    this.errno = errno;
    return `The encoded data was not valid for encoding ${encoding}`;
  }],
  ERR_ENCODING_NOT_SUPPORTED: [R, 'The "%s" encoding is not supported'],
  ERR_EVAL_ESM_CANNOT_PRINT: [E, '--print cannot be used with ESM input'],
  ERR_EVENT_RECURSION: [E, 'The event "%s" is already being dispatched'],
  ERR_FALSY_VALUE_REJECTION: [E, function(reason) {
    this.reason = reason;
    return 'Promise was rejected with falsy value';
  }],
  ERR_FEATURE_UNAVAILABLE_ON_PLATFORM: [T,
    'The feature %s is unavailable on the current platform, which is being ' +
    'used to run Node.js'],
  ERR_FS_CP_DIR_TO_NON_DIR: [SYSTEM,
    'Cannot overwrite non-directory with directory'],
  ERR_FS_CP_EEXIST: [SYSTEM, 'Target already exists'],
  ERR_FS_CP_EINVAL: [SYSTEM, 'Invalid src or dest'],
  ERR_FS_CP_FIFO_PIPE: [SYSTEM, 'Cannot copy a FIFO pipe'],
  ERR_FS_CP_NON_DIR_TO_DIR: [SYSTEM,
    'Cannot overwrite directory with non-directory'],
  ERR_FS_CP_SOCKET: [SYSTEM, 'Cannot copy a socket file'],
  ERR_FS_CP_SYMLINK_TO_SUBDIRECTORY: [SYSTEM,
    'Cannot overwrite symlink in subdirectory of self'],
  ERR_FS_CP_UNKNOWN: [SYSTEM, 'Cannot copy an unknown file type'],
  ERR_FS_EISDIR: [SYSTEM, 'Path is a directory'],
  ERR_FS_FILE_TOO_LARGE: [R, 'File size (%s) is greater than 2 GiB'],
  ERR_FS_WATCH_QUEUE_OVERFLOW: [E,
    'fs.watch() queued more than %s events'],
  ERR_HTTP_BODY_NOT_ALLOWED: [E,
    'Adding content for this request method or response status is not ' +
    'allowed.'],
  ERR_HTTP_CONTENT_LENGTH_MISMATCH: [E,
    "Response body's content-length of %s byte(s) does not match the " +
    'content-length of %s byte(s) set in header'],
  ERR_HTTP_HEADERS_SENT: [E,
    'Cannot %s headers after they are sent to the client'],
  ERR_HTTP_INVALID_HEADER_VALUE: [T, 'Invalid value "%s" for header "%s"'],
  ERR_HTTP_INVALID_STATUS_CODE: [R, 'Invalid status code: %s'],
  ERR_HTTP_REQUEST_TIMEOUT: [E, 'Request timeout'],
  ERR_HTTP_SOCKET_ASSIGNED: [E,
    'ServerResponse has an already assigned socket'],
  ERR_HTTP_SOCKET_ENCODING: [E,
    'Changing the socket encoding is not allowed per RFC7230 Section 3.'],
  ERR_HTTP_TRAILER_INVALID: [E,
    'Trailers are invalid with this transfer encoding'],
  ERR_ILLEGAL_CONSTRUCTOR: [T, 'Illegal constructor'],
  ERR_IMPORT_ATTRIBUTE_MISSING: [T,
    'Module "%s" needs an import attribute of "%s: %s"'],
  ERR_IMPORT_ATTRIBUTE_TYPE_INCOMPATIBLE: [T,
    'Module "%s" is not of type "%s"'],
  ERR_IMPORT_ATTRIBUTE_UNSUPPORTED: [T, (name, value, url) => (
    `Import attribute "${name}" with value "${value}" is not supported` +
    (url === undefined ? '' : ` in ${url}`)
  )],
  ERR_INCOMPATIBLE_OPTION_PAIR: [T,
    'Option "%s" cannot be used in combination with option "%s"'],
  ERR_INPUT_TYPE_NOT_ALLOWED: [E,
    '--input-type can only be used with string input via --eval, --print, ' +
    'or STDIN'],
  ERR_INTERNAL_ASSERTION: [E, (message) => (
    'This is caused by either a bug in the runtime or incorrect usage of ' +
    `its internals.${message === undefined ? '' : ` ${message}`}`
  )],
  ERR_INVALID_ADDRESS: [E, 'Invalid socket address'],
  ERR_INVALID_ADDRESS_FAMILY: [R, function(type, host, port) {
    this.host = host;
    this.port = port;
    return `Invalid address family: ${type} ${host}:${port}`;
  }],
  ERR_INVALID_ARG_TYPE: [T, invalidArgType],
  ERR_INVALID_ARG_VALUE: [T, invalidArgValue],
  ERR_INVALID_ASYNC_ID: [R, 'Invalid %s value: %s'],
  ERR_INVALID_BUFFER_SIZE: [R, 'Buffer size must be a multiple of %s'],
  ERR_INVALID_CHAR: [T, (name, field) => (
    `Invalid character in ${name}` + (field ? ` ["${field}"]` : '')
  )],
  ERR_INVALID_CURSOR_POS: [T,
    'Cannot set cursor row without setting its column'],
  ERR_INVALID_FD: [R, '"fd" must be a positive integer: %s'],
  ERR_INVALID_FD_TYPE: [T, 'Unsupported fd type: %s'],
  ERR_INVALID_FILE_URL_HOST: [T,
    'File URL host must be "localhost" or empty on %s'],
  ERR_INVALID_FILE_URL_PATH: [T, function(reason, input) {
    if (input !== undefined) this.input = input;
    return `File URL path ${reason}`;
  }],
  ERR_INVALID_HANDLE_TYPE: [T, 'This handle type cannot be sent'],
  ERR_INVALID_HTTP_TOKEN: [T, '%s must be a valid HTTP token ["%s"]'],
  ERR_INVALID_IP_ADDRESS: [T, 'Invalid IP address: %s'],
  ERR_INVALID_MIME_SYNTAX: [T, (production, string, index) => (
    `The MIME syntax for a ${production} in ${JSON.stringify(string)} is ` +
    `invalid${index === -1 ? '' : ` at ${index}`}`
  )],
  ERR_INVALID_MODULE_SPECIFIER: [T, (request, reason, base) => (
    `Invalid module "${request}" ${reason}` +
    (base ? ` imported from ${base}` : '')
  )],
  ERR_INVALID_OBJECT_DEFINE_PROPERTY: [T, '%s'],
  ERR_INVALID_PACKAGE_CONFIG: [E, (path, base, message) => (
    `Invalid package config ${path}` +
    (base ? ` while importing ${base}` : '') +
    (message ? `. ${message}` : '')
  )],
  ERR_INVALID_PACKAGE_TARGET: [E, invalidPackageTarget],
  ERR_INVALID_PROTOCOL: [T, 'Protocol "%s" not supported. Expected "%s"'],
  ERR_INVALID_RETURN_PROPERTY: [T, invalidReturn((input, name, prop) => (
    `a valid ${input} to be returned for the "${prop}" from the ` +
    `"${name}" hook`
  ))],
  ERR_INVALID_RETURN_PROPERTY_VALUE: [T, invalidReturn((input, name, prop) => (
    `${input} to be returned for the "${prop}" from the "${name}" hook`
  ))],
  ERR_INVALID_RETURN_VALUE: [T, invalidReturn((input, name) => (
    `${input} to be returned from the "${name}" function`
  ))],
  ERR_INVALID_STATE: [E, 'Invalid state: %s'],
  ERR_INVALID_SYNC_FORK_INPUT: [T,
    'Asynchronous forks do not support Buffer, TypedArray, DataView or ' +
    'string input: %s'],
  ERR_INVALID_THIS: [T, 'Value of "this" must be of type %s'],
  ERR_INVALID_TUPLE: [T, '%s must be an iterable %s tuple'],
  ERR_INVALID_URI: [URIError, 'URI malformed'],
  ERR_INVALID_URL: [T, function(input, base) {
    this.input = input;
    if (base != null) this.base = base;
    return 'Invalid URL';
  }],
  ERR_INVALID_URL_SCHEME: [T, (expected) => (
    'The URL must be ' +
    (Array.isArray(expected) && expected.length > 1 ?
      `one of scheme ${formatList(expected, 'or')}` :
      `of scheme ${expected}`)
  )],
  ERR_IPC_CHANNEL_CLOSED: [E, 'Channel closed'],
  ERR_IPC_DISCONNECTED: [E, 'IPC channel is already disconnected'],
  ERR_IPC_ONE_PIPE: [E, 'Child process can have only one IPC pipe'],
  ERR_IPC_SYNC_FORK: [E, 'IPC cannot be used with synchronous forks'],
  ERR_IP_BLOCKED: [E, 'IP(%s) is blocked by net.BlockList'],
  ERR_METHOD_NOT_IMPLEMENTED: [E, 'The %s method is not implemented'],
  ERR_MISSING_ARGS: [T, missingArgs],
  ERR_MISSING_OPTION: [T, '%s is required'],
  ERR_MODULE_NOT_FOUND: [E, function(path, base, exactUrl) {
    if (exactUrl) this.url = String(exactUrl);
    return `Cannot find ${exactUrl ? 'module' : 'package'} '${path}' ` +
           `imported from ${base}`;
  }],
  ERR_MULTIPLE_CALLBACK: [E, 'Callback called multiple times'],
  ERR_NOT_BUILDING_SNAPSHOT: [E,
    'Operation cannot be invoked when not building startup snapshot'],
  ERR_NO_CRYPTO: [E, 'Node.js is not compiled with OpenSSL crypto support'],
  ERR_NO_ICU: [T, '%s is not supported on Node.js compiled without ICU'],
  ERR_OPERATION_FAILED: [E, 'Operation failed: %s'],
  ERR_OUT_OF_RANGE: [R, outOfRange],
  ERR_PACKAGE_IMPORT_NOT_DEFINED: [T, (specifier, path, base) => (
    `Package import specifier "${specifier}" is not defined` +
    (path ? ` in package ${path}package.json` : '') +
    ` imported from ${base}`
  )],
  ERR_PACKAGE_PATH_NOT_EXPORTED: [E, (path, subpath, base) => {
    const from = base ? ` imported from ${base}` : '';
    return subpath === '.' ?
      `No "exports" main defined in ${path}package.json${from}` :
      `Package subpath '${subpath}' is not defined by "exports" in ` +
      `${path}package.json${from}`;
  }],
  ERR_PARSE_ARGS_INVALID_OPTION_VALUE: [T, '%s'],
  ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL: [T,
    "Unexpected argument '%s'. This command does not take positional " +
    'arguments'],
  ERR_PARSE_ARGS_UNKNOWN_OPTION: [T, (option, allowPositionals) => {
    const quoted = JSON.stringify(option);
    const hint = allowPositionals ?
      '. To specify a positional argument starting with a ' +
      `'-', place it at the end of the command after '--', as in ` +
      `'-- ${quoted}` :
      '';
    return `Unknown option '${option}'${hint}`;
  }],
  ERR_PERFORMANCE_INVALID_TIMESTAMP: [T, '%s is not a valid timestamp'],
  ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS: [T, '%s'],
  ERR_REQUIRE_ASYNC_MODULE: [E,
    'require() cannot be used on an ESM graph with top-level await. Use ' +
    'import() instead. To see where the top-level await comes from, use ' +
    '--experimental-print-required-tla.'],
  ERR_REQUIRE_CYCLE_MODULE: [E, '%s'],
  ERR_REQUIRE_ESM: [E, (filename, packagePath) =>
    (packagePath === undefined ?
      `${filename} is an ECMAScript module, and these are not in Rondo yet` :
      `${filename} is an ECMAScript module, since ${packagePath} contains ` +
      '"type": "module", and these are not in Rondo yet'),
  ],
  ERR_SCRIPT_EXECUTION_INTERRUPTED: [E,
    'Script execution was interrupted by `SIGINT`'],
  ERR_SERVER_ALREADY_LISTEN: [E,
    'Listen method has been called more than once without closing.'],
  ERR_SERVER_NOT_RUNNING: [E, 'Server is not running.'],
  ERR_SOCKET_ALREADY_BOUND: [E, 'Socket is already bound'],
  ERR_SOCKET_BAD_BUFFER_SIZE: [T, 'Buffer size must be a positive integer'],
  ERR_SOCKET_BAD_PORT: [R, (name, port, allowZero = true) => (
    `${name} should be ${allowZero ? '>=' : '>'} 0 and < 65536. ` +
    `Received ${determineSpecificType(port)}.`
  )],
  ERR_SOCKET_BAD_TYPE: [T,
    'Bad socket type specified. Valid types are: udp4, udp6'],
  ERR_SOCKET_BUFFER_SIZE: [SYSTEM, 'Could not get or set buffer size'],
  ERR_SOCKET_CLOSED: [E, 'Socket is closed'],
  ERR_SOCKET_CLOSED_BEFORE_CONNECTION: [E,
    'Socket closed before the connection was established'],
  ERR_SOCKET_CONNECTION_TIMEOUT: [E, 'Socket connection timeout'],
  ERR_SOCKET_DGRAM_IS_CONNECTED: [E, 'Already connected'],
  ERR_SOCKET_DGRAM_NOT_CONNECTED: [E, 'Not connected'],
  ERR_SOCKET_DGRAM_NOT_RUNNING: [E, 'Not running'],
  ERR_STREAM_ALREADY_FINISHED: [E,
    'Cannot call %s after a stream was finished'],
  ERR_STREAM_CANNOT_PIPE: [E, 'Cannot pipe, not readable'],
  ERR_STREAM_DESTROYED: [E, 'Cannot call %s after a stream was destroyed'],
  ERR_STREAM_NULL_VALUES: [T, 'May not write null values to stream'],
  ERR_STREAM_PREMATURE_CLOSE: [E, 'Premature close'],
  ERR_STREAM_PUSH_AFTER_EOF: [E, 'stream.push() after EOF'],
  ERR_STREAM_UNABLE_TO_PIPE: [E,
    'Cannot pipe to a closed or destroyed stream'],
  ERR_STREAM_UNSHIFT_AFTER_END_EVENT: [E,
    'stream.unshift() after end event'],
  ERR_STREAM_WRAP: [E,
    'Stream has StringDecoder set or is in objectMode'],
  ERR_STREAM_WRITE_AFTER_END: [E, 'write after end'],
  ERR_STRING_TOO_LONG: [E, (limit) => (
    `Cannot create a string longer than 0x${limit.toString(16)} characters`
  )],
  ERR_SYNTHETIC: [E, 'JavaScript Callstack'],
  ERR_SYSTEM_ERROR: [SYSTEM, 'A system error occurred'],
  ERR_TRAILING_JUNK_AFTER_STREAM_END: [T,
    'Trailing junk found after the end of the compressed stream'],
  ERR_TTY_INIT_FAILED: [SYSTEM, 'TTY initialization failed'],
  ERR_UNAVAILABLE_DURING_EXIT: [E,
    'Cannot call function in process exit handler'],
  ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET: [E,
    '`process.setupUncaughtExceptionCapture()` was called while a capture ' +
    'callback was already active'],
  ERR_UNESCAPED_CHARACTERS: [T, '%s contains unescaped characters'],
  ERR_UNHANDLED_ERROR: [E, (value) => (
    value === undefined ? 'Unhandled error.' : `Unhandled error. (${value})`
  )],
  ERR_UNKNOWN_BUILTIN_MODULE: [E, 'No such built-in module: %s'],
  ERR_UNKNOWN_CREDENTIAL: [E, '%s identifier does not exist: %s'],
  ERR_UNKNOWN_ENCODING: [T, 'Unknown encoding: %s'],
  ERR_UNKNOWN_FILE_EXTENSION: [T, 'Unknown file extension "%s" for %s'],
  ERR_UNKNOWN_MODULE_FORMAT: [R, 'Unknown module format: %s for URL %s'],
  ERR_UNKNOWN_SIGNAL: [T, 'Unknown signal: %s'],
  ERR_UNSUPPORTED_DIR_IMPORT: [E, function(path, base, exactUrl) {
    this.url = exactUrl;
    return `Directory import '${path}' is not supported resolving ES ` +
           `modules imported from ${base}`;
  }],
  ERR_UNSUPPORTED_ESM_URL_SCHEME: [E, (url, supported) => (
    `Only URLs with a scheme in: ${formatList(supported, 'and')} are ` +
    'supported by the default ESM loader. Received protocol ' +
    `'${url.protocol}'`
  )],
  ERR_UNSUPPORTED_RESOLVE_REQUEST: [T,
    'Failed to resolve module specifier "%s" from "%s": Invalid relative ' +
    'URL or base scheme is not hierarchical.'],
  ERR_USE_AFTER_CLOSE: [E, '%s was closed'],
  ERR_VALID_PERFORMANCE_ENTRY_TYPE: [E,
    'At least one valid performance entry type is required'],
  ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING: [T,
    'A dynamic import callback was not specified.'],
  ERR_VM_MODULE_ALREADY_LINKED: [E, 'Module has already been linked'],
  ERR_VM_MODULE_CANNOT_CREATE_CACHED_DATA: [E,
    'Cached data cannot be created for a module which has been evaluated'],
  ERR_VM_MODULE_DIFFERENT_CONTEXT: [E,
    'Linked modules must use the same context'],
  ERR_VM_MODULE_LINK_FAILURE: [E, function(message, cause) {
    this.cause = cause;
    return message;
  }],
  ERR_VM_MODULE_NOT_MODULE: [E, 'Provided module is not an instance of Module'],
  ERR_VM_MODULE_STATUS: [E, 'Module status %s'],
  ERR_WASI_ALREADY_STARTED: [E, 'WASI instance has already started'],
  ERR_WEBASSEMBLY_RESPONSE: [T, 'WebAssembly response %s'],
  ERR_WORKER_INIT_FAILED: [E, 'Worker initialization failure: %s'],
  ERR_WORKER_INVALID_EXEC_ARGV: [E, (errors, message) => (
    `Initiated Worker with ${message || 'invalid execArgv flags'}: ` +
    errors.join(', ')
  )],
  ERR_WORKER_NOT_RUNNING: [E, 'Worker instance not running'],
  ERR_WORKER_OUT_OF_MEMORY: [E,
    'Worker terminated due to reaching memory limit: %s'],
  ERR_WORKER_PATH: [T, (filename) => (
    'The worker script or module filename must be an absolute path or a ' +
    "relative path starting with './' or '../'." +
    (filename.startsWith('file://') ?
      ' Wrap file:// URLs with `new URL`.' : '') +
    (filename.startsWith('data:text/javascript') ?
      ' Wrap data: URLs with `new URL`.' : '') +
    ` Received "${filename}"`
  )],
  ERR_WORKER_UNSERIALIZABLE_ERROR: [E,
    'Serializing an uncaught exception failed'],
  ERR_WORKER_UNSUPPORTED_OPERATION: [T, '%s is not supported in workers'],
  ERR_ZLIB_INITIALIZATION_FAILED: [E, (message) => message],
  ERR_ZSTD_INVALID_PARAM: [R, '%s is not a valid zstd parameter'],
};

/**
 * Further classes that a code comes in, as `codes.X.TypeError`,
 * `codes.X.RangeError`.
 */
const variants = {
  __proto__: null,
  ERR_INVALID_ARG_VALUE: [R],
  ERR_INVALID_RETURN_VALUE: [R],
  ERR_INVALID_STATE: [T, R],
};

module.exports = { messages, variants, SYSTEM };
