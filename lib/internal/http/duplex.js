'use strict';
/**
 * HTTP over any Duplex: `server.emit('connection', stream)`. The stream's bytes
 * go through the same native connection as a socket's.
 *
 * @module internal/http/duplex
 */

const binding_ = binding('http');
const { addResource, objects, removeResource } =
  require('internal/async/resources');
const { FastBuffer } = require('internal/buffer/fast_buffer');
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors/errors');
const { serveStream } = require('internal/http/dispatch');
const { kProtocolError } = require('internal/net/symbols');

/**
 * @param {http.Server} server
 * @param {ServerSource} source
 * @param {Duplex} stream
 */
function serveDuplex(server, source, stream) {
  const handle = serveStream(source, stream);
  if (handle < 0) {
    stream.destroy();
    return;
  }
  stream.server ??= server;
  const onFailed = () => binding_.duplexFailed(handle);
  const listeners = {
    data(chunk) {
      if (typeof chunk === 'string') chunk = Buffer.from(chunk);
      if (ArrayBuffer.isView(chunk)) {
        binding_.duplexData(handle, chunk);
      } else {
        stream.destroy(new ERR_INVALID_ARG_TYPE(
          'chunk', ['string', 'Buffer', 'TypedArray', 'DataView'], chunk));
      }
    },
    end() { binding_.duplexEnd(handle); },
    error: onFailed,
    close: onFailed,
  };
  addResource(handle, { handle, stream, listeners });
  try {
    for (const event of Object.keys(listeners)) {
      stream.on(event, listeners[event]);
    }
  } catch (error) {
    // A listener of 'newListener' may throw.
    binding_.duplexFailed(handle);
    throw error;
  }
  // Adding the listener set it flowing; the connection says when it reads.
  stream.pause();
}

function letGo(stream, listeners) {
  for (const event of Object.keys(listeners)) {
    stream.removeListener(event, listeners[event]);
  }
}

/**
 * Nothing more is written. What else arrives is thrown away, so that the stream
 * comes to its end; one that is a socket is done with when all has left.
 */
function endInOrder(stream) {
  stream.resume();
  if (typeof stream.destroySoon === 'function') stream.destroySoon();
  else if (!stream.writableEnded) stream.end();
}

// Each gets the slot of what was added above.
binding_.setCallbacks({
  onDuplexWrite(slot, buffer, offset, length) {
    const { handle, stream } = objects[slot];
    if (stream.destroyed) {
      binding_.duplexFailed(handle);
      return;
    }
    stream.write(new FastBuffer(buffer, offset, length), (error) => {
      if (error) binding_.duplexFailed(handle);
      else binding_.duplexSent(handle, length);
    });
  },
  onDuplexReading(slot, on) {
    const { stream } = objects[slot];
    if (on) stream.resume(); else stream.pause();
  },
  onDuplexEnd(slot) {
    objects[slot].stream.end();
  },
  onDuplexClose(slot, inOrder) {
    const { stream, listeners } = removeResource(slot);
    if (stream.destroyed) return;
    letGo(stream, listeners);
    // Its errors still are nobody else's.
    stream.on('error', listeners.error);
    if (inOrder && stream[kProtocolError] === undefined) {
      endInOrder(stream);
      return;
    }
    const destroy = () => stream.destroy(stream[kProtocolError]);
    // What was written before still goes out.
    if (stream.writableEnded && !stream.writableFinished) {
      stream.once('finish', destroy);
    } else {
      destroy();
    }
  },
  onDuplexHandOver(slot) {
    const { stream, listeners } = removeResource(slot);
    letGo(stream, listeners);
    // It waits for its new reader, as a stream does that nobody has read yet.
    stream.readableFlowing = null;
  },
});

module.exports = { serveDuplex };
