import LandModel

/// Reads the fields of one mapping and notes everything wrong with them.
struct FieldReader {
    let node: PackNode
    let place: String
    var problems: [PackProblem] = []

    init(_ node: PackNode, place: String) {
        self.node = node
        self.place = place
        if case .map = node.content { return }
        report(.wrongShape(field: place, wanted: "{…}"))
    }

    mutating func report(_ fault: PackFault, at other: PackNode? = nil) {
        problems.append(PackProblem(fault, at: other ?? node, place: place))
    }

    /// Reports every key that is not in the list.
    mutating func allow(_ keys: [String], owner: String) {
        for pair in node.pairs where !keys.contains(pair.key) {
            report(.unknownField(owner: owner, field: pair.key), at: pair.value)
        }
    }

    /// The field unless it is absent or null.
    func value(_ key: String) -> PackNode? {
        guard let value = node[key], !value.isNull else { return nil }
        return value
    }

    /// A scalar; nil when absent.
    mutating func text(_ key: String) -> String? {
        guard let value = value(key) else { return nil }
        guard let text = value.text else {
            report(.wrongShape(field: key, wanted: "text"), at: value)
            return nil
        }
        return text
    }

    /// A scalar that must be there.
    mutating func required(_ key: String) -> String? {
        if value(key) == nil { report(.missingField(key)) }
        return text(key)
    }

    /// A whole number; nil when absent.
    mutating func integer(_ key: String) -> Int? {
        guard let text = text(key) else { return nil }
        guard let number = Int(text) else {
            report(.unknownValue(field: key, value: text))
            return nil
        }
        return number
    }

    /// A word of a fixed list, which must be there.
    mutating func choice<Choice: RawRepresentable<String>>(_ key: String) -> Choice? {
        guard let text = required(key) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            report(.unknownValue(field: key, value: text))
            return nil
        }
        return choice
    }

    /// A day; nil when absent.
    mutating func day(_ key: String) -> CalendarDay? {
        guard let text = text(key) else { return nil }
        guard let day = CalendarDay(text) else {
            report(.unknownValue(field: key, value: text))
            return nil
        }
        return day
    }

    /// A list of scalars; empty when absent.
    mutating func strings(_ key: String) -> [String] {
        guard let value = value(key) else { return [] }
        guard case .list(let items) = value.content, items.allSatisfy({ $0.text != nil }) else {
            report(.wrongShape(field: key, wanted: "[…]"), at: value)
            return []
        }
        return items.compactMap(\.text)
    }

    /// A list of days; empty when absent.
    mutating func days(_ key: String) -> [CalendarDay] {
        var days: [CalendarDay] = []
        for text in strings(key) {
            if let day = CalendarDay(text) {
                days.append(day)
            } else {
                report(.unknownValue(field: key, value: text))
            }
        }
        return days
    }

    /// The holidays and make-up workdays of a year, which is the key this mapping stands under; nil for a
    /// key that is no year or days of another one.
    mutating func calendarYear(_ key: String) -> (year: Int, days: WorkingCalendar.Year)? {
        let (holidays, workdays) = (days("holidays"), days("workdays"))
        guard let year = Int(key) else {
            report(.unknownValue(field: "years", value: key))
            return nil
        }
        if let stray = (holidays + workdays).first(where: { $0.year != year }) {
            report(.unknownValue(field: key, value: stray.description))
            return nil
        }
        return (year, WorkingCalendar.Year(holidays: Set(holidays), workdays: Set(workdays)))
    }

    /// The fields `zh` and `en` of this mapping.
    mutating func bilingual() -> BilingualText {
        let zh = required("zh") ?? ""
        return BilingualText(zh: zh, en: required("en") ?? "")
    }

    /// A mapping of `zh` and `en` under a key; nil when absent.
    mutating func bilingual(_ key: String) -> BilingualText? {
        guard let value = value(key) else { return nil }
        var inner = FieldReader(value, place: place)
        defer { problems += inner.problems }
        return inner.bilingual()
    }
}
