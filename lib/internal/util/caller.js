'use strict';

/** Who called the library: a program's own code, or a package of its. */

/**
 * Whether the code that called into the library is a file below node_modules.
 * What is deprecated there is not the user's to change.
 */
function isCalledByPackage() {
  const { stack } = new Error();
  const caller = String(stack).split('\n').find((line, index) =>
    index > 0 && !line.includes('(node:') && !line.includes(' node:'));
  return caller !== undefined && /[/\\]node_modules[/\\]/.test(caller);
}

exports.isCalledByPackage = isCalledByPackage;
