/* The control file: which call goes wrong, and how. Read anew at each call, so a fault begins and ends while a host runs. */
#ifndef DVCTT_CONTROL_H
#define DVCTT_CONTROL_H

#include <stdbool.h>
#include <stddef.h>

enum { most_orders = 64, longest_word = 512 };

/* One line of the control file: `call fault argument second`, all but the first two optional. */
struct order {
  char call[64];
  char fault[longest_word];
  char argument[longest_word];
  char second[64];
};

struct orders {
  size_t count;
  struct order order[most_orders];
};

/* Reads the control file; none or an empty one means that nothing goes wrong. */
void read_orders(struct orders *orders);

/* The order for `call` with this fault, or NULL. */
const struct order *find_order(const struct orders *orders, const char *call, const char *fault);

/* A number of an argument, 0x for hexadecimal. */
unsigned long number_of(const char *text);

/* Counts this call, writes it to the log if one is ordered, and reads the orders that hold for it now. */
void note_call(const char *call, struct orders *orders);

/* Does what is ordered before the real call. Returns true, with the return value, when the real call is not to be made. */
bool before_call(const struct orders *orders, const char *call, unsigned long *answer);

/* Does what is ordered after the real call, and returns what is to be answered. */
unsigned long after_call(const struct orders *orders, const char *call, unsigned long answer);

#endif
