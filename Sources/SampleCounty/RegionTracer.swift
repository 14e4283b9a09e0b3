import Geometry

/// Turns labelled lattice cells into polygons that share their borders exactly.
struct RegionTracer {
    let lattice: CountyLattice

    private struct Ring {
        var nodes: [(i: Int, j: Int)]
        /// A cell on the inner side, for finding the exterior around a hole.
        var cell: (i: Int, j: Int)
        var twiceArea: Int {
            var sum = 0
            for (index, node) in nodes.enumerated() {
                let next = nodes[(index + 1) % nodes.count]
                sum += node.i * next.j - next.i * node.j
            }
            return sum
        }
    }

    /// A rectangle of labelled cells, -1 for none.
    ///
    /// Node numbers are those of the whole lattice.
    private struct Window {
        let i0: Int
        let j0: Int
        let width: Int
        let height: Int
        var labels: [Int32]

        func index(_ cell: (i: Int, j: Int)) -> Int { (cell.j - j0) * width + cell.i - i0 }

        func label(_ cell: (i: Int, j: Int)) -> Int32 {
            guard cell.i >= i0, cell.j >= j0, cell.i < i0 + width, cell.j < j0 + height else {
                return -1
            }
            return labels[index(cell)]
        }
    }

    /// One feature per label 0 ..< count, the union of the cells that carry it; -1 is no label.
    ///
    /// Polygons have their holes; a label in several parts becomes a multipolygon. Exteriors run
    /// counter-clockwise.
    func polygons(labels: [Int32], count: Int) -> PolygonLayer {
        polygons(
            Window(
                i0: 0, j0: 0, width: lattice.columnCount, height: lattice.rowCount, labels: labels),
            count: count)
    }

    /// The union of a few cells as one feature, without looking at the rest of the county.
    func union(of cells: [Int]) -> PolygonLayer {
        let columns = cells.map { $0 % lattice.columnCount }
        let rows = cells.map { $0 / lattice.columnCount }
        guard let west = columns.min(), let east = columns.max(), let south = rows.min(),
            let north = rows.max()
        else { return polygons(Window(i0: 0, j0: 0, width: 0, height: 0, labels: []), count: 1) }
        let width = east - west + 1
        let height = north - south + 1
        var window = Window(
            i0: west, j0: south, width: width, height: height,
            labels: [Int32](repeating: -1, count: width * height))
        for (i, j) in zip(columns, rows) { window.labels[window.index((i, j))] = 0 }
        return polygons(window, count: 1)
    }

    private func polygons(_ window: Window, count: Int) -> PolygonLayer {
        var order = [Int](repeating: 0, count: count + 1)
        for label in window.labels where label >= 0 { order[Int(label) + 1] += 1 }
        for label in 0..<count { order[label + 1] += order[label] }
        var cells = [Int32](repeating: 0, count: order[count])
        var cursor = order
        for (cell, label) in window.labels.enumerated() where label >= 0 {
            cells[cursor[Int(label)]] = Int32(cell)
            cursor[Int(label)] += 1
        }
        var visited = [UInt8](repeating: 0, count: window.labels.count)
        var layer = PolygonLayer()
        layer.reserve(features: count, vertices: count * 45)
        for label in 0..<count {
            var rings: [Ring] = []
            for cell in cells[order[label]..<order[label + 1]] {
                let i = Int(cell) % window.width + window.i0
                let j = Int(cell) / window.width + window.j0
                for side in 0..<4 where visited[Int(cell)] & (1 << UInt8(side)) == 0 {
                    guard window.label(neighbour(i, j, side)) != Int32(label) else { continue }
                    trace(window, Int32(label), i, j, side, &visited, into: &rings)
                }
            }
            append(rings, to: &layer)
        }
        return layer
    }

    /// The cell across a side: 0 south, 1 east, 2 north, 3 west.
    private func neighbour(_ i: Int, _ j: Int, _ side: Int) -> (i: Int, j: Int) {
        switch side {
        case 0: (i, j - 1)
        case 1: (i + 1, j)
        case 2: (i, j + 1)
        default: (i - 1, j)
        }
    }

    /// The node at which a side starts when the cell lies on its left.
    private func start(_ i: Int, _ j: Int, _ side: Int) -> (i: Int, j: Int) {
        switch side {
        case 0: (i, j)
        case 1: (i + 1, j)
        case 2: (i + 1, j + 1)
        default: (i, j + 1)
        }
    }

    /// Follows the border with the label on the left and splits it where it meets itself.
    private func trace(
        _ window: Window, _ label: Int32, _ i: Int, _ j: Int, _ side: Int,
        _ visited: inout [UInt8], into rings: inout [Ring]
    ) {
        var nodes: [(i: Int, j: Int)] = []
        var crossings: [(node: (i: Int, j: Int), at: Int)] = []
        var chequered = false
        var cell = (i: i, j: j)
        var side = side
        repeat {
            visited[window.index(cell)] |= 1 << UInt8(side)
            let node = start(cell.i, cell.j, side)
            split(at: node, cell, &nodes, &crossings, into: &rings)
            if chequered { crossings.append((node, nodes.count)) }
            nodes.append(node)
            let left = neighbour(cell.i, cell.j, (side + 1) % 4)
            let ahead = neighbour(left.i, left.j, side)
            let aheadIsMine = window.label(ahead) == label
            if window.label(left) != label {
                side = (side + 1) % 4
                // Only at a chequered node can the border come back to where it has been.
                chequered = aheadIsMine
            } else {
                chequered = false
                cell = aheadIsMine ? ahead : left
                if aheadIsMine { side = (side + 3) % 4 }
            }
        } while !(cell.i == i && cell.j == j
            && visited[window.index(cell)] & (1 << UInt8(side)) != 0)
        split(at: nodes[0], cell, &nodes, &crossings, into: &rings)
        if !nodes.isEmpty { rings.append(Ring(nodes: nodes, cell: cell)) }
    }

    /// Takes the loop off the border that has come back to a node it passed before.
    private func split(
        at node: (i: Int, j: Int), _ cell: (i: Int, j: Int), _ nodes: inout [(i: Int, j: Int)],
        _ crossings: inout [(node: (i: Int, j: Int), at: Int)], into rings: inout [Ring]
    ) {
        guard let crossing = crossings.lastIndex(where: { $0.node == node }) else { return }
        let at = crossings[crossing].at
        rings.append(Ring(nodes: Array(nodes[at...]), cell: cell))
        nodes.removeSubrange(at...)
        crossings.removeSubrange(crossing...)
    }

    private func append(_ rings: [Ring], to layer: inout PolygonLayer) {
        let exteriors = rings.filter { $0.twiceArea > 0 }
        let holes = rings.filter { $0.twiceArea < 0 }
        for exterior in exteriors {
            append(exterior, to: &layer)
            for hole in holes
            where exteriors.count == 1 || contains(exterior, cell: hole.cell) {
                append(hole, to: &layer)
            }
            layer.endPolygon()
        }
        layer.endFeature()
    }

    /// Whether the middle of a cell lies in a ring of lattice nodes, by counting crossings.
    private func contains(_ ring: Ring, cell: (i: Int, j: Int)) -> Bool {
        var inside = false
        for (index, node) in ring.nodes.enumerated() {
            let next = ring.nodes[(index + 1) % ring.nodes.count]
            guard node.i == next.i, node.i > cell.i else { continue }
            if min(node.j, next.j) <= cell.j, cell.j < max(node.j, next.j) { inside.toggle() }
        }
        return inside
    }

    private func append(_ ring: Ring, to layer: inout PolygonLayer) {
        for (index, node) in ring.nodes.enumerated() {
            let next = ring.nodes[(index + 1) % ring.nodes.count]
            let point = lattice.node(node.i, node.j)
            layer.append(x: point.x, y: point.y)
            if next.j == node.j {
                lattice.appendInterior(
                    east: true, min(node.i, next.i), node.j, reversed: next.i < node.i, to: &layer)
            } else {
                lattice.appendInterior(
                    east: false, node.i, min(node.j, next.j), reversed: next.j < node.j, to: &layer)
            }
        }
        layer.endRing()
    }
}
