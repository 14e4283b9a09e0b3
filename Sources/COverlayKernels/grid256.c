#include "kernels.h"

// Coordinates, boxes and cells, with AVX2.
#if defined(__x86_64__)

AVX2 static inline __m128i round256(__m256d value, __m256d origin, __m256d scale) {
    const __m256d moved = _mm256_mul_pd(_mm256_sub_pd(value, origin), scale);
    const __m256i bits = _mm256_castpd_si256(_mm256_add_pd(moved, _mm256_set1_pd(round_magic)));
    const __m256i low = _mm256_permutevar8x32_epi32(bits, _mm256_setr_epi32(0, 2, 4, 6, 0, 2, 4, 6));
    return _mm256_castsi256_si128(low);
}

AVX2 int quantise256(const double *x, const double *y, size_t count, double origin_x,
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

AVX2 void round_boxes256(const double *boxes, size_t count, double origin_x, double origin_y,
                                double scale, overlay_box *out) {
    const __m256d origin = _mm256_setr_pd(origin_x, origin_y, origin_x, origin_y);
    const __m256d s = _mm256_set1_pd(scale);
    for (size_t n = 0; n < count; n++) {
        _mm_storeu_si128((__m128i *)(out + n), round256(_mm256_loadu_pd(boxes + 4 * n), origin, s));
    }
}

AVX2 void sieve256(const overlay_cells *cells, const overlay_box *boxes, size_t count,
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

AVX2 size_t spanning256(const int32_t *y, size_t first, size_t end, int32_t height,
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

AVX2 int ring_area256(const double *x, const double *y, size_t count, double origin_x,
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

AVX2 void polynomial256(const int32_t *y, size_t count, double lowest, double step,
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

#endif
