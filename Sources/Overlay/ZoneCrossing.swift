/// A crossing of edges of two zone layers, `low` < `high`; the lower layer is the one moved.
struct ZoneCrossing: BitwiseCopyable {
    var low: Int32
    var high: Int32
    var lowEdge: Int32
    var highEdge: Int32
    var lowFeature: Int32
    var highFeature: Int32
    /// +1 when the edge of the higher layer enters the feature of the lower, −1 when it leaves.
    var sign: Int32
    /// Lower prefix minus higher prefix at the crossing.
    var term: Int64
}
