'use strict';

/** node:stream/web is not there yet. */

const { absent } = require('internal/util/absent');

module.exports = absent('stream/web', {
  functions: 'ReadableStreamTee/1',
  classes: {
    ByteLengthQueuingStrategy: {
      length: 1,
      accessors: 'highWaterMark size',
    },
    CompressionStream: {
      length: 1,
      accessors: 'readable writable',
    },
    CountQueuingStrategy: {
      length: 1,
      accessors: 'highWaterMark size',
    },
    DecompressionStream: {
      length: 1,
      accessors: 'readable writable',
    },
    ReadableByteStreamController: {
      methods: 'close enqueue error',
      accessors: 'byobRequest desiredSize',
    },
    ReadableStream: {
      methods: 'cancel getReader pipeThrough pipeTo tee values',
      accessors: 'locked',
      statics: 'from',
    },
    ReadableStreamBYOBReader: {
      length: 1,
      methods: 'cancel read releaseLock',
      accessors: 'closed',
    },
    ReadableStreamBYOBRequest: {
      methods: 'respond respondWithNewView',
      accessors: 'view',
    },
    ReadableStreamDefaultController: {
      methods: 'close enqueue error',
      accessors: 'desiredSize',
    },
    ReadableStreamDefaultReader: {
      length: 1,
      methods: 'cancel read releaseLock',
      accessors: 'closed',
    },
    TextDecoderStream: {
      accessors: 'encoding fatal ignoreBOM readable writable',
    },
    TextEncoderStream: {
      accessors: 'encoding readable writable',
    },
    TransformStream: {
      accessors: 'readable writable',
    },
    TransformStreamDefaultController: {
      methods: 'enqueue error terminate',
      accessors: 'desiredSize',
    },
    WritableStream: {
      methods: 'abort close getWriter',
      accessors: 'locked',
    },
    WritableStreamDefaultController: {
      methods: 'error',
      accessors: 'signal',
    },
    WritableStreamDefaultWriter: {
      length: 1,
      methods: 'abort close releaseLock write',
      accessors: 'closed desiredSize ready',
    },
  },
});
