#ifndef INFLATE_H
#define INFLATE_H

#include <stddef.h>
#include <stdint.h>

// Deflated data, decoded into memory that holds what was decoded before: no window is kept beside it,
// and short runs of bytes are copied in words.

enum {
  /// The room that must be left to decode on, in bytes.
  inflate_room = 320,
  /// The bytes that must be readable behind the input, whatever they hold.
  inflate_padding = 8,
  /// How far back what is copied may lie, in bytes.
  inflate_reach = 32768
};

/// What is known of a deflated stream between two calls.
typedef struct inflate_state inflate_state;

/// Makes the state of a stream's beginning; a null pointer where there is no memory for it.
inflate_state *inflate_make(void);

/// Goes to the beginning of another stream.
void inflate_restart(inflate_state *state);

/// Lets go of the state.
void inflate_free(inflate_state *state);

/// Why decoding stopped.
typedef enum {
  /// The input ends within what is next.
  inflate_needs_input,
  /// There is less than `inflate_room` left.
  inflate_needs_room,
  /// The stream has ended.
  inflate_ended,
  /// What is next is nothing that a stream may have.
  inflate_damaged
} inflate_outcome;

/// Decodes from the bit `*bit` of `input` on, and moves it behind what was decoded.
///
/// `input` has `count` bytes, and `inflate_padding` readable ones behind them. What is decoded goes to
/// `output` at `*filled`, which is moved on and never passes `capacity`; what was decoded before stands
/// in front of it, from `floor` on, at least the last `inflate_reach` bytes.
inflate_outcome inflate_decode(
    inflate_state *state, const uint8_t *input, size_t count, size_t *bit, uint8_t *output,
    size_t floor, size_t *filled, size_t capacity);

#endif
