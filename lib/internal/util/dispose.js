'use strict';
/**
 * Symbol.dispose and Symbol.asyncDispose, under which lib/ has its methods. While
 * the snapshot is made they are not yet properties of Symbol.
 *
 * @module internal/util/dispose
 */

const { getDisposeSymbol } = binding('util');

module.exports = {
  kDispose: getDisposeSymbol(false),
  kAsyncDispose: getDisposeSymbol(true),
};
