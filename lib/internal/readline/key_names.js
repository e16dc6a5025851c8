'use strict';
/**
 * What the keys of terminals are called: xterm, GNOME Terminal, rxvt, PuTTY, the
 * Linux console. A key's code is its sequence without the escape, the parameters
 * that tell modifiers left out: '[A', 'OP', '[15~'.
 *
 * @module internal/readline/key_names
 */

/** Keys by the letter that ends their sequence, behind both '[' and 'O'. */
const kByLetter = {
  A: 'up', B: 'down', C: 'right', D: 'left', E: 'clear', F: 'end', H: 'home',
  P: 'f1', Q: 'f2', R: 'f3', S: 'f4',
};

/** Keys by the number in their sequence. */
const kByNumber = {
  1: 'home', 2: 'insert', 3: 'delete', 4: 'end', 5: 'pageup', 6: 'pagedown',
  7: 'home', 8: 'end',
  11: 'f1', 12: 'f2', 13: 'f3', 14: 'f4', 15: 'f5',
  17: 'f6', 18: 'f7', 19: 'f8', 20: 'f9', 21: 'f10', 23: 'f11', 24: 'f12',
};

/** @typedef {{name: string, ctrl?: boolean, shift?: boolean}} NamedKey */

/** @type {{[code: string]: NamedKey}} */
const kKeys = { __proto__: null };

for (const letter of Object.keys(kByLetter)) {
  const { [letter]: name } = kByLetter;
  kKeys[`[${letter}`] = { name };
  kKeys[`O${letter}`] = { name };
}
for (const number of Object.keys(kByNumber)) {
  const { [number]: name } = kByNumber;
  kKeys[`[${number}~`] = { name };
  // rxvt tells the modifier by the last character.
  kKeys[`[${number}$`] = { name, shift: true };
  kKeys[`[${number}^`] = { name, ctrl: true };
}
for (const letter of ['A', 'B', 'C', 'D', 'E']) {
  const { [letter]: name } = kByLetter;
  const small = letter.toLowerCase();
  kKeys[`[${small}`] = { name, shift: true };  // rxvt
  kKeys[`O${small}`] = { name, ctrl: true };
  kKeys[`[[${letter}`] = { name: `f${' ABCDE'.indexOf(letter)}` };  // Linux
}
kKeys['[[5~'] = { name: 'pageup' };  // PuTTY
kKeys['[[6~'] = { name: 'pagedown' };
kKeys['[Z'] = { name: 'tab', shift: true };
kKeys['[200~'] = { name: 'paste-start' };
kKeys['[201~'] = { name: 'paste-end' };

/** Characters that have a name of their own. */
const kCharacters = {
  '__proto__': null,
  '\r': 'return', '\n': 'enter', '\t': 'tab', '\b': 'backspace',
  '\x7f': 'backspace', ' ': 'space',
};

module.exports = { kCharacters, kKeys };
