/// How far the shapes of a layer agree on their common borders (公共边一致性).
///
/// Two neighbours agree where both have the same edge, vertex for vertex. A vertex that only one of
/// them has (T-junction) disagrees without being a gap or an overlap; tools that need a clean
/// coverage refuse such a layer. The features listed are those to which GEOS's coverage validation
/// (without gap width) gives invalid edges, but for shapes that cross themselves.
public struct BorderAgreement: Equatable, Sendable {
    /// The name of the layer.
    public let layer: String
    /// How many edges are the common border of exactly two shapes on opposite sides.
    public let sharedEdges: Int
    /// How many other edges there are, each as often as it occurs: the outline and all defects.
    public let otherEdges: Int
    /// The features with an edge that disagrees with another feature, in the order of the layer.
    public let disagreeing: [Int64]
}
