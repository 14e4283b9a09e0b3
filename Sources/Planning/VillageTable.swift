public import LandModel

/// What the plan does in one village.
public struct VillageRow: Sendable, Hashable {
    /// Code of the village (12 digits).
    public let code: String
    /// Name of the village; the code when the survey has none.
    public let name: String
    /// Recorded area inside the consolidation area.
    public var gross = Area.zero
    /// Cultivated land before, net.
    public var cultivatedBefore = Area.zero
    /// Cultivated land after, net.
    public var cultivatedAfter = Area.zero
    /// Cultivated land that comes into being, net.
    public var newCultivated = Area.zero
    /// Cultivated land that is lost, net.
    public var lostCultivated = Area.zero
    /// Construction land that comes into being.
    public var newConstruction = Area.zero
    /// Construction land that is vacated.
    public var vacatedConstruction = Area.zero
    /// Parcels and recorded area by action; a parcel in two villages counts in both.
    public var actions: [PlanAction: ActionSum] = [:]

    /// Parcels and area of one action.
    public struct ActionSum: Sendable, Hashable {
        /// Parcels.
        public var parcels = 0
        /// Recorded area.
        public var gross = Area.zero
    }
}

/// The villages of the consolidation area (逐村表), by code.
public struct VillageTable: Sendable, Hashable {
    /// One row per village.
    public let rows: [VillageRow]

    init(_ pieces: [LandPiece], parcels: [PlanParcel], names: [String: String]) {
        var table: [String: VillageRow] = [:]
        var seen: [String: Set<Int>] = [:]
        for piece in pieces {
            var row =
                table[piece.village]
                ?? VillageRow(code: piece.village, name: names[piece.village] ?? piece.village)
            row.gross += piece.gross
            if piece.before.isCultivated { row.cultivatedBefore += piece.netBefore }
            if piece.after.isCultivated { row.cultivatedAfter += piece.netAfter }
            if piece.becomesCultivated { row.newCultivated += piece.netAfter }
            if piece.ceasesToBeCultivated { row.lostCultivated += piece.netBefore }
            if piece.becomesConstruction { row.newConstruction += piece.gross }
            if piece.ceasesToBeConstruction { row.vacatedConstruction += piece.gross }
            if let parcel = piece.parcel, let action = parcels[parcel].action {
                row.actions[action, default: .init()].gross += piece.gross
                if seen[piece.village, default: []].insert(parcel).inserted {
                    row.actions[action, default: .init()].parcels += 1
                }
            }
            table[piece.village] = row
        }
        rows = table.values.sorted { $0.code < $1.code }
    }
}
