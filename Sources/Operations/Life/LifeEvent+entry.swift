import Journal
import LandModel
import Lifecycle
import Policy

extension LifeEvent {
    /// The type under which the event is on the record.
    var eventType: EventType {
        switch self {
        case .listed: "subjectListed"
        case .factsStated: "factsStated"
        case .signed: "actSigned"
        case .done: "actDone"
        case .returned: "actReturned"
        case .filed: "documentFiled"
        case .postFilled: "postFilled"
        case .waived: "clauseWaived"
        case .attested: "prohibitionAttested"
        case .breachUpheld: "breachUpheld"
        case .breachClosed: "breachClosed"
        case .accountOpened: "accountOpened"
        case .termSet: "termSet"
        case .layersStated: "layersStated"
        case .measured: "projectMeasured"
        case .packPinned: "packPinned"
        case .changeRequested: "changeRequested"
        case .changeProposed: "changeProposed"
        case .changeMeasured: "changeMeasured"
        case .changeDecided: "changeDecided"
        case .suspended: "lifeSuspended"
        case .resumed: "lifeResumed"
        case .corrected: "actCorrected"
        case .meeting(let event, _): event.eventType
        }
    }

    /// What is written about the event.
    var payload: CanonicalJSON {
        switch self {
        case .listed(let subject):
            .given([
                "entity": .text(subject.entity), "id": .text(subject.id),
                "name": .text(subject.name), "parent": subject.parent.map { .text($0) },
                "area": subject.area.map { .text($0.digits) },
            ])
        case .factsStated(let subject, let facts):
            [
                "of": .text(subject),
                "facts": .object(facts.mapValues(\.payload)),
            ]
        case .signed(let act, let subject, let office):
            ["act": .text(act), "of": .text(subject), "by": .text(office)]
        case .done(let act, let subject, let offices, let recipients):
            .given([
                "act": .text(act), "of": .text(subject), "by": .texts(offices),
                "to": recipients.isEmpty ? nil : .texts(recipients),
            ])
        case .returned(let act, let subject, let office, let reason):
            [
                "act": .text(act), "of": .text(subject), "by": .text(office),
                "reason": .text(reason),
            ]
        case .filed(let paper, let subject, let office):
            .given([
                "document": .text(paper.document), "sections": .texts(paper.sections),
                "to": .texts(paper.to), "digest": .text(paper.digest), "by": .text(office),
                "of": subject.map { .text($0) },
            ])
        case .postFilled(let post, let office, let subject):
            .given([
                "post": .text(post), "office": office.map { .text($0) },
                "of": subject.map { .text($0) },
            ])
        case .waived(let clause, let subject, let office, let reason):
            [
                "clause": .text(clause), "of": .text(subject), "by": .text(office),
                "reason": .text(reason),
            ]
        case .attested(let clause, let subject, let office),
            .breachUpheld(let clause, let subject, let office),
            .breachClosed(let clause, let subject, let office):
            ["clause": .text(clause), "of": .text(subject), "by": .text(office)]
        case .accountOpened(let account, let subject):
            .given(["account": .text(account), "of": subject.map { .text($0) }])
        case .meeting(let event, let subject): event.payload(of: subject)
        default: settledPayload
        }
    }
}

extension Fact {
    /// The value in the form in which it is stated, where it came from and how well it is known.
    var payload: CanonicalJSON {
        .given([
            "value": value.payload, "provenance": provenance.map { .text($0.rawValue) },
            "evidence": .array(
                evidence.map {
                    [
                        "source": .text($0.source), "digest": .text($0.digest),
                        "note": .text($0.note),
                    ]
                }),
        ])
    }
}

extension FactValue {
    /// The exact text by which `FactValue(_:type:)` reads the value again; lists of codes are lists.
    fileprivate var payload: CanonicalJSON {
        switch self {
        case .area(let area): .text(area.squareMetresText)
        case .money(let money): .text(Rational(Int128(money.fen), over: 100).decimal(2))
        case .ratio(let number), .index(let number), .grade(let number):
            .text("\(number)")
        case .count(let number), .year(let number): .text(String(number))
        case .bool(let truth): .text(truth ? "true" : "false")
        case .date(let day): .text(day.description)
        case .code(let code): .text(code)
        case .codes(let codes): .texts(codes)
        }
    }
}

extension CanonicalJSON {
    /// An object without the members that are nil.
    static func given(_ members: [String: CanonicalJSON?]) -> CanonicalJSON {
        .object(members.compactMapValues(\.self))
    }

    /// A list of texts in their order.
    static func texts(_ texts: [String]) -> CanonicalJSON {
        .array(texts.map(CanonicalJSON.text))
    }
}
