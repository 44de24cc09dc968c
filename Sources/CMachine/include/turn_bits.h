#ifndef TURN_BITS_H
#define TURN_BITS_H

#include <stdint.h>

/// Swaps the high parts of `width` words with the low parts of the `width` words behind them, in
/// each row of twice as many; `low` has the bits of a low part.
static inline __attribute__((always_inline)) void turn_parts(
    uint64_t *words, int width, uint64_t low) {
  for (int row = 0; row < 64; row += 2 * width) {
    for (int index = row; index < row + width; index++) {
      const uint64_t odd = ((words[index] >> width) ^ words[index + width]) & low;
      words[index] ^= odd << width;
      words[index + width] ^= odd;
    }
  }
}

/// Turns the sixty-four words from `words` on about their diagonal: bit i of word k changes places
/// with bit k of word i.
static inline void turn_bits(uint64_t *words) {
  turn_parts(words, 32, 0x00000000FFFFFFFF);
  turn_parts(words, 16, 0x0000FFFF0000FFFF);
  turn_parts(words, 8, 0x00FF00FF00FF00FF);
  turn_parts(words, 4, 0x0F0F0F0F0F0F0F0F);
  turn_parts(words, 2, 0x3333333333333333);
  turn_parts(words, 1, 0x5555555555555555);
}

#endif
