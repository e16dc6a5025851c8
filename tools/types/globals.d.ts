// What files of lib/ have without requiring it: parameters of their wrapper
// (lib/bootstrap/loader.js), and what V8 and Node.js add to the language.
import type { Binding } from '../../typings/bindings';

declare global {
  const binding: Binding;
  // What a module exports is not looked into (modules.d.ts).
  const require: (id: string) => any;
  const module: { exports: any };
  const exports: any;
  const process: any;
  const Buffer: any;
  const global: any;
  // Of globalThis; a file of lib/ requires it where it is at work.
  var URL: any;
  function setTimeout(callback: Function, delay?: number, ...args: any[]): any;
  function setInterval(callback: Function, delay?: number, ...args: any[]): any;
  function setImmediate(callback: Function, ...args: any[]): any;
  function clearTimeout(timer: any): void;
  function clearInterval(timer: any): void;
  function clearImmediate(immediate: any): void;

  // Descriptors without a prototype, which a program might have tampered with.
  interface PropertyDescriptor { __proto__?: null }

  interface ErrorConstructor {
    captureStackTrace(target: object, below?: Function): void;
    stackTraceLimit: number;
    prepareStackTrace?: Function;
  }
  interface Error {
    code?: string;
    errno?: number;
    syscall?: string;
    path?: string;
    dest?: string;
    // Of ERR_INVALID_URL.
    input?: string;
    base?: string;
    // Of MODULE_NOT_FOUND.
    requestPath?: string;
    requireStack?: string[];
    // Of warnings about a promise.
    id?: number;
  }

  // Classes that tags name without requiring them.
  type AbortController = any;
  type AbortSignal = any;
  type BlockList = any;
  type Dirent = any;
  type Duplex = any;
  type IncomingMessage = any;
  type OutgoingMessage = any;
  type Readable = any;
  type ServerResponse = any;
  type ServerSource = any;
  type Socket = any;
  type Stream = any;
  type StreamHandle = any;
  type URL = any;
  namespace net { type Socket = any; }
  type Writable = any;
}
