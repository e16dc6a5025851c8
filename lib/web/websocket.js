'use strict';

/** WebSocket and its events, which are not there yet. */

const { Event, EventTarget } = require('web/event_target');
const { absent } = require('internal/util/absent');

const states = { CONNECTING: 0, OPEN: 1, CLOSING: 2, CLOSED: 3 };

module.exports = absent('http', {
  classes: {
    CloseEvent: { length: 1, extends: Event, accessors: 'code reason wasClean' },
    MessageEvent: {
      length: 1,
      extends: Event,
      methods: 'initMessageEvent',
      accessors: 'data lastEventId origin ports source',
    },
    WebSocket: {
      length: 1,
      extends: EventTarget,
      methods: 'close send',
      accessors: `
        binaryType bufferedAmount extensions onclose onerror onmessage onopen
        protocol readyState url`,
    },
  },
});

const { WebSocket } = module.exports;
Object.assign(WebSocket, states);
Object.assign(WebSocket.prototype, states);
