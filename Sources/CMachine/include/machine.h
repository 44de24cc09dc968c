#ifndef MACHINE_H
#define MACHINE_H

#include "stops.h"
#include "turn_bits.h"
#include <stdint.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

// What the machine can do and the standard library has no name for: bits of compared bytes, and
// asking for memory ahead. Each look at bytes has a second, portable way, which does the same.

/// The top bits of a word's eight bytes, that of the first byte the lowest; no other bit may be
/// set.
static inline uint64_t top_bits(uint64_t word) {
  // The product gathers them in the highest byte.
  return (word >> 7) * 0x0102040810204080 >> 56;
}

/// The eight bytes from `bytes` on, the first in the lowest place.
static inline uint64_t word_at(const void *bytes) {
  uint64_t word;
  memcpy(&word, bytes, sizeof word);
  return word;
}

/// The same as `byte_mask_of`, eight bytes a step.
static inline uint64_t byte_mask_by_words_of(const void *bytes, int parts, uint8_t wanted) {
  const uint64_t low = 0x7F7F7F7F7F7F7F7F;
  uint64_t mask = 0;
  for (int part = 0; part < 2 * parts; part++) {
    const uint64_t word = word_at((const char *)bytes + 8 * part) ^ wanted * 0x0101010101010101;
    // A byte that is 0 now is one that equals.
    mask |= top_bits(~(((word & low) + low) | word | low)) << (8 * part);
  }
  return mask;
}

/// The same as `byte_mask`, eight bytes a step.
static inline uint64_t byte_mask_by_words(const void *bytes, uint8_t wanted) {
  return byte_mask_by_words_of(bytes, 4, wanted);
}

/// Which of the first `parts` times sixteen bytes from `bytes` on equal `wanted`, as `byte_mask`.
static inline uint64_t byte_mask_of(const void *bytes, int parts, uint8_t wanted) {
#ifdef __SSE2__
  const __m128i pattern = _mm_set1_epi8((char)wanted);
  uint64_t mask = 0;
  for (int part = 0; part < parts; part++) {
    const __m128i chunk = _mm_loadu_si128((const __m128i *)bytes + part);
    const uint64_t equal = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(chunk, pattern));
    mask |= equal << (16 * part);
  }
  return mask;
#else
  return byte_mask_by_words_of(bytes, parts, wanted);
#endif
}

/// Which of the sixty-four bytes from `bytes` on equal `wanted`: one bit a byte, that of the first
/// byte the lowest.
static inline uint64_t byte_mask(const void *bytes, uint8_t wanted) {
  return byte_mask_of(bytes, 4, wanted);
}

/// The same as `string_stops`, eight bytes a step.
static inline uint64_t string_stops_by_words(const void *bytes) {
  const uint64_t low = 0x7F7F7F7F7F7F7F7F, top = 0x8080808080808080;
  uint64_t mask = byte_mask_by_words(bytes, '"') | byte_mask_by_words(bytes, '\\');
  for (int part = 0; part < 8; part++) {
    const uint64_t word = word_at((const char *)bytes + 8 * part);
    // From a blank on the sum reaches the top bit.
    const uint64_t odd = ~((word & low) + 0x6060606060606060) | word;
    mask |= top_bits(odd & top) << (8 * part);
  }
  return mask;
}

/// Which of the sixty-four bytes from `bytes` on a JSON string must be looked at for: quotes,
/// backslashes, control characters and what is no ASCII; as `byte_mask`.
static inline uint64_t string_stops(const void *bytes) {
#ifdef __SSE2__
  const __m128i quote = _mm_set1_epi8('"'), backslash = _mm_set1_epi8('\\');
  const __m128i blank = _mm_set1_epi8(' ');
  uint64_t mask = 0;
  for (int part = 0; part < 4; part++) {
    const __m128i chunk = _mm_loadu_si128((const __m128i *)bytes + part);
    // As numbers with a sign, bytes beyond ASCII are below the first that is no control character.
    const __m128i stops = _mm_or_si128(
        _mm_cmplt_epi8(chunk, blank),
        _mm_or_si128(_mm_cmpeq_epi8(chunk, quote), _mm_cmpeq_epi8(chunk, backslash)));
    mask |= (uint64_t)(uint32_t)_mm_movemask_epi8(stops) << (16 * part);
  }
  return mask;
#else
  return string_stops_by_words(bytes);
#endif
}

/// What `mark_blocks` tells of its blocks.
typedef struct {
  /// How many line feeds stand in them.
  intptr_t line_ends;
  /// Whether the marker stands in one of them.
  _Bool is_marked;
} block_marks;

/// Looks at `count` blocks of sixty-four bytes from `bytes` on, and notes of each where `chosen`
/// stands: one mask a block, as `byte_mask`.
///
/// Where line feeds stand is written from `line_ends` on, in order, `offset` being the place of the
/// first byte; one place more than there are is written to. All places must fit.
block_marks mark_blocks(
    const void *bytes, intptr_t count, uint8_t chosen, uint8_t marker, uint64_t *masks,
    uint16_t *line_ends, uint16_t offset);

/// The same as `mark_blocks`, on any machine; nothing is written but what is told.
block_marks mark_blocks_anywhere(
    const void *bytes, intptr_t count, uint8_t chosen, uint8_t marker, uint64_t *masks,
    uint16_t *line_ends, uint16_t offset);

/// Looks at `count` blocks of sixty-four bytes from `bytes` on, and notes of each where `wanted`
/// stands: one mask a block, as `byte_mask`.
void mark_bytes(const void *bytes, intptr_t count, uint8_t wanted, uint64_t *masks);

/// The same as `mark_bytes`, on any machine.
void mark_bytes_anywhere(const void *bytes, intptr_t count, uint8_t wanted, uint64_t *masks);

/// The offset of the first byte that is 0 among the first of each sixty-four of the `count` bytes
/// from `bytes` on; `count` or more where none is.
intptr_t zero_by_blocks(const void *bytes, intptr_t count);

/// Asks for the memory at `address` ahead of its use; the address need not be one.
static inline void bring_near(const void *address) { __builtin_prefetch(address); }

#endif
