public import Journal
import LandModel

/// Why an event of a known type cannot be understood.
///
/// Such an event is refused before it comes onto the record: a record that no program understands
/// would be there for good.
public struct PayloadFault: Error, Hashable, Sendable {
    /// What is wrong with the member.
    public enum Kind: Hashable, Sendable {
        /// The member is absent.
        case missing
        /// No such member is known.
        case unexpected
        /// The member's value is not one it may have.
        case unfit
        /// Events of the type belong into another stream.
        case stream
        /// It names a file that the vault does not hold.
        case absentFile
    }

    /// The type of the event.
    public let type: EventType
    /// The member, such as `territory.areas`.
    public let member: String
    /// What is wrong.
    public let kind: Kind

    /// Names a member and what is wrong with it.
    public init(type: EventType, member: String, kind: Kind) {
        self.type = type
        self.member = member
        self.kind = kind
    }

    var explanation: BilingualText {
        let place = BilingualText(
            zh: "事件 \(type) 的成员 \(member) ", en: "event \(type), member \(member): ")
        let words: BilingualText =
            switch kind {
            case .missing: BilingualText(zh: "缺失，请补填", en: "it is missing, add it")
            case .unexpected: BilingualText(zh: "不在规定之列，请删去", en: "it is not known, remove it")
            case .unfit: BilingualText(zh: "的值不合规定，请更正", en: "its value is not allowed, correct it")
            case .stream:
                BilingualText(zh: "不是该类事件应在的对象", en: "such events belong into another stream")
            case .absentFile:
                BilingualText(
                    zh: "所指文件不在附件库中，请先存入",
                    en: "the vault does not hold that file, store it first")
            }
        return BilingualText(zh: place.zh + words.zh, en: place.en + words.en)
    }
}
