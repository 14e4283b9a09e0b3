import LandModel

/// The hectares all tables of a report print, levelled once so that they agree with each other.
///
/// Where the transition matrix agrees with the table of land use, its cells are levelled together
/// and every other figure is a sum of them; otherwise each column is levelled for itself.
/// All figures are whole square metres, which is four decimals of a hectare.
struct HectareLedger {
    /// The cells of the transition matrix; empty when there is none.
    let cells: [[Int64]]
    /// Before and after by class code.
    let classes: [String: (before: Int64, after: Int64)]
    /// Before and after by space.
    let spaces: [ThreeSpace: (before: Int64, after: Int64)]

    init(_ tables: ReportTables) {
        let rows = tables.landUse
        var classes: [String: (before: Int64, after: Int64)] = [:]
        cells = Self.level(tables.transition)
        if let matrix = tables.transition, Self.agrees(matrix, with: rows) {
            for (index, landClass) in matrix.classes.enumerated() {
                classes[landClass.code] = (
                    cells[index].reduce(0, +), cells.reduce(0) { $0 + $1[index] }
                )
            }
        } else {
            let before = LevelledHectares.level(rows.map(\.before))
            let after = LevelledHectares.level(rows.map(\.after))
            for (index, row) in rows.enumerated() {
                classes[row.landClass.code] = (before[index], after[index])
            }
        }
        self.classes = classes
        spaces = Self.spaces(tables.spaces, rows, classes)
    }

    /// The figures of a class; none for one the tables do not hold.
    func units(_ landClass: LandClass) -> (before: Int64, after: Int64) {
        classes[landClass.code] ?? (0, 0)
    }

    private static func level(_ matrix: TransitionMatrix?) -> [[Int64]] {
        guard let matrix else { return [] }
        let flat = LevelledHectares.level(matrix.cells.flatMap { $0 })
        let width = matrix.classes.count
        return matrix.classes.indices.map { Array(flat[$0 * width..<($0 + 1) * width]) }
    }

    /// Whether the sums of the matrix are the rows of the table, to the hundredth.
    private static func agrees(_ matrix: TransitionMatrix, with rows: [LandUseChange]) -> Bool {
        let (before, after) = (matrix.rowTotals, matrix.columnTotals)
        let known = Dictionary(rows.map { ($0.landClass.code, $0) }) { first, _ in first }
        return known.count == matrix.classes.count
            && matrix.classes.indices.allSatisfy { index in
                guard let row = known[matrix.classes[index].code] else { return false }
                return row.before == before[index] && row.after == after[index]
            }
    }

    private static func spaces(
        _ changes: [SpaceChange], _ rows: [LandUseChange],
        _ classes: [String: (before: Int64, after: Int64)]
    ) -> [ThreeSpace: (before: Int64, after: Int64)] {
        var out: [ThreeSpace: (before: Int64, after: Int64)] = [:]
        let before = LevelledHectares.level(changes.map(\.before))
        let after = LevelledHectares.level(changes.map(\.after))
        let agree = changes.allSatisfy { change in
            let members = rows.filter { $0.landClass.space == change.space }
            return members.reduce(Area.zero) { $0 + $1.before } == change.before
                && members.reduce(Area.zero) { $0 + $1.after } == change.after
        }
        for (index, change) in changes.enumerated() {
            out[change.space] = (before[index], after[index])
            guard agree else { continue }
            let members = rows.filter { $0.landClass.space == change.space }
                .map { classes[$0.landClass.code] ?? (0, 0) }
            out[change.space] = (
                members.reduce(0) { $0 + $1.before }, members.reduce(0) { $0 + $1.after }
            )
        }
        return out
    }
}
