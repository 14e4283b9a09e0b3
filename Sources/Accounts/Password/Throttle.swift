/// How wrong attempts slow down the next (登录延迟): some free, then a delay that doubles.
///
/// Nothing is ever locked for good by attempts, so nobody can lock a colleague out for long.
public struct Throttle: Sendable, Hashable {
    /// How many attempts cost nothing.
    public var free: Int
    /// The first delay, in milliseconds.
    public var firstDelay: Int
    /// The longest delay, in milliseconds.
    public var longestDelay: Int
    /// After how long without an attempt all is forgotten, in milliseconds.
    public var forgottenAfter: Int
    /// In how long one attempt is forgotten, in milliseconds; 0 for none before all are.
    ///
    /// For what many people share, such as the address of an office.
    public var oneForgottenIn: Int

    /// Makes a rule; the usual one waits 1 second to 15 minutes and forgets after an hour.
    public init(
        free: Int, firstDelay: Int = 1000, longestDelay: Int = 15 * 60_000,
        forgottenAfter: Int = 3_600_000, oneForgottenIn: Int = 0
    ) {
        self.free = free
        self.firstDelay = firstDelay
        self.longestDelay = longestDelay
        self.forgottenAfter = forgottenAfter
        self.oneForgottenIn = oneForgottenIn
    }

    /// What is kept of the attempts on one name or from one address.
    struct Record: Equatable {
        /// Attempts that were wrong or are not decided yet.
        var failures: Int
        /// When the last was made.
        var last: Int
        /// When the next may be made.
        var until: Int

        static let clean = Record(failures: 0, last: 0, until: 0)
    }

    /// The time before which nothing is tried; nil when an attempt may be made.
    func closed(_ record: Record, at now: Int) -> Int? {
        // A clock that was once far ahead must not close an account for years.
        let until = min(record.until, now + longestDelay)
        return until > now ? until : nil
    }

    /// The record with one more attempt, which counts as wrong until it proved right.
    ///
    /// Counting first is what makes a thousand attempts at the same moment no better than one.
    func counting(_ record: Record, at now: Int) -> Record {
        let elapsed = max(now - record.last, 0)
        let forgotten = oneForgottenIn > 0 ? elapsed / oneForgottenIn : 0
        let before = elapsed >= forgottenAfter ? 0 : max(record.failures - forgotten, 0)
        let failures = before + 1
        let delay = delay(after: failures)
        return Record(failures: failures, last: now, until: delay == 0 ? 0 : now + delay)
    }

    /// The delay after a number of wrong attempts.
    func delay(after failures: Int) -> Int {
        guard failures >= free else { return 0 }
        let doublings = min(failures - free, 40)
        let (product, overflow) = firstDelay.multipliedReportingOverflow(by: 1 << doublings)
        return overflow ? longestDelay : min(product, longestDelay)
    }
}
