/* Times a program from start to finish, many times.
 *
 * usage: launch COUNT PROGRAM [ARGUMENT...]
 *
 * Prints one line a run: wall-clock microseconds, CPU microseconds (user and
 * system, all threads), peak resident KiB, exit code (or 128 + signal). The
 * program's standard output goes to /dev/null.
 *
 * Why not from Python: the peak that the kernel reports for a child begins
 * with the parent's size at the fork. This parent is small.
 */
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char** environ;

static int64_t wall_us(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * INT64_C(1000000) + t.tv_nsec / 1000;
}

static int64_t us(struct timeval t) {
  return t.tv_sec * INT64_C(1000000) + t.tv_usec;
}

int main(int argc, char** argv) {
  if (argc < 3) {
    fprintf(stderr, "usage: launch COUNT PROGRAM [ARGUMENT...]\n");
    return 2;
  }
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  for (int i = atoi(argv[1]); i > 0; i--) {
    pid_t pid;
    int64_t start = wall_us();
    int err = posix_spawnp(&pid, argv[2], &actions, NULL, argv + 2, environ);
    if (err != 0) {
      fprintf(stderr, "%s: %s\n", argv[2], strerror(err));
      return 1;
    }
    int status;
    struct rusage used;
    while (wait4(pid, &status, 0, &used) < 0 && errno == EINTR) continue;
    int64_t wall = wall_us() - start;
    printf("%lld %lld %ld %d\n", (long long)wall,
           (long long)(us(used.ru_utime) + us(used.ru_stime)), used.ru_maxrss,
           WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
    fflush(stdout);
  }
  return 0;
}
