/* The least that an HTTP answer costs on epoll: wait, recv, send.
 *
 * usage: PORT=n bare_epoll [ANSWER-FILE]
 *
 * Edge-triggered, so that a connection is registered once and never again: a
 * short read has emptied the socket, and the next byte raises a new event.
 */
#include <sys/epoll.h>

#include "bench/bare_common.h"

enum { kEvents = 1024, kReadBytes = 65536 };

static struct bare_conn conns[BARE_MAX_FDS];
static struct bare_answer answer;
static char input[kReadBytes];

static void drop(int fd) {
  close(fd);
  conns[fd].open = 0;
}

/* Sends what is owed until nothing is or the socket is full. */
static void flush_conn(int fd) {
  struct bare_conn* c = &conns[fd];
  while (c->left > 0 || c->owed > 0) {
    if (c->left == 0) bare_take(c, &answer);
    ssize_t n = send(fd, c->sending, c->left, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (n < 0) {
      if (errno == EINTR) continue;
      if (errno != EAGAIN) drop(fd);
      return;
    }
    c->sending += n;
    c->left -= (uint32_t)n;
  }
}

static void read_conn(int fd) {
  struct bare_conn* c = &conns[fd];
  for (;;) {
    ssize_t n = recv(fd, input, kReadBytes, MSG_DONTWAIT);
    if (n <= 0) {
      if (n < 0 && errno == EINTR) continue;
      if (n == 0 || errno != EAGAIN) drop(fd);
      return;
    }
    c->owed += (uint16_t)bare_heads(c, input, (size_t)n);
    if (n < kReadBytes) return;
  }
}

int main(int argc, char** argv) {
  bare_answer_init(&answer, argc > 1 ? argv[1] : NULL);
  int listener = bare_listen();
  int ep = epoll_create1(EPOLL_CLOEXEC);
  struct epoll_event ev = {.events = EPOLLIN, .data.fd = listener};
  epoll_ctl(ep, EPOLL_CTL_ADD, listener, &ev);
  static struct epoll_event events[kEvents];
  for (;;) {
    int n = epoll_wait(ep, events, kEvents, -1);
    bare_answer_tick(&answer);
    for (int i = 0; i < n; i++) {
      int fd = events[i].data.fd;
      if (fd == listener) {
        int got;
        while ((got = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
          if (got >= BARE_MAX_FDS) {
            close(got);
            continue;
          }
          conns[got] = (struct bare_conn){.open = 1};
          struct epoll_event add = {.data.fd = got};
          add.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
          epoll_ctl(ep, EPOLL_CTL_ADD, got, &add);
        }
        continue;
      }
      if (events[i].events & (EPOLLIN | EPOLLRDHUP | EPOLLHUP | EPOLLERR))
        read_conn(fd);
      if (conns[fd].open) flush_conn(fd);
      if (conns[fd].open && (events[i].events & EPOLLRDHUP)) drop(fd);
    }
  }
}
