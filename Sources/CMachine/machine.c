#include "machine.h"

/// Writes the places of the bits of `mask`, that of the lowest being `offset`; returns how many
/// there are.
__attribute__((noinline))
static intptr_t write_places(uint64_t mask, intptr_t offset, uint16_t *places) {
  intptr_t count = 0;
  for (; mask != 0; mask &= mask - 1) {
    places[count++] = (uint16_t)(offset + __builtin_ctzll(mask));
  }
  return count;
}

block_marks mark_blocks_anywhere(
    const void *bytes, intptr_t count, uint8_t chosen, uint8_t marker, uint64_t *masks,
    uint16_t *line_ends, uint16_t offset) {
  block_marks marks = {0, 0};
  for (intptr_t block = 0; block < count; block++) {
    const char *place = (const char *)bytes + 64 * block;
    masks[block] = byte_mask(place, chosen);
    marks.is_marked |= byte_mask(place, marker) != 0;
    marks.line_ends +=
        write_places(byte_mask(place, '\n'), offset + 64 * block, line_ends + marks.line_ends);
  }
  return marks;
}

void mark_bytes_anywhere(const void *bytes, intptr_t count, uint8_t wanted, uint64_t *masks) {
  for (intptr_t block = 0; block < count; block++) {
    masks[block] = byte_mask((const char *)bytes + 64 * block, wanted);
  }
}

intptr_t zero_by_blocks(const void *bytes, intptr_t count) {
  const char *const first = bytes;
  intptr_t place = 0;
  // Eight looks a step, which costs half.
  for (; place + 7 * 64 < count; place += 8 * 64) {
    for (int look = 0; look < 8; look++) {
      if (first[place + 64 * look] == 0) return place + 64 * look;
    }
  }
  while (place < count && first[place] != 0) place += 64;
  return place;
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

/// Writes which of the sixty-four bytes of `low` and `high` equal those of `pattern`, each half by
/// itself: to put them together first costs more.
__attribute__((target("avx2")))
static inline void write_equal_bytes(
    __m256i low, __m256i high, __m256i pattern, char *mask) {
  const uint32_t first = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, pattern));
  const uint32_t second = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, pattern));
  memcpy(mask, &first, sizeof first);
  memcpy(mask + sizeof first, &second, sizeof second);
}

/// The same as `mark_blocks`, thirty-two bytes a step.
__attribute__((target("avx2,bmi,popcnt")))
static block_marks mark_blocks_by_halves(
    const void *bytes, intptr_t count, uint8_t chosen, uint8_t marker, uint64_t *masks,
    uint16_t *line_ends, uint16_t offset) {
  const __m256i first = _mm256_set1_epi8((char)chosen), second = _mm256_set1_epi8('\n');
  const __m256i third = _mm256_set1_epi8((char)marker);
  __m256i marked = _mm256_setzero_si256();
  intptr_t number = 0;
  // A mask is an eighth as long as its block, so that one index serves both.
#pragma clang loop unroll_count(2)
  for (intptr_t index = 0; index != 8 * count; index += 8) {
    const __m256i *halves = (const __m256i *)((const char *)bytes + 8 * index);
    const __m256i low = _mm256_loadu_si256(halves), high = _mm256_loadu_si256(halves + 1);
    write_equal_bytes(low, high, first, (char *)masks + index);
    marked = _mm256_or_si256(marked, _mm256_cmpeq_epi8(low, third));
    marked = _mm256_or_si256(marked, _mm256_cmpeq_epi8(high, third));
    const uint64_t feeds = equal_bytes(low, high, second);
    // Whether a line ends in a block is hard to guess, so a place is written in any case.
    line_ends[number] = (uint16_t)(offset + 8 * index + (intptr_t)_tzcnt_u64(feeds));
    const int found = __builtin_popcountll(feeds);
    if (__builtin_expect(found > 1, 0)) write_places(feeds, offset + 8 * index, line_ends + number);
    number += found;
  }
  return (block_marks){number, _mm256_testz_si256(marked, marked) == 0};
}

/// The same as `mark_bytes`, thirty-two bytes a step.
__attribute__((target("avx2")))
static void mark_bytes_by_halves(
    const void *bytes, intptr_t count, uint8_t wanted, uint64_t *masks) {
  const __m256i pattern = _mm256_set1_epi8((char)wanted);
  for (intptr_t block = 0; block < count; block++) {
    const __m256i *halves = (const __m256i *)bytes + 2 * block;
    const __m256i low = _mm256_loadu_si256(halves), high = _mm256_loadu_si256(halves + 1);
    write_equal_bytes(low, high, pattern, (char *)(masks + block));
  }
}
#endif

block_marks mark_blocks(
    const void *bytes, intptr_t count, uint8_t chosen, uint8_t marker, uint64_t *masks,
    uint16_t *line_ends, uint16_t offset) {
#ifdef __x86_64__
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
      __builtin_cpu_supports("popcnt")) {
    return mark_blocks_by_halves(bytes, count, chosen, marker, masks, line_ends, offset);
  }
#endif
  return mark_blocks_anywhere(bytes, count, chosen, marker, masks, line_ends, offset);
}

void mark_bytes(const void *bytes, intptr_t count, uint8_t wanted, uint64_t *masks) {
#ifdef __x86_64__
  if (__builtin_cpu_supports("avx2")) return mark_bytes_by_halves(bytes, count, wanted, masks);
#endif
  mark_bytes_anywhere(bytes, count, wanted, masks);
}
