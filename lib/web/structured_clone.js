'use strict';

/**
 * structuredClone: a deep copy, made by V8's serializer.
 *
 * Native contract, binding 'structured_clone':
 *   clone(value: any, transfer: ArrayBuffer[]): any
 *   createHost(): object   which the serializer asks cloneHost about
 *   setCallbacks({ dataCloneError(message: string): Error,
 *                  isHost(instance: object): boolean,
 *                  cloneHost(host: object): object }): void
 *     isHost: whether the serializer asks cloneHost about the instance of a
 *     class, too; V8 11 asks about none
 */

const { codes: { ERR_INVALID_ARG_TYPE, ERR_MISSING_ARGS } } =
  require('internal/errors/errors');
const { DOMException, makeLike, watchNames } = require('web/dom_exception');
const { kUntransferable } = require('internal/buffer/fast_buffer');
const { kClone } = require('web/cloneable');
const { isURLSearchParams } = require('internal/url/params');
const { wasMadeByURL } = require('internal/url/url');

const native = binding('structured_clone');

function dataCloneError(message) {
  return new DOMException(message, 'DataCloneError');
}

function uncloneable() {
  return dataCloneError('Cannot clone object of unsupported type.');
}

/** The objects to move instead of copying. */
function transferList(transfer) {
  if (transfer === undefined || transfer === null) return [];
  const list = [...transfer];
  const seen = new Set();
  for (const item of list) {
    if (!(item instanceof ArrayBuffer) || item[kUntransferable]) {
      throw dataCloneError('Value could not be transferred.');
    }
    if (item.detached) {
      throw dataCloneError(
        'An ArrayBuffer is detached and could not be cloned.');
    }
    if (seen.has(item)) {
      throw dataCloneError('Transfer list contains a duplicate ArrayBuffer.');
    }
    seen.add(item);
  }
  return list;
}

/**
 * @param {any} value
 * @param {{transfer?: Iterable<ArrayBuffer>}} [options]
 */
function structuredClone(value, options) {
  if (arguments.length === 0) throw new ERR_MISSING_ARGS('The value argument');
  if (options !== undefined && options !== null &&
      typeof options !== 'object') {
    throw new ERR_INVALID_ARG_TYPE('options', 'Object', options);
  }
  if (isHost(value)) throw uncloneable();
  return cloneExceptions(
    () => native.clone(value, transferList(options?.transfer)));
}

/** What is of the platform, but cannot be cloned. */
function isHost(instance) {
  return wasMadeByURL(instance) || isURLSearchParams(instance);
}

/** The copy of what the serializer does not look into. */
function cloneHost(host) {
  const { cloneBlob, isBlob } = require('web/blob');
  if (isBlob(host)) return cloneBlob(host);
  if (typeof host[kClone] === 'function') return host[kClone]();
  if (isHost(host)) throw uncloneable();
  const name = host.constructor?.name || 'Object';
  throw dataCloneError(`#<${name}> could not be cloned.`);
}

/** Marks the stack of an exception; no stack of a program is like that. */
const kMark = '\0a DOMException, number ';

/**
 * V8 takes exceptions for the native errors that they are. It reads the name,
 * then the stack of each: the reading of the name tells which there are, and
 * their stacks then tell which of the copies are theirs.
 */
function cloneExceptions(clone) {
  /** @type {{exception: DOMException, stack: string}[]} */
  const met = [];
  const before = watchNames((exception) => {
    const { stack } = exception;
    if (String(stack).startsWith(kMark)) return;
    const isMarked = Reflect.set(exception, 'stack', kMark + met.length);
    if (isMarked) met.push({ exception, stack });
  });
  let copy;
  try {
    copy = clone();
  } finally {
    watchNames(before);
    for (const { exception, stack } of met) exception.stack = stack;
  }
  if (met.length > 0) reviveExceptions(copy, met);
  return copy;
}

/** Makes the errors within a copy exceptions whose stacks are marked. */
function reviveExceptions(copy, met) {
  const seen = new Set();
  const waiting = [copy];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value !== 'object' || value === null || seen.has(value)) {
      continue;
    }
    seen.add(value);
    if (value instanceof Error) {
      const { stack } = value;
      const isException = typeof stack === 'string' && stack.startsWith(kMark);
      if (isException) {
        const original = met[Number(stack.slice(kMark.length))];
        makeLike(value, original.exception);
        value.stack = original.stack;
      } else {
        waiting.push(value.cause);
      }
    } else if (value instanceof Map) {
      for (const entry of value) waiting.push(...entry);
    } else if (value instanceof Set) {
      for (const element of value) waiting.push(element);
    } else if (!ArrayBuffer.isView(value)) {
      for (const key of Object.keys(value)) waiting.push(value[key]);
    }
  }
}

native.setCallbacks({ dataCloneError, isHost, cloneHost });

exports.structuredClone = structuredClone;
