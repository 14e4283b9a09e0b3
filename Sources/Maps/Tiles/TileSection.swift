/// The parts of a layer in a file of prepared tiles.
enum TileSection: UInt32, CaseIterable {
    /// The name, UTF-8.
    case name = 1
    /// The coarsest zoom that draws features, as one Int32.
    case drawingZoom
    /// The class codes, UTF-8, each with a line feed behind it.
    case classCodes
    /// Feature identifiers, Int64.
    case features
    /// The class of each feature plus one, UInt8.
    case classes
    /// The area of each feature in m², Double; not a number for none.
    case areas
    /// Exclusive end of each feature's label in `labels`, UInt32.
    case labelEnds
    /// Labels, UTF-8.
    case labels
    /// West, north, east, south of each feature, Int32.
    case boxes
    /// Exclusive end of each feature in the rings, UInt32.
    case featureRingEnds
    /// Exclusive end of each ring in the vertices, UInt32.
    case ringEnds
    /// x and y of each vertex, Int32, and the first zoom that shows it, UInt8.
    case x, y, firstZooms
    /// Mosaics one after the other: zoom, origin x, origin y, columns, rows as Int32.
    case mosaics
    /// Pairs of a zoom and the zoom of the mosaic it shows, Int32.
    case shownMosaics
    /// The cells of all mosaics, UInt8.
    case cells

    /// Bytes of one element.
    var width: Int {
        switch self {
        case .features, .areas: 8
        case .name, .classCodes, .classes, .labels, .firstZooms, .cells: 1
        default: 4
        }
    }
}
