#include "machine.h"

_Bool mark_blocks_anywhere(
    const void *bytes, intptr_t count, uint8_t chosen, uint8_t marker, uint64_t *masks,
    intptr_t stride) {
  uint64_t marked = 0;
  for (intptr_t block = 0; block < count; block++) {
    const char *place = (const char *)bytes + 64 * block;
    const uint64_t marks = byte_mask(place, marker);
    masks[block] = byte_mask(place, chosen);
    masks[block + stride] = byte_mask(place, '\n');
    masks[block + 2 * stride] = marks;
    marked |= marks;
  }
  return marked != 0;
}

#ifdef __x86_64__
#include <immintrin.h>

/// Which of the sixty-four bytes of `low` and `high` equal those of `pattern`.
__attribute__((target("avx2")))
static inline uint64_t equal_bytes(__m256i low, __m256i high, __m256i pattern) {
  const uint32_t first = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, pattern));
  const uint32_t second = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, pattern));
  return (uint64_t)second << 32 | first;
}

/// The same as `mark_blocks`, thirty-two bytes a step.
__attribute__((target("avx2")))
static _Bool mark_blocks_by_halves(
    const void *bytes, intptr_t count, uint8_t chosen, uint8_t marker, uint64_t *masks,
    intptr_t stride) {
  const __m256i first = _mm256_set1_epi8((char)chosen), second = _mm256_set1_epi8('\n');
  const __m256i third = _mm256_set1_epi8((char)marker);
  uint64_t marked = 0;
  for (intptr_t block = 0; block < count; block++) {
    const __m256i *place = (const __m256i *)bytes + 2 * block;
    const __m256i low = _mm256_loadu_si256(place), high = _mm256_loadu_si256(place + 1);
    const uint64_t marks = equal_bytes(low, high, third);
    masks[block] = equal_bytes(low, high, first);
    masks[block + stride] = equal_bytes(low, high, second);
    masks[block + 2 * stride] = marks;
    marked |= marks;
  }
  return marked != 0;
}
#endif

_Bool mark_blocks(
    const void *bytes, intptr_t count, uint8_t chosen, uint8_t marker, uint64_t *masks,
    intptr_t stride) {
#ifdef __x86_64__
  if (__builtin_cpu_supports("avx2")) {
    return mark_blocks_by_halves(bytes, count, chosen, marker, masks, stride);
  }
#endif
  return mark_blocks_anywhere(bytes, count, chosen, marker, masks, stride);
}
