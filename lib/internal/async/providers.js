'use strict';

/** The types of what C++ starts, as hooks see them, by their numbers. */

const types = [
  'NONE', 'DIRHANDLE', 'FILEHANDLE', 'FSEVENTWRAP', 'FSREQCALLBACK',
  'FSREQPROMISE', 'GETADDRINFOREQWRAP', 'HTTPINCOMINGMESSAGE',
  'HTTPSERVERREQUEST', 'PIPECONNECTWRAP', 'PIPESERVERWRAP', 'PIPEWRAP',
  'PROMISE', 'SHUTDOWNWRAP', 'SIGNALWRAP', 'STATWATCHER', 'TCPCONNECTWRAP',
  'TCPSERVERWRAP', 'TCPWRAP', 'TTYWRAP', 'WRITEWRAP', 'ZLIB',
];

exports.asyncWrapProviders = Object.freeze({
  __proto__: null,
  ...Object.fromEntries(types.map((type, number) => [type, number])),
});
