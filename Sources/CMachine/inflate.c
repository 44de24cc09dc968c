#include "inflate.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

// RFC 1951. An entry of a table holds, from the lowest bit on: how many bits the code takes and what
// belongs to it (8), how many the code alone takes (4), what it is (4), and a value (16): a byte, the
// least length or distance, or where another table begins.

enum {
  /// How many bits of the input choose an entry of the first table of literals and lengths.
  literal_bits = 11,
  /// How many bits choose one of distances.
  distance_bits = 9,
  /// How long the codes are at most that lengths of codes are written in.
  lengths_bits = 7,

  literal_entries = (1 << literal_bits) + 1024,
  distance_entries = (1 << distance_bits) + 1024,

  total_bits = 0xFF,
  code_shift = 8,
  block_end = 1 << 12,
  table_link = 1 << 13,
  /// No literal, length or distance.
  special = 1 << 14,
  literal = 1 << 15,
  value_shift = 16,

  longest_code = 15,
  literal_count = 288,
  distance_count = 32,
  order_count = 19
};

struct inflate_state {
  /// The entries for codes of literals, lengths and the block's end; codes that are longer than the
  /// first table's index lead to tables behind it.
  uint32_t literals[literal_entries];
  /// The same for distances.
  uint32_t distances[distance_entries];
  /// How many bytes of a block that is stored as it is are still to come.
  uint32_t stored;
  /// What stands next.
  enum { at_header, in_codes, in_bytes, at_end } phase;
  /// Whether the block is the last.
  bool is_last;
  /// Whether the tables are those of a block without its own.
  bool is_fixed;
};

inflate_state *inflate_make(void) { return calloc(1, sizeof(inflate_state)); }

void inflate_restart(inflate_state *state) {
  state->phase = at_header;
  state->is_last = false;
}

void inflate_free(inflate_state *state) { free(state); }

/// The eight bytes from `bytes` on, the first in the lowest place.
static inline uint64_t word_from(const uint8_t *bytes) {
  uint64_t word;
  memcpy(&word, bytes, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  word = __builtin_bswap64(word);
#endif
  return word;
}

/// At least 56 bits of the input from `bit` on; those behind its end are of no meaning.
static inline uint64_t bits_at(const uint8_t *input, size_t bit) {
  return word_from(input + (bit >> 3)) >> (bit & 7);
}

/// The lowest bits of `code`, as many as `length` says, the other way round: codes come with their
/// highest bit first.
static uint32_t reversed(uint32_t code, unsigned length) {
  uint32_t result = 0;
  for (unsigned index = 0; index < length; index++) {
    result = result << 1 | (code & 1);
    code >>= 1;
  }
  return result;
}

/// The entry of a literal or length without its code.
static uint32_t literal_entry(unsigned symbol) {
  static const uint16_t bases[] = {3,  4,  5,  6,  7,  8,  9,  10, 11,  13,  15,  17,  19,  23, 27,
                                   31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258};
  static const uint8_t extras[] = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2,
                                   2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0};
  if (symbol < 256) return literal | (uint32_t)symbol << value_shift;
  if (symbol == 256) return special | block_end;
  if (symbol > 285) return special;
  return (uint32_t)bases[symbol - 257] << value_shift | extras[symbol - 257];
}

/// The entry of a distance without its code.
static uint32_t distance_entry(unsigned symbol) {
  if (symbol > 29) return special;
  if (symbol < 4) return (uint32_t)(symbol + 1) << value_shift;
  const unsigned extra = symbol / 2 - 1;
  return (((2 + symbol % 2) << extra) + 1) << value_shift | extra;
}

/// The entry of a length of a code without its code.
static uint32_t length_entry(unsigned symbol) { return (uint32_t)symbol << value_shift; }

/// Fills `table`, of `capacity` entries, for codes of the `lengths` given.
///
/// Codes that leave some bits without a meaning are accepted where `may_lack` says so and there is one
/// of one bit, or none.
static bool build(
    uint32_t *table, unsigned capacity, unsigned root, const uint8_t *lengths, unsigned count,
    uint32_t (*entry)(unsigned), bool may_lack) {
  unsigned counts[longest_code + 1] = {0};
  for (unsigned symbol = 0; symbol < count; symbol++) counts[lengths[symbol]]++;
  counts[0] = 0;
  unsigned longest = longest_code;
  while (longest > 0 && counts[longest] == 0) longest--;
  int left = 1;
  for (unsigned length = 1; length <= longest_code; length++) {
    left = left * 2 - (int)counts[length];
    if (left < 0) return false;
  }
  if (left > 0) {
    if (!may_lack || longest > 1) return false;
    for (unsigned index = 0; index < 1u << root; index++) table[index] = special | 1;
  }
  unsigned firsts[longest_code + 2] = {0};
  for (unsigned length = 1; length <= longest_code; length++) {
    firsts[length + 1] = firsts[length] + counts[length];
  }
  uint16_t sorted[literal_count];
  for (unsigned symbol = 0; symbol < count; symbol++) {
    if (lengths[symbol] != 0) sorted[firsts[lengths[symbol]]++] = (uint16_t)symbol;
  }
  uint32_t code = 0;
  unsigned index = 0, used = 1u << root, linked = ~0u, start = 0, width = 0;
  for (unsigned length = 1; length <= longest; length++) {
    for (; counts[length] > 0; counts[length]--, index++, code++) {
      const uint32_t bits = reversed(code, length);
      const uint32_t base = entry(sorted[index]);
      if (length <= root) {
        const uint32_t filled = base + length * ((1 << code_shift) + 1);
        for (unsigned place = bits; place < 1u << root; place += 1u << length) table[place] = filled;
        continue;
      }
      // Codes that agree in the first bits follow each other: their table is as wide as the longest
      // of them asks for.
      const unsigned prefix = bits & ((1u << root) - 1);
      if (prefix != linked) {
        width = length - root;
        int open = 1 << width;
        while (root + width < longest) {
          open -= (int)counts[root + width];
          if (open <= 0) break;
          width++;
          open *= 2;
        }
        if (used + (1u << width) > capacity) return false;
        linked = prefix;
        start = used;
        used += 1u << width;
        table[prefix] =
            special | table_link | start << value_shift | width << code_shift | root;
      }
      const uint32_t filled = base + (length - root) * ((1 << code_shift) + 1);
      for (unsigned place = bits >> root; place < 1u << width; place += 1u << (length - root)) {
        table[start + place] = filled;
      }
    }
    code <<= 1;
  }
  return true;
}

static void build_fixed(inflate_state *state) {
  if (state->is_fixed) return;
  uint8_t lengths[literal_count];
  memset(lengths, 8, 144);
  memset(lengths + 144, 9, 112);
  memset(lengths + 256, 7, 24);
  memset(lengths + 280, 8, 8);
  build(
      state->literals, literal_entries, literal_bits,
      lengths, literal_count, literal_entry, false);
  memset(lengths, 5, distance_count);
  build(
      state->distances, distance_entries, distance_bits,
      lengths, distance_count, distance_entry, false);
  state->is_fixed = true;
}

/// Reads the codes of a block, of which the header's first three bits were read.
static inflate_outcome read_codes(
    inflate_state *state, const uint8_t *input, size_t end, size_t *bit) {
  static const uint8_t order[order_count] = {16, 17, 18, 0, 8,  7, 9,  6, 10, 5,
                                             11, 4,  12, 3, 13, 2, 14, 1, 15};
  size_t place = *bit;
  if (place + 14 > end) return inflate_needs_input;
  uint64_t bits = bits_at(input, place);
  const unsigned literals = 257 + (bits & 31), distances = 1 + (bits >> 5 & 31);
  const unsigned lengths = 4 + (bits >> 10 & 15);
  if (literals > 286 || distances > 30) return inflate_damaged;
  place += 14;
  if (place + 3 * lengths > end) return inflate_needs_input;
  uint8_t ordered[order_count] = {0};
  for (unsigned index = 0; index < lengths; index++, place += 3) {
    ordered[order[index]] = bits_at(input, place) & 7;
  }
  uint32_t table[1 << lengths_bits];
  if (!build(
          table, 1 << lengths_bits, lengths_bits, ordered, order_count, length_entry, false)) {
    return inflate_damaged;
  }
  // As many as both may have, and as many as the last repeat may be too long by.
  uint8_t all[literal_count + distance_count];
  unsigned filled = 0;
  while (filled < literals + distances) {
    bits = bits_at(input, place);
    const uint32_t entry = table[bits & ((1 << lengths_bits) - 1)];
    const unsigned taken = entry & total_bits, symbol = entry >> value_shift;
    unsigned width = 0, least = 1;
    uint8_t value = (uint8_t)symbol;
    if (symbol > 15) {
      width = symbol == 16 ? 2 : symbol == 17 ? 3 : 7;
      least = symbol == 18 ? 11 : 3;
      value = 0;
    }
    if (place + taken + width > end) return inflate_needs_input;
    if (symbol == 16) {
      if (filled == 0) return inflate_damaged;
      value = all[filled - 1];
    }
    const unsigned repeat = least + (unsigned)(bits >> taken & ((1u << width) - 1));
    if (repeat > literals + distances - filled) return inflate_damaged;
    memset(all + filled, value, repeat);
    filled += repeat;
    place += taken + width;
  }
  if (all[256] == 0) return inflate_damaged;
  state->is_fixed = false;
  if (!build(
          state->literals, literal_entries, literal_bits,
          all, literals, literal_entry, true)
      || !build(
          state->distances, distance_entries,
          distance_bits, all + literals, distances, distance_entry, true)) {
    return inflate_damaged;
  }
  *bit = place;
  return inflate_needs_room;
}

/// Reads the header of a block; `inflate_needs_room` where its content is next.
static inflate_outcome read_header(
    inflate_state *state, const uint8_t *input, size_t end, size_t *bit) {
  if (*bit + 3 > end) return inflate_needs_input;
  const uint64_t bits = bits_at(input, *bit);
  size_t place = *bit + 3;
  switch (bits >> 1 & 3) {
    case 0: {
      place = (place + 7) & ~(size_t)7;
      if (place + 32 > end) return inflate_needs_input;
      const uint64_t sizes = bits_at(input, place);
      const uint32_t size = sizes & 0xFFFF;
      if (size != (~sizes >> 16 & 0xFFFF)) return inflate_damaged;
      place += 32;
      state->stored = size;
      state->phase = in_bytes;
      break;
    }
    case 1:
      build_fixed(state);
      state->phase = in_codes;
      break;
    case 2: {
      const inflate_outcome outcome = read_codes(state, input, end, &place);
      if (outcome != inflate_needs_room) return outcome;
      state->phase = in_codes;
      break;
    }
    default: return inflate_damaged;
  }
  state->is_last = bits & 1;
  *bit = place;
  return inflate_needs_room;
}

/// Copies `length` bytes from `distance` before `output`; up to 31 bytes behind them may be written.
static inline __attribute__((always_inline)) void copy_back(
    uint8_t *output, size_t distance, size_t length) {
  const uint8_t *source = output - distance;
  uint8_t *const end = output + length;
  if (__builtin_expect(distance >= 16, 1)) {
    // Most are of 32 bytes or fewer.
    memcpy(output, source, 16);
    memcpy(output + 16, source + 16, 16);
    if (length <= 32) return;
    output += 32;
    source += 32;
    do {
      memcpy(output, source, 16);
      output += 16;
      source += 16;
    } while (output < end);
  } else if (distance == 1) {
    memset(output, *source, length);
  } else if (distance >= 8) {
    do {
      memcpy(output, source, 8);
      output += 8;
      source += 8;
    } while (output < end);
  } else {
    do {
      *output++ = *source++;
    } while (output < end);
  }
}

/// The length or distance that `entry` stands for, its bits the lowest of `bits`.
static inline __attribute__((always_inline)) uint32_t
value_of(uint32_t entry, uint64_t bits) {
  const uint64_t both = bits & (((uint64_t)1 << (entry & total_bits)) - 1);
  return (entry >> value_shift) + (uint32_t)(both >> (entry >> code_shift & 15));
}

/// Decodes codes one by one up to the block's end, near the end of the input.
static inflate_outcome read_slowly(
    inflate_state *state, const uint8_t *input, size_t end, size_t *bit, uint8_t *output,
    size_t floor, size_t *filled, size_t capacity) {
  while (capacity - *filled >= inflate_room) {
    size_t place = *bit;
    uint64_t bits = bits_at(input, place);
    uint32_t entry = state->literals[bits & ((1 << literal_bits) - 1)];
    if (entry & table_link) {
      place += literal_bits;
      bits >>= literal_bits;
      const uint64_t index = bits & ((1u << (entry >> code_shift & 15)) - 1);
      entry = state->literals[(entry >> value_shift) + index];
    }
    place += entry & total_bits;
    if (place > end) return inflate_needs_input;
    if (entry & literal) {
      output[(*filled)++] = (uint8_t)(entry >> value_shift);
      *bit = place;
      continue;
    }
    if (entry & special) {
      if (!(entry & block_end)) return inflate_damaged;
      state->phase = state->is_last ? at_end : at_header;
      *bit = place;
      return inflate_needs_room;
    }
    const size_t length = value_of(entry, bits);
    bits = bits_at(input, place);
    entry = state->distances[bits & ((1 << distance_bits) - 1)];
    if (entry & table_link) {
      place += distance_bits;
      bits >>= distance_bits;
      const uint64_t index = bits & ((1u << (entry >> code_shift & 15)) - 1);
      entry = state->distances[(entry >> value_shift) + index];
    }
    place += entry & total_bits;
    if (place > end) return inflate_needs_input;
    if (entry & special) return inflate_damaged;
    const size_t distance = value_of(entry, bits);
    if (distance > *filled - floor) return inflate_damaged;
    copy_back(output + *filled, distance, length);
    *filled += length;
    *bit = place;
  }
  return inflate_needs_room;
}

/// Decodes codes up to the block's end, as long as there is much input and room.
///
/// A round takes less than `most_input` bytes of the input, as it refills thrice with 7 bytes at most
/// from 8 that are looked at. It writes less than `inflate_room` bytes: three literals at most, or two,
/// a copy and what is written behind that.
static inflate_outcome read_fast(
    inflate_state *state, const uint8_t *input, size_t count, size_t *bit, uint8_t *output,
    size_t floor, size_t *filled, size_t capacity) {
  enum { most_input = 32 };
  if (count < most_input) return inflate_needs_room;
  const uint32_t *const literals = state->literals, *const distances = state->distances;
  const uint64_t literal_mask = (1 << literal_bits) - 1;
  const uint64_t distance_mask = (1 << distance_bits) - 1;
  const uint8_t *const last_input = input + count - most_input;
  const uint8_t *const last_output = output + capacity - inflate_room;
  const uint8_t *const first = output + floor;
  const uint8_t *next = input + (*bit >> 3);
  uint8_t *out = output + *filled;
  if (next > last_input || out > last_output) return inflate_needs_room;

  // The bits that are next, the first the lowest, and how many of them count.
  uint64_t bits = word_from(next) >> (*bit & 7);
  uint64_t held = 56 - (*bit & 7);
  next += 7;
#define REFILL() (bits |= word_from(next) << held, next += (63 - held) >> 3, held |= 56)
#define TAKE(entry) (bits >>= (entry) & total_bits, held -= (entry) & total_bits)

  inflate_outcome outcome = inflate_needs_room;
  REFILL();
  uint32_t entry = literals[bits & literal_mask];
  do {
    if (entry & literal) {
      TAKE(entry);
      *out++ = (uint8_t)(entry >> value_shift);
      entry = literals[bits & literal_mask];
      if (entry & literal) {
        TAKE(entry);
        *out++ = (uint8_t)(entry >> value_shift);
        entry = literals[bits & literal_mask];
        if (entry & literal) {
          TAKE(entry);
          *out++ = (uint8_t)(entry >> value_shift);
          REFILL();
          entry = literals[bits & literal_mask];
          continue;
        }
      }
    }
    if (__builtin_expect(entry & special, 0)) {
      if (entry & table_link) {
        TAKE(entry);
        entry = literals[(entry >> value_shift) + (bits & ((1u << (entry >> code_shift & 15)) - 1))];
        if (entry & literal) {
          TAKE(entry);
          *out++ = (uint8_t)(entry >> value_shift);
          REFILL();
          entry = literals[bits & literal_mask];
          continue;
        }
      }
      if (entry & special) {
        if (entry & block_end) {
          TAKE(entry);
          state->phase = state->is_last ? at_end : at_header;
        } else {
          outcome = inflate_damaged;
        }
        break;
      }
    }
    const size_t length = value_of(entry, bits);
    TAKE(entry);
    REFILL();
    entry = distances[bits & distance_mask];
    if (__builtin_expect(entry & special, 0)) {
      if (entry & table_link) {
        TAKE(entry);
        entry =
            distances[(entry >> value_shift) + (bits & ((1u << (entry >> code_shift & 15)) - 1))];
      }
      if (entry & special) {
        outcome = inflate_damaged;
        break;
      }
    }
    const size_t distance = value_of(entry, bits);
    TAKE(entry);
    if (distance > (size_t)(out - first)) {
      outcome = inflate_damaged;
      break;
    }
    // What comes next is on its way while bytes are copied.
    REFILL();
    entry = literals[bits & literal_mask];
    copy_back(out, distance, length);
    out += length;
  } while (next <= last_input && out <= last_output);
#undef REFILL
#undef TAKE
  *filled = (size_t)(out - output);
  *bit = (size_t)(next - input) * 8 - held;
  return outcome;
}

/// Copies what stands in a block as it is.
static inflate_outcome read_stored(
    inflate_state *state, const uint8_t *input, size_t count, size_t *bit, uint8_t *output,
    size_t *filled, size_t capacity) {
  const size_t start = *bit >> 3;
  size_t length = state->stored;
  if (length > count - start) length = count - start;
  if (length > capacity - *filled) length = capacity - *filled;
  memcpy(output + *filled, input + start, length);
  *filled += length;
  *bit += length * 8;
  state->stored -= (uint32_t)length;
  if (state->stored == 0) {
    state->phase = state->is_last ? at_end : at_header;
  } else if (start + length == count) {
    return inflate_needs_input;
  }
  return inflate_needs_room;
}

inflate_outcome inflate_decode(
    inflate_state *state, const uint8_t *input, size_t count, size_t *bit, uint8_t *output,
    size_t floor, size_t *filled, size_t capacity) {
  const size_t end = count * 8;
  while (state->phase != at_end) {
    if (capacity - *filled < inflate_room) return inflate_needs_room;
    inflate_outcome outcome = inflate_needs_room;
    switch (state->phase) {
      case at_header:
        outcome = read_header(state, input, end, bit);
        break;
      case in_codes:
        outcome = read_fast(state, input, count, bit, output, floor, filled, capacity);
        if (outcome == inflate_needs_room && state->phase == in_codes) {
          outcome = read_slowly(state, input, end, bit, output, floor, filled, capacity);
        }
        break;
      default:
        outcome = read_stored(state, input, count, bit, output, filled, capacity);
        break;
    }
    if (outcome != inflate_needs_room) return outcome;
  }
  return inflate_ended;
}
