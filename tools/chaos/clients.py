"""Clients that behave badly, by a seed: they split what they send at any byte,
pipeline, stall, reset, half-close, lie about lengths, and do not read."""

import random
import socket
import struct
import time

# Seconds that a client takes at most before it leaves.
PATIENCE = 2.0


def connect(port, chance):
    client = socket.socket()
    if chance.random() < 0.3:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.settimeout(PATIENCE)
    client.connect(('127.0.0.1', port))
    return client


# --- What is sent.

METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'CONNECT', 'BREW']


def body(chance):
    return bytes(chance.choice([0, 1, chance.randint(2, 400),
                                chance.randint(400, 60_000),
                                chance.randint(60_000, 300_000)]))


def chunked(data, chance):
    out = b''
    while data:
        size = chance.randint(1, len(data))
        extension = b';a=b' if chance.random() < 0.1 else b''
        out += b'%x%s\r\n%s\r\n' % (size, extension, data[:size])
        data = data[size:]
    trailer = b'x-trailer: t\r\n' if chance.random() < 0.3 else b''
    return out + b'0\r\n' + trailer + b'\r\n'


def request(chance):
    lines = [f'{chance.choice(METHODS)} /{"p" * chance.randint(0, 60)} '
             f'HTTP/1.{chance.choice("1110")}', 'Host: a']
    for i in range(chance.randint(0, 6)):
        lines.append(f'X-{i}: {"v" * chance.randint(0, 80)}')
    if chance.random() < 0.15:
        lines.append('Connection: ' + chance.choice(
            ['close', 'keep-alive', 'Upgrade\r\nUpgrade: echo']))
    if chance.random() < 0.1:
        lines.append('Expect: 100-continue')
    if chance.random() < 0.1:
        lines.append('Cookie: a=b\r\nCookie: c=d')
    data = b''
    how = chance.random()
    if how < 0.35:
        data = body(chance)
        lines.append(f'Content-Length: {len(data)}')
    elif how < 0.6:
        data = chunked(body(chance), chance)
        lines.append('Transfer-Encoding: chunked')
    elif how < 0.68:
        data = body(chance)
        lines.append(f'Content-Length: {len(data) + chance.randint(-9, 999)}')
    elif how < 0.72:
        lines.append('Content-Length: 5\r\nTransfer-Encoding: chunked')
        data = b'0\r\n\r\n'
    elif how < 0.76:
        lines.append('Content-Length: ' + chance.choice(
            ['-1', '99999999999999999999', '5, 5', 'five']))
    text = '\r\n'.join(lines) + '\r\n\r\n'
    return text.encode() + data


def broken(data, chance):
    """Some bytes of it changed, missing or doubled."""
    data = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        if not data:
            break
        at = chance.randrange(len(data))
        what = chance.randrange(3)
        if what == 0:
            data[at] = chance.randrange(256)
        elif what == 1:
            del data[at:at + chance.randint(1, 20)]
        else:
            data[at:at] = data[at:at + chance.randint(1, 50)]
    return bytes(data)


def requests(chance):
    many = 1 if chance.random() < 0.5 else chance.randint(2, 12)
    data = b''.join(request(chance) for _ in range(many))
    return broken(data, chance) if chance.random() < 0.25 else data


# --- How it is sent, and what happens then.

def send(client, data, chance, until):
    """In pieces of any length, reading between some of them."""
    if chance.random() < 0.5:
        client.sendall(data)
        return
    while data and time.monotonic() < until:
        size = (chance.randint(1, 30) if chance.random() < 0.2
                else chance.randint(1, max(1, len(data))))
        client.sendall(data[:size])
        data = data[size:]
        if chance.random() < 0.2:
            time.sleep(chance.random() * 0.02)
        if chance.random() < 0.2:
            read(client, chance, time.monotonic() + 0.01)


def read(client, chance, until):
    """Until there is nothing for a while, or the end. True: the end."""
    while time.monotonic() < until:
        client.settimeout(max(0.001, min(0.2, until - time.monotonic())))
        try:
            if not client.recv(chance.choice([1, 100, 65536])):
                return True
        except TimeoutError:
            return False
        finally:
            client.settimeout(PATIENCE)
    return False


def leave(client, chance):
    how = chance.random()
    if how < 0.3:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER,
                          struct.pack('ii', 1, 0))  # a reset
    elif how < 0.6:
        try:
            client.shutdown(socket.SHUT_WR)
            read(client, chance, time.monotonic() + 0.5)
        except OSError:
            pass
    client.close()


def visit(port, speaks_http, chance):
    """One client, from its coming to its leaving."""
    until = time.monotonic() + PATIENCE * chance.random()
    client = connect(port, chance)
    try:
        for _ in range(chance.randint(0, 4)):
            data = requests(chance) if speaks_http else body(chance)
            if chance.random() < 0.15:
                data = data[:chance.randint(0, len(data))]  # it stalls
            send(client, data, chance, until)
            if chance.random() < 0.7 and read(client, chance, until):
                break
            if chance.random() < 0.1:
                time.sleep(chance.random() * 0.5)
            if chance.random() < 0.1:
                client.shutdown(socket.SHUT_WR)
                read(client, chance, until)
                break
    except OSError:
        pass  # the server has ended it
    finally:
        leave(client, chance)


def torment(ports, seed, until, counts):
    """One visit after the other until the time `until`."""
    chance = random.Random(seed)
    while time.monotonic() < until:
        speaks_http = chance.random() < 0.75
        port = chance.choice(ports['http' if speaks_http else 'net'])
        if chance.random() < 0.05:  # what does not belong there
            speaks_http = not speaks_http
        try:
            visit(port, speaks_http, chance)
            counts[0] += 1
        except OSError:
            # No connection: the server's queue is full for the moment.
            time.sleep(0.01)
