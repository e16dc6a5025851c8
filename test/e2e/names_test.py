"""Names are resolved as the host's nsswitch.conf says, with its modules; one that
the program's libc cannot load is passed over, and --verbose says so."""
import os
import subprocess
import tempfile
import unittest

from support import PATIENCE, RONDO

NAMESPACE = ['unshare', '--mount', '--net', '--pid', '--fork', '--mount-proc']

# Answers for one name only, as a module of the name service.
MODULE = """
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <nss.h>
#include <string.h>

enum nss_status _nss_rondoworks_gethostbyname4_r(
    const char* name, struct gaih_addrtuple** result, char* buffer, size_t size,
    int* error, int* h_error, int* ttl) {
  if (strcmp(name, "by-the-module.test") != 0 || size < 1000) {
    *error = ENOENT;
    *h_error = HOST_NOT_FOUND;
    return NSS_STATUS_NOTFOUND;
  }
  struct gaih_addrtuple* tuple =
      *result != NULL ? *result : (struct gaih_addrtuple*)buffer;
  memset(tuple, 0, sizeof *tuple);
  tuple->name = buffer + sizeof *tuple;
  strcpy(tuple->name, name);
  tuple->family = AF_INET;
  tuple->addr[0] = inet_addr("127.8.8.8");
  *result = tuple;
  if (ttl != NULL) *ttl = 0;
  return NSS_STATUS_SUCCESS;
}
"""

# Of another libc: it uses what no libc has.
BROKEN = """
extern int __rondo_no_libc_has_this(void);
int _nss_rondobroken_setpwent(void) { return __rondo_no_libc_has_this(); }
"""

PROGRAM = """
const net = require('node:net');
for (const host of process.argv.slice(2)) {
  net.connect({ host, port: 1 }).on('error', (error) => {
    console.log(host, error.address ?? error.code);
  });
}
"""


class Names(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if (os.geteuid() != 0 or not os.path.exists('/etc/nsswitch.conf')
                or subprocess.run([*NAMESPACE, 'true'], check=False,
                                  capture_output=True).returncode != 0):
            raise unittest.SkipTest(
                'the system lets no nsswitch.conf be put in place of its own')
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = folder.name
        for name, source in (('works', MODULE), ('broken', BROKEN)):
            subprocess.run(
                ['cc', '-shared', '-fPIC', '-x', 'c', '-', '-o',
                 f'{cls.folder}/libnss_rondo{name}.so.2'],
                input=source, text=True, check=True)
        cls.write('program.js', PROGRAM)
        cls.write('hosts', '127.9.9.9 by-the-files.test\n')

    @classmethod
    def write(cls, name, text):
        with open(os.path.join(cls.folder, name), 'w', encoding='utf-8') as f:
            f.write(text)

    def run_with(self, configuration, *arguments):
        """Runs the program where the configuration is in force."""
        self.write('nsswitch.conf', configuration)
        script = (f'mount --bind {self.folder}/nsswitch.conf /etc/nsswitch.conf '
                  f'&& mount --bind {self.folder}/hosts /etc/hosts '
                  '&& exec "$@"')
        run = subprocess.run(
            [*NAMESPACE, 'sh', '-c', script, 'sh', RONDO, *arguments],
            stdin=subprocess.DEVNULL, capture_output=True, text=True,
            timeout=PATIENCE, check=False, cwd=self.folder,
            env={**os.environ, 'LD_LIBRARY_PATH': self.folder})
        self.assertEqual(run.returncode, 0, run.stdout + run.stderr)
        return run

    def resolve(self, configuration, *flags):
        run = self.run_with(configuration, *flags,
                            f'{self.folder}/program.js', 'by-the-files.test',
                            'by-the-module.test')
        return dict(line.split() for line in run.stdout.splitlines()), run.stderr

    def test_a_module_of_the_host_is_asked(self):
        found, said = self.resolve('hosts: files rondoworks\n', '--verbose')
        self.assertEqual(found, {'by-the-files.test': '127.9.9.9',
                                 'by-the-module.test': '127.8.8.8'})
        self.assertNotIn('rondoworks', said)

    def test_the_order_of_the_configuration_holds(self):
        found, _ = self.resolve('hosts: rondoworks\n')
        self.assertEqual(found['by-the-module.test'], '127.8.8.8')
        self.assertRegex(found['by-the-files.test'], '^E[A-Z_]+$')

    def test_one_that_cannot_be_loaded_is_passed_over(self):
        configuration = 'passwd: files\nhosts: rondobroken rondoworks files\n'
        found, said = self.resolve(configuration, '--verbose')
        self.assertEqual(found, {'by-the-files.test': '127.9.9.9',
                                 'by-the-module.test': '127.8.8.8'})
        self.assertRegex(
            said, r'(?m)^rondo: names of hosts are not asked of rondobroken, '
            r'whose module cannot be loaded: .*__rondo_no_libc_has_this')
        self.assertEqual(said.count('rondobroken,'), 1)
        # Nothing is said, and nothing loaded, unasked.
        _, said = self.resolve(configuration)
        self.assertEqual(said, '')

    def test_modules_are_not_searched_in_the_working_directory(self):
        self.write('nsswitch.conf', 'hosts: rondoworks files\n')
        script = (f'mount --bind {self.folder}/nsswitch.conf /etc/nsswitch.conf '
                  '&& exec "$@"')
        run = subprocess.run(
            [*NAMESPACE, 'sh', '-c', script, 'sh', RONDO, '--verbose',
             f'{self.folder}/program.js', 'by-the-module.test'],
            stdin=subprocess.DEVNULL, capture_output=True, text=True,
            timeout=PATIENCE, check=False, cwd=self.folder,
            env={**os.environ, 'LD_DEBUG': 'libs'})
        tried = [line.split('trying file=')[1]
                 for line in run.stderr.splitlines() if 'trying file=' in line]
        self.assertTrue([path for path in tried
                         if path.endswith('/libnss_rondoworks.so.2')])
        for path in tried:
            self.assertTrue(os.path.isabs(path), path)
            self.assertNotEqual(os.path.dirname(path), self.folder)
        self.assertRegex(run.stdout, 'by-the-module.test E[A-Z_]+')


if __name__ == '__main__':
    unittest.main()
