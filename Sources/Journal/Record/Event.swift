import LandModel

/// One thing that happened, on the record for good (事件).
///
/// Everything that ``EventOutline`` tells is told by the event itself: `event.stream`.
@dynamicMemberLookup
public struct Event: Sendable {
    /// What happened to what, when, by whom.
    public let outline: EventOutline
    /// What there is to say about it.
    public let payload: CanonicalJSON

    /// A part of the outline.
    public subscript<Part>(dynamicMember part: KeyPath<EventOutline, Part>) -> Part {
        outline[keyPath: part]
    }
}

extension CanonicalWriter {
    mutating func add(_ actor: ActingPerson) {
        add("{\"office\":")
        add(plain: actor.office.text)
        add(",\"person\":")
        add(plain: actor.person.text)
        add("}")
    }

    mutating func add(_ basis: [Citation]) {
        add("[")
        for (index, citation) in basis.enumerated() {
            add(index > 0 ? ",{\"clause\":" : "{\"clause\":")
            add(text: citation.clause)
            add(",\"document\":")
            add(text: citation.document)
            add(",\"phrase\":")
            add(text: citation.phrase)
            add("}")
        }
        add("]")
    }
}
