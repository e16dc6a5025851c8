'use strict';

/** util.styleText. */

const {
  codes: { ERR_INVALID_ARG_TYPE },
} = require('internal/errors/errors');
const {
  validateBoolean,
  validateOneOf,
  validateString,
} = require('internal/util/validators');

const kEscape = '\x1b[';

/** Sequences of '#rgb' and '#rrggbb'. */
function hexStyle(format) {
  if (!/^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i.test(format)) return undefined;
  const digits = format.length === 4 ?
    format.slice(1).replace(/./g, '$&$&') : format.slice(1);
  const parts = [0, 2, 4].map((i) => parseInt(digits.slice(i, i + 2), 16));
  return [`38;2;${parts.join(';')}`, 39];
}

function styleOf(format) {
  const { inspect } = require('internal/util/inspect');
  const style = inspect.colors[format];
  if (style !== undefined) return style;
  const hex = typeof format === 'string' ? hexStyle(format) : undefined;
  if (hex !== undefined) return hex;
  validateOneOf(format, 'format', Object.keys(inspect.colors));
  return undefined;
}

/** Whether the stream, or the environment, wants colours. */
function wantsColors(stream) {
  const { isColored } = require('internal/tty/colors');
  const { env } = process;
  if (env.FORCE_COLOR === undefined &&
      (env.NODE_DISABLE_COLORS || env.NO_COLOR)) {
    return false;
  }
  return isColored(stream ?? {});
}

/**
 * @param {string|string[]} format names of styles, outermost last
 * @param {string} text
 * @param {{validateStream?: boolean, stream?: object}} [options]
 */
function styleText(format, text, options = {}) {
  const { validateStream = true, stream = process.stdout } = options;
  validateString(text, 'text');
  validateBoolean(validateStream, 'options.validateStream');

  let skip = false;
  if (validateStream) {
    const isStream = stream !== null && typeof stream === 'object' &&
      (typeof stream.write === 'function' || typeof stream.pipe === 'function' ||
       typeof stream.getReader === 'function' ||
       typeof stream.getWriter === 'function');
    if (!isStream) {
      throw new ERR_INVALID_ARG_TYPE(
        'stream', ['ReadableStream', 'WritableStream', 'Stream'], stream);
    }
    skip = !wantsColors(stream);
  }

  const formats = Array.isArray(format) ? format : [format];
  let open = '';
  let close = '';
  let inner = text;
  for (const name of formats) {
    if (name === 'none') continue;
    const [start, end] = styleOf(name);
    open += `${kEscape}${start}m`;
    close = `${kEscape}${end}m${close}`;
    // An inner end of the same style must not end this one.
    const endSequence = `${kEscape}${end}m`;
    if (inner.includes(endSequence)) {
      const again = end === 22 ?
        `${endSequence}${kEscape}${start}m` : `${kEscape}${start}m`;
      // One at the very end has nothing behind it to style.
      const tail = inner.endsWith(endSequence) ? endSequence : '';
      inner = inner.slice(0, inner.length - tail.length)
        .split(endSequence).join(again) + tail;
    }
  }
  return skip ? text : `${open}${inner}${close}`;
}

exports.styleText = styleText;
exports.wantsColors = wantsColors;
