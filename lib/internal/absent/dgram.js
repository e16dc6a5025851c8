'use strict';

/** node:dgram is not there yet. */

const { absent } = require('internal/util/absent');

module.exports = absent('dgram', {
  functions: 'createSocket/2',
  classes: {
    Socket: {
      length: 2,
      extends: require('events'),
      methods: `
        addMembership addSourceSpecificMembership address bind bindSync close
        connect connectSync disconnect dropMembership
        dropSourceSpecificMembership getRecvBufferSize getSendBufferSize
        getSendQueueCount getSendQueueSize ref remoteAddress send sendto
        setBroadcast setMulticastInterface setMulticastLoopback setMulticastTTL
        setRecvBufferSize setSendBufferSize setTTL unref`,
    },
    _createSocketHandle: {
      length: 5,
    },
  },
});
