'use strict';
/**
 * Where the characters and words of a line begin and end.
 *
 * @module internal/readline/words
 */

const kSpace = 0;
const kWord = 1;
const kOther = 2;

/** What kind of run a UTF-16 unit belongs to. */
function kindOf(text, index) {
  const character = text[index];
  if (/\s/.test(character)) return kSpace;
  return /\w/.test(character) ? kWord : kOther;
}

/**
 * @param {string} text
 * @param {number} cursor
 * @returns {number} where the word before the cursor begins
 */
function wordStart(text, cursor) {
  let index = cursor;
  while (index > 0 && kindOf(text, index - 1) === kSpace) index--;
  if (index === 0) return 0;
  const kind = kindOf(text, index - 1);
  while (index > 0 && kindOf(text, index - 1) === kind) index--;
  return index;
}

/**
 * @param {string} text
 * @param {number} cursor
 * @returns {number} where the word behind the one at the cursor begins
 */
function nextWordStart(text, cursor) {
  const { length } = text;
  let index = cursor;
  if (index >= length) return length;
  const kind = kindOf(text, index);
  while (index < length && kindOf(text, index) === kind) index++;
  while (index < length && kindOf(text, index) === kSpace) index++;
  return index;
}

/**
 * @param {string} text
 * @param {number} cursor
 * @returns {number} UTF-16 units of the character before the cursor
 */
function lengthBefore(text, cursor) {
  if (cursor <= 0) return 0;
  return cursor > 1 && text.codePointAt(cursor - 2) > 0xffff ? 2 : 1;
}

/**
 * @param {string} text
 * @param {number} cursor
 * @returns {number} UTF-16 units of the character at the cursor
 */
function lengthAt(text, cursor) {
  if (cursor >= text.length) return 0;
  return text.codePointAt(cursor) > 0xffff ? 2 : 1;
}

module.exports = { lengthAt, lengthBefore, nextWordStart, wordStart };
