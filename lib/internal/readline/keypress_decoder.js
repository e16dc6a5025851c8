'use strict';
/**
 * What a terminal sends, as keys: a state machine over characters. Its grammar of
 * control sequences is that of ECMA-48, with what older terminals add.
 *
 * @module internal/readline/keypress_decoder
 */

const { kCharacters, kKeys } = require('internal/readline/key_names');

/** @typedef {{sequence: string, name: string|undefined, ctrl: boolean,
 *   meta: boolean, shift: boolean, code?: string}} Key */

const kEscapeCharacter = '\x1b';

// The states.
/** Nothing is pending. */
const kGround = 0;
/** After an escape character: that key, or the beginning of a sequence. */
const kEscape = 1;
/** After two: the same. */
const kTwoEscapes = 2;
/** Behind `ESC O`: a letter ends it, digits before it tell modifiers. */
const kSingleShift = 3;
/** Behind `ESC [`. */
const kControl = 4;
/** Behind `ESC [` and a parameter. */
const kParameters = 5;
/** Behind `ESC [ [`, of the Linux console and PuTTY. */
const kConsole = 6;

// What xterm adds up, less one, in the parameter that tells modifiers.
const kShift = 1;
const kAlt = 2;
const kControlKey = 4;
const kMetaKey = 8;

/** Parameters of a sequence that ends in a letter: modifiers, maybe behind 1; */
const kLetterParameters = /^(?:(\d?)|\d;(\d{1,2}))$/;
/** Those of one that ends in ~, $ or ^: the key, then maybe modifiers. */
const kNumberParameters = /^(\d{1,3})(?:;(\d{1,2}))?$/;
const kLetter = /^[A-Za-z]$/;

/** @param {string} character whether more of a control sequence follows it */
function isParameter(character) {
  return character >= '0' && character <= '?';
}

/** As isParameter; '$' is one by the standard, but the end of a key in rxvt. */
function isIntermediate(character) {
  return character >= ' ' && character <= '/' && character !== '$';
}

class KeypressDecoder {
  #state = kGround;
  #sequence = '';
  #parameters = '';

  /** Whether what is pending is also a whole key, that of the escape key. */
  get isAmbiguous() {
    return this.#state === kEscape || this.#state === kTwoEscapes;
  }

  /**
   * @param {string} character one code point
   * @returns {Key|undefined} the key that it completes
   */
  next(character) {
    const { [this.#state]: step } = KeypressDecoder.#steps;
    if (character === kEscapeCharacter && this.#state > kTwoEscapes) {
      // A sequence that was cut off.
      const cut = this.#unknown();
      this.#begin(kEscape, character);
      return cut;
    }
    this.#sequence += character;
    return step(this, character);
  }

  /**
   * Nothing more came in time.
   * @returns {Key|undefined}
   */
  flush() {
    return this.isAmbiguous ? this.#end('escape', { meta: true }) : undefined;
  }

  /** What each state does with a character, which is in the sequence already. */
  static #steps = {
    [kGround](decoder, character) {
      if (character !== kEscapeCharacter) return decoder.#plain(character);
      decoder.#state = kEscape;
      return undefined;
    },
    [kEscape](decoder, character) {
      if (character !== kEscapeCharacter) return decoder.#escaped(character);
      decoder.#state = kTwoEscapes;
      return undefined;
    },
    [kTwoEscapes](decoder, character) {
      return character === kEscapeCharacter ?
        decoder.#end('escape', { meta: true }) : decoder.#escaped(character);
    },
    [kSingleShift](decoder, character) {
      if (isParameter(character)) {
        decoder.#parameters += character;
        return undefined;
      }
      const modifiers = /\d{1,2}$/.exec(decoder.#parameters);
      return decoder.#named(`O${character}`, modifiers?.[0]);
    },
    [kControl](decoder, character) {
      if (character === '[') {
        decoder.#state = kConsole;
        return undefined;
      }
      decoder.#state = kParameters;
      return KeypressDecoder.#steps[kParameters](decoder, character);
    },
    [kParameters](decoder, character) {
      if (isParameter(character) || isIntermediate(character)) {
        decoder.#parameters += character;
        return undefined;
      }
      return decoder.#control(character);
    },
    [kConsole](decoder, character) {
      if (isParameter(character)) {
        decoder.#parameters += character;
        return undefined;
      }
      return decoder.#named(`[[${decoder.#parameters}${character}`);
    },
  };

  #begin(state, sequence) {
    this.#state = state;
    this.#sequence = sequence;
    this.#parameters = '';
  }

  /**
   * @param {string|undefined} name
   * @param {{ctrl?: boolean, meta?: boolean, shift?: boolean}} modifiers
   * @param {string} [code] of a sequence
   * @returns {Key}
   */
  #end(name, { ctrl = false, meta = false, shift = false }, code) {
    /** @type {Key} */
    const key = { sequence: this.#sequence, name, ctrl, meta, shift };
    if (code !== undefined) key.code = code;
    this.#begin(kGround, '');
    return key;
  }

  /** A character without an escape before it. */
  #plain(character) {
    const { [character]: special } = kCharacters;
    if (special !== undefined) return this.#end(special, {});
    if (character <= '\x1a') {
      // Ctrl with a letter sends the letter's place in the alphabet.
      const letter = String.fromCharCode(character.charCodeAt(0) + 96);
      return this.#end(letter, { ctrl: true });
    }
    return this.#letter(character, false);
  }

  /** A character behind one or two escapes. */
  #escaped(character) {
    if (character === 'O' || character === '[') {
      this.#state = character === 'O' ? kSingleShift : kControl;
      return undefined;
    }
    const { [character]: special } = kCharacters;
    if (special !== undefined) return this.#end(special, { meta: true });
    return this.#letter(character, true);
  }

  #letter(character, meta) {
    if (kLetter.test(character)) {
      const small = character.toLowerCase();
      return this.#end(small, { meta, shift: small !== character });
    }
    const isDigit = character >= '0' && character <= '9';
    return this.#end(isDigit ? character : undefined, { meta });
  }

  /** The end of a control sequence. */
  #control(character) {
    if (kLetter.test(character)) {
      const found = kLetterParameters.exec(this.#parameters);
      if (found !== null) return this.#named(`[${character}`, found[1] || found[2]);
    } else if (character === '~' || character === '$' || character === '^') {
      const found = kNumberParameters.exec(this.#parameters);
      if (found !== null) {
        return this.#named(`[${found[1]}${character}`, found[2]);
      }
    }
    return this.#named(`[${this.#parameters}${character}`);
  }

  /** The key of a code; one that has no name is called 'undefined'. */
  #named(code, modifiers = '1') {
    const bits = Number(modifiers) - 1;
    const { [code]: known } = kKeys;
    return this.#end(known?.name ?? 'undefined', {
      ctrl: known?.ctrl === true || (bits & kControlKey) !== 0,
      meta: (bits & (kAlt | kMetaKey)) !== 0,
      shift: known?.shift === true || (bits & kShift) !== 0,
    }, code);
  }

  #unknown() {
    const escapes = this.#sequence.lastIndexOf(kEscapeCharacter) + 1;
    return this.#end('undefined', {}, this.#sequence.slice(escapes));
  }
}

module.exports = { KeypressDecoder };
