import Geometry
import LandModel

/// The shapes of the pieces: whole patches as delivered, cut ones from an arrangement.
struct PieceShapes {
    private(set) var shapes = PolygonLayer()

    init(
        _ ground: PlanGround, _ pieces: [LandPiece], _ parcels: PolygonLayer, isCutByExtent: Bool
    ) throws(PlanningError) {
        var positionOf: [Int: Int] = [:]
        for (position, patch) in ground.near.enumerated() { positionOf[patch] = position }
        let cut = pieces.filter { !$0.isWhole }
        let faces =
            cut.isEmpty
            ? [:] : try Self.faces(ground, cut, parcels, positionOf, isCutByExtent)
        shapes.reserve(features: pieces.count, vertices: ground.patches.vertexCount)
        for piece in pieces {
            if piece.isWhole, let position = positionOf[piece.patch] {
                shapes.appendFeature(position, of: ground.patches)
            } else {
                let key = AfterState.PieceKey(
                    patch: Int32(piece.patch), parcel: Int32(piece.parcel ?? -1))
                for face in faces[key] ?? [] { Self.append(face, to: &shapes) }
                shapes.endFeature()
            }
        }
    }

    /// A face as a layer of one feature.
    private typealias Cut = PolygonLayer

    private static func append(_ cut: Cut, to shapes: inout PolygonLayer) {
        for ring in 0..<cut.ringCount {
            for vertex in cut.vertices(ofRing: ring) {
                shapes.append(x: cut.x[vertex], y: cut.y[vertex])
            }
            shapes.endRing()
        }
        shapes.endPolygon()
    }

    private static func faces(
        _ ground: PlanGround, _ cut: [LandPiece], _ parcels: PolygonLayer,
        _ positionOf: [Int: Int], _ isCutByExtent: Bool
    ) throws(PlanningError) -> [AfterState.PieceKey: [Cut]] {
        var borders = BorderSegments(grid: ground.grid)
        let firstPatch = Int32(parcels.featureCount + 1)
        if isCutByExtent {
            for feature in 0..<ground.extent.featureCount {
                borders.append(feature: feature, of: ground.extent, key: 0)
            }
        }
        for parcel in Set(cut.compactMap(\.parcel)).sorted() {
            borders.append(feature: parcel, of: parcels, key: Int32(parcel + 1))
        }
        for patch in Set(cut.map(\.patch)).sorted() {
            guard let position = positionOf[patch] else { continue }
            borders.append(
                feature: position, of: ground.patches, key: firstPatch + Int32(position))
        }
        let arrangement = try PlanarArrangement(borders)
        var faces: [AfterState.PieceKey: [Cut]] = [:]
        for face in arrangement.faces {
            let keys = face.cover.keys
            guard let patch = keys.first(where: { $0 >= firstPatch }),
                !isCutByExtent || face.cover.contains(0)
            else { continue }
            let parcel = keys.first { $0 > 0 && $0 < firstPatch }
            var shape = PolygonLayer()
            arrangement.append(face, to: &shape)
            let key = AfterState.PieceKey(
                patch: Int32(ground.near[Int(patch - firstPatch)]), parcel: (parcel ?? 0) - 1)
            faces[key, default: []].append(shape)
        }
        return faces
    }
}
