import LandModel

/// Words of a report about what lies behind it.
enum ReportWords {
    /// The year a layer's data are of, where it says so.
    static func edition(_ layer: LandLayer) -> BilingualText {
        for field in ["SJNF", "DTND"] where layer.count > 0 {
            if let year = layer.column(field)?.text(0), !year.isEmpty {
                return BilingualText(zh: "\(year) 年度", en: year)
            }
        }
        return BilingualText(zh: "—", en: "—")
    }
}
