public import LandModel

/// Which class becomes which (地类转移矩阵), in recorded areas.
public struct TransitionMatrix: Sendable, Hashable {
    /// One cell of the matrix that is not empty.
    public struct Cell: Sendable, Hashable {
        /// The class before.
        public let before: LandClass
        /// The class after.
        public let after: LandClass
        /// Recorded area.
        public let gross: Area
        /// Pieces of land.
        public let pieces: Int
    }

    /// The cells, by class before and after; unchanged land is on the diagonal.
    public let cells: [Cell]
    /// The classes that occur before or after, by code.
    public let classes: [LandClass]

    /// Adds up the pieces.
    public init(_ pieces: [LandPiece]) {
        struct Key: Hashable {
            let before: LandClass
            let after: LandClass
        }
        var sums: [Key: (gross: Area, pieces: Int)] = [:]
        for piece in pieces {
            let key = Key(before: piece.before, after: piece.after)
            sums[key, default: (.zero, 0)].gross += piece.gross
            sums[key, default: (.zero, 0)].pieces += 1
        }
        cells = sums.map {
            Cell(before: $0.before, after: $0.after, gross: $1.gross, pieces: $1.pieces)
        }
        .sorted { ($0.before, $0.after) < ($1.before, $1.after) }
        classes = Set(cells.map(\.before) + cells.map(\.after)).sorted()
    }

    /// The area that goes from one class to another; zero when none does.
    public subscript(before: LandClass, after: LandClass) -> Area {
        cells.first { $0.before == before && $0.after == after }?.gross ?? .zero
    }

    /// Everything that was of the class before.
    public func total(before: LandClass) -> Area {
        cells.reduce(.zero) { $1.before == before ? $0 + $1.gross : $0 }
    }

    /// Everything that is of the class after.
    public func total(after: LandClass) -> Area {
        cells.reduce(.zero) { $1.after == after ? $0 + $1.gross : $0 }
    }
}
