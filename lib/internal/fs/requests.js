'use strict';

/**
 * Operations on their way: each operation is written once, as a function of a
 * request, and takes its three forms (callback, promise, synchronous) from
 * the kind of request.
 *
 * An operation checks its arguments, notes in the request what an error is to
 * name (`path`, `dest`), calls the native function with `request.start()` as
 * the first argument, and returns what that returns.
 *
 * Native contract, binding 'fs':
 *   setCallbacks({ onDone(id, error, value) })
 *   lastCall(): string     the call that failed, of a synchronous operation
 * and the operations, whose results are described in runtime/bindings/fs.cc.
 */

const { ENOENT, ENOTDIR } = require('internal/errors/errno').negated;
const { captureStackTrace, uvException } = require('internal/errors/errors');
const { validateFunction } = require('internal/util/validators');

const native = binding('fs');

const kSync = -1;

/** Requests by id, and the ids that are free. */
const table = [];
const free = [];

/** What all kinds of requests share. */
class Request {
  constructor(convert) {
    /** Makes the user's value of the native one; undefined: it is the same. */
    this.convert = convert;
    this.path = undefined;
    this.dest = undefined;
    /** Only this call's error names the path; undefined: every call's. */
    this.pathCall = undefined;
    /** That nothing is there is no error but the value undefined. */
    this.absentIsUndefined = false;
  }

  /** Whether the errno is no error of this request. */
  forgives(errno) {
    return this.absentIsUndefined && (errno === ENOENT || errno === ENOTDIR);
  }

  /** The id for the native function; the operation has begun. */
  start() {
    const id = free.length > 0 ? free.pop() : table.length;
    table[id] = this;
    return id;
  }

  /** Ends, in the next tick, without a native call. */
  settle(value) {
    const id = this.start();
    process.nextTick(onDone, id, 0, value);
  }

  /** Of this function's callers the stack of an error tells. */
  get lowest() {
    // The loop called: who waits for the result is not on the stack.
    return onDone;
  }

  /** The error of a call that failed. */
  error(errno, call) {
    const context = { errno, syscall: call };
    if (this.pathCall === undefined || this.pathCall === call) {
      if (this.path !== undefined) context.path = this.path;
      if (this.dest !== undefined) context.dest = this.dest;
    }
    return uvException(context, this.lowest);
  }

  value(value) {
    return this.convert === undefined ? value : this.convert(value, this);
  }
}

class CallbackRequest extends Request {
  constructor(convert, callback) {
    super(convert);
    this.callback = callback;
  }

  /** The callback is checked last, after the operation's arguments. */
  start() {
    validateFunction(this.callback, 'cb');
    return super.start();
  }

  succeed(value) {
    const { callback } = this;
    // What throws here is an error for the callback, not of the program.
    try {
      value = this.value(value);
    } catch (error) {
      callback(error);
      return;
    }
    if (value === undefined) callback(null);
    else callback(null, value);
  }

  fail(error) {
    const { callback } = this;
    callback(error);
  }
}

/** For callbacks that take several values: `convert` makes their array. */
class SpreadRequest extends CallbackRequest {
  succeed(value) {
    const { callback } = this;
    callback(null, ...this.convert(value, this));
  }

  fail(error) {
    const { callback } = this;
    callback(error, ...this.convert(0, this));
  }
}

class PromiseRequest extends Request {
  constructor(convert, resolve, reject) {
    super(convert);
    this.resolve = resolve;
    this.reject = reject;
  }

  succeed(value) {
    try {
      value = this.value(value);
    } catch (error) {
      this.reject(error);
      return;
    }
    this.resolve(value);
  }

  fail(error) {
    this.reject(error);
  }
}

class SyncRequest extends Request {
  get lowest() {
    return this.finish;
  }

  start() {
    return kSync;
  }

  settle(value) {
    return value;
  }

  /** The value of what the native function returned; throws its error. */
  finish(result) {
    if (typeof result === 'number' && result < 0) {
      if (this.forgives(result)) return undefined;
      throw this.error(result, native.lastCall());
    }
    return this.value(result);
  }
}

/** Takes the request out of the table: its id may be given anew. */
function take(id) {
  const request = table[id];
  table[id] = undefined;
  free.push(id);
  return request;
}

function onDone(id, errno, value) {
  const request = take(id);
  if (errno === 0) {
    request.succeed(value);
  } else if (request.forgives(errno)) {
    request.convert = undefined;
    request.succeed(undefined);
  } else {
    request.fail(request.error(errno, value));
  }
}

native.setCallbacks({ onDone });

/**
 * Starts an operation that ends in a callback.
 * @param {Function} operation (request, ...args)
 * @param {Function|undefined} convert (value, request): the user's value
 */
function withCallback(operation, convert, callback, ...args) {
  operation(new CallbackRequest(convert, callback), ...args);
}

/** The same; `convert` makes an array of the callback's further arguments. */
function withSpreadCallback(operation, convert, callback, ...args) {
  operation(new SpreadRequest(convert, callback), ...args);
}

/** Starts an operation; returns its promise. Bad arguments reject it too. */
function withPromise(operation, convert, ...args) {
  return new Promise((resolve, reject) => {
    operation(new PromiseRequest(convert, resolve, reject), ...args);
  });
}

/**
 * An error of the loop's with the stack of the asynchronous function that
 * awaited it; call it there.
 */
function restacked(error) {
  if (error.syscall !== undefined) captureStackTrace(error, restacked);
  return error;
}

/** Performs an operation, and returns its value or throws its error. */
function synchronously(operation, convert, ...args) {
  const request = new SyncRequest(convert);
  return request.finish(operation(request, ...args));
}

exports.CallbackRequest = CallbackRequest;
exports.SyncRequest = SyncRequest;
exports.native = native;
exports.restacked = restacked;
exports.synchronously = synchronously;
exports.withCallback = withCallback;
exports.withPromise = withPromise;
exports.withSpreadCallback = withSpreadCallback;
