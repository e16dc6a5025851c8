'use strict';

/**
 * The encodings of several bytes a character that the Encoding Standard keeps
 * from before UTF-8. ICU decodes them; what a converter of its has to remember
 * between two pieces of a stream is bytes that are given to it again.
 *
 * Native contract, binding 'encoding':
 *   decodeMultiByte(name: string, bytes: Uint8Array, fatal: boolean,
 *     flush: boolean, result: Uint32Array(1)): string | undefined
 *       name: of ICU's converter; undefined: invalid, and fatal
 *       result: bytes at the end that are the beginning of a character
 */

const native = binding('encoding');
const result = new Uint32Array(1);

/**
 * Encoding → the converter whose table is that of the standard, or nearest to
 * it: those of plain names mostly have fewer characters.
 */
const kConverters = {
  '__proto__': null,
  'gbk': 'gb18030',
  'gb18030': 'gb18030',
  'big5': 'ibm-1375_P100-2008',
  'euc-jp': 'euc-jp-2007',
  'iso-2022-jp': 'ISO_2022,locale=ja,version=0',
  'shift_jis': 'ibm-943_P15A-2003',
  'euc-kr': 'windows-949-2000',
};

/** Whether an escape sequence of ISO-2022-JP stands there. */
const kSingleByteSets = [0x42, 0x49, 0x4a];  // ASCII, katakana, Roman
function isEscape(bytes, at) {
  const [second, third] = bytes.subarray(at + 1, at + 3);
  return bytes[at] === 0x1b &&
    ((second === 0x28 && kSingleByteSets.includes(third)) ||
     (second === 0x24 && (third === 0x40 || third === 0x42)));
}

/**
 * How far the bytes of ISO-2022-JP are whole, and the escape sequence that holds
 * there.
 */
function scanIso2022(bytes) {
  let at = 0;
  let escape = [];
  for (;;) {
    const rest = bytes.length - at;
    if (rest === 0 || (bytes[at] === 0x1b && rest < 3)) return { at, escape };
    if (isEscape(bytes, at)) {
      escape = bytes.subarray(at, at + 3);
      at += 3;
      continue;
    }
    const isPair = escape[1] === 0x24 && bytes[at] > 0x20;
    if (isPair && rest === 1) return { at, escape };
    at += isPair ? 2 : 1;
  }
}

/**
 * @param {string} encoding
 * @param {Uint8Array} bytes
 * @param {boolean} fatal
 * @param {boolean} stream more follows
 * @param {boolean} continues they begin with what was held
 * @returns {{text: string, held: Uint8Array|null}|undefined} held: what has to
 *   come in front of the next bytes; undefined: invalid, and fatal
 */
function decodeMultiByte(encoding, bytes, fatal, stream, continues) {
  const name = kConverters[encoding];
  if (encoding === 'iso-2022-jp' && continues && isEscape(bytes, 0) &&
      isEscape(bytes, 3)) {
    // One after the other is an error; but here characters stood between.
    bytes = bytes.subarray(3);
  }
  if (encoding === 'iso-2022-jp' && stream) {
    const { at, escape } = scanIso2022(bytes);
    const text = native.decodeMultiByte(
      name, bytes.subarray(0, at), fatal, true, result);
    if (text === undefined) return undefined;
    return { text, held: Uint8Array.of(...escape, ...bytes.subarray(at)) };
  }
  const text = native.decodeMultiByte(name, bytes, fatal, !stream, result);
  if (text === undefined) return undefined;
  return {
    text,
    held: result[0] === 0 ? null : bytes.slice(bytes.length - result[0]),
  };
}

module.exports = { decodeMultiByte };
