'use strict';
/**
 * The errors that built-in modules throw.
 *
 * `codes.ERR_X` is a class made from the table in internal/error_messages the
 * first time that it is asked for. An instance has the name of its base class,
 * an own enumerable `code`, and the code in the first line of its stack:
 * `TypeError [ERR_X]: message`.
 *
 * Failed system calls are reported by uvException (files), errnoException and
 * exceptionWithHostPort (sockets); all take the negative number that native
 * code reports.
 *
 * @module internal/errors/errors
 */

const { determineSpecificType, formatValue } = require('internal/errors/format');
const { messages, variants, SYSTEM } = require('internal/errors/messages');
const { errnoName, errnoMessage } = require('internal/errors/errno');

// A program may replace it, which changes no error of ours.
const { captureStackTrace } = Error;

/**
 * Constructs an error that has no stack of its own yet.
 *
 * captureStackTrace will follow, so walking the stack here would be a waste.
 * Where the limit cannot be changed (frozen intrinsics) the walk is done.
 */
function withoutStack(Base, message) {
  const limit = Error.stackTraceLimit;
  if (typeof limit !== 'number' || !Reflect.set(Error, 'stackTraceLimit', 0)) {
    return new Base(message);
  }
  const error = new Base(message);
  Error.stackTraceLimit = limit;
  return error;
}

/** Fills the template's %s with the arguments. */
function fillIn(template, args) {
  if (args.length === 0) return template;
  let next = 0;
  return template.replace(/%s/g, () => {
    const value = args[next++];
    return typeof value === 'object' && value !== null ?
      formatValue(value, { depth: 0, colors: false, compact: 3 }) :
      String(value);
  });
}

/** A template that is a function may also set further fields of the error. */
function composeMessage(fields, template, args) {
  return typeof template === 'function' ?
    Reflect.apply(template, fields, args) : fillIn(template, args);
}

/**
 * Renders the stack of an error while its prototype carries the code in its
 * name: V8 reads the name when the stack is first asked for, and keeps it.
 */
function renderStack(error, tagged, plain) {
  const prototype = Object.getPrototypeOf(error);
  prototype.name = tagged;
  try {
    void error.stack;
  } finally {
    prototype.name = plain;
  }
}

/** Defines properties of a prototype that enumeration does not show. */
function defineHidden(target, properties) {
  for (const key of Object.keys(properties)) {
    Object.defineProperty(target, key, {
      __proto__: null,
      value: properties[key],
      writable: true,
      configurable: true,
      enumerable: false,
    });
  }
}

/** Prototypes whose instances carry a code in the head of their stack. */
const taggedNames = new WeakMap();

/** Makes the class of one code on one base class. */
function makeCodedClass(code, Base, template) {
  const plain = Base.prototype.name;
  const tagged = `${plain} [${code}]`;
  class CodedError extends Base {
    constructor(...args) {
      // The head of a stack shows the message that the constructor was given.
      const fields = {};
      super(composeMessage(fields, template, args));
      Object.assign(this, fields);
      this.code = code;
      renderStack(this, tagged, plain);
    }

    toString() {
      return `${this.name} [${code}]: ${this.message}`;
    }
  }
  defineHidden(CodedError.prototype, { constructor: Base, name: plain });
  taggedNames.set(CodedError.prototype, [tagged, plain]);
  return CodedError;
}

/**
 * A failed system call with all that is known of it.
 *
 * @property {string} code the error code of the class
 * @property {object} info the context, as given
 * @property {number} errno
 * @property {string} syscall
 */
class SystemError extends Error {
  /**
   * @param {string} code 'ERR_FS_EISDIR'
   * @param {string} prefix first words of the message
   * @param {{errno: number, code: string, message: string, syscall: string,
   *   path?: string|Buffer, dest?: string|Buffer}} context
   */
  constructor(code, prefix, context) {
    let message = `${prefix}: ${context.syscall} returned ` +
                  `${context.code} (${context.message})`;
    if (context.path !== undefined) message += ` ${context.path}`;
    if (context.dest !== undefined) message += ` => ${context.dest}`;
    super(message);
    this.code = code;
    this.info = context;
    this.errno = context.errno;
    this.syscall = context.syscall;
    if (context.path !== undefined) this.path = String(context.path);
    if (context.dest !== undefined) this.dest = String(context.dest);
    renderStack(this, `SystemError [${code}]`, 'SystemError');
  }

  toString() {
    return `${this.name} [${this.code}]: ${this.message}`;
  }
}
defineHidden(SystemError.prototype, { name: 'SystemError' });

function makeSystemClass(code, prefix) {
  class CodedSystemError extends SystemError {
    constructor(context) {
      super(code, prefix, context);
    }
  }
  defineHidden(CodedSystemError.prototype, {
    constructor: SystemError,
    name: 'SystemError',
  });
  taggedNames.set(CodedSystemError.prototype,
                  [`SystemError [${code}]`, 'SystemError']);
  return CodedSystemError;
}

/** The class of a code, or undefined: there is none. */
function makeClass(code) {
  if (messages[code] === undefined) return undefined;
  const [Base, template] = messages[code];
  const made = Base === SYSTEM ?
    makeSystemClass(code, template) :
    makeCodedClass(code, Base, template);
  for (const Other of variants[code] ?? []) {
    made[Other.name] = makeCodedClass(code, Other, template);
  }
  return made;
}

/**
 * Classes by code. What is not there yet is looked for in the prototype, which
 * makes it.
 * @type {Object<string, new (...args: any[]) => Error & {code: string}>}
 */
const codes = Object.create(new Proxy({ __proto__: null }, {
  __proto__: null,
  get(target, code) {
    const made = makeClass(code);
    if (made !== undefined) codes[code] = made;
    return made;
  },
}));

/**
 * Moves the start of an error's stack above a function, so that the first
 * frame shown is that function's caller.
 *
 * @param {Error} error
 * @param {Function} below frames from this function down are dropped
 * @returns {Error} the same error
 */
function hideFramesBelow(error, below) {
  const names = taggedNames.get(Object.getPrototypeOf(error));
  captureStackTrace(error, below);
  if (names !== undefined) renderStack(error, names[0], names[1]);
  return error;
}

/**
 * Wraps a function so that errors which it throws start at its caller.
 *
 * @param {Function} fn
 * @returns {Function} same arguments, same result, same name
 */
function hideStackFrames(fn) {
  function wrapped(...args) {
    try {
      return Reflect.apply(fn, this, args);
    } catch (error) {
      if (error instanceof Error) hideFramesBelow(error, wrapped);
      throw error;
    }
  }
  Object.defineProperty(wrapped, 'name', { __proto__: null, value: fn.name });
  return wrapped;
}

/**
 * Key of a function on an error that nobody handled: given the stack of the
 * error it returns the text that the report of the uncaught error shows.
 */
const kEnhanceStack = Symbol('kEnhanceStack');

/** Adds to the stack of a fatal error what kEnhanceStack knows about it. */
function enhanceStack(error) {
  if (typeof error !== 'object' || error === null) return;
  try {
    if (error[kEnhanceStack] !== undefined) {
      error.stack = error[kEnhanceStack](error.stack);
    }
  } catch {
    // A frozen error, or a proxy, is reported as it is.
  }
}

/** What an aborted operation fails with; `cause` is the signal's reason. */
class AbortError extends Error {
  constructor(message = 'The operation was aborted', options = undefined) {
    if (options !== undefined && typeof options !== 'object') {
      throw new codes.ERR_INVALID_ARG_TYPE('options', 'Object', options);
    }
    super(message, options);
    this.code = 'ABORT_ERR';
    this.name = 'AbortError';
  }
}

/**
 * A failed file operation: "ENOENT: no such file or directory, open 'x'".
 *
 * @param {{errno: number, syscall: string, path?: string|Buffer,
 *   dest?: string|Buffer, code?: string, message?: string}} context
 *   errno is negative; other properties are copied onto the error
 * @param {Function} [below] the stack starts at this function's caller
 * @returns {Error}
 */
function uvException(context, below = uvException) {
  const code = context.code ?? errnoName(context.errno);
  let message = `${code}: ${context.message ?? errnoMessage(context.errno)}, ` +
                context.syscall;
  let path;
  let dest;
  if (context.path !== undefined && context.path !== null) {
    path = String(context.path);
    message += ` '${path}'`;
  }
  if (context.dest) {
    dest = String(context.dest);
    message += ` -> '${dest}'`;
  }
  const error = withoutStack(Error, message);
  for (const key of Object.keys(context)) {
    if (key === 'message' || key === 'path' || key === 'dest') continue;
    error[key] = context[key];
    if (key === 'errno') error.code = code;
  }
  if (path !== undefined) error.path = path;
  if (dest !== undefined) error.dest = dest;
  captureStackTrace(error, below);
  return error;
}

/**
 * A failed system call without a path: "read ECONNRESET".
 *
 * @param {number} number negative
 * @param {string} syscall
 * @param {string} [original] appended to the message
 * @returns {Error}
 */
function errnoException(number, syscall, original) {
  const code = errnoName(number);
  const error = withoutStack(
    Error, `${syscall} ${code}${original ? ` ${original}` : ''}`);
  error.errno = number;
  error.code = code;
  error.syscall = syscall;
  captureStackTrace(error, errnoException);
  return error;
}

function endpoint(address, port) {
  if (port && port > 0) return ` ${address}:${port}`;
  return address ? ` ${address}` : '';
}

function addEndpoint(error, syscall, address, port) {
  error.syscall = syscall;
  error.address = address;
  if (port) error.port = port;
}

/**
 * A failed connect: "connect ECONNREFUSED 127.0.0.1:80 - Local (…)".
 *
 * @param {number} number negative
 * @param {string} syscall
 * @param {string} address
 * @param {number} [port]
 * @param {string} [additional] shown behind "Local"
 * @returns {Error}
 */
function exceptionWithHostPort(number, syscall, address, port, additional) {
  const code = errnoName(number);
  const local = additional ? ` - Local (${additional})` : '';
  const error = withoutStack(
    Error, `${syscall} ${code}${endpoint(address, port)}${local}`);
  error.errno = number;
  error.code = code;
  addEndpoint(error, syscall, address, port);
  captureStackTrace(error, exceptionWithHostPort);
  return error;
}

/**
 * A failed listen or bind:
 * "listen EADDRINUSE: address already in use 127.0.0.1:80".
 *
 * @param {number} number negative
 * @param {string} syscall
 * @param {string} address
 * @param {number} [port]
 * @returns {Error}
 */
function uvExceptionWithHostPort(number, syscall, address, port) {
  const code = errnoName(number);
  const error = withoutStack(
    Error,
    `${syscall} ${code}: ${errnoMessage(number)}${endpoint(address, port)}`);
  // Node's order, which shows when the error is printed.
  error.code = code;
  error.errno = number;
  addEndpoint(error, syscall, address, port);
  captureStackTrace(error, uvExceptionWithHostPort);
  return error;
}

/**
 * A failed name resolution: "getaddrinfo ENOTFOUND example.org".
 *
 * @param {number|string} code negative number, or the resolver's own code
 * @param {string} syscall
 * @param {string} [hostname]
 * @returns {Error}
 */
function dnsException(code, syscall, hostname) {
  let errno;
  if (typeof code === 'number') {
    errno = code;
    const name = errnoName(code);
    code = name === 'EAI_NODATA' || name === 'EAI_NONAME' ? 'ENOTFOUND' : name;
  }
  const error = withoutStack(
    Error, `${syscall} ${code}${hostname ? ` ${hostname}` : ''}`);
  error.errno = errno;
  error.code = code;
  error.syscall = syscall;
  if (hostname) error.hostname = hostname;
  captureStackTrace(error, dnsException);
  return error;
}

/**
 * "socket hang up" and the like, with the code ECONNRESET.
 * @param {string} message
 */
function connResetException(message) {
  const error = new Error(message);
  error.code = 'ECONNRESET';
  return error;
}

/**
 * An Error with properties.
 * @param {string} message
 * @param {object} properties assigned to the error
 */
function genericNodeError(message, properties) {
  return Object.assign(new Error(message), properties);
}

/**
 * Keeps both errors where the clean-up after one failed too.
 *
 * @param {Error} [inner] the later error
 * @param {Error} [outer] the first error, whose message and code are kept
 * @returns {Error|undefined} an AggregateError when both exist
 */
function aggregateTwoErrors(inner, outer) {
  if (!inner || !outer || inner === outer) return inner || outer;
  if (Array.isArray(outer.errors)) {
    outer.errors.push(inner);
    return outer;
  }
  const error = new AggregateError([outer, inner], outer.message);
  error.code = outer.code;
  return error;
}

/** True for the RangeError that V8 throws when the stack is exhausted. */
function isStackOverflowError(error) {
  return error instanceof RangeError &&
         error.message === 'Maximum call stack size exceeded';
}

/** True for what has the looks of an error, of whichever realm. */
function isErrorLike(value) {
  return typeof value === 'object' && value !== null &&
         Object.prototype.hasOwnProperty.call(value, 'stack');
}

module.exports = {
  captureStackTrace,
  AbortError,
  SystemError,
  aggregateTwoErrors,
  codes,
  connResetException,
  determineSpecificType,
  dnsException,
  enhanceStack,
  errnoException,
  exceptionWithHostPort,
  genericNodeError,
  hideFramesBelow,
  hideStackFrames,
  isErrorLike,
  isStackOverflowError,
  kEnhanceStack,
  uvException,
  uvExceptionWithHostPort,
};
