'use strict';
/**
 * What the library itself publishes on the channels of node:diagnostics_channel.
 *
 * The module of the channels loads when a program asks for it. Until somebody
 * subscribes to one of these, all that a publisher does is read `watched`.
 *
 * @module internal/util/diagnostics
 */

const kTraced = ['start', 'end', 'asyncStart', 'asyncEnd', 'error'];

function traced(name) {
  return kTraced.map((event) => `tracing:${name}:${event}`);
}

/** The names of each group's channels, as in Node. */
const kNames = {
  console: ['log', 'info', 'debug', 'warn', 'error']
    .map((method) => `console.${method}`),
  http: ['http.server.request.start', 'http.server.response.created',
         'http.server.response.finish'],
  module: traced('module.require'),
  net: ['net.client.socket', 'net.server.socket',
        ...traced('net.server.listen')],
};

/** The group of each name. */
const groups = new Map();

/**
 * Of each group its channels that have subscribers, by name; null: there is none.
 * @type {Object<string, ?Map<string, Channel>>}
 */
const watched = {};

for (const group of Object.keys(kNames)) {
  watched[group] = null;
  for (const name of kNames[group]) groups.set(name, group);
}

/**
 * To be called when a channel has got its first subscriber or lost its last.
 * @param {Channel} channel
 */
function noteSubscribers(channel) {
  const group = groups.get(channel.name);
  if (group === undefined) return;
  const channels = new Map(watched[group]);
  if (channel.hasSubscribers) channels.set(channel.name, channel);
  else channels.delete(channel.name);
  watched[group] = channels.size > 0 ? channels : null;
}

/**
 * @param {string} group
 * @param {string} name
 * @param {*} message
 */
function publish(group, name, message) {
  watched[group]?.get(name)?.publish(message);
}

/**
 * Calls `body` as the synchronous operation of a traced name.
 * @param {string} name one of tracing channels, 'module.require'
 * @param {object} context what is published
 * @param {function(): *} body
 */
function trace(name, context, body) {
  const { tracingChannel } = require('diagnostics_channel');
  return tracingChannel(name).traceSync(body, context);
}

module.exports = { noteSubscribers, publish, trace, watched };
