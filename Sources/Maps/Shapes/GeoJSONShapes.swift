import Geodesy
import Geometry
import LandModel

/// The polygons and lines of a GeoJSON text (RFC 7946).
struct GeoJSONShapes: ShapeReading {
    private(set) var polygons = PolygonLayer()
    private(set) var names: [String] = []
    private(set) var lines: [DrawnLine] = []
    private(set) var frame = CoordinateFrame.geographic
    var statedAreas: [Area?] { names.map { _ in nil } }

    init(_ bytes: [UInt8]) throws(ShapeFault) {
        guard bytes.count <= DrawnShape.mostBytes else {
            throw .tooLarge(bytes.count, most: DrawnShape.mostBytes)
        }
        let root = try GeoJSONNode.parse(bytes, mostVertices: DrawnShape.mostVertices)
        guard case .object = root else {
            throw .notGeoJSON(path: "", expected: "Feature / FeatureCollection / Polygon")
        }
        try readSystem(root["crs"])
        try read(root, path: "", name: nil)
    }

    /// Takes the system of a `crs` member, as GeoJSON of 2008 has it.
    private mutating func readSystem(_ node: GeoJSONNode?) throws(ShapeFault) {
        guard let name = node?["properties"]?["name"]?.text else { return }
        // WGS 84 differs from CGCS2000 by less than a drawing can show.
        if name.hasSuffix(":4326") || name.hasSuffix("/4326") { return }
        do {
            frame = try MapSystem(name).frame
        } catch {
            throw .unknownSystem(String(name.prefix(100)))
        }
    }

    private mutating func read(
        _ node: GeoJSONNode, path: String, name: String?
    ) throws(ShapeFault) {
        switch node["type"]?.text {
        case "FeatureCollection":
            guard let features = node["features"]?.list else {
                throw .notGeoJSON(path: GeoJSONShapes.step(path, "features"), expected: "[…]")
            }
            for (number, feature) in features.enumerated() {
                try read(
                    feature, path: GeoJSONShapes.step(path, "features[\(number)]"), name: nil)
            }
        case "Feature":
            guard let geometry = node["geometry"], case .object = geometry else {
                throw .notGeoJSON(path: GeoJSONShapes.step(path, "geometry"), expected: "Polygon")
            }
            try read(
                geometry, path: GeoJSONShapes.step(path, "geometry"),
                name: GeoJSONShapes.name(node["properties"]))
        case let kind?:
            let coordinates = node["coordinates"]
            try readGeometry(
                kind, coordinates, GeoJSONShapes.step(path, "coordinates"), path, name)
        case nil:
            throw .notGeoJSON(path: GeoJSONShapes.step(path, "type"), expected: "\"Polygon\"")
        }
    }

    private static func step(_ path: String, _ name: String) -> String {
        path.isEmpty ? name : path + "." + name
    }

    /// A name among the properties of a feature.
    private static func name(_ properties: GeoJSONNode?) -> String? {
        for key in ["name", "NAME", "DKMC", "XMMC", "MC", "DKBH", "BSM", "名称"] {
            if let text = properties?[key]?.text, !text.isEmpty { return String(text.prefix(100)) }
        }
        return nil
    }

    private mutating func readGeometry(
        _ kind: String, _ node: GeoJSONNode?, _ path: String, _ owner: String, _ name: String?
    ) throws(ShapeFault) {
        switch kind {
        case "Polygon": try addPolygons([GeoJSONShapes.rings(node, path)], name)
        case "MultiPolygon":
            var all: [[[(x: Double, y: Double)]]] = []
            for (number, member) in try GeoJSONShapes.list(node, path).enumerated() {
                all.append(try GeoJSONShapes.rings(member, path + "[\(number)]"))
            }
            addPolygons(all, name)
        case "LineString": addLine(try GeoJSONShapes.points(node, path))
        case "MultiLineString":
            for line in try GeoJSONShapes.rings(node, path) { addLine(line) }
        default:
            throw .notGeoJSON(
                path: GeoJSONShapes.step(owner, "type"),
                expected: "Polygon / MultiPolygon / LineString / MultiLineString")
        }
    }

    private mutating func addPolygons(_ all: [[[(x: Double, y: Double)]]], _ name: String?) {
        polygons.appendFeature(all)
        names.append(name ?? "\(names.count + 1)")
    }

    private mutating func addLine(_ points: [(x: Double, y: Double)]) {
        let degrees = points.map { frame.inverse(x: $0.x, y: $0.y) }
        lines.append(
            DrawnLine(longitudes: degrees.map(\.longitude), latitudes: degrees.map(\.latitude)))
    }

    private static func list(
        _ node: GeoJSONNode?, _ path: String
    ) throws(ShapeFault) -> [GeoJSONNode] {
        guard let list = node?.list else { throw .notGeoJSON(path: path, expected: "[…]") }
        return list
    }

    private static func rings(
        _ node: GeoJSONNode?, _ path: String
    ) throws(ShapeFault) -> [[(x: Double, y: Double)]] {
        var rings: [[(x: Double, y: Double)]] = []
        for (number, member) in try list(node, path).enumerated() {
            rings.append(try points(member, path + "[\(number)]"))
        }
        return rings
    }

    private static func points(
        _ node: GeoJSONNode?, _ path: String
    ) throws(ShapeFault) -> [(x: Double, y: Double)] {
        var points: [(x: Double, y: Double)] = []
        for (number, member) in try list(node, path).enumerated() {
            guard case .numbers(let numbers) = member, numbers.count >= 2 else {
                throw .notGeoJSON(path: path + "[\(number)]", expected: "[x, y]")
            }
            points.append((numbers[0], numbers[1]))
        }
        return points
    }
}
