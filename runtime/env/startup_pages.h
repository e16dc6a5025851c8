// The pages of the program and its libraries that only the start needed.
#pragma once

namespace rondo {

/// Starting touches some 25 MB of them, most of V8's library (tables that the
/// dynamic linker reads, code that runs once, what the kernel maps around a
/// fault), clean pages of the files. This gives them back;
/// what is needed again comes from the page cache, 64 KB a fault. Takes some
/// 0.2 ms; for programs that stay. Any thread, once a process is enough.
void ReleaseStartupPages();

}  // namespace rondo
