import TestSupport

/// A small coverage on integer coordinates into which known kinds of defects are planted at random.
struct PlantedLattice {
    struct Point: Hashable, Encodable {
        var x: Int
        var y: Int

        func encode(to encoder: any Encoder) throws {
            var list = encoder.unkeyedContainer()
            try list.encode(x)
            try list.encode(y)
        }
    }

    /// Exterior first, then holes; open.
    typealias Shape = [[Point]]

    private(set) var shapes: [Shape] = []
    private var random: SeededGenerator

    private static let step = 40

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
        let size = Int.random(in: 2...5, using: &random)
        let jitter = Bool.random(using: &random) ? 0 : 6
        let nodes = (0...size).map { row in
            (0...size).map { column in
                Point(
                    x: 1000 + column * Self.step + offset(jitter),
                    y: 1000 + row * Self.step + offset(jitter))
            }
        }
        for row in 0..<size {
            for column in 0..<size {
                shapes.append([
                    [
                        nodes[row][column], nodes[row][column + 1], nodes[row + 1][column + 1],
                        nodes[row + 1][column],
                    ]
                ])
            }
        }
        for _ in 0..<Int.random(in: 0...4, using: &random) { plant() }
        shapes.shuffle(using: &random)
    }

    private mutating func offset(_ most: Int) -> Int {
        2 * Int.random(in: -most / 2...most / 2, using: &random)
    }

    private mutating func plant() {
        guard !shapes.isEmpty else { return }
        let victim = Int.random(in: shapes.indices, using: &random)
        let corner = Int.random(in: shapes[victim][0].indices, using: &random)
        switch Int.random(in: 0...7, using: &random) {
        case 0:
            shapes[victim][0][corner].x += offset(16)
            shapes[victim][0][corner].y += offset(16)
        case 1:
            addMiddle(victim, corner)
        case 2:
            shapes.remove(at: victim)
        case 3:
            let ring = shapes[victim][0]
            shapes.append([Array(ring[corner...] + ring[..<corner])])
        case 4:
            shapes.append([square(in: victim)])
        case 5:
            let (dx, dy) = (offset(40), offset(40))
            shapes.append(
                shapes[victim].map { $0.map { Point(x: $0.x + dx, y: $0.y + dy) } })
        case 6:
            let hole = square(in: victim)
            if shapes[victim].count == 1 { shapes[victim].append(hole) }
            if Bool.random(using: &random) { shapes.append([hole]) }
        default:
            if shapes[victim][0].count > 3 { shapes[victim][0].remove(at: corner) }
        }
    }

    /// Puts a vertex on the middle of an edge, of one neighbour only; coordinates are even.
    private mutating func addMiddle(_ victim: Int, _ corner: Int) {
        let ring = shapes[victim][0]
        let (a, b) = (ring[corner], ring[(corner + 1) % ring.count])
        shapes[victim][0].insert(
            Point(x: (a.x + b.x) / 2, y: (a.y + b.y) / 2), at: corner + 1)
    }

    private func square(in victim: Int) -> [Point] {
        let ring = shapes[victim][0]
        let x = ring.reduce(0) { $0 + $1.x } / ring.count
        let y = ring.reduce(0) { $0 + $1.y } / ring.count
        return [
            Point(x: x - 3, y: y - 3), Point(x: x + 3, y: y - 3), Point(x: x + 3, y: y + 3),
            Point(x: x - 3, y: y + 3),
        ]
    }
}
