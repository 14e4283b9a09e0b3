public import LandModel

/// Where the values of a field come from, so that a form can offer them by name (填报项的取值来源).
public enum InputSource: Hashable, Sendable {
    /// Whatever the person types.
    case typed
    /// Some words, each with its official wording.
    case words([InputWord])
    /// What stands in the register.
    case register(RegisterList)
    /// What the installation has.
    case home(HomeList)
    /// What the pack of the subject names.
    case pack(PackList)
    /// What the record of the subject holds.
    case record(RecordList)

    /// What stands in the register.
    public enum RegisterList: String, Hashable, Sendable {
        case people, offices, officeKinds, posts, appointments, ownAppointments, delegations, areas
    }

    /// What the installation has.
    public enum HomeList: String, Hashable, Sendable {
        case datasets, packs, acts
    }

    /// What the pack of the subject names.
    public enum PackList: String, Hashable, Sendable {
        case documents, entities, layers, accounts, posts, offices, subprojectTypes, facts
        case inPrincipleClauses, prohibitions, attestedProhibitions, timedClauses
    }

    /// What the record of the subject holds.
    public enum RecordList: String, Hashable, Sendable {
        case itself, actsUnderWay, actsDone, openBreaches, topics, resolutions
    }
}

/// A word a field takes and how offices say it.
public struct InputWord: Hashable, Sendable {
    /// The word as inputs have it.
    public let value: String
    /// The official wording.
    public let title: BilingualText

    init(_ value: String, _ zh: String, _ en: String) {
        self.value = value
        title = BilingualText(zh: zh, en: en)
    }
}

extension InputField {
    /// The same field, whose values come from somewhere.
    func from(_ source: InputSource) -> InputField {
        InputField(
            outline.name, outline.title, kind: outline.kind, isRequired: outline.isRequired,
            help: outline.help, source: source, read: read)
    }

    /// The same field, whose words have an official wording.
    func worded(_ words: InputWord...) -> InputField { from(.words(words)) }
}
