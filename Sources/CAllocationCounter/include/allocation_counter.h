#ifndef ALLOCATION_COUNTER_H
#define ALLOCATION_COUNTER_H

/// How many blocks the calling thread has allocated so far, by any of malloc's family.
unsigned long allocation_count(void);

#endif
