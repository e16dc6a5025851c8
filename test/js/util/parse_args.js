// Backends: one
'use strict';
const { parseArgs } = require('util');
const options = {
  verbose: { type: 'boolean', short: 'v' },
  out: { type: 'string', short: 'o', default: 'a.out' },
  include: { type: 'string', short: 'I', multiple: true },
};
const show = (args, more) => {
  try {
    const { values, positionals } = parseArgs({
      args, options, allowPositionals: true, ...more,
    });
    console.log({ ...values }, positionals);
  } catch (error) {
    console.log(error.code, error.message);
  }
};
show(['-v', 'file', '--out=b', '-Ix', '-I', 'y', '--', '--not']);
show(['-vo', 'c']);
show(['--no-verbose'], { allowNegative: true });
show(['--unknown']);
show(['--out']);
show(['--verbose=1']);
show(['x'], { allowPositionals: false });
