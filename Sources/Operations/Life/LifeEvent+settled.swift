import Journal
import LandModel
import Lifecycle
import Policy
import Store

/// How events about what is settled are written and read: measurements, terms, changes, suspensions and
/// corrections.
extension LifeEvent {
    /// What is written about an event of this group.
    var settledPayload: CanonicalJSON {
        switch self {
        case .termSet(let term, let subject):
            [
                "of": .text(subject), "act": .text(term.act), "by": .text(term.by),
                "until": .text(term.until.description), "reason": .text(term.reason),
                "awaited": .texts(term.awaited),
            ]
        case .layersStated(let subject, let occasion, let layers):
            [
                "of": .text(subject), "occasion": .text(occasion.rawValue),
                "layers": .texts(layers),
            ]
        case .measured(let measurement), .changeMeasured(let measurement): measurement.payload
        case .packPinned(let pin, let subject):
            .given([
                "of": .text(subject), "pack": pin.map { .text($0.code) },
                "revision": pin.map { .integer($0.revision) },
                "digest": pin.map { .text($0.digest) },
            ])
        case .changeProposed(let subject, let facts):
            ["of": .text(subject), "facts": .object(facts.mapValues(\.payload))]
        case .changeDecided(let subject, let isApproved, let office, let reason):
            [
                "of": .text(subject), "approved": .bool(isApproved), "by": .text(office),
                "reason": .text(reason),
            ]
        case .changeRequested(let subject, let office, let reason),
            .suspended(let subject, let office, let reason),
            .resumed(let subject, let office, let reason):
            ["of": .text(subject), "by": .text(office), "reason": .text(reason)]
        case .corrected(let act, let subject, let office, let reason):
            [
                "act": .text(act), "of": .text(subject), "by": .text(office),
                "reason": .text(reason),
            ]
        default: preconditionFailure("\(eventType) is written elsewhere")
        }
    }

    /// Reads an event of this group; nil when its type is none of them.
    static func settled(
        _ type: EventType, _ reader: inout StrictPayload, _ vocabulary: Vocabulary
    ) throws(PayloadFault) -> LifeEvent? {
        switch type {
        case "projectMeasured": return .measured(try LifeMeasurement(&reader, vocabulary))
        case "changeMeasured": return .changeMeasured(try LifeMeasurement(&reader, vocabulary))
        case "topicProposed", "officeAttended", "opinionGiven", "minutesCountersigned",
            "matterResolved", "resolutionDone":
            return try MeetingEvent.event(type, &reader)
        case "termSet", "layersStated", "packPinned", "changeProposed", "changeDecided",
            "changeRequested", "lifeSuspended", "lifeResumed", "actCorrected":
            return try change(type, of: try reader.text("of"), &reader, vocabulary)
        default: return nil
        }
    }

    private static func change(
        _ type: EventType, of subject: String, _ reader: inout StrictPayload,
        _ vocabulary: Vocabulary
    ) throws(PayloadFault) -> LifeEvent {
        switch type {
        case "layersStated":
            return .layersStated(
                of: subject, occasion: try reader.text("occasion") { Occasion(rawValue: $0) },
                layers: try reader.texts("layers"))
        case "packPinned":
            guard let code = try reader.optionalText("pack", { $0 }) else {
                return .packPinned(nil, of: subject)
            }
            return .packPinned(
                PackPin(
                    code: code, revision: try reader.integer("revision"),
                    digest: try reader.text("digest")), of: subject)
        case "changeProposed":
            return .changeProposed(of: subject, facts: try facts(&reader, vocabulary))
        default: break
        }
        let (office, reason) = (try reader.text("by"), try reader.text("reason"))
        switch type {
        case "termSet":
            return .termSet(
                LifeTerm(
                    act: try reader.text("act"), by: office, until: try reader.day("until"),
                    reason: reason, awaited: try reader.texts("awaited")), of: subject)
        case "changeDecided":
            return .changeDecided(
                of: subject, approved: try reader.bool("approved"), by: office, reason: reason)
        case "changeRequested":
            return .changeRequested(of: subject, by: office, reason: reason)
        case "lifeSuspended": return .suspended(of: subject, by: office, reason: reason)
        case "lifeResumed": return .resumed(of: subject, by: office, reason: reason)
        default:
            return .corrected(
                act: try reader.text("act"), of: subject, by: office, reason: reason)
        }
    }
}

extension LifeMeasurement {
    /// What is written about a measurement.
    fileprivate var payload: CanonicalJSON {
        [
            "of": .text(project), "occasion": .text(occasion.rawValue), "layers": .texts(layers),
            "survey": .text(survey), "plan": .text(plan),
            "items": .array(
                items.map { item in
                    [
                        "subject": LifeEvent.listed(item.subject).payload,
                        "facts": .object(item.facts.mapValues(\.payload)),
                    ]
                }),
        ]
    }

    fileprivate init(
        _ reader: inout StrictPayload, _ vocabulary: Vocabulary
    ) throws(PayloadFault) {
        let project = try reader.text("of")
        let occasion = try reader.text("occasion") { Occasion(rawValue: $0) }
        let layers = try reader.texts("layers")
        let (survey, plan) = (try reader.text("survey"), try reader.text("plan"))
        var items: [Item] = []
        for value in try reader.list("items") {
            var item = try reader.inner(value, "items")
            var inner = try item.object("subject")
            let subject = try LifeSubject(&inner)
            try inner.finish()
            items.append(Item(subject, try LifeEvent.facts(&item, vocabulary)))
            try item.finish()
        }
        self.init(
            project: project, occasion: occasion, layers: layers, survey: survey, plan: plan,
            items: items)
    }
}
