public import Access

/// The rules of sign-in of one installation, each with its meaning and its usual value.
///
/// Times are in milliseconds, like every time of this module.
public struct AccountSettings: Sendable, Hashable {
    /// `passwordHash`: the way new passwords are hashed; scrypt with N = 2^15, r = 8, p = 1.
    ///
    /// Passwords hashed another way stay good and are hashed anew at the next sign-in.
    public var passwordHash = PasswordHash.Method.standard
    /// `passwordPolicy`: what a new password must be.
    public var passwordPolicy = PasswordPolicy()
    /// `hashingAtOnce`: how many passwords are hashed at a time; 2.
    ///
    /// Each takes a processor and 32 MiB while it is hashed.
    public var hashingAtOnce = 2
    /// `hashingWaiting`: how many may wait for that before sign-ins are turned away; 64.
    public var hashingWaiting = 64
    /// `nameThrottle`: delays after wrong passwords for one name.
    public var nameThrottle = Throttle(free: 5)
    /// `addressThrottle`: delays after wrong passwords from one address, which an office may share.
    ///
    /// Thirty are free and two a minute after; nobody there waits longer than a minute.
    public var addressThrottle = Throttle(
        free: 30, longestDelay: 60_000, oneForgottenIn: 30_000)
    /// `secondFactorRoles`: the roles that demand a second factor; none.
    public var secondFactorRoles: Set<Role> = []
    /// `secondFactorIssuer`: the name of the installation in the app that shows the codes; ASCII.
    public var secondFactorIssuer = "Tianchou"
    /// `openIDIsSecondFactor`: whether the sign-in service sees to the second factor; it does not.
    public var openIDIsSecondFactor = false
    /// `sessionIdle`: how long a session lives without a request; 30 minutes.
    ///
    /// A session may end up to a minute early, because the file learns of a request once a minute.
    public var sessionIdle = 30 * 60_000
    /// `sessionLength`: how long a session lives at most; 10 hours.
    public var sessionLength = 10 * 3_600_000
    /// `sessionsPerPerson`: how many sessions a person may have; the oldest ends beyond that; 20.
    public var sessionsPerPerson = 20
    /// `pendingLength`: how long a sign-in waits for its second factor; 5 minutes.
    public var pendingLength = 5 * 60_000
    /// `setupLength`: how long the one-time code of the first run is good; 24 hours.
    public var setupLength = 24 * 3_600_000
    /// `openIDLength`: how long a sign-in may stay at the sign-in service; 10 minutes.
    public var openIDLength = 10 * 60_000
    /// `clockSkew`: how far the clock of the sign-in service may be off; 2 minutes.
    public var clockSkew = 2 * 60_000
    /// `tokenLength`: how long a token lives at most; 366 days.
    public var tokenLength = 366 * 86_400_000
    /// `tokensPerPerson`: how many tokens that are not revoked a person may have; 50.
    public var tokensPerPerson = 50
    /// `cacheSize`: how many sessions and how many tokens are kept in memory; 10,000.
    public var cacheSize = 10_000
    /// `auditLimit`: how many entries of the audit are kept; 200,000, and 20,000 at least.
    ///
    /// Half of them for failed attempts, so that a storm of those cannot push out the rest.
    public var auditLimit = 200_000

    /// The usual values.
    public init() {}
}
