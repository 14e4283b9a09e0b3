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

/// What the cells of a zone layer tell: square cells of side 2^shift over its box.
typedef struct {
    int32_t origin_x, origin_y, shift, columns, rows;
    /// The one zone (-1 for none) in which a cell and its neighbours to the right and above lie; -2 where
    /// edges may be near or zones overlap.
    const int32_t *_Nonnull zones;
} overlay_cells;

/// Starts loading the line of an address into the caches.
static inline void overlay_prefetch_line(const void *_Nonnull at) { __builtin_prefetch(at); }

/// Starts loading the memory from `from` up to `end` into the caches.
static inline void overlay_prefetch(const void *_Nonnull from, const void *_Nonnull end) {
    for (const char *at = (const char *)from; at < (const char *)end; at += 64) __builtin_prefetch(at);
}

/// Where a search goes on: at a run of streamed edges and a near block.
typedef struct {
    size_t edge, block;
} overlay_cursor;

typedef struct {
    /// Appends to `near` the listed blocks begin..<end that meet the box and were not stamped yet.
    void (*_Nonnull gather)(const overlay_boxes *_Nonnull listed, size_t begin, size_t end,
                            overlay_box box, uint32_t *_Nonnull stamps, uint32_t serial,
                            overlay_boxes *_Nonnull near);
    /// Appends the pairs of streamed edges from the cursor to `end` and edges of near blocks whose boxes
    /// meet; stops, the cursor moved, at the end or when there are more than `limit` pairs, 256 more at most.
    void (*_Nonnull find)(overlay_vertices stream, overlay_cursor *_Nonnull cursor, size_t end,
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
    /// Rounds boxes, given as min_x, min_y, max_x and max_y, to the grid in the same way.
    void (*_Nonnull round_boxes)(const double *_Nonnull boxes, size_t count, double origin_x,
                                 double origin_y, double scale, overlay_box *_Nonnull out);
    /// For each box the one zone (-1 for none) in which all lies that lies in the box, or -2 where the
    /// cells do not tell.
    void (*_Nonnull sieve)(const overlay_cells *_Nonnull cells, const overlay_box *_Nonnull boxes,
                           size_t count, int32_t *_Nonnull zones);
    /// Lists the edges from `first` to `end` of which one end alone is above the height; returns how many.
    /// The list has room for 16 more.
    size_t (*_Nonnull spanning)(const int32_t *_Nonnull y, size_t first, size_t end, int32_t height,
                                int32_t *_Nonnull edges);
    /// Values of one polynomial of degree 7 at z = (y - lowest) * step - 1, rounded.
    void (*_Nonnull polynomial)(const int32_t *_Nonnull y, size_t count, double lowest, double step,
                                const double *_Nonnull coefficients, int32_t *_Nonnull out);
    /// Sets `twice` to twice the signed area, modulo 2^64, of the ring of at least three vertices rounded to
    /// the grid as by `quantise`. Returns whether two neighbours, the last and the first included, are the same.
    int (*_Nonnull ring_area)(const double *_Nonnull x, const double *_Nonnull y, size_t count,
                              double origin_x, double origin_y, double scale,
                              int64_t *_Nonnull twice);
} overlay_kernels;

/// The fastest kernels the processor can run, none above `level` (2: AVX-512, 1: AVX2, 0: none).
const overlay_kernels *_Nullable overlay_kernels_at_most(int level);

#endif
