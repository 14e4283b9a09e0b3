public import LandModel

/// What the works on a parcel consist of (工程类型), as far as a clause forbids one of them.
public enum WorksKind: String, Sendable, CaseIterable, Hashable {
    /// 建筑: buildings and roads.
    case building
    /// 挖方: ground is dug away.
    case excavation
    /// 填方: ground is filled up.
    case fill
    /// 造景: artificial scenery.
    case scenery
    /// 其他: anything else.
    case other

    /// Reads the Chinese word or the English code; nil for anything else.
    public init?(word: String) {
        guard let kind = Self.allCases.first(where: { $0.rawValue == word || $0.name.zh == word })
        else { return nil }
        self = kind
    }

    /// The word in both languages.
    public var name: BilingualText {
        switch self {
        case .building: BilingualText(zh: "建筑", en: "building")
        case .excavation: BilingualText(zh: "挖方", en: "excavation")
        case .fill: BilingualText(zh: "填方", en: "fill")
        case .scenery: BilingualText(zh: "造景", en: "scenery")
        case .other: BilingualText(zh: "其他", en: "other")
        }
    }
}
