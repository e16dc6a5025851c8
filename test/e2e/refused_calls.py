"""refused_calls.py NUMBER=ERRNO[,...] COMMAND...: runs a command to which the
kernel refuses system calls, as containers do. For x86-64 and arm64."""
import ctypes
import os
import struct
import sys

PR_SET_NO_NEW_PRIVS = 38
PR_SET_SECCOMP = 22
SECCOMP_MODE_FILTER = 2
RET_ERRNO = 0x00050000
RET_ALLOW = 0x7fff0000
LOAD_NUMBER = (0x20, 0, 0, 0)


def refuse(calls):
    """`calls`: [(number, errno)]. For this process and its children."""
    program = [LOAD_NUMBER]
    for number, error in calls:
        program.append((0x15, 0, 1, number))  # unless equal, skip one
        program.append((0x06, 0, 0, RET_ERRNO | error))
    program.append((0x06, 0, 0, RET_ALLOW))
    code = ctypes.create_string_buffer(
        b''.join(struct.pack('HBBI', *step) for step in program))
    header = ctypes.create_string_buffer(
        struct.pack('HxxxxxxP', len(program), ctypes.addressof(code)))
    libc = ctypes.CDLL(None, use_errno=True)
    if (libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 or
            libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER,
                       ctypes.byref(header), 0, 0) != 0):
        raise OSError(ctypes.get_errno(), 'prctl')


if __name__ == '__main__':
    refuse([tuple(map(int, pair.split('='))) for pair in sys.argv[1].split(',')])
    os.execvp(sys.argv[2], sys.argv[2:])
