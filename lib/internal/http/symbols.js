'use strict';

/**
 * Keys of the fields and methods of HTTP messages and servers that files of this
 * folder share and programs have no name for.
 *
 * @module internal/http/symbols
 */

module.exports = {
  kAttach: Symbol('kAttach'),
  kCheckPressure: Symbol('kCheckPressure'),
  kClosedFlag: Symbol('kClosedFlag'),
  kCompleted: Symbol('kCompleted'),
  kConnection: Symbol('kConnection'),
  kContext: Symbol('kContext'),
  kCorked: Symbol('kCorked'),
  kDestroyed: Symbol('kDestroyed'),
  kDetached: Symbol('kDetached'),
  kDrainTo: Symbol('kDrainTo'),
  kEmitDrain: Symbol('kEmitDrain'),
  kEmitFinish: Symbol('kEmitFinish'),
  kEndCallbacks: Symbol('kEndCallbacks'),
  kEndTask: Symbol('kEndTask'),
  kExchange: Symbol('kExchange'),
  kFinishEmitted: Symbol('kFinishEmitted'),
  kHighWaterMark: Symbol('kHighWaterMark'),
  kInfo: Symbol('kInfo'),
  kIsOver: Symbol('kIsOver'),
  kListenLate: Symbol('kListenLate'),
  kMaxHeadersCount: Symbol('kMaxHeadersCount'),
  kNeedDrain: Symbol('kNeedDrain'),
  kOnAborted: Symbol('kOnAborted'),
  kOnBody: Symbol('kOnBody'),
  kOnComplete: Symbol('kOnComplete'),
  kOnDrain: Symbol('kOnDrain'),
  kOnFinished: Symbol('kOnFinished'),
  kOnNativeClosed: Symbol('kOnNativeClosed'),
  kOutput: Symbol('kOutput'),
  kQueuedBytes: Symbol('kQueuedBytes'),
  kSetHead: Symbol('kSetHead'),
  kSetPlace: Symbol('kSetPlace'),
  kSettle: Symbol('kSettle'),
  kSink: Symbol('kSink'),
  kSlot: Symbol('kSlot'),
  kSocket: Symbol('kSocket'),
  kSource: Symbol('kSource'),
  kWaits: Symbol('kWaits'),
  kWriteCallbacks: Symbol('kWriteCallbacks'),
};
