'use strict';

/**
 * util.MIMEType and MIMEParams: media types as the MIME Sniffing Standard
 * parses and writes them.
 */

const { codes: { ERR_INVALID_MIME_SYNTAX } } = require('internal/errors/errors');

const kToken = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const kNotToken = /[^!#$%&'*+\-.^_`|~0-9A-Za-z]/;
const kNotQuotable = /[^\t -~\x80-\xff]/;

/** Throws unless `text` is a token. */
function checkToken(text, production) {
  const index = text.search(kNotToken);
  if (text === '' || index !== -1) {
    throw new ERR_INVALID_MIME_SYNTAX(production, text, index);
  }
}

const trimEnd = (text) => text.replace(/[\t\n\r ]+$/, '');
const trim = (text) => trimEnd(text.replace(/^[\t\n\r ]+/, ''));

/** A value as it is written: in quotes unless it is a token. */
function serializeValue(value) {
  return kToken.test(value) ? value :
    `"${value.replace(/["\\]/g, '\\$&')}"`;
}

let parseInto;

class MIMEParams {
  #values = new Map();

  static {
    parseInto = (params, text) => params.#parse(text);
  }

  delete(name) {
    this.#values.delete(`${name}`);
  }

  get(name) {
    return this.#values.get(`${name}`) ?? null;
  }

  has(name) {
    return this.#values.has(`${name}`);
  }

  set(name, value) {
    name = `${name}`;
    value = `${value}`;
    checkToken(name, 'parameter name');
    const wrong = value.search(kNotQuotable);
    if (wrong !== -1) {
      throw new ERR_INVALID_MIME_SYNTAX('parameter value', value, wrong);
    }
    this.#values.set(name, value);
  }

  * entries() {
    yield* this.#values.entries();
  }

  * keys() {
    yield* this.#values.keys();
  }

  * values() {
    yield* this.#values.values();
  }

  toString() {
    return Array.from(this.#values, ([name, value]) =>
      `${name}=${serializeValue(value)}`).join(';');
  }

  /** Takes what is valid of ';name=value;…', the first of each name. */
  #parse(text) {
    let at = 0;
    while (at < text.length) {
      const rest = /^[\t\n\r ]*([^;=]*)/.exec(text.slice(at));
      const name = rest[1].toLowerCase();
      at += rest[0].length;
      if (text[at] !== '=') {
        at++;
        continue;
      }
      at++;
      let value;
      if (text[at] === '"') {
        value = '';
        for (at++; at < text.length && text[at] !== '"'; at++) {
          if (text[at] === '\\' && at + 1 < text.length) at++;
          value += text[at];
        }
        const end = text.indexOf(';', at);
        at = end === -1 ? text.length : end + 1;
      } else {
        const end = text.indexOf(';', at);
        value = trimEnd(text.slice(at, end === -1 ? text.length : end));
        at = end === -1 ? text.length : end + 1;
        if (value === '') continue;
      }
      if (kToken.test(name) && !kNotQuotable.test(value) &&
          !this.#values.has(name)) {
        this.#values.set(name, value);
      }
    }
  }
}
Object.defineProperty(MIMEParams.prototype, Symbol.iterator, {
  __proto__: null,
  configurable: true,
  writable: true,
  value: MIMEParams.prototype.entries,
});
Object.defineProperty(MIMEParams.prototype, 'toJSON', {
  __proto__: null,
  configurable: true,
  writable: true,
  value: MIMEParams.prototype.toString,
});

class MIMEType {
  #type;
  #subtype;
  #params = new MIMEParams();

  /** @param {string} input */
  constructor(input) {
    const text = trim(`${input}`);
    const slash = text.indexOf('/');
    const type = slash === -1 ? text : text.slice(0, slash);
    if (slash === -1 || !kToken.test(type)) {
      throw new ERR_INVALID_MIME_SYNTAX('type', text, type.search(kNotToken));
    }
    const semicolon = text.indexOf(';', slash);
    const subtype = trimEnd(
      text.slice(slash + 1, semicolon === -1 ? text.length : semicolon));
    if (!kToken.test(subtype)) {
      throw new ERR_INVALID_MIME_SYNTAX(
        'subtype', text, subtype.search(kNotToken));
    }
    this.#type = type.toLowerCase();
    this.#subtype = subtype.toLowerCase();
    if (semicolon !== -1) parseInto(this.#params, text.slice(semicolon + 1));
  }

  get type() {
    return this.#type;
  }

  set type(value) {
    value = `${value}`;
    checkToken(value, 'type');
    this.#type = value.toLowerCase();
  }

  get subtype() {
    return this.#subtype;
  }

  set subtype(value) {
    value = `${value}`;
    checkToken(value, 'subtype');
    this.#subtype = value.toLowerCase();
  }

  /** 'type/subtype' */
  get essence() {
    return `${this.#type}/${this.#subtype}`;
  }

  get params() {
    return this.#params;
  }

  toString() {
    const params = this.#params.toString();
    return params === '' ? this.essence : `${this.essence};${params}`;
  }
}
Object.defineProperty(MIMEType.prototype, 'toJSON', {
  __proto__: null,
  configurable: true,
  writable: true,
  value: MIMEType.prototype.toString,
});

module.exports = { MIMEType, MIMEParams };
