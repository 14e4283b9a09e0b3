import Journal
import LandModel
import Lifecycle
import Policy
import Store

extension LifeEvent {
    /// Reads an event from the record; nil when its type is none of a life's.
    ///
    /// - Throws: `PayloadFault` when a member is missing, unknown or unfit.
    init?(_ event: Event, vocabulary: Vocabulary) throws(PayloadFault) {
        var reader = try StrictPayload(event.type, event.payload)
        switch event.type {
        case "subjectListed": self = .listed(try LifeSubject(&reader))
        case "factsStated":
            let subject = try reader.text("of")
            self = .factsStated(of: subject, facts: try Self.facts(&reader, vocabulary))
        case "actSigned", "actDone", "actReturned": self = try Self.act(event.type, &reader)
        case "documentFiled": self = try Self.paper(&reader)
        case "postFilled":
            self = .postFilled(
                post: try reader.text("post"), office: try reader.optionalText("office") { $0 },
                of: try reader.optionalText("of") { $0 })
        case "clauseWaived":
            self = .waived(
                clause: try reader.text("clause"), of: try reader.text("of"),
                by: try reader.text("by"), reason: try reader.text("reason"))
        case "prohibitionAttested", "breachUpheld", "breachClosed":
            self = try Self.prohibition(event.type, &reader)
        case "accountOpened":
            self = .accountOpened(
                try reader.text("account"), of: try reader.optionalText("of") { $0 })
        default:
            guard let event = try Self.settled(event.type, &reader, vocabulary) else { return nil }
            self = event
        }
        try reader.finish()
    }

    private static func act(
        _ type: EventType, _ reader: inout StrictPayload
    ) throws(PayloadFault) -> LifeEvent {
        let (act, subject) = (try reader.text("act"), try reader.text("of"))
        switch type {
        case "actSigned": return .signed(act: act, of: subject, by: try reader.text("by"))
        case "actDone":
            return .done(
                act: act, of: subject, by: try reader.texts("by"),
                to: try reader.optionalTexts("to"))
        default:
            return .returned(
                act: act, of: subject, by: try reader.text("by"),
                reason: try reader.text("reason"))
        }
    }

    private static func paper(_ reader: inout StrictPayload) throws(PayloadFault) -> LifeEvent {
        let paper = LifePaper(
            document: try reader.text("document"), sections: try reader.texts("sections"),
            to: try reader.texts("to"), digest: try reader.text("digest"))
        return .filed(
            paper, of: try reader.optionalText("of") { $0 }, by: try reader.text("by"))
    }

    private static func prohibition(
        _ type: EventType, _ reader: inout StrictPayload
    ) throws(PayloadFault) -> LifeEvent {
        let (clause, subject, office) = (
            try reader.text("clause"), try reader.text("of"), try reader.text("by")
        )
        return switch type {
        case "prohibitionAttested": .attested(clause: clause, of: subject, by: office)
        case "breachUpheld": .breachUpheld(clause: clause, of: subject, by: office)
        default: .breachClosed(clause: clause, of: subject, by: office)
        }
    }

    static func facts(
        _ reader: inout StrictPayload, _ vocabulary: Vocabulary
    ) throws(PayloadFault) -> [String: Fact] {
        guard case .object(let members) = try reader.required("facts") else {
            throw reader.fault("facts", .unfit)
        }
        var facts: [String: Fact] = [:]
        for (name, value) in members {
            guard let definition = vocabulary.anyFact(name) else {
                throw reader.fault("facts.\(name)", .unexpected)
            }
            facts[name] = try Fact(try reader.inner(value, "facts.\(name)"), definition.type)
        }
        return facts
    }
}

extension LifeSubject {
    init(_ reader: inout StrictPayload) throws(PayloadFault) {
        self.init(
            entity: try reader.text("entity"), id: try reader.text("id"),
            name: try reader.text("name"), parent: try reader.optionalText("parent") { $0 },
            area: try reader.optionalText("area") { AdministrativeCode($0) })
    }
}

extension Fact {
    init(
        _ payload: consuming StrictPayload, _ type: ValueType
    ) throws(PayloadFault) {
        var reader = payload
        let given = try reader.required("value")
        guard let value = FactValue(recorded: given, type: type) else {
            throw reader.fault("value", .unfit)
        }
        let provenance = try reader.optionalText("provenance") { AreaProvenance(rawValue: $0) }
        var evidence: [Evidence] = []
        for item in try reader.list("evidence") {
            var inner = try reader.inner(item, "evidence")
            evidence.append(
                Evidence(
                    source: try inner.text("source"), digest: try inner.text("digest"),
                    note: try inner.text("note")))
            try inner.finish()
        }
        try reader.finish()
        self.init(value, provenance: provenance, evidence: evidence)
    }
}

extension FactValue {
    /// Reads what ``Policy/FactValue`` was written as, or what a person states: a text, a whole number,
    /// yes or no, a list of codes.
    init?(recorded value: CanonicalJSON, type: ValueType) {
        if type == .codes {
            guard let items = value.array else { return nil }
            let codes = items.compactMap(\.text)
            guard codes.count == items.count else { return nil }
            self = .codes(codes)
            return
        }
        let text: String
        switch value {
        case .text(let given): text = given
        case .integer(let number): text = String(number)
        case .bool(let truth): text = truth ? "true" : "false"
        default: return nil
        }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        if parts.count == 2, let over = Int128(parts[1]), over > 0, let above = Int128(parts[0]) {
            let number = Rational(above, over: over)
            switch type {
            case .ratio: self = .ratio(number)
            case .index: self = .index(number)
            case .grade: self = .grade(number)
            default: return nil
            }
            return
        }
        guard let known = FactValue(text, type: type) else { return nil }
        self = known
    }
}

extension StrictPayload {
    /// A member that is a list of texts; none when there is no such member.
    mutating func optionalTexts(_ name: String) throws(PayloadFault) -> [String] {
        guard let value = optional(name) else { return [] }
        let texts = (value.array ?? []).compactMap(\.text)
        guard texts.count == value.array?.count else { throw fault(name, .unfit) }
        return texts
    }

    /// A member that is a list of texts.
    mutating func texts(_ name: String) throws(PayloadFault) -> [String] {
        let items = try list(name)
        let texts = items.compactMap(\.text)
        guard texts.count == items.count else { throw fault(name, .unfit) }
        return texts
    }
}
