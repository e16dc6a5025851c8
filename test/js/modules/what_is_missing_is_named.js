'use strict';
// Whatever Node.js 26 has and this has not is named: a module by the error of
// its require, and modules and globals in the README.
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

const modules = `_http_agent _http_client _http_common _http_incoming
  _http_outgoing _http_server _tls_common _tls_wrap assert assert/strict
  async_hooks buffer child_process cluster console constants crypto dgram
  diagnostics_channel dns dns/promises domain events fs fs/promises http http2
  https inspector inspector/promises module net os path path/posix path/win32
  perf_hooks process punycode querystring readline readline/promises repl
  stream stream/consumers stream/promises stream/web string_decoder sys timers
  timers/promises tls trace_events tty url util util/types v8 vm wasi
  worker_threads zlib node:ffi node:sea node:sqlite node:test
  node:test/reporters`.split(/\s+/);

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

for (const request of modules) {
  const name = request.replace('node:', '');
  let problem;
  try {
    require(request);
  } catch (error) {
    problem = error;
  }
  if (problem === undefined) continue;
  const expected = `The built-in module '${name}' of Node.js is not in Rondo yet`;
  assert.ok(problem.message.includes(expected), problem.message);
  assert.throws(() => require(`node:${name}`), (error) =>
    error.code === 'ERR_UNKNOWN_BUILTIN_MODULE' &&
    error.message.includes(expected));
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
