// The pages of V8's library that only the start needed.
#pragma once

namespace rondo {

/// Starting touches some 25 MB of V8's library (tables that the dynamic linker
/// reads, code that runs once), clean pages of the file. This gives them back;
/// what is needed again comes from the page cache, 64 KB a fault. Takes some
/// 0.2 ms; for programs that stay. Any thread, once a process is enough.
void ReleaseStartupPages();

}  // namespace rondo
