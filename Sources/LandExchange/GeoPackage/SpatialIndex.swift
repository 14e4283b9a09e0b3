import Geometry

/// Fills an R-tree of SQLite as a whole, from sorted boxes.
///
/// Inserting rows one by one takes most of the time of writing a GeoPackage. The tree's tables are
/// ordinary ones whose form is fixed (sqlite.org/rtree.html; format in `ext/rtree/rtree.c`): a node
/// is depth (root only) and count in 16 bits, then cells of an identifier in 64 bits and four
/// 32-bit floats minX maxX minY maxY, all big-endian. Tests hold `rtreecheck` against it.
struct SpatialIndex {
    private struct Cell {
        var identifier: Int64
        var minX: Float
        var maxX: Float
        var minY: Float
        var maxY: Float
    }

    private var cells: [Cell] = []

    /// Adds the box of a feature; an empty one is not indexed.
    mutating func add(_ box: Box, _ identifier: Int64) {
        guard !box.isEmpty else { return }
        cells.append(
            Cell(
                identifier: identifier, minX: SpatialIndex.down(box.minX),
                maxX: SpatialIndex.up(box.maxX), minY: SpatialIndex.down(box.minY),
                maxY: SpatialIndex.up(box.maxY)))
    }

    /// The tree stores 32 bits: a box must not become smaller.
    private static func down(_ value: Double) -> Float {
        let near = Float(value)
        return Double(near) > value ? near.nextDown : near
    }

    private static func up(_ value: Double) -> Float {
        let near = Float(value)
        return Double(near) < value ? near.nextUp : near
    }

    /// Creates the tree `name` and fills it.
    consuming func write(_ name: String, to database: Database) throws(LandExchangeError) {
        let quoted = Database.quoted(name)
        try database.run("CREATE VIRTUAL TABLE \(quoted) USING rtree(id, minx, maxx, miny, maxy)")
        let table = { (suffix: String) in Database.quoted(name + suffix) }
        let root = try database.prepare(
            "SELECT length(data) FROM \(table("_node")) WHERE nodeno = 1")
        guard try root.step() else { throw database.fault }
        let nodeSize = Int(root.integer(0))
        let capacity = (nodeSize - 4) / 24
        let node = try database.prepare("INSERT OR REPLACE INTO \(table("_node")) VALUES (?, ?)")
        let leaf = try database.prepare("INSERT INTO \(table("_rowid")) VALUES (?, ?)")
        let parent = try database.prepare("INSERT INTO \(table("_parent")) VALUES (?, ?)")
        var level = SpatialIndex.sorted(cells)
        var depth: UInt16 = 0
        // Node 1 is the root; the others are numbered from 2 as they are made.
        var next: Int64 = 2
        // The tables of places are filled in the order of their keys: SQLite then only appends.
        var placesOfRows: [(Int64, Int64)] = []
        var placesOfNodes: [(Int64, Int64)] = []
        while true {
            let isRoot = level.count <= capacity
            var above: [Cell] = []
            for start in stride(from: 0, to: max(level.count, 1), by: capacity) {
                let members = level[start..<min(start + capacity, level.count)]
                let number = isRoot ? 1 : next
                if !isRoot { next += 1 }
                for cell in members {
                    if depth == 0 {
                        placesOfRows.append((cell.identifier, number))
                    } else {
                        placesOfNodes.append((cell.identifier, number))
                    }
                }
                let bytes = SpatialIndex.node(members, depth: isRoot ? depth : 0, size: nodeSize)
                node.bind(0, number)
                try bytes.withUnsafeBufferPointer { raw throws(LandExchangeError) in
                    node.bindInPlace(blob: UnsafeRawBufferPointer(raw), 1)
                    try node.run()
                }
                above.append(SpatialIndex.around(members, number))
            }
            if isRoot { break }
            level = above
            depth += 1
        }
        try SpatialIndex.fill(leaf, placesOfRows)
        try SpatialIndex.fill(parent, placesOfNodes)
    }

    private static func fill(
        _ statement: Statement, _ rows: [(Int64, Int64)]
    ) throws(LandExchangeError) {
        for (key, place) in rows.sorted(by: { $0.0 < $1.0 }) {
            statement.bind(0, key)
            statement.bind(1, place)
            try statement.run()
        }
    }

    private static func around(_ cells: ArraySlice<Cell>, _ number: Int64) -> Cell {
        var box = Cell(
            identifier: number, minX: .infinity, maxX: -.infinity, minY: .infinity, maxY: -.infinity
        )
        for cell in cells {
            box.minX = min(box.minX, cell.minX)
            box.maxX = max(box.maxX, cell.maxX)
            box.minY = min(box.minY, cell.minY)
            box.maxY = max(box.maxY, cell.maxY)
        }
        return box
    }

    private static func node(_ cells: ArraySlice<Cell>, depth: UInt16, size: Int) -> [UInt8] {
        var out = [UInt8](repeating: 0, count: size)
        out.withUnsafeMutableBytes { raw in
            raw.storeBytes(of: depth.bigEndian, toByteOffset: 0, as: UInt16.self)
            raw.storeBytes(of: UInt16(cells.count).bigEndian, toByteOffset: 2, as: UInt16.self)
            var at = 4
            for cell in cells {
                raw.storeBytes(of: cell.identifier.bigEndian, toByteOffset: at, as: Int64.self)
                at += 8
                for side in [cell.minX, cell.maxX, cell.minY, cell.maxY] {
                    raw.storeBytes(of: side.bitPattern.bigEndian, toByteOffset: at, as: UInt32.self)
                    at += 4
                }
            }
        }
        return out
    }

    /// The cells along a Z-order curve of their centres, so that neighbours share nodes.
    private static func sorted(_ cells: [Cell]) -> [Cell] {
        guard !cells.isEmpty else { return [] }
        var box = Box.empty
        for cell in cells {
            box.extend(
                x: Double(cell.minX) + Double(cell.maxX), y: Double(cell.minY) + Double(cell.maxY))
        }
        let (width, height) = (max(box.width, 1e-300), max(box.height, 1e-300))
        let keyed = cells.enumerated().map { position, cell -> (key: UInt64, position: Int) in
            let x = (Double(cell.minX) + Double(cell.maxX) - box.minX) / width * 65_535
            let y = (Double(cell.minY) + Double(cell.maxY) - box.minY) / height * 65_535
            return (spread(UInt64(x)) | spread(UInt64(y)) << 1, position)
        }
        return keyed.sorted { ($0.key, $0.position) < ($1.key, $1.position) }.map {
            cells[$0.position]
        }
    }

    /// Puts a zero between the bits of 16.
    private static func spread(_ value: UInt64) -> UInt64 {
        var bits = value & 0xFFFF
        bits = (bits | bits << 8) & 0x00FF_00FF
        bits = (bits | bits << 4) & 0x0F0F_0F0F
        bits = (bits | bits << 2) & 0x3333_3333
        return (bits | bits << 1) & 0x5555_5555
    }
}
