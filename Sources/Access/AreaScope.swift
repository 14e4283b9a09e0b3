public import LandModel

/// A level of the administration, from the nation to the village.
public enum AreaLevel: Int, Sendable, CaseIterable, Comparable {
    /// 国家.
    case nation
    /// 省、自治区.
    case province
    /// 市.
    case city
    /// 县、区.
    case county
    /// 乡镇、街道.
    case township
    /// 村.
    case village

    /// Whether the left level is the higher one.
    public static func < (left: AreaLevel, right: AreaLevel) -> Bool {
        left.rawValue < right.rawValue
    }

    init(_ level: AdministrativeCode.Level) {
        switch level {
        case .province: self = .province
        case .city: self = .city
        case .county: self = .county
        case .township: self = .township
        case .village: self = .village
        }
    }
}

/// A part of the country named by administrative codes (行政区域范围).
///
/// An area reaches what its code is a prefix of. Several codes are needed where the administration
/// does not follow them: the committee of a new district (新区管委会) governs townships that the
/// codes place under a county. Editions of codes are not told apart: who may act does not depend on
/// the year of the code book.
public enum AreaScope: Hashable, Sendable {
    /// The whole country.
    case nation
    /// These areas and all within them; none when empty.
    case areas(Set<AdministrativeCode>)

    /// One area and all within it.
    public static func area(_ code: AdministrativeCode) -> AreaScope { .areas([code]) }

    /// Whether it names no area at all.
    public var isEmpty: Bool {
        if case .areas(let codes) = self { codes.isEmpty } else { false }
    }

    /// Whether an area lies within it.
    public func contains(_ area: AdministrativeCode) -> Bool {
        switch self {
        case .nation: true
        case .areas(let codes): codes.contains { $0.contains(area) }
        }
    }

    /// Whether the other lies within it.
    ///
    /// Code by code: all counties of a city together do not count as the city, because a code list
    /// cannot tell whether they are all.
    public func contains(_ other: AreaScope) -> Bool {
        switch (self, other) {
        case (.nation, _): true
        case (.areas, .nation): false
        case (.areas, .areas(let codes)): codes.allSatisfy { contains($0) }
        }
    }

    /// The levels of the areas it names, highest first.
    public var levels: [AreaLevel] {
        switch self {
        case .nation: [.nation]
        case .areas(let codes): Set(codes.map { AreaLevel($0.level) }).sorted()
        }
    }

    /// The codes in ascending order; empty for the nation.
    public var codes: [String] {
        switch self {
        case .nation: []
        case .areas(let codes): Set(codes.map(\.digits)).sorted()
        }
    }
}
