import LandModel
import Geometry

/// One defect put into the sample county on purpose (已知缺陷), for the answer key.
public struct SampleDefect: Sendable, Equatable {
    /// What was done, such as `overlap`.
    public let kind: String
    /// The quality rule that must find it.
    public let rule: String
    /// The layer it was put into.
    public let layer: String
    /// The features concerned, by identifier.
    public let features: [Int64]
    /// Its exact size where it has one, in m² on the Gauss plane.
    public let planarArea: Double?
}

extension SampleDefect {
    /// The layer with one defect of every kind, and what they are.
    ///
    /// Places are spread over the county; two defects never share a patch.
    static func inject(
        into layer: LandLayer, ground: SampleGround
    ) -> (LandLayer, [SampleDefect]) {
        var bench = DefectBench(layer, ground: ground)
        bench.breakAttributes()
        bench.breakShapes()
        return (bench.layer(), bench.defects)
    }
}
