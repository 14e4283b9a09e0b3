import LandModel
import Policy

extension ValueType {
    /// How a value of the type is written (填写格式).
    var form: BilingualText {
        switch self {
        case .area: BilingualText(zh: "平方米数，如 1234.56", en: "square metres, such as 1234.56")
        case .money: BilingualText(zh: "元数，如 12000.00", en: "yuan, such as 12000.00")
        case .bool: BilingualText(zh: "“是”或“否”", en: "“yes” or “no”")
        case .date: BilingualText(zh: "日期，如 2026-06-18", en: "a day, such as 2026-06-18")
        case .year: BilingualText(zh: "年份，如 2026", en: "a year, such as 2026")
        case .code, .codes: BilingualText(zh: "列表中的一项", en: "one of the list")
        case .ratio: BilingualText(zh: "比例，如 0.25 或 1/4", en: "a ratio, such as 0.25 or 1/4")
        case .count: BilingualText(zh: "整数", en: "a whole number")
        case .days: BilingualText(zh: "天数", en: "a number of days")
        case .index, .grade: BilingualText(zh: "数值", en: "a number")
        case .monthDay: BilingualText(zh: "月日，如 06-18", en: "month and day, such as 06-18")
        case .period: BilingualText(zh: "起止日期", en: "a period")
        }
    }
}
