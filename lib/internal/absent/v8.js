'use strict';

/** node:v8 is not there yet. */

const { absent, addAbsent } = require('internal/util/absent');

const v8 = absent('v8', {
  functions: `
    cachedDataVersionTag/0 deserialize/1 getCppHeapStatistics/0
    getHeapCodeStatistics/0 getHeapSnapshot/1 getHeapSpaceStatistics/0
    getHeapStatistics/0 isStringOneByteRepresentation/1 queryObjects/1
    serialize/1 setFlagsFromString/1 setHeapSnapshotNearHeapLimit/1
    startCpuProfile/0 stopCoverage/0 takeCoverage/0 writeHeapSnapshot/2`,
  classes: {
    Deserializer: {
      length: 1,
      methods: `
        getWireFormatVersion readDouble readHeader readRawBytes readUint32
        readUint64 readValue transferArrayBuffer`,
    },
    GCProfiler: {
      methods: 'start stop',
    },
    Serializer: {
      methods: `
        releaseBuffer transferArrayBuffer writeDouble writeHeader writeRawBytes
        writeUint32 writeUint64 writeValue`,
    },
  },
  objects: {
    promiseHooks: {
      functions: 'createHook/0 onAfter/0 onBefore/0 onInit/0 onSettled/0',
    },
    startupSnapshot: {
      functions: `
        addDeserializeCallback/0 addSerializeCallback/0
        setDeserializeMainFunction/0`,
      values: { isBuildingSnapshot: () => false },
    },
  },
});

module.exports = addAbsent('v8', {
  classes: {
    DefaultDeserializer: { extends: v8.Deserializer },
    DefaultSerializer: { extends: v8.Serializer },
  },
}, v8);
