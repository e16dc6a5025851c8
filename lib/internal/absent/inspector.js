'use strict';

/** node:inspector is not there yet. */

const { absent } = require('internal/util/absent');

const console = require('console');

/** A console that only an inspector would show: nobody does. */
const remoteConsole = {};
for (const name of ['context', ...Object.keys(console)]) {
  if (typeof console[name] === 'function' && name[0] !== '_') {
    remoteConsole[name] = { [name]() {} }[name];
  }
}

module.exports = absent('inspector', {
  functions: 'close/0 open/3 waitForDebugger/0',
  classes: {
    Session: {
      extends: require('events'),
      methods: 'connect connectToMainThread disconnect post',
    },
  },
  objects: {
    DOMStorage: {
      functions: `
        domStorageItemAdded/0 domStorageItemRemoved/0 domStorageItemUpdated/0
        domStorageItemsCleared/0 registerStorage/0`,
    },
    Network: {
      functions: `
        dataReceived/0 dataSent/0 loadingFailed/0 loadingFinished/0
        requestWillBeSent/0 responseReceived/0 webSocketClosed/0
        webSocketCreated/0 webSocketHandshakeResponseReceived/0`,
    },
    NetworkResources: {
      functions: 'put/0',
    },
  },
  values: {
    console: remoteConsole,
    /** Of an inspector that waits for a client: there is none. */
    url() {},
  },
});
