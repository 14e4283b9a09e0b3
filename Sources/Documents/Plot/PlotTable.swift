public import LandModel

/// A table of areas beside a map: their sum is stated and exact (面积统计表).
public struct PlotTable: Sendable {
    /// An area of it.
    public struct Row: Sendable {
        /// The code; empty for none.
        public var code: String
        /// What it is called.
        public var name: BilingualText
        /// Its levelled area.
        public var area: Area

        /// Makes a row.
        public init(code: String = "", name: BilingualText, area: Area) {
            self.code = code
            self.name = name
            self.area = area
        }
    }

    /// What the table is called.
    public var title: BilingualText
    /// What a row stands for.
    public var head: BilingualText
    /// The rows, in order.
    public var rows: [Row]

    /// Makes a table.
    public init(title: BilingualText, head: BilingualText, rows: [Row]) {
        self.title = title
        self.head = head
        self.rows = rows
    }

    /// The sum of the rows.
    var total: Area { Area(hundredths: rows.reduce(0) { $0 + $1.area.hundredths }) }

    /// The table in at most so many rows: the smallest are taken together, so that the sum stays.
    func fitting(_ count: Int) -> PlotTable {
        guard rows.count > count, count > 0 else { return self }
        let bySize = rows.indices.sorted { rows[$0].area.hundredths > rows[$1].area.hundredths }
        let kept = bySize.prefix(count - 1).sorted()
        let rest = bySize.dropFirst(count - 1)
        let sum = rest.reduce(Int64(0)) { $0 + rows[$1].area.hundredths }
        var table = self
        table.rows = kept.map { rows[$0] }
        table.rows.append(
            Row(
                name: BilingualText(zh: "其余 \(rest.count) 项", en: "\(rest.count) others"),
                area: Area(hundredths: sum)))
        return table
    }
}
