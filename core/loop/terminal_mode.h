// The modes of terminals that the process changed, and puts back at its end.
#pragma once

#include "core/base/result.h"

namespace rondo {

/// A terminal outlives the process that changed its mode, and the shell behind
/// it has to go on: so its mode is put back by Restore(), and before a signal
/// that nobody watches ends the process. As a signal's disposition, the table
/// of what was changed is the process's.
class TerminalMode {
 public:
  /// Terminals whose mode may be changed at the same time.
  static constexpr int kMost = 8;

  /// Input byte by byte, unechoed, Ctrl+C being a byte as any other; output is
  /// processed as it was. ENOTTY for what is no terminal, EMFILE beyond kMost.
  static Status SetRaw(int fd);
  /// Back to the mode before SetRaw; nothing if there was none.
  static Status Reset(int fd);
  /// All of them back to theirs. Async-signal-safe.
  static void Restore();
};

}  // namespace rondo
