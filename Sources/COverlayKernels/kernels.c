#include "kernels.h"

// Which kernels the processor can run.
#if defined(__x86_64__)

static const overlay_kernels kernels512 = {
    .gather = gather512,
    .locate = locate512,
    .find = find512,
    .cross = cross512_pairs,
    .terms = terms512,
    .quantise = quantise512,
    .integrate = integrate512,
    .round_boxes = round_boxes512,
    .sieve = sieve512,
    .spanning = spanning512,
    .stepping = stepping512,
    .polynomial = polynomial512,
    .ring_area = ring_area512,
};
static const overlay_kernels kernels256 = {
    .gather = gather256,
    .find = find256,
    .cross = cross256_pairs,
    .terms = terms256,
    .quantise = quantise256,
    .round_boxes = round_boxes256,
    .sieve = sieve256,
    .spanning = spanning256,
    .polynomial = polynomial256,
    .ring_area = ring_area256,
};

const overlay_kernels *overlay_kernels_at_most(int level) {
    __builtin_cpu_init();
    if (level >= 2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
        __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw")) {
        return &kernels512;
    }
    if (level >= 1 && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
        __builtin_cpu_supports("popcnt")) {
        return &kernels256;
    }
    return 0;
}

#else

const overlay_kernels *overlay_kernels_at_most(int level) {
    (void)level;
    return 0;
}

#endif
