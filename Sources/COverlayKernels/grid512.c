#include "kernels.h"

// Coordinates and boxes on the grid, with AVX-512.
#if defined(__x86_64__)

AVX512 static inline __m256i round512(__m512d value, __m512d origin, __m512d scale) {
    const __m512d moved = _mm512_mul_pd(_mm512_sub_pd(value, origin), scale);
    return _mm512_cvtepi64_epi32(
        _mm512_castpd_si512(_mm512_add_pd(moved, _mm512_set1_pd(round_magic))));
}

AVX512 int quantise512(const double *x, const double *y, size_t count, double origin_x,
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

// Eight edges at a time: their terms, then sums of one, two and four lanes below, then all before.
AVX512 int64_t integrate512(const int32_t *x, const int32_t *metric, size_t count, int64_t *prefix) {
    const __m512i zero = _mm512_setzero_si512(), highest = _mm512_set1_epi64(7);
    __m512i before = zero;
    prefix[0] = 0;
    for (size_t n = 1; n < count; n += 8) {
        const __mmask8 m = count - n < 8 ? (__mmask8)((1u << (count - n)) - 1) : 0xFF;
        const __m512i from_x = _mm512_cvtepi32_epi64(_mm256_maskz_loadu_epi32(m, x + n - 1));
        const __m512i from_m = _mm512_cvtepi32_epi64(_mm256_maskz_loadu_epi32(m, metric + n - 1));
        const __m512i to_x = _mm512_cvtepi32_epi64(_mm256_maskz_loadu_epi32(m, x + n));
        const __m512i to_m = _mm512_cvtepi32_epi64(_mm256_maskz_loadu_epi32(m, metric + n));
        __m512i sum = _mm512_mul_epi32(_mm512_add_epi64(from_x, to_x), _mm512_sub_epi64(to_m, from_m));
        sum = _mm512_add_epi64(sum, _mm512_alignr_epi64(sum, zero, 7));
        sum = _mm512_add_epi64(sum, _mm512_alignr_epi64(sum, zero, 6));
        sum = _mm512_add_epi64(sum, _mm512_alignr_epi64(sum, zero, 4));
        sum = _mm512_add_epi64(sum, before);
        _mm512_mask_storeu_epi64(prefix + n, m, sum);
        before = _mm512_permutexvar_epi64(highest, sum);
    }
    return (int64_t)_mm_cvtsi128_si64(_mm512_castsi512_si128(before));
}

// The doubled area of a ring: sums of (x + x') (y' - y) over its edges, modulo 2^64. Coordinates stay in the low
// halves of the lanes, where the multiplication reads them.
AVX512 int ring_area512(const double *x, const double *y, size_t count, double origin_x,
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

AVX512 void polynomial512(const int32_t *y, size_t count, double lowest, double step,
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

AVX512 void round_boxes512(const double *boxes, size_t count, double origin_x, double origin_y,
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

AVX512 void sieve512(const overlay_cells *cells, const overlay_box *boxes, size_t count,
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

AVX512 size_t spanning512(const int32_t *y, size_t first, size_t end, int32_t height,
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

AVX512 size_t stepping512(const int32_t *y, size_t first, size_t end, int32_t origin, int32_t shift, int32_t *edges) {
    const __m512i ramp = _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    const __m512i base = _mm512_set1_epi32(origin);
    const __m128i bits = _mm_cvtsi32_si128(shift);
    size_t count = 0;
    for (size_t n = first; n < end; n += 16) {
        const __mmask16 valid = end - n < 16 ? (__mmask16)((1u << (end - n)) - 1) : 0xFFFF;
        const __m512i from = _mm512_sra_epi32(_mm512_sub_epi32(_mm512_loadu_si512(y + n), base), bits);
        const __m512i to = _mm512_sra_epi32(_mm512_sub_epi32(_mm512_loadu_si512(y + n + 1), base), bits);
        const __mmask16 m = _mm512_mask_cmpneq_epi32_mask(valid, from, to);
        const __m512i numbers = _mm512_add_epi32(ramp, _mm512_set1_epi32((int32_t)n));
        _mm512_storeu_si512(edges + count, _mm512_maskz_compress_epi32(m, numbers));
        count += (size_t)__builtin_popcount(m);
    }
    return count;
}

#endif
