public import LandModel

/// The area that went from each land class to each other (地类转移矩阵).
public struct TransitionMatrix: Sendable {
    /// The classes, heading both rows (before) and columns (after).
    public let classes: [LandClass]
    /// The areas: a row per class before, a column per class after.
    public let cells: [[Area]]

    /// Makes a matrix; it must be square with one row and one column per class.
    public init(classes: [LandClass], cells: [[Area]]) {
        precondition(cells.count == classes.count, "one row per class")
        precondition(cells.allSatisfy { $0.count == classes.count }, "one column per class")
        self.classes = classes
        self.cells = cells
    }

    /// The sum of each row: what each class was before.
    public var rowTotals: [Area] { cells.map { $0.reduce(.zero, +) } }

    /// The sum of each column: what each class is after.
    public var columnTotals: [Area] {
        classes.indices.map { column in cells.reduce(Area.zero) { $0 + $1[column] } }
    }

    /// The classes that lost or gained ground, by their index.
    public var changedClasses: [Int] {
        classes.indices.filter { index in
            classes.indices.contains { other in
                other != index
                    && (cells[index][other] != .zero || cells[other][index] != .zero)
            }
        }
    }

    /// Every change that took place, by class before, then class after.
    public var changes: [(from: LandClass, to: LandClass, area: Area)] {
        classes.indices.flatMap { row in
            classes.indices.compactMap { column in
                row == column || cells[row][column] == .zero
                    ? nil : (classes[row], classes[column], cells[row][column])
            }
        }
    }
}
