/// A statistical administrative code (行政区划代码) in the edition of a year.
///
/// 2 digits name a province, 4 a city, 6 a county, 9 a township, 12 a village; survey layers carry
/// 19 digits (village and 7 more). Codes change between years and sources disagree
/// (one township has three), so a code says which year's edition it belongs to.
public struct AdministrativeCode: Hashable, Sendable {
    /// The level a code names.
    public enum Level: Int, Sendable, CaseIterable {
        /// 2 digits, 省.
        case province = 2
        /// 4 digits, 市.
        case city = 4
        /// 6 digits, 县.
        case county = 6
        /// 9 digits, 乡镇.
        case township = 9
        /// 12 digits, 村.
        case village = 12
    }

    /// The digits, of the length of a level.
    public let digits: String
    /// The year of the code edition; nil when the source does not say.
    public let year: Int?

    /// Reads a code; nil when it is none.
    ///
    /// The last digits of a 19-digit survey code are dropped.
    public init?(_ text: some StringProtocol, year: Int? = nil) {
        guard text.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
        let kept = text.count == 19 ? String(text.prefix(12)) : String(text)
        guard Level(rawValue: kept.count) != nil else { return nil }
        digits = kept
        self.year = year
    }

    /// The level the code names.
    public var level: Level { Level(rawValue: digits.count) ?? .province }

    /// The code of the area at a higher level that contains this one; nil for a lower level.
    public func containing(_ level: Level) -> AdministrativeCode? {
        guard level.rawValue <= digits.count else { return nil }
        return AdministrativeCode(digits.prefix(level.rawValue), year: year)
    }

    /// Whether this area is the other one or contains it, by prefix.
    public func contains(_ other: AdministrativeCode) -> Bool {
        other.digits.hasPrefix(digits)
    }
}
