import LandModel

/// Turns the node of one clause into a ``Clause`` and notes what is wrong with its form.
struct ClauseDecoder {
    private var reader: FieldReader
    private let pack: String

    init(_ node: PackNode, pack: String) {
        reader = FieldReader(node, place: node["id"]?.text ?? "?")
        self.pack = pack
    }

    var problems: [PackProblem] { reader.problems }

    /// The clause; nil when id, kind or strength do not say what it is.
    mutating func decode() -> Clause? {
        let id = reader.required("id")
        let kind: ClauseKind? = reader.choice("kind")
        let strength: Strength? = reader.choice("strength")
        let title = reader.bilingual()
        let citation = citation()
        guard let id, let kind, let strength else { return nil }
        reader.allow(
            Clause.sharedFields + Clause.ownFields[kind, default: []],
            owner: "\(kind.rawValue)")
        return Clause(
            id: id, kind: kind, strength: strength, citation: citation, title: title,
            subject: reader.text("subject") ?? "project", actors: reader.strings("actor"),
            blocks: reader.strings("blocks"), documents: reader.strings("documents"),
            layers: reader.strings("layers"), shows: reader.strings("shows"),
            overrides: reader.strings("overrides"), note: reader.text("note"),
            applies: expression("applies"), from: reader.text("from"), due: due(),
            checks: checks(), require: expression("require"), forbid: expression("forbid"),
            waiver: waiver(), statedIn: reader.strings("statedIn"),
            remedy: reader.bilingual("remedy"), after: reader.strings("after"),
            approvedBy: approvals(), sections: reader.strings("sections"),
            to: reader.strings("to"), offices: reader.strings("offices"),
            posts: reader.strings("posts"), does: reader.strings("does"),
            act: reader.text("act"), accounts: reader.strings("accounts"),
            order: reader.strings("order"), attest: reader.text("attest"),
            options: reader.strings("options"), given: given(), node: reader.node)
    }

    private func given() -> Set<String> {
        Set(
            reader.node.pairs.filter { pair in
                switch pair.value.content {
                case .null: false
                case .scalar(let text, _): !text.isEmpty
                case .list(let items): !items.isEmpty
                case .map(let pairs): !pairs.isEmpty
                }
            }.map(\.key))
    }

    private mutating func citation() -> Citation {
        guard let node = reader.value("cite") else {
            reader.report(.missingField("cite"))
            return Citation(document: pack, clause: "", phrase: "")
        }
        var inner = FieldReader(node, place: reader.place)
        inner.allow(["clause", "phrase"], owner: "cite")
        let clause = inner.required("clause") ?? ""
        let phrase = inner.required("phrase") ?? ""
        if phrase.unicodeScalars.count > 20 { inner.report(.phraseTooLong) }
        reader.problems += inner.problems
        return Citation(document: pack, clause: clause, phrase: phrase)
    }

    private mutating func expression(_ key: String) -> Expression? {
        guard let text = reader.text(key) else { return nil }
        return parse(text, at: reader.value(key))
    }

    private mutating func parse(_ text: String, at node: PackNode?) -> Expression? {
        do {
            return try ExpressionParser.parse(text)
        } catch {
            reader.report(error.fault, at: node)
            return nil
        }
    }

    private mutating func checks() -> [Clause.Check] {
        var checks: [Clause.Check] = []
        for node in reader.value("checks")?.items ?? [] {
            var inner = FieldReader(node, place: reader.place)
            inner.allow(["measure"] + Bound.allCases.map(\.rawValue), owner: "check")
            let measure = inner.required("measure")
            let bounds = Bound.allCases.filter { inner.value($0.rawValue) != nil }
            if bounds.count != 1 { inner.report(.notOneBound) }
            let limit = bounds.first.flatMap { inner.text($0.rawValue) }
            reader.problems += inner.problems
            guard let measure, let limit, let bound = bounds.first else { continue }
            let left = parse(measure, at: node)
            let right = parse(limit, at: node)
            if let left, let right {
                checks.append(Clause.Check(measure: left, bound: bound, limit: right))
            }
        }
        return checks
    }

    private mutating func approvals() -> [Clause.Approval] {
        guard let node = reader.value("approvedBy") else { return [] }
        var inner = FieldReader(node, place: reader.place)
        defer { reader.problems += inner.problems }
        return node.pairs.map { Clause.Approval(act: $0.key, offices: inner.strings($0.key)) }
    }

    private mutating func waiver() -> Clause.WaiverRule? {
        guard let node = reader.value("waiver") else { return nil }
        var inner = FieldReader(node, place: reader.place)
        defer { reader.problems += inner.problems }
        inner.allow(["by", "documents"], owner: "waiver")
        return Clause.WaiverRule(by: inner.strings("by"), documents: inner.strings("documents"))
    }

    private mutating func due() -> TimeLimit? {
        guard let node = reader.value("due") else { return nil }
        var inner = FieldReader(node, place: reader.place)
        defer { reader.problems += inner.problems }
        inner.allow(
            ["yearly", "of", "every", "fixed", "window", "within", "after", "unfixed"],
            owner: "due")
        if let name = inner.text("yearly") {
            let of = inner.text("of")
            if let of, of != "next" { inner.report(.unknownValue(field: "of", value: of)) }
            return .yearly(name, ofPreviousYear: of == "next")
        }
        if inner.value("every") != nil {
            let span: TimeLimit.Span? = inner.choice("every")
            return span.map { .every($0) }
        }
        if let name = inner.text("fixed") { return .fixed(name) }
        if inner.value("window") != nil {
            let names = inner.strings("window")
            if names.count == 2 { return .window(names[0], names[1]) }
            inner.report(.wrongShape(field: "window", wanted: "[from, to]"))
            return nil
        }
        if let name = inner.text("within") {
            let act = inner.required("after")
            return act.map { .within(name, after: $0) }
        }
        if let word = inner.text("unfixed") { return .unfixed(word, after: inner.text("after")) }
        inner.report(.lacksEvidence(kind: .deadline, wanted: ["due"]))
        return nil
    }
}
