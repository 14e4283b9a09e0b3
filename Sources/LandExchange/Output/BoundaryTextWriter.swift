import Geodesy
import Geometry
import LandModel

/// A layer as boundary-coordinate TXT (界址点坐标文件).
enum BoundaryTextWriter {
    /// The text, lines ended by CR LF.
    ///
    /// Areas are the stated ones where the layer has them, else the official ellipsoidal ones, in
    /// hectares. Points are counted with the closing one. Coordinates have four decimals at most.
    ///
    /// - Throws: ``TargetFault/coordinateSystem(epsg:)`` unless the layer lies in a zone of CGCS2000.
    static func text(_ layer: LandLayer, path: String) throws(LandExchangeError) -> String {
        let frame: CoordinateFrame
        do {
            frame = try CoordinateFrame(epsg: layer.epsg)
        } catch {
            throw .target(path: path, .coordinateSystem(epsg: layer.epsg))
        }
        guard let zone = frame.zone else {
            throw .target(path: path, .coordinateSystem(epsg: layer.epsg))
        }
        let areas = EllipsoidalArea.areas(of: layer.geometry, frame: frame)
        var lines = heading(zone)
        for row in 0..<layer.count { appendParcel(row, layer, areas[row], to: &lines) }
        return lines.joined(separator: "\r\n") + "\r\n"
    }

    private static func heading(_ zone: GaussKruegerZone) -> [String] {
        [
            "[属性描述]", "格式版本号=1.01版本", "坐标系=2000国家大地坐标系", "几度分带=\(zone.width.rawValue)",
            "投影类型=高斯克吕格", "计量单位=米", "带号=\(zone.number)", "精度=0.0001", "转换参数=,,,,,,", "[地块坐标]",
        ]
    }

    private static func appendParcel(
        _ row: Int, _ layer: LandLayer, _ area: Double, to lines: inout [String]
    ) {
        let geometry = layer.geometry
        let rings = geometry.rings(ofFeature: row)
        let points = rings.reduce(0) { $0 + geometry.vertices(ofRing: $1).count + 1 }
        let stated = layer.column(BoundaryTextSource.statedArea)?.number(row)
        let recorded = Area(roundingSquareMetres: stated ?? area)
        func value(_ field: String, _ missing: String) -> String {
            let text = layer.column(field)?.text(row) ?? missing
            // A comma or line end would break the line.
            return String(text.map { $0 == "," || $0.isNewline ? " " : $0 })
        }
        var values = [
            "\(points)", recorded.hectaresText, value("DKBH", "DK\(layer.featureIDs[row])"),
            value("DKMC", ""), "面", value("TFH", ""), value("DKYT", ""), value("DLBM", ""),
        ]
        let supplementary = BoundaryText.supplementaryNames
        if supplementary.contains(where: { layer.column($0) != nil }) {
            values += supplementary.map { value($0, "") }
        }
        lines.append((values + ["@"]).joined(separator: ","))
        var name = 0
        for (number, ring) in rings.enumerated() {
            let run = geometry.vertices(ofRing: ring)
            for at in Array(run) + [run.lowerBound] {
                if at != run.lowerBound || name == 0 { name += 1 }
                lines.append(
                    "J\(name),\(number + 1),\(fixed(geometry.y[at])),\(fixed(geometry.x[at]))")
            }
        }
    }

    /// A coordinate with four decimals; those of a survey have three or four.
    private static func fixed(_ value: Double) -> String {
        let scaled = Int64((value * 10_000).rounded())
        let digits = String(scaled.magnitude)
        let padded = String(repeating: "0", count: max(0, 5 - digits.count)) + digits
        return (scaled < 0 ? "-" : "") + padded.dropLast(4) + "." + padded.suffix(4)
    }
}
