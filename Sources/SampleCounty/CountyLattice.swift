import Geometry
import Glibc

/// What a row or column of the lattice carries.
enum Strip: Sendable {
    case land, river, highway, ruralRoad, ditch

    /// Width in metres before jitter.
    var width: Double {
        switch self {
        case .land: 55
        case .river: 42
        case .highway: 18
        case .ruralRoad: 6.5
        case .ditch: 4
        }
    }
}

/// A bent lattice of cells whose shared borders wiggle: the frame every sample layer is cut from.
///
/// Cells are unions-of-lattice squares of uneven rows and columns. A border between two cells is
/// one polyline, the same for both sides, and it stays within a quarter of the thinner neighbour,
/// so borders never cross; a smooth warp with a derivative under one half then bends the whole.
struct CountyLattice: Sendable {
    let columns: [Strip]
    let rows: [Strip]
    /// Positions of the lattice lines in metres, before the warp.
    let lineX: [Double]
    let lineY: [Double]
    let noise: SeededNoise
    /// Easting and northing of the south-west corner, EPSG:4524 (3° zone 36, with prefix).
    let origin: (x: Double, y: Double)

    static let epsg = 4524

    var columnCount: Int { columns.count }
    var rowCount: Int { rows.count }
    var cellCount: Int { columns.count * rows.count }

    init(cells: Int, noise: SeededNoise) {
        let side = max(12, Int(Double(cells).squareRoot().rounded()))
        self.noise = noise
        columns = Self.strips(side, noise: noise, salt: 1, withRivers: true)
        rows = Self.strips(
            max(12, (cells + side / 2) / side), noise: noise, salt: 2, withRivers: false)
        lineX = Self.lines(columns, noise: noise, salt: 3)
        lineY = Self.lines(rows, noise: noise, salt: 4)
        origin = (36_512_000, 2_688_000)
    }

    private static func strips(
        _ count: Int, noise: SeededNoise, salt: UInt64, withRivers: Bool
    ) -> [Strip] {
        var strips = [Strip](repeating: .land, count: count)
        var at = 4 + Int(noise.unit(salt, 0) * 5)
        var turn = 0
        while at < count - 3 {
            turn += 1
            if withRivers && turn % 4 == 2 {
                strips[at] = .river
            } else if turn % 5 == 4 {
                strips[at] = .highway
            } else {
                strips[at] = .ruralRoad
                if turn % 2 == 0 { strips[at + 1] = .ditch }
            }
            at += 9 + Int(noise.unit(salt, at) * 12)
        }
        return strips
    }

    private static func lines(_ strips: [Strip], noise: SeededNoise, salt: UInt64) -> [Double] {
        var position = 0.0
        var lines = [0.0]
        for (index, strip) in strips.enumerated() {
            let jitter = strip == .land ? 0.75 + 0.5 * noise.unit(salt, index) : 1
            position += strip.width * jitter
            lines.append(position)
        }
        return lines
    }

    /// The centre of a cell in metres, before the warp.
    func centre(_ i: Int, _ j: Int) -> (x: Double, y: Double) {
        ((lineX[i] + lineX[i + 1]) / 2, (lineY[j] + lineY[j + 1]) / 2)
    }

    /// Easting and northing of a point given in metres before the warp, to 0.1 mm.
    ///
    /// The displacement is a sum of sines whose derivatives stay under one half, so the map is
    /// one to one and neighbouring borders keep their order.
    func place(_ x: Double, _ y: Double) -> (x: Double, y: Double) {
        let bend = 2 * Double.pi
        let dx = 260 * sin(bend * y / 7900 + 0.7) + 45 * sin(bend * (y + 0.3 * x) / 1900 + 2.1)
        let dy = 240 * sin(bend * x / 8700 + 1.9) + 40 * sin(bend * (x - 0.4 * y) / 2100 + 0.4)
        return (
            ((origin.x + x + dx) * 10_000).rounded() / 10_000,
            ((origin.y + y + dy) * 10_000).rounded() / 10_000
        )
    }

    /// A lattice node.
    func node(_ i: Int, _ j: Int) -> (x: Double, y: Double) { place(lineX[i], lineY[j]) }

    /// Adds the vertices strictly between the nodes of the border from `(i, j)` to the east or north.
    func appendInterior(
        east: Bool, _ i: Int, _ j: Int, reversed: Bool, to layer: inout PolygonLayer
    ) {
        let start = (x: lineX[i], y: lineY[j])
        let length = east ? lineX[i + 1] - lineX[i] : lineY[j + 1] - lineY[j]
        guard length > 15 else { return }
        let thickness = east ? thinner(lineY, j) : thinner(lineX, i)
        let amplitude = min(12, 0.24 * thickness)
        let parts = 5
        for step in 1..<parts {
            let at = reversed ? parts - step : step
            let t = Double(at) / Double(parts)
            let taper = min(1, 3 * min(t, 1 - t))
            let offset = amplitude * taper * (2 * noise.unit(east ? 5 : 6, i, j, at) - 1)
            let point =
                east
                ? place(start.x + t * length, start.y + offset)
                : place(start.x + offset, start.y + t * length)
            layer.append(x: point.x, y: point.y)
        }
    }

    /// The thinner of the two strips beside a lattice line; the outer border counts once.
    private func thinner(_ lines: [Double], _ index: Int) -> Double {
        let before = index > 0 ? lines[index] - lines[index - 1] : .infinity
        let after = index + 1 < lines.count ? lines[index + 1] - lines[index] : .infinity
        return min(before, after)
    }
}
