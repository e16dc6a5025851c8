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
  lib: ['lib.es2023.d.ts'],
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

let faults = 0;
for (const path of files) {
  const source = program.getSourceFile(path);
  const name = relative(root, path);
  if (source === undefined) {
    console.log(`${name}:1: is listed, and not there`);
    faults++;
    continue;
  }
  for (const found of [...program.getSyntacticDiagnostics(source),
    ...program.getSemanticDiagnostics(source)]) {
    const { line } = source.getLineAndCharacterOfPosition(found.start);
    const text = ts.flattenDiagnosticMessageText(found.messageText, ' ');
    console.log(`${name}:${line + 1}: ${text} (TS${found.code})`);
    faults++;
  }
}
console.log(`types: ${files.length} modules, ${faults} faults`);
process.exitCode = faults > 0 ? 1 : 0;
