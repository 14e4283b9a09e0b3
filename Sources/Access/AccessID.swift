/// An identifier in the register or in the rules, of one kind of thing only.
///
/// 1 to 64 ASCII letters, digits, `-`, `_` and `.`. Nothing else, so that two identifiers that look
/// alike are alike, and none is mistaken for a path. The type parameter keeps an office's identifier
/// from being given where a person's is meant.
public struct AccessID<Subject>: Hashable, Sendable, Comparable, CustomStringConvertible,
    ExpressibleByStringLiteral
{
    /// The characters.
    public let text: String

    /// Reads an identifier; nil when the text is none.
    public init?(_ text: some StringProtocol) {
        guard AccessID.isValid(text) else { return nil }
        self.text = String(text)
    }

    /// An identifier written in the program; it must be valid.
    ///
    /// `Office.ID("x")` with a literal is this initialiser too; text from outside comes in a variable
    /// and is read, not trusted.
    public init(stringLiteral text: String) {
        precondition(AccessID.isValid(text), "not an identifier: \(text)")
        self.text = text
    }

    private static func isValid(_ text: some StringProtocol) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
                    UInt8(ascii: "."):
                    true
                default: false
                }
            }
    }

    /// Alphabetical by character code.
    public static func < (left: AccessID, right: AccessID) -> Bool { left.text < right.text }

    /// The characters.
    public var description: String { text }
}

/// What identifiers that have no value type in this module identify.
public enum AccessSubject {
    /// A kind of office, such as `countyNaturalResources`.
    public enum OfficeKind {}
    /// A post in an office, such as `liaison`.
    public enum Post {}
    /// A stage of a life cycle, such as `initiated`.
    public enum Stage {}
    /// A part played in an act, such as `review`.
    public enum Duty {}
    /// A project.
    public enum Project {}
}

/// A kind of office (机构类别), by the identifiers of the policy packs' office lists.
public typealias OfficeKind = AccessID<AccessSubject.OfficeKind>
/// A post in an office (职务), by the identifiers of the policy packs' office lists.
public typealias Post = AccessID<AccessSubject.Post>
/// A stage of a life cycle (阶段), by the identifiers of the policy packs' tracks.
public typealias Stage = AccessID<AccessSubject.Stage>
/// A part played in an act (职责), such as preparing or reviewing; separation rules name them.
public typealias Duty = AccessID<AccessSubject.Duty>
/// A project (项目); what a project is belongs to the life cycle.
public typealias ProjectID = AccessID<AccessSubject.Project>

extension Post {
    /// A post without a name of its own: ordinary staff (工作人员).
    public static var staff: Post { "staff" }
    /// The person who runs the installation (系统管理员).
    public static var administrator: Post { "administrator" }
}
