public import LandModel

/// Land use by class before and after (土地利用结构表), in whole hundredths of a square metre.
public struct LandUseTable: Sendable, Hashable {
    /// One class.
    public struct Row: Sendable, Hashable {
        /// The class.
        public let landClass: LandClass
        /// Recorded area before.
        public var grossBefore = Area.zero
        /// Area after ridge deduction, before.
        public var netBefore = Area.zero
        /// Recorded area after.
        public var grossAfter = Area.zero
        /// Area after ridge deduction, after.
        public var netAfter = Area.zero
    }

    /// The classes that occur, by code.
    public let rows: [Row]

    /// Adds up the pieces.
    public init(_ pieces: [LandPiece]) {
        var table: [LandClass: Row] = [:]
        for piece in pieces {
            table[piece.before, default: Row(landClass: piece.before)].grossBefore += piece.gross
            table[piece.before, default: Row(landClass: piece.before)].netBefore += piece.netBefore
            table[piece.after, default: Row(landClass: piece.after)].grossAfter += piece.gross
            table[piece.after, default: Row(landClass: piece.after)].netAfter += piece.netAfter
        }
        rows = table.values.sorted { $0.landClass < $1.landClass }
    }

    /// The sum of the rows whose class meets the condition.
    public func sum(
        _ column: (Row) -> Area, where condition: (LandClass) -> Bool = { _ in true }
    ) -> Area {
        rows.reduce(.zero) { condition($1.landClass) ? $0 + column($1) : $0 }
    }

    /// Gross area by three-way class before and after (三大类), all three always present.
    public var threeWay: [(class: ThreeWayClass, before: Area, after: Area)] {
        ThreeWayClass.allCases.map { kind in
            (
                kind, sum({ $0.grossBefore }, where: { $0.threeWay == kind }),
                sum({ $0.grossAfter }, where: { $0.threeWay == kind })
            )
        }
    }

    /// Gross area by space before and after (三生空间), all three always present.
    public var threeSpaces: [(space: ThreeSpace, before: Area, after: Area)] {
        ThreeSpace.allCases.map { kind in
            (
                kind, sum({ $0.grossBefore }, where: { $0.space == kind }),
                sum({ $0.grossAfter }, where: { $0.space == kind })
            )
        }
    }

    /// Ridges deducted from cultivated land before and after (田坎, class 1203).
    public var ridges: (before: Area, after: Area) {
        (
            sum({ $0.grossBefore }) - sum({ $0.netBefore }),
            sum({ $0.grossAfter }) - sum({ $0.netAfter })
        )
    }
}
