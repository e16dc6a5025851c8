'use strict';
/**
 * What an interface is made with: the options of createInterface, or up to four
 * arguments in their place.
 *
 * @module internal/readline/options
 */

const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE },
} = require('internal/errors/errors');
const {
  validateAbortSignal,
  validateArray,
  validateNumber,
  validateUint32,
} = require('internal/util/validators');

const kHistorySize = 30;
const kCrlfDelay = 100;
const kEscapeCodeTimeout = 500;
const kTabSize = 8;
const kPrompt = '> ';

/** @param {*} value at least kCrlfDelay */
function crlfDelayOf(value) {
  const delay = Number(value ?? kCrlfDelay);
  return delay > kCrlfDelay ? delay : kCrlfDelay;
}

function escapeCodeTimeoutOf(value = kEscapeCodeTimeout) {
  if (!Number.isFinite(value)) {
    throw new ERR_INVALID_ARG_VALUE('input.escapeCodeTimeout', value);
  }
  return value;
}

/**
 * @param {any} given the options, or the stream to read from
 * @param {any} output
 * @param {any} completer
 * @param {any} terminal
 * @returns {any} all options, with their defaults
 */
function readOptions(given, output, completer, terminal) {
  const options = given?.input === undefined ?
    { input: given, output, completer, terminal } : given;
  const {
    input, history = [], historySize = kHistorySize, tabSize = kTabSize,
    prompt = kPrompt, signal,
  } = options;
  if (options.completer !== undefined &&
      typeof options.completer !== 'function') {
    throw new ERR_INVALID_ARG_VALUE('completer', options.completer);
  }
  if (typeof input?.on !== 'function') {
    throw new ERR_INVALID_ARG_TYPE('input', 'Stream', input);
  }
  validateArray(history, 'history');
  validateNumber(historySize, 'historySize', 0);
  validateUint32(tabSize, 'tabSize', true);
  if (signal) validateAbortSignal(signal, 'options.signal');
  return {
    input,
    output: options.output,
    completer: options.completer,
    terminal: Boolean(options.terminal ?? options.output?.isTTY),
    history,
    historySize,
    removeDuplicates: Boolean(options.removeHistoryDuplicates),
    tabSize,
    prompt,
    signal,
    crlfDelay: crlfDelayOf(options.crlfDelay),
    escapeCodeTimeout: escapeCodeTimeoutOf(options.escapeCodeTimeout),
  };
}

module.exports = { readOptions };
