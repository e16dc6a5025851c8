// A program of C++ that tells where it is and what it runs with: what is tried
// with the entry of portable programs (portable_test.py) before the whole of
// Rondo is.
//
//   portable_probe             prints "exe PATH", "argument 0 TEXT", "library
//   PATH"
//                              a line each, and ends with 0
//   portable_probe run COMMAND runs a program of the host, with its exit code
//   portable_probe wait        prints the same, and ends when stdin does
#include <link.h>
#include <unistd.h>

#include <climits>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <thread>

namespace {

/// A symbol for a debugger to stop at.
[[gnu::noinline]] void Report(const char* argument) {
  char path[PATH_MAX];
  const ssize_t size = readlink("/proc/self/exe", path, sizeof path);
  const std::string exe(path, size > 0 ? static_cast<size_t>(size) : 0);
  std::printf("exe %s\nargument 0 %s\n", exe.c_str(), argument);
  dl_iterate_phdr(
      [](dl_phdr_info* info, size_t, void*) {
        if (info->dlpi_name[0] != '\0') {
          std::printf("library %s\n", info->dlpi_name);
        }
        return 0;
      },
      nullptr);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 3 && std::strcmp(argv[1], "run") == 0) {
    const int status = std::system(argv[2]);
    return status == -1 ? 1 : status >> 8;
  }
  // Threads have the program's thread-local memory, which the loader knows by
  // the program headers.
  static thread_local int number = 7;
  bool same = false;
  std::thread([&same] { same = number == 7; }).join();
  if (!same) return 1;
  Report(argv[0]);
  std::fflush(stdout);
  if (argc == 2 && std::strcmp(argv[1], "wait") == 0) {
    while (std::getchar() != EOF) {
    }
  }
  return 0;
}
