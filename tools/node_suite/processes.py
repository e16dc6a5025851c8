"""Runs tests in worker processes, and leaves nothing running behind."""

import collections
import ctypes
import multiprocessing
import os
import re
import resource
import select
import shutil
import signal
import subprocess
import time
from multiprocessing.connection import wait as conn_wait

from buckets import ERR_RX, SKIP_RX, SLOW_RX

LIBC = ctypes.CDLL(None, use_errno=True)
PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER, CLONE_NEWNET = 1, 36, 0x40000000


def proc_table():
    """pid -> (ppid, rss pages, state)."""
    out = {}
    for d in os.listdir('/proc'):
        if d.isdigit():
            try:
                with open('/proc/%s/stat' % d, 'rb') as f:
                    s = f.read().decode('utf8', 'replace')
                p = s[s.rindex(')') + 2:].split()
                out[int(d)] = (int(p[1]), int(p[21]), p[0])
            except (OSError, ValueError, IndexError):
                pass
    return out


def descendants(root, table=None):
    table = table or proc_table()
    kids = collections.defaultdict(list)
    for pid, (ppid, _, _) in table.items():
        kids[ppid].append(pid)
    out, todo = [], [root]
    while todo:
        for k in kids.get(todo.pop(), ()):
            out.append(k)
            todo.append(k)
    return out


def reap_all():
    """Kill every descendant of this process; returns how many were still alive."""
    alive = 0
    for attempt in range(200):
        table = proc_table()
        mine = descendants(os.getpid(), table)
        live = [p for p in mine if table[p][2] != 'Z']
        if attempt == 0:
            alive = len(live)
        for p in live:
            try:
                os.kill(p, signal.SIGKILL)
            except OSError:
                pass
        try:
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        except ChildProcessError:
            pass
        if not mine:
            return alive
        time.sleep(0.005 if attempt < 20 else 0.05)
    return alive


def reap_orphans(keep):
    """Reap dead processes that were handed to this subreaper (tests poll kill(pid, 0))."""
    try:
        with open('/proc/self/task/%d/children' % os.getpid()) as f:
            pids = [int(x) for x in f.read().split()]
        for pid in pids:
            if pid != keep:
                os.waitpid(pid, os.WNOHANG)
    except (OSError, ValueError):
        pass


def make_netns():
    """Private network namespace with loopback (and multicast on it) only."""
    if os.geteuid() != 0 or LIBC.unshare(CLONE_NEWNET) != 0:
        return False
    for cmd in (['ip', 'link', 'set', 'lo', 'up'],
                ['ip', 'link', 'set', 'lo', 'multicast', 'on'],
                ['ip', 'route', 'add', '224.0.0.0/4', 'dev', 'lo']):
        try:
            subprocess.run(cmd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        except OSError:
            return False
    return True


def best_error(err, out):
    for text in (err, out):
        lines = [l.strip() for l in text.splitlines() if l.strip()]
        hits = [i for i, l in enumerate(lines) if ERR_RX.match(l)]
        if hits:
            i = hits[-1]
            more = [l for l in lines[i + 1:i + 8]
                    if re.match(r'(\x1b\[[0-9;]*m)*[-+] (?!actual|expected)', l) or ' !== ' in l]
            return re.sub(r'\x1b\[[0-9;]*m', '', ' | '.join([lines[i]] + more[:3]))[:300]
    for text in (err, out):
        lines = [l.strip() for l in text.splitlines() if l.strip()]
        if lines:
            return re.sub(r'\x1b\[[0-9;]*m', '', lines[-1])[:300]
    return ''


def tail(path, n=65536):
    with open(path, 'rb') as f:
        f.seek(0, 2)
        size = f.tell()
        f.seek(max(0, size - n))
        return f.read(), size


def run_one(rt, suite, test, wdir, wid, timeout, max_rss, max_out):
    tmp = os.path.join(wdir, 't')
    shutil.rmtree(tmp, ignore_errors=True)
    os.makedirs(tmp, exist_ok=True)
    home = os.path.join(wdir, 'home')
    os.makedirs(home, exist_ok=True)
    path = os.path.join(suite, 'test', test['name'])
    cmd, extra = rt.command(test, path)
    env = {k: v for k, v in os.environ.items()
           if not re.match(r'^(NODE_|npm_|NPM_|FORCE_COLOR|NO_COLOR|BUN_|TEST_|CI$|CLICOLOR'
                           r'|http_proxy|https_proxy|HTTP_PROXY|HTTPS_PROXY|no_proxy|NO_PROXY'
                           r'|COLORTERM|DEBUG)', k)}
    env.update({'NODE_TEST_DIR': tmp, 'TEST_THREAD_ID': str(wid), 'HOME': home,
                'TERM': 'xterm', 'LANG': 'C.UTF-8',
                'DENO_DIR': os.path.join(os.path.dirname(wdir), 'deno-dir')})
    if not test['name'].startswith('sequential/'):
        env['TEST_PARALLEL'] = '1'
    env.update(extra)
    outp, errp = os.path.join(wdir, 'out'), os.path.join(wdir, 'err')

    def child_setup():
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        for s in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGPIPE):
            signal.signal(s, signal.SIG_DFL)
        os.umask(0o022)

    if SLOW_RX.search(test['name']):
        timeout *= 4
    t0 = time.monotonic()
    why, tick = None, 0
    with open(outp, 'wb') as fo, open(errp, 'wb') as fe, open(os.devnull, 'rb') as fi:
        try:
            p = subprocess.Popen(cmd, cwd=suite, env=env, stdin=fi, stdout=fo, stderr=fe,
                                 start_new_session=True, preexec_fn=child_setup)
        except OSError as e:
            return {'status': 'fail', 'ms': 0, 'err': 'cannot start: %s' % e}
        fd = os.pidfd_open(p.pid)
        try:
            poller = select.poll()
            poller.register(fd, select.POLLIN)
            while True:
                left = timeout - (time.monotonic() - t0)
                if left <= 0:
                    why = 'timeout'
                    break
                if poller.poll(min(left, 0.1) * 1000 + 1):
                    break
                reap_orphans(p.pid)
                tick += 1
                if tick % 5:
                    continue
                if os.path.getsize(outp) + os.path.getsize(errp) > max_out:
                    why = 'output'
                    break
                table = proc_table()
                rss = sum(table[d][1] for d in descendants(os.getpid(), table)) * 4096
                if rss > max_rss:
                    why = 'memory'
                    break
        finally:
            os.close(fd)
        if why:
            try:
                os.killpg(p.pid, signal.SIGKILL)
            except OSError:
                pass
        p.wait()
    ms = int((time.monotonic() - t0) * 1000)
    left_over = reap_all()
    out, _ = tail(outp)
    err, _ = tail(errp)
    with open(outp, 'rb') as f:
        head = f.read(65536)
    res = {'ms': ms, 'code': p.returncode}
    if left_over:
        res['leftover'] = left_over
    if why == 'timeout':
        res['status'] = 'timeout'
    elif why:
        res['status'], res['killed'] = 'fail', why
    elif p.returncode == 0:
        res['status'] = 'skip' if SKIP_RX.search(head) else 'pass'
    else:
        res['status'] = 'fail'
        if p.returncode < 0:
            res['signal'] = signal.Signals(-p.returncode).name \
                if -p.returncode in [s.value for s in signal.Signals] else str(-p.returncode)
    if res['status'] in ('fail', 'timeout'):
        res['err'] = best_error(err.decode('utf8', 'replace'), out.decode('utf8', 'replace'))
    elif res['status'] == 'skip':
        m = re.search(rb'# [Ss]kip\w*:? ?(.*)', head)
        res['err'] = m.group(1).decode('utf8', 'replace')[:200] if m else ''
    return res


def worker(wid, conn, base, rt, suite, opts, netns):
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    LIBC.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    wdir = os.path.join(base, 'w%d' % wid)

    def bye(*_):
        reap_all()
        shutil.rmtree(wdir, ignore_errors=True)
        os._exit(1)
    signal.signal(signal.SIGTERM, bye)
    if os.getppid() == 1:
        os._exit(1)
    isolated = make_netns() if netns else False
    os.makedirs(wdir, exist_ok=True)
    conn.send(('hello', isolated))
    while True:
        try:
            test = conn.recv()
        except EOFError:
            break
        if test is None:
            break
        try:
            res = run_one(rt, suite, test, wdir, wid, opts.timeout,
                          opts.max_rss << 20, opts.max_output << 20)
        except Exception as e:                                    # noqa: BLE001
            reap_all()
            res = {'status': 'fail', 'ms': 0, 'err': 'runner: %r' % e}
        conn.send((test['name'], res))
    reap_all()
    os._exit(0)


class Pool:
    def __init__(self, n, base, rt, suite, opts):
        self.n, self.args = n, (base, rt, suite, opts, not opts.no_netns)
        self.ctx = multiprocessing.get_context('fork')
        self.isolated = None
        self.workers = {}
        for i in range(n):
            self.start(i)

    def start(self, i):
        ours, theirs = self.ctx.Pipe()
        p = self.ctx.Process(target=self.child, args=(i, ours, theirs), daemon=False)
        p.start()
        theirs.close()
        self.workers[i] = (p, ours)
        try:
            self.isolated = ours.recv()[1]
        except EOFError:
            raise SystemExit('worker %d did not start' % i)

    def child(self, i, ours, theirs):
        ours.close()
        for _, c in self.workers.values():
            c.close()
        worker(i, theirs, *self.args)

    def run(self, tests, jobs, report):
        todo = collections.deque(tests)
        busy = {}
        while todo or busy:
            for i in range(min(jobs, self.n)):
                if i not in busy and todo:
                    t = todo.popleft()
                    self.workers[i][1].send(t)
                    busy[i] = t
            ready = conn_wait([self.workers[i][1] for i in busy])
            for i in list(busy):
                c = self.workers[i][1]
                if c in ready:
                    try:
                        name, res = c.recv()
                    except (EOFError, ConnectionResetError):
                        name, res = busy[i]['name'], {'status': 'fail', 'ms': 0,
                                                      'err': 'runner: worker died'}
                        self.workers[i][0].join()
                        self.start(i)
                    del busy[i]
                    report(name, res)

    def close(self):
        for p, c in self.workers.values():
            try:
                c.send(None)
            except OSError:
                pass
            c.close()
        for p, _ in self.workers.values():
            p.join(10)
            if p.is_alive():
                p.terminate()
