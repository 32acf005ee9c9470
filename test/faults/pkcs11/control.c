#define _GNU_SOURCE
#include "control.h"

#include <dlfcn.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

enum { most_calls = 96 };

static struct {
  char name[64];
  unsigned long times;
} counted[most_calls];
static pthread_mutex_t counting = PTHREAD_MUTEX_INITIALIZER;

static void control_path(char *path, size_t size) {
  const char *named = getenv("DVCTT_FAULTS");
  Dl_info self;
  if (named != NULL) {
    snprintf(path, size, "%s", named);
  } else if (dladdr((void *)read_orders, &self) != 0) {
    snprintf(path, size, "%s.faults", self.dli_fname);
  } else {
    path[0] = '\0';
  }
}

void read_orders(struct orders *orders) {
  char path[4096];
  char line[1400];
  orders->count = 0;
  control_path(path, sizeof path);
  FILE *file = fopen(path, "re");
  if (file == NULL) return;
  while (orders->count < most_orders && fgets(line, sizeof line, file) != NULL) {
    struct order *order = &orders->order[orders->count];
    memset(order, 0, sizeof *order);
    int words = sscanf(line, "%63s %511s %511s %63s", order->call, order->fault, order->argument, order->second);
    if (words >= 2 && order->call[0] != '#') orders->count++;
  }
  fclose(file);
}

const struct order *find_order(const struct orders *orders, const char *call, const char *fault) {
  for (size_t n = 0; n < orders->count; n++) {
    const struct order *order = &orders->order[n];
    if (strcmp(order->call, call) == 0 && strcmp(order->fault, fault) == 0) return order;
  }
  return NULL;
}

unsigned long number_of(const char *text) { return strtoul(text, NULL, 0); }

static unsigned long count_call(const char *call) {
  unsigned long times = 0;
  pthread_mutex_lock(&counting);
  for (size_t n = 0; n < most_calls; n++) {
    if (counted[n].name[0] == '\0') snprintf(counted[n].name, sizeof counted[n].name, "%s", call);
    if (strcmp(counted[n].name, call) != 0) continue;
    times = ++counted[n].times;
    break;
  }
  pthread_mutex_unlock(&counting);
  return times;
}

static void write_log(const struct orders *orders, const char *call) {
  for (size_t n = 0; n < orders->count; n++) {
    if (strcmp(orders->order[n].call, "log") != 0) continue;
    FILE *file = fopen(orders->order[n].fault, "ae");
    if (file == NULL) continue;
    fprintf(file, "%ld %s\n", (long)getpid(), call);
    fclose(file);
  }
}

/* Keeps the orders for this call: `*`, its name, or its name with the number of this very time (`C_Sign@2`). */
void note_call(const char *call, struct orders *orders) {
  static struct orders all;
  char numbered[96];
  unsigned long times = count_call(call);
  snprintf(numbered, sizeof numbered, "%s@%lu", call, times);
  pthread_mutex_lock(&counting);
  read_orders(&all);
  orders->count = 0;
  for (size_t n = 0; n < all.count; n++) {
    struct order *order = &orders->order[orders->count];
    *order = all.order[n];
    bool meant = strcmp(order->call, "*") == 0 || strcmp(order->call, numbered) == 0;
    if (meant) snprintf(order->call, sizeof order->call, "%s", call);
    orders->count++;
  }
  pthread_mutex_unlock(&counting);
  write_log(orders, call);
}

static void sleep_milliseconds(unsigned long milliseconds) {
  struct timespec left = {(time_t)(milliseconds / 1000), (long)(milliseconds % 1000) * 1000000L};
  while (nanosleep(&left, &left) != 0) continue;
}

__attribute__((noreturn)) static void hang(void) {
  for (;;) pause();
}

/* Waits for a lock that it holds itself, as drivers do that unload from within their own callback. */
__attribute__((noreturn)) static void deadlock(void) {
  static pthread_mutex_t held = PTHREAD_MUTEX_INITIALIZER;
  pthread_mutex_lock(&held);
  pthread_mutex_lock(&held);
  hang();
}

__attribute__((noreturn)) static void crash(void) {
  const struct rlimit no_core = {0, 0};
  setrlimit(RLIMIT_CORE, &no_core);
  signal(SIGSEGV, SIG_DFL);
  raise(SIGSEGV);
  abort();
}

/* What drivers print: half a line, control characters, bytes that are no UTF-8, and something like a reply to the core. */
static void chatter(void) {
  static const char noise[] = "\x1b[2J\xff\xfe driver 1.0: PIN=246813 {\"id\":1,\"ok\":true,\"output\":{}}\n\n\0 rest";
  for (int n = 0; n < 200; n++) {
    if (write(STDOUT_FILENO, noise, sizeof noise) < 0) return;
    if (write(STDERR_FILENO, noise, sizeof noise) < 0) return;
  }
}

/* Bytes into the pipe that leads to the core, as a driver could that looks for it. */
static void write_to_core(const void *bytes, size_t length) {
  enum { to_core = 4 };
  const char *next = bytes;
  while (length > 0) {
    ssize_t written = write(to_core, next, length);
    if (written <= 0) return;
    next += written;
    length -= (size_t)written;
  }
}

static void raw_bytes(const char *hex) {
  unsigned int byte;
  for (; sscanf(hex, "%2x", &byte) == 1; hex += 2) write_to_core(&(unsigned char){(unsigned char)byte}, 1);
}

/* One message after the other, many to a piece, and never an end. */
__attribute__((noreturn)) static void flood(const char *message) {
  static char piece[65536];
  size_t length = strlen(message), used = 0;
  const char head[4] = {0, 0, (char)(length >> 8), (char)length};
  while (used + 4 + length <= sizeof piece) {
    memcpy(piece + used, head, 4);
    memcpy(piece + used + 4, message, length);
    used += 4 + length;
  }
  for (;;) write_to_core(piece, used);
}

/* A message that is said to be that long, and goes on for ever. */
__attribute__((noreturn)) static void endless_message(const char *head) {
  static const char nothing[65536];
  raw_bytes(head);
  for (;;) write_to_core(nothing, sizeof nothing);
}

bool before_call(const struct orders *orders, const char *call, unsigned long *answer) {
  for (size_t n = 0; n < orders->count; n++) {
    const struct order *order = &orders->order[n];
    if (strcmp(order->call, call) != 0) continue;
    const char *fault = order->fault;
    if (strcmp(fault, "chatter") == 0) chatter();
    if (strcmp(fault, "raw-bytes") == 0) raw_bytes(order->argument);
    if (strcmp(fault, "flood") == 0) flood(order->argument);
    if (strcmp(fault, "endless-message") == 0) endless_message(order->argument);
    if (strcmp(fault, "sleep") == 0) sleep_milliseconds(number_of(order->argument));
    if (strcmp(fault, "hang") == 0) hang();
    if (strcmp(fault, "deadlock") == 0) deadlock();
    if (strcmp(fault, "spin") == 0)
      for (volatile unsigned long turns = 0;; turns++) continue;
    if (strcmp(fault, "crash") == 0) crash();
    if (strcmp(fault, "exit") == 0) _exit((int)number_of(order->argument));
    if (strcmp(fault, "return") == 0) {
      *answer = number_of(order->argument);
      return true;
    }
  }
  return false;
}

unsigned long after_call(const struct orders *orders, const char *call, unsigned long answer) {
  for (size_t n = 0; n < orders->count; n++) {
    const struct order *order = &orders->order[n];
    if (strcmp(order->call, call) != 0) continue;
    const char *fault = order->fault;
    if (strcmp(fault, "late") == 0) sleep_milliseconds(number_of(order->argument));
    if (strcmp(fault, "hang-after") == 0) hang();
    if (strcmp(fault, "crash-after") == 0) crash();
    if (strcmp(fault, "return-after") == 0) answer = number_of(order->argument);
    if (strcmp(fault, "replace") == 0 && answer == number_of(order->argument)) answer = number_of(order->second);
  }
  return answer;
}
