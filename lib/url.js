'use strict';

/**
 * node:url: the WHATWG URL, and the older url.parse that takes anything apart.
 */

const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_URL },
} = require('internal/errors/errors');
const { addAbsent } = require('internal/util/absent');
const { validateString } = require('internal/util/validators');
const {
  URL,
  URLSearchParams,
  domainToASCII,
  domainToUnicode,
  fileURLToPath,
  fileURLToPathBuffer,
  isURL,
  pathToFileURL,
  urlToHttpOptions,
} = require('internal/url/url');
const {
  followLink,
  kHostless,
  kSlashed,
} = require('internal/url/resolve');

/** What url.parse returns: strings, or null for what is not there. */
function Url() {
  this.protocol = null;
  this.slashes = null;
  this.auth = null;
  this.host = null;
  this.port = null;
  this.hostname = null;
  this.hash = null;
  this.search = null;
  this.query = null;
  this.pathname = null;
  this.path = null;
  this.href = null;
}

/** What is always escaped behind the host. */
const kEscaped = {
  '\t': '%09', '\n': '%0A', '\r': '%0D', ' ': '%20', '"': '%22', '\'': '%27',
  '<': '%3C', '>': '%3E', '\\': '%5C', '^': '%5E', '`': '%60', '{': '%7B',
  '|': '%7C', '}': '%7D',
};
const kEscape = /[\t\n\r "'<>\\^`{|}]/g;

/** Characters that no host has. */
const kForbiddenHost = /[\0\t\n\r #%/:<>?@[\\\]^|]/;
const kForbiddenHostV6 = /[\0\t\n\r #%/<>?@\\^|]/;

/** Backslashes in front of the query are slashes, as browsers see them. */
function normalizeSlashes(text) {
  const query = text.search(/[?#]/);
  const end = query === -1 ? text.length : query;
  return text.slice(0, end).replace(/\\/g, '/') + text.slice(end);
}

/** Length of what may be a hostname; the rest belongs to the path. */
function validHostLength(hostname) {
  const end = hostname.search(/[/\\#?:]/);
  return end === -1 ? hostname.length : end;
}

let warnedPort = false;

Url.prototype.parse = function parse(url, parseQueryString, slashesDenoteHost) {
  validateString(url, 'url');
  let rest = normalizeSlashes(
    url.replace(/^[\0- \u00a0\ufeff]+|[\0- \u00a0\ufeff]+$/g, ''));

  // Most of what servers parse is a path with a query.
  if (!slashesDenoteHost && !/[@#]/.test(rest)) {
    const simple = /^(\/\/?(?!\/)[^?\s]*)(\?[^\s]*)?$/.exec(rest);
    if (simple !== null) {
      this.path = rest;
      this.href = rest;
      this.pathname = simple[1];
      if (simple[2]) {
        this.search = simple[2];
        this.query = parseQueryString ?
          require('querystring').parse(this.search.slice(1)) :
          this.search.slice(1);
      } else if (parseQueryString) {
        this.search = null;
        this.query = { __proto__: null };
      }
      return this;
    }
  }

  const protocolMatch = /^[a-z0-9.+-]+:/i.exec(rest);
  let protocol;
  let lower;
  if (protocolMatch !== null) {
    protocol = protocolMatch[0];
    lower = protocol.toLowerCase();
    this.protocol = lower;
    rest = rest.slice(protocol.length);
  }
  let slashes;
  if (slashesDenoteHost || protocol || /^\/\/[^@/]+@[^@/]+/.test(rest)) {
    slashes = rest[0] === '/' && rest[1] === '/';
    if (slashes && !(lower && kHostless.has(lower))) {
      rest = rest.slice(2);
      this.slashes = true;
    }
  }

  if (!kHostless.has(lower) &&
      (slashes || (protocol && !kSlashed.has(protocol)))) {
    rest = takeHost(this, rest, url);
  }

  // Behind the host.
  if (!kHostless.has(lower)) {
    rest = rest.replace(kEscape, (char) => kEscaped[char]);
  }
  const hashAt = rest.indexOf('#');
  if (hashAt !== -1) {
    this.hash = rest.slice(hashAt);
    rest = rest.slice(0, hashAt);
  }
  const queryAt = rest.indexOf('?');
  if (queryAt !== -1) {
    this.search = rest.slice(queryAt);
    this.query = rest.slice(queryAt + 1);
    if (parseQueryString) {
      this.query = require('querystring').parse(this.query);
    }
    rest = rest.slice(0, queryAt);
  } else if (parseQueryString) {
    this.search = null;
    this.query = { __proto__: null };
  }
  if (rest) this.pathname = rest;
  if (kSlashed.has(lower) && this.hostname && !this.pathname) {
    this.pathname = '/';
  }
  if (this.pathname || this.search) {
    this.path = (this.pathname || '') + (this.search || '');
  }
  this.href = this.format();
  return this;
};

/** Reads user, host and port off the front; returns the rest. */
function takeHost(target, rest, url) {
  // Line breaks and tabs are dropped, as by the URL standard.
  const authority = /^[^/?#]*/.exec(rest)[0];
  rest = authority.replace(/[\t\n\r]/g, '') + rest.slice(authority.length);
  // The host ends at the first of these; '@' in front of it ends the user.
  let end = rest.search(/[/?#\t\n\r "%'<>\\^`{|};]/);
  const hard = rest.search(/[/?#]/);
  const limit = hard === -1 ? rest.length : hard;
  const at = rest.lastIndexOf('@', limit - 1);
  let start = 0;
  if (at !== -1 && at < limit) {
    target.auth = decodeURIComponent(rest.slice(0, at));
    start = at + 1;
    const after = rest.slice(start).search(/[/?#\t\n\r "%'<>\\^`{|};]/);
    end = after === -1 ? -1 : start + after;
  }
  if (end === -1) end = rest.length;
  target.host = rest.slice(start, end);
  rest = rest.slice(end);

  const port = /:[0-9]*$/.exec(target.host);
  let { host } = target;
  if (port !== null) {
    if (port[0] !== ':') target.port = port[0].slice(1);
    host = host.slice(0, host.length - port[0].length);
  }
  target.hostname = host ?? '';

  const v6 = target.hostname[0] === '[' && target.hostname.endsWith(']');
  if (!v6) {
    const length = validHostLength(target.hostname);
    if (length < target.hostname.length) {
      if (target.hostname[length] === ':' && !warnedPort) {
        warnedPort = true;
        process.emitWarning(
          `The URL ${url} is invalid. Future versions of Node.js will throw ` +
          'an error.', 'DeprecationWarning', 'DEP0170');
      }
      rest = `/${target.hostname.slice(length)}${rest}`;
      target.hostname = target.hostname.slice(0, length);
    }
  }
  target.hostname = target.hostname.length > 255 ?
    '' : target.hostname.toLowerCase();
  if (target.hostname !== '') {
    if (v6) {
      if (kForbiddenHostV6.test(target.hostname)) throw new ERR_INVALID_URL(url);
    } else {
      const ascii = domainToASCII(target.hostname);
      // What the strict parser refuses may still be a name in a file of hosts.
      if (ascii !== '') target.hostname = ascii;
      else if (/[^\0-\x7f]/.test(target.hostname)) throw new ERR_INVALID_URL(url);
      if (kForbiddenHost.test(target.hostname)) throw new ERR_INVALID_URL(url);
    }
  }
  target.host =
    target.hostname + (target.port === null ? '' : `:${target.port}`);
  if (v6) {
    target.hostname = target.hostname.slice(1, -1);
    if (rest[0] !== '/') rest = `/${rest}`;
  }
  return rest;
}

Url.prototype.format = function format() {
  let auth = this.auth || '';
  if (auth) {
    auth = `${encodeURIComponent(auth).replace(/%3A/i, ':')
      .replace(/%(?:21|27|28|29|2A)/gi, (code) => decodeURIComponent(code))}@`;
  }
  let protocol = this.protocol || '';
  if (protocol && !protocol.endsWith(':')) protocol += ':';
  let pathname = this.pathname || '';
  let hash = this.hash || '';
  let host = '';
  if (this.host) {
    host = auth + this.host;
  } else if (this.hostname) {
    const isV6 = this.hostname.includes(':') && this.hostname[0] !== '[';
    host = auth + (isV6 ? `[${this.hostname}]` : this.hostname);
    if (this.port) host += `:${this.port}`;
  }
  let query = '';
  if (this.query !== null && typeof this.query === 'object') {
    query = require('querystring').stringify(this.query);
  }
  let search = this.search || (query && `?${query}`) || '';
  pathname = pathname.replace(/[?#]/g, encodeURIComponent);

  if (this.slashes || kSlashed.has(protocol)) {
    if (this.slashes || host) {
      if (pathname && pathname[0] !== '/') pathname = `/${pathname}`;
      host = `//${host}`;
    } else if (/^(?:ftp|gopher|https?|wss?|file):?$/.test(protocol) &&
               protocol.startsWith('file')) {
      host = '//';
    }
  }
  search = search.replace(/#/g, '%23');
  if (hash && hash[0] !== '#') hash = `#${hash}`;
  if (search && search[0] !== '?') search = `?${search}`;
  return protocol + host + pathname + search + hash;
};

Url.prototype.resolve = function resolve(relative) {
  return this.resolveObject(toUrl(relative, false, true)).format();
};

/** As a browser resolves a link; by the rules of before the URL standard. */
Url.prototype.resolveObject = function resolveObject(relative) {
  const link = typeof relative === 'string' ?
    toUrl(relative, false, true) : relative;
  const target = Object.assign(new Url(), this);
  followLink(target, link);
  return target;
};

let warnedOfParse = false;

/** DEP0169: once, and not for what packages do. */
function warnOfParse() {
  if (warnedOfParse) return;
  const { isCalledByPackage } = require('internal/util/caller');
  if (isCalledByPackage()) return;
  warnedOfParse = true;
  process.emitWarning(
    '`url.parse()` behavior is not standardized and prone to errors that ' +
    'have security implications. Use the WHATWG URL API instead. CVEs are ' +
    'not issued for `url.parse()` vulnerabilities.',
    'DeprecationWarning', 'DEP0169');
}

function urlParse(url, parseQueryString, slashesDenoteHost) {
  warnOfParse();
  return toUrl(url, parseQueryString, slashesDenoteHost);
}

function toUrl(url, parseQueryString, slashesDenoteHost) {
  if (url instanceof Url) return url;
  return new Url().parse(url, parseQueryString, slashesDenoteHost);
}

/** Takes objects of both kinds, and strings to normalize. */
function urlFormat(urlObject, options) {
  if (typeof urlObject === 'string') return urlParse(urlObject).format();
  if (typeof urlObject !== 'object' || urlObject === null) {
    throw new ERR_INVALID_ARG_TYPE(
      'urlObject', ['Object', 'string'], urlObject);
  }
  const isStandard = urlObject instanceof URL || isURL(urlObject);
  return isStandard ? formatWhatwg(urlObject, options) :
    Url.prototype.format.call(urlObject);
}

/** Whether an option of url.format is on, as it is unless told otherwise. */
function isOn(options, name, byDefault = true) {
  const value = options ? options[name] : undefined;
  return value == null ? byDefault : Boolean(value);
}

function formatWhatwg(url, options) {
  if (options && typeof options !== 'object') {
    throw new ERR_INVALID_ARG_TYPE('options', 'Object', options);
  }
  const { href, protocol, hostname, username, password, port } = url;
  const parts = [protocol];
  if (href.startsWith('//', protocol.length)) {
    const user = password ? `${username}:${password}` : username;
    const withUser = isOn(options, 'auth') && user !== '';
    parts.push('//', withUser ? `${user}@` : '');
    parts.push(isOn(options, 'unicode', false) ?
      domainToUnicode(hostname) : hostname);
    if (port) parts.push(`:${port}`);
  }
  parts.push(url.pathname);
  if (isOn(options, 'search')) parts.push(url.search);
  if (isOn(options, 'fragment')) parts.push(url.hash);
  return parts.join('');
}

function urlResolve(source, relative) {
  return urlParse(source, false, true).resolve(relative);
}

function urlResolveObject(source, relative) {
  if (!source) return relative;
  return urlParse(source, false, true).resolveObject(relative);
}

module.exports = addAbsent('url', {
  classes: {
    URLPattern: {
      methods: 'exec test',
      accessors: `
        hasRegExpGroups hash hostname password pathname port protocol search
        username`,
    },
  },
}, {
  Url,
  parse: urlParse,
  resolve: urlResolve,
  resolveObject: urlResolveObject,
  format: urlFormat,
  URL,
  URLSearchParams,
  domainToASCII,
  domainToUnicode,
  pathToFileURL,
  fileURLToPath,
  fileURLToPathBuffer,
  urlToHttpOptions,
});
