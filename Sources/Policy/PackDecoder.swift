import LandModel

/// Turns the nodes of a pack into a ``Pack`` and notes what is wrong with their form.
struct PackDecoder {
    private let source: PackSource
    private let vocabulary: Vocabulary
    private var head: FieldReader
    private(set) var problems: [PackProblem] = []

    init(_ source: PackSource, vocabulary: Vocabulary) {
        self.source = source
        self.vocabulary = vocabulary
        head = FieldReader(source.head, place: "pack.yaml")
    }

    /// The pack, to be used only when there is no problem.
    mutating func decode() -> Pack {
        let code = head.required("pack") ?? ""
        let status: PackStatus? = head.choice("status")
        let title = head.bilingual("title")
        if title == nil { head.report(.missingField("title")) }
        let basis = documents("basis")
        let inForce = inForce()
        let territory = head.value("territory")?["code"]?.text
        if territory == nil { head.report(.missingField("territory.code")) }
        let calendar = calendar()
        let offices = offices()
        let readings = readings()
        var types: [String: String] = [:]
        for pair in head.value("subprojectTypes")?.pairs ?? [] {
            types[pair.key] = pair.value.text ?? ""
        }
        let revision = head.integer("revision")
        if revision == nil { head.report(.missingField("revision")) }
        let sourceDocument = head.required("source") ?? ""
        let successor = head.text("successor")
        let lifecycle = lifecycle()
        let parameters = source.parameters.compactMap { parameter($0) }
        let clauses = source.clauses.compactMap { clause($0, pack: code) }
        problems = head.problems + problems
        return Pack(
            code: code, revision: revision ?? 0, digest: source.digest,
            sourceDocument: sourceDocument, title: title ?? BilingualText(zh: "", en: ""),
            isDraft: status == .draft, basis: basis, inForceFrom: inForce.from,
            inForceTo: inForce.to, isInForceAssumed: inForce.assumed, successor: successor,
            territory: territory ?? "", readings: readings, offices: offices,
            subprojectTypes: types, lifecycle: lifecycle, clauses: clauses,
            vocabulary: vocabulary, calendar: calendar,
            parameters: Dictionary(parameters.map { ($0.name, $0) }) { first, _ in first },
            parameterOrder: parameters,
            clauseIndex: Dictionary(zip(clauses.map(\.id), clauses.indices)) { first, _ in first },
            officeIndex: Dictionary(offices.map { ($0.id, $0) }) { first, _ in first },
            overriders: PackDecoder.overriders(of: clauses), source: source)
    }

    private enum PackStatus: String {
        case issued, draft
    }

    /// Whose holidays the pack counts by beside its own years.
    private enum HolidayTables: String {
        case national
    }

    private static func overriders(of clauses: [Clause]) -> [String: [Clause]] {
        var overriders: [String: [Clause]] = [:]
        for clause in clauses {
            for id in clause.overrides { overriders[id, default: []].append(clause) }
        }
        return overriders
    }

    // MARK: Head

    private mutating func documents(_ key: String) -> [Pack.BasisDocument] {
        guard let node = head.value(key) else {
            head.report(.missingField(key))
            return []
        }
        return node.items.map {
            Pack.BasisDocument(number: $0["number"]?.text ?? "", zh: $0["zh"]?.text ?? "")
        }
    }

    private mutating func inForce() -> (from: CalendarDay, to: CalendarDay?, assumed: Bool) {
        // A stand-in lets the checks go on; a pack with a problem is never handed out.
        let standIn = CalendarDay(daysSinceEpoch: 0)
        guard let node = head.value("inForce") else {
            head.report(.missingField("inForce"))
            return (standIn, nil, false)
        }
        var inner = FieldReader(node, place: "inForce")
        let from = inner.day("from")
        if from == nil { inner.report(.missingField("from")) }
        let to = inner.day("to")
        head.problems += inner.problems
        return (from ?? standIn, to, node["assumed"]?.truth ?? false)
    }

    private mutating func calendar() -> WorkingCalendar {
        guard let node = head.value("calendar") else {
            head.report(.missingField("calendar"))
            return WorkingCalendar(weekend: [5, 6], years: [:])
        }
        let week = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
        var inner = FieldReader(node, place: "calendar")
        var weekend: Set<Int> = []
        for name in inner.strings("weekend") {
            if let day = week.firstIndex(of: name) {
                weekend.insert(day)
            } else {
                inner.report(.unknownValue(field: "weekend", value: name))
            }
        }
        var years: [Int: WorkingCalendar.Year] = [:]
        let tables: HolidayTables? = node["holidays"] == nil ? nil : inner.choice("holidays")
        if tables == .national { years = vocabulary.holidays }
        for pair in inner.value("years")?.pairs ?? [] {
            var reader = FieldReader(pair.value, place: "calendar")
            if let own = reader.calendarYear(pair.key) { years[own.year] = own.days }
            inner.problems += reader.problems
        }
        head.problems += inner.problems
        return WorkingCalendar(weekend: weekend, years: years)
    }

    private mutating func offices() -> [Pack.Office] {
        guard let node = head.value("offices") else {
            head.report(.missingField("offices"))
            return []
        }
        return node.items.map { item in
            var inner = FieldReader(item, place: item["id"]?.text ?? "offices")
            defer { head.problems += inner.problems }
            return Pack.Office(
                id: inner.required("id") ?? "", zh: inner.required("zh") ?? "",
                level: inner.required("level") ?? "", posts: inner.strings("posts"),
                duties: inner.strings("duties"), partOf: inner.text("partOf"),
                isResolvedByType: inner.value("resolvedBy") != nil)
        }
    }

    private mutating func readings() -> [Reading] {
        (head.value("readings")?.items ?? []).map { item in
            var inner = FieldReader(item, place: item["id"]?.text ?? "readings")
            defer { head.problems += inner.problems }
            return Reading(id: inner.required("id") ?? "", text: inner.bilingual())
        }
    }

    // MARK: Lifecycle

    private mutating func lifecycle() -> Lifecycle {
        var file = FieldReader(source.lifecycle, place: "lifecycle.yaml")
        if file.value("tracks") == nil { file.report(.missingField("tracks")) }
        problems += file.problems
        var tracks: [Lifecycle.Track] = []
        for pair in file.value("tracks")?.pairs ?? [] {
            var inner = FieldReader(pair.value, place: pair.key)
            inner.allow(["subject", "stages", "acts", "zh", "en", "note"], owner: "track")
            let subject = inner.text("subject") ?? "project"
            let stages = (inner.value("stages")?.items ?? []).map { item in
                Lifecycle.Stage(id: item["id"]?.text ?? "", zh: item["zh"]?.text ?? "")
            }
            problems += inner.problems
            let acts = (inner.value("acts")?.items ?? []).map { act($0) }
            tracks.append(
                Lifecycle.Track(name: pair.key, subject: subject, stages: stages, acts: acts))
        }
        return Lifecycle(tracks: tracks)
    }

    private mutating func act(_ node: PackNode) -> Lifecycle.Act {
        var reader = FieldReader(node, place: node["id"]?.text ?? "?")
        reader.allow(
            ["id", "zh", "en", "from", "to", "by", "chain", "produces", "pins", "note"],
            owner: "act")
        let steps = (reader.value("chain")?.items ?? []).map { step($0) }
        let act = Lifecycle.Act(
            id: reader.required("id") ?? "", zh: reader.text("zh") ?? "",
            from: reader.strings("from"), to: reader.text("to"), by: reader.strings("by"),
            chain: steps, produces: reader.strings("produces"),
            isPinning: node["pins"]?.truth ?? false, line: node.line)
        problems += reader.problems
        return act
    }

    private mutating func step(_ node: PackNode) -> Lifecycle.Step {
        var reader = FieldReader(node, place: node["id"]?.text ?? "?")
        reader.allow(["id", "zh", "en", "step", "by", "note"], owner: "step")
        let kind: Lifecycle.Step.Kind? = reader.choice("step")
        let step = Lifecycle.Step(
            id: reader.required("id") ?? "", kind: kind ?? .review, by: reader.strings("by"),
            zh: reader.text("zh") ?? "")
        problems += reader.problems
        return step
    }

    // MARK: Parameters and clauses

    private mutating func parameter(_ node: PackNode) -> Parameter? {
        var reader = FieldReader(node, place: node["name"]?.text ?? "?")
        reader.allow(
            ["name", "zh", "en", "unit", "strength", "clause", "values", "note"],
            owner: "parameter")
        let name = reader.required("name")
        let zh = reader.required("zh") ?? ""
        let unit: ValueType? = reader.choice("unit")
        let strength: Strength? = reader.choice("strength")
        let clause = reader.required("clause") ?? ""
        if reader.value("values") == nil { reader.report(.missingField("values")) }
        var values: [Parameter.DatedValue] = []
        for item in reader.value("values")?.items ?? [] {
            var inner = FieldReader(item, place: reader.place)
            inner.allow(["from", "to", "value", "note"], owner: "value")
            let from = inner.day("from")
            if from == nil { inner.report(.missingField("from")) }
            let to = inner.day("to")
            if item["value"] == nil { inner.report(.missingField("value")) }
            let text = inner.text("value")
            let value = text.flatMap { text in
                unit.flatMap { Parameter.value(of: text, type: $0) }
            }
            if let text, value == nil, unit != nil {
                inner.report(.unknownValue(field: "value", value: text))
            }
            reader.problems += inner.problems
            guard let from else { continue }
            values.append(
                Parameter.DatedValue(from: from, to: to, value: value, text: text ?? "null"))
        }
        problems += reader.problems
        guard let name, let unit, let strength else { return nil }
        return Parameter(
            name: name, zh: zh, unit: unit, strength: strength, clause: clause, values: values,
            file: node.file, line: node.line)
    }

    private mutating func clause(_ node: PackNode, pack: String) -> Clause? {
        var decoder = ClauseDecoder(node, pack: pack)
        defer { problems += decoder.problems }
        return decoder.decode()
    }
}
