"""What other programs pack node:zlib reads, and the other way round."""
import gzip
import os
import shutil
import subprocess
import unittest
import zlib

RONDO = os.environ['RONDO']

TEXT = b''.join(b'line %d of the text\n' % (i * 7919 % 1009) for i in range(20_000))

# Reads stdin through a stream of zlib, and writes what comes to stdout.
PASS = '''
const zlib = require('zlib');
process.stdin.pipe(zlib[process.argv[1]]()).pipe(process.stdout);
'''
# The same with a function and the whole of it.
AT_ONCE = '''
const zlib = require('zlib');
process.stdout.write(zlib[process.argv[1]](require('fs').readFileSync(0)));
'''


def rondo(script, name, data):
    return subprocess.run([RONDO, '-e', script, name], input=data, timeout=60,
                          stdout=subprocess.PIPE, check=True).stdout


def tool(*command):
    def run(data):
        return subprocess.run(command, input=data, timeout=60,
                              stdout=subprocess.PIPE, check=True).stdout
    return run


class Peers(unittest.TestCase):
    def both_ways(self, pack, unpack, stem, reverse):
        """pack and unpack are the peer's; stem and reverse are ours: 'gzip'."""
        for level_of_use, name in ((PASS, 'create{}'), (AT_ONCE, '{}Sync')):
            def own(word):
                if level_of_use is PASS:
                    word = word[0].upper() + word[1:]
                return name.format(word)
            with self.subTest(stem, how=name):
                for text in (b'', b'x', TEXT):
                    self.assertEqual(rondo(level_of_use, own(reverse), pack(text)),
                                     text)
                    self.assertEqual(unpack(rondo(level_of_use, own(stem), text)),
                                     text)

    def command(self, program, *options):
        path = shutil.which(program)
        if path is None:
            self.skipTest(f'{program} is not installed')
        return tool(path, *options)

    def test_gzip(self):
        self.both_ways(self.command('gzip', '-c'), self.command('gzip', '-dc'),
                       'gzip', 'gunzip')

    def test_gzip_of_python(self):
        self.both_ways(gzip.compress, gzip.decompress, 'gzip', 'unzip')

    def test_deflate_of_python(self):
        self.both_ways(zlib.compress, zlib.decompress, 'deflate', 'inflate')

    def test_raw_deflate_of_python(self):
        def pack(data):
            packer = zlib.compressobj(wbits=-15)
            return packer.compress(data) + packer.flush()
        self.both_ways(pack, lambda data: zlib.decompress(data, wbits=-15),
                       'deflateRaw', 'inflateRaw')

    def test_zstd(self):
        self.both_ways(self.command('zstd', '-qc'), self.command('zstd', '-qdc'),
                       'zstdCompress', 'zstdDecompress')

    def test_brotli(self):
        self.both_ways(self.command('brotli', '-c'), self.command('brotli', '-dc'),
                       'brotliCompress', 'brotliDecompress')

    def test_files_of_several_members(self):
        two = gzip.compress(b'one ') + gzip.compress(b'two')
        self.assertEqual(rondo(PASS, 'createGunzip', two), b'one two')
        self.assertEqual(rondo(AT_ONCE, 'gunzipSync', two), b'one two')


if __name__ == '__main__':
    unittest.main()
