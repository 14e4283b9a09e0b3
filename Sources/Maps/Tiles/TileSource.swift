import Geodesy
import Geometry
import LandModel
import VectorTiles

/// A layer on its way into tiles: shapes on the world grid, in an order that keeps neighbours together, and attributes.
struct TileSource {
    /// Classes that a layer may have of its own; further ones share the last number.
    static let mostClasses = 254

    let name: String
    private(set) var features: [Int64] = []
    /// The distinct class codes.
    private(set) var classCodes: [String] = []
    /// The class of each feature, plus one; 0 for none.
    private(set) var classes: [UInt8] = []
    /// Areas in m²; not a number for none.
    private(set) var areas: [Double] = []
    private(set) var labels: [String?] = []
    private(set) var boxes: [Int32] = []
    private(set) var x: [Int32] = []
    private(set) var y: [Int32] = []
    private(set) var ringEnds: [Int] = []
    private(set) var featureRingEnds: [Int] = []

    /// Projects a layer.
    init(_ layer: LandLayer, _ frame: CoordinateFrame) {
        name = layer.name
        let projected = Self.project(layer.geometry, frame)
        let boxes = Self.boxes(layer.geometry, projected.x, projected.y)
        let order = Self.order(boxes)
        x.reserveCapacity(projected.x.count)
        y.reserveCapacity(projected.y.count)
        for feature in order {
            append(feature, layer.geometry, projected.x, projected.y)
            self.boxes.append(contentsOf: boxes[(feature * 4)..<(feature * 4 + 4)])
            features.append(layer.featureIDs[feature])
        }
        setAttributes(layer, order)
    }

    /// The grid points of all vertices, a part at a time to keep the memory low.
    private static func project(
        _ geometry: PolygonLayer, _ frame: CoordinateFrame
    ) -> (x: [Int32], y: [Int32]) {
        var (x, y): ([Int32], [Int32]) = ([], [])
        x.reserveCapacity(geometry.vertexCount)
        y.reserveCapacity(geometry.vertexCount)
        for start in stride(from: 0, to: geometry.vertexCount, by: 1 << 16) {
            let run = start..<min(start + 1 << 16, geometry.vertexCount)
            let places = frame.inverse(x: Array(geometry.x[run]), y: Array(geometry.y[run]))
            for (longitude, latitude) in zip(places.longitudes, places.latitudes) {
                let point = WorldGrid.point(longitude: longitude, latitude: latitude)
                x.append(point.x)
                y.append(point.y)
            }
        }
        return (x, y)
    }

    /// West, north, east and south of each feature; west beyond east for an empty one.
    private static func boxes(_ geometry: PolygonLayer, _ x: [Int32], _ y: [Int32]) -> [Int32] {
        var boxes: [Int32] = []
        boxes.reserveCapacity(geometry.featureCount * 4)
        for feature in 0..<geometry.featureCount {
            var (west, north, east, south) = (Int32.max, Int32.max, Int32.min, Int32.min)
            for vertex in geometry.vertices(ofFeature: feature) {
                (west, north) = (min(west, x[vertex]), min(north, y[vertex]))
                (east, south) = (max(east, x[vertex]), max(south, y[vertex]))
            }
            boxes += [west, north, east, south]
        }
        return boxes
    }

    /// The features along a curve that keeps neighbours together, by the bits of their middles in turn (Morton 1966).
    private static func order(_ boxes: [Int32]) -> [Int] {
        func spread(_ value: Int32) -> UInt64 {
            var bits = UInt64(UInt32(bitPattern: value))
            bits = (bits | bits << 16) & 0x0000_FFFF_0000_FFFF
            bits = (bits | bits << 8) & 0x00FF_00FF_00FF_00FF
            bits = (bits | bits << 4) & 0x0F0F_0F0F_0F0F_0F0F
            bits = (bits | bits << 2) & 0x3333_3333_3333_3333
            return (bits | bits << 1) & 0x5555_5555_5555_5555
        }
        let keys = stride(from: 0, to: boxes.count, by: 4).map { start -> UInt64 in
            guard boxes[start] <= boxes[start + 2] else { return .max }
            let x = boxes[start] / 2 + boxes[start + 2] / 2
            let y = boxes[start + 1] / 2 + boxes[start + 3] / 2
            return spread(x) | spread(y) << 1
        }
        return keys.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }
    }

    /// Adds the rings of a feature, exteriors with a positive area, holes with a negative one.
    private mutating func append(
        _ feature: Int, _ geometry: PolygonLayer, _ projectedX: [Int32], _ projectedY: [Int32]
    ) {
        for polygon in geometry.polygons(ofFeature: feature) {
            for (number, ring) in geometry.rings(ofPolygon: polygon).enumerated() {
                let run = geometry.vertices(ofRing: ring)
                let area = Self.doubledArea(projectedX[run], projectedY[run])
                if (area < 0) == (number == 0) {
                    x.append(contentsOf: projectedX[run].reversed())
                    y.append(contentsOf: projectedY[run].reversed())
                } else {
                    x.append(contentsOf: projectedX[run])
                    y.append(contentsOf: projectedY[run])
                }
                ringEnds.append(x.count)
            }
        }
        featureRingEnds.append(ringEnds.count)
    }

    private static func doubledArea(_ x: ArraySlice<Int32>, _ y: ArraySlice<Int32>) -> Int64 {
        guard var last = x.indices.last else { return 0 }
        var sum: Int64 = 0
        for next in x.indices {
            sum += Int64(x[last]) * Int64(y[next]) - Int64(x[next]) * Int64(y[last])
            last = next
        }
        return sum
    }

    private mutating func setAttributes(_ layer: LandLayer, _ order: [Int]) {
        let wanted = TileAttributes(layer.role)
        let classColumn = wanted.classField.flatMap(layer.column)
        let areaColumns = wanted.areaFields.compactMap(layer.column)
        let labelColumn = wanted.labelFields.lazy.compactMap(layer.column).first
        var numbers: [String: UInt8] = [:]
        for feature in order {
            if let code = classColumn?.text(feature), !code.isEmpty {
                if numbers[code] == nil, classCodes.count < Self.mostClasses {
                    classCodes.append(code)
                    numbers[code] = UInt8(classCodes.count)
                }
                classes.append(numbers[code] ?? 0)
            } else {
                classes.append(0)
            }
            areas.append(areaColumns.lazy.compactMap { $0.number(feature) }.first ?? .nan)
            labels.append(labelColumn?.text(feature))
        }
    }

    /// The rings of a feature.
    func rings(ofFeature feature: Int) -> Range<Int> {
        (feature == 0 ? 0 : featureRingEnds[feature - 1])..<featureRingEnds[feature]
    }

    /// The vertices of a ring.
    func vertices(ofRing ring: Int) -> Range<Int> {
        (ring == 0 ? 0 : ringEnds[ring - 1])..<ringEnds[ring]
    }

    /// The box around all features as west, north, east, south; nil for a layer without shapes.
    var box: (west: Int32, north: Int32, east: Int32, south: Int32)? {
        var (west, north, east, south) = (Int32.max, Int32.max, Int32.min, Int32.min)
        for start in stride(from: 0, to: boxes.count, by: 4) {
            (west, north) = (min(west, boxes[start]), min(north, boxes[start + 1]))
            (east, south) = (max(east, boxes[start + 2]), max(south, boxes[start + 3]))
        }
        return west <= east ? (west, north, east, south) : nil
    }
}

extension TileSource {
    /// The layer with attributes and boxes only.
    var withoutShapes: TileSource {
        var copy = self
        (copy.x, copy.y, copy.ringEnds, copy.featureRingEnds) = ([], [], [], [])
        return copy
    }
}
