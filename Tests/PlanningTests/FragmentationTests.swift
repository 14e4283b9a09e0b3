import Geodesy
import Geometry
import LandModel
import Policy
import Testing

@testable import Planning

@Suite struct FragmentationTests {
    /// Two squares of 1 ha and 4 ha in a landscape of 10 ha, worked by hand.
    @Test func `indices of two squares are those worked by hand`() {
        let indices = FragmentationIndices(
            areas: [10_000, 40_000], perimeters: [400, 800], joined: [50_000], landscape: 100_000,
            contiguous: 45_000, aggregation: nil)
        #expect(indices.patchCount == 2)
        #expect(close(indices.patchDensity, 20))  // 2 per 10 ha = 20 per 100 ha
        #expect(close(indices.largestPatchIndex, 40))
        #expect(close(indices.meanPatchSize, 2.5))
        #expect(close(indices.edgeDensity, 120))  // 1200 m on 10 ha
        // A square has p / (2 √(π a)) = 4 s / (2 s √π) = 2 / √π whatever its size.
        #expect(close(indices.awmShapeIndex, 1.1283791670955126))
        // 2 ln(p/4) / ln a = 2 ln s / ln s² = 1 for a square.
        #expect(close(indices.awmFractalDimension, 1))
        #expect(close(indices.effectiveMeshSize, 1.7))  // (1 + 16) ha² / 10 ha
        #expect(close(indices.contiguityIndex, 1))
    }

    @Test func `the most pairs of raster cells follow He and others`() {
        // One cell none, 2: 1, 3: 2, 4: 4 (2×2), 5: 5, 6: 7 (2×3), 7: 8, 9: 12 (3×3), 12: 17 (3×4).
        let worked = [1: 0, 2: 1, 3: 2, 4: 4, 5: 5, 6: 7, 7: 8, 8: 10, 9: 12, 12: 17]
        for (cells, pairs) in worked { #expect(AggregationRaster.mostPairs(cells) == pairs) }
    }

    @Test func `a raster counts cells by their centres`() {
        var raster = AggregationRaster(
            box: Box(minX: 0, minY: 0, maxX: 40, maxY: 20), cell: 10)
        // Two columns of two cells and, apart, one cell: 5 cells, 4 pairs of at most 5.
        let shapes = Lattice.shapes([
            [[(0, 0), (20, 0), (20, 20), (0, 20)]], [[(30, 0), (40, 0), (40, 10), (30, 10)]],
        ])
        raster.mark(0, of: shapes)
        raster.mark(1, of: shapes)
        #expect(close(raster.aggregationIndex, 80))
    }

    @Test func `connectivity of three patches in a row is that worked by hand`() {
        // a = 1, 2, 3 in a landscape of 10; 1-2 and 2-3 linked.
        // Σ: 1 + 4 + 9 + 2(1·2)/2 + 2(2·3)/2 + 2(1·3)/3 = 14 + 2 + 6 + 2 = 24; / 100.
        let iic = ConnectivityIndex.iic(
            areas: [1, 2, 3], links: [[1], [0, 2], [1]], landscape: 10)
        #expect(close(iic, 0.24))
    }

    @Test
    func `patches dissolve over shared borders, T-junctions included, not over points or gaps`()
        throws
    {
        // 0 and 1 share a border with a T-junction; 2 touches 1 in a point; 3 lies 10 m away.
        let shapes = Lattice.shapes([
            [Lattice.rectangle(0, 0, 100, 100)], [Lattice.rectangle(100, 30, 50, 40)],
            [Lattice.rectangle(150, 70, 50, 50)], [Lattice.rectangle(210, 70, 50, 50)],
        ])
        let grid = try WorkingGrid(frame: .init(epsg: Lattice.epsg), box: shapes.box)
        let areas = try Lattice.areas(shapes)
        let patches = try DissolvedPatches(shapes, areas: areas, grid: grid) { _ in true }
        #expect(patches.count == 3)
        #expect(patches.areas[0] == areas[0] + areas[1])
        // 400 + 180 less twice the shared 40.
        #expect(abs(patches.perimeters[0] - 500) < 1e-6)
        var near: Set<[Int]> = []
        patches.forEachNeighbour(within: 10.001, isSettled: { _, _ in false }) {
            near.insert([min($0, $1), max($0, $1)])
        }
        #expect(near == [[0, 1], [1, 2]])
        var nearer: Set<[Int]> = []
        patches.forEachNeighbour(within: 9.9, isSettled: { _, _ in false }) {
            nearer.insert([min($0, $1), max($0, $1)])
        }
        #expect(nearer == [[0, 1]])
    }

    private func close(_ value: Double?, _ expected: Double) -> Bool {
        value.map { abs($0 - expected) < 1e-9 } ?? false
    }
}
