'use strict';
/**
 * The Date field's value, made once a second at most.
 *
 * @module internal/http/date
 */

let cached;

function forget() {
  cached = undefined;
}

/**
 * The present time as RFC 9110 writes it. While nobody asks, no timer runs; one
 * that does never keeps the process alive.
 *
 * @returns {string} "Sun, 06 Nov 1994 08:49:37 GMT"
 */
function utcDate() {
  if (cached === undefined) {
    const now = new Date();
    cached = now.toUTCString();
    setTimeout(forget, 1000 - now.getMilliseconds()).unref();
  }
  return cached;
}

module.exports = { utcDate };
