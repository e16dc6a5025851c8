'use strict';

/**
 * util.parseArgs: the command line of a program, as options and positionals.
 *
 * First the arguments become tokens, which need no more than each option's
 * type; then the tokens are checked and become values.
 */

const {
  codes: {
    ERR_INVALID_ARG_VALUE,
    ERR_PARSE_ARGS_INVALID_OPTION_VALUE,
    ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL,
    ERR_PARSE_ARGS_UNKNOWN_OPTION,
  },
} = require('internal/errors/errors');
const {
  validateArray,
  validateBoolean,
  validateBooleanArray,
  validateObject,
  validateString,
  validateStringArray,
  validateUnion,
} = require('internal/util/validators');

const has = (object, key) => Object.prototype.hasOwnProperty.call(object, key);

/** The program's own arguments, without the runtime's and the script. */
function mainArguments() {
  const { execArgv } = process;
  const evaluated = execArgv.some((arg) =>
    /^(?:-e|--eval|-p|--print|-pe)$|^--(?:eval|print)=/.test(arg));
  return process.argv.slice(evaluated ? 1 : 2);
}

/** The long name of `-x`, or `x` itself. */
function longName(short, options) {
  for (const name of Object.keys(options)) {
    if (options[name].short === short) return name;
  }
  return short;
}

function typeOf(name, options) {
  return has(options, name) ? options[name].type : undefined;
}

/**
 * @returns {object[]} { kind: 'option', name, rawName, index, value,
 *   inlineValue } | { kind: 'positional', index, value } |
 *   { kind: 'option-terminator', index }
 */
function tokenize(args, options) {
  const tokens = [];
  // Groups of short options are taken apart in place; `index` stays theirs.
  const queue = args.map((value, index) => ({ value, index }));
  const nextIsValue = () => queue.length > 0;

  const option = (name, rawName, index, value, inlineValue) => {
    tokens.push({ kind: 'option', name, rawName, index, value, inlineValue });
  };

  while (queue.length > 0) {
    const { value: arg, index } = queue.shift();
    if (arg === '--') {
      tokens.push({ kind: 'option-terminator', index });
      for (const rest of queue) {
        tokens.push({ kind: 'positional', index: rest.index, value: rest.value });
      }
      break;
    }
    if (arg.length > 2 && arg.startsWith('--')) {
      const equals = arg.indexOf('=', 3);
      if (equals !== -1) {
        const name = arg.slice(2, equals);
        option(name, `--${name}`, index, arg.slice(equals + 1), true);
      } else {
        const name = arg.slice(2);
        if (typeOf(name, options) === 'string' && nextIsValue()) {
          option(name, arg, index, queue.shift().value, false);
        } else {
          option(name, arg, index, undefined, undefined);
        }
      }
      continue;
    }
    if (arg.length > 1 && arg[0] === '-') {
      const name = longName(arg[1], options);
      const rawName = `-${arg[1]}`;
      const takesValue = typeOf(name, options) === 'string';
      if (arg.length === 2) {
        if (takesValue && nextIsValue()) {
          option(name, rawName, index, queue.shift().value, false);
        } else {
          option(name, rawName, index, undefined, undefined);
        }
      } else if (takesValue) {
        option(name, rawName, index, arg.slice(2), true);
      } else {
        // '-abc': the rest is options again, in front of what follows.
        option(name, rawName, index, undefined, undefined);
        queue.unshift({
          value: arg[2] === '-' ? `--${arg.slice(3)}` : `-${arg.slice(2)}`,
          index,
        });
      }
      continue;
    }
    tokens.push({ kind: 'positional', index, value: arg });
  }
  return tokens;
}

/** Throws where an option has a value that it must not have, or lacks one. */
function checkValue(token, options) {
  const type = typeOf(token.name, options);
  const short = has(options, token.name) ? options[token.name].short : undefined;
  const shown = `${short ? `-${short}, ` : ''}--${token.name}`;
  if (type === 'string' && typeof token.value !== 'string') {
    throw new ERR_PARSE_ARGS_INVALID_OPTION_VALUE(
      `Option '${shown} <value>' argument missing`);
  }
  if (type === 'boolean' && token.value !== undefined &&
      token.value !== null) {
    throw new ERR_PARSE_ARGS_INVALID_OPTION_VALUE(
      `Option '${shown}' does not take an argument`);
  }
}

/** Throws for '--a --b' where '--a' wants a value: probably a slip. */
function checkAmbiguity(token) {
  if (token.inlineValue || typeof token.value !== 'string' ||
      token.value.length < 2 || token.value[0] !== '-') {
    return;
  }
  const example = token.rawName.startsWith('--') ?
    `'${token.rawName}=-XYZ'` : `'--${token.name}=-XYZ' or '${token.rawName}-XYZ'`;
  throw new ERR_PARSE_ARGS_INVALID_OPTION_VALUE(
    `Option '${token.rawName}' argument is ambiguous.\n` +
    `Did you forget to specify the option argument for '${token.rawName}'?\n` +
    `To specify an option argument starting with a dash use ${example}.`);
}

function checkOptions(options) {
  for (const name of Object.keys(options)) {
    const config = options[name];
    validateObject(config, `options.${name}`);
    const path = `options.${name}`;
    validateUnion(config.type, `${path}.type`, ['string', 'boolean']);
    if (has(config, 'short')) {
      validateString(config.short, `${path}.short`);
      if (config.short.length !== 1) {
        throw new ERR_INVALID_ARG_VALUE(
          `${path}.short`, config.short, 'must be a single character');
      }
    }
    if (has(config, 'multiple')) {
      validateBoolean(config.multiple, `${path}.multiple`);
    }
    if (config.default === undefined) continue;
    const checks = config.type === 'string' ?
      [validateString, validateStringArray] :
      [validateBoolean, validateBooleanArray];
    checks[config.multiple ? 1 : 0](config.default, `${path}.default`);
  }
}

/**
 * @param {object} [config] { args, options, strict, allowPositionals,
 *   allowNegative, tokens }
 * @returns {{values: object, positionals: string[], tokens?: object[]}}
 */
function parseArgs(config = { __proto__: null }) {
  const get = (name, fallback) =>
    has(config, name) && config[name] !== undefined ? config[name] : fallback;
  const args = get('args', mainArguments());
  const strict = get('strict', true);
  const allowPositionals = get('allowPositionals', !strict);
  const allowNegative = get('allowNegative', false);
  const returnTokens = get('tokens', false);
  const options = get('options', { __proto__: null });

  validateArray(args, 'args');
  validateBoolean(strict, 'strict');
  validateBoolean(allowPositionals, 'allowPositionals');
  validateBoolean(allowNegative, 'allowNegative');
  validateBoolean(returnTokens, 'tokens');
  validateObject(options, 'options');
  checkOptions(options);

  const values = { __proto__: null };
  const positionals = [];
  const result = { values, positionals };
  const tokens = tokenize(args, options);
  if (returnTokens) result.tokens = tokens;

  const store = (name, value) => {
    // Not even with a null prototype should that be a property.
    if (name === '__proto__') return;
    if (has(options, name) && options[name].multiple) {
      (values[name] ??= []).push(value);
    } else {
      values[name] = value;
    }
  };

  for (const token of tokens) {
    if (token.kind === 'positional') {
      if (!allowPositionals) {
        throw new ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL(token.value);
      }
      positionals.push(token.value);
    } else if (token.kind === 'option') {
      let { name } = token;
      let value = token.value ?? true;
      const negated = allowNegative && name.startsWith('no-') &&
        token.rawName.startsWith('--') && !has(options, name);
      if (negated && (typeOf(name.slice(3), options) === 'boolean' ||
                      !strict)) {
        name = name.slice(3);
        token.name = name;
        if (token.value === undefined) value = false;
      }
      if (strict) {
        if (!has(options, name)) {
          throw new ERR_PARSE_ARGS_UNKNOWN_OPTION(
            token.rawName, allowPositionals);
        }
        checkValue(token, options);
        checkAmbiguity(token);
      }
      store(name, value);
    }
  }

  for (const name of Object.keys(options)) {
    const { default: fallback } = options[name];
    if (fallback !== undefined && values[name] === undefined &&
        name !== '__proto__') {
      values[name] = fallback;
    }
  }
  return result;
}

exports.parseArgs = parseArgs;
