'use strict';

/**
 * Keys of the fields and methods of sockets and servers that net and http share
 * and programs have no name for.
 *
 * @module internal/net/symbols
 */

module.exports = {
  kAdoptHandle: Symbol('kAdoptHandle'),
  kBlockList: Symbol('kBlockList'),
  kCountConnections: Symbol('kCountConnections'),
  kEmitCloseIfDone: Symbol('kEmitCloseIfDone'),
  kGone: Symbol('kGone'),
  kIsBlocked: Symbol('kIsBlocked'),
  kOnConnect: Symbol('kOnConnect'),
  kOnData: Symbol('kOnData'),
  kOnEnd: Symbol('kOnEnd'),
  kOnError: Symbol('kOnError'),
  kOnHandleClosed: Symbol('kOnHandleClosed'),
  kOnListenerError: Symbol('kOnListenerError'),
  kOnSent: Symbol('kOnSent'),
  kOnSocketClosed: Symbol('kOnSocketClosed'),
  kOnStream: Symbol('kOnStream'),
  kOptions: Symbol('kOptions'),
  kProtocolError: Symbol('kProtocolError'),
  kRefOff: Symbol('kRefOff'),
  kReopen: Symbol('kReopen'),
  kSockets: Symbol('kSockets'),
  kStartListener: Symbol('kStartListener'),
  kStopReading: Symbol('kStopReading'),
};
