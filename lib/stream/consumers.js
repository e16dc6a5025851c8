'use strict';
/**
 * The module `stream/consumers`: all of a stream as one value.
 *
 * Each function takes a Readable, or any async iterable of chunks, and is
 * rejected with the error of the stream.
 *
 * @module stream/consumers
 */

const {
  codes: { ERR_INVALID_ARG_TYPE },
  genericNodeError,
} = require('internal/errors/errors');

/** The bytes of a chunk that has some, else undefined. */
function bytesOf(chunk) {
  if (chunk instanceof Buffer) return chunk;
  if (ArrayBuffer.isView(chunk)) {
    return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  }
  return chunk instanceof ArrayBuffer ? Buffer.from(chunk) : undefined;
}

/**
 * @param {AsyncIterable} stream
 * @returns {Promise<Uint8Array>} alone on its memory
 */
async function bytes(stream) {
  const parts = [];
  let length = 0;
  for await (const chunk of stream) {
    // What has no bytes counts as its text, as in a Blob.
    const part = bytesOf(chunk) ?? Buffer.from(String(chunk));
    parts.push(part);
    length += part.length;
  }
  const all = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}

/** @param {AsyncIterable} stream @returns {Promise<ArrayBuffer>} */
async function arrayBuffer(stream) {
  return (await bytes(stream)).buffer;
}

/** @param {AsyncIterable} stream @returns {Promise<Buffer>} */
async function buffer(stream) {
  return Buffer.from(await arrayBuffer(stream));
}

/** @param {AsyncIterable} stream @returns {Promise<Blob>} */
async function blob(stream) {
  if (typeof Blob !== 'function') {
    throw genericNodeError(
      'stream/consumers blob() needs Blob, which this version does not have',
      { code: 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM' });
  }
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return new Blob(chunks);
}

/** @param {AsyncIterable} stream @returns {Promise<string>} bytes are UTF-8 */
async function text(stream) {
  const { StringDecoder } = require('string_decoder');
  const decoder = new StringDecoder('utf8');
  let result = '';
  for await (const chunk of stream) {
    if (typeof chunk === 'string') {
      result += chunk;
      continue;
    }
    const part = bytesOf(chunk);
    if (part === undefined) {
      throw new ERR_INVALID_ARG_TYPE(
        'chunk', ['string', 'Buffer', 'TypedArray', 'DataView'], chunk);
    }
    result += decoder.write(part);
  }
  result += decoder.end();
  // A byte order mark is no part of the text.
  return result.charCodeAt(0) === 0xfeff ? result.slice(1) : result;
}

/** @param {AsyncIterable} stream @returns {Promise<*>} */
async function json(stream) {
  return JSON.parse(await text(stream));
}

module.exports = { arrayBuffer, blob, buffer, bytes, json, text };
