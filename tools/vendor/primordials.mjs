// Which of its copies of built-in functions the package node-inspect-extracted
// keeps. It has a module that makes one of each function of the language, by
// name, 800 in all, which takes longer than all else that loading it does; 170
// are used.

import { strict as assert } from 'node:assert';

const BEGIN = /683\((\w)\)\{const (\w)=\{__proto__:null\}/;
const LOOPS = '["Proxy","globalThis"].forEach(';
const AFTER_LOOPS = 'const{ArrayPrototypeForEach:';

function capital(key) {
  const name = typeof key === 'symbol' ?
    `Symbol${capital(key.description.slice('Symbol.'.length))}` : key;
  return name[0].toUpperCase() + name.slice(1);
}

/** Name → expression of all that the package's module could make. */
function expressions(all) {
  const table = new Map();
  const add = (prefix, owner, object, copy) => {
    for (const key of Reflect.ownKeys(object)) {
      // Symbols of the platform's, on its own classes.
      if (typeof key === 'symbol' && !key.description?.startsWith('Symbol.')) {
        continue;
      }
      const name = capital(key);
      const quoted = typeof key === 'symbol' ?
        key.description : JSON.stringify(key);
      const { get, value } = Reflect.getOwnPropertyDescriptor(object, key);
      if (get !== undefined) {
        table.set(`${prefix}Get${name}`, `${all}.uncurryThis(` +
          `Object.getOwnPropertyDescriptor(${owner}, ${quoted}).get)`);
        continue;
      }
      const plain = `${owner}[${quoted}]`;
      const isCopied = copy && typeof value === 'function';
      table.set(`${prefix}${name}`,
                isCopied ? `${all}.uncurryThis(${plain})` : plain);
      if (isCopied) {
        table.set(`${prefix}${name}Apply`, `${all}.applyBind(${plain})`);
      }
    }
  };
  for (const name of Object.getOwnPropertyNames(globalThis)) {
    if (!/^[A-Z]/.test(name) || name === 'Promise') continue;
    const value = globalThis[name];
    table.set(name, name);
    if (value === null || !/^(function|object)$/.test(typeof value)) continue;
    add(name, name, value, false);
    if (typeof value === 'function' && value.prototype) {
      add(`${name}Prototype`, `${name}.prototype`, value.prototype, true);
    }
  }
  table.set('globalThis', 'globalThis');
  table.set('Promise', 'Promise');
  table.set('PromisePrototype', 'Promise.prototype');
  const prototypeOf = (expression) =>
    [`Object.getPrototypeOf(${expression})`,
     Object.getPrototypeOf(Function(`return ${expression}`)())];
  const [typedArray, TypedArray] = prototypeOf('Uint8Array');
  table.set('TypedArray', typedArray);
  table.set('TypedArrayPrototype', `${typedArray}.prototype`);
  add('TypedArrayPrototype', `${typedArray}.prototype`, TypedArray.prototype,
      true);
  for (const [name, made] of [
    ['Array', '[][Symbol.iterator]()'],
    ['Map', 'new Map()[Symbol.iterator]()'],
    ['Set', 'new Set()[Symbol.iterator]()'],
    ['String', '""[Symbol.iterator]()'],
  ]) {
    add(`${name}IteratorPrototype`, ...prototypeOf(made), true);
  }
  return table;
}

/** What the module of this text exports. */
function load(text) {
  const found = {};
  Function('module', 'exports', 'found', text)({ exports: {} }, {}, found);
  return found.all;
}

/** The package's text, whose module makes what is used, and no more. */
export function keepUsed(text) {
  const [whole, module, all] = BEGIN.exec(text);
  const begin = text.indexOf(whole);
  const from = text.indexOf(LOOPS, begin);
  const to = text.indexOf(AFTER_LOOPS, from);
  const end = text.indexOf(`${module}.exports=${all}}`, to);
  assert(begin > 0 && from > begin && to > from && end > to,
         'the package has changed');
  const tell = (source, at) =>
    `${source.slice(0, at)}found.all=${all};${source.slice(at)}`;
  const original = load(tell(text, end));

  // Every name is written out somewhere. One exception: constructors of typed
  // arrays are also looked for by the name of a value's class.
  const rest = text.slice(0, begin) + text.slice(to);
  const words = new Set(rest.match(/[A-Za-z_$][\w$]*/g));
  const made = new Set(
    text.slice(to, end).match(new RegExp(`(?<=\\b${all}\\.)\\w+(?==)`, 'g')));
  const table = expressions(all);
  const lines = [];
  for (const name of Object.getOwnPropertyNames(original)) {
    const isTyped = /^(?!Typed)\w+Array$/.test(name);
    if (!words.has(name) && !isTyped) continue;
    if (table.has(name)) lines.push(`${all}.${name}=${table.get(name)};`);
    else assert(made.has(name) || /^(uncurryThis|applyBind)$/.test(name), name);
  }
  const result = text.slice(0, from) + lines.join('') + text.slice(to);

  const trimmed = load(tell(result, result.lastIndexOf(
    `${module}.exports=${all}}`)));
  for (const [name, value] of Object.entries(trimmed)) {
    assert.equal(typeof value, typeof original[name], name);
    if (typeof value === 'function') {
      assert.deepEqual([value.name, value.length],
                       [original[name].name, original[name].length], name);
    }
  }
  return result;
}
