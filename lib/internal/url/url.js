'use strict';

/**
 * The WHATWG URL, and the way between URLs and paths.
 *
 * A URL is its href and where its parts begin in it, as the native parser told;
 * getters cut the parts out. Setters parse anew.
 *
 * Native contract, binding 'url':
 *   parse(input: string, base: string | undefined, out: Uint32Array(8)):
 *     string | undefined       href; `out` gets the offsets: end of protocol,
 *                              end of username, host's start and end, port's
 *                              number, starts of pathname, search and hash
 *                              (kNone where there is none)
 *   canParse(input, base): boolean
 *   update(href, part: kHref …, value, out): string | undefined
 *   domainToAscii(domain), domainToUnicode(domain): string
 */

const { enumerate } = require('web/enumerate');
const {
  codes: {
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
    ERR_INVALID_FILE_URL_HOST,
    ERR_INVALID_FILE_URL_PATH,
    ERR_INVALID_THIS,
    ERR_INVALID_URL_SCHEME,
    ERR_MISSING_ARGS,
  },
} = require('internal/errors/errors');
const { validateObject, validateString } = require('internal/util/validators');
const {
  URLSearchParams,
  replaceList,
  setOwner,
} = require('internal/url/params');

const native = binding('url');
const kInspect = Symbol.for('nodejs.util.inspect.custom');

/** Offset of a part that is not there. */
const { kNone } = native;
/** What native calls the parts that can be set. */
const kPartIndex = {
  __proto__: null,
  href: native.kHref,
  protocol: native.kProtocol,
  username: native.kUsername,
  password: native.kPassword,
  host: native.kHost,
  hostname: native.kHostname,
  port: native.kPort,
  pathname: native.kPathname,
  search: native.kSearch,
  hash: native.kHash,
};

// Where native writes the offsets; copied at once.
const out = new Uint32Array(native.kOffsets);

/** The scheme's default port does not show, and only these have origins. */
const kSpecial = ['http:', 'https:', 'ws:', 'wss:', 'ftp:'];

/** The error of the standard, a plain TypeError, with what Node adds to it. */
function invalidUrl(input, base) {
  const error = new TypeError('Invalid URL');
  error.code = 'ERR_INVALID_URL';
  error.input = input;
  if (base !== undefined) error.base = base;
  return error;
}

/** Whether a value was made by the constructor. */
let wasMadeByURL;

class URL {
  static {
    wasMadeByURL = (value) => (
      typeof value === 'object' && value !== null && #href in value);
  }

  #href;
  #protocolEnd;
  #usernameEnd;
  #hostStart;
  #hostEnd;
  #port;
  #pathStart;
  #searchStart;
  #hashStart;
  #searchParams = undefined;

  /**
   * @param {string} input
   * @param {string|URL} [base] for a relative input
   */
  constructor(input, base = undefined) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('url');
    const text = `${input}`;
    const from = base === undefined ? undefined : `${base}`;
    const href = native.parse(text, from, out);
    if (href === undefined) throw invalidUrl(text, from);
    this.#adopt(href);
  }

  static canParse(input, base = undefined) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('url');
    return native.canParse(
      `${input}`, base === undefined ? undefined : `${base}`);
  }

  /** The URL, or null. */
  static parse(input, base = undefined) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('url');
    try {
      return new URL(input, base);
    } catch (error) {
      if (error.code === 'ERR_INVALID_URL') return null;
      throw error;
    }
  }

  static createObjectURL(blob) {
    return require('web/blob').createObjectURL(blob);
  }

  static revokeObjectURL(id) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('url');
    require('web/blob').revokeObjectURL(`${id}`);
  }

  static #check(value) {
    if (typeof value !== 'object' || value === null || !(#href in value)) {
      throw new ERR_INVALID_THIS('URL');
    }
  }

  #adopt(href) {
    this.#href = href;
    this.#protocolEnd = out[0];
    this.#usernameEnd = out[1];
    this.#hostStart = out[2];
    this.#hostEnd = out[3];
    this.#port = out[4];
    this.#pathStart = out[5];
    this.#searchStart = out[6];
    this.#hashStart = out[7];
  }

  #update(part, value) {
    const href = native.update(this.#href, kPartIndex[part], value, out);
    if (href === undefined) return false;
    this.#adopt(href);
    return true;
  }

  /** Tells the parameters of a search that did not come from them. */
  #refreshParams() {
    if (this.#searchParams !== undefined) {
      replaceList(this.#searchParams, this.search.slice(1));
    }
  }

  get href() {
    URL.#check(this);
    return this.#href;
  }

  set href(value) {
    URL.#check(this);
    value = `${value}`;
    if (!this.#update('href', value)) throw invalidUrl(value);
    this.#refreshParams();
  }

  get origin() {
    URL.#check(this);
    const { protocol } = this;
    if (kSpecial.includes(protocol)) return `${protocol}//${this.host}`;
    if (protocol === 'blob:' && this.pathname.length > 0) {
      // That of the URL within.
      const inner = URL.parse(this.pathname);
      if (inner !== null &&
          (inner.protocol === 'http:' || inner.protocol === 'https:')) {
        return inner.origin;
      }
    }
    return 'null';
  }

  get protocol() {
    URL.#check(this);
    return this.#href.slice(0, this.#protocolEnd);
  }

  set protocol(value) {
    URL.#check(this);
    this.#update('protocol', `${value}`);
  }

  get username() {
    URL.#check(this);
    return this.#protocolEnd + 2 < this.#usernameEnd ?
      this.#href.slice(this.#protocolEnd + 2, this.#usernameEnd) : '';
  }

  set username(value) {
    URL.#check(this);
    this.#update('username', `${value}`);
  }

  get password() {
    URL.#check(this);
    return this.#hostStart - this.#usernameEnd > 0 ?
      this.#href.slice(this.#usernameEnd + 1, this.#hostStart) : '';
  }

  set password(value) {
    URL.#check(this);
    this.#update('password', `${value}`);
  }

  get host() {
    URL.#check(this);
    const start = this.#href[this.#hostStart] === '@' ?
      this.#hostStart + 1 : this.#hostStart;
    // With the port, which lies between host and path.
    return this.#href.slice(start, this.#portEnd());
  }

  #portEnd() {
    if (this.#port === kNone) return this.#hostEnd;
    return this.#hostEnd + 1 + `${this.#port}`.length;
  }

  set host(value) {
    URL.#check(this);
    this.#update('host', `${value}`);
  }

  get hostname() {
    URL.#check(this);
    const start = this.#href[this.#hostStart] === '@' ?
      this.#hostStart + 1 : this.#hostStart;
    return this.#href.slice(start, this.#hostEnd);
  }

  set hostname(value) {
    URL.#check(this);
    this.#update('hostname', `${value}`);
  }

  get port() {
    URL.#check(this);
    return this.#port === kNone ? '' : `${this.#port}`;
  }

  set port(value) {
    URL.#check(this);
    this.#update('port', `${value}`);
  }

  get pathname() {
    URL.#check(this);
    let end = this.#href.length;
    if (this.#searchStart !== kNone) end = this.#searchStart;
    else if (this.#hashStart !== kNone) end = this.#hashStart;
    return this.#href.slice(this.#pathStart, end);
  }

  set pathname(value) {
    URL.#check(this);
    this.#update('pathname', `${value}`);
  }

  get search() {
    URL.#check(this);
    if (this.#searchStart === kNone) return '';
    const end = this.#hashStart === kNone ? this.#href.length : this.#hashStart;
    // A lone '?' is nothing.
    return end - this.#searchStart <= 1 ? '' :
      this.#href.slice(this.#searchStart, end);
  }

  set search(value) {
    URL.#check(this);
    this.#update('search', toUSV(value));
    this.#refreshParams();
  }

  get searchParams() {
    URL.#check(this);
    if (this.#searchParams === undefined) {
      this.#searchParams = new URLSearchParams(this.search);
      setOwner(this.#searchParams, (text) => this.#update('search', text));
    }
    return this.#searchParams;
  }

  get hash() {
    URL.#check(this);
    return this.#hashStart === kNone ||
      this.#href.length - this.#hashStart <= 1 ? '' :
      this.#href.slice(this.#hashStart);
  }

  set hash(value) {
    URL.#check(this);
    this.#update('hash', toUSV(value));
  }

  toString() {
    URL.#check(this);
    return this.#href;
  }

  toJSON() {
    URL.#check(this);
    return this.#href;
  }

  [kInspect](depth, options, inspect) {
    if (typeof depth === 'number' && depth < 0) return this;
    const shown = { __proto__: { constructor: this.constructor } };
    for (const name of ['href', 'origin', 'protocol', 'username', 'password',
                        'host', 'hostname', 'port', 'pathname', 'search',
                        'searchParams', 'hash']) {
      shown[name] = this[name];
    }
    return `${this.constructor.name} ${inspect(shown, options)
      .replace(/^\S+ (?={)/, '')}`;
  }
}

function toUSV(value) {
  return `${value}`.toWellFormed();
}

enumerate(URL.prototype, [
  'href', 'origin', 'protocol', 'username', 'password', 'host', 'hostname',
  'port', 'pathname', 'search', 'searchParams', 'hash', 'toString', 'toJSON',
]);
enumerate(URL, ['canParse', 'parse', 'createObjectURL', 'revokeObjectURL']);
Object.defineProperty(URL.prototype, Symbol.toStringTag, {
  __proto__: null, configurable: true, value: 'URL',
});

/** Whether a value is a URL, ours or one with the same properties. */
function isURL(value) {
  return Boolean(value?.href && value.protocol && value.auth === undefined &&
                 value.path === undefined);
}

// ---------------------------------------------------------------------------
// Paths

/** The file: URL that was given, as an object or as text. */
function toFileUrl(given) {
  const url = typeof given === 'string' ? new URL(given) : given;
  if (!isURL(url)) {
    throw new ERR_INVALID_ARG_TYPE('path', ['string', 'URL'], given);
  }
  if (url.protocol === 'file:') return url;
  throw new ERR_INVALID_URL_SCHEME('file');
}

/** The path of a file: URL. */
function fileURLToPath(path, options) {
  const url = toFileUrl(path);
  return options?.windows ? windowsPath(url) : posixPath(url);
}

function posixPath(url) {
  if (url.hostname !== '') {
    throw new ERR_INVALID_FILE_URL_HOST(process.platform);
  }
  const { pathname } = url;
  if (/%2f/i.test(pathname)) {
    throw new ERR_INVALID_FILE_URL_PATH(
      'must not include encoded / characters', url);
  }
  return pathname.includes('%') ? decodeURIComponent(pathname) : pathname;
}

function windowsPath(url) {
  const { hostname } = url;
  if (/%2f|%5c/i.test(url.pathname)) {
    throw new ERR_INVALID_FILE_URL_PATH(
      'must not include encoded \\ or / characters', url);
  }
  const pathname = decodeURIComponent(url.pathname.replace(/\//g, '\\'));
  if (hostname !== '') return `\\\\${domainToUnicode(hostname)}${pathname}`;
  if (!/^\\[A-Za-z]:/.test(pathname)) {
    throw new ERR_INVALID_FILE_URL_PATH('must be absolute', url);
  }
  return pathname.slice(1);
}

/** The same as bytes: paths need not be UTF-8. */
function fileURLToPathBuffer(path, options) {
  const url = toFileUrl(path);
  const { unescapeBuffer } = require('querystring');
  if (options?.windows) return Buffer.from(windowsPath(url));
  posixPath({ hostname: url.hostname, pathname: '' });
  if (/%2f/i.test(url.pathname)) {
    throw new ERR_INVALID_FILE_URL_PATH(
      'must not include encoded / characters', url);
  }
  return unescapeBuffer(url.pathname);
}

// What a path may hold and the parser would take for something else, or drop.
const kEscapes = {
  '%': '%25', '\\': '%5C', '\n': '%0A', '\r': '%0D', '\t': '%09', '?': '%3F',
  '#': '%23', '[': '%5B', ']': '%5D', '^': '%5E', '|': '%7C', '~': '%7E',
};

/** The file: URL of a path; of a relative one, in the working directory. */
function pathToFileURL(path, options) {
  validateString(path, 'path');
  if (options?.windows) return windowsUrl(path);
  const { resolve } = require('path').posix;
  let resolved = resolve(path);
  // What resolve() took off means a directory.
  if (path.endsWith('/') && !resolved.endsWith('/')) resolved += '/';
  return new URL(
    `file://${resolved.replace(/[%\\\n\r\t?#[\]^|~]/g, (char) => kEscapes[char])}`);
}

function windowsUrl(path) {
  const { resolve } = require('path').win32;
  let resolved = resolve(path);
  if (/[\\/]$/.test(path) && !resolved.endsWith('\\')) resolved += '\\';
  const escape = (text) => text.replace(
    /[%\n\r\t?#[\]^|~]/g, (char) => kEscapes[char]);
  const local = resolved.startsWith('\\\\?\\') && !/^\\\\\?\\UNC\\/i.test(resolved);
  if (local) resolved = resolved.slice(4);
  if (!local && resolved.startsWith('\\\\')) {
    const rest = resolved.replace(/^\\\\(?:\?\\UNC\\)?/i, '');
    const end = rest.indexOf('\\');
    if (end === -1) {
      throw new ERR_INVALID_ARG_VALUE(
        'path', path, 'Missing UNC resource path');
    }
    if (end === 0) {
      throw new ERR_INVALID_ARG_VALUE('path', path, 'Empty UNC servername');
    }
    const url = new URL('file://');
    url.hostname = domainToASCII(rest.slice(0, end));
    url.pathname = escape(rest.slice(end)).replace(/\\/g, '/');
    return url;
  }
  return new URL(`file:///${escape(resolved).replace(/\\/g, '/')}`);
}

// ---------------------------------------------------------------------------

/** The one argument of a function, as text. */
function onlyText(args, name) {
  if (args.length === 0) throw new ERR_MISSING_ARGS(name);
  return `${args[0]}`;
}

function domainToASCII(domain) {
  // As the host of a URL, with all that the parser refuses.
  return native.domainToAscii(onlyText(arguments, 'domain'));
}

function domainToUnicode(domain) {
  return native.domainToUnicode(onlyText(arguments, 'domain'));
}

/** Options for http.request. */
function urlToHttpOptions(url) {
  validateObject(url, 'url');
  const options = { __proto__: null, ...url };
  for (const name of ['protocol', 'hostname', 'hash', 'search', 'pathname']) {
    options[name] = url[name];
  }
  // An address of IPv6 stands in brackets only in URLs.
  if (options.hostname?.[0] === '[') {
    options.hostname = options.hostname.slice(1, -1);
  }
  options.path = [url.pathname, url.search].map((part) => part || '').join('');
  options.href = url.href;
  if (url.port !== '') options.port = Number(url.port);
  const user = [url.username, url.password];
  if (user.some(Boolean)) {
    options.auth = user.map(decodeURIComponent).join(':');
  }
  return options;
}

module.exports = {
  URL,
  URLSearchParams,
  domainToASCII,
  domainToUnicode,
  fileURLToPath,
  fileURLToPathBuffer,
  isURL,
  pathToFileURL,
  urlToHttpOptions,
  wasMadeByURL,
};
