'use strict';
// Whatever Node.js has and this has not is named in the README: modules of which
// something is absent, and globals.
// Backends: one
const assert = require('assert');
const fs = require('fs');
const path = require('path');

const readme = fs.readFileSync(
  path.join(__dirname, '../../../README.md'), 'utf8');
const section = /^## What is not there yet$(.*?)^## /ms.exec(readme)[1];
const named = new Set(section.match(/[\w/]+/g));
const undefinedGlobals = new Set(
  /^\*\*Globals that are undefined\*\*(.*?)\.$/ms.exec(section)[1].match(/\w+/g));

const globals = `AbortController AbortSignal Blob BroadcastChannel Buffer
  ByteLengthQueuingStrategy CloseEvent CompressionStream CountQueuingStrategy
  Crypto CryptoKey CustomEvent DOMException DecompressionStream ErrorEvent Event
  EventTarget File Float16Array FormData Headers MessageChannel MessageEvent
  MessagePort Navigator Performance PerformanceEntry PerformanceMark
  PerformanceMeasure PerformanceObserver PerformanceObserverEntryList
  PerformanceResourceTiming QuotaExceededError ReadableByteStreamController
  ReadableStream ReadableStreamBYOBReader ReadableStreamBYOBRequest
  ReadableStreamDefaultController ReadableStreamDefaultReader Request Response
  Storage SubtleCrypto Temporal TextDecoder TextDecoderStream TextEncoder
  TextEncoderStream TransformStream TransformStreamDefaultController URL
  URLPattern URLSearchParams WebAssembly WebSocket WritableStream
  WritableStreamDefaultController WritableStreamDefaultWriter atob btoa
  clearImmediate clearInterval clearTimeout console crypto fetch global
  localStorage navigator performance process queueMicrotask sessionStorage
  setImmediate setInterval setTimeout structuredClone`.split(/\s+/);

// What cannot be used of a module, or is not what it is in Node: the list that
// exports_as_in_node.js proves to be true.
const facts = require('./fixtures/builtin_facts/known.json');
for (const [id, { missing, absent }] of Object.entries(facts)) {
  if (!missing && !absent) continue;
  const name = id.replace('node:', '');
  assert.ok(named.has(name), `the README does not name ${name}`);
}

// The root of Debian 13 has an older V8.
const older = process.versions.v8.startsWith('11.') ?
  new Set(/^\*\*With Debian 13's V8\*\*.*?undefined: (.*?)\.$/ms
    .exec(section)[1].split(/,\s+/)) : new Set();
for (const name of [...globals, ...older]) {
  const value = name.split('.').reduce((at, key) => at?.[key], globalThis);
  assert.strictEqual(undefinedGlobals.has(name) || older.has(name),
                     value === undefined, name);
}
