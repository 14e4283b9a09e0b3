public import Policy

/// A change of an approved plan that was requested and is not decided (变更申请).
///
/// What is proposed is kept apart from what is in force until the change is approved.
public struct LifeChange: Hashable, Sendable {
    /// The office that requested it.
    public let by: String
    /// Why.
    public let reason: String
    /// The facts proposed, by subject and name.
    public internal(set) var facts: [String: [String: Fact]] = [:]
    /// The plan proposed, measured; nil when only facts change.
    public internal(set) var measurement: LifeMeasurement?

    /// Whether nothing is proposed yet.
    public var isEmpty: Bool { facts.isEmpty && measurement == nil }
}

/// The revision of a pack that an approved project stays under (规则包锁定).
public struct PackPin: Hashable, Sendable {
    /// The code.
    public let code: String
    /// The revision.
    public let revision: Int
    /// The digest of its content, lower-case hex.
    public let digest: String

    /// Names a revision.
    public init(code: String, revision: Int, digest: String) {
        self.code = code
        self.revision = revision
        self.digest = digest
    }
}
