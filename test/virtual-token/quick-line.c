/*
 * Carries bytes between stdin/stdout and vpcd's TCP port, and acknowledges each of vpcd's segments at once: vpcd writes
 * the length and the command apart, and Nagle's algorithm would hold the second back for the 40 ms that a delayed
 * acknowledgement takes. No reader of flesh and blood is that slow, and Node cannot set TCP_QUICKACK.
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void quick(int line) {
  int on = 1;
  setsockopt(line, IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
  setsockopt(line, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

static int carry(int from, int to) {
  char bytes[4096];
  ssize_t count = read(from, bytes, sizeof bytes);
  if (count <= 0) return 0;
  for (ssize_t done = 0; done < count;) {
    ssize_t written = write(to, bytes + done, (size_t)(count - done));
    if (written <= 0) return 0;
    done += written;
  }
  return 1;
}

int main(int argc, char **argv) {
  if (argc != 2) return 64;
  int line = socket(AF_INET, SOCK_STREAM, 0);
  struct sockaddr_in place;
  memset(&place, 0, sizeof place);
  place.sin_family = AF_INET;
  place.sin_port = htons((unsigned short)atoi(argv[1]));
  place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (connect(line, (struct sockaddr *)&place, sizeof place) != 0) return 1;
  quick(line);
  /* One byte tells that the card is in the reader. */
  if (write(STDOUT_FILENO, "+", 1) != 1) return 1;
  struct pollfd ends[2] = { { line, POLLIN, 0 }, { STDIN_FILENO, POLLIN, 0 } };
  for (;;) {
    if (poll(ends, 2, -1) < 0) return 1;
    if (ends[0].revents != 0) {
      if (!carry(line, STDOUT_FILENO)) return 0;
      quick(line);
    }
    if (ends[1].revents != 0 && !carry(STDIN_FILENO, line)) return 0;
  }
}
