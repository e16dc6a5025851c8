'use strict';

/** What programs may compress and decompress, as bytes. */

const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors/errors');
const { isAnyArrayBuffer, isArrayBufferView } = require('internal/util/types');

const kViews = ['string', 'Buffer', 'TypedArray', 'DataView'];
const kViewsAndMemory = [...kViews, 'ArrayBuffer'];

/**
 * @param {any} data a string, whose bytes are UTF-8, a view or an ArrayBuffer
 * @param {string} name of the argument
 * @returns {ArrayBufferView}
 */
function bytesOf(data, name) {
  if (typeof data === 'string') return Buffer.from(data);
  if (isArrayBufferView(data)) return data;
  if (isAnyArrayBuffer(data)) return new Uint8Array(data);
  throw new ERR_INVALID_ARG_TYPE(
    name, name === 'chunk' ? kViews : kViewsAndMemory, data);
}

exports.bytesOf = bytesOf;
