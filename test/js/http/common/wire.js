'use strict';
/** What the tests of http and net share: a raw client. */

const assert = require('assert');
const net = require('net');
const { mustCall, test } = require('../../common/test');

/** Listens on a free port of 127.0.0.1. @returns {Promise<number>} the port */
function listen(server) {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      server.removeListener('error', reject);
      resolve(server.address().port);
    });
  });
}

/** Closes; resolves on 'close'. */
function close(server) {
  return new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections?.();
  });
}

/** Resolves with the arguments of the next event. */
function event(emitter, name) {
  return new Promise((resolve) => {
    emitter.once(name, (...args) => resolve(args));
  });
}

function sleep(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/**
 * Tells whether `ms` have passed, by a timer of this process and not by the
 * clock: what is due before it comes before it, however loaded the machine is.
 * @returns {{passed: boolean}}
 */
function limit(ms) {
  const state = { passed: false };
  let turns = 20;  // what was due has its consequences first
  function turn() {
    if (--turns === 0) state.passed = true;
    else setImmediate(turn);
  }
  setTimeout(turn, ms).unref();
  return state;
}

/** A client that sends and receives bytes as they are. */
class Client {
  /** @param {number|string} port or the path of a Unix socket */
  constructor(port) {
    this.text = '';
    this.ended = false;
    this.closed = false;
    this.waiting = new Set();
    this.socket = typeof port === 'string' ?
      net.connect(port) : net.connect(port, '127.0.0.1');
    this.socket.setEncoding('latin1');
    this.socket.on('data', (text) => { this.text += text; this.#look(); });
    this.socket.on('end', () => { this.ended = true; this.#look(); });
    this.socket.on('error', () => {});
    this.socket.on('close', () => {
      this.ended = this.closed = true;
      this.#look();
    });
  }

  #look() {
    for (const look of [...this.waiting]) look();
  }

  #wait(take) {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = take();
        if (found !== undefined) {
          this.waiting.delete(look);
          resolve(found);
        } else if (this.ended) {
          this.waiting.delete(look);
          reject(new Error(`the connection ended after ${
            JSON.stringify(this.text.slice(-500))}`));
        }
      };
      this.waiting.add(look);
      look();
    });
  }

  write(text) {
    this.socket.write(text, 'latin1');
    return this;
  }

  /** Takes what arrives up to and with `mark`. */
  until(mark) {
    return this.#wait(() => {
      const at = this.text.indexOf(mark);
      if (at === -1) return undefined;
      const found = this.text.slice(0, at + mark.length);
      this.text = this.text.slice(at + mark.length);
      return found;
    });
  }

  take(count) {
    return this.#wait(() => {
      if (this.text.length < count) return undefined;
      const found = this.text.slice(0, count);
      this.text = this.text.slice(count);
      return found;
    });
  }

  /**
   * The next response.
   * @returns {Promise<{status, line, headers, body, head}>}
   */
  async response({ head: headOnly = false } = {}) {
    const head = await this.until('\r\n\r\n');
    const [line, ...lines] = head.slice(0, -4).split('\r\n');
    const headers = {};
    for (const field of lines) {
      const colon = field.indexOf(':');
      headers[field.slice(0, colon).toLowerCase()] = field.slice(colon + 2);
    }
    const status = Number(line.split(' ')[1]);
    let body = '';
    if (headOnly || status < 200 || status === 204 || status === 304) {
      // There is none.
    } else if (headers['transfer-encoding'] === 'chunked') {
      for (;;) {
        const size = parseInt(await this.until('\r\n'), 16);
        if (size === 0) break;
        body += await this.take(size);
        await this.take(2);
      }
      let trailer;
      while ((trailer = await this.until('\r\n')) !== '\r\n') {
        (headers.trailers ??= []).push(trailer.slice(0, -2));
      }
    } else if (headers['content-length'] !== undefined) {
      body = await this.take(Number(headers['content-length']));
    } else {
      await this.end();
      body = this.text;
      this.text = '';
    }
    return { status, line, headers, body, head };
  }

  /** Until the server has ended its direction. @returns {Promise<string>} */
  async end() {
    if (!this.ended) {
      await new Promise((resolve) => {
        const look = () => {
          if (!this.ended) return;
          this.waiting.delete(look);
          resolve();
        };
        this.waiting.add(look);
      });
    }
    return this.text;
  }

  destroy() {
    this.socket.destroy();
  }
}

/** Bytes of a request. `headers`: lines with their ends. */
function get(path = '/', headers = '', method = 'GET') {
  return `${method} ${path} HTTP/1.1\r\nHost: a\r\n${headers}\r\n`;
}

function post(body, headers = '', path = '/') {
  return `POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Length: ${body.length}` +
    `\r\n${headers}\r\n${body}`;
}

/** Everything that comes back for `bytes` on a connection of its own. */
async function send(port, bytes) {
  const client = new Client(port);
  client.write(bytes);
  const text = await client.end();
  client.destroy();
  return text;
}

/** As send, cut into its parts. */
async function fetch(port, bytes = get('/', 'Connection: close\r\n')) {
  const client = new Client(port);
  client.write(bytes);
  const response = await client.response({ head: bytes.startsWith('HEAD') });
  client.destroy();
  return response;
}

module.exports = {
  Client, assert, close, event, fetch, get, limit, listen, mustCall, post, send,
  sleep, test,
};
