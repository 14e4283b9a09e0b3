import LandModel

/// Turns the nodes of `vocabulary.yaml` into a ``Vocabulary``.
struct VocabularyDecoder {
    private var reader: FieldReader

    init(root: PackNode) {
        reader = FieldReader(root, place: "")
    }

    var problems: [PackProblem] { reader.problems }

    mutating func decode() -> Vocabulary {
        let messages = reader.node["messages"] ?? reader.node
        let bound = messages["bound"]
        var bounds: [Bound: BilingualText] = [:]
        for key in Bound.allCases {
            bounds[key] = BilingualText(
                zh: bound?["zh"]?[key.rawValue]?.text ?? key.rawValue,
                en: bound?["en"]?[key.rawValue]?.text ?? key.rawValue)
        }
        var texts: [String: BilingualText] = [:]
        for pair in messages.pairs where pair.key != "bound" {
            texts[pair.key] = bilingual(pair.value, place: pair.key)
        }
        for key in ["cite"] + FindingStatus.allCases.map(\.rawValue) where texts[key] == nil {
            reader.report(.missingField("messages.\(key)"))
        }
        var remedies: [ClauseKind: BilingualText] = [:]
        for kind in ClauseKind.allCases {
            let node = reader.node["remedies"]?[kind.rawValue]
            if let node {
                remedies[kind] = bilingual(node, place: kind.rawValue)
            } else {
                reader.report(.missingField("remedies.\(kind.rawValue)"))
            }
        }
        let holidays = self.holidays()
        return Vocabulary(
            version: reader.integer("version") ?? 0, later: later(), codes: codes(),
            layers: reader.strings("layers"), entities: entities(), facts: facts(),
            documents: names("documents"), terms: names("terms"), remedies: remedies,
            messages: texts, bounds: bounds, holidays: holidays.mapValues(\.days),
            holidayNotices: holidays.mapValues(\.notices))
    }

    private mutating func bilingual(_ node: PackNode, place: String) -> BilingualText {
        var inner = FieldReader(node, place: place)
        defer { reader.problems += inner.problems }
        return inner.bilingual()
    }

    /// What parts of the program to come will keep; a vocabulary of an older version has none.
    private mutating func later() -> [LaterPart: Vocabulary.Later] {
        var later: [LaterPart: Vocabulary.Later] = [:]
        for pair in reader.node["later"]?.pairs ?? [] {
            guard let part = LaterPart(rawValue: pair.key) else {
                reader.report(.unknownValue(field: "later", value: pair.key), at: pair.value)
                continue
            }
            var inner = FieldReader(pair.value, place: "later.\(pair.key)")
            inner.allow(["zh", "en", "facts", "acts", "documents"], owner: "later")
            let names = ["facts", "acts", "documents"].flatMap { inner.strings($0) }
            later[part] = Vocabulary.Later(reason: inner.bilingual(), names: Set(names))
            reader.problems += inner.problems
        }
        return later
    }

    private mutating func codes() -> [String: [String]] {
        var codes: [String: [String]] = [:]
        for pair in reader.node["codes"]?.pairs ?? [] {
            codes[pair.key] = pair.value.items.compactMap(\.text)
        }
        return codes
    }

    private mutating func entities() -> [Vocabulary.Entity] {
        (reader.node["entities"]?.pairs ?? []).map { pair in
            Vocabulary.Entity(
                name: pair.key, zh: pair.value["zh"]?.text ?? pair.key,
                within: pair.value["within"]?.text, collection: pair.value["all"]?.text)
        }
    }

    /// Days and notices by year; a vocabulary published before there were any has none.
    private mutating func holidays() -> [Int: (days: WorkingCalendar.Year, notices: [String])] {
        var years: [Int: (days: WorkingCalendar.Year, notices: [String])] = [:]
        for pair in reader.node["holidays"]?.pairs ?? [] {
            var inner = FieldReader(pair.value, place: "holidays.\(pair.key)")
            let days = inner.calendarYear(pair.key)
            let notices = inner.strings("notices")
            if notices.isEmpty { inner.report(.missingField("notices")) }
            if let days { years[days.year] = (days.days, notices) }
            reader.problems += inner.problems
        }
        return years
    }

    private func names(_ key: String) -> [String: String] {
        var names: [String: String] = [:]
        for pair in reader.node[key]?.pairs ?? [] {
            names[pair.key] = pair.value.text ?? pair.key
        }
        return names
    }

    private mutating func facts() -> [String: [String: Vocabulary.FactDefinition]] {
        var facts: [String: [String: Vocabulary.FactDefinition]] = [:]
        for entity in reader.node["facts"]?.pairs ?? [] {
            for pair in entity.value.pairs {
                var inner = FieldReader(pair.value, place: "\(entity.key).\(pair.key)")
                let type: ValueType? = inner.choice("t")
                let origin: Vocabulary.Origin? = inner.choice("o")
                let zh = inner.required("zh")
                let definition = inner.required("d")
                let codeList = inner.text("of")
                reader.problems += inner.problems
                guard let type, let origin else { continue }
                facts[entity.key, default: [:]][pair.key] = Vocabulary.FactDefinition(
                    name: pair.key, entity: entity.key, type: type, codeList: codeList,
                    origin: origin, zh: zh ?? pair.key, definition: definition ?? "")
            }
        }
        return facts
    }
}
