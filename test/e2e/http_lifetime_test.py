"""Requests stay right for ever; answers arrive whatever the handler does next."""
import os
import socket
import tempfile
import threading
import time
import unittest

from support import Program, Reader, connect, fetch, get, until

LISTEN = ".listen(process.env.PORT, '127.0.0.1', function() {" \
    " console.log('port ' + this.address().port); });"


class LentBuffers(unittest.TestCase):
    """A large buffer is sent from where it is. While its last bytes are to be sent,
    neither a small write behind it nor the end may tell the program that it can
    use the buffer again."""
    SIZE = 1 << 20

    def read_slowly(self, answer):
        """What a client gets that takes little at a time."""
        listener = socket.create_server(('127.0.0.1', 0))
        # Little room in the kernel: bytes leave the server one by one, nearly.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
        with listener, Program('''
const size = %d;
require('http').createServer((req, res) => {
  const lent = Buffer.alloc(size, 'a');
  const use = () => lent.fill('x');
  res.writeHead(200, { 'Content-Length': size + 1 });
  const whenLittleIsQueued = (callback) => {
    const timer = setInterval(() => {
      if (res.writableLength > 64 * 1024) return;
      clearInterval(timer);
      callback();
    }, 0);
  };
  %s
}).listen({ fd: %d }, () => console.log('port 1'));''' % (
                self.SIZE, answer, listener.fileno()),
                               pass_fds=[listener.fileno()]):
            client = socket.socket()
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            client.settimeout(20)
            client.connect(listener.getsockname())
            client.sendall(get())
            body = b''
            while len(body) < self.SIZE + 1:
                piece = client.recv(8192)
                if not piece:
                    break
                body += piece
                if not body.startswith(b'a'):
                    body = body.partition(b'\r\n\r\n')[2]
                # Near the end so slowly that the server looks meanwhile.
                if len(body) > self.SIZE - 100_000:
                    time.sleep(0.001)
            client.close()
            return body

    def test_a_write_behind_it(self):
        for _ in range(2):
            body = self.read_slowly("""
  res.write(lent, use);
  whenLittleIsQueued(() => res.write('b', () => res.end()));""")
            self.assertEqual(body, b'a' * self.SIZE + b'b')

    def test_the_end_behind_it(self):
        for _ in range(2):
            body = self.read_slowly("""
  res.on('finish', use);
  res.write(lent);
  whenLittleIsQueued(() => res.end('b'));""")
            self.assertEqual(body, b'a' * self.SIZE + b'b')


class KeptRequests(unittest.TestCase):
    SOURCE = '''
const kept = [];
require('http').createServer((req, res) => {
  if (req.url === '/check') {
    gc();
    const wrong = kept.filter((old, i) => old.url !== '/kept/' + i ||
      old.method !== 'GET' || old.httpVersion !== '1.1' ||
      old.headers.host !== 'a' || old.headers['x-number'] !== String(i) ||
      old.headers['x-filler'] !== 'f'.repeat(i % 50) ||
      old.rawHeaders.length !== 6);
    res.end(kept.length + ' kept, ' + wrong.length + ' wrong');
    return;
  }
  if (req.url.startsWith('/kept/')) kept.push(req);
  res.end('ok');
})''' + LISTEN

    def test_a_thousand_requests_outlive_their_connections(self):
        with Program(self.SOURCE, flags=['--expose-gc']) as server:
            connections = [Reader(connect(server.port)) for _ in range(10)]
            for i in range(1000):
                c = connections[i % 10]
                c.socket.sendall(get(f'/kept/{i}', f'X-Number: {i}\r\n'
                                     f'X-Filler: {"f" * (i % 50)}\r\n'))
                self.assertEqual(c.response()[2], b'ok')
            # The connections go on, with other requests, and some end.
            for i in range(500):
                c = connections[i % 5]
                c.socket.sendall(get(f'/other/{i}', 'X-Number: nonsense\r\n'))
                c.response()
            for c in connections[5:]:
                c.socket.close()
            body = fetch(server.port, '/check')[2]
            self.assertEqual(body, b'1000 kept, 0 wrong')
            for c in connections[:5]:
                c.socket.close()


class Delivery(unittest.TestCase):
    def deliver(self, ending):
        with Program("require('http').createServer(function(req, res) {"
                     + ending + '})' + LISTEN) as server:
            with connect(server.port) as s:
                s.sendall(get())
                status, _, body = Reader(s).response()
            self.assertEqual((status, body), (200, b'bye'))
            return server.wait()

    def test_exit_right_after_end(self):
        code, _, _ = self.deliver("res.end('bye'); process.exit(0);")
        self.assertEqual(code, 0)

    def test_throw_right_after_end(self):
        code, _, err = self.deliver("res.end('bye'); throw new Error('oh');")
        self.assertEqual(code, 1)
        self.assertIn('Error: oh', err)

    def test_the_last_words_of_an_exit_listener(self):
        # Nothing turns the loop any more when it speaks.
        code, _, _ = self.deliver(
            "process.once('exit', () => res.end('bye')); req.socket.unref();"
            'this.unref();')
        self.assertEqual(code, 0)

    def test_end_before_a_blocking_call(self):
        # The client has its answer while the handler still blocks.
        with Program("require('http').createServer((req, res) => {"
                     "res.end('bye');"
                     "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)),"
                     "0, 0, 3000); })" + LISTEN) as server:
            start = time.monotonic()
            self.assertEqual(fetch(server.port)[2], b'bye')
            self.assertLess(time.monotonic() - start, 2.5)

    def test_end_before_a_synchronous_file_call(self):
        # Nobody writes to the pipe before the answer has come.
        with tempfile.TemporaryDirectory() as directory:
            pipe = os.path.join(directory, 'pipe')
            os.mkfifo(pipe)
            with Program("require('http').createServer((req, res) => {"
                         "res.end('bye'); console.log(require('fs')"
                         f".readFileSync({pipe!r}, 'utf8')); }})"
                         + LISTEN) as server:
                self.assertEqual(fetch(server.port)[2], b'bye')
                with open(pipe, 'w', encoding='ascii') as f:
                    f.write('read')
                self.assertEqual(server.read_line(), 'read\n')

    def test_end_before_another_program_takes_over(self):
        code, out, _ = self.deliver(
            "res.end('bye'); process.execve('/bin/echo', ['echo', 'other']);")
        self.assertEqual((code, out), (0, 'other\n'))

    def full_pipe(self):
        """Both ends of a pipe that takes no more."""
        ends = os.pipe()
        os.set_blocking(ends[1], False)
        with self.assertRaises(BlockingIOError):
            while True:
                os.write(ends[1], bytes(1 << 16))
        os.set_blocking(ends[1], True)
        for end in ends:
            self.addCleanup(os.close, end)
        return ends

    def test_end_before_printing_to_who_does_not_read(self):
        for ending in ("throw new Error('oh')", "console.error('oh')",
                       "process.stderr.write('oh')"):
            with self.subTest(ending):
                reading, writing = self.full_pipe()
                with Program("require('http').createServer((req, res) => {"
                             f"res.end('bye'); {ending}; }})" + LISTEN,
                             stderr=writing) as server:
                    with connect(server.port) as s:
                        s.sendall(get())
                        self.assertEqual(Reader(s).response()[2], b'bye')
                    # It did print, and waits.
                    text = b''
                    while b'oh' not in text:
                        text += os.read(reading, 1 << 16)

    def test_the_first_answer_does_not_wait_for_the_last_handler(self):
        clients = 20
        with Program('''
require('http').createServer((req, res) => {
  const end = Date.now() + 5;
  while (Date.now() < end);
  res.end('done');
})''' + LISTEN) as server:
            sockets = [connect(server.port) for _ in range(clients)]
            arrivals = []

            def receive(s):
                Reader(s).response()
                arrivals.append(time.monotonic())

            threads = [threading.Thread(target=receive, args=(s,))
                       for s in sockets]
            for t in threads:
                t.start()
            start = time.monotonic()
            for s in sockets:
                s.sendall(get())
            for t in threads:
                t.join()
            for s in sockets:
                s.close()
            arrivals.sort()
            first = arrivals[0] - start
            last = arrivals[-1] - start
            self.assertGreaterEqual(last, 0.005 * clients * 0.9)
            self.assertLess(first, last / 2)


class Aborts(unittest.TestCase):
    def test_a_client_that_leaves_aborts_the_request(self):
        with Program('''
require('http').createServer((req, res) => {
  const seen = [];
  console.log('here');
  req.signal.addEventListener('abort', () => seen.push('signal'));
  req.on('aborted', () => seen.push('aborted'));
  req.on('error', (e) => seen.push(e.code));
  res.on('finish', () => seen.push('finish'));
  res.on('close', () => {
    seen.push('close', res.writableFinished, res.destroyed);
    setImmediate(() => console.log(seen.join(' ')));
  });
})''' + LISTEN) as server:
            s = connect(server.port)
            s.sendall(get())
            self.assertEqual(server.read_line(), 'here\n')
            s.close()
            line = server.read_line().split()
            self.assertIn('signal', line)
            self.assertIn('aborted', line)
            self.assertIn('ECONNRESET', line)
            self.assertNotIn('finish', line)
            self.assertEqual(line[line.index('close') + 1:
                                  line.index('close') + 3], ['false', 'true'])

    def test_memory_goes_back_when_clients_leave_midway(self):
        with Program('''
let open = 0;
require('http').createServer((req, res) => {
  if (req.url === '/open') { res.end(String(open)); return; }
  ++open;
  res.on('close', () => --open);
  res.write('begun');
})''' + LISTEN) as server:
            for _ in range(20):
                sockets = [connect(server.port) for _ in range(10)]
                for s in sockets:
                    s.sendall(get('/stay'))
                for s in sockets:
                    s.recv(10)
                    s.close()
            self.assertTrue(until(
                lambda: fetch(server.port, '/open')[2] == b'0'))


if __name__ == '__main__':
    unittest.main()
