'use strict';

/**
 * The standard streams.
 *
 * stdout and stderr write synchronously, whatever they are connected to: that
 * is what Node.js documents for files, pipes and terminals on Linux, and it
 * lets a process print and exit.
 *
 * Native contract, binding 'process':
 *   writeSync(fd: number, data: string | ArrayBufferView): number
 *     writes all of it, strings as UTF-8, waiting while the descriptor is not
 *     ready; 0 or a negative errno
 *   handleType(fd: number): string    'TTY', 'FILE', 'PIPE', 'TCP', 'UDP',
 *                                     'UNKNOWN'
 */

const { Writable } = require('internal/streams/writable');
const { errnoException, uvException } = require('internal/errors/errors');
const native = binding('process');

const kTypes = {
  __proto__: null,
  TTY: 'tty',
  FILE: 'fs',
  PIPE: 'pipe',
  TCP: 'pipe',
  UDP: 'pipe',
};

/** A Writable that has written when write() returns. */
class SyncWriteStream extends Writable {
  #fd; // `fd` is what programs read, and may replace
  #isFile;

  /**
   * @param {number} fd stays open when the stream ends
   * @param {boolean} [isFile] its errors read as those of fs, not of sockets
   */
  constructor(fd, isFile = false) {
    super({ autoDestroy: true, decodeStrings: false, emitClose: false });
    this.fd = this.#fd = fd;
    this.#isFile = isFile;
  }

  #error(errno) {
    return this.#isFile ? uvException({ errno, syscall: 'write' }) :
      errnoException(errno, 'write');
  }

  /**
   * Writes a string as UTF-8, past the stream's queue when that is empty.
   * @returns {boolean} false: nothing was written, write() has to do it
   */
  _writeNow(text) {
    if (this.write !== SyncWriteStream.prototype.write ||
        this.writableLength !== 0 || this.writableCorked !== 0 ||
        this.writableEnded || this.destroyed) {
      return false;
    }
    return native.writeSync(this.#fd, text) === 0;
  }

  write(chunk, encoding, callback) {
    if (typeof chunk === 'string' && encoding === undefined &&
        callback === undefined && this._writeNow(chunk)) {
      return true;
    }
    return super.write(chunk, encoding, callback);
  }

  _write(chunk, encoding, callback) {
    const data = typeof chunk === 'string' && encoding !== 'utf8' &&
      encoding !== 'utf-8' ? Buffer.from(chunk, encoding) : chunk;
    const error = native.writeSync(this.#fd, data);
    if (error === 0) callback();
    else callback(this.#error(error));
  }
}

/** The standard streams outlive end() and destroy(): others print too. */
function keepAlive(stream) {
  stream.destroySoon = stream.destroy;
  stream._destroy = function(error, callback) {
    callback(error);
    this._undestroy();
    if (!this._writableState.emitClose) {
      process.nextTick(() => this.emit('close'));
    }
  };
  stream._isStdio = true;
}

/** @param {1|2} fd */
function createOutput(fd) {
  const handleType = native.handleType(fd);
  let stream;
  if (handleType === 'TTY') {
    const { WriteStream } = require('tty');
    stream = new WriteStream(fd);
    process.on('SIGWINCH', () => stream._refreshSize());
  } else if (handleType === 'UNKNOWN') {
    // A closed descriptor: what is written is lost, as documented.
    stream = new Writable({ write(chunk, encoding, done) { done(); } });
    stream.fd = fd;
  } else {
    stream = new SyncWriteStream(fd, handleType === 'FILE');
  }
  stream._type = kTypes[handleType] ?? 'fs';
  keepAlive(stream);
  return stream;
}

function createInput() {
  const handleType = native.handleType(0);
  let stream;
  if (handleType === 'TTY') {
    const { ReadStream } = require('tty');
    stream = new ReadStream(0);
  } else if (handleType === 'FILE') {
    const { ReadStream } = require('fs');
    stream = new ReadStream(null, { fd: 0, autoClose: false });
  } else if (handleType === 'PIPE' || handleType === 'TCP') {
    const { InputStream } = require('internal/process/input_stream');
    stream = new InputStream(0);
    stream._type = 'pipe';
  } else {
    const { Readable } = require('stream');
    stream = new Readable({ read() {} });
    stream.push(null);
  }
  stream.fd = 0;
  return stream;
}

exports.SyncWriteStream = SyncWriteStream;
exports.createOutput = createOutput;
exports.createInput = createInput;
