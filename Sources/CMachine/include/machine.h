#ifndef MACHINE_H
#define MACHINE_H

#include <stdint.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

// What the machine can do and Swift has no name for.

/// What one look at sixty-four bytes shows.
typedef struct {
  /// Where the chosen byte stands: one bit a byte, that of the first byte the lowest.
  uint64_t chosen;
  /// Whether a line feed stands among them.
  _Bool ends;
  /// Whether the byte to be marked stands among them.
  _Bool marked;
} byte_block;

/// Which of the sixty-four bytes from `bytes` on equal `wanted`: one bit a byte, that of the first
/// byte the lowest.
static inline uint64_t byte_mask(const void *bytes, uint8_t wanted) {
#ifdef __SSE2__
  const __m128i pattern = _mm_set1_epi8((char)wanted);
  uint64_t mask = 0;
  for (int part = 0; part < 4; part++) {
    const __m128i chunk = _mm_loadu_si128((const __m128i *)bytes + part);
    const uint64_t equal = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(chunk, pattern));
    mask |= equal << (16 * part);
  }
  return mask;
#else
  const uint64_t low = 0x7F7F7F7F7F7F7F7F;
  uint64_t mask = 0;
  for (int part = 0; part < 8; part++) {
    uint64_t word;
    memcpy(&word, (const char *)bytes + 8 * part, sizeof word);
    word ^= wanted * 0x0101010101010101;
    // The top bit of each byte that is 0 now; the product gathers them in the highest byte.
    const uint64_t zero = ~(((word & low) + low) | word | low);
    mask |= ((zero >> 7) * 0x0102040810204080 >> 56) << (8 * part);
  }
  return mask;
#endif
}

/// Looks at the sixty-four bytes from `bytes` on.
static inline byte_block byte_block_at(const void *bytes, uint8_t chosen, uint8_t marker) {
#ifdef __SSE2__
  const __m128i *chunks = bytes;
  const __m128i line = _mm_set1_epi8('\n'), mark = _mm_set1_epi8((char)marker);
  __m128i ends = _mm_setzero_si128(), marks = _mm_setzero_si128();
  for (int part = 0; part < 4; part++) {
    const __m128i chunk = _mm_loadu_si128(chunks + part);
    ends = _mm_or_si128(ends, _mm_cmpeq_epi8(chunk, line));
    marks = _mm_or_si128(marks, _mm_cmpeq_epi8(chunk, mark));
  }
  return (byte_block){
      byte_mask(bytes, chosen), _mm_movemask_epi8(ends) != 0, _mm_movemask_epi8(marks) != 0};
#else
  return (byte_block){
      byte_mask(bytes, chosen), byte_mask(bytes, '\n') != 0, byte_mask(bytes, marker) != 0};
#endif
}

/// Asks for the memory at `address` ahead of its use; the address need not be one.
static inline void bring_near(const void *address) { __builtin_prefetch(address); }

#endif
