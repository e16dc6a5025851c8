'use strict';

/**
 * The agent that requests use unless they name another, while there are no
 * clients: its settings can be read and set, which programs do when they load.
 */

const { unavailableObject } = require('internal/util/unavailable');

/**
 * @param {string} name 'http.globalAgent'
 * @param {Function} Agent its class
 * @param {{defaultPort: number, protocol: string, maxCachedSessions?: number}}
 *   settings of its scheme
 */
function absentAgent(name, Agent, settings) {
  return unavailableObject(name, Object.assign(Object.create(Agent.prototype), {
    ...settings,
    agentKeepAliveTimeoutBuffer: 1000,
    freeSockets: {},
    keepAlive: true,
    keepAliveMsecs: 1000,
    maxFreeSockets: 256,
    maxSockets: Infinity,
    maxTotalSockets: Infinity,
    options: { keepAlive: true, scheduling: 'lifo', timeout: 5000 },
    requests: {},
    scheduling: 'lifo',
    sockets: {},
    totalSocketCount: 0,
  }));
}

exports.absentAgent = absentAgent;
