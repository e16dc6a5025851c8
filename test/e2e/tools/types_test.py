"""tools/types finds claims of JSDoc and calls of native functions that are not
true."""

import pathlib
import subprocess
import tempfile
import unittest

RUN = (pathlib.Path(__file__).resolve().parents[3] / 'tools' / 'types'
       / 'run.sh')


class TypesTest(unittest.TestCase):

    def check(self, text):
        with tempfile.TemporaryDirectory() as directory:
            path = pathlib.Path(directory) / 'module.js'
            path.write_text(text)
            run = subprocess.run([RUN, path], capture_output=True, text=True)
            if 'not checked' in run.stderr:
                self.skipTest('the compiler is not here')
            self.assertIn('types: 1 modules', run.stdout, run.stderr)
            found = run.stdout.splitlines()[:-1]
            self.assertEqual(run.returncode, 1 if found else 0)
            return '\n'.join(found)

    def test_what_is_true(self):
        self.assertEqual(self.check("""'use strict';
const { isDate } = binding('types');
const { codes } = require('internal/errors/errors');

/**
 * @param {string} name
 * @returns {number} its length
 */
function lengthOf(name) {
  if (isDate(name)) throw new codes.ERR_INVALID_STATE('a date');
  return name.length;
}

module.exports = { lengthOf };
"""), '')

    def test_a_tag_that_lies(self):
        found = self.check("""'use strict';
/** @returns {string} */
function lengthOf(name) { return [name].length; }
module.exports = { lengthOf };
""")
        self.assertIn('module.js:3: ', found)
        self.assertIn('TS2322', found)

    def test_a_native_function_that_is_not_there(self):
        found = self.check("'use strict';\nbinding('types').isNothing(1);\n")
        self.assertIn('module.js:2: ', found)
        self.assertIn('isNothing', found)

    def test_an_argument_of_another_type(self):
        found = self.check("'use strict';\nbinding('timers').setImmediateState('on');\n")
        self.assertIn('TS2345', found)


if __name__ == '__main__':
    unittest.main()
