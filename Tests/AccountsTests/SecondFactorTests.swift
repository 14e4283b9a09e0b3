import Access
import Accounts
import Digest
import Foundation
import Testing

@Suite struct SecondFactorTests {
    private let now = Office.start

    /// A code as an app makes it, RFC 6238.
    private func code(_ secret: Secret, at time: Int) throws -> Secret {
        let key = try #require(Base32Text.bytes(secret.text))
        return Secret(
            try OneTimePassword.code(secret: key, counter: OneTimePassword.step(at: time)))
    }

    /// An office whose first person has a second factor, set up at the start.
    private func enrolled() async throws -> (
        office: Office, secret: Secret, recovery: [Secret], session: IssuedSession
    ) {
        let office = try await Office.founded()
        let session = try #require(try await office.signIn(at: now).session)
        let enrolment = try office.book.beginSecondFactor(of: Office.person, at: now)
        let confirmed = try office.book.confirmSecondFactor(
            in: session.key, code: code(enrolment.secret, at: now), from: Office.visitor(), at: now)
        return (office, enrolment.secret, confirmed.recoveryCodes, confirmed.session)
    }

    private func finish(
        _ office: Office, _ code: Secret, at time: Int
    ) async throws -> SignInOutcome {
        let pending = try #require(try await office.signIn(at: time).pending)
        return try office.book.completeSignIn(
            ticket: pending.ticket, code: code, from: Office.visitor(), at: time)
    }

    @Test func `setting up gives an address for apps, ten codes and a session with a new key`()
        async throws
    {
        let office = try await Office.founded()
        let book = office.book
        let old = try #require(try await office.signIn(at: now).session)
        let elsewhere = try #require(try await office.signIn(at: now).session)
        let enrolment = try book.beginSecondFactor(of: Office.person, at: now)
        #expect(Base32Text.bytes(enrolment.secret.text)?.count == 20)
        #expect(
            enrolment.address.text == "otpauth://totp/Tianchou:first?secret="
                + "\(enrolment.secret.text)&issuer=Tianchou&algorithm=SHA1&digits=6&period=30")
        #expect(throws: AccountError.wrongSecret) {
            try book.confirmSecondFactor(
                in: old.key, code: Secret("000000x"), from: Office.visitor(), at: now)
        }
        // Nothing is asked for before the first code was right.
        #expect(try await office.signIn(at: now).session != nil)
        let confirmed = try book.confirmSecondFactor(
            in: old.key, code: code(enrolment.secret, at: now), from: Office.visitor(), at: now)
        #expect(Set(confirmed.recoveryCodes.map(\.text)).count == 10)
        #expect(try book.recoveryCodesLeft(of: Office.person) == 10)
        #expect(try book.session(old.key, at: now) == nil)
        #expect(try book.session(elsewhere.key, at: now) == nil)
        #expect(try book.session(confirmed.session.key, at: now) != nil)
        #expect(try book.account(of: Office.person)?.hasSecondFactor == true)
        #expect(throws: AccountError.absent(.enrolment)) {
            try book.confirmSecondFactor(
                in: confirmed.session.key, code: code(enrolment.secret, at: now),
                from: Office.visitor(), at: now)
        }
    }

    @Test func `a code is good one step early or late, once, and none before it`() async throws {
        let (office, secret, _, _) = try await enrolled()
        let step = OneTimePassword.stepInMilliseconds
        let later = now + 100 * step
        for (offset, isGood) in [(-2, false), (2, false), (-1, true), (0, true), (1, true)] {
            let typed = try code(secret, at: later + offset * step)
            let outcome = try await finish(office, typed, at: later)
            #expect((outcome.session != nil) == isGood, "\(offset)")
        }
        // The latest was used: none of the three steps is good again.
        for offset in [-1, 0, 1] {
            let typed = try code(secret, at: later + offset * step)
            #expect(try await finish(office, typed, at: later).refusal == .wrong)
        }
        let spaced = try code(secret, at: later + 2 * step).text
        let typed = Secret(spaced.prefix(3) + " " + spaced.suffix(3))
        #expect(try await finish(office, typed, at: later + 2 * step).session != nil)
    }

    @Test func `the code that set the factor up is not good for a sign-in`() async throws {
        let (office, secret, _, _) = try await enrolled()
        #expect(try await finish(office, code(secret, at: now), at: now).refusal == .wrong)
    }

    @Test func `a recovery code is good once, as it is typed`() async throws {
        let (office, _, recovery, _) = try await enrolled()
        let typed = Secret(" " + recovery[3].text.lowercased().replacing("-", with: " "))
        #expect(try await finish(office, typed, at: now).session != nil)
        #expect(try office.book.recoveryCodesLeft(of: Office.person) == 9)
        #expect(try await finish(office, recovery[3], at: now).refusal == .wrong)
        let fresh = try office.book.renewRecoveryCodes(
            of: Office.person, by: Office.administrator, at: now)
        #expect(try await finish(office, recovery[4], at: now).refusal == .wrong)
        #expect(try await finish(office, fresh[0], at: now).session != nil)
        let audit = try office.book.auditEntries()
        #expect(audit.count { $0.event == .recoveryCodeUsed } == 2)
    }

    @Test func `a pending sign-in opens nothing, runs out, and dies of wrong codes`() async throws {
        let (office, secret, _, _) = try await enrolled()
        let book = office.book
        let pending = try #require(try await office.signIn(at: now).pending)
        #expect(try book.session(pending.ticket, at: now) == nil)
        #expect(throws: AccountError.absent(.pendingSignIn)) {
            try book.completeSignIn(
                ticket: pending.ticket, code: code(secret, at: now), from: Office.visitor(),
                at: pending.until)
        }
        let doomed = try #require(try await office.signIn(at: now).pending)
        for _ in 0..<5 {
            let outcome = try book.completeSignIn(
                ticket: doomed.ticket, code: Secret("000000000"), from: Office.visitor(), at: now)
            #expect(outcome.refusal == .wrong)
        }
        #expect(throws: AccountError.absent(.pendingSignIn)) {
            try book.completeSignIn(
                ticket: doomed.ticket, code: code(secret, at: now + 30_000),
                from: Office.visitor(), at: now + 30_000)
        }
        // A new sign-in does not start the count anew.
        let next = try #require(try await office.signIn(at: now).pending)
        let outcome = try book.completeSignIn(
            ticket: next.ticket, code: Secret("000000000"), from: Office.visitor(), at: now)
        #expect(outcome.refusal == .delayed(until: now + 1000))
        let right = try book.completeSignIn(
            ticket: next.ticket, code: code(secret, at: now + 30_000), from: Office.visitor(),
            at: now + 30_000)
        #expect(right.session != nil)
        #expect(throws: AccountError.absent(.pendingSignIn)) {
            try book.completeSignIn(
                ticket: next.ticket, code: code(secret, at: now + 60_000),
                from: Office.visitor(), at: now + 60_000)
        }
    }

    @Test func `a role that demands a second factor makes it the first duty`() async throws {
        var settings = Office.quick
        settings.secondFactorRoles = [.jointMeetingOffice]
        let office = try await Office.founded(settings)
        let free = try await office.signIn(roles: [.villageCommittee], at: now)
        #expect(try #require(free.session).session.duties.isEmpty)
        let bound = try await office.signIn(
            roles: [.villageCommittee, .jointMeetingOffice], at: now)
        let session = try #require(bound.session)
        #expect(session.session.duties == .enrolSecondFactor)
        let enrolment = try office.book.beginSecondFactor(of: Office.person, at: now)
        let confirmed = try office.book.confirmSecondFactor(
            in: session.key, code: code(enrolment.secret, at: now), from: Office.visitor(), at: now)
        #expect(confirmed.session.session.duties.isEmpty)
        #expect(
            try await office.signIn(roles: [.jointMeetingOffice], at: now + 60_000).pending != nil)
    }

    @Test func `closing the account or resetting its password ends what is pending`() async throws {
        let (office, secret, _, _) = try await enrolled()
        let later = now + 60_000
        let pending = try #require(try await office.signIn(at: later).pending)
        try await office.book.resetPassword(
            of: Office.person, to: Secret("Given-by-hand 402"), by: Office.administrator, at: later)
        #expect(throws: AccountError.absent(.pendingSignIn)) {
            try office.book.completeSignIn(
                ticket: pending.ticket, code: code(secret, at: later), from: Office.visitor(),
                at: later)
        }
        try office.book.removeSecondFactor(
            of: Office.person, by: Office.administrator, at: later)
        #expect(try office.book.recoveryCodesLeft(of: Office.person) == 0)
        #expect(throws: AccountError.absent(.secondFactor)) {
            try office.book.removeSecondFactor(
                of: Office.person, by: Office.administrator, at: later)
        }
        let outcome = try await office.signIn("first", Secret("Given-by-hand 402"), at: later)
        #expect(outcome.session?.session.duties == .changePassword)
    }

    @Test func `the sign-in service answers for the second factor only when told so`() async throws
    {
        let identity = OpenIDIdentity(issuer: "https://id.example", subject: "u-1")
        for isEnough in [false, true] {
            var settings = Office.quick
            settings.openIDIsSecondFactor = isEnough
            settings.secondFactorRoles = [.liaisonOfficer]
            let office = try await Office.founded(settings)
            try office.book.link(identity, to: Office.person, by: Office.administrator, at: now)
            let outcome = try office.book.signIn(
                identity, from: Office.visitor(), roles: { _ in [.liaisonOfficer] }, at: now)
            #expect(outcome.session?.session.duties == (isEnough ? [] : .enrolSecondFactor))
        }
    }
}
