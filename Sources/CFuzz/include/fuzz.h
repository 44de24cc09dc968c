#pragma once
#include <stddef.h>
#include <stdint.h>

/// libFuzzer's loop, which calls `one` with every input that it makes up.
/// See https://llvm.org/docs/LibFuzzer.html#using-libfuzzer-as-a-library
int LLVMFuzzerRunDriver(int *argc, char ***argv,
                        int (*one)(const uint8_t *data, size_t size));
