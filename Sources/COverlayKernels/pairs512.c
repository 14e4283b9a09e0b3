#include "kernels.h"

// Near blocks, pairs of edges and their crossings, with AVX-512.
#if defined(__x86_64__)

// Appends the marked ones of sixteen values; few are, and a long store spans two cache lines.
AVX512 static inline void push512(int32_t *to, __mmask16 m, __m512i values, size_t count) {
    const __m512i kept = _mm512_maskz_compress_epi32(m, values);
    _mm256_storeu_si256((__m256i *)to, _mm512_castsi512_si256(kept));
    if (count > 8) _mm512_storeu_si512(to, kept);
}

AVX512 void gather512(const overlay_lists *lists, const overlay_window *window, const overlay_box *box,
                             uint32_t *stamps, uint32_t serial, overlay_boxes *near) {
    const overlay_boxes listed = lists->boxes, out = *near;
    const __m512i min_x = _mm512_set1_epi32(box->min_x), min_y = _mm512_set1_epi32(box->min_y);
    const __m512i max_x = _mm512_set1_epi32(box->max_x), max_y = _mm512_set1_epi32(box->max_y);
    const __m512i number = _mm512_set1_epi32(OVERLAY_BLOCK_NUMBER);
    const __m512i leftmost = _mm512_set1_epi32(OVERLAY_LEFTMOST_COLUMN);
    const __m512i lowest = _mm512_set1_epi32(OVERLAY_LOWEST_ROW);
    const __mmask16 stamped = window->is_one_of_several ? 0xFFFF : 0;
    size_t at = near->count;
    for (size_t row = 0; row < window->rows; row++) {
        const int32_t *starts = lists->starts + window->cell + row * lists->columns;
        const size_t column_end = (size_t)starts[1], end = (size_t)starts[window->columns];
        const __mmask16 any_row = row ? 0 : 0xFFFF;
        for (size_t n = (size_t)starts[0]; n < end; n += 16) {
            const __mmask16 valid = end - n < 16 ? (__mmask16)((1u << (end - n)) - 1) : 0xFFFF;
            const __mmask16 any_column = n >= column_end ? 0
                : column_end - n < 16 ? (__mmask16)((1u << (column_end - n)) - 1) : 0xFFFF;
            const __m512i low_x = _mm512_loadu_si512(listed.min_x + n), low_y = _mm512_loadu_si512(listed.min_y + n);
            const __m512i high_x = _mm512_loadu_si512(listed.max_x + n), high_y = _mm512_loadu_si512(listed.max_y + n);
            const __m512i block = _mm512_loadu_si512(listed.block + n);
            __mmask16 m = _mm512_mask_cmplt_epi32_mask(valid, low_x, max_x);
            m = _mm512_mask_cmplt_epi32_mask(m, low_y, max_y);
            m = _mm512_mask_cmpge_epi32_mask(m, high_x, min_x);
            m = _mm512_mask_cmpge_epi32_mask(m, high_y, min_y);
            const __mmask16 slow = m & (stamped | _mm512_movepi32_mask(block));
            m &= ~slow & (any_column | _mm512_test_epi32_mask(block, leftmost)) &
                 (any_row | _mm512_test_epi32_mask(block, lowest));
            const size_t more = (size_t)__builtin_popcount(m);
            push512(out.min_x + at, m, low_x, more);
            push512(out.min_y + at, m, low_y, more);
            push512(out.max_x + at, m, high_x, more);
            push512(out.max_y + at, m, high_y, more);
            push512(out.block + at, m, _mm512_and_si512(block, number), more);
            at += more;
            if (!slow) continue;
            near->count = at;
            for (uint32_t rest = slow; rest; rest &= rest - 1) {
                push_stamped(&listed, n + (size_t)__builtin_ctz(rest), stamps, serial, near);
            }
            at = near->count;
        }
    }
    near->count = at;
}

// Bit e is set where streamed edge e of some sixteens meets a zone's box.
AVX512 static inline __attribute__((always_inline)) uint64_t
streams_meet512(const edge_boxes *own, int sixteens, __m512i min_x, __m512i min_y, __m512i max_x, __m512i max_y) {
    uint64_t met = 0;
    for (int b = 0; b < sixteens; b++) {
        __mmask16 m = _mm512_cmple_epi32_mask(_mm512_loadu_si512(own->low_x + 16 * b), max_x);
        m = _mm512_mask_cmpgt_epi32_mask(m, _mm512_loadu_si512(own->high_x + 16 * b), min_x);
        m = _mm512_mask_cmple_epi32_mask(m, _mm512_loadu_si512(own->low_y + 16 * b), max_y);
        m = _mm512_mask_cmpgt_epi32_mask(m, _mm512_loadu_si512(own->high_y + 16 * b), min_y);
        met |= (uint64_t)m << (16 * b);
    }
    return met;
}

// Finds the pairs of up to 64 streamed edges with the near blocks from one on; returns where it stopped.
AVX512 static inline __attribute__((always_inline)) size_t
find_run512(const edge_boxes *own, int sixteens, uint64_t valid, int32_t first, size_t k, overlay_vertices zone,
            const overlay_block *blocks, const overlay_boxes *near, overlay_pairs *pairs, size_t limit) {
    const __m512i ramp =
        _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    // Copies: the stores below could change what the pointers point to, as far as C knows.
    const overlay_boxes boxes = *near;
    int32_t *const zone_edges = pairs->zone, *const stream_edges = pairs->stream;
    int32_t *const features = pairs->feature;
    size_t count = pairs->count;
    for (; k < boxes.count && count <= limit; k++) {
        uint64_t rest = valid & streams_meet512(own, sixteens, _mm512_set1_epi32(boxes.min_x[k]),
                                                _mm512_set1_epi32(boxes.min_y[k]),
                                                _mm512_set1_epi32(boxes.max_x[k]),
                                                _mm512_set1_epi32(boxes.max_y[k]));
        if (!rest) continue;
        const overlay_block *block = blocks + boxes.block[k];
        const int32_t *x = zone.x + block->first_edge, *y = zone.y + block->first_edge;
        const __m512i ux = _mm512_loadu_si512(x), vx = _mm512_loadu_si512(x + 1);
        const __m512i uy = _mm512_loadu_si512(y), vy = _mm512_loadu_si512(y + 1);
        const __m512i left = _mm512_min_epi32(ux, vx), right = _mm512_max_epi32(ux, vx);
        const __m512i bottom = _mm512_min_epi32(uy, vy), top = _mm512_max_epi32(uy, vy);
        const __m512i edges = _mm512_add_epi32(ramp, _mm512_set1_epi32(block->first_edge));
        const __m512i feature = _mm512_set1_epi32(block->feature);
        const __mmask16 all = (__mmask16)((1u << block->edge_count) - 1);
        for (; rest; rest &= rest - 1) {
            const size_t e = (size_t)__builtin_ctzll(rest);
            __mmask16 m = _mm512_mask_cmplt_epi32_mask(all, left, _mm512_set1_epi32(own->high_x[e]));
            m = _mm512_mask_cmpge_epi32_mask(m, right, _mm512_set1_epi32(own->low_x[e]));
            m = _mm512_mask_cmplt_epi32_mask(m, bottom, _mm512_set1_epi32(own->high_y[e]));
            m = _mm512_mask_cmpge_epi32_mask(m, top, _mm512_set1_epi32(own->low_y[e]));
            // Short stores: mostly one or two edges are left, and a long store spans two cache lines.
            const __m512i found = _mm512_maskz_compress_epi32(m, edges);
            const __m512i number = _mm512_set1_epi32(first + (int32_t)e);
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
    pairs->count = count;
    return k;
}

AVX512 void find512(overlay_vertices stream, overlay_cursor *cursor, size_t end,
                           overlay_vertices zone, const overlay_block *blocks,
                           const overlay_boxes *near, overlay_pairs *pairs, size_t limit) {
    size_t n = cursor->edge, k = cursor->block;
    edge_boxes own;
    for (; n < end; n += 64, k = 0) {
        const size_t length = end - n < 64 ? end - n : 64;
        const int sixteens = (int)((length + 15) / 16);
        const uint64_t valid = ~(uint64_t)0 >> (64 - length);
        for (int b = 0; b < sixteens; b++) {
            const int32_t *x = stream.x + n + 16 * b, *y = stream.y + n + 16 * b;
            const __m512i px = _mm512_loadu_si512(x), qx = _mm512_loadu_si512(x + 1);
            const __m512i py = _mm512_loadu_si512(y), qy = _mm512_loadu_si512(y + 1);
            _mm512_storeu_si512(own.low_x + 16 * b, _mm512_min_epi32(px, qx));
            _mm512_storeu_si512(own.high_x + 16 * b, _mm512_max_epi32(px, qx));
            _mm512_storeu_si512(own.low_y + 16 * b, _mm512_min_epi32(py, qy));
            _mm512_storeu_si512(own.high_y + 16 * b, _mm512_max_epi32(py, qy));
        }
        // One loop for each number of sixteens: the loops over them are unrolled.
        switch (sixteens) {
        case 1: k = find_run512(&own, 1, valid, (int32_t)n, k, zone, blocks, near, pairs, limit); break;
        case 2: k = find_run512(&own, 2, valid, (int32_t)n, k, zone, blocks, near, pairs, limit); break;
        case 3: k = find_run512(&own, 3, valid, (int32_t)n, k, zone, blocks, near, pairs, limit); break;
        default: k = find_run512(&own, 4, valid, (int32_t)n, k, zone, blocks, near, pairs, limit);
        }
        if (k < near->count) {
            *cursor = (overlay_cursor){n, k};
            return;
        }
    }
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

AVX512 void cross512_pairs(overlay_vertices stream, overlay_vertices zone,
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

AVX512 size_t locate512(const overlay_lists *lists, size_t entry, size_t end, overlay_vertices path,
                               overlay_vertices zone, const overlay_block *blocks, overlay_pairs *pairs,
                               size_t limit) {
    const __m512i ramp = _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    const __m512i px = _mm512_set1_epi32(path.x[0]), qx = _mm512_set1_epi32(path.x[1]);
    const __m512i py = _mm512_set1_epi32(path.y[0]), qy = _mm512_set1_epi32(path.y[1]);
    const __m512i low_x = _mm512_min_epi32(px, qx), high_x = _mm512_max_epi32(px, qx);
    const __m512i low_y = _mm512_min_epi32(py, qy), high_y = _mm512_max_epi32(py, qy);
    const overlay_boxes listed = lists->boxes, *const all = &listed;
    size_t count = 0;
    for (; entry < end && count <= limit; entry += 16) {
        const __mmask16 valid = end - entry < 16 ? (__mmask16)((1u << (end - entry)) - 1) : 0xFFFF;
        __mmask16 near = _mm512_mask_cmplt_epi32_mask(valid, _mm512_loadu_si512(all->min_x + entry), high_x);
        near = _mm512_mask_cmplt_epi32_mask(near, _mm512_loadu_si512(all->min_y + entry), high_y);
        near = _mm512_mask_cmpge_epi32_mask(near, _mm512_loadu_si512(all->max_x + entry), low_x);
        near = _mm512_mask_cmpge_epi32_mask(near, _mm512_loadu_si512(all->max_y + entry), low_y);
        for (uint32_t rest = near; rest; rest &= rest - 1) {
            const int32_t number = all->block[entry + (size_t)__builtin_ctz(rest)] & OVERLAY_BLOCK_NUMBER;
            const overlay_block *block = blocks + number;
            const int32_t *x = zone.x + block->first_edge, *y = zone.y + block->first_edge;
            const __m512i ux = _mm512_loadu_si512(x), vx = _mm512_loadu_si512(x + 1);
            const __m512i uy = _mm512_loadu_si512(y), vy = _mm512_loadu_si512(y + 1);
            __mmask16 m = (__mmask16)((1u << block->edge_count) - 1);
            m = _mm512_mask_cmplt_epi32_mask(m, _mm512_min_epi32(ux, vx), high_x);
            m = _mm512_mask_cmpge_epi32_mask(m, _mm512_max_epi32(ux, vx), low_x);
            m = _mm512_mask_cmplt_epi32_mask(m, _mm512_min_epi32(uy, vy), high_y);
            m = _mm512_mask_cmpge_epi32_mask(m, _mm512_max_epi32(uy, vy), low_y);
            const __m512i edges = _mm512_add_epi32(ramp, _mm512_set1_epi32(block->first_edge));
            _mm512_storeu_si512(pairs->zone + count, _mm512_maskz_compress_epi32(m, edges));
            _mm512_storeu_si512(pairs->stream + count, _mm512_setzero_si512());
            _mm512_storeu_si512(pairs->feature + count, _mm512_set1_epi32(block->feature));
            count += (size_t)__builtin_popcount(m);
        }
    }
    pairs->count = count;
    if (count) cross512_pairs(path, zone, pairs);
    return entry < end ? entry : end;
}

// Eight values, a lane each.
AVX512 static inline __m512i values512(const int64_t *values, const int32_t *n) {
    __m512i lanes = _mm512_castsi128_si512(_mm_loadl_epi64((const __m128i *)(values + n[0])));
    for (int k = 1; k < 8; k++) {
        lanes = _mm512_mask_broadcastq_epi64(lanes, (__mmask8)(1u << k),
                                             _mm_loadl_epi64((const __m128i *)(values + n[k])));
    }
    return lanes;
}

// The ends of eight edges in the low halves of the lanes, in canonical direction.
typedef struct {
    __m512i from_x, from_y, to_x, to_y, from_metric, to_metric;
    int32_t from[8];
} directed_edges;

AVX512 static inline directed_edges directed512(overlay_vertices vertices, const int32_t *metric, const int32_t *n) {
    const int32_t *const x = vertices.x, *const y = vertices.y;
    const __m512i ends_x = edges512(x, n), ends_y = edges512(y, n);
    const __m512i px = _mm512_slli_epi64(ends_x, 32), py = _mm512_slli_epi64(ends_y, 32);
    // Comparing 64-bit lanes whose low halves are zero or left over in both alike.
    const __m512i low = _mm512_set1_epi64(~(int64_t)0xFFFFFFFF);
    const __m512i qx = _mm512_and_si512(ends_x, low), qy = _mm512_and_si512(ends_y, low);
    const __mmask8 turned = _mm512_cmplt_epi64_mask(qx, px) |
                            (_mm512_cmpeq_epi64_mask(qx, px) & _mm512_cmplt_epi64_mask(qy, py));
    directed_edges out;
    const __m512i other_x = _mm512_ror_epi64(ends_x, 32), other_y = _mm512_ror_epi64(ends_y, 32);
    out.from_x = _mm512_mask_blend_epi64(turned, ends_x, other_x);
    out.to_x = _mm512_mask_blend_epi64(turned, other_x, ends_x);
    out.from_y = _mm512_mask_blend_epi64(turned, ends_y, other_y);
    out.to_y = _mm512_mask_blend_epi64(turned, other_y, ends_y);
    if (metric == y) {
        out.from_metric = out.from_y;
        out.to_metric = out.to_y;
    } else {
        const __m512i ends = edges512(metric, n), other = _mm512_ror_epi64(ends, 32);
        out.from_metric = _mm512_mask_blend_epi64(turned, ends, other);
        out.to_metric = _mm512_mask_blend_epi64(turned, other, ends);
    }
    const __m256i numbers = load256(n);
    _mm256_storeu_si256((__m256i *)out.from,
                        _mm256_mask_add_epi32(numbers, turned, numbers, _mm256_set1_epi32(1)));
    return out;
}

// The prefix integrals of eight vertices.
AVX512 static inline __m512i anchored512(const overlay_anchored_rings *rings, const int32_t *n) {
    const int32_t *const x = rings->vertices.x, *const metric = rings->metric;
    int32_t groups[8];
    _mm256_storeu_si256((__m256i *)groups, _mm256_srli_epi32(load256(n), 3));
    const __m512i above = _mm512_inserti64x4(_mm512_castsi256_si512(above_anchors(x, metric, n)),
                                             above_anchors(x, metric, n + 4), 1);
    return _mm512_add_epi64(values512(rings->anchors, groups), above);
}

// The terms as in the Swift code: all products are of differences that fit 32 bits.
AVX512 size_t terms512(const overlay_rings *stream, const overlay_anchored_rings *zone,
                              const overlay_pairs *pairs, int64_t *terms, overlay_division *divisions) {
    size_t count = 0;
    for (size_t k = 0; k < pairs->count; k += 8) {
        const directed_edges a = directed512(stream->vertices, stream->metric, pairs->stream + k);
        const directed_edges b = directed512(zone->vertices, zone->metric, pairs->zone + k);
        const __m512i apart_prefix = _mm512_sub_epi64(anchored512(zone, b.from), values512(stream->prefix, a.from));
        const __m512i ex = _mm512_sub_epi32(b.to_x, b.from_x), ey = _mm512_sub_epi32(b.to_y, b.from_y);
        const __m512i dx = _mm512_sub_epi32(a.to_x, a.from_x), dy = _mm512_sub_epi32(a.to_y, a.from_y);
        const __m512i wx = _mm512_sub_epi32(b.from_x, a.from_x), wy = _mm512_sub_epi32(b.from_y, a.from_y);
        const __m512i rise = _mm512_sub_epi32(a.to_metric, a.from_metric);
        const __m512i apart = _mm512_sub_epi32(b.from_metric, a.from_metric);
        const __m512i beside = _mm512_mul_epi32(_mm512_add_epi32(b.from_x, a.from_x), apart);
        __m512i whole = _mm512_sub_epi64(apart_prefix, beside);
        const __m512i area = _mm512_sub_epi64(_mm512_mul_epi32(wx, rise), _mm512_mul_epi32(apart, dx));
        const __m512i numerator = cross512(wx, wy, ex, ey), denominator = cross512(dx, dy, ex, ey);
        // The usual crossing of coincident layers is at an end of the streamed edge: no division.
        const __mmask8 parted = _mm512_test_epi64_mask(area, area) & _mm512_test_epi64_mask(numerator, numerator);
        const __mmask8 at_end = parted & _mm512_cmpeq_epi64_mask(numerator, denominator);
        whole = _mm512_mask_add_epi64(whole, at_end, whole, area);
        _mm512_storeu_si512(terms + k, whole);
        uint32_t rest = parted & ~at_end;
        if (pairs->count - k < 8) rest &= (1u << (pairs->count - k)) - 1;
        if (!rest) continue;
        int64_t areas[8], numerators[8], denominators[8];
        _mm512_storeu_si512(areas, area);
        _mm512_storeu_si512(numerators, numerator);
        _mm512_storeu_si512(denominators, denominator);
        for (; rest; rest &= rest - 1) {
            const uint32_t lane = (uint32_t)__builtin_ctz(rest);
            divisions[count++] = (overlay_division){k + lane, areas[lane], numerators[lane], denominators[lane]};
        }
    }
    return count;
}

#endif
