"""The tests of Node's suite, sorted into buckets by their names."""

import os
import re

SUBDIRS = ('parallel', 'sequential', 'es-module', 'async-hooks')

# First match wins; matched against the file name less 'test-' and the extension.
BUCKETS = [
    ('diagnostics-channel', r'diagnostics?-channel'),
    ('profiling', r'cpu-prof|heap-prof|heapdump|heapsnapshot|diagnostic-dir|coverage'),
    ('abort', r'abortcontroller|abortsignal|aborted-util|abort-controller|eventtarget-abort'),
    ('eventtarget', r'eventtarget|event-target|events-customevent|domexception|event-'
                    r'(?!emitter|capture)|nodeeventtarget|whatwg-events'),
    ('events', r'event-emitter|event-capture|events|eventemitter'),
    ('timers', r'timers?\b|set-interval|settimeout|unref|immediate|clear-'
               r'|primitive-timer|ref-unref'),
    ('nexttick-microtask', r'next-?tick|microtask|queue-microtask|process-next-?tick'
                           r'|timers-nextick'),
    ('promises', r'promises?\b|await|unhandled-rejection|promise-'),
    ('stdio', r'stdin|stdout|stdio|stderr'),
    ('process', r'process|signal|uncaught|unhandled|cwd|env-|umask|setproctitle|warn|emit-warning'
                r'|memory-usage|exception-handler|exit|beforeexit|before-exit|kill|resource-usage'
                r'|throw-|unhandled|setuid|set-process|handle-wrap|async-exit|delayed-exit|finalization'
                r'|beforeexit|deprecat|double-exit|execve|active|sigint-infinite|init\Z'),
    ('stream', r'streams?\d?\b|readable|writable|duplex|pipe-stream'),
    ('webstreams', r'whatwg-(readable|writable|transform|webstreams|bytes|compression|stream)'
                   r'|webstreams?|compression-decompression|readable-?stream|global-webstreams'),
    ('encoding', r'whatwg-encoding|textdecoder|textencoder|text-decoder'),
    ('url', r'url\b|whatwg-url|urlpattern|urlsearchparams'),
    ('querystring', r'querystring'),
    ('buffer', r'buffer|btoa-atob|atob|readuint|readint|readfloat|readdouble|writeuint|writeint'
               r'|writefloat|writedouble|slice-buffer|arraybuffer'),
    ('string-decoder', r'string-decoder'),
    ('util', r'util|mime|parse-args\b|styletext|types|strip-vt|diff\Z'),
    ('path', r'path'),
    ('os', r'os\b'),
    ('assert', r'assert'),
    ('console', r'console'),
    ('blob', r'blob|file\Z|formdata'),
    ('fs', r'fs|file|filehandle|stat-|fastutf8stream|opendir|readdir|glob\b|sync-fileread'),
    ('http2', r'http2|h2'),
    ('https', r'https'),
    ('http', r'http|outgoing-message|set-incoming|header|incoming|keepalive|upgrade'
             r'|write-header'),
    ('tls', r'tls|double-tls|ssl|secure-'),
    ('net', r'net|tcp|socket|pipe|listen-fd|blocklist|autoselect|server-|connection|client'
            r'|destroy-socket-in-lookup'),
    ('dgram', r'dgram|udp'),
    ('dns', r'dns|c-ares|cares'),
    ('child-process', r'child-process|spawn|exec-|fork'),
    ('cluster', r'cluster'),
    ('worker', r'worker'),
    ('messaging', r'messag|broadcastchannel|structured-?[cC]lone|transfer'),
    ('readline', r'readline'),
    ('repl', r'repl|force-repl'),
    ('zlib', r'zlib|brotli|zstd|gzip'),
    ('webcrypto', r'webcrypto|webcrypt|global-webcrypto|subtle'),
    ('crypto', r'crypto|x509|dsa-'),
    ('vm', r'vm|script'),
    ('v8', r'v8|heap|gc-|gc\b|wasm|weakref|prof|shadow-realm|stringbytes|harmony|temporal|max-old'),
    ('tty', r'tty|color|sigwinch'),
    ('async-hooks', r'async-hooks|async-wrap|asyncresource|async-local|als|async-context|asyncwrap'
                    r'|emit-after|enable-async|async-resource|without-async-context'),
    ('performance', r'perf|performance|tojson-perf'),
    ('runner', r'runner|test-runner|node-test|parse-test-only'),
    ('sqlite', r'sqlite'),
    ('inspector', r'inspector|debugger|debug-|inspect-|resolution-inspect'),
    ('permission', r'permission'),
    ('trace-events', r'trace|tracing'),
    ('snapshot', r'snapshot|startup|sea\b|single-exec'),
    ('fetch', r'fetch|websocket|eventsource|navigator'),
    ('webstorage', r'webstorage|localstorage|web-locks|web-'),
    ('domain', r'domain'),
    ('intl', r'intl|icu|tz|unicode'),
    ('globals', r'globals?\b|common|sys\b|punycode|constants|wrap-|instanceof|atomics|math-random'
                r'|regression-object|set-proto'),
    ('errors', r'errors?\b|error-|exception|stack|internal-errors'),
    ('module', r'require|module|cjs|import|esm|preload|symlink|loader|typescript|strip-types'
               r'|find-package|wrap-js|node-modules|delayed-require|directory-import|utf8-scripts'),
    ('compile-cache', r'compile'),
    ('cli', r'cli|dotenv|config|eval|options|node-run|watch|bash|env|release|version|npm|corepack'
            r'|print|syntax|no-|disable|pending-dep|node-|openssl|source-map|benchmark|bootstrap|sync-io|tick-processor|bad-|build'),
    ('quic', r'quic'),
    ('eslint', r'eslint'),
]
RULES = [(name, re.compile(r'(?:%s)' % rx)) for name, rx in BUCKETS]

TIERS = [
    ('core', ['events', 'eventtarget', 'abort', 'timers', 'nexttick-microtask', 'promises',
              'async-hooks', 'async-hooks-folder', 'process', 'stdio', 'globals', 'errors', 'buffer', 'string-decoder',
              'encoding', 'util', 'path', 'url', 'querystring', 'os', 'assert', 'console',
              'stream', 'webstreams', 'blob', 'fs', 'net', 'http', 'dns', 'dgram',
              'child-process', 'worker', 'messaging', 'module', 'esm', 'vm', 'zlib', 'readline',
              'tty', 'performance', 'fetch', 'diagnostics-channel']),
    ('extended', ['tls', 'https', 'http2', 'crypto', 'webcrypto', 'cluster', 'v8', 'intl',
                  'sqlite', 'runner', 'webstorage', 'domain']),
    ('node-tooling', ['repl', 'inspector', 'profiling', 'permission', 'trace-events', 'snapshot',
                      'compile-cache', 'cli', 'quic', 'eslint', 'other', 'internals']),
]
TIER_OF = {m: t for t, ms in TIERS for m in ms}


def bucket(rel):
    sub, base = rel.split('/', 1)
    if sub == 'es-module':
        return 'esm'
    if sub == 'async-hooks':
        return 'async-hooks-folder'
    name = re.sub(r'\.(c|m)?(js|ts)$', '', base)
    name = re.sub(r'^test-', '', name)
    for mod, rx in RULES:
        if rx.match(name):
            return mod
    return 'other'


# --- metadata ---------------------------------------------------------------

FLAGS_RX = re.compile(r'^//\s+Flags:(.*)$', re.M)
ENV_RX = re.compile(r'^//\s+Env:(.*)$', re.M)
INTERNAL_RX = re.compile(
    r"expose[-_]internals|internalBinding|process\.binding\(|"
    r"(?:require|import)\(\s*['\"](?:node:)?internal/|from\s+['\"](?:node:)?internal/")
PRIVATE_FLAGS = re.compile(
    r'^--(expose[-_]internals|allow[-_]natives[-_]syntax|test-udp-no-try-send|no-node-snapshot'
    r'|predictable-gc-schedule|stress-compaction|trace-gc|gc-interval|noconcurrent_recompilation'
    r'|no-concurrent-array-buffer-sweeping|enable-sharedarraybuffer-per-context'
    r'|debug-arraybuffer-allocations|expose_externalize_string|experimental-shadow-realm'
    r'|harmony|jitless|v8-pool-size|js-source-phase-imports|frozen-intrinsics|experimental-quic'
    r'|experimental-network-inspection|experimental-storage-inspection|zero-fill-buffers)')
NODE_TEST_RX = re.compile(r"""['"`]node:test['"`]""")
# Tests that need 8 to 30 s even with Node: they get four times the limit.
SLOW_RX = re.compile(r'test-(dns-channel-timeout|http-server-(request|headers)-timeout-keepalive'
                     r'|runner-global-setup-teardown|runner-run-global-hooks|icu-env'
                     r'|inspector-exit-worker-in-wait-for-connection2?'
                     r'|abort-controller-any-timeout)\.')
SKIP_RX = re.compile(rb'^(?:TAP version \d+\s+)?1\.\.0 # [Ss]kip', re.M)
ERR_RX = re.compile(r'^\s*(?:\x1b\[[0-9;]*m)*(?:error: |Uncaught |\[?(?:\w*Error|\w*Exception)\b'
                    r'|AssertionError|Mismatched |FATAL|panic|Fatal|# Fatal|Segmentation)')


def parse_status(suite, sub):
    """Names that Node's own *.status file marks SKIP on every platform or on Linux."""
    out = set()
    path = os.path.join(suite, 'test', sub, sub + '.status')
    try:
        lines = open(path, encoding='utf8').read().splitlines()
    except OSError:
        return out
    on = False
    for line in lines:
        line = line.split('#')[0].strip()
        if line.startswith('['):
            on = line in ('[true]', '[$system==linux]') or line.startswith('[$system==linux ||')
        elif on and ':' in line:
            name, what = [s.strip() for s in line.split(':', 1)]
            if what == 'SKIP':
                out.add(name)
    return out


def collect(suite):
    tests = []
    for sub in SUBDIRS:
        d = os.path.join(suite, 'test', sub)
        if not os.path.isdir(d):
            continue
        skip = parse_status(suite, sub)
        for base in sorted(os.listdir(d)):
            if not re.match(r'^test-.*\.m?js$', base):
                continue
            rel = sub + '/' + base
            src = open(os.path.join(d, base), encoding='utf8', errors='replace').read()
            m = FLAGS_RX.search(src)
            flags = m.group(1).split() if m else []
            m = ENV_RX.search(src)
            env = dict(p.split('=', 1) for p in m.group(1).split() if '=' in p) if m else {}
            private = bool(INTERNAL_RX.search(src)) or any(PRIVATE_FLAGS.match(f) for f in flags)
            tests.append({
                'name': rel, 'module': 'internals' if private else bucket(rel),
                'flags': flags, 'env': env, 'node_test': bool(NODE_TEST_RX.search(src)),
                'status_skip': os.path.splitext(base)[0] in skip,
            })
    return tests
