/// A name inside the journal: 1 to 128 ASCII letters, digits and the signs `. _ : / @ -`.
///
/// Names are compared byte by byte, by every program and at every place, so they hold nothing that
/// Unicode knows how to write in two ways. `Role` keeps names of different things apart.
public struct JournalName<Role>: Hashable, Comparable, Sendable, CustomStringConvertible,
    ExpressibleByStringLiteral
{
    /// The name.
    public let text: String

    /// Takes a name.
    ///
    /// - Throws: ``JournalError/unacceptableName(_:)`` when it is none.
    public init(_ text: String) throws(JournalError) {
        guard NameRule.accepts(text) else { throw .unacceptableName(text) }
        self.text = text
    }

    /// Takes a name that stands in the program's own text.
    public init(stringLiteral text: String) {
        precondition(NameRule.accepts(text.utf8), "no journal name: \(text)")
        self.text = text
    }

    /// Takes bytes that the caller has checked with ``NameRule``.
    init(checked bytes: ArraySlice<UInt8>) {
        text = String(decoding: bytes, as: UTF8.self)
    }

    /// The name.
    public var description: String { text }

    /// Whether the left name comes first in ASCII order.
    public static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}

/// The rule of names.
enum NameRule {
    static let longest = 128

    /// Whether a byte may stand in a name.
    static func accepts(byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "-")...UInt8(ascii: ":"), UInt8(ascii: "_"), UInt8(ascii: "@"):
            // `-` to `:` are - . / 0…9 :
            true
        default: false
        }
    }

    static func accepts(_ bytes: some Collection<UInt8>) -> Bool {
        (1...longest).contains(bytes.count) && bytes.allSatisfy(accepts(byte:))
    }

    static func accepts(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { accepts($0) }
    }
}

/// What a ``StreamID`` names.
public enum StreamRole {}
/// What an ``EventType`` names.
public enum EventTypeRole {}
/// What an ``IdempotencyKey`` names.
public enum KeyRole {}
/// What a ``PersonID`` names.
public enum PersonRole {}
/// What an ``OfficeID`` names.
public enum OfficeRole {}
/// What a ``JournalID`` names.
public enum JournalRole {}

/// A thing with a history of its own, such as `project/450205-2026-003`.
public typealias StreamID = JournalName<StreamRole>
/// What happened, as a past participle, such as `annualPlanApproved`.
public typealias EventType = JournalName<EventTypeRole>
/// The caller's name of one batch, by which a repetition is known.
public typealias IdempotencyKey = JournalName<KeyRole>
/// A person who acts.
public typealias PersonID = JournalName<PersonRole>
/// The office for which a person acts.
public typealias OfficeID = JournalName<OfficeRole>
/// The name of one journal, different for every journal.
public typealias JournalID = JournalName<JournalRole>
