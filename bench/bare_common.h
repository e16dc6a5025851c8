/* What the two bare loops share: the answer they send and the scan for the end
 * of a request's head.
 *
 * The bare loops are the bench's yardstick: what the kernel alone costs for
 * the bytes that a hello server exchanges. They parse nothing beyond
 * finding the empty line that ends a head, keep no per-request state, and
 * send an answer that was laid out before the first request came. Requests
 * with a body are out of their reach.
 */
#ifndef BENCH_BARE_COMMON_H_
#define BENCH_BARE_COMMON_H_

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

/* Connections are indexed by descriptor; one above this is refused. */
#define BARE_MAX_FDS 32768

/* The answer that Node's hello program gives, byte for byte but the Date. */
static const char bare_hello[] =
    "HTTP/1.1 200 OK\r\n"
    "Content-Type: text/plain\r\n"
    "Date: Thu, 01 Jan 1970 00:00:00 GMT\r\n"
    "Connection: keep-alive\r\n"
    "Keep-Alive: timeout=5\r\n"
    "Transfer-Encoding: chunked\r\n"
    "\r\n"
    "c\r\nHello World!\r\n0\r\n\r\n";

/* The answer, repeated so that a pipelined batch leaves in one send. There are
 * two such blocks: when the second turns, the other one gets the new Date and
 * becomes current, so that a send in flight is never written over (unless it
 * stays in flight for a whole second, and then only its Date is mixed). */
struct bare_answer {
  char* block[2];
  int current;
  size_t len;      /* bytes of one answer */
  size_t copies;   /* answers in a block */
  size_t date_off; /* of the date's value in an answer; 0: it has none */
  time_t second;   /* that the current block's Date says */
};

/* Makes the current block say the current second. One coarse clock read when
 * there is nothing to do. */
static inline void bare_answer_tick(struct bare_answer* a) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME_COARSE, &now);
  if (now.tv_sec == a->second || a->date_off == 0) return;
  a->second = now.tv_sec;
  a->current ^= 1;
  struct tm tm;
  gmtime_r(&now.tv_sec, &tm);
  char date[32];
  size_t n = strftime(date, sizeof date, "%a, %d %b %Y %H:%M:%S GMT", &tm);
  for (size_t i = 0; i < a->copies; i++)
    memcpy(a->block[a->current] + i * a->len + a->date_off, date, n);
}

static inline void bare_die(const char* what, int err) {
  fprintf(stderr, "%s: %s\n", what, strerror(err));
  exit(1);
}

/* Reads the answer from `path`, or takes the hello answer when it is NULL. */
static inline void bare_answer_init(struct bare_answer* a, const char* path) {
  char* one = (char*)bare_hello;
  a->len = sizeof bare_hello - 1;
  if (path != NULL) {
    FILE* f = fopen(path, "rb");
    if (f == NULL) bare_die(path, errno);
    fseek(f, 0, SEEK_END);
    a->len = (size_t)ftell(f);
    rewind(f);
    one = malloc(a->len + 1);
    if (one == NULL || fread(one, 1, a->len, f) != a->len) bare_die(path, EIO);
    fclose(f);
  }
  static const char kDate[] = "\r\nDate: ";
  const char* date = memmem(one, a->len, kDate, sizeof kDate - 1);
  a->date_off = date ? (size_t)(date - one) + sizeof kDate - 1 : 0;
  a->copies = a->len > 16384 ? 1 : 65536 / a->len;
  if (a->copies > 128) a->copies = 128;
  for (int b = 0; b < 2; b++) {
    a->block[b] = malloc(a->len * a->copies);
    if (a->block[b] == NULL) bare_die("malloc", ENOMEM);
    for (size_t i = 0; i < a->copies; i++)
      memcpy(a->block[b] + i * a->len, one, a->len);
  }
  a->current = 0;
  a->second = 0;
  bare_answer_tick(a);
}

/* One connection. 16 bytes. */
struct bare_conn {
  const char* sending; /* where the bytes of the send in flight begin */
  uint32_t left;       /* of them, not yet taken by the kernel */
  uint16_t owed;       /* answers that no send carries yet */
  uint8_t matched;     /* bytes of CRLF CRLF that ended the last read */
  uint8_t open;
};

/* Counts the heads that end in the `n` bytes at `p`, going on from a head that
 * an earlier read may have cut. */
static inline unsigned bare_heads(struct bare_conn* c, const char* p,
                                  size_t n) {
  unsigned heads = 0;
  const char* end = p + n;
  unsigned m = c->matched;
  while (p < end) {
    if (m == 0) { /* Jump to the next CR: most of a head is not one. */
      p = memchr(p, '\r', (size_t)(end - p));
      if (p == NULL) break;
      p++;
      m = 1;
    } else {
      char ch = *p++;
      if (ch == ((m & 1) ? '\n' : '\r'))
        m++;
      else
        m = ch == '\r';
      if (m == 4) {
        heads++;
        m = 0;
      }
    }
  }
  c->matched = (uint8_t)m;
  return heads;
}

/* Points the connection's next send at as many owed answers as a block has. */
static inline void bare_take(struct bare_conn* c, struct bare_answer* a) {
  size_t n = c->owed < a->copies ? c->owed : a->copies;
  c->owed -= (uint16_t)n;
  c->sending = a->block[a->current];
  c->left = (uint32_t)(n * a->len);
}

/* A listening TCP socket on 127.0.0.1 and the port that PORT names (1337). */
static inline int bare_listen(void) {
  struct rlimit files;
  if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
  }
  const char* port = getenv("PORT");
  struct sockaddr_in addr = {.sin_family = AF_INET};
  addr.sin_port = htons((uint16_t)(port ? atoi(port) : 1337));
  addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  int on = 1;
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd < 0) bare_die("socket", errno);
  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  /* Accepted sockets inherit it; Node's HTTP server sets it too. */
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (bind(fd, (struct sockaddr*)&addr, sizeof addr) < 0)
    bare_die("bind", errno);
  if (listen(fd, 4096) < 0) bare_die("listen", errno);
  socklen_t len = sizeof addr;
  getsockname(fd, (struct sockaddr*)&addr, &len);
  printf("listening %d\n", ntohs(addr.sin_port));
  fflush(stdout);
  return fd;
}

#endif /* BENCH_BARE_COMMON_H_ */
