/* The least that an HTTP answer costs on io_uring: multishot accept, multishot
 * receive into provided buffers, one io_uring_enter a turn for all sends.
 *
 * usage: PORT=n bare_uring [ANSWER-FILE]
 */
#include <liburing.h>
#include <sys/mman.h>

#include "bench/bare_common.h"

/* Powers of two. From 1,024 to 16,384 neither ring's size changes the cost of a
 * request by more than 3 %, at 64 connections or at 10,000. */
enum { kEntries = 4096, kBuffers = 4096, kBufferBytes = 2048 };
enum { kBufferGroup = 0 };
enum kind { kAccept, kRecv, kSend };

static struct bare_conn conns[BARE_MAX_FDS];
static struct bare_answer answer;
static struct io_uring ring;
static struct io_uring_buf_ring* buffer_ring;
static char* buffers;

static struct io_uring_sqe* next_sqe(void) {
  struct io_uring_sqe* sqe = io_uring_get_sqe(&ring);
  if (sqe == NULL) {
    io_uring_submit(&ring);
    sqe = io_uring_get_sqe(&ring);
    if (sqe == NULL) bare_die("io_uring_get_sqe", EBUSY);
  }
  return sqe;
}

static void tag(struct io_uring_sqe* sqe, enum kind kind, int fd) {
  io_uring_sqe_set_data64(sqe, ((uint64_t)kind << 32) | (uint32_t)fd);
}

static void arm_accept(int listener) {
  struct io_uring_sqe* sqe = next_sqe();
  io_uring_prep_multishot_accept(sqe, listener, NULL, NULL, 0);
  tag(sqe, kAccept, listener);
}

static void arm_recv(int fd) {
  struct io_uring_sqe* sqe = next_sqe();
  io_uring_prep_recv_multishot(sqe, fd, NULL, 0, 0);
  sqe->flags |= IOSQE_BUFFER_SELECT;
  sqe->buf_group = kBufferGroup;
  tag(sqe, kRecv, fd);
}

static void send_owed(int fd) {
  struct bare_conn* c = &conns[fd];
  if (c->left == 0) bare_take(c, &answer);
  struct io_uring_sqe* sqe = next_sqe();
  io_uring_prep_send(sqe, fd, c->sending, c->left, MSG_NOSIGNAL | MSG_WAITALL);
  tag(sqe, kSend, fd);
}

/* Closing is left to the end of both the receive and the send, since another
 * connection may get the descriptor at once. `open` counts what is under way:
 * 1 the receive, 2 the send. */
enum { kReceiving = 1, kSending = 2 };

static void ended(int fd, int what) {
  struct bare_conn* c = &conns[fd];
  c->open &= (uint8_t)~what;
  if (c->open == 0) close(fd);
}

static void setup_buffers(void) {
  size_t ring_bytes = kBuffers * sizeof(struct io_uring_buf);
  buffer_ring = mmap(NULL, ring_bytes, PROT_READ | PROT_WRITE,
                     MAP_ANONYMOUS | MAP_PRIVATE, -1, 0);
  buffers = mmap(NULL, (size_t)kBuffers * kBufferBytes, PROT_READ | PROT_WRITE,
                 MAP_ANONYMOUS | MAP_PRIVATE, -1, 0);
  if (buffer_ring == MAP_FAILED || buffers == MAP_FAILED)
    bare_die("mmap", errno);
  struct io_uring_buf_reg reg = {.ring_addr = (uintptr_t)buffer_ring,
                                 .ring_entries = kBuffers,
                                 .bgid = kBufferGroup};
  int err = io_uring_register_buf_ring(&ring, &reg, 0);
  if (err < 0) bare_die("io_uring_register_buf_ring", -err);
  io_uring_buf_ring_init(buffer_ring);
  for (unsigned i = 0; i < (unsigned)kBuffers; i++)
    io_uring_buf_ring_add(buffer_ring, buffers + (size_t)i * kBufferBytes,
                          kBufferBytes, (unsigned short)i,
                          io_uring_buf_ring_mask(kBuffers), (int)i);
  io_uring_buf_ring_advance(buffer_ring, kBuffers);
}

static void on_recv(int fd, const struct io_uring_cqe* cqe, int* recycled) {
  struct bare_conn* c = &conns[fd];
  if (cqe->flags & IORING_CQE_F_BUFFER) {
    unsigned id = cqe->flags >> IORING_CQE_BUFFER_SHIFT;
    char* data = buffers + (size_t)id * kBufferBytes;
    if (cqe->res > 0)
      c->owed += (uint16_t)bare_heads(c, data, (size_t)cqe->res);
    io_uring_buf_ring_add(buffer_ring, data, kBufferBytes, (unsigned short)id,
                          io_uring_buf_ring_mask(kBuffers), *recycled);
    ++*recycled;
  }
  if (c->owed > 0 && !(c->open & kSending)) {
    c->open |= kSending;
    send_owed(fd);
  }
  if (cqe->flags & IORING_CQE_F_MORE) return;
  /* Ended: by a full completion queue or a lack of buffers, which go on, or
   * by the peer. */
  if (cqe->res > 0 || cqe->res == -ENOBUFS)
    arm_recv(fd);
  else
    ended(fd, kReceiving);
}

static void on_send(int fd, int res) {
  struct bare_conn* c = &conns[fd];
  if (res <= 0) {
    c->owed = 0;
    c->left = 0;
    shutdown(fd, SHUT_RDWR); /* ends the receive */
    ended(fd, kSending);
    return;
  }
  c->sending += res;
  c->left -= (uint32_t)res;
  if (c->left > 0 || c->owed > 0)
    send_owed(fd);
  else
    ended(fd, kSending);
}

static void on_accept(int listener, const struct io_uring_cqe* cqe) {
  int fd = cqe->res;
  if (fd >= BARE_MAX_FDS) {
    close(fd);
  } else if (fd >= 0) {
    conns[fd] = (struct bare_conn){.open = kReceiving};
    arm_recv(fd);
  }
  if (!(cqe->flags & IORING_CQE_F_MORE)) arm_accept(listener);
}

int main(int argc, char** argv) {
  bare_answer_init(&answer, argc > 1 ? argv[1] : NULL);
  int listener = bare_listen();
  struct io_uring_params params = {0};
  params.flags = IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN |
                 IORING_SETUP_COOP_TASKRUN | IORING_SETUP_SUBMIT_ALL |
                 IORING_SETUP_CQSIZE;
  params.cq_entries = kEntries * 4;
  int err = io_uring_queue_init_params(kEntries, &ring, &params);
  if (err < 0) bare_die("io_uring_queue_init", -err);
  io_uring_register_ring_fd(&ring);
  setup_buffers();
  arm_accept(listener);
  for (;;) {
    err = io_uring_submit_and_wait(&ring, 1);
    if (err < 0 && err != -EINTR && err != -EBUSY)
      bare_die("io_uring_submit_and_wait", -err);
    bare_answer_tick(&answer);
    unsigned head;
    unsigned seen = 0;
    int recycled = 0;
    struct io_uring_cqe* cqe;
    io_uring_for_each_cqe(&ring, head, cqe) {
      int fd = (int)(uint32_t)cqe->user_data;
      seen++;
      switch ((enum kind)(cqe->user_data >> 32)) {
        case kAccept:
          on_accept(fd, cqe);
          break;
        case kRecv:
          on_recv(fd, cqe, &recycled);
          break;
        case kSend:
          on_send(fd, cqe->res);
          break;
      }
    }
    io_uring_buf_ring_advance(buffer_ring, recycled);
    io_uring_cq_advance(&ring, seen);
  }
}
