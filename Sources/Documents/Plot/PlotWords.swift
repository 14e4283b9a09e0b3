import LandModel

/// The words of map sheets.
enum PlotWords {
    private static func label(_ zh: String, _ en: String) -> BilingualText {
        BilingualText(zh: zh, en: en)
    }

    static let legend = label("图　例", "Legend")
    static let north = label("北", "N")
    static let code = label("代码", "Code")
    static let area = label("面积（平方米）", "Area (m²)")
    static let share = label("占比", "Share")
    static let total = label("合计", "Total")
    static let datum = label("2000国家大地坐标系（CGCS2000）", "CGCS2000")
    static let maker = label("制图单位", "Made by")
    static let date = label("制图日期", "Date")
    static let source = label("数据", "Data")
    static let grid = label("方里网间隔", "Grid interval")

    static func projection(_ zone: PlotSheet.Zone) -> BilingualText {
        label(
            "高斯-克吕格投影　3°带　第\(zone.number)带　中央经线\(zone.centralMeridian)°E",
            "Gauss–Krüger, 3° zone \(zone.number), central meridian \(zone.centralMeridian)°E")
    }

    static func number(_ number: PlotSheet.Number) -> BilingualText {
        label(
            "第 \(number.number) 幅　共 \(number.count) 幅　（\(number.row)-\(number.column)）",
            "Sheet \(number.number) of \(number.count) (\(number.row)-\(number.column))")
    }
}
