// check.mjs TYPESCRIPT [FILE...]: checks the JSDoc of files of lib/ with the
// TypeScript compiler, as `tsc --checkJs` would: each tag is a claim, and native
// functions are called as typings/bindings.d.ts says. Without files: those of
// checked.txt.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../..');
const [compiler, ...named] = process.argv.slice(2);
const ts = createRequire(import.meta.url)(resolve(compiler));

const listed = readFileSync(join(here, 'checked.txt'), 'utf8')
  .split('\n').filter((line) => line !== '' && !line.startsWith('#'));
const files = (named.length > 0 ? named : listed)
  .map((file) => resolve(root, file));

const program = ts.createProgram([join(here, 'globals.d.ts'),
  join(here, 'modules.d.ts'), ...files], {
  target: ts.ScriptTarget.ES2023,
  lib: ['lib.es2023.d.ts', 'lib.es2024.string.d.ts'],
  module: ts.ModuleKind.Preserve,
  // Each file has a scope of its own, also one that exports nothing.
  moduleDetection: ts.ModuleDetectionKind.Force,
  allowJs: true,
  checkJs: true,
  noEmit: true,
  // Files of lib/ name each other by what no resolver knows: what they get of
  // each other is `any` (globals.d.ts).
  noResolve: false,
  types: [],
  strict: false,
  skipLibCheck: true,
});

const checker = program.getTypeChecker();

/** The names of `source`'s constructors that inherit from another module's. */
function heirsIn(source) {
  const names = new Set();
  const link = /\bObject\.setPrototypeOf\((\w+)\.prototype,/g;
  for (const [, name] of source.text.matchAll(link)) names.add(name);
  return names;
}

function nodeAt(source, position) {
  let node = source;
  for (let inner = node; inner !== undefined;) {
    node = inner;
    inner = ts.forEachChild(node, (child) =>
      child.getStart(source) <= position && position < child.end ? child : undefined);
  }
  return node;
}

/**
 * Whether a fault is but that of a property nothing is known here: as with a class
 * that extends what is `any`, nothing is claimed of what a constructor inherits from
 * another module. The compiler sees that of classes only. Nor is it known what the
 * `this` of a function is that is passed on.
 */
function isUnknown(source, heirs, found) {
  const kNoSuchProperty = [2339, 2551];
  if (!kNoSuchProperty.includes(found.code)) return false;
  const access = nodeAt(source, found.start).parent;
  const owner = ts.isPropertyAccessExpression(access) ? access.expression : undefined;
  if (owner === undefined) return false;
  const name = checker.getTypeAtLocation(owner).symbol?.name;
  return heirs.has(name) ||
    owner.kind === ts.SyntaxKind.ThisKeyword &&
    name === ts.InternalSymbolName.Function;
}

let faults = 0;
for (const path of files) {
  const source = program.getSourceFile(path);
  const name = relative(root, path);
  if (source === undefined) {
    console.log(`${name}:1: is listed, and not there`);
    faults++;
    continue;
  }
  const heirs = heirsIn(source);
  for (const found of [...program.getSyntacticDiagnostics(source),
    ...program.getSemanticDiagnostics(source)]) {
    if (isUnknown(source, heirs, found)) continue;
    const { line } = source.getLineAndCharacterOfPosition(found.start);
    const text = ts.flattenDiagnosticMessageText(found.messageText, ' ');
    console.log(`${name}:${line + 1}: ${text} (TS${found.code})`);
    faults++;
  }
}
console.log(`types: ${files.length} modules, ${faults} faults`);
process.exitCode = faults > 0 ? 1 : 0;
