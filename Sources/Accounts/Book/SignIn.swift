public import Access

/// The browser or program at the other end.
public struct Visitor: Sendable {
    /// The network address; behind a proxy that of the person, not of the proxy.
    public let address: String
    /// How the browser calls itself.
    public let agent: String
    /// The key of the session that the browser came with; it is ended by a sign-in.
    public let replacing: Secret?

    /// Describes who is there.
    public init(address: String, agent: String, replacing: Secret? = nil) {
        self.address = address.bounded(64)
        self.agent = agent.bounded(256)
        self.replacing = replacing
    }

    var actor: AccountActor { AccountActor(person: nil, address: address) }
}

/// How a sign-in went.
public enum SignInOutcome: Sendable {
    /// The person is signed in; look at the duties of the session.
    case signedIn(IssuedSession)
    /// The password was right; the second factor is asked for.
    case secondFactorNeeded(PendingSignIn)
    /// Nobody is signed in.
    case refused(SignInRefusal)
}

/// A sign-in that waits for its second factor.
public struct PendingSignIn: Sendable {
    /// What the browser brings back with the code.
    public let ticket: Secret
    /// Until when it waits.
    public let until: Int
}

/// Why a sign-in was refused.
///
/// ``wrong`` and ``delayed(until:)`` say nothing of whether there is such an account.
public enum SignInRefusal: Sendable, Hashable {
    /// Name, password or code is wrong.
    case wrong
    /// Too many wrong attempts for the name or from the address: nothing is tried before that time.
    case delayed(until: Int)
    /// The password is right and the administrator has closed the account for a while.
    case locked
    /// The password is right and the account is closed.
    case disabled
    /// The sign-in service knows the person and no account is linked.
    case notLinked
}

/// The roles of a person, asked of the register when it is known who signs in.
public typealias RolesOfPerson = @Sendable (Person.ID) -> Set<Role>
