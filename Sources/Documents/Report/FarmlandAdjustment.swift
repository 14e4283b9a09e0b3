public import LandModel

/// The adjustment of permanent basic farmland (永久基本农田调整).
public struct FarmlandAdjustment: Sendable {
    /// One line of the table.
    public struct Line: Sendable {
        /// The number of parcels; nil when it was not counted.
        public var parcels: Int?
        /// Their area.
        public var area: Area
        /// A remark; empty when there is none.
        public var remark: BilingualText

        /// Makes a line.
        public init(
            parcels: Int?, area: Area, remark: BilingualText = BilingualText(zh: "", en: "")
        ) {
            self.parcels = parcels
            self.area = area
            self.remark = remark
        }
    }

    /// Before the adjustment (调整前).
    public var before: Line
    /// Taken out (调出).
    public var takenOut: Line
    /// Put in (调入).
    public var putIn: Line
    /// A remark on the net increase; empty when there is none.
    public var netRemark: BilingualText

    /// Makes a table.
    public init(
        before: Line, takenOut: Line, putIn: Line,
        netRemark: BilingualText = BilingualText(zh: "", en: "")
    ) {
        self.before = before
        self.takenOut = takenOut
        self.putIn = putIn
        self.netRemark = netRemark
    }

    /// In minus out (净增).
    public var net: Area { putIn.area - takenOut.area }
    /// After the adjustment (调整后).
    public var after: Area { before.area + net }
}
