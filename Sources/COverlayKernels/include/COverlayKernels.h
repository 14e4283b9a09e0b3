// The loops of the module Overlay that gain from vector instructions, for processors that have them.
//
// Everything here is also written in Swift, with identical results: integers are exact, and the one
// conversion from floating point uses the same operations in the same order. The library itself is
// built for baseline x86-64; only the functions behind overlay_kernels_at_most use more, and they
// are handed out only to processors that have it. On other architectures none are handed out.
#ifndef C_OVERLAY_KERNELS_H
#define C_OVERLAY_KERNELS_H

#include <stddef.h>
#include <stdint.h>

/// The closed box of some grid points.
typedef struct {
    int32_t min_x, min_y, max_x, max_y;
} overlay_box;

/// A run of at most 16 consecutive edges of one ring; edge n goes from vertex n to n + 1.
typedef struct {
    overlay_box box;
    int32_t first_edge, edge_count, ring, feature;
} overlay_block;

/// Boxes of blocks with the blocks' numbers, array by array; 15 elements past the end may be read.
typedef struct {
    int32_t *_Nonnull min_x, *_Nonnull min_y, *_Nonnull max_x, *_Nonnull max_y;
    int32_t *_Nonnull block;
    size_t count;
} overlay_boxes;

/// Pairs of a streamed and a zone edge; 16 elements past the count may be written.
typedef struct {
    int32_t *_Nonnull stream, *_Nonnull zone, *_Nonnull feature;
    /// Set by `cross`: +1 when the streamed edge enters the zone feature, -1 when it leaves.
    int32_t *_Nonnull sign;
    size_t count;
} overlay_pairs;

/// The vertices of some rings; 16 elements past the last may be read.
typedef struct {
    const int32_t *_Nonnull x, *_Nonnull y;
} overlay_vertices;

/// What some rings measure: their box and the longest side of an edge's box.
typedef struct {
    double min_x, min_y, max_x, max_y, longest;
    /// 0 when all coordinates are finite, otherwise not a number.
    double poison;
} overlay_extent;

typedef struct {
    /// Extends the measures by some rings; ring r ends before vertex ring_ends[r].
    void (*_Nonnull measure)(const double *_Nonnull x, const double *_Nonnull y,
                             const intptr_t *_Nonnull ring_ends, size_t first, size_t end,
                             overlay_extent *_Nonnull extent);
    /// Appends to `near` the listed blocks begin..<end that meet the box and were not stamped yet.
    void (*_Nonnull gather)(const overlay_boxes *_Nonnull listed, size_t begin, size_t end,
                            overlay_box box, uint32_t *_Nonnull stamps, uint32_t serial,
                            overlay_boxes *_Nonnull near);
    /// Appends the pairs of streamed edges from `first` on and edges of near blocks whose boxes meet,
    /// until `end` or more than `limit` pairs; returns the next streamed edge.
    size_t (*_Nonnull find)(overlay_vertices stream, size_t first, size_t end,
                            overlay_vertices zone, const overlay_block *_Nonnull blocks,
                            const overlay_boxes *_Nonnull near, overlay_pairs *_Nonnull pairs,
                            size_t limit);
    /// Keeps the pairs that cross, exactly, when the zone is moved by an infinitesimal vector.
    void (*_Nonnull cross)(overlay_vertices stream, overlay_vertices zone,
                           overlay_pairs *_Nonnull pairs);
    /// Rounds coordinates to the grid: low 32 bits of (value - origin) * scale + 1.5 * 2^52.
    /// `box` is extended. Returns whether two neighbours are the same.
    int (*_Nonnull quantise)(const double *_Nonnull x, const double *_Nonnull y, size_t count,
                             double origin_x, double origin_y, double scale,
                             int32_t *_Nonnull grid_x, int32_t *_Nonnull grid_y,
                             overlay_box *_Nonnull box);
    /// Values of one polynomial of degree 7 at z = (y - lowest) * step - 1, rounded.
    void (*_Nonnull polynomial)(const int32_t *_Nonnull y, size_t count, double lowest, double step,
                                const double *_Nonnull coefficients, int32_t *_Nonnull out);
} overlay_kernels;

/// The fastest kernels the processor can run, none above `level` (2: AVX-512, 1: AVX2, 0: none).
const overlay_kernels *_Nullable overlay_kernels_at_most(int level);

#endif
