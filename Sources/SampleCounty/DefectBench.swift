import Geometry
import LandModel

/// Where the sample's land-use layer is broken, one known way after the other.
struct DefectBench {
    private(set) var defects: [SampleDefect] = []
    private let source: LandLayer
    private let ground: SampleGround
    private var texts: [String: [String?]] = [:]
    private var numbers: [String: [Double?]] = [:]
    private var shapes: [Int: [[[(x: Double, y: Double)]]]] = [:]
    private var removed: Set<Int> = []
    private var added: [(copyOf: Int, shape: [[[(x: Double, y: Double)]]])] = []
    private var used: Set<Int> = []

    init(_ layer: LandLayer, ground: SampleGround) {
        source = layer
        self.ground = ground
    }

    // MARK: Attributes

    mutating func breakAttributes() {
        set("DLBM", "011", kind: "retiredClass", rule: "DQ-A03", where: .cultivated)
        set("DLBM", "9999", kind: "unknownClass", rule: "DQ-A03", where: .any)
        set("DLMC", "错误名称", kind: "className", rule: "DQ-A04", where: .any)
        set("GDPDJB", nil, kind: "slopeMissing", rule: "DQ-A10", where: .cultivated)
        set("ZZSXDM", nil, kind: "plantingMissing", rule: "DQ-A11", where: .cultivated)
        set("GDLX", nil, kind: "terraceMissing", rule: "DQ-A12", where: .sloped)
        set("GDPDJB", "2", kind: "slopeOnOther", rule: "DQ-A13", where: .notCultivated)
        set("QSXZ", "77", kind: "ownershipCode", rule: "DQ-A05", where: .any)
        set("BSM", nil, kind: "missingRequired", rule: "DQ-A01", where: .any)
        add(50, to: "TBMJ", kind: "recordedArea", rule: "DQ-A20", where: .notSloped)
        add(1, to: "KCMJ", kind: "deductedArea", rule: "DQ-A21", where: .sloped)
        add(2, to: "TBDLMJ", kind: "netArea", rule: "DQ-A22", where: .notSloped)
        duplicateIdentifier()
    }

    /// Which patches a defect can be put on.
    private enum Ground {
        case any, cultivated, notCultivated, sloped, notSloped, inner
    }

    private func fits(_ patch: Int, _ place: Ground) -> Bool {
        switch place {
        case .any: true
        case .cultivated: cultivated(patch)
        case .notCultivated: !cultivated(patch)
        case .sloped: sloped(patch)
        case .notSloped: !sloped(patch)
        case .inner: isInner(patch)
        }
    }

    private func cultivated(_ patch: Int) -> Bool { ground.code(ofPatch: patch).hasPrefix("01") }

    private func sloped(_ patch: Int) -> Bool {
        cultivated(patch) && ground.slope(ofPatch: patch) > 1
    }

    /// The next unused patch that fits, far from the last.
    private mutating func pick(_ place: Ground) -> Int? {
        let start = (used.count * 97 + 31) % source.count
        for step in 0..<source.count {
            let patch = (start + step) % source.count
            if !used.contains(patch), fits(patch, place) {
                used.insert(patch)
                return patch
            }
        }
        return nil
    }

    private mutating func set(
        _ field: String, _ value: String?, kind: String, rule: String, where place: Ground
    ) {
        guard let patch = pick(place), let column = source.column(field) else { return }
        var values = texts[field] ?? (0..<source.count).map { column.text($0) }
        values[patch] = value
        texts[field] = values
        record(kind, rule, [patch])
    }

    private mutating func add(
        _ amount: Double, to field: String, kind: String, rule: String, where place: Ground
    ) {
        guard let patch = pick(place), let column = source.column(field) else { return }
        var values = numbers[field] ?? (0..<source.count).map { column.number($0) }
        values[patch] = (values[patch] ?? 0) + amount
        numbers[field] = values
        record(kind, rule, [patch])
    }

    private mutating func duplicateIdentifier() {
        guard let one = pick(.any), let other = pick(.any),
            let column = source.column("BSM")
        else { return }
        var values = texts["BSM"] ?? (0..<source.count).map { column.text($0) }
        values[other] = values[one]
        texts["BSM"] = values
        record("duplicateIdentifier", "DQ-A02", [one, other])
    }

    private mutating func record(
        _ kind: String, _ rule: String, _ patches: [Int], planarArea: Double? = nil
    ) {
        defects.append(
            SampleDefect(
                kind: kind, rule: rule, layer: source.name,
                features: patches.map { source.featureIDs[$0] }, planarArea: planarArea))
    }

    // MARK: Shapes

    mutating func breakShapes() {
        removePatch()
        duplicatePatch()
        tieBow()
        overlapNeighbour()
    }

    private func isPlain(_ patch: Int) -> Bool {
        let rings = source.geometry.rings(ofFeature: patch)
        return rings.count == 1 && source.geometry.vertices(ofFeature: patch).count > 12
    }

    /// A patch away from the county's edge, so that its absence is a gap and not a bay.
    private func isInner(_ patch: Int) -> Bool {
        let cell = ground.firstCell[patch]
        let i = cell % ground.lattice.columnCount
        let j = cell / ground.lattice.columnCount
        return isPlain(patch) && i > 12 && j > 12 && i < ground.lattice.columnCount - 24
            && j < ground.lattice.rowCount - 24
            && !["1003", "1006", "1101", "1107"].contains(ground.code(ofPatch: patch))
    }

    private func ring(_ patch: Int) -> [(x: Double, y: Double)] {
        source.geometry.vertices(ofFeature: patch).map {
            (source.geometry.x[$0], source.geometry.y[$0])
        }
    }

    private static func planarArea(_ ring: [(x: Double, y: Double)]) -> Double {
        var sum = 0.0
        for (index, point) in ring.enumerated() {
            let next = ring[(index + 1) % ring.count]
            sum +=
                (point.x - ring[0].x) * (next.y - ring[0].y)
                - (next.x - ring[0].x) * (point.y - ring[0].y)
        }
        return abs(sum) / 2
    }

    private mutating func removePatch() {
        guard let patch = pick(.inner) else { return }
        removed.insert(patch)
        let size = Self.planarArea(ring(patch))
        defects.append(
            SampleDefect(
                kind: "gap", rule: "DQ-T03", layer: source.name, features: [], planarArea: size))
    }

    private mutating func duplicatePatch() {
        guard let patch = pick(.inner) else { return }
        added.append((patch, [[ring(patch)]]))
        let copy = Int64(source.count + added.count)
        defects.append(
            SampleDefect(
                kind: "duplicatePolygon", rule: "DQ-T05", layer: source.name,
                features: [source.featureIDs[patch], copy],
                planarArea: Self.planarArea(ring(patch))))
    }

    /// Swaps two far vertices, so that the ring crosses itself.
    private mutating func tieBow() {
        guard let patch = pick(.inner) else { return }
        var points = ring(patch)
        points.swapAt(2, 2 + points.count / 2)
        shapes[patch] = [[points]]
        record("selfIntersection", "DQ-T01", [patch])
    }

    /// A new patch of ten by ten metres inside another one: an overlap of exactly that square.
    private mutating func overlapNeighbour() {
        guard let patch = pick(.inner) else { return }
        let cell = ground.firstCell[patch]
        let lattice = ground.lattice
        let at = lattice.centre(cell % lattice.columnCount, cell / lattice.columnCount)
        let middle = lattice.place(at.x, at.y)
        let square = [(-5.0, -5.0), (5, -5), (5, 5), (-5, 5)].map {
            (x: middle.x + $0.0, y: middle.y + $0.1)
        }
        added.append((patch, [[square]]))
        defects.append(
            SampleDefect(
                kind: "overlap", rule: "DQ-T02", layer: source.name,
                features: [source.featureIDs[patch], Int64(source.count + added.count)],
                planarArea: 100))
    }

    // MARK: The broken layer

    func layer() -> LandLayer {
        let kept = (0..<source.count).filter { !removed.contains($0) }
        var geometry = PolygonLayer()
        for patch in kept {
            if let shape = shapes[patch] {
                geometry.appendFeature(shape)
            } else {
                geometry.appendFeature(patch, of: source.geometry)
            }
        }
        for patch in added { geometry.appendFeature(patch.shape) }
        let rows = kept + added.map(\.copyOf)
        let identifiers =
            kept.map { source.featureIDs[$0] } + added.indices.map { Int64(source.count + $0 + 1) }
        return LandLayer(
            name: source.name, role: source.role, epsg: source.epsg, featureIDs: identifiers,
            geometry: geometry,
            columns: source.columns.map { column($0, rows: rows, copiesFrom: kept.count) })
    }

    private func column(
        _ column: AttributeColumn, rows: [Int], copiesFrom: Int
    ) -> AttributeColumn {
        if let values = texts[column.name] {
            return SurveyLayers.text(column.name, rows.map { values[$0] })
        }
        if let values = numbers[column.name] {
            return SurveyLayers.real(column.name, rows.map { values[$0] })
        }
        switch column.values {
        case .text:
            return SurveyLayers.text(column.name, rows.map { column.text($0) })
        case .integer(let numbers):
            return SurveyLayers.integer(column.name, rows.map { numbers[$0] })
        case .real(let numbers):
            return SurveyLayers.real(column.name, rows.map { numbers[$0] })
        }
    }
}
