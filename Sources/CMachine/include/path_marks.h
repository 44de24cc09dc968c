#ifndef PATH_MARKS_H
#define PATH_MARKS_H

#include "machine.h"

/// What sixty-four bytes of a path are: one bit a byte, that of the first byte the lowest.
typedef struct {
  /// The `/`.
  uint64_t slashes;
  /// The ASCII digits.
  uint64_t digits;
  /// The `?` and `#`, which end a path.
  uint64_t ends;
} path_marks;

/// The same as `path_marks_of`, eight bytes a step.
static inline path_marks path_marks_by_words_of(const void *bytes, int parts) {
  const uint64_t low = 0x7F7F7F7F7F7F7F7F, top = 0x8080808080808080;
  uint64_t digits = 0;
  for (int part = 0; part < 2 * parts; part++) {
    // A digit is below ten now, and adding 118 to its low bits sets no top bit.
    const uint64_t word = word_at((const char *)bytes + 8 * part) ^ 0x3030303030303030;
    const uint64_t odd = ((word & low) + 0x7676767676767676) | word;
    digits |= top_bits(~odd & top) << (8 * part);
  }
  return (path_marks){
      byte_mask_by_words_of(bytes, parts, '/'), digits,
      byte_mask_by_words_of(bytes, parts, '?') | byte_mask_by_words_of(bytes, parts, '#')};
}

/// The same as `path_marks_at`, eight bytes a step.
static inline path_marks path_marks_by_words(const void *bytes) {
  return path_marks_by_words_of(bytes, 4);
}

/// Looks at the first `parts` times sixteen bytes from `bytes` on, of at most sixty-four.
static inline path_marks path_marks_of(const void *bytes, int parts) {
#ifdef __SSE2__
  const __m128i slash = _mm_set1_epi8('/'), query = _mm_set1_epi8('?');
  const __m128i fragment = _mm_set1_epi8('#');
  // Digits are moved to the lowest of the numbers with a sign.
  const __m128i shift = _mm_set1_epi8((char)(0x80 - '0')), first = _mm_set1_epi8(-128 + 10);
  path_marks marks = {0, 0, 0};
  for (int part = 0; part < parts; part++) {
    const __m128i chunk = _mm_loadu_si128((const __m128i *)bytes + part);
    const __m128i ends =
        _mm_or_si128(_mm_cmpeq_epi8(chunk, query), _mm_cmpeq_epi8(chunk, fragment));
    const __m128i digits = _mm_cmplt_epi8(_mm_add_epi8(chunk, shift), first);
    marks.slashes |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(chunk, slash))
                     << (16 * part);
    marks.digits |= (uint64_t)(uint32_t)_mm_movemask_epi8(digits) << (16 * part);
    marks.ends |= (uint64_t)(uint32_t)_mm_movemask_epi8(ends) << (16 * part);
  }
  return marks;
#else
  return path_marks_by_words_of(bytes, parts);
#endif
}

/// Looks at the sixty-four bytes from `bytes` on.
static inline path_marks path_marks_at(const void *bytes) { return path_marks_of(bytes, 4); }

/// Looks at the thirty-two bytes from `bytes` on.
static inline path_marks path_marks_at_few(const void *bytes) { return path_marks_of(bytes, 2); }

#endif
