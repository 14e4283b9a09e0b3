/// Why a text is no value of the journal.
public enum JSONFault: Error, Equatable, Sendable {
    /// The bytes are not UTF-8.
    case encoding
    /// The text is not JSON (RFC 8259).
    case syntax
    /// Something follows the value.
    case trailing
    /// An object has two members of one name.
    case duplicateMember(String)
    /// A member's name breaks the rule of ``JournalName``.
    case memberName(String)
    /// A number has a fraction or an exponent.
    case notAnInteger
    /// A number is beyond ±(2^53 − 1), or is a zero with a minus sign.
    case integerRange
    /// An escape stands for half a character.
    case halfCharacter
    /// Arrays and objects are nested deeper than the limit.
    case depth(limit: Int)
    /// The text is longer than the limit.
    case size(limit: Int)
}
