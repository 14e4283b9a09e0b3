import Geodesy
import Geometry
import LandExchange
import LandModel
import Overlay

/// The layers of a snapshot prepared to be asked what lies under a shape.
struct OccupationStore: Sendable {
    let index: OccupationIndex

    /// The fields by which areas can be summed, where a layer has them.
    ///
    /// Classes, owners, villages and townships, names of control lines, slope and kinds of farmland.
    static let fields = [
        "DLBM", "DLMC", "QSDWMC", "QSXZ", "ZLDWMC", "XZQMC", "HXMC", "HXLX", "GHFQMC", "PDJB",
        "GDPDJB", "GDLX", "GDDB", "ZZSXMC", "CZCLX", "CZCMC", "MC",
    ]

    init(_ snapshot: MapSnapshot, progress: WorkProgress) throws(MapsError) {
        let wanted = snapshot.layers.filter {
            $0.frame != nil && $0.count > 0 && !$0.role.isOfPlan
        }
        do {
            let file = try Snapshot.open(snapshot.path)
            let extent = wanted.reduce(into: Box.empty) { $0.extend($1.bounds ?? .empty) }
            index = try OccupationIndex(
                within: extent, metric: .ellipsoidal, count: wanted.count
            ) { number in
                let layer = wanted[number]
                try progress.advance(
                    BilingualText(zh: "准备图层 \(layer.name)", en: "Preparing layer \(layer.name)"),
                    number, of: wanted.count)
                return try OccupationStore.prepare(layer, of: file)
            }
        } catch let error as LandExchangeError {
            throw .snapshot(error)
        } catch let error as OverlayError {
            throw .overlay(error)
        } catch {
            throw .stopped
        }
    }

    private static func prepare(_ layer: MapLayer, of file: Snapshot) throws -> OccupationLayer {
        let read = try file.layer(
            named: layer.name, fields: fields.filter { layer.field($0) != nil })
        let shapes = EllipsoidalArea.geographicLayer(
            of: read.geometry, frame: try CoordinateFrame(epsg: layer.epsg),
            densifyingOver: DrawnShape.densification)
        return OccupationLayer(read, shapes: shapes, groupedBy: fields)
    }
}
