public import LandModel

/// What the codes of the survey's fields mean, so that no reader needs the code table.
public enum FieldLabels {
    /// The words of a value; nil where the value is a name already or its code is unknown.
    ///
    /// - Parameters:
    ///   - field: the field under its standard name, such as `DLBM`.
    ///   - value: the value as the file has it.
    public static func label(_ field: String, _ value: String) -> BilingualText? {
        switch field.uppercased() {
        case "DLBM", "KCDLBM": landClass(value)
        case "PDJB", "GDPDJB": slopes[value]
        case "GDLX": cultivated[value.uppercased()]
        case "QSXZ": ownership(value)
        default: nil
        }
    }

    private static func landClass(_ code: String) -> BilingualText? {
        do {
            let found = try LandClass(code)
            return BilingualText(zh: found.chineseName, en: found.englishName)
        } catch {
            // A code the survey does not know stands for itself.
            return nil
        }
    }

    /// Slope classes 1 to 5 (坡度级别).
    private static let slopes: [String: BilingualText] = [
        "1": BilingualText(zh: "一级（≤2°）", en: "class 1 (up to 2°)"),
        "2": BilingualText(zh: "二级（2°—6°）", en: "class 2 (2° to 6°)"),
        "3": BilingualText(zh: "三级（6°—15°）", en: "class 3 (6° to 15°)"),
        "4": BilingualText(zh: "四级（15°—25°）", en: "class 4 (15° to 25°)"),
        "5": BilingualText(zh: "五级（＞25°）", en: "class 5 (over 25°)"),
    ]

    private static let cultivated: [String: BilingualText] = [
        "TT": BilingualText(zh: "梯田", en: "terrace"), "PD": BilingualText(zh: "坡地", en: "slope"),
    ]

    /// State or collective, by the first digit; the finer names of the code are not agreed among sources.
    private static func ownership(_ code: String) -> BilingualText? {
        switch code.first {
        case "1", "2": BilingualText(zh: "国有", en: "state-owned")
        case "3", "4": BilingualText(zh: "集体", en: "collective")
        default: nil
        }
    }
}
