"""librondo-dev: a program outside the tree is built against the package, with this
machine's compiler and C library, by find_package and by pkg-config."""
import glob
import os
import re
import shutil
import subprocess
import tempfile
import unittest

import machines
from support import ROOT, fetch

FOREIGN = re.compile(r'llhttp|liburing|/v8|libnode|gtest')

# Of the warnings that users have on, those that headers must not cause.
WARNINGS = ['-Wall', '-Wextra', '-Wpedantic', '-Werror']

PROGRAM = """
#include <rondo/fs/whole_file.h>
#include <rondo/http/server/server.h>

#include <cstdio>
#include <stdexcept>
#include <typeinfo>

// With exceptions and type information, as compilers have them by default; a class
// of the program derives from one of the library.
class Delegate : public rondo::http::ServerDelegate {
 public:
  void OnRequest(rondo::http::Exchange&,
                 const rondo::http::RequestHead&) override {}
};

int main(int argc, char**) {
  try {
    if (argc > 1000) throw std::runtime_error("many");
  } catch (const std::exception&) {
    return 1;
  }
  Delegate delegate;
  rondo::http::ServerDelegate* base = &delegate;
  if (typeid(*base) != typeid(Delegate) ||
      dynamic_cast<Delegate*>(base) == nullptr) {
    return 1;
  }
  auto loop = rondo::Loop::Create({}).value();
  rondo::http::Server server(
      *loop, [](rondo::http::Request&, rondo::http::Response& res)
                 -> rondo::Task<> {
        res.WriteHead(200, {{"Content-Type", "text/plain"}});
        res.End("from outside");
        co_return;
      });
  auto address =
      server.Listen(rondo::net::Address::Parse("127.0.0.1", 0).value());
  if (!address.ok()) return 1;
  const std::string at = address->ToString();
  std::printf("port %s\\n", at.substr(at.rfind(':') + 1).c_str());
  std::fflush(stdout);
  loop->Run();
}
"""

PROJECT = """
cmake_minimum_required(VERSION 3.25)
project(outside LANGUAGES CXX)
find_package(rondo {version} REQUIRED)
add_executable(program program.cc)
target_compile_options(program PRIVATE {warnings})
target_link_libraries(program PRIVATE rondo::rondo)
"""


class Library(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        package = machines.packages()['library']
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = folder.name
        machines.check_call(['dpkg-deb', '-x', package, cls.folder], 60)
        cls.prefix = os.path.join(cls.folder, 'usr')
        [cls.archive] = glob.glob(f'{cls.prefix}/lib/*/librondo.a')
        cls.version = subprocess.run(
            ['dpkg-deb', '-f', package, 'Version'], check=True, text=True,
            capture_output=True).stdout.strip()
        # None of the tree's variables, nor of the root's.
        cls.environment = {
            'PATH': os.environ['PATH'], 'LC_ALL': 'C',
            'PKG_CONFIG_PATH': os.path.dirname(cls.archive) + '/pkgconfig'}

    def setUp(self):
        work = tempfile.TemporaryDirectory()
        self.addCleanup(work.cleanup)
        self.work = work.name
        self.write('program.cc', PROGRAM)

    def write(self, name, text):
        with open(os.path.join(self.work, name), 'w', encoding='utf-8') as f:
            f.write(text)

    def call(self, *command, seconds=180):
        return machines.check_call(command, seconds, cwd=self.work,
                                   env=self.environment)

    def configure(self, version):
        self.write('CMakeLists.txt', PROJECT.format(
            version=version, warnings=' '.join(WARNINGS)))
        shutil.rmtree(os.path.join(self.work, 'build'), ignore_errors=True)
        return self.call('cmake', '-S', '.', '-B', 'build',
                         f'-DCMAKE_PREFIX_PATH={self.prefix}')

    def check_serves(self, path):
        process = subprocess.Popen([os.path.join(self.work, path)],
                                   stdout=subprocess.PIPE, text=True)
        try:
            line = process.stdout.readline()
            self.assertRegex(line, r'^port \d+\n$')
            status, _, body = fetch(int(line.split()[1]))
        finally:
            process.kill()
            process.communicate()
        self.assertEqual((status, body), (200, b'from outside'))

    def test_find_package(self):
        self.configure('')
        self.call('cmake', '--build', 'build')
        self.check_serves('build/program')

    def test_find_package_of_a_version(self):
        major, minor, *_ = self.version.split('.')
        self.configure(f'{major}.{minor}')
        self.configure(f'{self.version} EXACT')
        for other in (f'{major}.{int(minor) + 1}', f'{int(major) + 1}.0'):
            with self.assertRaisesRegex(RuntimeError, 'rondo'):
                self.configure(other)

    def pkg_config(self, *options):
        if shutil.which('pkg-config') is None:
            machines.unable('pkg-config is not there (./dev setup package)')
        return self.call('pkg-config', *options, 'rondo').split()

    def test_pkg_config(self):
        self.assertEqual(self.pkg_config('--modversion'), [self.version])
        self.call('c++', '-std=c++20', *WARNINGS, *self.pkg_config('--cflags'),
                  'program.cc', '-o', 'program', *self.pkg_config('--libs'))
        self.check_serves('program')

    def test_all_of_the_library_links(self):
        self.call('c++', '-std=c++20', '-I', f'{self.prefix}/include',
                  'program.cc', '-o', 'program', '-Wl,--whole-archive',
                  self.archive, '-Wl,--no-whole-archive', '-pthread')
        self.check_serves('program')

    def test_headers(self):
        """All compile, in both orders, and lead to none that the machine's
        compiler has not got."""
        names = sorted(os.path.relpath(path, f'{self.prefix}/include')
                       for path in glob.glob(f'{self.prefix}/include/**/*.h',
                                             recursive=True))
        self.assertGreater(len(names), 40)
        for order in (names, names[::-1]):
            self.write('headers.cc', ''.join(
                f'#include <{name}>\n' for name in order))
            self.call('c++', '-std=c++20', *WARNINGS, '-c', '-MD', '-I',
                      f'{self.prefix}/include', 'headers.cc')
            with open(os.path.join(self.work, 'headers.d'),
                      encoding='utf-8') as f:
                used = f.read().replace('\\\n', ' ').split()
            self.assertEqual(
                [path for path in used
                 if FOREIGN.search(path) or path.startswith(ROOT + '/')], [])

    def test_text_of_headers_and_pages(self):
        """It has the package's names, not the tree's."""
        for path in glob.glob(f'{self.folder}/**/*', recursive=True):
            if os.path.isfile(path) and not path.endswith('.a'):
                with open(path, encoding='utf-8') as f:
                    self.assertNotIn('#include "core/', f.read(), path)

    def test_links_of_the_pages_lead_somewhere(self):
        pages = glob.glob(f'{self.folder}/usr/share/doc/**/*.md', recursive=True)
        self.assertGreater(len(pages), 3)
        for page in pages:
            with open(page, encoding='utf-8') as f:
                for target in re.findall(r'\]\(([^()\s#]+)[^()\s]*\)', f.read()):
                    if '://' not in target:
                        self.assertTrue(os.path.exists(os.path.join(
                            os.path.dirname(page), target)), (page, target))

    def test_examples(self):
        examples = glob.glob(f'{self.folder}/usr/share/doc/**/*.cc',
                             recursive=True)
        self.assertIn('http_hello.cc', map(os.path.basename, examples))
        for path in examples:
            self.call('c++', '-std=c++20', *WARNINGS,
                      *self.pkg_config('--cflags'), path, '-o', 'program',
                      *self.pkg_config('--libs'))

    def test_symbols_are_its_own(self):
        """A program may have llhttp, liburing or what it likes beside it."""
        text = self.call('nm', '--defined-only', '--extern-only',
                         '--format=posix', self.archive)
        defined = [line.split()[:2] for line in text.splitlines()
                   if len(line.split()) > 2]
        self.assertGreater(len(defined), 100)
        strong = [name for name, kind in defined if kind in 'TDBRC']
        self.assertEqual([name for name in strong
                          if not re.match(r'rondo_|_Z\w*5rondo', name)], [])


if __name__ == '__main__':
    unittest.main()
