"""One request by hand: is the answer right, and is it the same as Node's?"""

import re
import socket

from .servers import Missing


def request(row, port):
    """The bytes that the load generator sends for this row too."""
    head = f'{row.method} / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n'
    body = b''
    if row.body is not None:
        body = row.expected()
        head += ('Content-Type: application/octet-stream\r\n'
                 f'Content-Length: {len(body)}\r\n')
    return head.encode() + b'\r\n' + body


def _read_answer(sock):
    """(raw bytes, body) of one answer."""
    data = bytearray()

    def more():
        got = sock.recv(1 << 20)
        if not got:
            raise Missing('closed the connection before its answer ended')
        data.extend(got)

    while b'\r\n\r\n' not in data:
        more()
    head_end = data.index(b'\r\n\r\n') + 4
    head = bytes(data[:head_end])
    if not head.startswith(b'HTTP/1.1 200 '):
        line = head.split(b'\r\n', 1)[0].decode(errors='replace')
        raise Missing(f'answered "{line}"')
    length = re.search(rb'(?i)\r\ncontent-length: *(\d+)\r\n', head)
    if length:
        end = head_end + int(length[1])
        while len(data) < end:
            more()
        return bytes(data), bytes(data[head_end:end])
    if not re.search(rb'(?i)\r\ntransfer-encoding: *chunked\r\n', head):
        raise Missing('answered with neither Content-Length nor chunks')
    body = bytearray()
    at = head_end
    while True:
        while b'\r\n' not in data[at:]:
            more()
        line_end = data.index(b'\r\n', at)
        size = int(data[at:line_end].split(b';')[0], 16)
        at = line_end + 2
        while len(data) < at + size + 2:
            more()
        body += data[at:at + size]
        at += size + 2
        if size == 0:
            return bytes(data), bytes(body)


def probe(row, port):
    """The raw answer to one request; raises Missing when it is wrong."""
    try:
        with socket.create_connection(('127.0.0.1', port), 5) as sock:
            sock.settimeout(10)
            sock.sendall(request(row, port))
            raw, body = _read_answer(sock)
    except (OSError, ValueError) as e:
        raise Missing(f'no answer to the first request: {e}') from e
    if body != row.expected():
        raise Missing(f'answered a wrong body of {len(body)} bytes')
    return raw


def dateless(raw):
    """The answer with its Date made the same for all."""
    return re.sub(rb'(?i)(\r\ndate: )[^\r]*', rb'\1-', raw, count=1)
