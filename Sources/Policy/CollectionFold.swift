import LandModel

/// Folds the items of a collection into one value of Kleene's logic.
///
/// `all` of nothing is true and `any` of nothing false; a part that is unknown makes sum, count,
/// min and max unknown, but a decisive part still decides `all` and `any`.
struct CollectionFold {
    private let aggregate: Expression.Aggregate
    private let collection: String
    private var sure: [EvaluatedValue] = []
    private var missing: Set<MissingItem> = []
    /// The unit of the items, or of the whole where the fold decides it.
    private(set) var unit: ValueType

    init(aggregate: Expression.Aggregate, collection: String) {
        self.aggregate = aggregate
        self.collection = collection
        unit = aggregate == .count ? .count : .bool
    }

    /// Takes the value of an item that belongs.
    mutating func take(_ value: EvaluatedValue, unit: ValueType) {
        if aggregate != .count { self.unit = unit }
        if case .unknown(let items) = value {
            missing.formUnion(items)
        } else {
            sure.append(value)
        }
    }

    /// Notes an item that may or may not belong.
    ///
    /// `all(where w : b)` means "not w, or b", so an item whose body is true needs no answer;
    /// likewise one whose body is false for `any`.
    mutating func doubt(_ items: Set<MissingItem>, body: EvaluatedValue?) {
        if aggregate == .all && body == .truth(true) { return }
        if aggregate == .any && body == .truth(false) { return }
        missing.formUnion(items)
    }

    /// The value of the whole.
    var value: EvaluatedValue {
        switch aggregate {
        case .all: return decide(by: false)
        case .any: return decide(by: true)
        case .count, .sum, .min, .max: break
        }
        if !missing.isEmpty { return .unknown(missing) }
        switch aggregate {
        case .count: return .number(Rational(sure.count))
        case .sum: return .number(sure.compactMap(\.number).reduce(.zero, +))
        case .all, .any, .min, .max: return extreme
        }
    }

    private func decide(by truth: Bool) -> EvaluatedValue {
        if sure.contains(.truth(truth)) { return .truth(truth) }
        return missing.isEmpty ? .truth(!truth) : .unknown(missing)
    }

    private var extreme: EvaluatedValue {
        let days = sure.compactMap { value in
            if case .date(let day) = value { day } else { nil }
        }
        if let day = aggregate == .min ? days.min() : days.max() { return .date(day) }
        let numbers = sure.compactMap(\.number)
        if let number = aggregate == .min ? numbers.min() : numbers.max() { return .number(number) }
        return .unknown([.collection(collection)])
    }
}
