// bundle.mjs MODULES CHROME OUT
//
// Bundles what Rondo takes from npm into files that lib/ requires as
// internal/vendor/<name>. MODULES is the folder that holds node_modules,
// CHROME the oldest version of Chrome whose V8 may run them (113 for V8 11.3),
// OUT the folder to write.
//
//   inspect       util.inspect; exports create(host), see below
//   punycode      the module punycode, as it is

import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

import { keepUsed } from './primordials.mjs';

const [modules, chrome, out] = process.argv.slice(2);
const require = createRequire(join(resolve(modules), 'index.js'));
const esbuild = require('esbuild');

/** Bundles one CommonJS text into OUT/name.js. */
function bundle(name, contents) {
  const { outputFiles } = esbuild.buildSync({
    stdin: { contents, resolveDir: resolve(modules), sourcefile: `${name}.js` },
    bundle: true,
    minify: true,
    write: false,
    charset: 'ascii',
    format: 'cjs',
    platform: 'neutral',
    mainFields: ['main'],
    conditions: ['require'],
    external: ['internal/*'],
    target: `chrome${chrome}`,
    legalComments: 'inline',
    logLevel: 'warning',
  });
  const file = join(out, `${name}.js`);
  writeFileSync(`${file}.new`, outputFiles[0].text);
  renameSync(`${file}.new`, file);
}

/** text with `from`, which must occur once, replaced by `to`. */
function replaceOnce(text, from, to) {
  const parts = text.split(from);
  if (parts.length !== 2) {
    throw new Error(`expected once, found ${parts.length - 1} times: ${from}`);
  }
  return parts.join(to);
}

// The package stands on guesses where only the engine knows: what a promise
// holds, what lies behind a proxy, of what kind an object is. create(host)
// lets the native answers take their place: host.util and host.types override
// the functions of the package's modules of that purpose. host.isBuiltin(id) tells
// the modules whose frames in stacks are grey. host.builtIns names the
// constructors of the language; host.inspect is the inspector as programs know
// it, which is handed to custom inspections.
function inspectSource() {
  const UTIL = 727;
  const TYPES = 499;
  const MODULES = 947;
  let text = keepUsed(
    readFileSync(require.resolve('node-inspect-extracted'), 'utf8'));
  text = replaceOnce(text, 'const e={};return function n(r){', `
    const override = (id, given) => {
      const original = t[id];
      t[id] = (module, exports, load) => {
        original(module, exports, load);
        Object.assign(module.exports, given);
      };
    };
    override(${UTIL}, host.util);
    override(${TYPES}, host.types);
    override(${MODULES}, { BuiltinModule: { exists: host.isBuiltin } });
    const e={};return function n(r){`);
  // It takes what is global when it loads, of programs and of lib/, too.
  text = replaceOnce(text, 'An=new Mt(f(yt(ve),', 'An=new Mt(f(host.builtIns,');
  // An error without a prototype is one; its name may be anything.
  text = replaceOnce(text, 'isError:t=>l?.(t)||s(i,t)',
                     'isError:t=>host.types.isNativeError(t)||s(i,t)');
  text = replaceOnce(text, 'l=l??"Error",', 'l=host.errorName(l),');
  // The package's own inspector where it means the one that programs have.
  for (const use of [
    'function Vn(t,e){const n=Nn.styles[e];',
    'const e=Nn.colors[n];if(void 0!==e)',
    'const n=Nn.colors[e];return n&&t.push(',
    '"function"==typeof n&&n!==Nn&&',
    '?e:r},null)}return n}(t,r),Nn)',
  ]) {
    text = replaceOnce(text, use, use.replace('Nn', 'host.inspect'));
  }
  return `module.exports = function create(host) {
    const module = { exports: {} };
    const exports = module.exports;
    ${text}
    return module.exports;
  };`;
}

mkdirSync(out, { recursive: true });
bundle('inspect', inspectSource());
bundle('punycode', `module.exports = require('punycode/');`);
