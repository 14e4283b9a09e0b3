public import Access

/// The account of a person of the register (账号): the right to sign in, and nothing else.
///
/// What the person may do is told by the register alone.
public struct Account: Sendable, Hashable {
    /// What may be done with an account.
    public enum State: String, Sendable, CaseIterable {
        /// The person may sign in.
        case active
        /// The person may sign in and must then set a new password before anything else.
        case mustChangePassword
        /// Closed for a while by the administrator.
        case locked
        /// Closed because the person has left.
        case disabled

        /// Whether the person may sign in.
        public var mayEnter: Bool { self == .active || self == .mustChangePassword }
    }

    /// The person.
    public let person: Person.ID
    /// The name the person signs in with, as it was written when the account was opened.
    public let name: String
    /// What may be done with the account.
    public let state: State
    /// When the account was opened.
    public let created: Int
    /// When the person last signed in; nil for never.
    public let lastSignIn: Int?
    /// When the password was set; nil when there is none.
    public let passwordSet: Int?
    /// Whether a second factor is set up.
    public let hasSecondFactor: Bool

    /// The form in which names are compared: compatibility form, lower case; nil for an unfit name.
    static func folded(_ name: String) -> String? {
        guard name.utf8.count <= 256 else { return nil }
        let plain = Secret(name).compatibilityForm.lowercased()
        let allowed: Set<Character> = [".", "_", "-", "@", "+", "'"]
        guard (1...64).contains(plain.count),
            plain.allSatisfy({ $0.isLetter || $0.isNumber || allowed.contains($0) })
        else { return nil }
        return plain
    }
}
