public import Access
import GRDB

extension AccountBook {
    /// Signs a person in with name and password (登录).
    ///
    /// An unknown name takes as long as a wrong password and gives the same answer. The attempt is
    /// counted before the password is tried, so that many at once are no better than one after the
    /// other.
    ///
    /// - Parameter roles: the roles of a person, which may demand a second factor.
    /// - Throws: ``AccountError/busy`` under too much load; ``AccountError/storage(path:_:)``,
    ///   ``AccountError/cryptography(_:)``.
    public func signIn(
        name: String, password: Secret, from visitor: Visitor, roles: RolesOfPerson, at now: Int
    ) async throws(AccountError) -> SignInOutcome {
        // A password of a megabyte is wrong, and hashing it as it is would take the server's time.
        let tried = password.text.utf8.count <= 4096 ? password : Secret("")
        let folded = Account.folded(name)
        let subjects = [ThrottleSubject.name(folded ?? name), .address(visitor.address)]
        let admission = try write { database in
            try self.admit(folded, subjects, from: visitor, at: now, database)
        }
        guard case .open(let candidate) = admission else {
            if case .closed(let until) = admission { return .refused(.delayed(until: until)) }
            return .refused(.wrong)
        }
        let trial: PasswordTrial
        do throws(AccountError) {
            trial = try await self.tryPassword(tried, candidate)
        } catch {
            // Nothing was tried, so nothing is held against anybody.
            try write { try self.release(subjects, $0) }
            throw error
        }
        let outcome = try write { database in
            try self.settle(
                candidate, trial, subjects, from: visitor, roles: roles, at: now, database)
        }
        forgetReplaced(by: outcome, visitor)
        return outcome
    }

    // MARK: Before the password is tried

    private enum Admission {
        case closed(until: Int)
        case open(Candidate)
    }

    /// Whose password is tried; the person is nil when there is no such account.
    private struct Candidate: Sendable {
        var person: Person.ID?
        var passwordRow: Int64?
        var hash: PasswordHash
    }

    private func admit(
        _ folded: String?, _ subjects: [ThrottleSubject], from visitor: Visitor, at now: Int,
        _ database: Database
    ) throws -> Admission {
        if let until = try closed(subjects, at: now, database) { return .closed(until: until) }
        let account = try folded.flatMap { try AccountRows.find(folded: $0, database) }
        for subject in subjects {
            try count(subject, person: account?.person, from: visitor, at: now, database)
        }
        let password = try account.flatMap {
            try AccountRows.passwords(of: $0.person, last: 1, database).first
        }
        return .open(
            Candidate(
                person: account?.person, passwordRow: password?.id, hash: password?.hash ?? decoy))
    }

    func throttle(_ subject: ThrottleSubject) -> Throttle {
        switch subject {
        case .name, .secondFactor, .confirmation: settings.nameThrottle
        case .address: settings.addressThrottle
        }
    }

    /// The time before which nothing is tried for any of some subjects; nil when it may be.
    func closed(
        _ subjects: [ThrottleSubject], at now: Int, _ database: Database
    ) throws -> Int? {
        try subjects.compactMap { subject in
            throttle(subject).closed(try ThrottleRows.record(subject, database), at: now)
        }.max()
    }

    /// Counts an attempt as wrong until it proves right.
    func count(
        _ subject: ThrottleSubject, person: Person.ID?, from visitor: Visitor, at now: Int,
        _ database: Database
    ) throws {
        let throttle = throttle(subject)
        let record = throttle.counting(try ThrottleRows.record(subject, database), at: now)
        try ThrottleRows.set(record, subject, database)
        if record.failures == throttle.free {
            try audit(.attemptsDelayed, at: now, person: person, by: visitor.actor, database)
        }
    }

    private func release(_ subjects: [ThrottleSubject], _ database: Database) throws {
        for subject in subjects {
            try ThrottleRows.release(subject, database)
        }
    }

    // MARK: The password

    private struct PasswordTrial: Sendable {
        var isRight: Bool
        /// The password hashed the way it is to be now, when it was hashed another way.
        var renewed: PasswordHash?
    }

    private func tryPassword(
        _ password: Secret, _ candidate: Candidate
    ) async throws(AccountError) -> PasswordTrial {
        let method = settings.passwordHash
        return try await hashing.run { () throws(AccountError) in
            guard try candidate.hash.matches(password), candidate.person != nil else {
                return PasswordTrial(isRight: false, renewed: nil)
            }
            let isDated = candidate.hash.method != method
            return PasswordTrial(
                isRight: true, renewed: isDated ? try PasswordHash(password, by: method) : nil)
        }
    }

    // MARK: After the password was tried

    private func settle(
        _ candidate: Candidate, _ trial: PasswordTrial, _ subjects: [ThrottleSubject],
        from visitor: Visitor, roles: RolesOfPerson, at now: Int, _ database: Database
    ) throws -> SignInOutcome {
        guard trial.isRight, let person = candidate.person, let id = candidate.passwordRow,
            let account = try AccountRows.find(person, database),
            // The password may have been changed while it was tried.
            let present = try AccountRows.passwords(of: person, last: 1, database).first,
            present.id == id
        else {
            try audit(
                .signInFailed, at: now, person: candidate.person, by: visitor.actor, database)
            return .refused(.wrong)
        }
        try release(subjects, database)
        if let renewed = trial.renewed {
            try database.execute(
                sql: "UPDATE password SET hash = ? WHERE id = ?", arguments: [renewed.line, id])
        }
        return try enter(
            account, by: .password(set: present.time), from: visitor, roles: roles, at: now,
            database)
    }

    /// How a person proved who they are.
    enum Proof {
        /// With the password, set at a time.
        case password(set: Int)
        /// Through the sign-in service.
        case openID
    }

    /// Signs in a person who proved who they are, or asks for the second factor.
    func enter(
        _ account: Account, by proof: Proof, from visitor: Visitor, roles: RolesOfPerson,
        at now: Int, _ database: Database
    ) throws -> SignInOutcome {
        guard account.state.mayEnter else {
            try audit(
                .signInFailed, at: now, person: account.person, by: visitor.actor,
                detail: account.state.rawValue, database)
            return .refused(account.state == .locked ? .locked : .disabled)
        }
        var needsFactor = true
        var duties: SessionDuties = []
        switch proof {
        case .password(let time):
            if account.state == .mustChangePassword { duties.insert(.changePassword) }
            if let length = settings.passwordPolicy.expiresAfter, now - time >= length {
                duties.insert(.changePassword)
            }
        case .openID: needsFactor = !settings.openIDIsSecondFactor
        }
        if needsFactor {
            if account.hasSecondFactor {
                return .secondFactorNeeded(
                    try issuePending(account.person, duties, at: now, database))
            }
            if !settings.secondFactorRoles.isDisjoint(with: roles(account.person)) {
                duties.insert(.enrolSecondFactor)
            }
        }
        return .signedIn(try open(account, duties, for: visitor, at: now, database))
    }

    /// Opens the session of a person who proved everything that is asked for.
    func open(
        _ account: Account, _ duties: SessionDuties, for visitor: Visitor, at now: Int,
        _ database: Database
    ) throws -> IssuedSession {
        if let folded = Account.folded(account.name) {
            try ThrottleRows.clear(.name(folded), database)
        }
        try database.execute(
            sql: "UPDATE account SET signed_in = ? WHERE person = ?",
            arguments: [now, account.person.text])
        let issued = try issueSession(
            for: account.person, duties: duties, to: visitor, at: now, database)
        try audit(
            .signedIn, at: now, person: account.person,
            by: AccountActor(person: account.person, address: visitor.address), database)
        return issued
    }

    /// Takes from memory what a sign-in ended in the file.
    func forgetReplaced(by outcome: SignInOutcome, _ visitor: Visitor) {
        guard case .signedIn(let issued) = outcome else { return }
        let replaced = visitor.replacing?.digest
        sessionCache.remove { $0.digest == replaced || $0.person == issued.session.person }
    }
}
