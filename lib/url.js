'use strict';

/**
 * node:url: the WHATWG URL, and the older url.parse that takes anything apart.
 */

const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_URL },
} = require('internal/errors');
const { validateString } = require('internal/validators');
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
} = require('internal/url');

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

/** Protocols that are followed by '//' and have a host. */
const kSlashed = new Set(['http', 'https', 'ftp', 'gopher', 'file', 'ws', 'wss']
  .flatMap((name) => [name, `${name}:`]));
/** Those whose rest is opaque. */
const kHostless = new Set(['javascript', 'javascript:']);

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
    slashes = rest.startsWith('//');
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
    const isV6 = this.hostname.includes(':') && !this.hostname.startsWith('[');
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
  return this.resolveObject(urlParse(relative, false, true)).format();
};

/** As a browser resolves a link; by the rules of before the URL standard. */
Url.prototype.resolveObject = function resolveObject(relative) {
  if (typeof relative === 'string') {
    relative = urlParse(relative, false, true);
  }
  const result = Object.assign(new Url(), this);
  // A hash is always the link's own.
  result.hash = relative.hash;
  if (relative.href === '') {
    result.href = result.format();
    return result;
  }

  if (relative.slashes && !relative.protocol) {
    // '//host/path': all but the protocol.
    for (const key of Object.keys(relative)) {
      if (key !== 'protocol') result[key] = relative[key];
    }
    if (kSlashed.has(result.protocol) && result.hostname && !result.pathname) {
      result.path = result.pathname = '/';
    }
    result.href = result.format();
    return result;
  }

  if (relative.protocol && relative.protocol !== result.protocol) {
    if (!kSlashed.has(relative.protocol)) {
      // Nothing of the base has a meaning there.
      Object.assign(result, relative);
      result.href = result.format();
      return result;
    }
    result.protocol = relative.protocol;
    if (!relative.host && !/^file:?$/.test(relative.protocol) &&
        !kHostless.has(relative.protocol)) {
      const parts = (relative.pathname || '').split('/');
      while (parts.length > 0 && !(relative.host = parts.shift()));
      relative.host ||= '';
      relative.hostname ||= '';
      if (parts[0] !== '') parts.unshift('');
      if (parts.length < 2) parts.unshift('');
      result.pathname = parts.join('/');
    } else {
      result.pathname = relative.pathname;
    }
    result.search = relative.search;
    result.query = relative.query;
    result.host = relative.host || '';
    result.auth = relative.auth;
    result.hostname = relative.hostname || relative.host;
    result.port = relative.port;
    if (result.pathname || result.search) {
      result.path = (result.pathname || '') + (result.search || '');
    }
    result.slashes ||= relative.slashes;
    result.href = result.format();
    return result;
  }
  resolvePath(result, relative);
  return result;
};

/** The path of `relative` against that of `result`, which it changes. */
function resolvePath(result, relative) {
  const isRelativeAbsolute = Boolean(relative.host) ||
    relative.pathname?.[0] === '/';
  let mustEndAbsolute = isRelativeAbsolute || result.pathname?.[0] === '/' ||
    (Boolean(result.host) && Boolean(relative.pathname));
  const removeAllDots = mustEndAbsolute;
  let path = result.pathname ? result.pathname.split('/') : [];
  const relativePath = relative.pathname ? relative.pathname.split('/') : [];
  const noLeading = Boolean(result.protocol) && !kSlashed.has(result.protocol);

  // Where a protocol knows no slashes, the host is the path's first part.
  if (noLeading) {
    result.hostname = '';
    result.port = null;
    if (result.host) {
      if (path[0] === '') path[0] = result.host;
      else path.unshift(result.host);
    }
    result.host = '';
    if (relative.protocol) {
      relative.hostname = null;
      relative.port = null;
      result.auth = null;
      if (relative.host) {
        if (relativePath[0] === '') relativePath[0] = relative.host;
        else relativePath.unshift(relative.host);
      }
      relative.host = null;
    }
    mustEndAbsolute &&= relativePath[0] === '' || path[0] === '';
  }

  if (isRelativeAbsolute) {
    if (relative.host || relative.host === '') {
      if (result.host !== relative.host) result.auth = null;
      result.host = relative.host;
      result.port = relative.port;
    }
    if (relative.hostname || relative.hostname === '') {
      if (result.hostname !== relative.hostname) result.auth = null;
      result.hostname = relative.hostname;
    }
    result.search = relative.search;
    result.query = relative.query;
    path = relativePath;
  } else if (relativePath.length > 0) {
    // In the base's directory.
    path.pop();
    path = path.concat(relativePath);
    result.search = relative.search;
    result.query = relative.query;
  } else if (relative.search !== null && relative.search !== undefined) {
    if (noLeading) takeBackHost(result, path.shift());
    result.search = relative.search;
    result.query = relative.query;
    if (result.pathname !== null || result.search !== null) {
      result.path = (result.pathname || '') + (result.search || '');
    }
    result.href = result.format();
    return;
  }

  if (path.length === 0) {
    result.pathname = null;
    result.path = result.search ? `/${result.search}` : null;
    result.href = result.format();
    return;
  }

  const last = path[path.length - 1];
  const trailing = ((result.host || relative.host || path.length > 1) &&
    (last === '.' || last === '..')) || last === '';
  let up = 0;
  for (let i = path.length - 1; i >= 0; i--) {
    if (path[i] === '.') {
      path.splice(i, 1);
    } else if (path[i] === '..') {
      path.splice(i, 1);
      up++;
    } else if (up > 0) {
      path.splice(i, 1);
      up--;
    }
  }
  if (!mustEndAbsolute && !removeAllDots) {
    while (up-- > 0) path.unshift('..');
  }
  if (mustEndAbsolute && path[0] !== '' && (!path[0] || path[0][0] !== '/')) {
    path.unshift('');
  }
  if (trailing && !path.join('/').endsWith('/')) path.push('');

  const isAbsolute = path[0] === '' || path[0]?.[0] === '/';
  if (noLeading) {
    takeBackHost(result, isAbsolute ? '' : path.length > 0 ? path.shift() : '');
  }
  mustEndAbsolute ||= Boolean(result.host) && path.length > 0;
  if (mustEndAbsolute && !isAbsolute) path.unshift('');
  if (path.length === 0) {
    result.pathname = null;
    result.path = null;
  } else {
    result.pathname = path.join('/');
  }
  if (result.pathname !== null || result.search !== null) {
    result.path = (result.pathname || '') + (result.search || '');
  }
  result.auth = relative.auth || result.auth;
  result.slashes ||= relative.slashes;
  result.href = result.format();
}

/** The first part of the path is a host again, perhaps with a user. */
function takeBackHost(result, host) {
  result.hostname = result.host = host;
  const parts = result.host?.indexOf('@') > 0 ? result.host.split('@') : undefined;
  if (parts !== undefined) {
    result.auth = parts.shift();
    result.host = result.hostname = parts.shift();
  }
}

function urlParse(url, parseQueryString, slashesDenoteHost) {
  if (url instanceof Url) return url;
  return new Url().parse(url, parseQueryString, slashesDenoteHost);
}

/** Takes objects of both kinds, and strings to normalize. */
function urlFormat(urlObject, options) {
  if (typeof urlObject === 'string') {
    urlObject = urlParse(urlObject);
  } else if (typeof urlObject !== 'object' || urlObject === null) {
    throw new ERR_INVALID_ARG_TYPE(
      'urlObject', ['Object', 'string'], urlObject);
  } else if (urlObject instanceof URL || isURL(urlObject)) {
    return formatWhatwg(urlObject, options);
  }
  return Url.prototype.format.call(urlObject);
}

function formatWhatwg(url, options) {
  let fragment = true;
  let unicode = false;
  let search = true;
  let auth = true;
  if (options) {
    if (typeof options !== 'object') {
      throw new ERR_INVALID_ARG_TYPE('options', 'Object', options);
    }
    if (options.fragment != null) fragment = Boolean(options.fragment);
    if (options.unicode != null) unicode = Boolean(options.unicode);
    if (options.search != null) search = Boolean(options.search);
    if (options.auth != null) auth = Boolean(options.auth);
  }
  const { href, protocol } = url;
  let text = protocol;
  if (href.startsWith('//', protocol.length)) {
    text += '//';
    if (auth && (url.username || url.password)) {
      text += url.username;
      if (url.password) text += `:${url.password}`;
      text += '@';
    }
    text += unicode ? domainToUnicode(url.hostname) : url.hostname;
    if (url.port) text += `:${url.port}`;
  }
  text += url.pathname;
  if (search) text += url.search;
  if (fragment) text += url.hash;
  return text;
}

function urlResolve(source, relative) {
  return urlParse(source, false, true).resolve(relative);
}

function urlResolveObject(source, relative) {
  if (!source) return relative;
  return urlParse(source, false, true).resolveObject(relative);
}

module.exports = {
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
};
