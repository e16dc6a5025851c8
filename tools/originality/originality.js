'use strict';
/**
 * originality.js [--runs] [--min SHARE] [--against FOLDER] [LIB [FILE...]]
 *
 * Run by Node.js: how much of LIB (this checkout's lib/) follows the sources
 * inside that very Node.js word by word, or those of a folder. They are
 * compared, never shown: what is printed are shares, and with --runs the lines
 * of ours that are alike.
 *
 * A passage is alike if it has WINDOW or more tokens whose shapes are those of
 * a passage of theirs, and of its names and literals at least half are the
 * same. Comments, braces and semicolons are no tokens. That APIs, messages and
 * codes are given makes some of it: a share under a tenth is normal.
 *
 * Exits 1 if more than MOST_IN_ALL of all tokens are alike, or more than
 * MOST_IN_ONE of a file that LIB/../tools/originality_allowed.txt does not name
 * with the reason (a table of facts, a list of exports). Files of a few lines
 * have no limit of their own, and folders named vendor do not count.
 */

const fs = require('fs');
const path = require('path');
const { parseArgs } = require('util');

const WINDOW = 22;
const MOST_IN_ALL = 0.09;
const MOST_IN_ONE = 0.3;
/** A window of fewer shapes is a list or a table: it proves nothing. */
const FEWEST_SHAPES = 7;
/** Files with fewer tokens have no limit of their own. */
const SMALL_FILE = 200;
/** Passages of theirs that are kept for one shape. */
const MOST_PLACES = 6;

const LEXEME = new RegExp([
  /(?<comment>\/\/[^\n]*|\/\*[^]*?\*\/)/,
  /(?<literal>`(?:\\[^]|[^`\\])*`|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*")/,
  /(?<word>[\p{L}_$#][\w$]*)/,
  /(?<number>\d[\w.]*)/,
  /(?<space>\s+)/,
  /(?<mark>.)/,
].map((part) => part.source).join('|'), 'gu');

const KEYWORDS = new Set(`
  async await break case catch class const continue debugger default delete do
  else export extends false finally for function get if import in instanceof
  let new null of return set static super switch this throw true try typeof
  undefined var void while with yield`.trim().split(/\s+/));

/** A source as its tokens: their texts, shapes and lines. */
class Source {
  constructor(name, text) {
    this.name = name;
    this.texts = [];
    this.shapes = [];
    this.lines = [];
    let line = 1;
    for (const { 0: lexeme, groups } of text.matchAll(LEXEME)) {
      const shape = shapeOf(lexeme, groups);
      if (shape !== null) {
        this.texts.push(lexeme);
        this.shapes.push(shape);
        this.lines.push(line);
      }
      line += lexeme.split('\n').length - 1;
    }
  }

  get size() {
    return this.texts.length;
  }

  /** Calls back with each window's position and shape. */
  eachWindow(callback) {
    for (let at = 0; at + WINDOW <= this.size; ++at) {
      callback(at, this.shapes.slice(at, at + WINDOW));
    }
  }

  isNamed(at) {
    return this.shapes[at] === 'name' || this.shapes[at] === 'literal';
  }
}

/** @returns {?string} what of a token counts for its shape, null if nothing */
function shapeOf(lexeme, { comment, space, literal, word }) {
  if (comment || space || '{};'.includes(lexeme)) return null;
  if (literal) return 'literal';
  return word && !KEYWORDS.has(word) ? 'name' : lexeme;
}

/** Where each shape of a window occurs in the sources of Node.js. */
class Passages {
  constructor() {
    this.byShape = new Map();
  }

  add(source) {
    source.eachWindow((at, shapes) => {
      if (new Set(shapes).size < FEWEST_SHAPES) return;
      const key = shapes.join(' ');
      const places = this.byShape.get(key) ?? [];
      if (places.length < MOST_PLACES) places.push({ source, at });
      this.byShape.set(key, places);
    });
  }

  /** Whether one of the passages of this shape has our names, too. */
  hasAlike(source, at, shapes) {
    const places = this.byShape.get(shapes.join(' '));
    return places !== undefined &&
      places.some((place) => namesAreAlike(source, at, place));
  }
}

function namesAreAlike(ours, start, theirs) {
  let names = 0;
  let same = 0;
  for (let offset = 0; offset < WINDOW; ++offset) {
    if (!ours.isNamed(start + offset)) continue;
    ++names;
    if (ours.texts[start + offset] ===
        theirs.source.texts[theirs.at + offset]) {
      ++same;
    }
  }
  return names > 0 && same * 2 >= names;
}

/** What of one file of ours is alike. */
class Finding {
  constructor(source, passages) {
    this.source = source;
    this.alike = new Uint8Array(source.size);
    source.eachWindow((at, shapes) => {
      if (passages.hasAlike(source, at, shapes)) {
        this.alike.fill(1, at, at + WINDOW);
      }
    });
    this.count = this.alike.reduce((sum, one) => sum + one, 0);
    this.share = source.size === 0 ? 0 : this.count / source.size;
  }

  /** @returns {{from: number, to: number, tokens: number}[]} lines, longest
   *   first */
  runs() {
    const runs = [];
    for (let at = 0; at < this.alike.length; ++at) {
      if (this.alike[at] === 0) continue;
      const from = at;
      while (this.alike[at + 1] === 1) ++at;
      const { lines } = this.source;
      runs.push({ from: lines[from], to: lines[at], tokens: at + 1 - from });
    }
    return runs.sort((a, b) => b.tokens - a.tokens);
  }
}

function* scriptsBelow(folder) {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== 'vendor') {
      yield* scriptsBelow(file);
    } else if (entry.isFile() && file.endsWith('.js')) {
      yield file;
    }
  }
}

/** @yields {[string, string]} name and text of each source of this Node.js */
function* sourcesOfNode() {
  const sources = process.binding('natives');
  for (const name of Object.keys(sources)) {
    const text = sources[name];
    const isTheirs = !name.includes('/deps/');
    if (isTheirs && typeof text === 'string') yield [name, text];
  }
}

/** @yields {[string, string]} path below the folder, and text */
function* sourcesBelow(folder) {
  for (const file of scriptsBelow(folder)) {
    yield [path.relative(folder, file), fs.readFileSync(file, 'utf8')];
  }
}

/** @returns {Map<string, string>} file → why it may look like theirs */
function allowedFiles(lib) {
  const list = path.join(lib, '../tools/originality_allowed.txt');
  if (!fs.existsSync(list)) return new Map();
  const lines = fs.readFileSync(list, 'utf8').split('\n').filter(Boolean);
  return new Map(lines.map((line) => {
    const [file, reason] = line.split('  ');
    if (!reason) throw new Error(`${list}: no reason for ${file}`);
    return [file, reason];
  }));
}

function percent(share) {
  return `${(share * 100).toFixed(1)} %`;
}

function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      against: { type: 'string' },
      min: { type: 'string' },
      runs: { type: 'boolean' },
    },
  });
  const [lib = path.join(__dirname, '../../lib'), ...only] = positionals;
  const least = Number(values.min ?? MOST_IN_ONE);

  const passages = new Passages();
  const theirs = values.against ?
    sourcesBelow(values.against) : sourcesOfNode();
  for (const [name, text] of theirs) passages.add(new Source(name, text));

  const findings = [];
  for (const [name, text] of sourcesBelow(lib)) {
    if (only.length > 0 && !only.some((part) => name.includes(part))) continue;
    findings.push(new Finding(new Source(name, text), passages));
  }
  findings.sort((a, b) => b.share - a.share);

  const allowed = allowedFiles(lib);
  const excess = findings.filter(({ share, source }) =>
    share > MOST_IN_ONE && source.size > SMALL_FILE &&
    !allowed.has(source.name));
  for (const finding of findings) {
    const { share, source, count } = finding;
    if (share < least) break;
    const note = allowed.get(source.name) ??
      (excess.includes(finding) ? 'TOO MUCH' : '');
    console.log(`${percent(share)}  ${source.name} (${count})  ${note}`);
    if (!values.runs) continue;
    for (const { from, to, tokens } of finding.runs()) {
      console.log(`    ${source.name}:${from}-${to} (${tokens} tokens)`);
    }
  }
  const all = findings.reduce((sum, { source }) => sum + source.size, 0);
  const alike = findings.reduce((sum, { count }) => sum + count, 0);
  console.log(`${percent(alike / all)} of ${all} tokens are alike; ` +
    `the limit is ${percent(MOST_IN_ALL)}`);
  if (excess.length > 0 || alike / all > MOST_IN_ALL) process.exitCode = 1;
}

main();
