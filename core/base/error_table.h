// The one table of system errors: symbol, text. The texts are those that
// JavaScript programs know from Node.
#pragma once

#include <cerrno>

/// V(symbol, message), each errno value once.
#define RONDO_ERROR_TABLE(V)                                    \
  V(E2BIG, "argument list too long")                            \
  V(EACCES, "permission denied")                                \
  V(EADDRINUSE, "address already in use")                       \
  V(EADDRNOTAVAIL, "address not available")                     \
  V(EAFNOSUPPORT, "address family not supported")               \
  V(EAGAIN, "resource temporarily unavailable")                 \
  V(EALREADY, "connection already in progress")                 \
  V(EBADF, "bad file descriptor")                               \
  V(EBADMSG, "bad message")                                     \
  V(EBUSY, "resource busy or locked")                           \
  V(ECANCELED, "operation canceled")                            \
  V(ECHILD, "no child processes")                               \
  V(ECONNABORTED, "software caused connection abort")           \
  V(ECONNREFUSED, "connection refused")                         \
  V(ECONNRESET, "connection reset by peer")                     \
  V(EDEADLK, "resource deadlock avoided")                       \
  V(EDESTADDRREQ, "destination address required")               \
  V(EDOM, "numerical argument out of domain")                   \
  V(EDQUOT, "disk quota exceeded")                              \
  V(EEXIST, "file already exists")                              \
  V(EFAULT, "bad address in system call argument")              \
  V(EFBIG, "file too large")                                    \
  V(EHOSTDOWN, "host is down")                                  \
  V(EHOSTUNREACH, "host is unreachable")                        \
  V(EIDRM, "identifier removed")                                \
  V(EILSEQ, "illegal byte sequence")                            \
  V(EINPROGRESS, "operation now in progress")                   \
  V(EINTR, "interrupted system call")                           \
  V(EINVAL, "invalid argument")                                 \
  V(EIO, "i/o error")                                           \
  V(EISCONN, "socket is already connected")                     \
  V(EISDIR, "illegal operation on a directory")                 \
  V(ELOOP, "too many symbolic links encountered")               \
  V(EMFILE, "too many open files")                              \
  V(EMLINK, "too many links")                                   \
  V(EMSGSIZE, "message too long")                               \
  V(EMULTIHOP, "multihop attempted")                            \
  V(ENAMETOOLONG, "name too long")                              \
  V(ENETDOWN, "network is down")                                \
  V(ENETRESET, "network dropped connection on reset")           \
  V(ENETUNREACH, "network is unreachable")                      \
  V(ENFILE, "file table overflow")                              \
  V(ENOBUFS, "no buffer space available")                       \
  V(ENODATA, "no data available")                               \
  V(ENODEV, "no such device")                                   \
  V(ENOENT, "no such file or directory")                        \
  V(ENOEXEC, "exec format error")                               \
  V(ENOLCK, "no locks available")                               \
  V(ENOLINK, "link has been severed")                           \
  V(ENOMEM, "not enough memory")                                \
  V(ENOMSG, "no message of desired type")                       \
  V(ENONET, "machine is not on the network")                    \
  V(ENOPROTOOPT, "protocol not available")                      \
  V(ENOSPC, "no space left on device")                          \
  V(ENOSR, "out of streams resources")                          \
  V(ENOSTR, "device not a stream")                              \
  V(ENOSYS, "function not implemented")                         \
  V(ENOTCONN, "socket is not connected")                        \
  V(ENOTDIR, "not a directory")                                 \
  V(ENOTEMPTY, "directory not empty")                           \
  V(ENOTRECOVERABLE, "state not recoverable")                   \
  V(ENOTSOCK, "socket operation on non-socket")                 \
  V(ENOTSUP, "operation not supported on socket")               \
  V(ENOTTY, "inappropriate ioctl for device")                   \
  V(ENXIO, "no such device or address")                         \
  V(EOVERFLOW, "value too large for defined data type")         \
  V(EOWNERDEAD, "owner died")                                   \
  V(EPERM, "operation not permitted")                           \
  V(EPIPE, "broken pipe")                                       \
  V(EPROTO, "protocol error")                                   \
  V(EPROTONOSUPPORT, "protocol not supported")                  \
  V(EPROTOTYPE, "protocol wrong type for socket")               \
  V(ERANGE, "result too large")                                 \
  V(EREMOTEIO, "remote I/O error")                              \
  V(EROFS, "read-only file system")                             \
  V(ESHUTDOWN, "cannot send after transport endpoint shutdown") \
  V(ESOCKTNOSUPPORT, "socket type not supported")               \
  V(ESPIPE, "invalid seek")                                     \
  V(ESRCH, "no such process")                                   \
  V(ESTALE, "stale file handle")                                \
  V(ETIME, "timer expired")                                     \
  V(ETIMEDOUT, "connection timed out")                          \
  V(ETXTBSY, "text file is busy")                               \
  V(EUNATCH, "protocol driver not attached")                    \
  V(EUSERS, "too many users")                                   \
  V(EXDEV, "cross-device link not permitted")
