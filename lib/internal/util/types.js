'use strict';

/**
 * util.types: of what kind a value is, whatever its prototype says.
 *
 * Native contract, binding 'types': one predicate for each name of kNative.
 */

const native = binding('types');

const kNative = [
  'isExternal', 'isDate', 'isArgumentsObject', 'isBigIntObject',
  'isBooleanObject', 'isNumberObject', 'isStringObject', 'isSymbolObject',
  'isBoxedPrimitive', 'isNativeError', 'isRegExp', 'isAsyncFunction',
  'isGeneratorFunction', 'isGeneratorObject', 'isPromise', 'isMap', 'isSet',
  'isMapIterator', 'isSetIterator', 'isWeakMap', 'isWeakSet', 'isArrayBuffer',
  'isDataView', 'isSharedArrayBuffer', 'isProxy', 'isModuleNamespaceObject',
  'isAnyArrayBuffer',
];

const types = {};
for (const name of kNative) types[name] = native[name];

const typedArrayTag = Object.getOwnPropertyDescriptor(
  Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get;

/** The name of a typed array's kind; undefined for all else. */
function kindOf(value) {
  return typedArrayTag.call(value);
}

types.isArrayBufferView = ArrayBuffer.isView;
types.isTypedArray = (value) => kindOf(value) !== undefined;
for (const kind of [
  'Uint8Array', 'Uint8ClampedArray', 'Uint16Array', 'Uint32Array', 'Int8Array',
  'Int16Array', 'Int32Array', 'Float16Array', 'Float32Array', 'Float64Array',
  'BigInt64Array', 'BigUint64Array',
]) {
  types[`is${kind}`] = {
    [`is${kind}`]: (value) => kindOf(value) === kind,
  }[`is${kind}`];
}
types.isKeyObject = (value) => false;
types.isCryptoKey = (value) => false;

module.exports = types;
