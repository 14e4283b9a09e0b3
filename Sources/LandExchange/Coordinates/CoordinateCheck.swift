import Geodesy
import Geometry

/// Watches the coordinates of a layer while it is read and refuses those that its system cannot have.
struct CoordinateCheck {
    let path: String
    let layer: String
    let reference: CoordinateReference
    /// The first sign that the layer reaches beyond its zone.
    private(set) var reach: CoordinateDiagnosis?

    init(path: String, layer: String, reference: CoordinateReference) {
        self.path = path
        self.layer = layer
        self.reference = reference
    }

    /// Examines the features of a batch.
    ///
    /// The corners of the batch's box are examined first: every limit is a range of x or y, so when
    /// the corners fit, all vertices do.
    mutating func examine(_ batch: FeatureBatch) throws(LandExchangeError) {
        let box = batch.geometry.box
        guard !box.isEmpty else { return }
        guard let frame = reference.frame else {
            try examineOther(batch, box)
            return
        }
        var corners = PolygonLayer()
        corners.appendFeature([
            [
                [
                    (box.minX, box.minY), (box.maxX, box.minY), (box.maxX, box.maxY),
                    (box.minX, box.maxY),
                ]
            ]
        ])
        let found = CoordinateDiagnosis.diagnose(corners, frame: frame)
        guard found != .consistent else { return }
        let precise = CoordinateDiagnosis.diagnose(batch.geometry, frame: frame)
        let named = precise.naming { batch.identifiers[$0] }
        if precise.blocksMeasurement {
            throw .layer(
                path: path, layer: layer,
                .coordinatesDoNotFit(epsg: reference.epsg, named))
        }
        if precise != .consistent, reach == nil { reach = named }
    }

    private func examineOther(_ batch: FeatureBatch, _ box: Box) throws(LandExchangeError) {
        func refuse(_ isWrong: (Double, Double) -> Bool) throws(LandExchangeError) {
            for feature in 0..<batch.geometry.featureCount {
                for at in batch.geometry.vertices(ofFeature: feature) {
                    let (x, y) = (batch.geometry.x[at], batch.geometry.y[at])
                    guard isWrong(x, y) else { continue }
                    throw .layer(
                        path: path, layer: layer,
                        .outsideSystem(
                            epsg: reference.epsg, feature: batch.identifiers[feature], x: x, y: y))
                }
            }
        }
        if reference.isGeographic {
            // China read with latitude first falls among 3 to 54 east, 73 to 90 north: open sea.
            try refuse { abs($0) > 360 || abs($1) > 90 || (3...54).contains($0) && $1 >= 73 }
        } else if box.minX >= -180, box.maxX <= 180, box.minY >= -90, box.maxY <= 90 {
            try refuse { _, _ in true }
        }
    }
}

extension CoordinateDiagnosis {
    /// The same diagnosis with the feature's position replaced by its identifier in the file.
    fileprivate func naming(_ identifier: (Int) -> Int64) -> CoordinateDiagnosis {
        switch self {
        case .consistent: .consistent
        case .axesSwapped(let at): .axesSwapped(feature: Int(identifier(at)))
        case .degreesUnderProjectedFrame(let at):
            .degreesUnderProjectedFrame(feature: Int(identifier(at)))
        case .metresUnderGeographicFrame(let at, let zone):
            .metresUnderGeographicFrame(feature: Int(identifier(at)), zone: zone)
        case .zonePrefixMissing(let at, let expected):
            .zonePrefixMissing(feature: Int(identifier(at)), expected: expected)
        case .zonePrefixUnexpected(let at, let found):
            .zonePrefixUnexpected(feature: Int(identifier(at)), found: found)
        case .zonePrefixWrong(let at, let found, let expected):
            .zonePrefixWrong(feature: Int(identifier(at)), found: found, expected: expected)
        case .outsideZone(let at, let offset):
            .outsideZone(feature: Int(identifier(at)), degreesFromMeridian: offset)
        case .outsideChina(let at, let x, let y):
            .outsideChina(feature: Int(identifier(at)), x: x, y: y)
        }
    }
}
