import Geometry
import LandModel

/// Parcels that must not overlap each other, cut to the consolidation area and made disjoint.
///
/// Where two overlap, the one that comes first in layer ZZDK keeps the ground, so that figures
/// stay conserved; the overlap is reported. Without overlaps and overhangs the delivered shapes
/// are used untouched.
struct ParcelFamily: Sendable {
    /// One feature per row of ZZDK; parcels of other families have no shape.
    let shapes: PolygonLayer
    let problems: [PlanProblem]

    init(
        _ ground: PlanGround, _ parcels: [PlanParcel], isMember: (PlanParcel) -> Bool
    ) throws(PlanningError) {
        var borders = BorderSegments(grid: ground.grid)
        for feature in 0..<ground.extent.featureCount {
            borders.append(feature: feature, of: ground.extent, key: 0)
        }
        let members = parcels.indices.filter { isMember(parcels[$0]) }
        for row in members {
            borders.append(feature: row, of: ground.parcels, key: Int32(row + 1))
        }
        let arrangement = try PlanarArrangement(borders)
        let (problems, faults) = Self.problems(arrangement, ground, parcels)
        self.problems = problems
        let kept = Set(members)
        guard faults else {
            shapes = PlanGround.keeping(ground.parcels) { kept.contains($0) }
            return
        }
        var facesOf = [[PlanarArrangement.Face]](repeating: [], count: parcels.count)
        for face in arrangement.faces where face.cover.contains(0) {
            guard let first = face.cover.keys.first(where: { $0 > 0 }) else { continue }
            facesOf[Int(first) - 1].append(face)
        }
        var shapes = PolygonLayer()
        for faces in facesOf {
            for face in faces { arrangement.append(face, to: &shapes) }
            shapes.endFeature()
        }
        self.shapes = shapes
    }

    private static func problems(
        _ arrangement: PlanarArrangement, _ ground: PlanGround, _ parcels: [PlanParcel]
    ) -> (problems: [PlanProblem], faults: Bool) {
        struct Pair: Hashable {
            let one: Int
            let other: Int
        }
        var overlaps: [Pair: Area] = [:]
        var outside: [Int: Area] = [:]
        var faulty: [(face: PlanarArrangement.Face, owners: [Int])] = []
        var shapes = PolygonLayer()
        for face in arrangement.faces {
            let owners = face.cover.keys.filter { $0 > 0 }.map { Int($0) - 1 }
            guard owners.count > 1 || (!owners.isEmpty && !face.cover.contains(0)) else { continue }
            faulty.append((face, owners))
            arrangement.append(face, to: &shapes)
            shapes.endFeature()
        }
        for (area, (face, owners)) in zip(ground.recordedAreas(of: shapes), faulty)
        where area > .zero {
            if !face.cover.contains(0) {
                for owner in owners { outside[owner, default: .zero] += area }
            }
            for (index, one) in owners.enumerated() {
                for other in owners[(index + 1)...] {
                    overlaps[Pair(one: one, other: other), default: .zero] += area
                }
            }
        }
        // Dust of drawing is mended without a word.
        let dust = ground.options.declaredAreaTolerance
        let faults = !outside.isEmpty || !overlaps.isEmpty
        overlaps = overlaps.filter { $0.value > dust }
        var problems = outside.sorted { $0.key < $1.key }.filter { $0.value > dust }.map {
            PlanProblem(.outsideArea($1), parcel: parcels[$0].id)
        }
        problems += overlaps.sorted { ($0.key.one, $0.key.other) < ($1.key.one, $1.key.other) }
            .map {
                PlanProblem(.overlap(other: parcels[$0.one].id, $1), parcel: parcels[$0.other].id)
            }
        return (problems, faults)
    }
}
