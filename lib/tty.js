'use strict';

/**
 * node:tty: terminals.
 *
 * Native contract, binding 'tty':
 *   isatty(fd: number): boolean
 *   windowSize(fd: number): [columns, rows] | undefined
 *   setRawMode(fd: number, on: boolean): number   0 or a negative errno
 */

const { codes: { ERR_INVALID_FD, ERR_TTY_INIT_FAILED }, errnoException } =
  require('internal/errors/errors');
const { EINVAL } = require('internal/errors/errno').negated;
const { validateInteger } = require('internal/util/validators');
const { colorDepth, hasColors } = require('internal/tty/colors');

function isatty(fd) {
  return Number.isInteger(fd) && fd >= 0 && fd <= 2147483647 &&
    binding('tty').isatty(fd);
}

/** Throws unless `fd` can be a descriptor of a terminal. */
function checkTerminal(fd) {
  if (fd >> 0 !== fd || fd < 0) throw new ERR_INVALID_FD(fd);
  if (!binding('tty').isatty(fd)) {
    throw new ERR_TTY_INIT_FAILED({
      code: 'EINVAL', message: 'invalid argument', errno: EINVAL,
      syscall: 'uv_tty_init',
    });
  }
}

const { InputStream } = require('internal/process/input_stream');
const { SyncWriteStream } = require('internal/process/stdio');

/** A class as a function, which makes an object also without `new`. */
function callable(Class) {
  const { [Class.name]: constructor } = {
    [Class.name]: function(fd) {
      return Reflect.construct(Class, [fd], new.target ?? constructor);
    },
  };
  constructor.prototype = Class.prototype;
  Object.defineProperty(constructor.prototype, 'constructor', {
    __proto__: null, value: constructor, configurable: true, writable: true,
  });
  return Object.setPrototypeOf(constructor, Object.getPrototypeOf(Class));
}

/** The reading side of a terminal. */
class ReadStream extends InputStream {
  constructor(fd) {
    checkTerminal(fd);
    super(fd);
    this.isRaw = false;
    this.isTTY = true;
  }

  /** In raw mode keys arrive one by one, and Ctrl+C is a key. */
  setRawMode(mode) {
    const on = Boolean(mode);
    const error = binding('tty').setRawMode(this.fd, on);
    if (error !== 0) {
      this.emit('error', errnoException(error, 'setRawMode'));
      return this;
    }
    this.isRaw = on;
    return this;
  }
}

/** The writing side; writes are synchronous. */
class WriteStream extends SyncWriteStream {
  constructor(fd) {
    checkTerminal(fd);
    super(fd);
    this.isTTY = true;
    this.columns = undefined;
    this.rows = undefined;
    this._refreshSize();
  }

  /** Reads the window's size anew; 'resize' when it changed. */
  _refreshSize() {
    const size = binding('tty').windowSize(this.fd);
    if (size === undefined) return;
    const [columns, rows] = /** @type {[number, number]} */ (size);
    if (columns === this.columns && rows === this.rows) return;
    const known = this.columns !== undefined;
    this.columns = columns;
    this.rows = rows;
    if (known) this.emit('resize');
  }

  getWindowSize() {
    return [this.columns, this.rows];
  }

  getColorDepth(env = process.env) {
    return colorDepth(env);
  }

  hasColors(count, env) {
    if (env === undefined && (count === undefined ||
        (typeof count === 'object' && count !== null))) {
      env = count;
      count = 16;
    } else {
      validateInteger(count, 'count', 2);
    }
    return hasColors(count, env ?? process.env);
  }

  cursorTo(x, y, callback) {
    return require('internal/tty/terminal').cursorTo(this, x, y, callback);
  }

  moveCursor(dx, dy, callback) {
    return require('internal/tty/terminal').moveCursor(this, dx, dy, callback);
  }

  clearLine(dir, callback) {
    return require('internal/tty/terminal').clearLine(this, dir, callback);
  }

  clearScreenDown(callback) {
    return require('internal/tty/terminal').clearScreenDown(this, callback);
  }
}

module.exports = {
  isatty,
  ReadStream: callable(ReadStream),
  WriteStream: callable(WriteStream),
};
