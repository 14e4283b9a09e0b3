#include "COverlayKernels.h"

#if defined(__x86_64__)
#include <immintrin.h>

// Sums and products must round one by one, as the Swift code does.
#pragma STDC FP_CONTRACT OFF

#define AVX2 __attribute__((target("avx2,bmi,popcnt")))
#define AVX512 __attribute__((target("avx512f,avx512dq,avx512vl,avx512bw,bmi,popcnt")))

static const double round_magic = 6755399441055744.0;

static inline overlay_box edge_box(overlay_vertices v, size_t n) {
    const int32_t x0 = v.x[n], x1 = v.x[n + 1], y0 = v.y[n], y1 = v.y[n + 1];
    return (overlay_box){x0 < x1 ? x0 : x1, y0 < y1 ? y0 : y1, x0 < x1 ? x1 : x0,
                         y0 < y1 ? y1 : y0};
}

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

// MARK: AVX-512

AVX512 static inline __mmask16 boxes_meet512(const overlay_boxes *b, size_t n, __m512i min_x,
                                             __m512i min_y, __m512i max_x, __m512i max_y) {
    __mmask16 m = _mm512_cmple_epi32_mask(_mm512_loadu_si512(b->min_x + n), max_x);
    m = _mm512_mask_cmple_epi32_mask(m, _mm512_loadu_si512(b->min_y + n), max_y);
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

AVX512 static size_t find512(overlay_vertices stream, size_t first, size_t end,
                             overlay_vertices zone, const overlay_block *blocks,
                             const overlay_boxes *near, overlay_pairs *pairs, size_t limit) {
    const __m512i ramp =
        _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    // Copies: the stores below could change what the pointers point to, as far as C knows.
    const overlay_boxes boxes = *near;
    int32_t *const zone_edges = pairs->zone, *const stream_edges = pairs->stream;
    int32_t *const features = pairs->feature;
    size_t count = pairs->count, n = first;
    for (; n < end && count <= limit; n++) {
        const overlay_box box = edge_box(stream, n);
        const __m512i min_x = _mm512_set1_epi32(box.min_x), min_y = _mm512_set1_epi32(box.min_y);
        const __m512i max_x = _mm512_set1_epi32(box.max_x), max_y = _mm512_set1_epi32(box.max_y);
        const __m512i number = _mm512_set1_epi32((int32_t)n);
        for (size_t k = 0; k < boxes.count; k += 16) {
            uint32_t met = boxes_meet512(&boxes, k, min_x, min_y, max_x, max_y);
            if (boxes.count - k < 16) met &= (1u << (boxes.count - k)) - 1;
            for (; met; met &= met - 1) {
                const overlay_block *block = blocks + boxes.block[k + (size_t)__builtin_ctz(met)];
                const int32_t *x = zone.x + block->first_edge, *y = zone.y + block->first_edge;
                const __m512i x0 = _mm512_loadu_si512(x), x1 = _mm512_loadu_si512(x + 1);
                const __m512i y0 = _mm512_loadu_si512(y), y1 = _mm512_loadu_si512(y + 1);
                __mmask16 m = (__mmask16)((1u << block->edge_count) - 1);
                m = _mm512_mask_cmple_epi32_mask(m, _mm512_min_epi32(x0, x1), max_x);
                m = _mm512_mask_cmpge_epi32_mask(m, _mm512_max_epi32(x0, x1), min_x);
                m = _mm512_mask_cmple_epi32_mask(m, _mm512_min_epi32(y0, y1), max_y);
                m = _mm512_mask_cmpge_epi32_mask(m, _mm512_max_epi32(y0, y1), min_y);
                const __m512i edges = _mm512_add_epi32(ramp, _mm512_set1_epi32(block->first_edge));
                _mm512_storeu_si512(zone_edges + count, _mm512_maskz_compress_epi32(m, edges));
                _mm512_storeu_si512(stream_edges + count, number);
                _mm512_storeu_si512(features + count, _mm512_set1_epi32(block->feature));
                count += (size_t)__builtin_popcount(m);
            }
        }
    }
    pairs->count = count;
    return n;
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

AVX512 static void cross512_pairs(overlay_vertices stream, overlay_vertices zone,
                                  overlay_pairs *pairs) {
    const __m512i zero = _mm512_setzero_si512();
    const size_t count = pairs->count;
    size_t kept = 0;
    for (size_t k = 0; k < count; k += 8) {
        const __mmask8 valid = count - k < 8 ? (__mmask8)((1u << (count - k)) - 1) : 0xFF;
        const __m256i n = _mm256_maskz_loadu_epi32(valid, pairs->stream + k);
        const __m256i m = _mm256_maskz_loadu_epi32(valid, pairs->zone + k);
        const __m256i feature = _mm256_maskz_loadu_epi32(valid, pairs->feature + k);
        // A lane holds vertex n in its low half and vertex n + 1 in its high half.
        const __m512i ax = _mm512_mask_i32gather_epi64(zero, valid, n, stream.x, 4);
        const __m512i ay = _mm512_mask_i32gather_epi64(zero, valid, n, stream.y, 4);
        const __m512i bx = _mm512_mask_i32gather_epi64(zero, valid, m, zone.x, 4);
        const __m512i by = _mm512_mask_i32gather_epi64(zero, valid, m, zone.y, 4);
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
        _mm256_storeu_si256((__m256i *)(pairs->stream + kept), _mm256_maskz_compress_epi32(crosses, n));
        _mm256_storeu_si256((__m256i *)(pairs->zone + kept), _mm256_maskz_compress_epi32(crosses, m));
        _mm256_storeu_si256((__m256i *)(pairs->feature + kept),
                            _mm256_maskz_compress_epi32(crosses, feature));
        _mm256_storeu_si256((__m256i *)(pairs->sign + kept), _mm256_maskz_compress_epi32(crosses, sign));
        kept += (size_t)__builtin_popcount(crosses);
    }
    pairs->count = kept;
}

AVX512 static void measure512(const double *x, const double *y, const intptr_t *ring_ends,
                              size_t first, size_t end, overlay_extent *extent) {
    const __m512d zero = _mm512_setzero_pd();
    __m512d min_x = _mm512_set1_pd(extent->min_x), max_x = _mm512_set1_pd(extent->max_x);
    __m512d min_y = _mm512_set1_pd(extent->min_y), max_y = _mm512_set1_pd(extent->max_y);
    __m512d longest = _mm512_set1_pd(extent->longest), poison = _mm512_set1_pd(extent->poison);
    size_t n = first == 0 ? 0 : (size_t)ring_ends[first - 1];
    for (size_t ring = first; ring < end; ring++) {
        const size_t ring_end = (size_t)ring_ends[ring];
        if (n == ring_end) continue;
        // The closing edge; the others go from the vertex before.
        const __m512d close_x = _mm512_set1_pd(x[ring_end - 1] - x[n]);
        const __m512d close_y = _mm512_set1_pd(y[ring_end - 1] - y[n]);
        longest = _mm512_max_pd(longest, _mm512_max_pd(_mm512_abs_pd(close_x), _mm512_abs_pd(close_y)));
        for (__mmask8 edges = 0xFE; n < ring_end; n += 8, edges = 0xFF) {
            const __mmask8 m = ring_end - n < 8 ? (__mmask8)((1u << (ring_end - n)) - 1) : 0xFF;
            const __m512d px = _mm512_maskz_loadu_pd(m, x + n), py = _mm512_maskz_loadu_pd(m, y + n);
            const __m512d qx = _mm512_maskz_loadu_pd(m & edges, x + n - 1);
            const __m512d qy = _mm512_maskz_loadu_pd(m & edges, y + n - 1);
            min_x = _mm512_mask_min_pd(min_x, m, min_x, px);
            max_x = _mm512_mask_max_pd(max_x, m, max_x, px);
            min_y = _mm512_mask_min_pd(min_y, m, min_y, py);
            max_y = _mm512_mask_max_pd(max_y, m, max_y, py);
            poison = _mm512_add_pd(poison, _mm512_mul_pd(_mm512_add_pd(px, py), zero));
            const __m512d side = _mm512_max_pd(_mm512_abs_pd(_mm512_sub_pd(px, qx)),
                                               _mm512_abs_pd(_mm512_sub_pd(py, qy)));
            longest = _mm512_mask_max_pd(longest, m & edges, longest, side);
        }
        n = ring_end;
    }
    *extent = (overlay_extent){_mm512_reduce_min_pd(min_x), _mm512_reduce_min_pd(min_y),
                               _mm512_reduce_max_pd(max_x), _mm512_reduce_max_pd(max_y),
                               _mm512_reduce_max_pd(longest), _mm512_reduce_add_pd(poison)};
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

// MARK: AVX2

AVX2 static inline __m256i load256(const int32_t *from) {
    return _mm256_loadu_si256((const __m256i *)from);
}

// Bit n is set where the boxes do not meet.
AVX2 static inline uint32_t apart256(__m256i low_x, __m256i low_y, __m256i high_x, __m256i high_y,
                                     overlay_box box) {
    const __m256i x = _mm256_or_si256(_mm256_cmpgt_epi32(low_x, _mm256_set1_epi32(box.max_x)),
                                      _mm256_cmpgt_epi32(_mm256_set1_epi32(box.min_x), high_x));
    const __m256i y = _mm256_or_si256(_mm256_cmpgt_epi32(low_y, _mm256_set1_epi32(box.max_y)),
                                      _mm256_cmpgt_epi32(_mm256_set1_epi32(box.min_y), high_y));
    return (uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(_mm256_or_si256(x, y)));
}

AVX2 static inline uint32_t boxes_meet256(const overlay_boxes *b, size_t n, size_t left,
                                          overlay_box box) {
    const uint32_t apart = apart256(load256(b->min_x + n), load256(b->min_y + n),
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

AVX2 static inline uint32_t edges_apart256(const int32_t *x, const int32_t *y, overlay_box box) {
    const __m256i x0 = load256(x), x1 = load256(x + 1), y0 = load256(y), y1 = load256(y + 1);
    return apart256(_mm256_min_epi32(x0, x1), _mm256_min_epi32(y0, y1), _mm256_max_epi32(x0, x1),
                    _mm256_max_epi32(y0, y1), box);
}

AVX2 static size_t find256(overlay_vertices stream, size_t first, size_t end, overlay_vertices zone,
                           const overlay_block *blocks, const overlay_boxes *near,
                           overlay_pairs *pairs, size_t limit) {
    size_t count = pairs->count, n = first;
    for (; n < end && count <= limit; n++) {
        const overlay_box box = edge_box(stream, n);
        for (size_t k = 0; k < near->count; k += 8) {
            uint32_t met = boxes_meet256(near, k, near->count - k, box);
            for (; met; met &= met - 1) {
                const overlay_block *block = blocks + near->block[k + (size_t)__builtin_ctz(met)];
                const int32_t *x = zone.x + block->first_edge, *y = zone.y + block->first_edge;
                uint32_t hits = ~(edges_apart256(x, y, box) | edges_apart256(x + 8, y + 8, box) << 8);
                hits &= (1u << block->edge_count) - 1;
                for (; hits; hits &= hits - 1) {
                    pairs->zone[count] = block->first_edge + __builtin_ctz(hits);
                    pairs->stream[count] = (int32_t)n;
                    pairs->feature[count] = block->feature;
                    count++;
                }
            }
        }
    }
    pairs->count = count;
    return n;
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

AVX2 static void measure256(const double *x, const double *y, const intptr_t *ring_ends,
                            size_t first, size_t end, overlay_extent *extent) {
    overlay_extent e = *extent;
    size_t n = first == 0 ? 0 : (size_t)ring_ends[first - 1];
    for (size_t ring = first; ring < end; ring++) {
        const size_t ring_end = (size_t)ring_ends[ring];
        if (n == ring_end) continue;
        double last_x = x[ring_end - 1], last_y = y[ring_end - 1];
        for (; n < ring_end; n++) {
            const double px = x[n], py = y[n];
            const double side_x = __builtin_fabs(px - last_x), side_y = __builtin_fabs(py - last_y);
            e.min_x = px < e.min_x ? px : e.min_x;
            e.max_x = px > e.max_x ? px : e.max_x;
            e.min_y = py < e.min_y ? py : e.min_y;
            e.max_y = py > e.max_y ? py : e.max_y;
            e.longest = side_x > e.longest ? side_x : e.longest;
            e.longest = side_y > e.longest ? side_y : e.longest;
            e.poison += (px + py) * 0.0;
            last_x = px;
            last_y = py;
        }
    }
    *extent = e;
}

// MARK: Choice

static const overlay_kernels kernels512 = {measure512, gather512, find512, cross512_pairs, quantise512,
                                           polynomial512};
static const overlay_kernels kernels256 = {measure256, gather256, find256, cross256_pairs, quantise256,
                                           polynomial256};

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
