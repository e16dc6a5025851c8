"""Servers and sockets over descriptors that a parent hands over."""
import os
import socket
import subprocess
import tempfile
import unittest

import support

ECHO = """
    const server = require('net').createServer((socket) => socket.pipe(socket));
    server.listen({ fd: Number(process.env.FD) },
                  () => console.log(JSON.stringify(server.address())));
"""
HTTP = """
    const server = require('http').createServer((req, res) => res.end('hello'));
    server.listen({ fd: Number(process.env.FD) },
                  () => console.log(JSON.stringify(server.address())));
"""


class Child:
    """A program that inherits `fd`; its environment says FD."""

    def __init__(self, program, fd):
        self.process = subprocess.Popen(
            [support.RONDO, '-e', program], stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, pass_fds=[fd],
            env=dict(os.environ, FD=str(fd)))

    def line(self):
        return self.process.stdout.readline().decode().strip()

    def wait(self):
        out, error = self.process.communicate(timeout=support.PATIENCE)
        return out.decode(), error.decode()

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.process.kill()
        self.process.communicate()


def ask(client, text):
    client.settimeout(support.PATIENCE)
    client.sendall(text)
    return client.recv(65536)


class InheritedDescriptors(unittest.TestCase):
    def test_a_listening_tcp_socket(self):
        with socket.create_server(('127.0.0.1', 0)) as listener, \
                Child(ECHO, listener.fileno()) as child:
            port = listener.getsockname()[1]
            self.assertEqual(
                child.line(),
                f'{{"address":"127.0.0.1","family":"IPv4","port":{port}}}')
            with socket.create_connection(('127.0.0.1', port)) as client:
                self.assertEqual(ask(client, b'there and back'), b'there and back')

    def test_a_socket_that_is_only_bound(self):
        with socket.socket() as bound:
            bound.bind(('127.0.0.1', 0))
            with Child(HTTP, bound.fileno()) as child:
                self.assertIn('127.0.0.1', child.line())
                with socket.create_connection(bound.getsockname()) as client:
                    answer = ask(client, b'GET / HTTP/1.1\r\nHost: a\r\n\r\n')
                    self.assertTrue(answer.startswith(b'HTTP/1.1 200 OK\r\n'))

    def test_a_listening_unix_socket(self):
        with tempfile.TemporaryDirectory() as directory, \
                socket.socket(socket.AF_UNIX) as listener:
            path = os.path.join(directory, 'socket')
            listener.bind(path)
            listener.listen()
            with Child(ECHO, listener.fileno()) as child, \
                    socket.socket(socket.AF_UNIX) as client:
                self.assertEqual(child.line(), f'"{path}"')
                client.connect(path)
                self.assertEqual(ask(client, b'over a path'), b'over a path')
            # Who did not make it does not remove it.
            self.assertTrue(os.path.exists(path))

    def test_close_leaves_the_parents_socket_alone(self):
        with socket.create_server(('127.0.0.1', 0)) as listener, \
                Child("""
                    const server = require('net').createServer();
                    server.listen({ fd: Number(process.env.FD) }, () => server.close());
                """, listener.fileno()) as child:
            self.assertEqual(child.wait(), ('', ''))
            with socket.create_connection(listener.getsockname()):
                listener.settimeout(support.PATIENCE)
                listener.accept()[0].close()

    def test_a_connected_socket(self):
        for family in (socket.AF_UNIX, socket.AF_INET):
            if family == socket.AF_UNIX:
                ours, theirs = socket.socketpair()
            else:
                with socket.create_server(('127.0.0.1', 0)) as listener:
                    ours = socket.create_connection(listener.getsockname())
                    theirs = listener.accept()[0]
            with ours, theirs, Child("""
                    const { Socket } = require('net');
                    const socket = new Socket(Number(process.env.FD));
                    console.log(socket.readyState, socket.pending);
                    socket.on('data', (data) => socket.write(`${data}!`));
                    socket.on('close', () => console.log('closed'));
                    """, theirs.fileno()) as child:
                theirs.close()
                self.assertEqual(child.line(), 'open false')
                self.assertEqual(ask(ours, b'hello'), b'hello!')
                ours.shutdown(socket.SHUT_WR)
                self.assertEqual(ours.recv(10), b'')
                self.assertEqual(child.line(), 'closed')

    def test_a_pipe_is_no_socket(self):
        reader, writer = os.pipe()
        with Child("""
                const { Socket } = require('net');
                try { new Socket({ fd: Number(process.env.FD) }); } catch (error) {
                  console.log(error.code, error.message);
                }
                """, reader) as child:
            self.assertEqual(
                child.line(), 'ERR_METHOD_NOT_IMPLEMENTED '
                'The net.Socket over a pipe method is not implemented')
        os.close(reader)
        os.close(writer)


class Odd(unittest.TestCase):
    def test_two_sockets_on_one_descriptor(self):
        ours, theirs = socket.socketpair()
        with ours, theirs, Child("""
            const net = require('net');
            const fd = Number(process.env.FD);
            const first = new net.Socket({ fd });
            first.on('data', (data) => console.log('first ' + data));
            try {
              new net.Socket({ fd });
            } catch (e) {
              console.log(e.code, e.syscall);
            }
        """, theirs.fileno()) as child:
            theirs.close()
            self.assertEqual(child.line(), 'EEXIST open')
            ours.sendall(b'hello')
            self.assertEqual(child.line(), 'first hello')
            ours.close()
            self.assertEqual(child.wait(), ('', ''))

    def test_standard_input_closed_while_it_is_read(self):
        for make in (socket.socketpair, os.pipe):
            read_end, write_end = make()
            process = subprocess.Popen(
                [support.RONDO, '-e', """
                    process.stdin.resume();
                    setTimeout(() => require('fs').close(0, (error) => {
                      console.log('closed', error);
                      process.exit(0);
                    }), 50);
                """], stdin=read_end, stdout=subprocess.PIPE,
                stderr=subprocess.PIPE)
            out, error = process.communicate(timeout=support.PATIENCE)
            self.assertEqual((out, error), (b'closed null\n', b''))
            for end in (read_end, write_end):
                end.close() if hasattr(end, 'close') else os.close(end)

    def test_a_descriptor_that_comes_with_bytes(self):
        ours, theirs = socket.socketpair()
        with ours, theirs, Child("""
            const net = require('net');
            const socket = new net.Socket({ fd: Number(process.env.FD) });
            let all = '';
            console.log('ready');
            const start = Date.now();
            while (Date.now() - start < 300);  // both are there when it reads
            socket.on('data', (data) => {
              all += data;
              if (all === 'firstsecond') console.log(all);
            });
        """, theirs.fileno()) as child:
            self.assertEqual(child.line(), 'ready')
            socket.send_fds(ours, [b'first'], [0])
            ours.sendall(b'second')
            self.assertEqual(child.line(), 'firstsecond')
            ours.close()


if __name__ == '__main__':
    unittest.main()
