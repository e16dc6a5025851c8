"""How to start one test with a given runtime."""

import os
import re
import shlex


class Runtime:
    """How to start one test with a given runtime."""

    def __init__(self, cmd, profile, flags, cmd_test, check_globals):
        self.cmd = shlex.split(cmd)
        base = os.path.basename(self.cmd[0])
        if profile == 'auto':
            profile = base if base in ('node', 'bun', 'deno', 'rondo') else 'generic'
        self.profile = profile
        self.cmd_test = shlex.split(cmd_test) if cmd_test else None
        self.flags = flags
        self.env = {}
        if profile != 'node':
            self.env['NODE_SKIP_FLAG_CHECK'] = '1'
            if not check_globals:
                self.env['NODE_TEST_KNOWN_GLOBALS'] = '0'
        if profile in ('bun', 'deno'):
            self.env['NO_COLOR'] = '1'
        if profile == 'bun':
            self.env['BUN_RUNTIME_TRANSPILER_CACHE_PATH'] = '0'
        if not self.cmd_test:
            if profile == 'bun':          # node:test works only under `bun test`
                self.cmd_test = [self.cmd[0], 'test', '--timeout=60000'] + \
                    [a for a in self.cmd[1:] if a != 'run']
            elif profile == 'deno':       # as in Deno's own node_compat harness
                self.cmd_test = [('test' if a == 'run' else a) for a in self.cmd] + ['--no-check']
            else:
                self.cmd_test = self.cmd

    def command(self, test, path):
        cmd = list(self.cmd_test if test['node_test'] else self.cmd)
        env = dict(self.env)
        env.update(test['env'])
        mode = self.flags
        if mode == 'auto':
            mode = {'node': 'pass', 'bun': 'pass', 'rondo': 'pass',
                    'deno': 'deno'}.get(self.profile, 'none')
        if mode == 'pass':
            cmd += test['flags']
        elif mode == 'deno':
            v8, opts = [], []
            for f in test['flags']:
                if re.match(r'^--(expose[-_]gc|allow[-_]natives|expose_external|max-old|stack)', f):
                    v8.append(f.replace('_', '-'))
                elif f in ('--no-warnings', '--pending-deprecation'):
                    opts.append(f)
            if v8:
                cmd.append('--v8-flags=' + ','.join(v8))
            if opts:
                env['NODE_OPTIONS'] = ' '.join(opts)
        elif mode != 'none':
            known = set(mode.split(','))
            cmd += [f for f in test['flags'] if f.split('=')[0] in known]
        return cmd + [path], env
