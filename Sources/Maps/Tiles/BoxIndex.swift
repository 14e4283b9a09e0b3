/// Finds the features whose boxes meet a window: boxes in groups, and groups in groups.
///
/// Features lie along a curve that keeps neighbours together, so that the boxes of groups are small.
struct BoxIndex: Sendable {
    private static let width = 16

    /// West, north, east, south of the features, then of each level of groups.
    private let levels: [[Int32]]
    private let boxes: Boxes

    /// Memory with the boxes of the features.
    ///
    /// Safety: read-only memory that the owner of this index keeps alive.
    private struct Boxes: @unchecked Sendable {
        let values: UnsafeBufferPointer<Int32>
    }

    /// Groups boxes, which must stay where they are.
    init(_ values: UnsafeBufferPointer<Int32>) {
        boxes = Boxes(values: values)
        var levels: [[Int32]] = []
        var level = Self.grouped(values)
        while level.count > 4 * Self.width {
            levels.append(level)
            level = level.withUnsafeBufferPointer(Self.grouped)
        }
        levels.append(level)
        self.levels = levels
    }

    private static func grouped(_ values: UnsafeBufferPointer<Int32>) -> [Int32] {
        var groups: [Int32] = []
        for start in stride(from: 0, to: values.count, by: 4 * width) {
            var (west, north, east, south) = (Int32.max, Int32.max, Int32.min, Int32.min)
            for box in stride(from: start, to: min(start + 4 * width, values.count), by: 4) {
                (west, north) = (min(west, values[box]), min(north, values[box + 1]))
                (east, south) = (max(east, values[box + 2]), max(south, values[box + 3]))
            }
            groups += [west, north, east, south]
        }
        return groups
    }

    /// The box around all features; nil when there is none.
    var box: (west: Int32, north: Int32, east: Int32, south: Int32)? {
        var (west, north, east, south) = (Int32.max, Int32.max, Int32.min, Int32.min)
        for values in levels.suffix(1) {
            for box in stride(from: 0, to: values.count, by: 4) {
                (west, north) = (min(west, values[box]), min(north, values[box + 1]))
                (east, south) = (max(east, values[box + 2]), max(south, values[box + 3]))
            }
        }
        return west <= east ? (west, north, east, south) : nil
    }

    /// The features that meet a window of the world grid, in their order.
    func features(
        in window: (west: Int64, north: Int64, east: Int64, south: Int64)
    ) -> [Int] {
        let west = Int32(clamping: window.west)
        let north = Int32(clamping: window.north)
        let east = Int32(clamping: window.east)
        let south = Int32(clamping: window.south)
        var found: [Int] = []
        func meets(_ values: UnsafeBufferPointer<Int32>, _ box: Int) -> Bool {
            values[box * 4] <= east && values[box * 4 + 2] >= west
                && values[box * 4 + 1] <= south && values[box * 4 + 3] >= north
        }
        func search(_ group: Int, _ level: Int) {
            let members = group * Self.width
            if level == 0 {
                for member in members..<min(members + Self.width, boxes.values.count / 4)
                where meets(boxes.values, member) { found.append(member) }
                return
            }
            levels[level - 1].withUnsafeBufferPointer { values in
                for member in members..<min(members + Self.width, values.count / 4)
                where meets(values, member) { search(member, level - 1) }
            }
        }
        let top = levels.count - 1
        levels[top].withUnsafeBufferPointer { values in
            for group in 0..<(values.count / 4) where meets(values, group) { search(group, top) }
        }
        return found
    }
}
