public import LandModel

/// What a plan does to a parcel (整治类型).
public enum PlanAction: String, Sendable, CaseIterable, Hashable {
    /// 复垦: other land is made cultivated.
    case reclaim
    /// 提质改造: cultivated land is made better.
    case upgrade
    /// 旱改水: dry land is made paddy.
    case dryToPaddy
    /// 生态退耕: cultivated land is given back to nature.
    case withdraw
    /// 永农调出: land ceases to be permanent basic farmland.
    case pbfOut
    /// 永农补划: land becomes permanent basic farmland.
    case pbfIn
    /// 腾退: construction land is vacated.
    case vacate
    /// 建新: land is built on.
    case newConstruction

    /// Reads the Chinese word or the English code; nil for anything else.
    public init?(word: String) {
        guard let action = Self.allCases.first(where: { $0.rawValue == word || $0.name.zh == word })
        else { return nil }
        self = action
    }

    /// Whether the parcel changes the land itself; the others change only what is protected.
    public var changesLand: Bool { self != .pbfIn && self != .pbfOut }

    /// The word in both languages.
    public var name: BilingualText {
        switch self {
        case .reclaim: BilingualText(zh: "复垦", en: "reclaim")
        case .upgrade: BilingualText(zh: "提质改造", en: "upgrade")
        case .dryToPaddy: BilingualText(zh: "旱改水", en: "dry land to paddy")
        case .withdraw: BilingualText(zh: "生态退耕", en: "withdraw from cultivation")
        case .pbfOut: BilingualText(zh: "永农调出", en: "take out of basic farmland")
        case .pbfIn: BilingualText(zh: "永农补划", en: "add to basic farmland")
        case .vacate: BilingualText(zh: "腾退", en: "vacate")
        case .newConstruction: BilingualText(zh: "建新", en: "new construction")
        }
    }
}
