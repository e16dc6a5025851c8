"""What a server does when resources run out and clients misbehave."""
import os
import resource
import selectors
import socket
import time
import unittest

from support import (NOBODY, SANITIZERS, Program, Reader, connect, fetch,
                     get, until)

LISTEN = ".listen(process.env.PORT, '127.0.0.1', function() {" \
    " console.log('port ' + this.address().port); });"
MEBI = 1 << 20


class Descriptors(unittest.TestCase):
    def test_connections_wait_while_descriptors_are_out(self):
        # The program itself raises the soft limit to the hard one.
        with Program("require('http').createServer((req, res) => "
                     "res.end('ok'))" + LISTEN,
                     limits={resource.RLIMIT_NOFILE: 64}) as server:
            held = [connect(server.port) for _ in range(100)]
            time.sleep(0.3)
            before = server.cpu_seconds()
            time.sleep(1)
            self.assertLess(server.cpu_seconds() - before, 0.3, 'it spins')
            # One that was accepted is served meanwhile.
            held[0].sendall(get())
            self.assertEqual(Reader(held[0]).response()[2], b'ok')
            # One that waits is served as soon as others go.
            last = held.pop()
            last.sendall(get())
            for s in held:
                s.close()
            self.assertEqual(Reader(last).response()[2], b'ok')
            last.close()
            self.assertEqual(fetch(server.port)[2], b'ok')


def flood(port, count, head, chunk):
    """`count` connections that send until nobody takes any more."""
    clients = []
    with selectors.DefaultSelector() as selector:
        for _ in range(count):
            s = connect(port)
            s.sendall(head)
            s.setblocking(False)
            selector.register(s, selectors.EVENT_WRITE)
            clients.append(s)
        quiet_since = time.monotonic()
        give_up = quiet_since + 15
        while quiet_since + 1 > time.monotonic() < give_up:
            for key, _ in selector.select(0.1):
                try:
                    key.fileobj.send(chunk)
                    quiet_since = time.monotonic()
                except BlockingIOError:
                    pass
    return clients


@unittest.skipIf(SANITIZERS, 'the sanitizers start threads')
@unittest.skipUnless(os.getuid() == 0, 'only root may become another user')
class Threads(unittest.TestCase):
    LIMITS = {resource.RLIMIT_NPROC: 1}

    def test_a_server_lives_without_threads(self):
        with Program('''
const fs = require('fs');
const http = require('http');
http.createServer((req, res) => {
  if (req.url === '/ok') { res.end('ok'); return; }
  fs.readlink('/proc/self/exe', (error, link) => {
    res.end(error === null ? 'link' : error.code);
  });
})''' + LISTEN, uid=NOBODY, limits=self.LIMITS) as server:
            self.assertEqual(fetch(server.port, '/')[2], b'EAGAIN')
            self.assertEqual(fetch(server.port, '/ok')[2], b'ok')

    def test_v8_compiles_without_threads(self):
        with Program('''
WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96,
  0, 1, 127, 3, 2, 1, 0, 10, 6, 1, 4, 0, 65, 42, 11])).then(() => {
  gc();
  console.log('compiled');
});''', flags=['--expose-gc'], uid=NOBODY, limits=self.LIMITS,
                     wait_for_port=False) as program:
            self.assertEqual(program.wait(), (0, 'compiled\n', ''))


@unittest.skipIf(SANITIZERS, 'a sanitizer holds freed memory back')
class Floods(unittest.TestCase):
    COUNT = 300
    SERVER = '''
const http = require('http');
http.createServer((req, res) => {
  if (req.url === '/unread') return;
  res.end('x'.repeat(4000));
})''' + LISTEN

    def test_uploads_that_nobody_reads(self):
        with Program(self.SERVER) as server:
            before = server.anonymous()
            clients = flood(server.port, self.COUNT,
                            b'POST /unread HTTP/1.1\r\nHost: x\r\n'
                            b'Content-Length: 100000000\r\n\r\n', b'u' * 65536)
            held = server.anonymous() - before
            self.assertLess(held, self.COUNT * 120 * 1024, held)
            for s in clients:
                s.close()

    def test_pipelining_without_reading(self):
        with Program(self.SERVER) as server:
            before = server.anonymous()
            clients = flood(server.port, self.COUNT, b'', get() * 2000)
            held = server.anonymous() - before
            # 64 KB of answers, what was received and not read, what V8 has.
            self.assertLess(held, self.COUNT * 400 * 1024, held)
            for s in clients:
                s.close()
            # And it goes back.
            self.assertTrue(until(
                lambda: server.anonymous() - before < 40 * MEBI, 10), server.anonymous())


class SlowReaders(unittest.TestCase):
    def test_a_client_that_never_reads_costs_little(self):
        with Program('''
const http = require('http');
http.createServer((req, res) => {
  if (req.url === '/ok') { res.end('ok'); return; }
  const chunk = Buffer.alloc(64 * 1024, 'x');
  let left = 4096;  // 256 MB in all
  (function more() {
    while (left-- > 0) {
      if (!res.write(chunk)) { res.once('drain', more); return; }
    }
    res.end();
  })();
})''' + LISTEN) as server:
            fetch(server.port, '/ok')
            before = server.rss()
            greedy = [connect(server.port) for _ in range(8)]
            for s in greedy:
                s.sendall(get())
            time.sleep(1)
            self.assertEqual(fetch(server.port, '/ok')[2], b'ok')
            self.assertLess(server.rss() - before, 64 * MEBI)
            for s in greedy:
                s.close()

    def test_pipelined_requests_of_one_who_never_reads_are_bounded(self):
        with Program('''
let served = 0;
require('http').createServer((req, res) => {
  if (req.url === '/served') { res.end(String(served)); return; }
  ++served;
  res.end('y'.repeat(10000));
})''' + LISTEN) as server:
            s = connect(server.port)
            s.settimeout(0.5)
            sent = 0
            try:
                while sent < 50000:
                    s.sendall(get('/y') * 50)
                    sent += 50
            except (TimeoutError, socket.timeout):
                pass
            served = int(fetch(server.port, '/served')[2])
            # The kernel's buffers take some megabytes; we take no more.
            self.assertLess(served, 5000)
            s.close()


class Timeouts(unittest.TestCase):
    def serve(self, options):
        return Program("const server = require('http').createServer("
                       + options + ", (req, res) => { req.resume(); "
                       "req.on('end', () => res.end('ok')); }); server"
                       + LISTEN)

    def test_a_slow_head_gets_408(self):
        with self.serve('{headersTimeout: 300, requestTimeout: 2000, '
                        'connectionsCheckingInterval: 50}') as server:
            s = connect(server.port)
            s.sendall(b'GET / HTTP/1.1\r\nHost:')
            status, fields, _ = Reader(s).response()
            self.assertEqual(status, 408)
            self.assertEqual(fields['connection'], 'close')
            self.assertEqual(fetch(server.port)[0], 200)
            s.close()

    def test_a_slow_body_gets_408(self):
        with self.serve('{headersTimeout: 300, requestTimeout: 500, '
                        'connectionsCheckingInterval: 50}') as server:
            s = connect(server.port)
            s.sendall(b'POST / HTTP/1.1\r\nHost: a\r\n'
                      b'Content-Length: 10\r\n\r\n12')
            self.assertEqual(Reader(s).response()[0], 408)
            s.close()

    def test_an_idle_connection_is_closed(self):
        with self.serve('{keepAliveTimeout: 200, '
                        'keepAliveTimeoutBuffer: 0}') as server:
            s = connect(server.port)
            s.sendall(get())
            reader = Reader(s)
            self.assertEqual(reader.response()[0], 200)
            start = time.monotonic()
            self.assertTrue(reader.at_end())
            self.assertGreater(time.monotonic() - start, 0.1)
            s.close()


class Closing(unittest.TestCase):
    def test_close_ends_idle_connections_and_waits_for_answers(self):
        with Program('''
const server = require('http').createServer((req, res) => {
  if (req.url === '/idle') { res.end('idle'); return; }
  server.close((error) => console.log('closed ' + error));
  setTimeout(() => res.end('last'), 200);
});
server''' + LISTEN) as server:
            idle = Reader(connect(server.port))
            idle.socket.sendall(get('/idle'))
            idle.response()
            busy = Reader(connect(server.port))
            busy.socket.sendall(get('/busy'))
            self.assertTrue(idle.at_end())
            status, fields, body = busy.response()
            self.assertEqual(body, b'last')
            self.assertTrue(busy.at_end())
            self.assertEqual(server.read_line(), 'closed undefined\n')
            self.assertEqual(server.wait()[0], 0)
            idle.socket.close()
            busy.socket.close()

    def test_close_all_connections(self):
        with Program('''
const server = require('http').createServer((req, res) => {
  server.close(() => console.log('closed'));
  server.closeAllConnections();
});
server''' + LISTEN) as server:
            s = connect(server.port)
            s.sendall(get())
            self.assertTrue(Reader(s).at_end())
            self.assertEqual(server.read_line(), 'closed\n')
            s.close()


class ListenErrors(unittest.TestCase):
    REPORT = ".on('error', (e) => console.log(e.code, e.syscall, e.address," \
        " e.port, e.message))"

    def test_port_in_use(self):
        with socket.create_server(('127.0.0.1', 0)) as taken:
            port = taken.getsockname()[1]
            with Program(f"require('http').createServer(){self.REPORT}"
                         f".listen({port}, '127.0.0.1')",
                         wait_for_port=False) as program:
                code, out, _ = program.wait()
        self.assertEqual(code, 0)
        self.assertEqual(
            out, f'EADDRINUSE listen 127.0.0.1 {port} listen EADDRINUSE: '
            f'address already in use 127.0.0.1:{port}\n')

    def test_port_in_use_uncaught(self):
        with socket.create_server(('127.0.0.1', 0)) as taken:
            port = taken.getsockname()[1]
            with Program(f"require('http').createServer()"
                         f".listen({port}, '127.0.0.1')",
                         wait_for_port=False) as program:
                code, _, err = program.wait()
        self.assertEqual(code, 1)
        self.assertIn('Error: listen EADDRINUSE: address already in use', err)
        self.assertIn("code: 'EADDRINUSE'", err)

    def test_a_host_that_is_not_there(self):
        with Program(f"require('http').createServer(){self.REPORT}"
                     ".listen(0, 'no.such.host.invalid')",
                     wait_for_port=False) as program:
            code, out, _ = program.wait()
        self.assertEqual(code, 0)
        self.assertRegex(out, r'^(ENOTFOUND|EAI_AGAIN) getaddrinfo .*'
                         r'getaddrinfo (ENOTFOUND|EAI_AGAIN) '
                         r'no.such.host.invalid')

    def test_an_address_of_another_machine(self):
        with Program(f"require('http').createServer(){self.REPORT}"
                     ".listen(0, '192.0.2.1')",
                     wait_for_port=False) as program:
            code, out, _ = program.wait()
        self.assertEqual(code, 0)
        self.assertIn('listen EADDRNOTAVAIL: address not available 192.0.2.1',
                      out)

    @unittest.skipIf(os.getuid() != 0, 'needs root to become somebody else')
    def test_permission_denied(self):
        with open('/proc/sys/net/ipv4/ip_unprivileged_port_start',
                  encoding='ascii') as f:
            if int(f.read()) <= 80:
                self.skipTest('anybody may bind port 80 here')
        with Program(f"require('http').createServer(){self.REPORT}"
                     ".listen(80, '127.0.0.1')", uid=NOBODY,
                     wait_for_port=False) as program:
            code, out, err = program.wait()
        self.assertEqual((code, err), (0, ''))
        self.assertIn('EACCES listen 127.0.0.1 80 listen EACCES: '
                      'permission denied 127.0.0.1:80', out)


class Upgrades(unittest.TestCase):
    def test_an_upgraded_socket_belongs_to_the_program(self):
        with Program('''
require('http').createServer().on('upgrade', (req, socket, head) => {
  socket.write('HTTP/1.1 101 Switching Protocols\\r\\nUpgrade: echo\\r\\n' +
    'Connection: Upgrade\\r\\n\\r\\n');
  socket.write('head:' + head + ';' + req.headers.upgrade + ';');
  socket.on('data', (chunk) => socket.write('echo:' + chunk));
  socket.on('end', () => socket.end('bye'));
})''' + LISTEN) as server:
            s = connect(server.port)
            s.sendall(get('/', 'Connection: Upgrade\r\nUpgrade: echo\r\n')
                      + b'early')
            reader = Reader(s)
            self.assertIn(b' 101 ', reader.take_until(b'\r\n\r\n'))
            self.assertEqual(reader.take(16), b'head:early;echo;')
            for i in range(3):
                s.sendall(b'ping%d' % i)
                self.assertEqual(reader.take(10), b'echo:ping%d' % i)
            s.shutdown(socket.SHUT_WR)
            self.assertEqual(reader.take(3), b'bye')
            self.assertTrue(reader.at_end())
            s.close()

    def test_connect(self):
        with Program('''
require('http').createServer().on('connect', (req, socket, head) => {
  socket.end('HTTP/1.1 200 OK\\r\\n\\r\\n' + req.url + ' ' + head.length);
})''' + LISTEN) as server:
            s = connect(server.port)
            s.sendall(b'CONNECT there:443 HTTP/1.1\r\nHost: there:443\r\n\r\n')
            reader = Reader(s)
            reader.take_until(b'\r\n\r\n')
            self.assertEqual(reader.take(11), b'there:443 0')
            self.assertTrue(reader.at_end())
            s.close()


class Idle(unittest.TestCase):
    @unittest.skipIf('thread' in SANITIZERS, "the sanitizer's thread wakes")
    def test_an_idle_server_uses_no_time(self):
        with Program("require('http').createServer((req, res) => "
                     "res.end('ok'))" + LISTEN) as server:
            with connect(server.port) as s:
                s.sendall(get())
                Reader(s).response()
                self.assertTrue(until(lambda: True))
                time.sleep(1.5)  # the Date's timer runs out meanwhile
                before = self.switches(server)
                time.sleep(1)
                self.assertLessEqual(self.switches(server) - before, 1)

    @staticmethod
    def switches(server):
        """How often its threads woke up."""
        total = 0
        tasks = f'/proc/{server.process.pid}/task'
        for task in os.listdir(tasks):
            with open(f'{tasks}/{task}/status', encoding='ascii') as f:
                total += sum(int(line.split()[1]) for line in f
                             if line.startswith('voluntary_ctxt_switches'))
        return total


if __name__ == '__main__':
    unittest.main()
