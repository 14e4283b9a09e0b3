#include "COverlayKernels.h"

#if defined(__x86_64__)
#include <immintrin.h>

// Sums and products must round one by one, as the Swift code does.
#pragma STDC FP_CONTRACT OFF

#define AVX2 __attribute__((target("avx2,bmi,popcnt")))
#define AVX512 __attribute__((target("avx512f,avx512dq,avx512vl,avx512bw,bmi,popcnt")))

static const double round_magic = 6755399441055744.0;

static inline void push_near(const overlay_boxes *listed, size_t n, uint32_t *stamps,
                             uint32_t serial, overlay_boxes *near) {
    const int32_t block = listed->block[n];
    const size_t at = near->count;
    near->min_x[at] = listed->min_x[n];
    near->min_y[at] = listed->min_y[n];
    near->max_x[at] = listed->max_x[n];
    near->max_y[at] = listed->max_y[n];
    near->block[at] = block;
    near->count = at + (stamps[block] != serial);
    stamps[block] = serial;
}

// A zone box meets a streamed box when it does so moved by the infinitesimal vector to the upper right:
// its low sides are below the other's high sides, its high sides not below the low sides.

// MARK: AVX-512

AVX512 static inline __mmask16 boxes_meet512(const overlay_boxes *b, size_t n, __m512i min_x,
                                             __m512i min_y, __m512i max_x, __m512i max_y) {
    __mmask16 m = _mm512_cmplt_epi32_mask(_mm512_loadu_si512(b->min_x + n), max_x);
    m = _mm512_mask_cmplt_epi32_mask(m, _mm512_loadu_si512(b->min_y + n), max_y);
    m = _mm512_mask_cmpge_epi32_mask(m, _mm512_loadu_si512(b->max_x + n), min_x);
    return _mm512_mask_cmpge_epi32_mask(m, _mm512_loadu_si512(b->max_y + n), min_y);
}

AVX512 static void gather512(const overlay_boxes *listed, size_t begin, size_t end,
                             overlay_box box, uint32_t *stamps, uint32_t serial,
                             overlay_boxes *near) {
    const __m512i min_x = _mm512_set1_epi32(box.min_x), min_y = _mm512_set1_epi32(box.min_y);
    const __m512i max_x = _mm512_set1_epi32(box.max_x), max_y = _mm512_set1_epi32(box.max_y);
    for (size_t n = begin; n < end; n += 16) {
        uint32_t hits = boxes_meet512(listed, n, min_x, min_y, max_x, max_y);
        if (end - n < 16) hits &= (1u << (end - n)) - 1;
        for (; hits; hits &= hits - 1) {
            push_near(listed, n + (size_t)__builtin_ctz(hits), stamps, serial, near);
        }
    }
}

AVX512 static void find512(overlay_vertices stream, overlay_cursor *cursor, size_t end,
                           overlay_vertices zone, const overlay_block *blocks,
                           const overlay_boxes *near, overlay_pairs *pairs, size_t limit) {
    const __m512i ramp =
        _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    // Copies: the stores below could change what the pointers point to, as far as C knows.
    const overlay_boxes boxes = *near;
    int32_t *const zone_edges = pairs->zone, *const stream_edges = pairs->stream;
    int32_t *const features = pairs->feature;
    size_t count = pairs->count, n = cursor->edge, k = cursor->block;
    int32_t low_x[16], high_x[16], low_y[16], high_y[16], numbers[16];
    for (; n < end; n += 16, k = 0) {
        const __mmask16 valid = end - n < 16 ? (__mmask16)((1u << (end - n)) - 1) : 0xFFFF;
        const __m512i px = _mm512_loadu_si512(stream.x + n), qx = _mm512_loadu_si512(stream.x + n + 1);
        const __m512i py = _mm512_loadu_si512(stream.y + n), qy = _mm512_loadu_si512(stream.y + n + 1);
        const __m512i min_x = _mm512_min_epi32(px, qx), max_x = _mm512_max_epi32(px, qx);
        const __m512i min_y = _mm512_min_epi32(py, qy), max_y = _mm512_max_epi32(py, qy);
        _mm512_storeu_si512(low_x, min_x);
        _mm512_storeu_si512(high_x, max_x);
        _mm512_storeu_si512(low_y, min_y);
        _mm512_storeu_si512(high_y, max_y);
        _mm512_storeu_si512(numbers, _mm512_add_epi32(ramp, _mm512_set1_epi32((int32_t)n)));
        for (; k < boxes.count; k++) {
            __mmask16 met = _mm512_mask_cmple_epi32_mask(valid, min_x, _mm512_set1_epi32(boxes.max_x[k]));
            met = _mm512_mask_cmpgt_epi32_mask(met, max_x, _mm512_set1_epi32(boxes.min_x[k]));
            met = _mm512_mask_cmple_epi32_mask(met, min_y, _mm512_set1_epi32(boxes.max_y[k]));
            met = _mm512_mask_cmpgt_epi32_mask(met, max_y, _mm512_set1_epi32(boxes.min_y[k]));
            if (!met) continue;
            if (count > limit) {
                pairs->count = count;
                *cursor = (overlay_cursor){n, k};
                return;
            }
            const overlay_block *block = blocks + boxes.block[k];
            const int32_t *x = zone.x + block->first_edge, *y = zone.y + block->first_edge;
            const __m512i ux = _mm512_loadu_si512(x), vx = _mm512_loadu_si512(x + 1);
            const __m512i uy = _mm512_loadu_si512(y), vy = _mm512_loadu_si512(y + 1);
            const __m512i left = _mm512_min_epi32(ux, vx), right = _mm512_max_epi32(ux, vx);
            const __m512i bottom = _mm512_min_epi32(uy, vy), top = _mm512_max_epi32(uy, vy);
            const __m512i edges = _mm512_add_epi32(ramp, _mm512_set1_epi32(block->first_edge));
            const __m512i feature = _mm512_set1_epi32(block->feature);
            const __mmask16 all = (__mmask16)((1u << block->edge_count) - 1);
            for (uint32_t rest = met; rest; rest &= rest - 1) {
                const uint32_t e = (uint32_t)__builtin_ctz(rest);
                __mmask16 m = _mm512_mask_cmplt_epi32_mask(all, left, _mm512_set1_epi32(high_x[e]));
                m = _mm512_mask_cmpge_epi32_mask(m, right, _mm512_set1_epi32(low_x[e]));
                m = _mm512_mask_cmplt_epi32_mask(m, bottom, _mm512_set1_epi32(high_y[e]));
                m = _mm512_mask_cmpge_epi32_mask(m, top, _mm512_set1_epi32(low_y[e]));
                // Short stores: mostly one or two edges are left, and a long store spans two cache lines.
                const __m512i found = _mm512_maskz_compress_epi32(m, edges);
                const __m512i number = _mm512_set1_epi32(numbers[e]);
                const size_t more = (size_t)__builtin_popcount(m);
                _mm_storeu_si128((__m128i *)(zone_edges + count), _mm512_castsi512_si128(found));
                _mm_storeu_si128((__m128i *)(stream_edges + count), _mm512_castsi512_si128(number));
                _mm_storeu_si128((__m128i *)(features + count), _mm512_castsi512_si128(feature));
                if (more > 4) {
                    _mm512_storeu_si512(zone_edges + count, found);
                    _mm512_storeu_si512(stream_edges + count, number);
                    _mm512_storeu_si512(features + count, feature);
                }
                count += more;
            }
        }
    }
    pairs->count = count;
    *cursor = (overlay_cursor){end, 0};
}

// With d = q - p, e = v - u, w = u - p: the turns of u and v about pq are d x w and d x w + d x e,
// those of p and q about uv are -(e x w) and -(e x w) - d x e. Low halves of the lanes only.
AVX512 static inline __m512i cross512(__m512i ax, __m512i ay, __m512i bx, __m512i by) {
    return _mm512_sub_epi64(_mm512_mul_epi32(ax, by), _mm512_mul_epi32(ay, bx));
}

// 1 where moving a point by (e, e^2) moves it to the left of the direction, else 0.
AVX512 static inline __mmask8 shift_left512(__m512i x, __m512i y) {
    const __m512i zero = _mm512_setzero_si512();
    // Compare the low halves: shift them up, then the sign of the lane is theirs.
    const __m512i hx = _mm512_slli_epi64(x, 32), hy = _mm512_slli_epi64(y, 32);
    return (__mmask8)(_mm512_cmplt_epi64_mask(hy, zero) |
                      (_mm512_cmpeq_epi64_mask(hy, zero) & _mm512_cmpgt_epi64_mask(hx, zero)));
}

// The coordinates of eight edges: a lane holds vertex n in its low half and vertex n + 1 in its high half.
// One load after the other takes a third of the time of a gather.
AVX512 static inline __m512i edges512(const int32_t *values, const int32_t *n) {
    __m512i lanes = _mm512_castsi128_si512(_mm_loadl_epi64((const __m128i *)(values + n[0])));
    for (int k = 1; k < 8; k++) {
        lanes = _mm512_mask_broadcastq_epi64(lanes, (__mmask8)(1u << k),
                                             _mm_loadl_epi64((const __m128i *)(values + n[k])));
    }
    return lanes;
}

AVX512 static void cross512_pairs(overlay_vertices stream, overlay_vertices zone,
                                  overlay_pairs *pairs) {
    const __m512i zero = _mm512_setzero_si512();
    const size_t count = pairs->count;
    int32_t *const zone_edges = pairs->zone, *const stream_edges = pairs->stream;
    int32_t *const features = pairs->feature, *const signs = pairs->sign;
    // The lanes past the last pair test the first edges of all.
    _mm256_storeu_si256((__m256i *)(zone_edges + count), _mm256_setzero_si256());
    _mm256_storeu_si256((__m256i *)(stream_edges + count), _mm256_setzero_si256());
    size_t kept = 0;
    for (size_t k = 0; k < count; k += 8) {
        const __mmask8 valid = count - k < 8 ? (__mmask8)((1u << (count - k)) - 1) : 0xFF;
        const __m256i n = _mm256_loadu_si256((const __m256i *)(stream_edges + k));
        const __m256i m = _mm256_loadu_si256((const __m256i *)(zone_edges + k));
        const __m256i feature = _mm256_loadu_si256((const __m256i *)(features + k));
        const __m512i ax = edges512(stream.x, stream_edges + k), ay = edges512(stream.y, stream_edges + k);
        const __m512i bx = edges512(zone.x, zone_edges + k), by = edges512(zone.y, zone_edges + k);
        const __m512i dx = _mm512_sub_epi32(_mm512_srli_epi64(ax, 32), ax);
        const __m512i dy = _mm512_sub_epi32(_mm512_srli_epi64(ay, 32), ay);
        const __m512i ex = _mm512_sub_epi32(_mm512_srli_epi64(bx, 32), bx);
        const __m512i ey = _mm512_sub_epi32(_mm512_srli_epi64(by, 32), by);
        const __m512i wx = _mm512_sub_epi32(bx, ax), wy = _mm512_sub_epi32(by, ay);
        const __m512i de = cross512(dx, dy, ex, ey);
        const __m512i turn_u = cross512(dx, dy, wx, wy);
        const __m512i turn_v = _mm512_add_epi64(turn_u, de);
        const __m512i turn_p = _mm512_sub_epi64(zero, cross512(ex, ey, wx, wy));
        const __m512i turn_q = _mm512_sub_epi64(turn_p, de);
        const __mmask8 tie_a = shift_left512(dx, dy), tie_b = (__mmask8)~shift_left512(ex, ey);
        // Left is turn > 0, or turn >= 0 where the tie goes to the left.
        const __m512i below_a = _mm512_maskz_set1_epi64(tie_a, -1);
        const __m512i below_b = _mm512_maskz_set1_epi64(tie_b, -1);
        const __mmask8 u_left = _mm512_cmpgt_epi64_mask(turn_u, below_a);
        const __mmask8 v_left = _mm512_cmpgt_epi64_mask(turn_v, below_a);
        const __mmask8 p_left = _mm512_cmpgt_epi64_mask(turn_p, below_b);
        const __mmask8 q_left = _mm512_cmpgt_epi64_mask(turn_q, below_b);
        const __mmask8 crosses = (__mmask8)((u_left ^ v_left) & (p_left ^ q_left) & valid);
        const __m256i sign = _mm256_mask_blend_epi32(q_left, _mm256_set1_epi32(-1),
                                                     _mm256_set1_epi32(1));
        _mm256_storeu_si256((__m256i *)(stream_edges + kept), _mm256_maskz_compress_epi32(crosses, n));
        _mm256_storeu_si256((__m256i *)(zone_edges + kept), _mm256_maskz_compress_epi32(crosses, m));
        _mm256_storeu_si256((__m256i *)(features + kept),
                            _mm256_maskz_compress_epi32(crosses, feature));
        _mm256_storeu_si256((__m256i *)(signs + kept), _mm256_maskz_compress_epi32(crosses, sign));
        kept += (size_t)__builtin_popcount(crosses);
    }
    pairs->count = kept;
}

AVX512 static inline __m256i round512(__m512d value, __m512d origin, __m512d scale) {
    const __m512d moved = _mm512_mul_pd(_mm512_sub_pd(value, origin), scale);
    return _mm512_cvtepi64_epi32(
        _mm512_castpd_si512(_mm512_add_pd(moved, _mm512_set1_pd(round_magic))));
}

AVX512 static int quantise512(const double *x, const double *y, size_t count, double origin_x,
                              double origin_y, double scale, int32_t *grid_x, int32_t *grid_y,
                              overlay_box *box) {
    const __m512d ox = _mm512_set1_pd(origin_x), oy = _mm512_set1_pd(origin_y);
    const __m512d s = _mm512_set1_pd(scale);
    __m256i min_x = _mm256_set1_epi32(box->min_x), min_y = _mm256_set1_epi32(box->min_y);
    __m256i max_x = _mm256_set1_epi32(box->max_x), max_y = _mm256_set1_epi32(box->max_y);
    __mmask8 repeats = 0;
    // The last value is compared with the first of the next step: lane 7 moved to lane 0.
    __m256i last_x = _mm256_setzero_si256(), last_y = last_x;
    for (size_t n = 0; n < count; n += 8) {
        const __mmask8 m = count - n < 8 ? (__mmask8)((1u << (count - n)) - 1) : 0xFF;
        const __m256i gx = round512(_mm512_maskz_loadu_pd(m, x + n), ox, s);
        const __m256i gy = round512(_mm512_maskz_loadu_pd(m, y + n), oy, s);
        _mm256_mask_storeu_epi32(grid_x + n, m, gx);
        _mm256_mask_storeu_epi32(grid_y + n, m, gy);
        const __m256i before_x = _mm256_alignr_epi32(gx, last_x, 7);
        const __m256i before_y = _mm256_alignr_epi32(gy, last_y, 7);
        const __mmask8 compared = n == 0 ? m & 0xFE : m;
        repeats |= _mm256_mask_cmpeq_epi32_mask(
            _mm256_mask_cmpeq_epi32_mask(compared, gx, before_x), gy, before_y);
        min_x = _mm256_mask_min_epi32(min_x, m, min_x, gx);
        min_y = _mm256_mask_min_epi32(min_y, m, min_y, gy);
        max_x = _mm256_mask_max_epi32(max_x, m, max_x, gx);
        max_y = _mm256_mask_max_epi32(max_y, m, max_y, gy);
        last_x = gx;
        last_y = gy;
    }
    box->min_x = _mm512_reduce_min_epi32(_mm512_inserti64x4(_mm512_castsi256_si512(min_x), min_x, 1));
    box->min_y = _mm512_reduce_min_epi32(_mm512_inserti64x4(_mm512_castsi256_si512(min_y), min_y, 1));
    box->max_x = _mm512_reduce_max_epi32(_mm512_inserti64x4(_mm512_castsi256_si512(max_x), max_x, 1));
    box->max_y = _mm512_reduce_max_epi32(_mm512_inserti64x4(_mm512_castsi256_si512(max_y), max_y, 1));
    return repeats != 0;
}

// The doubled area of a ring: sums of (x + x') (y' - y) over its edges, modulo 2^64. Coordinates stay in the low
// halves of the lanes, where the multiplication reads them.
AVX512 static int ring_area512(const double *x, const double *y, size_t count, double origin_x,
                               double origin_y, double scale, int64_t *twice) {
    const __m512d ox = _mm512_set1_pd(origin_x), oy = _mm512_set1_pd(origin_y);
    const __m512d s = _mm512_set1_pd(scale), magic = _mm512_set1_pd(round_magic);
    __m512i last_x = _mm512_castpd_si512(
        _mm512_add_pd(_mm512_mul_pd(_mm512_sub_pd(_mm512_set1_pd(x[count - 1]), ox), s), magic));
    __m512i last_y = _mm512_castpd_si512(
        _mm512_add_pd(_mm512_mul_pd(_mm512_sub_pd(_mm512_set1_pd(y[count - 1]), oy), s), magic));
    __m512i sum = _mm512_setzero_si512();
    __mmask8 repeats = 0;
    for (size_t n = 0; n < count; n += 8) {
        const __mmask8 m = count - n < 8 ? (__mmask8)((1u << (count - n)) - 1) : 0xFF;
        const __m512d moved_x = _mm512_mul_pd(_mm512_sub_pd(_mm512_maskz_loadu_pd(m, x + n), ox), s);
        const __m512d moved_y = _mm512_mul_pd(_mm512_sub_pd(_mm512_maskz_loadu_pd(m, y + n), oy), s);
        const __m512i gx = _mm512_castpd_si512(_mm512_add_pd(moved_x, magic));
        const __m512i gy = _mm512_castpd_si512(_mm512_add_pd(moved_y, magic));
        const __m512i before_x = _mm512_alignr_epi64(gx, last_x, 7);
        const __m512i before_y = _mm512_alignr_epi64(gy, last_y, 7);
        repeats |= _mm512_mask_cmpeq_epi64_mask(_mm512_mask_cmpeq_epi64_mask(m, gx, before_x), gy, before_y);
        sum = _mm512_add_epi64(sum, _mm512_maskz_mul_epi32(m, _mm512_add_epi32(before_x, gx),
                                                           _mm512_sub_epi32(gy, before_y)));
        last_x = gx;
        last_y = gy;
    }
    *twice = _mm512_reduce_add_epi64(sum);
    return repeats != 0;
}

AVX512 static void polynomial512(const int32_t *y, size_t count, double lowest, double step,
                                 const double *coefficients, int32_t *out) {
    for (size_t n = 0; n < count; n += 8) {
        const __mmask8 m = count - n < 8 ? (__mmask8)((1u << (count - n)) - 1) : 0xFF;
        const __m512d at = _mm512_sub_pd(_mm512_cvtepi32_pd(_mm256_maskz_loadu_epi32(m, y + n)),
                                         _mm512_set1_pd(lowest));
        const __m512d z =
            _mm512_sub_pd(_mm512_mul_pd(at, _mm512_set1_pd(step)), _mm512_set1_pd(1));
        __m512d value = _mm512_set1_pd(coefficients[7]);
        for (int k = 6; k >= 0; k--) {
            value = _mm512_add_pd(_mm512_mul_pd(value, z), _mm512_set1_pd(coefficients[k]));
        }
        value = _mm512_add_pd(value, _mm512_set1_pd(round_magic));
        _mm256_mask_storeu_epi32(out + n, m, _mm512_cvtepi64_epi32(_mm512_castpd_si512(value)));
    }
}

AVX512 static void round_boxes512(const double *boxes, size_t count, double origin_x, double origin_y,
                                  double scale, overlay_box *out) {
    const __m512d origin = _mm512_setr_pd(origin_x, origin_y, origin_x, origin_y, origin_x, origin_y,
                                          origin_x, origin_y);
    const __m512d s = _mm512_set1_pd(scale);
    int32_t *const to = (int32_t *)out;
    for (size_t n = 0; n < 4 * count; n += 8) {
        const __mmask8 m = 4 * count - n < 8 ? 0xF : 0xFF;
        _mm256_mask_storeu_epi32(to + n, m, round512(_mm512_maskz_loadu_pd(m, boxes + n), origin, s));
    }
}

AVX512 static void sieve512(const overlay_cells *cells, const overlay_box *boxes, size_t count,
                            int32_t *zones) {
    const __m512i zero = _mm512_setzero_si512(), one = _mm512_set1_epi32(1);
    const __m512i origin = _mm512_broadcast_i32x4(
        _mm_setr_epi32(cells->origin_x, cells->origin_y, cells->origin_x, cells->origin_y));
    const __m512i last_column = _mm512_set1_epi32(cells->columns - 1);
    const __m512i last_row = _mm512_set1_epi32(cells->rows - 1);
    const __m512i columns = _mm512_set1_epi32(cells->columns);
    const __m128i shift = _mm_cvtsi32_si128(cells->shift);
    // Lane n of a pair of registers with four boxes each: side s of box n.
    const __m512i eight = _mm512_setr_epi32(0, 4, 8, 12, 16, 20, 24, 28, 1, 5, 9, 13, 17, 21, 25, 29);
    const __m512i eight_more = _mm512_add_epi32(eight, _mm512_set1_epi32(2));
    for (size_t n = 0; n < count; n += 16) {
        const __mmask16 m = count - n < 16 ? (__mmask16)((1u << (count - n)) - 1) : 0xFFFF;
        __m512i cell[4];
        for (size_t k = 0; k < 4; k++) {
            const size_t left = count - n > 4 * k ? count - n - 4 * k : 0;
            const __mmask16 own = left < 4 ? (__mmask16)((1u << (4 * left)) - 1) : 0xFFFF;
            const __m512i four = _mm512_maskz_loadu_epi32(own, boxes + n + 4 * k);
            cell[k] = _mm512_sra_epi32(_mm512_sub_epi32(four, origin), shift);
        }
        const __m512i low0 = _mm512_permutex2var_epi32(cell[0], eight, cell[1]);
        const __m512i low1 = _mm512_permutex2var_epi32(cell[2], eight, cell[3]);
        const __m512i high0 = _mm512_permutex2var_epi32(cell[0], eight_more, cell[1]);
        const __m512i high1 = _mm512_permutex2var_epi32(cell[2], eight_more, cell[3]);
        const __m512i left = _mm512_max_epi32(_mm512_shuffle_i64x2(low0, low1, 0x44), zero);
        const __m512i bottom = _mm512_max_epi32(_mm512_shuffle_i64x2(low0, low1, 0xEE), zero);
        const __m512i right = _mm512_min_epi32(_mm512_shuffle_i64x2(high0, high1, 0x44), last_column);
        const __m512i top = _mm512_min_epi32(_mm512_shuffle_i64x2(high0, high1, 0xEE), last_row);
        const __mmask16 touching = _mm512_mask_cmple_epi32_mask(
            _mm512_mask_cmple_epi32_mask(m, left, right), bottom, top);
        const __mmask16 small = _mm512_mask_cmple_epi32_mask(
            _mm512_mask_cmple_epi32_mask(touching, _mm512_sub_epi32(right, left), one),
            _mm512_sub_epi32(top, bottom), one);
        const __m512i number = _mm512_add_epi32(_mm512_mullo_epi32(bottom, columns), left);
        const __m512i else_ = _mm512_mask_set1_epi32(_mm512_set1_epi32(-1), touching, -2);
        _mm512_mask_storeu_epi32(
            zones + n, m, _mm512_mask_i32gather_epi32(else_, small, number, cells->zones, 4));
    }
}

AVX512 static size_t spanning512(const int32_t *y, size_t first, size_t end, int32_t height,
                                 int32_t *edges) {
    const __m512i level = _mm512_set1_epi32(height);
    __m512i numbers = _mm512_add_epi32(
        _mm512_set1_epi32((int32_t)first),
        _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15));
    size_t count = 0;
    for (size_t n = first; n < end; n += 16, numbers = _mm512_add_epi32(numbers, _mm512_set1_epi32(16))) {
        const __mmask16 valid = end - n < 16 ? (__mmask16)((1u << (end - n)) - 1) : 0xFFFF;
        const __mmask16 from = _mm512_cmpgt_epi32_mask(_mm512_loadu_si512(y + n), level);
        const __mmask16 to = _mm512_cmpgt_epi32_mask(_mm512_loadu_si512(y + n + 1), level);
        const __mmask16 m = (__mmask16)((from ^ to) & valid);
        _mm512_storeu_si512(edges + count, _mm512_maskz_compress_epi32(m, numbers));
        count += (size_t)__builtin_popcount(m);
    }
    return count;
}

// MARK: AVX2

AVX2 static inline __m256i load256(const int32_t *from) {
    return _mm256_loadu_si256((const __m256i *)from);
}

// Bit n is set where zone boxes do not meet a streamed one.
AVX2 static inline uint32_t zones_apart256(__m256i low_x, __m256i low_y, __m256i high_x, __m256i high_y,
                                           overlay_box box) {
    const __m256i near = _mm256_and_si256(_mm256_cmpgt_epi32(_mm256_set1_epi32(box.max_x), low_x),
                                          _mm256_cmpgt_epi32(_mm256_set1_epi32(box.max_y), low_y));
    const __m256i beyond = _mm256_or_si256(_mm256_cmpgt_epi32(_mm256_set1_epi32(box.min_x), high_x),
                                           _mm256_cmpgt_epi32(_mm256_set1_epi32(box.min_y), high_y));
    return (uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(_mm256_andnot_si256(beyond, near))) ^ 0xFF;
}

// Bit n is set where streamed boxes meet a zone's.
AVX2 static inline uint32_t streams_meet256(__m256i low_x, __m256i low_y, __m256i high_x, __m256i high_y,
                                            overlay_box box) {
    const __m256i near = _mm256_and_si256(_mm256_cmpgt_epi32(high_x, _mm256_set1_epi32(box.min_x)),
                                          _mm256_cmpgt_epi32(high_y, _mm256_set1_epi32(box.min_y)));
    const __m256i beyond = _mm256_or_si256(_mm256_cmpgt_epi32(low_x, _mm256_set1_epi32(box.max_x)),
                                           _mm256_cmpgt_epi32(low_y, _mm256_set1_epi32(box.max_y)));
    return (uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(_mm256_andnot_si256(beyond, near)));
}

AVX2 static inline uint32_t boxes_meet256(const overlay_boxes *b, size_t n, size_t left,
                                          overlay_box box) {
    const uint32_t apart = zones_apart256(load256(b->min_x + n), load256(b->min_y + n),
                                          load256(b->max_x + n), load256(b->max_y + n), box);
    return ~apart & (left < 8 ? (1u << left) - 1 : 0xFF);
}

AVX2 static void gather256(const overlay_boxes *listed, size_t begin, size_t end, overlay_box box,
                           uint32_t *stamps, uint32_t serial, overlay_boxes *near) {
    for (size_t n = begin; n < end; n += 8) {
        for (uint32_t hits = boxes_meet256(listed, n, end - n, box); hits; hits &= hits - 1) {
            push_near(listed, n + (size_t)__builtin_ctz(hits), stamps, serial, near);
        }
    }
}

AVX2 static void find256(overlay_vertices stream, overlay_cursor *cursor, size_t end,
                         overlay_vertices zone, const overlay_block *blocks,
                         const overlay_boxes *near, overlay_pairs *pairs, size_t limit) {
    const overlay_boxes boxes = *near;
    int32_t *const zone_edges = pairs->zone, *const stream_edges = pairs->stream;
    int32_t *const features = pairs->feature;
    size_t count = pairs->count, n = cursor->edge, k = cursor->block;
    int32_t low_x[8], high_x[8], low_y[8], high_y[8];
    for (; n < end; n += 8, k = 0) {
        const uint32_t valid = end - n < 8 ? (1u << (end - n)) - 1 : 0xFF;
        const __m256i px = load256(stream.x + n), qx = load256(stream.x + n + 1);
        const __m256i py = load256(stream.y + n), qy = load256(stream.y + n + 1);
        const __m256i min_x = _mm256_min_epi32(px, qx), max_x = _mm256_max_epi32(px, qx);
        const __m256i min_y = _mm256_min_epi32(py, qy), max_y = _mm256_max_epi32(py, qy);
        _mm256_storeu_si256((__m256i *)low_x, min_x);
        _mm256_storeu_si256((__m256i *)high_x, max_x);
        _mm256_storeu_si256((__m256i *)low_y, min_y);
        _mm256_storeu_si256((__m256i *)high_y, max_y);
        for (; k < boxes.count; k++) {
            const overlay_box own = {boxes.min_x[k], boxes.min_y[k], boxes.max_x[k], boxes.max_y[k]};
            uint32_t met = streams_meet256(min_x, min_y, max_x, max_y, own) & valid;
            if (!met) continue;
            if (count > limit) {
                pairs->count = count;
                *cursor = (overlay_cursor){n, k};
                return;
            }
            const overlay_block *block = blocks + boxes.block[k];
            const int32_t first = block->first_edge, feature = block->feature;
            const int32_t *x = zone.x + first, *y = zone.y + first;
            const __m256i ux = load256(x), vx = load256(x + 1), uy = load256(y), vy = load256(y + 1);
            const __m256i left = _mm256_min_epi32(ux, vx), right = _mm256_max_epi32(ux, vx);
            const __m256i bottom = _mm256_min_epi32(uy, vy), top = _mm256_max_epi32(uy, vy);
            const __m256i tx = load256(x + 8), wx = load256(x + 9), ty = load256(y + 8), wy = load256(y + 9);
            const __m256i left2 = _mm256_min_epi32(tx, wx), right2 = _mm256_max_epi32(tx, wx);
            const __m256i bottom2 = _mm256_min_epi32(ty, wy), top2 = _mm256_max_epi32(ty, wy);
            const uint32_t all = (1u << block->edge_count) - 1;
            for (; met; met &= met - 1) {
                const uint32_t e = (uint32_t)__builtin_ctz(met);
                const overlay_box box = {low_x[e], low_y[e], high_x[e], high_y[e]};
                uint32_t hits = all & ~(zones_apart256(left, bottom, right, top, box) |
                                        zones_apart256(left2, bottom2, right2, top2, box) << 8);
                for (; hits; hits &= hits - 1) {
                    zone_edges[count] = first + __builtin_ctz(hits);
                    stream_edges[count] = (int32_t)(n + e);
                    features[count] = feature;
                    count++;
                }
            }
        }
    }
    pairs->count = count;
    *cursor = (overlay_cursor){end, 0};
}

static inline int shift_left(int64_t x, int64_t y) { return (y < 0) | ((y == 0) & (x > 0)); }

AVX2 static void cross256_pairs(overlay_vertices stream, overlay_vertices zone,
                                overlay_pairs *pairs) {
    const size_t count = pairs->count;
    size_t kept = 0;
    for (size_t k = 0; k < count; k++) {
        const int32_t n = pairs->stream[k], m = pairs->zone[k], feature = pairs->feature[k];
        const int64_t px = stream.x[n], py = stream.y[n], ux = zone.x[m], uy = zone.y[m];
        const int64_t dx = stream.x[n + 1] - px, dy = stream.y[n + 1] - py;
        const int64_t ex = zone.x[m + 1] - ux, ey = zone.y[m + 1] - uy;
        const int64_t wx = ux - px, wy = uy - py;
        const int64_t de = dx * ey - dy * ex, dw = dx * wy - dy * wx, we = wx * ey - wy * ex;
        const int64_t tie_a = shift_left(dx, dy), tie_b = !shift_left(ex, ey);
        const int u_left = dw > -tie_a, v_left = dw + de > -tie_a;
        const int p_left = we > -tie_b, q_left = we - de > -tie_b;
        pairs->stream[kept] = n;
        pairs->zone[kept] = m;
        pairs->feature[kept] = feature;
        pairs->sign[kept] = q_left ? 1 : -1;
        kept += (size_t)((u_left ^ v_left) & (p_left ^ q_left));
    }
    pairs->count = kept;
}

AVX2 static inline __m128i round256(__m256d value, __m256d origin, __m256d scale) {
    const __m256d moved = _mm256_mul_pd(_mm256_sub_pd(value, origin), scale);
    const __m256i bits = _mm256_castpd_si256(_mm256_add_pd(moved, _mm256_set1_pd(round_magic)));
    const __m256i low = _mm256_permutevar8x32_epi32(bits, _mm256_setr_epi32(0, 2, 4, 6, 0, 2, 4, 6));
    return _mm256_castsi256_si128(low);
}

AVX2 static int quantise256(const double *x, const double *y, size_t count, double origin_x,
                            double origin_y, double scale, int32_t *grid_x, int32_t *grid_y,
                            overlay_box *box) {
    const __m256d ox = _mm256_set1_pd(origin_x), oy = _mm256_set1_pd(origin_y);
    const __m256d s = _mm256_set1_pd(scale);
    size_t n = 0;
    for (; n + 4 <= count; n += 4) {
        _mm_storeu_si128((__m128i *)(grid_x + n), round256(_mm256_loadu_pd(x + n), ox, s));
        _mm_storeu_si128((__m128i *)(grid_y + n), round256(_mm256_loadu_pd(y + n), oy, s));
    }
    for (; n < count; n++) {
        const double px = (x[n] - origin_x) * scale + round_magic;
        const double py = (y[n] - origin_y) * scale + round_magic;
        int64_t bits_x, bits_y;
        __builtin_memcpy(&bits_x, &px, 8);
        __builtin_memcpy(&bits_y, &py, 8);
        grid_x[n] = (int32_t)bits_x;
        grid_y[n] = (int32_t)bits_y;
    }
    overlay_box b = *box;
    int repeats = 0;
    for (n = 0; n < count; n++) {
        const int32_t gx = grid_x[n], gy = grid_y[n];
        b.min_x = gx < b.min_x ? gx : b.min_x;
        b.max_x = gx > b.max_x ? gx : b.max_x;
        b.min_y = gy < b.min_y ? gy : b.min_y;
        b.max_y = gy > b.max_y ? gy : b.max_y;
    }
    for (n = 1; n < count; n++) {
        repeats |= (grid_x[n] == grid_x[n - 1]) & (grid_y[n] == grid_y[n - 1]);
    }
    *box = b;
    return repeats;
}

AVX2 static void round_boxes256(const double *boxes, size_t count, double origin_x, double origin_y,
                                double scale, overlay_box *out) {
    const __m256d origin = _mm256_setr_pd(origin_x, origin_y, origin_x, origin_y);
    const __m256d s = _mm256_set1_pd(scale);
    for (size_t n = 0; n < count; n++) {
        _mm_storeu_si128((__m128i *)(out + n), round256(_mm256_loadu_pd(boxes + 4 * n), origin, s));
    }
}

AVX2 static void sieve256(const overlay_cells *cells, const overlay_box *boxes, size_t count,
                          int32_t *zones) {
    const int32_t shift = cells->shift, columns = cells->columns, rows = cells->rows;
    for (size_t n = 0; n < count; n++) {
        int32_t left = (boxes[n].min_x - cells->origin_x) >> shift;
        int32_t right = (boxes[n].max_x - cells->origin_x) >> shift;
        int32_t bottom = (boxes[n].min_y - cells->origin_y) >> shift;
        int32_t top = (boxes[n].max_y - cells->origin_y) >> shift;
        left = left > 0 ? left : 0;
        bottom = bottom > 0 ? bottom : 0;
        right = right < columns ? right : columns - 1;
        top = top < rows ? top : rows - 1;
        int32_t zone = -1;
        if (left <= right && bottom <= top) {
            zone = right - left <= 1 && top - bottom <= 1 ? cells->zones[bottom * columns + left] : -2;
        }
        zones[n] = zone;
    }
}

AVX2 static size_t spanning256(const int32_t *y, size_t first, size_t end, int32_t height,
                               int32_t *edges) {
    const __m256i level = _mm256_set1_epi32(height);
    size_t count = 0;
    for (size_t n = first; n < end; n += 8) {
        const __m256i passes = _mm256_xor_si256(_mm256_cmpgt_epi32(load256(y + n), level),
                                                _mm256_cmpgt_epi32(load256(y + n + 1), level));
        uint32_t m = (uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(passes));
        if (end - n < 8) m &= (1u << (end - n)) - 1;
        for (; m; m &= m - 1) edges[count++] = (int32_t)n + __builtin_ctz(m);
    }
    return count;
}

AVX2 static int ring_area256(const double *x, const double *y, size_t count, double origin_x,
                             double origin_y, double scale, int64_t *twice) {
    const __m256d ox = _mm256_set1_pd(origin_x), oy = _mm256_set1_pd(origin_y);
    const __m256d s = _mm256_set1_pd(scale), magic = _mm256_set1_pd(round_magic);
    const __m256i ramp = _mm256_setr_epi64x(0, 1, 2, 3);
    __m256i sum = _mm256_setzero_si256(), repeats = sum;
    // Edges from vertex n - 1 to n, of which the first closes the ring.
    for (size_t n = 0; n < count; n += 4) {
        const __m256i m = _mm256_cmpgt_epi64(_mm256_set1_epi64x((int64_t)(count - n)), ramp);
        __m256d from_x, from_y;
        if (n == 0) {
            from_x = _mm256_setr_pd(x[count - 1], x[0], x[1], x[2]);
            from_y = _mm256_setr_pd(y[count - 1], y[0], y[1], y[2]);
        } else {
            from_x = _mm256_maskload_pd(x + n - 1, m);
            from_y = _mm256_maskload_pd(y + n - 1, m);
        }
        const __m256d to_x = _mm256_maskload_pd(x + n, m), to_y = _mm256_maskload_pd(y + n, m);
        const __m256i px = _mm256_castpd_si256(_mm256_add_pd(_mm256_mul_pd(_mm256_sub_pd(from_x, ox), s), magic));
        const __m256i py = _mm256_castpd_si256(_mm256_add_pd(_mm256_mul_pd(_mm256_sub_pd(from_y, oy), s), magic));
        const __m256i qx = _mm256_castpd_si256(_mm256_add_pd(_mm256_mul_pd(_mm256_sub_pd(to_x, ox), s), magic));
        const __m256i qy = _mm256_castpd_si256(_mm256_add_pd(_mm256_mul_pd(_mm256_sub_pd(to_y, oy), s), magic));
        const __m256i same = _mm256_and_si256(_mm256_cmpeq_epi64(px, qx), _mm256_cmpeq_epi64(py, qy));
        repeats = _mm256_or_si256(repeats, _mm256_and_si256(same, m));
        const __m256i term = _mm256_mul_epi32(_mm256_add_epi32(px, qx), _mm256_sub_epi32(qy, py));
        sum = _mm256_add_epi64(sum, _mm256_and_si256(term, m));
    }
    int64_t parts[4];
    _mm256_storeu_si256((__m256i *)parts, sum);
    *twice = (int64_t)((uint64_t)parts[0] + (uint64_t)parts[1] + (uint64_t)parts[2] + (uint64_t)parts[3]);
    return !_mm256_testz_si256(repeats, repeats);
}

AVX2 static void polynomial256(const int32_t *y, size_t count, double lowest, double step,
                               const double *coefficients, int32_t *out) {
    for (size_t n = 0; n < count; n++) {
        const double z = ((double)y[n] - lowest) * step - 1;
        double value = coefficients[7];
        for (int k = 6; k >= 0; k--) value = value * z + coefficients[k];
        value = value + round_magic;
        int64_t bits;
        __builtin_memcpy(&bits, &value, 8);
        out[n] = (int32_t)bits;
    }
}

// MARK: Choice

static const overlay_kernels kernels512 = {gather512, find512, cross512_pairs, quantise512,
                                           round_boxes512, sieve512, spanning512,
                                           polynomial512, ring_area512};
static const overlay_kernels kernels256 = {gather256, find256, cross256_pairs, quantise256,
                                           round_boxes256, sieve256, spanning256,
                                           polynomial256, ring_area256};

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
