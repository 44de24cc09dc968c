// Counts allocations by standing in front of glibc's own functions; only the benchmark and the
// allocation test link it. Counts are kept per thread, so that parallel tests do not disturb them.
#include "allocation_counter.h"
#include <stddef.h>

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);

static __thread unsigned long count;

unsigned long allocation_count(void) { return count; }

void *malloc(size_t size) { count += 1; return __libc_malloc(size); }

void *calloc(size_t number, size_t size) { count += 1; return __libc_calloc(number, size); }

void *realloc(void *block, size_t size) { count += 1; return __libc_realloc(block, size); }

void *aligned_alloc(size_t alignment, size_t size) {
  count += 1;
  return __libc_memalign(alignment, size);
}

int posix_memalign(void **block, size_t alignment, size_t size) {
  count += 1;
  *block = __libc_memalign(alignment, size);
  return *block ? 0 : 12;
}
