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
/// Where blocks are listed by cell, the number has marks (below).
typedef struct {
    int32_t *_Nonnull min_x, *_Nonnull min_y, *_Nonnull max_x, *_Nonnull max_y;
    int32_t *_Nonnull block;
    size_t count;
} overlay_boxes;

/// The marks of a block listed in a cell, beside its number. A block is listed in all cells of a rectangle,
/// the lowest row and the leftmost column of which are marked, or along its only edge, if that is long.
enum {
    OVERLAY_LOWEST_ROW = 1 << 30,
    OVERLAY_LEFTMOST_COLUMN = 1 << 29,
    OVERLAY_ALONG_EDGE = INT32_MIN,
    OVERLAY_BLOCK_NUMBER = (1 << 29) - 1
};

/// The blocks of a zone layer by cell: those of a cell are entries starts[cell]..<starts[cell + 1].
typedef struct {
    overlay_boxes boxes;
    const int32_t *_Nonnull starts;
    /// The cells of a row.
    size_t columns;
} overlay_lists;

/// A rectangle of cells: its lowest and leftmost, and how many there are up and to the right.
typedef struct {
    size_t cell, rows, columns;
    /// Whether it is one of several that are asked for one block list.
    int is_one_of_several;
} overlay_window;

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

/// The vertices of some rings with their metric ordinates and prefix integrals.
typedef struct {
    overlay_vertices vertices;
    const int32_t *_Nonnull metric;
    const int64_t *_Nonnull prefix;
} overlay_rings;

/// The vertices of some rings with their metric ordinates and the prefix integral of every eighth vertex; each ring's
/// integrals begin at a value of its own. The integral of vertex n is that of vertex n & ~7 and the terms of the edges
/// between them, (x + x') (m' - m) each, modulo 2^64, be they of the ring or not.
typedef struct {
    overlay_vertices vertices;
    const int32_t *_Nonnull metric;
    const int64_t *_Nonnull anchors;
} overlay_anchored_rings;

/// What is left to add to the term of a pair: floor(area * numerator / denominator).
typedef struct {
    size_t pair;
    int64_t area, numerator, denominator;
} overlay_division;

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
    /// Appends to `near` the blocks listed in a window that meet the box, each once for all calls of one serial
    /// number: in the first of its cells by the marks, or else by its stamp.
    void (*_Nonnull gather)(const overlay_lists *_Nonnull lists, const overlay_window *_Nonnull window,
                            const overlay_box *_Nonnull box, uint32_t *_Nonnull stamps, uint32_t serial,
                            overlay_boxes *_Nonnull near);
    /// Finds the crossings of one edge, the first of `path`, with the blocks listed in a cell from one entry on, at
    /// once; stops after more than `limit` pairs. Returns the entry to go on with. None where `gather`, `find` and
    /// `cross` are as fast.
    size_t (*_Nullable locate)(const overlay_lists *_Nonnull lists, size_t entry, size_t end, overlay_vertices path,
                               overlay_vertices zone, const overlay_block *_Nonnull blocks,
                               overlay_pairs *_Nonnull pairs, size_t limit);
    /// Appends the pairs of streamed edges from the cursor to `end` and edges of near blocks whose boxes
    /// meet; stops, the cursor moved, at the end or when there are more than `limit` pairs, 1024 more at most.
    void (*_Nonnull find)(overlay_vertices stream, overlay_cursor *_Nonnull cursor, size_t end,
                          overlay_vertices zone, const overlay_block *_Nonnull blocks,
                          const overlay_boxes *_Nonnull near, overlay_pairs *_Nonnull pairs,
                          size_t limit);
    /// Keeps the pairs that cross, exactly, when the zone is moved by an infinitesimal vector.
    void (*_Nonnull cross)(overlay_vertices stream, overlay_vertices zone,
                           overlay_pairs *_Nonnull pairs);
    /// Writes the terms of the pairs that cross but for the divisions, which are listed; returns how many. All lists
    /// have room for 8 more. None where one pair after the other is as fast.
    size_t (*_Nullable terms)(const overlay_rings *_Nonnull stream, const overlay_anchored_rings *_Nonnull zone,
                              const overlay_pairs *_Nonnull pairs, int64_t *_Nonnull terms,
                              overlay_division *_Nonnull divisions);
    /// Rounds coordinates to the grid: low 32 bits of (value - origin) * scale + 1.5 * 2^52.
    /// `box` is extended. Returns whether two neighbours are the same.
    int (*_Nonnull quantise)(const double *_Nonnull x, const double *_Nonnull y, size_t count,
                             double origin_x, double origin_y, double scale,
                             int32_t *_Nonnull grid_x, int32_t *_Nonnull grid_y,
                             overlay_box *_Nonnull box);
    /// Writes the prefix integrals of a ring: sums of (x + x') (m' - m) over its edges up to each of `count` vertices,
    /// modulo 2^64; returns the last. None where one vertex after the other is as fast.
    int64_t (*_Nullable integrate)(const int32_t *_Nonnull x, const int32_t *_Nonnull metric, size_t count,
                                   int64_t *_Nonnull prefix);
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
    /// Lists the edges from `first` to `end` whose ends lie in different rows of height 2^shift above the origin;
    /// returns how many. The list has room for 16 more. None where one edge after the other is as fast.
    size_t (*_Nullable stepping)(const int32_t *_Nonnull y, size_t first, size_t end, int32_t origin, int32_t shift,
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
