'use strict';
/**
 * DOMException, of the Web IDL standard. Instances are native errors.
 *
 * @module web/dom_exception
 */

const { captureStackTrace, codes: { ERR_INVALID_THIS } } =
  require('internal/errors/errors');
const { Carrier } = require('web/carrier');

/** [name, constant, legacy code] */
const legacyCodes = [
  ['IndexSizeError', 'INDEX_SIZE_ERR', 1],
  [null, 'DOMSTRING_SIZE_ERR', 2],
  ['HierarchyRequestError', 'HIERARCHY_REQUEST_ERR', 3],
  ['WrongDocumentError', 'WRONG_DOCUMENT_ERR', 4],
  ['InvalidCharacterError', 'INVALID_CHARACTER_ERR', 5],
  [null, 'NO_DATA_ALLOWED_ERR', 6],
  ['NoModificationAllowedError', 'NO_MODIFICATION_ALLOWED_ERR', 7],
  ['NotFoundError', 'NOT_FOUND_ERR', 8],
  ['NotSupportedError', 'NOT_SUPPORTED_ERR', 9],
  ['InUseAttributeError', 'INUSE_ATTRIBUTE_ERR', 10],
  ['InvalidStateError', 'INVALID_STATE_ERR', 11],
  ['SyntaxError', 'SYNTAX_ERR', 12],
  ['InvalidModificationError', 'INVALID_MODIFICATION_ERR', 13],
  ['NamespaceError', 'NAMESPACE_ERR', 14],
  ['InvalidAccessError', 'INVALID_ACCESS_ERR', 15],
  [null, 'VALIDATION_ERR', 16],
  ['TypeMismatchError', 'TYPE_MISMATCH_ERR', 17],
  ['SecurityError', 'SECURITY_ERR', 18],
  ['NetworkError', 'NETWORK_ERR', 19],
  ['AbortError', 'ABORT_ERR', 20],
  ['URLMismatchError', 'URL_MISMATCH_ERR', 21],
  ['QuotaExceededError', 'QUOTA_EXCEEDED_ERR', 22],
  ['TimeoutError', 'TIMEOUT_ERR', 23],
  ['InvalidNodeTypeError', 'INVALID_NODE_TYPE_ERR', 24],
  ['DataCloneError', 'DATA_CLONE_ERR', 25],
];

const codeByName = new Map();
for (const [name, , code] of legacyCodes) {
  if (name !== null) codeByName.set(name, code);
}

class Fields extends Carrier {
  #name;
  #message;

  constructor(object, name, message) {
    super(object);
    this.#name = name;
    this.#message = message;
  }

  static nameOf(object) {
    if (!Fields.isException(object)) throw new ERR_INVALID_THIS('DOMException');
    return object.#name;
  }

  static messageOf(object) {
    if (!Fields.isException(object)) throw new ERR_INVALID_THIS('DOMException');
    return object.#message;
  }

  static isException(object) {
    return typeof object === 'object' && object !== null && #name in object;
  }
}

/** Told of each exception whose name is read. */
let onNameRead = null;

/** @param {?function(DOMException)} watcher @returns {?Function} the last one */
function watchNames(watcher) {
  const before = onNameRead;
  onNameRead = watcher;
  return before;
}

/** Makes a native error an exception that is as another one. */
function makeLike(error, exception) {
  Object.setPrototypeOf(error, DOMException.prototype);
  // Attributes are all that the copy of an exception has.
  delete error.message;
  delete error.cause;
  new Fields(error, Fields.nameOf(exception), Fields.messageOf(exception));
}

class DOMException {
  /**
   * @param {string} [message]
   * @param {string|{name?: string, cause?: any}} [options] the name, or more
   */
  constructor(message = '', options = 'Error') {
    const hasOptions = options !== null && typeof options === 'object';
    const text = `${message}`;
    const { name = 'Error' } = hasOptions ? options : { name: options };
    // The head of the stack shows the message that the constructor was given;
    // kept as the error's own it would hide the attribute of the prototype.
    const error = new Error(
      text, hasOptions && 'cause' in options ? { cause: options.cause } : {});
    delete error.message;
    Object.setPrototypeOf(error, new.target.prototype);
    new Fields(error, `${name}`, text);
    captureStackTrace(error, new.target);
    // The head of the stack is read from the attributes, which now exist.
    void error.stack;
    return error;
  }

  get name() {
    const name = Fields.nameOf(this);
    onNameRead?.(this);
    return name;
  }

  get message() {
    return Fields.messageOf(this);
  }

  /** The legacy number of the name, or 0. */
  get code() {
    return codeByName.get(Fields.nameOf(this)) ?? 0;
  }
}

Object.setPrototypeOf(DOMException.prototype, Error.prototype);
Object.defineProperties(DOMException.prototype, {
  [Symbol.toStringTag]: {
    __proto__: null, configurable: true, value: 'DOMException',
  },
  name: { __proto__: null, enumerable: true },
  message: { __proto__: null, enumerable: true },
  code: { __proto__: null, enumerable: true },
});
for (const [, constant, value] of legacyCodes) {
  const descriptor = { __proto__: null, enumerable: true, value };
  Object.defineProperty(DOMException, constant, descriptor);
  Object.defineProperty(DOMException.prototype, constant, descriptor);
}

/** True for an instance, whatever its prototype became. */
const isDOMException = Fields.isException;

module.exports = { DOMException, isDOMException, makeLike, watchNames };
