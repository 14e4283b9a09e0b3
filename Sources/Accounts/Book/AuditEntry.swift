public import Access

/// An entry of the audit (安全审计): something that matters to who may enter, and when.
///
/// It holds no password, code, key or token, and no name that no account has: people type their
/// password there.
public struct AuditEntry: Sendable, Hashable, Identifiable {
    /// What happened.
    public enum Event: String, Sendable, CaseIterable {
        /// A person signed in.
        case signedIn
        /// A sign-in failed.
        case signInFailed
        /// Wrong attempts began to be delayed.
        case attemptsDelayed
        /// The password was right and the second factor was not.
        case secondFactorFailed
        /// A person signed out.
        case signedOut
        /// Sessions were ended from elsewhere.
        case sessionsEnded
        /// An account was opened.
        case accountOpened
        /// The state of an account was changed.
        case stateChanged
        /// The sign-in name was changed.
        case nameChanged
        /// A person changed the own password.
        case passwordChanged
        /// The administrator set a password.
        case passwordReset
        /// A second factor was set up.
        case secondFactorEnrolled
        /// A second factor was taken away.
        case secondFactorRemoved
        /// A recovery code was used in place of the second factor.
        case recoveryCodeUsed
        /// Recovery codes were made anew.
        case recoveryCodesRenewed
        /// A token was issued.
        case tokenIssued
        /// A token was revoked.
        case tokenRevoked
        /// A one-time code for the first run was made.
        case setupCodeIssued
        /// A wrong code for the first run was given.
        case setupFailed
        /// The first account was opened.
        case setUp
        /// An identity at the sign-in service was linked.
        case identityLinked
        /// An identity at the sign-in service was unlinked.
        case identityUnlinked
        /// What the sign-in service answered was refused.
        case openIDRefused
        /// Data were taken away as a file.
        case exported
        /// The accounts were restored from a backup, and every session was ended.
        case restored

        /// Whether it is a failed attempt, of which strangers can make as many as they like.
        public var isFailedAttempt: Bool {
            switch self {
            case .signInFailed, .attemptsDelayed, .secondFactorFailed, .setupFailed,
                .openIDRefused:
                true
            default: false
            }
        }
    }

    /// The place in the audit, ascending.
    public let id: Int
    /// When it happened.
    public let time: Int
    /// What happened.
    public let event: Event
    /// Whose account it is about; nil when no account is known.
    public let person: Person.ID?
    /// Who did it; nil when nobody is known.
    public let actor: Person.ID?
    /// From which address; empty when it came from no network.
    public let address: String
    /// What there is to add, such as the name of a token or the new state.
    public let detail: String
}

/// Who does something to an account, and from where.
public struct AccountActor: Sendable, Hashable {
    /// The person; nil for the program's own commands and for a person not signed in.
    public let person: Person.ID?
    /// The network address; empty for none.
    public let address: String

    /// Names who acts and from where.
    public init(person: Person.ID?, address: String) {
        self.person = person
        self.address = address.bounded(64)
    }
}

extension String {
    /// The text without control characters and no longer than a number of characters.
    func bounded(_ count: Int) -> String {
        String(
            String.UnicodeScalarView(
                unicodeScalars.prefix(count * 4).filter {
                    $0.properties.generalCategory != .control
                })
        ).prefix(count).description
    }
}
