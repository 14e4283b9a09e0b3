public import LandModel

/// The tasks of consolidation village by village (分村整治任务表).
public struct VillageTasks: Sendable {
    /// What one kind of task comes to in one village.
    public struct Amount: Sendable {
        /// The number of parcels.
        public var parcels: Int
        /// Their area.
        public var area: Area

        /// Makes an amount.
        public init(parcels: Int, area: Area) {
            self.parcels = parcels
            self.area = area
        }
    }

    /// One village.
    public struct Row: Sendable {
        /// The village.
        public var village: String
        /// Its tasks, one amount per kind of the table.
        public var amounts: [Amount]
        /// New cultivated land (新增耕地).
        public var newCultivated: Area
        /// Land newly built on (建新安置).
        public var newConstruction: Area

        /// Makes a row.
        public init(
            village: String, amounts: [Amount], newCultivated: Area, newConstruction: Area
        ) {
            self.village = village
            self.amounts = amounts
            self.newCultivated = newCultivated
            self.newConstruction = newConstruction
        }
    }

    /// The kinds of tasks, which head the columns.
    public let kinds: [BilingualText]
    /// The villages.
    public let rows: [Row]

    /// Makes a table; every row has one amount per kind.
    public init(kinds: [BilingualText], rows: [Row]) {
        precondition(rows.allSatisfy { $0.amounts.count == kinds.count }, "one amount per kind")
        self.kinds = kinds
        self.rows = rows
    }

    /// The sum of all villages.
    public var total: Row {
        let amounts = kinds.indices.map { kind in
            Amount(
                parcels: rows.reduce(0) { $0 + $1.amounts[kind].parcels },
                area: rows.reduce(.zero) { $0 + $1.amounts[kind].area })
        }
        return Row(
            village: LabelCatalogue.total.zh, amounts: amounts,
            newCultivated: rows.reduce(.zero) { $0 + $1.newCultivated },
            newConstruction: rows.reduce(.zero) { $0 + $1.newConstruction })
    }
}
