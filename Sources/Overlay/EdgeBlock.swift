/// One block as it is listed in a cell: its box beside its number, for sequential reading.
struct BlockEntry: BitwiseCopyable {
    var box: IntegerBox
    var block: Int32
}

/// A run of at most ``BlockIndex/longestRun`` consecutive edges of one ring.
struct EdgeBlock: BitwiseCopyable {
    var box: IntegerBox
    var firstEdge: Int32
    var edgeCount: Int32
    var ring: Int32
    var feature: Int32
}
