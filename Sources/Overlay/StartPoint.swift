/// The first vertex of a zone ring.
struct StartPoint: BitwiseCopyable {
    var x: Int32
    var y: Int32
    var ring: Int32
}
