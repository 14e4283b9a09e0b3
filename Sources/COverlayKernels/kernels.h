// What the kernels share, and the kernels by their instructions.
#ifndef OVERLAY_KERNELS_H
#define OVERLAY_KERNELS_H

#include "COverlayKernels.h"

#if defined(__x86_64__)
#include <immintrin.h>

// Sums and products must round one by one, as the Swift code does.
#pragma STDC FP_CONTRACT OFF

#define AVX2 __attribute__((target("avx2,bmi,popcnt"), visibility("hidden")))
#define AVX512 __attribute__((target("avx512f,avx512dq,avx512vl,avx512bw,bmi,popcnt"), visibility("hidden")))

static const double round_magic = 6755399441055744.0;

// A zone box meets a streamed box when it does so moved by the infinitesimal vector to the upper right:
// its low sides are below the other's high sides, its high sides not below the low sides.

// The boxes of up to 64 streamed edges, where single ones can be read and several at a time.
typedef struct { int32_t low_x[64], high_x[64], low_y[64], high_y[64]; } edge_boxes;

// Appends a block unless it has its stamp.
static inline void push_stamped(const overlay_boxes *listed, size_t n, uint32_t *stamps,
                                uint32_t serial, overlay_boxes *near) {
    const size_t at = near->count;
    const int32_t block = listed->block[n] & OVERLAY_BLOCK_NUMBER;
    near->min_x[at] = listed->min_x[n];
    near->min_y[at] = listed->min_y[n];
    near->max_x[at] = listed->max_x[n];
    near->max_y[at] = listed->max_y[n];
    near->block[at] = block;
    near->count += stamps[block] != serial;
    stamps[block] = serial;
}

AVX2 static inline __m256i load256(const int32_t *from) {
    return _mm256_loadu_si256((const __m256i *)from);
}

// All ones in the lanes below a number.
static const int32_t below[16] = {-1, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0, 0, 0, 0, 0};

// Four numbers whose sum is what a vertex's prefix integral is above its anchor.
AVX2 static inline __m256i above_anchor(const int32_t *x, const int32_t *metric, size_t n) {
    const size_t first = n & ~(size_t)7;
    const __m256i sum = _mm256_and_si256(_mm256_add_epi32(load256(x + first), load256(x + first + 1)),
                                         load256(below + 8 - (n & 7)));
    const __m256i rise = _mm256_sub_epi32(load256(metric + first + 1), load256(metric + first));
    return _mm256_add_epi64(_mm256_mul_epi32(sum, rise),
                            _mm256_mul_epi32(_mm256_srli_epi64(sum, 32), _mm256_srli_epi64(rise, 32)));
}

// The sums of the lanes of four vectors, a lane each.
AVX2 static inline __m256i lane_sums(__m256i a, __m256i b, __m256i c, __m256i d) {
    const __m256i ab = _mm256_add_epi64(_mm256_unpacklo_epi64(a, b), _mm256_unpackhi_epi64(a, b));
    const __m256i cd = _mm256_add_epi64(_mm256_unpacklo_epi64(c, d), _mm256_unpackhi_epi64(c, d));
    return _mm256_add_epi64(_mm256_permute2x128_si256(ab, cd, 0x20), _mm256_permute2x128_si256(ab, cd, 0x31));
}

// What the prefix integrals of four vertices are above their anchors.
AVX2 static inline __m256i above_anchors(const int32_t *x, const int32_t *metric, const int32_t *n) {
    return lane_sums(above_anchor(x, metric, (uint32_t)n[0]), above_anchor(x, metric, (uint32_t)n[1]),
                     above_anchor(x, metric, (uint32_t)n[2]), above_anchor(x, metric, (uint32_t)n[3]));
}

AVX512 void gather512(const overlay_lists *lists, const overlay_window *window, const overlay_box *box,
        uint32_t *stamps, uint32_t serial, overlay_boxes *near);
AVX512 size_t locate512(const overlay_lists *lists, size_t entry, size_t end, overlay_vertices path,
        overlay_vertices zone, const overlay_block *blocks, overlay_pairs *pairs, size_t limit);
AVX512 void find512(overlay_vertices stream, overlay_cursor *cursor, size_t end, overlay_vertices zone,
        const overlay_block *blocks, const overlay_boxes *near, overlay_pairs *pairs, size_t limit);
AVX512 void cross512_pairs(overlay_vertices stream, overlay_vertices zone, overlay_pairs *pairs);
AVX512 size_t terms512(const overlay_rings *stream, const overlay_anchored_rings *zone, const overlay_pairs *pairs,
        int64_t *terms, overlay_division *divisions);
AVX512 int quantise512(const double *x, const double *y, size_t count, double origin_x, double origin_y,
        double scale, int32_t *grid_x, int32_t *grid_y, overlay_box *box);
AVX512 int64_t integrate512(const int32_t *x, const int32_t *metric, size_t count, int64_t *prefix);
AVX512 void round_boxes512(const double *boxes, size_t count, double origin_x, double origin_y, double scale,
        overlay_box *out);
AVX512 void sieve512(const overlay_cells *cells, const overlay_box *boxes, size_t count, int32_t *zones);
AVX512 size_t spanning512(const int32_t *y, size_t first, size_t end, int32_t height, int32_t *edges);
AVX512 size_t stepping512(const int32_t *y, size_t first, size_t end, int32_t origin, int32_t shift,
        int32_t *edges);
AVX512 void polynomial512(const int32_t *y, size_t count, double lowest, double step,
        const double *coefficients, int32_t *out);
AVX512 int ring_area512(const double *x, const double *y, size_t count, double origin_x, double origin_y,
        double scale, int64_t *twice);
AVX2 void gather256(const overlay_lists *lists, const overlay_window *window, const overlay_box *box,
        uint32_t *stamps, uint32_t serial, overlay_boxes *near);
AVX2 void find256(overlay_vertices stream, overlay_cursor *cursor, size_t end, overlay_vertices zone,
        const overlay_block *blocks, const overlay_boxes *near, overlay_pairs *pairs, size_t limit);
AVX2 void cross256_pairs(overlay_vertices stream, overlay_vertices zone, overlay_pairs *pairs);
AVX2 size_t terms256(const overlay_rings *stream, const overlay_anchored_rings *zone, const overlay_pairs *pairs,
        int64_t *terms, overlay_division *divisions);
AVX2 int quantise256(const double *x, const double *y, size_t count, double origin_x, double origin_y,
        double scale, int32_t *grid_x, int32_t *grid_y, overlay_box *box);
AVX2 void round_boxes256(const double *boxes, size_t count, double origin_x, double origin_y, double scale,
        overlay_box *out);
AVX2 void sieve256(const overlay_cells *cells, const overlay_box *boxes, size_t count, int32_t *zones);
AVX2 size_t spanning256(const int32_t *y, size_t first, size_t end, int32_t height, int32_t *edges);
AVX2 int ring_area256(const double *x, const double *y, size_t count, double origin_x, double origin_y,
        double scale, int64_t *twice);
AVX2 void polynomial256(const int32_t *y, size_t count, double lowest, double step,
        const double *coefficients, int32_t *out);

#endif
#endif
