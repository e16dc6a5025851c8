'use strict';

/**
 * URLSearchParams, and the form encoding (application/x-www-form-urlencoded).
 */

const { enumerate } = require('web/enumerate');
const {
  codes: { ERR_ARG_NOT_ITERABLE, ERR_INVALID_THIS, ERR_INVALID_TUPLE,
           ERR_MISSING_ARGS },
} = require('internal/errors/errors');
const { validateFunction } = require('internal/util/validators');

const kInspect = Symbol.for('nodejs.util.inspect.custom');

function toUSV(value) {
  const string = `${value}`;
  return string.isWellFormed() ? string : string.toWellFormed();
}

/** `name { item, item }`, an item a line where that exceeds the width. */
function inBraces(name, items, width) {
  const { stripVTControlCharacters } = require('internal/util/inspect');
  const long = items.reduce(
    (sum, item) => sum + stripVTControlCharacters(item).length + 2,
    name.length) > width;
  return `${name} {${long ? '\n  ' : ' '}${items.join(long ? ',\n  ' : ', ')} }`;
}

function decodePart(text) {
  text = text.replace(/\+/g, ' ');
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    // Broken sequences stay, broken UTF-8 is replaced.
    return require('querystring').unescapeBuffer(text).toString();
  }
}

/** Pairs of a query without its '?'. */
function parseForm(text) {
  const list = [];
  for (const part of text.split('&')) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    if (equals === -1) {
      list.push([decodePart(part), '']);
    } else {
      list.push([decodePart(part.slice(0, equals)),
                 decodePart(part.slice(equals + 1))]);
    }
  }
  return list;
}

function encodePart(text) {
  if (/^[\w*.-]*$/.test(text)) return text;
  return encodeURIComponent(text)
    .replace(/[!'()~]/g, (char) =>
      `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/%20/g, '+');
}

function serializeForm(list) {
  return list.map(([name, value]) =>
    `${encodePart(name)}=${encodePart(value)}`).join('&');
}

/** Pairs of what the constructor takes. */
function pairsOf(init) {
  if (init === undefined || init === null) return [];
  if (typeof init !== 'object' && typeof init !== 'function') {
    const text = toUSV(init);
    return parseForm(text[0] === '?' ? text.slice(1) : text);
  }
  const iterate = init[Symbol.iterator];
  if (iterate === undefined || iterate === null) {
    const list = [];
    const seen = new Map();
    for (const key of Reflect.ownKeys(init)) {
      const descriptor = Reflect.getOwnPropertyDescriptor(init, key);
      if (!descriptor?.enumerable) continue;
      const name = toUSV(key);
      const value = toUSV(init[key]);
      // Different keys may become the same string.
      const at = seen.get(name);
      if (at !== undefined) {
        list[at][1] = value;
      } else {
        seen.set(name, list.length);
        list.push([name, value]);
      }
    }
    return list;
  }
  if (typeof iterate !== 'function') {
    throw new ERR_ARG_NOT_ITERABLE('Query pairs');
  }
  const list = [];
  for (const pair of init) {
    if (pair === null || (typeof pair !== 'object' &&
                          typeof pair !== 'function') ||
        typeof pair[Symbol.iterator] !== 'function') {
      throw new ERR_INVALID_TUPLE('Each query pair', '[name, value]');
    }
    const parts = [...pair].map(toUSV);
    if (parts.length !== 2) {
      throw new ERR_INVALID_TUPLE('Each query pair', '[name, value]');
    }
    list.push(parts);
  }
  return list;
}

/** Called with the new text when a URL's parameters change. */
let setOwner;
let replaceList;
/** Whether a value was made by the constructor. */
let isURLSearchParams;

class URLSearchParams {
  #list;
  #onChange = undefined;

  static {
    setOwner = (params, onChange) => { params.#onChange = onChange; };
    replaceList = (params, text) => { params.#list = parseForm(text); };
    isURLSearchParams = (value) => (
      typeof value === 'object' && value !== null && #list in value);
  }

  constructor(init = undefined) {
    this.#list = pairsOf(init);
  }

  static #check(value) {
    if (!isURLSearchParams(value)) {
      throw new ERR_INVALID_THIS('URLSearchParams');
    }
  }

  #changed() {
    this.#onChange?.(serializeForm(this.#list));
  }

  get size() {
    URLSearchParams.#check(this);
    return this.#list.length;
  }

  append(name, value) {
    URLSearchParams.#check(this);
    if (arguments.length < 2) throw new ERR_MISSING_ARGS('name', 'value');
    this.#list.push([toUSV(name), toUSV(value)]);
    this.#changed();
  }

  delete(name, value = undefined) {
    URLSearchParams.#check(this);
    if (arguments.length < 1) throw new ERR_MISSING_ARGS('name');
    name = toUSV(name);
    const given = value !== undefined;
    if (given) value = toUSV(value);
    this.#list = this.#list.filter(([key, item]) =>
      key !== name || (given && item !== value));
    this.#changed();
  }

  get(name) {
    URLSearchParams.#check(this);
    if (arguments.length < 1) throw new ERR_MISSING_ARGS('name');
    name = toUSV(name);
    const found = this.#list.find(([key]) => key === name);
    return found === undefined ? null : found[1];
  }

  getAll(name) {
    URLSearchParams.#check(this);
    if (arguments.length < 1) throw new ERR_MISSING_ARGS('name');
    name = toUSV(name);
    return this.#list.filter(([key]) => key === name).map((pair) => pair[1]);
  }

  has(name, value = undefined) {
    URLSearchParams.#check(this);
    if (arguments.length < 1) throw new ERR_MISSING_ARGS('name');
    name = toUSV(name);
    const given = value !== undefined;
    if (given) value = toUSV(value);
    return this.#list.some(([key, item]) =>
      key === name && (!given || item === value));
  }

  set(name, value) {
    URLSearchParams.#check(this);
    if (arguments.length < 2) throw new ERR_MISSING_ARGS('name', 'value');
    name = toUSV(name);
    value = toUSV(value);
    let done = false;
    this.#list = this.#list.filter((pair) => {
      if (pair[0] !== name) return true;
      if (done) return false;
      done = true;
      pair[1] = value;
      return true;
    });
    if (!done) this.#list.push([name, value]);
    this.#changed();
  }

  /** By names, as UTF-16; equal names keep their order. */
  sort() {
    URLSearchParams.#check(this);
    this.#list.sort(([a], [b]) => a < b ? -1 : a > b ? 1 : 0);
    this.#changed();
  }

  forEach(callback, thisArg = undefined) {
    URLSearchParams.#check(this);
    validateFunction(callback, 'callback');
    for (let i = 0; i < this.#list.length; i++) {
      const [key, value] = this.#list[i];
      Reflect.apply(callback, thisArg, [value, key, this]);
    }
  }

  entries() {
    URLSearchParams.#check(this);
    return new URLSearchParamsIterator(() => this.#list, 'entries');
  }

  keys() {
    URLSearchParams.#check(this);
    return new URLSearchParamsIterator(() => this.#list, 'keys');
  }

  values() {
    URLSearchParams.#check(this);
    return new URLSearchParamsIterator(() => this.#list, 'values');
  }

  toString() {
    URLSearchParams.#check(this);
    return serializeForm(this.#list);
  }

  [kInspect](depth, options, inspect) {
    URLSearchParams.#check(this);
    if (typeof depth === 'number' && depth < 0) {
      return options.stylize('[Object]', 'special');
    }
    const shown = this.#list.map(([name, value]) =>
      `${inspect(name, options)} => ${inspect(value, options)}`);
    return shown.length === 0 ? 'URLSearchParams {}' :
      inBraces('URLSearchParams', shown, options.breakLength);
  }
}

const iteratorPrototype =
  Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));

/** Follows changes of the list while it goes. */
class URLSearchParamsIterator {
  #list;
  #kind;
  #index = 0;

  constructor(list, kind) {
    this.#list = list;
    this.#kind = kind;
  }

  next() {
    if (typeof this !== 'object' || this === null || !(#list in this)) {
      throw new ERR_INVALID_THIS('URLSearchParamsIterator');
    }
    const list = this.#list();
    if (this.#index >= list.length) return { value: undefined, done: true };
    const [name, value] = list[this.#index++];
    const result = this.#kind === 'keys' ? name :
      this.#kind === 'values' ? value : [name, value];
    return { value: result, done: false };
  }

  [kInspect](depth, options, inspect) {
    const rest = this.#list().slice(this.#index).map(([name, value]) =>
      this.#kind === 'keys' ? name :
        this.#kind === 'values' ? value : [name, value]);
    const shown = rest.map((item) => inspect(item, options));
    return shown.length === 0 ? 'URLSearchParams Iterator {  }' :
      inBraces('URLSearchParams Iterator', shown, options.breakLength);
  }
}
Object.setPrototypeOf(URLSearchParamsIterator.prototype, iteratorPrototype);
delete URLSearchParamsIterator.prototype.constructor;
Object.defineProperties(URLSearchParamsIterator.prototype, {
  [Symbol.toStringTag]: {
    __proto__: null, configurable: true, value: 'URLSearchParams Iterator',
  },
  next: { __proto__: null, enumerable: true },
});

enumerate(URLSearchParams.prototype, [
  'append', 'delete', 'get', 'getAll', 'has', 'set', 'size', 'sort', 'entries',
  'forEach', 'keys', 'values', 'toString',
]);
Object.defineProperties(URLSearchParams.prototype, {
  [Symbol.toStringTag]: {
    __proto__: null, configurable: true, value: 'URLSearchParams',
  },
  [Symbol.iterator]: {
    __proto__: null,
    configurable: true,
    writable: true,
    value: URLSearchParams.prototype.entries,
  },
});

module.exports = {
  URLSearchParams,
  isURLSearchParams,
  replaceList,
  setOwner,
};
