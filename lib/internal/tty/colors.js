'use strict';

/**
 * How many colours a terminal has, told by the environment's variables.
 */

const kNone = 1;
const k16 = 4;
const k256 = 8;
const k16m = 24;

/** Terminals by their TERM. @type {[RegExp, 1|4|8|24][]} */
const kTerms = [
  [/^(?:mosh|xterm-kitty|wezterm|alacritty|foot|terminator)|truecolor/, k16m],
  [/^(?:screen|xterm|vt[12]|rxvt|eterm|putty|konsole|kterm|mlterm|st(?:-|$))/,
   k16],
  [/color|ansi|direct|cygwin|linux|console|dtterm|friendly|hurd|jfbterm/, k16],
];

/** Build servers that show colours. @type {[string, 1|4|8|24][]} */
const kCi = [
  ['APPVEYOR', k256], ['BUILDKITE', k256], ['CIRCLECI', k16m],
  ['DRONE', k256], ['GITEA_ACTIONS', k16m], ['GITHUB_ACTIONS', k16m],
  ['GITLAB_CI', k256], ['TRAVIS', k256],
];

function forced(value) {
  switch (value) {
    case '':
    case '1':
    case 'true':
      return k16;
    case '2':
      return k256;
    case '3':
      return k16m;
    default:
      return kNone;
  }
}

/** Whether a variable says something; '' does not. */
function isSet(value) {
  return value !== undefined && value !== '';
}

let hasWarned = false;

/** Says once that variables which forbid colours are not heeded. */
function warnOfIgnored(env) {
  if (hasWarned) return;
  const ignored = ['NODE_DISABLE_COLORS', 'NO_COLOR']
    .filter((name) => isSet(env[name]))
    .map((name) => `'${name}'`);
  if (ignored.length === 0) return;
  hasWarned = true;
  process.emitWarning(`The ${ignored.join(' and ')} env is ignored due to the ` +
    "'FORCE_COLOR' env being set.", 'Warning');
}

/**
 * @param {Record<string, string>} env
 * @returns {1|4|8|24} bits
 */
function colorDepth(env) {
  if (env.FORCE_COLOR !== undefined) {
    const depth = forced(env.FORCE_COLOR);
    if (depth !== kNone) warnOfIgnored(env);
    return depth;
  }
  if (isSet(env.NODE_DISABLE_COLORS) || isSet(env.NO_COLOR) ||
      env.TERM === 'dumb') {
    return kNone;
  }
  if (env.TMUX) return k16m;
  if ('TF_BUILD' in env && 'AGENT_NAME' in env) return k16;
  if ('CI' in env) {
    for (const [name, depth] of kCi) if (name in env) return depth;
    return env.CI_NAME === 'codeship' ? k256 : kNone;
  }
  if ('TEAMCITY_VERSION' in env) {
    return /^(?:9\.0*[1-9]\d*\.|\d{2,}\.)/.test(env.TEAMCITY_VERSION) ?
      k16 : kNone;
  }
  switch (env.TERM_PROGRAM) {
    case 'iTerm.app':
      return !env.TERM_PROGRAM_VERSION ||
        /^[0-2]\./.test(env.TERM_PROGRAM_VERSION) ? k256 : k16m;
    case 'HyperTerm':
    case 'MacTerm':
    case 'ghostty':
    case 'vscode':
      return k16m;
    case 'Apple_Terminal':
      return k256;
  }
  if (env.COLORTERM === 'truecolor' || env.COLORTERM === '24bit') return k16m;
  if (env.TERM) {
    const term = env.TERM.toLowerCase();
    if (term.startsWith('xterm-256') || /-256(?:color)?$/.test(term)) {
      return k256;
    }
    for (const [pattern, depth] of kTerms) {
      if (pattern.test(term)) return depth;
    }
  }
  return env.COLORTERM ? k16 : kNone;
}

/** Whether there are at least `count` colours. */
function hasColors(count, env) {
  return count <= 2 ** colorDepth(env);
}

/**
 * Whether what is written to a stream is coloured. FORCE_COLOR decides, if it is
 * there, also where no terminal is.
 * @param {{isTTY?: boolean, getColorDepth?: function(): number}} stream
 */
function isColored(stream) {
  // While the snapshot is made there is no environment.
  if (process.env?.FORCE_COLOR !== undefined) {
    return colorDepth(process.env) > 2;
  }
  if (stream.isTTY !== true) return false;
  const depth = typeof stream.getColorDepth === 'function' ?
    stream.getColorDepth() : colorDepth(process.env ?? {});
  return depth > 2;
}

exports.colorDepth = colorDepth;
exports.hasColors = hasColors;
exports.isColored = isColored;
