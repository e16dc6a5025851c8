'use strict';

/**
 * structuredClone: a deep copy, made by V8's serializer.
 *
 * Native contract, binding 'structured_clone':
 *   clone(value: any, transfer: ArrayBuffer[]): any
 *   setCallbacks({ dataCloneError(message: string): Error }): void
 */

const { codes: { ERR_INVALID_ARG_TYPE, ERR_MISSING_ARGS } } =
  require('internal/errors');
const { DOMException } = require('web/dom_exception');
const { kUntransferable } = require('internal/buffer/fast_buffer');

const native = binding('structured_clone');

function dataCloneError(message) {
  return new DOMException(message, 'DataCloneError');
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
  return native.clone(value, transferList(options?.transfer));
}

native.setCallbacks({ dataCloneError });

exports.structuredClone = structuredClone;
