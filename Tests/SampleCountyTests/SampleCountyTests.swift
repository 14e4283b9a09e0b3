import Geometry
import LandModel
import Testing

@testable import SampleCounty

@Suite struct SampleCountyTests {
    private static let county = SampleCounty(patches: 1200, seed: 3, withDefects: false)

    private func layer(_ role: LayerRole) throws -> LandLayer {
        try #require((Self.county.survey + Self.county.plan).first { $0.role == role })
    }

    /// Twice the plane area of a feature, exteriors plus, holes minus, in units of 0.1 mm squared.
    private func twiceArea(_ geometry: PolygonLayer, _ feature: Int) -> Int64 {
        func grid(_ value: Double, _ origin: Double) -> Int64 {
            Int64(((value - origin) * 10_000).rounded())
        }
        var sum: Int64 = 0
        for ring in geometry.rings(ofFeature: feature) {
            let run = geometry.vertices(ofRing: ring)
            for vertex in run {
                let next = vertex + 1 == run.upperBound ? run.lowerBound : vertex + 1
                let x = grid(geometry.x[vertex], 36_512_000)
                let y = grid(geometry.y[vertex], 2_688_000)
                let x1 = grid(geometry.x[next], 36_512_000)
                let y1 = grid(geometry.y[next], 2_688_000)
                sum &+= x &* y1 &- x1 &* y
            }
        }
        return sum
    }

    private func total(_ role: LayerRole) throws -> Int64 {
        let geometry = try layer(role).geometry
        return (0..<geometry.featureCount).reduce(0) { $0 &+ twiceArea(geometry, $1) }
    }

    @Test func `exactly as many patches as asked for`() throws {
        #expect(try layer(.landUse).count == 1200)
    }

    @Test func `patches, villages, townships and slopes cover the same ground to the grid unit`()
        throws
    {
        let outline = try total(.surveyBoundary)
        for role in [LayerRole.landUse, .village, .township, .slope] {
            #expect(try total(role) == outline, "\(role)")
        }
    }

    @Test func `rings are simple: no vertex twice`() throws {
        let geometry = try layer(.landUse).geometry
        for ring in 0..<geometry.ringCount {
            let run = geometry.vertices(ofRing: ring)
            let points = Set(run.map { "\(geometry.x[$0]) \(geometry.y[$0])" })
            #expect(points.count == run.count)
            #expect(run.count >= 4)
        }
    }

    @Test func `control areas are the sums of their patches`() throws {
        let patches = try layer(.landUse)
        let villages = try layer(.village)
        var sums: [String: Area] = [:]
        for row in 0..<patches.count {
            let code = try #require(patches.column("ZLDWDM")?.text(row))
            sums[code, default: .zero] += Area(
                roundingSquareMetres: try #require(patches.column("TBMJ")?.number(row)))
        }
        for row in 0..<villages.count {
            let code = try #require(villages.column("ZLDWDM")?.text(row))
            let control = try #require(villages.column("DCMJ")?.number(row))
            #expect(sums[code] == Area(roundingSquareMetres: control))
        }
    }

    @Test func `another seed makes another county, the same seed the same`() {
        let same = SampleCounty(patches: 400, seed: 9, withDefects: false)
        let again = SampleCounty(patches: 400, seed: 9, withDefects: false)
        let other = SampleCounty(patches: 400, seed: 10, withDefects: false)
        #expect(same.survey[0].geometry == again.survey[0].geometry)
        #expect(same.survey[0].columns == again.survey[0].columns)
        #expect(same.survey[0].geometry != other.survey[0].geometry)
    }

    @Test func `every kind of defect is put in once and named`() {
        let broken = SampleCounty(patches: 1200, seed: 3, withDefects: true)
        let kinds = broken.answers.map(\.kind)
        #expect(Set(kinds).count == kinds.count)
        #expect(kinds.count == 17)
        for defect in broken.answers where defect.kind != "gap" {
            #expect(!defect.features.isEmpty, "\(defect.kind)")
        }
    }
}
