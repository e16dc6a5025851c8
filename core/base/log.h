// Log: a line to stderr for whoever runs the program. For what the program
// itself can handle there are Result and Error.
#pragma once

namespace rondo {

/// Writes "rondo: <text>\n" in one write(2), so that lines of several threads
/// do not mix. Cut at 1 KB. errno is left as it was.
[[gnu::format(printf, 1, 2)]] void Log(const char* format, ...);

/// What the machine or the program has done and nobody can go on after: says it
/// as Log does and aborts. What only a bug of ours can do is a CHECK.
[[noreturn]] void Fatal(const char* reason);

}  // namespace rondo
