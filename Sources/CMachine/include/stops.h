#ifndef STOPS_H
#define STOPS_H

#include <stddef.h>
#include <stdint.h>

/// Marks which of the `count` bytes from `bytes` on are stops of a string, as `string_stops` does: one
/// bit a byte, that of the first byte the lowest of the first word.
///
/// `masks` has room for `count / 64 + 2` words. All bits behind the bytes are set.
void string_stop_masks(const void *bytes, size_t count, uint64_t *masks);

/// The same without what only some machines can.
void string_stop_masks_by_blocks(const void *bytes, size_t count, uint64_t *masks);

#endif
