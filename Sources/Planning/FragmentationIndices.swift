import Glibc
import LandModel

/// How broken up land of one kind is (破碎化指数), on dissolved patches.
///
/// Numbers follow the project's indicator table: FRAG1-7, 9 and 10 from patches, FRAG8 from a
/// raster. An index that has no meaning for land that does not occur is nil.
public struct FragmentationIndices: Sendable, Hashable {
    /// FRAG1, number of patches.
    public let patchCount: Int
    /// FRAG2, patches per 100 ha of the consolidation area.
    public let patchDensity: Double?
    /// FRAG3, share of the largest patch in the consolidation area, in percent.
    public let largestPatchIndex: Double?
    /// FRAG4, mean patch size in hectares.
    public let meanPatchSize: Double?
    /// FRAG5, metres of border per hectare of the consolidation area.
    public let edgeDensity: Double?
    /// FRAG6, area-weighted mean of p / (2 √(π a)); 1 for a circle.
    public let awmShapeIndex: Double?
    /// FRAG7, area-weighted mean of 2 ln(p/4) / ln a, with p in metres and a in m².
    public let awmFractalDimension: Double?
    /// FRAG8, like adjacencies of raster cells in percent of the most there can be.
    public let aggregationIndex: Double?
    /// FRAG9, Σ a² / A in hectares.
    public let effectiveMeshSize: Double?
    /// FRAG10, share of the land in joined patches of at least the stated area.
    public let contiguityIndex: Double?

    /// Computes the indices from the area in m² and border in metres of each patch.
    ///
    /// - Parameters:
    ///   - areas: areas of the patches in m².
    ///   - perimeters: lengths of their borders in metres.
    ///   - joined: areas in m² of patches joined over gaps.
    ///   - landscape: the consolidation area in m².
    ///   - contiguous: least area in m² of a joined patch that counts as contiguous.
    ///   - aggregation: FRAG8.
    public init(
        areas: [Double], perimeters: [Double], joined: [Double], landscape: Double,
        contiguous: Double, aggregation: Double?
    ) {
        precondition(areas.count == perimeters.count, "one border length per patch")
        let total = areas.reduce(0, +)
        let hasLand = landscape > 0
        patchCount = areas.count
        patchDensity = hasLand ? Double(areas.count) / landscape * 1e6 : nil
        largestPatchIndex = hasLand ? (areas.max() ?? 0) / landscape * 100 : nil
        meanPatchSize = areas.isEmpty ? nil : total / Double(areas.count) / 10_000
        edgeDensity = hasLand ? perimeters.reduce(0, +) / (landscape / 10_000) : nil
        aggregationIndex = aggregation
        effectiveMeshSize =
            hasLand ? areas.reduce(0) { $0 + $1 * $1 } / landscape / 10_000 : nil
        guard total > 0 else {
            awmShapeIndex = nil
            awmFractalDimension = nil
            contiguityIndex = nil
            return
        }
        var shape = 0.0
        var fractal = 0.0
        for (area, perimeter) in zip(areas, perimeters) where area > 0 {
            shape += area / total * perimeter / (2 * (Double.pi * area).squareRoot())
            // Patches of 1 m² or less have no fractal dimension; their weight is nothing.
            if area > 1 { fractal += area / total * 2 * log(0.25 * perimeter) / log(area) }
        }
        awmShapeIndex = shape
        awmFractalDimension = fractal
        contiguityIndex = joined.filter { $0 >= contiguous }.reduce(0, +) / total
    }

    init(
        _ patches: DissolvedPatches, landscape: Area, aggregation: Double?,
        options: AssessmentOptions
    ) {
        var sets = DisjointSets(count: patches.count)
        patches.forEachNeighbour(
            within: options.gapDistance, isSettled: { sets.find($0) == sets.find($1) },
            { sets.join($0, $1) })
        var joined: [Int: Double] = [:]
        for patch in 0..<patches.count {
            joined[sets.find(patch), default: 0] += patches.areas[patch].squareMetres
        }
        self.init(
            areas: patches.areas.map(\.squareMetres), perimeters: patches.perimeters,
            joined: joined.sorted { $0.key < $1.key }.map(\.value),
            landscape: landscape.squareMetres, contiguous: options.contiguousArea.squareMetres,
            aggregation: aggregation)
    }
}
