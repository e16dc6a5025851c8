// One handler a name; the request's path picks it ("/seed" runs `seed`). The
// program runs unchanged on Node, which is how the expected bytes were recorded.
'use strict';
const http = require('http');

const handlers = {
  seed(req, res) {
    res.writeHead(200, { 'Content-Type': 'text/plain' });
    res.end('Hello World!');
  },
  end_only(req, res) { res.end('hi'); },
  end_empty(req, res) { res.end(); },
  end_buffer(req, res) { res.end(Buffer.from([0, 1, 2, 255, 13, 10])); },
  end_utf8(req, res) { res.end('h\u00e9llo \u4f60\u597d'); },
  end_latin1(req, res) { res.end('h\u00e9llo', 'latin1'); },
  end_hex(req, res) { res.end('68690a', 'hex'); },
  write_then_end(req, res) { res.write('one'); res.write('two'); res.end('three'); },
  write_then_end_empty(req, res) { res.write('one'); res.end(); },
  write_empty(req, res) { res.write('a'); res.write(Buffer.alloc(0)); res.end('b'); },
  write_later(req, res) {
    res.write('one');
    setImmediate(() => { res.write('two'); setTimeout(() => res.end('three'), 2); });
  },
  corked(req, res) {
    res.cork(); res.write('one'); res.write('two'); res.uncork(); res.end('three');
  },
  write_head_no_headers(req, res) { res.writeHead(200); res.end('x'); },
  write_head_reason(req, res) { res.writeHead(299, 'Quite Fine', { A: 'b' }); res.end('x'); },
  write_head_array(req, res) { res.writeHead(200, ['X-A', '1', 'X-B', '2', 'X-A', '3']); res.end('x'); },
  write_head_pairs(req, res) { res.writeHead(200, [['X-A', '1'], ['X-B', ['2', '3']]]); res.end('x'); },
  write_head_merge(req, res) {
    res.setHeader('X-A', 'set'); res.setHeader('X-B', 'set');
    res.writeHead(200, { 'x-a': 'head', 'X-C': 'head' }); res.end('x');
  },
  status_code(req, res) { res.statusCode = 404; res.end('no'); },
  status_message(req, res) { res.statusCode = 200; res.statusMessage = 'Custom'; res.end('x'); },
  unknown_status(req, res) { res.statusCode = 799; res.end('x'); },
  set_header(req, res) { res.setHeader('X-One', '1'); res.setHeader('x-two', 2); res.end('x'); },
  header_array(req, res) { res.setHeader('X-Many', ['a', 'b', 'c']); res.end('x'); },
  set_cookie(req, res) { res.setHeader('Set-Cookie', ['a=1', 'b=2']); res.end('x'); },
  cookie_array(req, res) { res.setHeader('Cookie', ['a=1', 'b=2']); res.end('x'); },
  append_header(req, res) { res.appendHeader('X-A', '1'); res.appendHeader('x-a', '2'); res.end('x'); },
  set_headers_map(req, res) { res.setHeaders(new Map([['X-A', '1'], ['X-B', '2']])); res.end('x'); },
  remove_header(req, res) { res.setHeader('X-A', '1'); res.removeHeader('x-a'); res.end('x'); },
  header_latin1(req, res) { res.setHeader('X-L', 'caf\u00e9'); res.end('x'); },
  latin1_end_empty(req, res) { res.setHeader('X-L', 'caf\u00e9'); res.end(''); },
  latin1_write_head_end_empty(req, res) { res.writeHead(200, { 'X-L': 'caf\u00e9' }); res.end(''); },
  latin1_write_empty_end(req, res) { res.setHeader('X-L', 'caf\u00e9'); res.write(''); res.end(); },
  latin1_write_empty_latin1(req, res) { res.setHeader('X-L', 'caf\u00e9'); res.write('', 'latin1'); res.end(); },
  latin1_write_empty_buffer(req, res) { res.setHeader('X-L', 'caf\u00e9'); res.write(Buffer.alloc(0)); res.end('x'); },
  latin1_write_empty_write(req, res) { res.setHeader('X-L', 'caf\u00e9'); res.write(''); res.end('\u00e9', 'latin1'); },
  latin1_chunked(req, res) { res.setHeader('X-L', 'caf\u00e9'); res.write('\u00e9'); res.end(''); },
  latin1_flush_end(req, res) { res.setHeader('X-L', 'caf\u00e9'); res.flushHeaders(); res.end('\u00e9'); },
  latin1_cork(req, res) {
    res.setHeader('X-L', 'caf\u00e9'); res.cork(); res.write(''); res.write('\u00e9'); res.uncork(); res.end();
  },
  flush_between(req, res) {
    res.write('x'); res.flushHeaders(); res.write('y');
    setImmediate(() => { res.write('a'); res.flushHeaders(); res.write('b'); res.end('c'); });
  },
  unknown_encoding(req, res) {
    const seen = [];
    const attempt = (...args) => {
      try { seen.push(String(res.write(...args))); } catch (e) { seen.push(`${e.name} ${e.code}: ${e.message}`); }
    };
    attempt('abc', 'nope'); attempt('abc', 5); attempt('', 'nope'); attempt('abc', 'buffer'); attempt('abc', 'LATIN1');
    attempt('abc', null); attempt('abc', '');
    res.end(seen.join('\n'));
  },
  unknown_encoding_end(req, res) {
    let seen;
    try { res.end('abc', 'nope'); } catch (e) { seen = `${e.name} ${e.code}: ${e.message}`; }
    res.end(seen.slice(0, 3));
  },
  content_length(req, res) { res.setHeader('Content-Length', 5); res.end('12345'); },
  content_length_head(req, res) { res.writeHead(200, { 'Content-Length': '5' }); res.end('12345'); },
  content_length_writes(req, res) { res.setHeader('Content-Length', 6); res.write('123'); res.end('456'); },
  remove_content_length(req, res) { res.removeHeader('Content-Length'); res.end('x'); },
  remove_transfer_encoding(req, res) { res.removeHeader('Transfer-Encoding'); res.write('a'); res.end('b'); },
  remove_connection(req, res) { res.removeHeader('Connection'); res.end('x'); },
  remove_date(req, res) { res.removeHeader('Date'); res.end('x'); },
  own_date(req, res) { res.setHeader('Date', 'Thu, 01 Jan 1970 00:00:00 GMT'); res.end('x'); },
  send_date_off(req, res) { res.sendDate = false; res.end('x'); },
  connection_close(req, res) { res.setHeader('Connection', 'close'); res.end('x'); },
  connection_keep_alive(req, res) { res.setHeader('Connection', 'keep-alive'); res.end('x'); },
  connection_custom(req, res) { res.setHeader('Connection', 'x-foo'); res.end('x'); },
  should_keep_alive_off(req, res) { res.shouldKeepAlive = false; res.end('x'); },
  keep_alive_header(req, res) { res.setHeader('Keep-Alive', 'timeout=1'); res.end('x'); },
  transfer_chunked(req, res) { res.setHeader('Transfer-Encoding', 'chunked'); res.end('x'); },
  transfer_gzip(req, res) { res.setHeader('Transfer-Encoding', 'gzip, chunked'); res.write('a'); res.end('b'); },
  chunked_off(req, res) { res.useChunkedEncodingByDefault = false; res.write('a'); res.end('b'); },
  flush_headers(req, res) { res.flushHeaders(); res.end('x'); },
  flush_headers_later(req, res) { res.flushHeaders(); setImmediate(() => res.end('x')); },
  no_content(req, res) { res.writeHead(204); res.end(); },
  no_content_body(req, res) { res.statusCode = 204; res.end('ignored'); },
  no_content_length(req, res) { res.writeHead(204, { 'Content-Length': 0 }); res.end(); },
  not_modified(req, res) { res.writeHead(304, { ETag: '"x"' }); res.end(); },
  not_modified_body(req, res) { res.statusCode = 304; res.write('ignored'); res.end(); },
  reset_content(req, res) { res.statusCode = 205; res.end(); },
  redirect(req, res) { res.writeHead(302, { Location: '/seed' }); res.end(); },
  trailers(req, res) {
    res.writeHead(200, { Trailer: 'X-T' }); res.write('a'); res.addTrailers({ 'X-T': 'v' }); res.end();
  },
  trailers_array(req, res) { res.write('a'); res.addTrailers([['X-T', 'v'], ['X-U', 'w']]); res.end('b'); },
  write_continue(req, res) { res.writeContinue(); res.end('x'); },
  write_processing(req, res) { res.writeProcessing(); res.end('x'); },
  write_information(req, res) {
    const seen = [];
    const attempt = (...args) => {
      try { seen.push(String(res.writeInformation(...args))); } catch (e) { seen.push(`${e.name} ${e.code}: ${e.message}`); }
    };
    attempt(100); attempt(104); attempt(199, null); attempt(103, { 'X-A': 'b', 'link': ['<x>', '<y>'] });
    attempt(103, ['a', 'b', 'a', 'c']); attempt(103, [['a', 'caf\u00e9']]); attempt(103, { 'Content-Length': 5 });
    attempt(); attempt(99); attempt(101); attempt(200); attempt('102'); attempt(102.5);
    attempt(103, 5); attempt(103, () => {}); attempt(103, ['a']); attempt(103, { 'a b': 'c' }); attempt(103, { a: '\n' });
    res.end(seen.join('\n'));
  },
  information_after_the_head(req, res) {
    const seen = [];
    const attempt = (name, ...args) => {
      try { seen.push(String(res[name](...args))); } catch (e) { seen.push(`${e.name} ${e.code}: ${e.message}`); }
    };
    const all = () => {
      attempt('writeContinue'); attempt('writeProcessing'); attempt('writeInformation', 103);
      attempt('writeEarlyHints', { link: '</a.css>; rel=preload' });
    };
    res.write('a'); all();
    setImmediate(() => { all(); res.end(seen.join('\n')); });
  },
  read(req) { req.on('error', () => {}); req.resume(); },
  early_hints(req, res) {
    res.writeEarlyHints({ link: '</a.css>; rel=preload; as=style', 'x-h': '1' }); res.end('x');
  },
  echo(req, res) {
    const parts = [];
    req.on('data', (part) => parts.push(part));
    req.on('end', () => res.end(Buffer.concat(parts)));
  },
  echo_pipe(req, res) { req.pipe(res); },
  describe(req, res) {
    req.resume();
    req.on('end', () => res.end(JSON.stringify({
      method: req.method, url: req.url, version: req.httpVersion, headers: req.headers,
      raw: req.rawHeaders, trailers: req.trailers, rawTrailers: req.rawTrailers,
      distinct: req.headersDistinct, complete: req.complete,
    })));
  },
  ignore_body(req, res) { res.end('early'); },
  big(req, res) { res.end('x'.repeat(100000)); },
  big_chunks(req, res) { for (let i = 0; i < 4; i++) res.write('y'.repeat(30000)); res.end(); },
  throw_types(req, res) {
    const seen = [];
    const attempt = (f) => { try { f(); seen.push('ok'); } catch (e) { seen.push(`${e.name} ${e.code}: ${e.message}`); } };
    attempt(() => res.setHeader('bad name', 'x'));
    attempt(() => res.setHeader('X', 'bad\nvalue'));
    attempt(() => res.setHeader('X', undefined));
    attempt(() => res.setHeader('', 'x'));
    attempt(() => res.writeHead(99));
    attempt(() => res.writeHead(1000));
    attempt(() => res.writeHead('abc'));
    attempt(() => res.writeHead(200, 'bad\nreason'));
    res.statusCode = 200; res.statusMessage = 'OK';
    attempt(() => res.write(5));
    attempt(() => res.write(null));
    attempt(() => res.appendHeader('bad name', 'x'));
    attempt(() => res.addTrailers({ 'bad name': 'x' }));
    res.end(seen.join('\n'));
    attempt(() => res.setHeader('X-Late', '1'));
  },
  after_sent(req, res) {
    res.write('a');
    const seen = [];
    const attempt = (f) => { try { f(); seen.push('ok'); } catch (e) { seen.push(`${e.name} ${e.code}: ${e.message}`); } };
    attempt(() => res.setHeader('X', 'y'));
    attempt(() => res.removeHeader('X'));
    attempt(() => res.writeHead(200));
    attempt(() => res.appendHeader('X', 'y'));
    res.end(seen.join('\n'));
  },
  getters(req, res) {
    res.setHeader('X-Mixed', ['a', 'b']); res.setHeader('Content-Type', 'text/plain');
    res.end(JSON.stringify([res.getHeader('x-mixed'), res.getHeaderNames(), res.getRawHeaderNames(),
      res.getHeaders(), res.hasHeader('CONTENT-TYPE'), res.headersSent, res.statusCode,
      res.writableEnded, res.writableFinished, res.sendDate, res.shouldKeepAlive]));
  },
  later_twice(req, res) {
    res.write('a'); res.write('b');
    setImmediate(() => { res.write('c'); res.write('d'); setImmediate(() => res.end('e')); });
  },
  cork_nested(req, res) {
    res.cork(); res.cork(); res.write('a'); res.write('b'); res.uncork(); res.write('c'); res.uncork();
    res.write('d'); res.end('e');
  },
  cork_between(req, res) {
    res.write('a'); res.cork(); res.write('b'); res.write('c'); res.uncork(); res.write('d'); res.end('e');
  },
  cork_until_end(req, res) { res.write('a'); res.cork(); res.write('b'); res.write('c'); res.end('d'); },
  flush_then_writes(req, res) { res.flushHeaders(); res.write('a'); res.write('b'); res.end('c'); },
  mixed_encodings(req, res) {
    res.write('\u00e9'); res.write('\u00e9', 'latin1'); res.write('ff', 'hex');
    res.write(Buffer.from('buffer')); res.end('\u4f60');
  },
  hold(req, res) { held.push(res); },
  release_between(req, res) {
    res.write('a'); res.write('b'); held.pop().end('held'); res.write('c'); res.write('d'); res.end('e');
  },
  release_before(req, res) { held.pop().end('held'); res.write('a'); res.write('b'); res.end('c'); },
  release_early(req, res) {
    res.write('a'); held.pop().end('held');
    setImmediate(() => { res.write('b'); res.write('c'); res.end('d'); });
  },
  release_late(req, res) {
    setImmediate(() => { held.pop().end('held'); res.write('a'); res.write('b'); res.end('c'); });
  },
  slow(req, res) { setTimeout(() => res.end('slow'), 20); },
  destroy(req, res) { res.write('partial'); setImmediate(() => req.socket.destroy()); },
  strict_length_short(req, res) { res.setHeader('Content-Length', 10); res.end('short'); req.socket.end(); },
};

/** Responses that a later request ends. */
const held = [];

const options = JSON.parse(process.env.WIRE_OPTIONS || '{}');
const server = http.createServer(options, (req, res) => {
  const handler = handlers[req.url.slice(1).split('?')[0]];
  if (!handler) { res.statusCode = 500; res.end('no handler ' + req.url); return; }
  handler(req, res);
});
server.listen(Number(process.env.PORT || 0), '127.0.0.1', () => {
  console.log(`port ${server.address().port}`);
});
