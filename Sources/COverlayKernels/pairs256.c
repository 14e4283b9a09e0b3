#include "kernels.h"

// Near blocks, pairs of edges and their crossings, with AVX2.
#if defined(__x86_64__)

// By mask: the bytes that bring the marked ones of four values together.
static const int8_t kept_bytes[16][16] = {
#define BYTES(n) 4 * (n), 4 * (n) + 1, 4 * (n) + 2, 4 * (n) + 3
#define KEPT(a, b, c, d) {BYTES(a), BYTES(b), BYTES(c), BYTES(d)}
    KEPT(0, 0, 0, 0), KEPT(0, 0, 0, 0), KEPT(1, 0, 0, 0), KEPT(0, 1, 0, 0),
    KEPT(2, 0, 0, 0), KEPT(0, 2, 0, 0), KEPT(1, 2, 0, 0), KEPT(0, 1, 2, 0),
    KEPT(3, 0, 0, 0), KEPT(0, 3, 0, 0), KEPT(1, 3, 0, 0), KEPT(0, 1, 3, 0),
    KEPT(2, 3, 0, 0), KEPT(0, 2, 3, 0), KEPT(1, 2, 3, 0), KEPT(0, 1, 2, 3),
#undef KEPT
#undef BYTES
};

AVX2 static inline __m128i load128(const int32_t *from) { return _mm_loadu_si128((const __m128i *)from); }

AVX2 static inline void store128(int32_t *to, __m128i values) { _mm_storeu_si128((__m128i *)to, values); }

AVX2 static inline uint32_t bits256(__m256i lanes) {
    return (uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(lanes));
}

// Bit n is set where zone boxes meet a streamed one.
AVX2 static inline uint32_t zones_meet256(__m256i low_x, __m256i low_y, __m256i high_x, __m256i high_y,
                                          overlay_box box) {
    const __m256i near = _mm256_and_si256(_mm256_cmpgt_epi32(_mm256_set1_epi32(box.max_x), low_x),
                                          _mm256_cmpgt_epi32(_mm256_set1_epi32(box.max_y), low_y));
    const __m256i beyond = _mm256_or_si256(_mm256_cmpgt_epi32(_mm256_set1_epi32(box.min_x), high_x),
                                           _mm256_cmpgt_epi32(_mm256_set1_epi32(box.min_y), high_y));
    return bits256(_mm256_andnot_si256(beyond, near));
}

// Bit n is set where streamed boxes meet a zone's.
AVX2 static inline uint32_t streams_meet256(__m256i low_x, __m256i low_y, __m256i high_x, __m256i high_y,
                                            overlay_box box) {
    const __m256i near = _mm256_and_si256(_mm256_cmpgt_epi32(high_x, _mm256_set1_epi32(box.min_x)),
                                          _mm256_cmpgt_epi32(high_y, _mm256_set1_epi32(box.min_y)));
    const __m256i beyond = _mm256_or_si256(_mm256_cmpgt_epi32(low_x, _mm256_set1_epi32(box.max_x)),
                                           _mm256_cmpgt_epi32(low_y, _mm256_set1_epi32(box.max_y)));
    return bits256(_mm256_andnot_si256(beyond, near));
}

// Appends the marked ones of eight values.
AVX2 static inline void push256(int32_t *to, uint32_t m, __m256i values) {
    const __m128i low = load128((const int32_t *)kept_bytes[m & 15]);
    const __m128i high = load128((const int32_t *)kept_bytes[m >> 4]);
    store128(to, _mm_shuffle_epi8(_mm256_castsi256_si128(values), low));
    store128(to + __builtin_popcount(m & 15), _mm_shuffle_epi8(_mm256_extracti128_si256(values, 1), high));
}

AVX2 void gather256(const overlay_lists *lists, const overlay_window *window, const overlay_box *box,
                    uint32_t *stamps, uint32_t serial, overlay_boxes *near) {
    const overlay_boxes listed = lists->boxes, out = *near;
    const __m256i number = _mm256_set1_epi32(OVERLAY_BLOCK_NUMBER), ramp = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
    const __m256i leftmost = _mm256_set1_epi32(OVERLAY_LEFTMOST_COLUMN);
    const uint32_t stamped = window->is_one_of_several ? 0xFF : 0;
    size_t at = near->count;
    for (size_t row = 0; row < window->rows; row++) {
        const int32_t *starts = lists->starts + window->cell + row * lists->columns;
        const int32_t column_end = starts[1];
        const size_t end = (size_t)starts[window->columns];
        const __m256i lowest = _mm256_set1_epi32(row ? OVERLAY_LOWEST_ROW : 0);
        for (size_t n = (size_t)starts[0]; n < end; n += 8) {
            const __m256i low_x = load256(listed.min_x + n), low_y = load256(listed.min_y + n);
            const __m256i high_x = load256(listed.max_x + n), high_y = load256(listed.max_y + n);
            const __m256i block = load256(listed.block + n);
            uint32_t m = end - n < 8 ? (1u << (end - n)) - 1 : 0xFF;
            m &= zones_meet256(low_x, low_y, high_x, high_y, *box);
            const uint32_t slow = m & (stamped | bits256(block));
            // The marks that a block lacks of those its place asks for.
            const __m256i beyond = _mm256_cmpgt_epi32(ramp, _mm256_set1_epi32(column_end - 1 - (int32_t)n));
            const __m256i asked = _mm256_or_si256(lowest, _mm256_and_si256(beyond, leftmost));
            const __m256i lacking = _mm256_andnot_si256(block, asked);
            m &= ~slow & bits256(_mm256_cmpeq_epi32(lacking, _mm256_setzero_si256()));
            push256(out.min_x + at, m, low_x);
            push256(out.min_y + at, m, low_y);
            push256(out.max_x + at, m, high_x);
            push256(out.max_y + at, m, high_y);
            push256(out.block + at, m, _mm256_and_si256(block, number));
            at += (size_t)__builtin_popcount(m);
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
AVX2 static inline __attribute__((always_inline)) uint64_t
edges_meet256(const edge_boxes *own, int sixteens, overlay_box box) {
    uint64_t met = 0;
    for (int b = 0; b < 2 * sixteens; b++) {
        const int n = 8 * b;
        met |= (uint64_t)streams_meet256(load256(own->low_x + n), load256(own->low_y + n),
                                         load256(own->high_x + n), load256(own->high_y + n), box) << n;
    }
    return met;
}

// Finds the pairs of up to 64 streamed edges with the near blocks from one on; returns where it stopped.
AVX2 static inline __attribute__((always_inline)) size_t
find_run256(const edge_boxes *own, int sixteens, uint64_t valid, int32_t stream_first, size_t k,
            overlay_vertices zone, const overlay_block *blocks, const overlay_boxes *near, overlay_pairs *pairs,
            size_t limit) {
    const overlay_boxes boxes = *near;
    int32_t *const zone_edges = pairs->zone, *const stream_edges = pairs->stream;
    int32_t *const features = pairs->feature;
    size_t count = pairs->count;
    for (; k < boxes.count && count <= limit; k++) {
        const overlay_box near_box = {boxes.min_x[k], boxes.min_y[k], boxes.max_x[k], boxes.max_y[k]};
        uint64_t met = valid & edges_meet256(own, sixteens, near_box);
        if (!met) continue;
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
        const __m128i owner = _mm_set1_epi32(feature);
        for (; met; met &= met - 1) {
            const size_t e = (size_t)__builtin_ctzll(met);
            const overlay_box box = {own->low_x[e], own->low_y[e], own->high_x[e], own->high_y[e]};
            uint32_t hits = all & (zones_meet256(left, bottom, right, top, box) |
                                   zones_meet256(left2, bottom2, right2, top2, box) << 8);
            // Two without asking whether they are: more are rare, and the processor guesses one or two badly.
            const int32_t edge = stream_first + (int32_t)e;
            const uint32_t others = hits & (hits - 1);
            size_t at = count + 2;
            zone_edges[count] = first + (int32_t)_tzcnt_u32(hits);
            zone_edges[count + 1] = first + (int32_t)_tzcnt_u32(others);
            _mm_storel_epi64((__m128i *)(stream_edges + count), _mm_set1_epi32(edge));
            _mm_storel_epi64((__m128i *)(features + count), owner);
            count += (size_t)__builtin_popcount(hits);
            for (hits = others & (others - 1); hits; hits &= hits - 1, at++) {
                zone_edges[at] = first + (int32_t)_tzcnt_u32(hits);
                stream_edges[at] = edge;
                features[at] = feature;
            }
        }
    }
    pairs->count = count;
    return k;
}

AVX2 void find256(overlay_vertices stream, overlay_cursor *cursor, size_t end, overlay_vertices zone,
                  const overlay_block *blocks, const overlay_boxes *near, overlay_pairs *pairs, size_t limit) {
    size_t n = cursor->edge, k = cursor->block;
    edge_boxes own;
    for (; n < end; n += 64, k = 0) {
        const size_t length = end - n < 64 ? end - n : 64;
        const int sixteens = (int)((length + 15) / 16);
        const uint64_t valid = ~(uint64_t)0 >> (64 - length);
        for (int b = 0; b < 2 * sixteens; b++) {
            const int32_t *x = stream.x + n + 8 * b, *y = stream.y + n + 8 * b;
            const __m256i px = load256(x), qx = load256(x + 1), py = load256(y), qy = load256(y + 1);
            _mm256_storeu_si256((__m256i *)(own.low_x + 8 * b), _mm256_min_epi32(px, qx));
            _mm256_storeu_si256((__m256i *)(own.high_x + 8 * b), _mm256_max_epi32(px, qx));
            _mm256_storeu_si256((__m256i *)(own.low_y + 8 * b), _mm256_min_epi32(py, qy));
            _mm256_storeu_si256((__m256i *)(own.high_y + 8 * b), _mm256_max_epi32(py, qy));
        }
        // One loop for each number of sixteens: the loops over them are unrolled.
        switch (sixteens) {
        case 1: k = find_run256(&own, 1, valid, (int32_t)n, k, zone, blocks, near, pairs, limit); break;
        case 2: k = find_run256(&own, 2, valid, (int32_t)n, k, zone, blocks, near, pairs, limit); break;
        case 3: k = find_run256(&own, 3, valid, (int32_t)n, k, zone, blocks, near, pairs, limit); break;
        default: k = find_run256(&own, 4, valid, (int32_t)n, k, zone, blocks, near, pairs, limit);
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
AVX2 static inline __m256i cross256(__m256i ax, __m256i ay, __m256i bx, __m256i by) {
    return _mm256_sub_epi64(_mm256_mul_epi32(ax, by), _mm256_mul_epi32(ay, bx));
}

// All bits where moving a point by (e, e^2) moves it to the left of the direction, else none.
AVX2 static inline __m256i shift_left256(__m256i x, __m256i y) {
    const __m256i zero = _mm256_setzero_si256();
    // Compare the low halves: shift them up, then the sign of the lane is theirs.
    const __m256i hx = _mm256_slli_epi64(x, 32), hy = _mm256_slli_epi64(y, 32);
    return _mm256_or_si256(_mm256_cmpgt_epi64(zero, hy),
                           _mm256_and_si256(_mm256_cmpeq_epi64(hy, zero), _mm256_cmpgt_epi64(hx, zero)));
}

// Four values of 64 bits at any places.
AVX2 static inline __m256i gathered256(const void *a, const void *b, const void *c, const void *d) {
    const __m128d low = _mm_loadh_pd(_mm_load_sd((const double *)a), (const double *)b);
    const __m128d high = _mm_loadh_pd(_mm_load_sd((const double *)c), (const double *)d);
    return _mm256_castpd_si256(_mm256_insertf128_pd(_mm256_castpd128_pd256(low), high, 1));
}

// The coordinates of four edges: a lane holds vertex n in its low half and vertex n + 1 in its high half.
AVX2 static inline __m256i edges256(const int32_t *values, const int32_t *n) {
    return gathered256(values + n[0], values + n[1], values + n[2], values + n[3]);
}

// The low halves of the lanes.
AVX2 static inline __m128i halves256(__m256i lanes) {
    return _mm256_castsi256_si128(_mm256_permutevar8x32_epi32(lanes, _mm256_setr_epi32(0, 2, 4, 6, 0, 2, 4, 6)));
}

AVX2 void cross256_pairs(overlay_vertices stream, overlay_vertices zone, overlay_pairs *pairs) {
    const __m256i zero = _mm256_setzero_si256(), ones = _mm256_set1_epi64x(-1);
    const size_t count = pairs->count;
    int32_t *const zone_edges = pairs->zone, *const stream_edges = pairs->stream;
    int32_t *const features = pairs->feature, *const signs = pairs->sign;
    // The lanes past the last pair test the first edges of all.
    store128(zone_edges + count, _mm_setzero_si128());
    store128(stream_edges + count, _mm_setzero_si128());
    size_t kept = 0;
    for (size_t k = 0; k < count; k += 4) {
        const uint32_t valid = count - k < 4 ? (1u << (count - k)) - 1 : 0xF;
        const __m128i n = load128(stream_edges + k), m = load128(zone_edges + k);
        const __m128i feature = load128(features + k);
        const __m256i ax = edges256(stream.x, stream_edges + k), ay = edges256(stream.y, stream_edges + k);
        const __m256i bx = edges256(zone.x, zone_edges + k), by = edges256(zone.y, zone_edges + k);
        const __m256i dx = _mm256_sub_epi32(_mm256_srli_epi64(ax, 32), ax);
        const __m256i dy = _mm256_sub_epi32(_mm256_srli_epi64(ay, 32), ay);
        const __m256i ex = _mm256_sub_epi32(_mm256_srli_epi64(bx, 32), bx);
        const __m256i ey = _mm256_sub_epi32(_mm256_srli_epi64(by, 32), by);
        const __m256i wx = _mm256_sub_epi32(bx, ax), wy = _mm256_sub_epi32(by, ay);
        const __m256i de = cross256(dx, dy, ex, ey);
        const __m256i turn_u = cross256(dx, dy, wx, wy);
        const __m256i turn_v = _mm256_add_epi64(turn_u, de);
        const __m256i turn_p = _mm256_sub_epi64(zero, cross256(ex, ey, wx, wy));
        const __m256i turn_q = _mm256_sub_epi64(turn_p, de);
        // Left is turn > 0, or turn >= 0 where the tie goes to the left.
        const __m256i below_a = shift_left256(dx, dy), below_b = _mm256_xor_si256(shift_left256(ex, ey), ones);
        const __m256i q_left = _mm256_cmpgt_epi64(turn_q, below_b);
        const __m256i ends_a = _mm256_xor_si256(_mm256_cmpgt_epi64(turn_u, below_a),
                                                _mm256_cmpgt_epi64(turn_v, below_a));
        const __m256i ends_b = _mm256_xor_si256(_mm256_cmpgt_epi64(turn_p, below_b), q_left);
        const __m256i both = _mm256_and_si256(ends_a, ends_b);
        const uint32_t crosses = valid & (uint32_t)_mm256_movemask_pd(_mm256_castsi256_pd(both));
        // -1 becomes 1, and 0 becomes -1.
        const __m128i left = halves256(q_left);
        const __m128i sign = _mm_sub_epi32(_mm_set1_epi32(-1), _mm_add_epi32(left, left));
        const __m128i bytes = load128((const int32_t *)kept_bytes[crosses]);
        store128(stream_edges + kept, _mm_shuffle_epi8(n, bytes));
        store128(zone_edges + kept, _mm_shuffle_epi8(m, bytes));
        store128(features + kept, _mm_shuffle_epi8(feature, bytes));
        store128(signs + kept, _mm_shuffle_epi8(sign, bytes));
        kept += (size_t)__builtin_popcount(crosses);
    }
    pairs->count = kept;
}

// The ends of four edges in the low halves of the lanes, in canonical direction.
typedef struct {
    __m256i from_x, from_y, to_x, to_y, from_metric, to_metric;
    int32_t from[4];
} directed_edges;

AVX2 static inline directed_edges directed256(overlay_vertices vertices, const int32_t *metric, const int32_t *n) {
    const int32_t *const x = vertices.x, *const y = vertices.y;
    const __m256i ends_x = edges256(x, n), ends_y = edges256(y, n);
    const __m256i px = _mm256_slli_epi64(ends_x, 32), py = _mm256_slli_epi64(ends_y, 32);
    // Comparing 64-bit lanes whose low halves are zero.
    const __m256i high = _mm256_set1_epi64x(~(int64_t)0xFFFFFFFF);
    const __m256i qx = _mm256_and_si256(ends_x, high), qy = _mm256_and_si256(ends_y, high);
    const __m256i turned = _mm256_or_si256(
        _mm256_cmpgt_epi64(px, qx), _mm256_and_si256(_mm256_cmpeq_epi64(px, qx), _mm256_cmpgt_epi64(py, qy)));
    directed_edges out;
    const __m256i other_x = _mm256_shuffle_epi32(ends_x, 0xB1), other_y = _mm256_shuffle_epi32(ends_y, 0xB1);
    out.from_x = _mm256_blendv_epi8(ends_x, other_x, turned);
    out.to_x = _mm256_blendv_epi8(other_x, ends_x, turned);
    out.from_y = _mm256_blendv_epi8(ends_y, other_y, turned);
    out.to_y = _mm256_blendv_epi8(other_y, ends_y, turned);
    if (metric == y) {
        out.from_metric = out.from_y;
        out.to_metric = out.to_y;
    } else {
        const __m256i ends = edges256(metric, n), other = _mm256_shuffle_epi32(ends, 0xB1);
        out.from_metric = _mm256_blendv_epi8(ends, other, turned);
        out.to_metric = _mm256_blendv_epi8(other, ends, turned);
    }
    store128(out.from, _mm_sub_epi32(load128(n), halves256(turned)));
    return out;
}

// The prefix integrals of four vertices.
AVX2 static inline __m256i anchored256(const overlay_anchored_rings *rings, const int32_t *n) {
    const int64_t *const anchors = rings->anchors;
    return _mm256_add_epi64(
        gathered256(anchors + (n[0] >> 3), anchors + (n[1] >> 3), anchors + (n[2] >> 3), anchors + (n[3] >> 3)),
        above_anchors(rings->vertices.x, rings->metric, n));
}

// The terms as in the Swift code: all products are of differences that fit 32 bits.
AVX2 size_t terms256(const overlay_rings *stream, const overlay_anchored_rings *zone, const overlay_pairs *pairs,
                     int64_t *terms, overlay_division *divisions) {
    const __m256i zero = _mm256_setzero_si256();
    const int64_t *const prefix = stream->prefix;
    size_t count = 0;
    for (size_t k = 0; k < pairs->count; k += 4) {
        const directed_edges a = directed256(stream->vertices, stream->metric, pairs->stream + k);
        const directed_edges b = directed256(zone->vertices, zone->metric, pairs->zone + k);
        const __m256i streamed =
            gathered256(prefix + a.from[0], prefix + a.from[1], prefix + a.from[2], prefix + a.from[3]);
        const __m256i apart_prefix = _mm256_sub_epi64(anchored256(zone, b.from), streamed);
        const __m256i ex = _mm256_sub_epi32(b.to_x, b.from_x), ey = _mm256_sub_epi32(b.to_y, b.from_y);
        const __m256i dx = _mm256_sub_epi32(a.to_x, a.from_x), dy = _mm256_sub_epi32(a.to_y, a.from_y);
        const __m256i wx = _mm256_sub_epi32(b.from_x, a.from_x), wy = _mm256_sub_epi32(b.from_y, a.from_y);
        const __m256i rise = _mm256_sub_epi32(a.to_metric, a.from_metric);
        const __m256i apart = _mm256_sub_epi32(b.from_metric, a.from_metric);
        const __m256i beside = _mm256_mul_epi32(_mm256_add_epi32(b.from_x, a.from_x), apart);
        const __m256i whole = _mm256_sub_epi64(apart_prefix, beside);
        const __m256i area = _mm256_sub_epi64(_mm256_mul_epi32(wx, rise), _mm256_mul_epi32(apart, dx));
        const __m256i numerator = cross256(wx, wy, ex, ey), denominator = cross256(dx, dy, ex, ey);
        // The usual crossing of coincident layers is at an end of the streamed edge: no division.
        const __m256i none = _mm256_or_si256(_mm256_cmpeq_epi64(area, zero), _mm256_cmpeq_epi64(numerator, zero));
        const __m256i at_end = _mm256_cmpeq_epi64(numerator, denominator);
        const __m256i added = _mm256_andnot_si256(none, _mm256_and_si256(at_end, area));
        _mm256_storeu_si256((__m256i *)(terms + k), _mm256_add_epi64(whole, added));
        uint32_t rest = 0xF ^ (uint32_t)_mm256_movemask_pd(_mm256_castsi256_pd(_mm256_or_si256(none, at_end)));
        if (pairs->count - k < 4) rest &= (1u << (pairs->count - k)) - 1;
        if (!rest) continue;
        int64_t areas[4], numerators[4], denominators[4];
        _mm256_storeu_si256((__m256i *)areas, area);
        _mm256_storeu_si256((__m256i *)numerators, numerator);
        _mm256_storeu_si256((__m256i *)denominators, denominator);
        for (; rest; rest &= rest - 1) {
            const uint32_t lane = (uint32_t)__builtin_ctz(rest);
            divisions[count++] = (overlay_division){k + lane, areas[lane], numerators[lane], denominators[lane]};
        }
    }
    return count;
}

#endif
