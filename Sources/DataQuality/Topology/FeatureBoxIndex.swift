import Geometry

/// The boxes of features sorted into square cells, to find the features near a place.
struct FeatureBoxIndex {
    private let boxes: [IntegerBox]
    private let extent: IntegerBox
    private let cell: Double
    private let columns: Int
    private var starts: [Int32] = []
    private var members: [Int32] = []

    init(_ shapes: GridShapes) {
        boxes = shapes.boxes
        var extent = IntegerBox.empty
        for box in boxes where !box.isEmpty {
            extent.extend(box.minX, box.minY)
            extent.extend(box.maxX, box.maxY)
        }
        self.extent = extent
        let width = extent.isEmpty ? 1 : Double(extent.maxX) - Double(extent.minX) + 1
        let height = extent.isEmpty ? 1 : Double(extent.maxY) - Double(extent.minY) + 1
        cell = max(1, (width * height / Double(max(1, boxes.count))).squareRoot())
        columns = Int(width / cell) + 1
        let rows = Int(height / cell) + 1
        var counts = [Int32](repeating: 0, count: columns * rows + 1)
        for box in boxes { forEachCell(of: box) { counts[$0 + 1] += 1 } }
        for slot in 1..<counts.count { counts[slot] += counts[slot - 1] }
        starts = counts
        var filled = [Int32](repeating: 0, count: Int(counts[counts.count - 1]))
        for index in boxes.indices {
            forEachCell(of: boxes[index]) {
                filled[Int(counts[$0])] = Int32(index)
                counts[$0] += 1
            }
        }
        members = filled
    }

    private func forEachCell(of box: IntegerBox, _ body: (Int) -> Void) {
        guard !box.isEmpty, !extent.isEmpty else { return }
        let left = max(0, column(Double(box.minX))),
            right = min(columns - 1, column(Double(box.maxX)))
        let rows = (starts.isEmpty ? Int.max : (starts.count - 1) / columns)
        let bottom = max(0, row(Double(box.minY))), top = min(rows - 1, row(Double(box.maxY)))
        guard left <= right, bottom <= top else { return }
        for row in bottom...top {
            for column in left...right { body(row * columns + column) }
        }
    }

    private func column(_ x: Double) -> Int {
        Int(((x - Double(extent.minX)) / cell).rounded(.down))
    }
    private func row(_ y: Double) -> Int { Int(((y - Double(extent.minY)) / cell).rounded(.down)) }

    /// The features whose boxes overlap a box by more than a border, ascending.
    func features(near box: IntegerBox) -> [Int] {
        var found: Set<Int> = []
        forEachCell(of: box) { slot in
            for index in Int(starts[slot])..<Int(starts[slot + 1]) {
                let feature = Int(members[index])
                if boxes[feature].overlaps(box) { found.insert(feature) }
            }
        }
        return found.sorted()
    }

    /// The features whose boxes hold a place, ascending.
    func features(atX x: Double, y: Double) -> [Int] {
        guard !extent.isEmpty, extent.contains(x, y) else { return [] }
        let slot = row(y) * columns + column(x)
        guard slot + 1 < starts.count else { return [] }
        return (Int(starts[slot])..<Int(starts[slot + 1])).map { Int(members[$0]) }
            .filter { boxes[$0].contains(x, y) }.sorted()
    }
}
