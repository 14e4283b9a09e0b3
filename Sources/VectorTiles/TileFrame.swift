/// How the world grid maps to one tile: its corner, its scale and the window that is kept around it.
///
/// Inside, coordinates are in parts of a tile unit, so that cutting at the window does not round
/// visibly. They are kept odd and the borders between units even: a vertex never lies on a border,
/// and rounding needs no rule for ties.
struct TileFrame {
    /// Parts of a tile unit as a power of two.
    static let partBits = 14
    /// How far beyond the tile geometry is kept, in tile units: 8 pixels of 512, wider than any line drawn.
    static let buffer: Int64 = 64

    let originX: Int64
    let originY: Int64
    /// Steps of the world grid on a side.
    let side: Int64
    /// Left shift from steps of the world grid to parts; negative for zooms that show less than the parts.
    let shift: Int

    /// The window in parts: the same on both axes.
    static let low = -buffer << partBits | 1
    static let high = (Int64(TileLayer.extent) + buffer) << partBits | 1

    init(_ address: TileAddress) {
        side = Int64(address.side)
        originX = Int64(address.x) * side
        originY = Int64(address.y) * side
        // A side is 4096 units of 2¹⁴ parts and 2^(30 - zoom) steps.
        shift = 12 + Self.partBits - (WorldGrid.bits - address.zoom)
    }

    /// Parts from the tile's western edge.
    @inline(__always)
    func partX(_ x: Int32) -> Int64 { part(Int64(x) - originX) }

    /// Parts from the tile's northern edge.
    @inline(__always)
    func partY(_ y: Int32) -> Int64 { part(Int64(y) - originY) }

    @inline(__always)
    private func part(_ steps: Int64) -> Int64 {
        (shift >= 0 ? steps << shift : steps >> -shift) | 1
    }

    /// The tile unit nearest to a place in parts.
    @inline(__always)
    static func unit(_ part: Int64) -> Int32 {
        Int32(truncatingIfNeeded: (part + 1 << (partBits - 1)) >> partBits)
    }

    /// The window in steps of the world grid, widened to whole steps.
    var window: (west: Int64, north: Int64, east: Int64, south: Int64) {
        let margin = side >> 6 + 1
        return (
            originX - margin, originY - margin, originX + side + margin, originY + side + margin
        )
    }
}
