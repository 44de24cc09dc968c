#include "machine.h"

#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

/// Marks the stops among the last bytes, fewer than 64, and all bits behind them.
static uint64_t last_mask(const uint8_t *bytes, size_t count) {
  uint8_t block[64];
  // No byte of ASCII: a stop.
  memset(block, 0xFF, sizeof block);
  memcpy(block, bytes, count);
  return string_stops(block);
}

void string_stop_masks_by_blocks(const void *bytes, size_t count, uint64_t *masks) {
  const uint8_t *const first = bytes;
  size_t index = 0;
  for (; index + 64 <= count; index += 64) masks[index / 64] = string_stops(first + index);
  masks[index / 64] = last_mask(first + index, count - index);
  masks[index / 64 + 1] = UINT64_MAX;
}

#if defined(__x86_64__)

/// The same, with half as many looks.
__attribute__((target("avx2"))) static void masks_by_halves(
    const void *bytes, size_t count, uint64_t *masks) {
  const uint8_t *const first = bytes;
  const __m256i quote = _mm256_set1_epi8('"'), backslash = _mm256_set1_epi8('\\');
  const __m256i blank = _mm256_set1_epi8(' ');
  size_t index = 0;
  for (; index + 64 <= count; index += 64) {
    uint64_t mask = 0;
    for (int part = 0; part < 2; part++) {
      const __m256i chunk = _mm256_loadu_si256((const __m256i *)(first + index) + part);
      const __m256i stops = _mm256_or_si256(
          _mm256_cmpgt_epi8(blank, chunk),
          _mm256_or_si256(_mm256_cmpeq_epi8(chunk, quote), _mm256_cmpeq_epi8(chunk, backslash)));
      mask |= (uint64_t)(uint32_t)_mm256_movemask_epi8(stops) << (32 * part);
    }
    masks[index / 64] = mask;
  }
  masks[index / 64] = last_mask(first + index, count - index);
  masks[index / 64 + 1] = UINT64_MAX;
}

#endif

void string_stop_masks(const void *bytes, size_t count, uint64_t *masks) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) return masks_by_halves(bytes, count, masks);
#endif
  string_stop_masks_by_blocks(bytes, count, masks);
}
