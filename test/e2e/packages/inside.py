"""Tries a package on a machine of its own: a folder in memory, entered by chroot.

    inside.py tarball|deb FILE [COMMAND...]

Run in mount, network and process namespaces of its own, as root. The command puts
a system into the folder that it has for the word MACHINE. Without one the machine
is empty: no loader, no libc, no shell. Prints a line a check, "ok NAME" or "FAILED
NAME: WHY".
"""
import ctypes
import fcntl
import json
import os
import select
import shutil
import socket
import struct
import subprocess
import sys
import traceback

PATIENCE = 60
NOBODY = 65534
ENVIRONMENT = {'PATH': '/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
               'A': 'b'}

SERVER = """
const http = require('node:http');
const server = http.createServer((request, response) => {
  response.end(`hello ${request.url}`);
});
server.listen(Number(process.argv[2]), '127.0.0.1', () => {
  console.log(`port ${server.address().port}`);
});
"""

# To a server of its own, by a name that only the host's files resolve.
BY_NAME = """
const net = require('node:net');
const server = net.createServer((socket) => socket.end('hello'));
server.listen(0, '127.0.0.1', () => {
  net.connect({ host: process.argv[2], port: server.address().port, family: 4 })
    .on('data', (data) => console.log(String(data)))
    .on('close', () => server.close());
});
"""

FILES = """
const fs = require('node:fs');
const folder = fs.mkdtempSync('/tmp/a');
fs.writeFileSync(`${folder}/b`, 'text');
fs.promises.readFile(`${folder}/b`, 'utf8').then((text) => {
  fs.rmSync(folder, { recursive: true });
  console.log(text, fs.existsSync(folder));
});
"""

LIBRARIES = """
const maps = require('node:fs').readFileSync('/proc/self/maps', 'utf8');
const paths = maps.match(/\\/.*\\.so\\b.*$/gm);
console.log(JSON.stringify([...new Set(paths)]));
"""


class Machine:
    def __init__(self, root):
        self.root = root

    def path(self, name):
        return os.path.join(self.root, name.lstrip('/'))

    def write(self, name, text):
        os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
        with open(self.path(name), 'w', encoding='utf-8') as f:
            f.write(text)

    def start(self, *command, uid=0):
        def enter():
            os.chroot(self.root)
            os.chdir('/')
            if uid:
                os.setgroups([])
                os.setgid(uid)
                os.setuid(uid)
        return subprocess.Popen(
            command, preexec_fn=enter, env=ENVIRONMENT, bufsize=0,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE)

    def run(self, *command, uid=0, code=0):
        """What it printed on stdout. It must end as it should."""
        process = self.start(*command, uid=uid)
        out, err = (data.decode() for data in
                    process.communicate(timeout=PATIENCE))
        if process.returncode != code:
            raise AssertionError(f'{command} ended with {process.returncode}: '
                                 f'{out}{err}')
        if code == 0 and err:
            raise AssertionError(f'{command} wrote to stderr: {err}')
        return out if code == 0 else err


def equal(actual, expected):
    if actual != expected:
        raise AssertionError(f'{actual!r}, not {expected!r}')


class Checks:
    """Each method named check_... is a check of the package. They go in the order
    of their text."""

    def __init__(self, machine, kind, whole):
        self.machine = machine
        self.kind = kind
        self.whole = whole  # The machine has a system of its own.

    def rondo(self, *arguments, **options):
        return self.machine.run(self.program, *arguments, **options)

    def script(self, text, *arguments, **options):
        self.machine.write('/tmp/program.js', text)
        return self.rondo('/tmp/program.js', *arguments, **options)

    def install(self, package):
        if self.kind == 'deb':
            self.program = self.started = '/usr/bin/rondo'
            self.library = '/usr/lib/rondo/lib'
            if self.whole:
                shutil.copy(package, self.machine.path('/tmp/rondo.deb'))
                self.machine.run('dpkg', '-i', '/tmp/rondo.deb')
            else:
                subprocess.run(['dpkg-deb', '-x', package, self.machine.root],
                               check=True)
            return
        self.place('/opt')
        folder = self.machine.path('/opt')
        os.makedirs(folder, exist_ok=True)
        subprocess.run(['tar', '-C', folder, '-xf', package], check=True)
        os.rename(os.path.join(folder, os.listdir(folder)[0]),
                  self.machine.path('/opt/rondo'))

    def place(self, folder):
        self.program = self.started = f'{folder}/rondo/rondo'
        self.library = f'{folder}/rondo/lib'

    def check_version(self):
        text = self.rondo('--version')
        if not text.startswith('rondo '):
            raise AssertionError(text)

    def check_where_it_is(self):
        equal(self.rondo('-p', 'process.execPath'), self.started + '\n')

    def check_libraries(self):
        for path in json.loads(self.script(LIBRARIES)):
            equal(os.path.dirname(path), self.library)

    def check_files(self):
        equal(self.script(FILES), 'text false\n')

    def check_environment(self):
        # What a child would be given.
        text = self.rondo('-p', 'JSON.stringify(process.env)')
        equal(json.loads(text), ENVIRONMENT)

    def check_names(self):
        equal(self.script(BY_NAME, 'localhost'), 'hello\n')
        equal(self.script(BY_NAME, 'by-the-files.test'), 'hello\n')

    def serve(self, port, uid=0):
        self.machine.write('/tmp/server.js', SERVER)
        process = self.machine.start(self.program, '/tmp/server.js', str(port),
                                     uid=uid)
        try:
            readable, _, _ = select.select([process.stdout], [], [], PATIENCE)
            line = process.stdout.readline().decode() if readable else ''
            if not line.startswith('port '):
                process.kill()
                raise AssertionError(f'{line} {process.stderr.read().decode()}')
            with socket.create_connection(
                    ('127.0.0.1', int(line.split()[1])), PATIENCE) as s:
                s.sendall(b'GET /a HTTP/1.1\r\nHost: a\r\n'
                          b'Connection: close\r\n\r\n')
                answer = b''
                while part := s.recv(4096):
                    answer += part
        finally:
            process.kill()
            process.communicate()
        equal(answer.split(b'\r\n')[0], b'HTTP/1.1 200 OK')
        equal(answer.split(b'\r\n\r\n')[1], b'hello /a')

    def check_server(self):
        self.serve(0)

    def check_certificates(self):
        with open(self.machine.path(self.library + '/ca-certificates.pem'),
                  encoding='ascii') as f:
            if f.read().count('BEGIN CERTIFICATE') < 50:
                raise AssertionError('too few')

    def check_host_programs(self):
        # The host's programs run with the host's loader before and after.
        if self.whole:
            self.machine.run('dpkg', '--version')
            self.machine.run('ldconfig')
            equal('rondo' in self.machine.run('ldconfig', '-p'), False)

    def check_port_80(self):
        if self.kind != 'deb':
            return
        try:
            self.serve(80, uid=NOBODY)
            raise AssertionError('anybody may listen on port 80 here')
        except AssertionError as refusal:
            if 'EACCES' not in str(refusal):
                raise
        subprocess.run(['setcap', 'cap_net_bind_service+ep',
                        self.machine.path(self.program)], check=True)
        self.serve(80, uid=NOBODY)

    def check_moved(self):
        if self.kind != 'tarball':
            return
        os.makedirs(self.machine.path('/srv/a b'))
        os.rename(self.machine.path('/opt/rondo'),
                  self.machine.path('/srv/a b/rondo'))
        self.place('/srv/a b')
        self.check_where_it_is()
        self.check_libraries()
        os.makedirs(self.machine.path('/usr/local/bin'), exist_ok=True)
        os.symlink('../../../srv/a b/rondo/rondo',
                   self.machine.path('/usr/local/bin/rondo'))
        self.program = '/usr/local/bin/rondo'
        self.check_where_it_is()
        self.check_libraries()

    def check_removal(self):
        if self.kind == 'deb' and self.whole:
            self.machine.run('dpkg', '-r', 'rondo')
            for path in ('/usr/bin/rondo', '/usr/lib/rondo'):
                equal(os.path.lexists(self.machine.path(path)), False)


def bring_loopback_up():
    with socket.socket() as s:
        request = struct.pack('16sH14x', b'lo', 0x41)  # IFF_UP | IFF_RUNNING
        fcntl.ioctl(s, 0x8914, request)  # SIOCSIFFLAGS


def mount(kind, target, flags=0):
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.mount(kind.encode(), target.encode(), kind.encode(), flags,
                  None) != 0:
        raise OSError(ctypes.get_errno(), f'mount {kind}')


def main():
    kind, package, *unpack = sys.argv[1:]
    bring_loopback_up()
    # Nothing of the real machine is below it.
    mount('tmpfs', '/mnt')
    root = '/mnt/machine'
    machine = Machine(root)
    if unpack:
        subprocess.run([root if word == 'MACHINE' else word for word in unpack],
                       check=True, stdout=sys.stderr)
    for folder in ('/proc', '/dev', '/tmp', '/etc'):
        os.makedirs(machine.path(folder), exist_ok=True)
    os.chmod(machine.path('/tmp'), 0o1777)
    mount('proc', machine.path('/proc'))
    if not unpack:
        os.mknod(machine.path('/dev/null'), 0o20666, os.makedev(1, 3))
        os.mknod(machine.path('/dev/urandom'), 0o20444, os.makedev(1, 9))
    machine.write('/etc/hosts', '127.0.0.1 localhost by-the-files.test\n')
    os.umask(0o022)

    checks = Checks(machine, kind, bool(unpack))
    failures = 0
    names = ['install'] + [name for name in vars(Checks)
                           if name.startswith('check_')]
    for name in names:
        try:
            getattr(checks, name)(*([package] if name == 'install' else []))
            print(f'ok {name}', flush=True)
        except Exception as error:  # pylint: disable=broad-except
            failures += 1
            traceback.print_exc()
            print(f'FAILED {name}: {error}', flush=True)
            if name == 'install':
                break
    sys.exit(failures != 0)


main()
