"""What the machine is, and how busy it is with other things."""

import os
import platform
import resource
import subprocess


def cores():
    """(server's core, load's core): the first two that we may run on."""
    allowed = sorted(os.sched_getaffinity(0))
    return allowed[0], allowed[1 if len(allowed) > 1 else 0]


def file_limit():
    """Descriptors that a process here may have open, at most."""
    return resource.getrlimit(resource.RLIMIT_NOFILE)[1]


def busy_ns():
    """Nanoseconds that all cores have worked since boot, in 10 ms steps."""
    with open('/proc/stat') as f:
        user, nice, system, _idle, _iowait, irq, softirq = map(
            int, f.readline().split()[1:8])
    tick = 1_000_000_000 // os.sysconf('SC_CLK_TCK')
    return (user + nice + system + irq + softirq) * tick


def _first(path, prefix):
    try:
        with open(path) as f:
            for line in f:
                if line.startswith(prefix):
                    return line.split(':', 1)[1].strip()
    except OSError:
        pass
    return ''


def _output(*command, cwd=None):
    try:
        done = subprocess.run(command, cwd=cwd, capture_output=True, text=True,
                              timeout=20)
        return done.stdout.strip() if done.returncode == 0 else ''
    except (OSError, subprocess.TimeoutExpired):
        return ''


def version_of(binary):
    """The first line of `binary --version`, or ''."""
    lines = _output(binary, '--version').splitlines()
    return lines[0] if lines else ''


def facts(root):
    """What a reader needs to know to compare figures with his own."""
    memory = _first('/proc/meminfo', 'MemTotal').split()
    system = ''
    try:
        with open('/etc/os-release') as f:
            for line in f:
                if line.startswith('PRETTY_NAME='):
                    system = line.split('=', 1)[1].strip().strip('"')
    except OSError:
        pass
    server, load = cores()
    return {
        'cpu': _first('/proc/cpuinfo', 'model name') or platform.machine(),
        'architecture': platform.machine(),
        'cores': os.cpu_count(),
        'memory_mb': int(memory[0]) // 1024 if memory else 0,
        'virtual': 'hypervisor' in _first('/proc/cpuinfo', 'flags').split(),
        'kernel': platform.release(),
        'system': system,
        'server_core': server,
        'load_core': load,
        'load_average': os.getloadavg()[0],
        'file_limit': file_limit(),
        'commit': _output('git', 'rev-parse', '--short', 'HEAD', cwd=root),
        'changed': bool(_output('git', 'status', '--porcelain', '-uno',
                                cwd=root)),
    }
