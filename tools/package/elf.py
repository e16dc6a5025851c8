"""What an ELF file of this machine's kind says to the loader, and which
libraries it needs, and they in turn."""

import collections
import pathlib
import struct

PT_LOAD, PT_DYNAMIC, PT_INTERP = 1, 2, 3
PT_GNU_STACK, PT_GNU_RELRO = 0x6474e551, 0x6474e552
PF_X, PF_W = 1, 2
DT_NEEDED, DT_STRTAB, DT_SONAME, DT_RPATH = 1, 5, 14, 15
DT_DEBUG, DT_BIND_NOW, DT_RUNPATH, DT_FLAGS = 21, 24, 29, 30
DT_FLAGS_1 = 0x6ffffffb
DF_BIND_NOW, DF_1_NOW, DF_1_PIE = 8, 1, 0x08000000
ET_DYN = 3

Segment = collections.namedtuple(
    'Segment', 'type flags offset vaddr paddr filesz memsz align')


class NotElf(Exception):
    """The file is none, or is cut off."""


class Elf:
    """type, segments, interp and dynamic entries of a 64-bit file."""

    def __init__(self, path):
        self.path = pathlib.Path(path)
        with open(path, 'rb') as f:
            self.data = f.read()
        if self.data[:6] != b'\x7fELF\x02\x01':
            raise NotElf(f'{path} is no ELF file of 64 bits')
        try:
            self._read()
        except struct.error as error:
            raise NotElf(f'{path} is cut off') from error

    def _read(self):
        (self.type, self.machine, _, self.entry, headers, _, _, _, size,
         count) = struct.unpack_from('<HHIQQQIHHH', self.data, 16)
        self.segments = []
        for i in range(count):
            kind, flags, *rest = struct.unpack_from(
                '<IIQQQQQQ', self.data, headers + i * size)
            self.segments.append(Segment(kind, flags, *rest))
        self.interp = None
        self.dynamic = []
        for segment in self.segments:
            if segment.type == PT_INTERP:
                self.interp = self._bytes(segment).rstrip(b'\0').decode()
            elif segment.type == PT_DYNAMIC:
                for at in range(0, segment.filesz, 16):
                    tag, value = struct.unpack_from(
                        '<qQ', self.data, segment.offset + at)
                    if tag == 0:
                        break
                    self.dynamic.append((tag, value))

    def _bytes(self, segment):
        return self.data[segment.offset:segment.offset + segment.filesz]

    def _string(self, offset):
        table = self.values(DT_STRTAB)[0]
        for s in self.segments:
            if s.type == PT_LOAD and s.vaddr <= table < s.vaddr + s.filesz:
                at = table - s.vaddr + s.offset + offset
                return self.data[at:self.data.index(b'\0', at)].decode()
        raise NotElf(f'{self.path} has its strings nowhere')

    def values(self, tag):
        return [value for this, value in self.dynamic if this == tag]

    def strings(self, tag):
        return [self._string(value) for value in self.values(tag)]

    @property
    def needed(self):
        return self.strings(DT_NEEDED)

    def segment(self, kind):
        """The first of a kind, or None."""
        return next((s for s in self.segments if s.type == kind), None)

    def binds_now(self):
        flags = sum(self.values(DT_FLAGS)[:1])
        flags_1 = sum(self.values(DT_FLAGS_1)[:1])
        return bool(self.values(DT_BIND_NOW) or flags & DF_BIND_NOW
                    or flags_1 & DF_1_NOW)


class Missing(Exception):
    """A library that is needed and in none of the folders."""


def closure(start, folders):
    """{soname: path} of all libraries that the files `start` need, with what
    those need, each from the first of the folders that has it."""
    found = {}
    todo = [(name, path) for path in start for name in Elf(path).needed]
    while todo:
        name, wanted_by = todo.pop()
        if name in found:
            continue
        path = next((pathlib.Path(folder) / name for folder in folders
                     if (pathlib.Path(folder) / name).exists()), None)
        if path is None:
            raise Missing(f'{wanted_by} needs {name}, which is not in '
                          + ', '.join(map(str, folders)))
        found[name] = path
        todo += [(other, path) for other in Elf(path).needed]
    return found
