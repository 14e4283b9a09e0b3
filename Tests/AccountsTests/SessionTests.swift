import Access
import Accounts
import Testing

@Suite struct SessionTests {
    private let now = Office.start
    private let minute = 60_000

    private func signedIn(_ office: Office, at time: Int) async throws -> IssuedSession {
        try #require(try await office.signIn(at: time).session)
    }

    @Test func `a key that somebody planted before the sign-in is worth nothing after it`()
        async throws
    {
        let office = try await Office.founded()
        let planted = Secret("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
        let session = try #require(
            try await office.signIn(from: Office.visitor(replacing: planted), at: now).session)
        #expect(session.key != planted)
        #expect(try office.book.session(planted, at: now) == nil)
        // The session of the same browser ends with the next sign-in, another browser's does not.
        let other = try await signedIn(office, at: now)
        let again = try #require(
            try await office.signIn(from: Office.visitor(replacing: session.key), at: now).session)
        #expect(try office.book.session(session.key, at: now) == nil)
        #expect(try office.book.session(other.key, at: now) != nil)
        #expect(try office.book.session(again.key, at: now) != nil)
    }

    @Test func `a new key keeps the session and its beginning`() async throws {
        let office = try await Office.founded()
        let book = office.book
        let old = try await signedIn(office, at: now)
        let new = try book.rotate(old.key, at: now + minute)
        #expect(new.key != old.key)
        #expect(new.session.id == old.session.id)
        #expect(new.session.created == now)
        #expect(try book.session(old.key, at: now + minute) == nil)
        #expect(throws: AccountError.absent(.session)) { try book.rotate(old.key, at: now) }
        #expect(new.session.expires == now + 31 * minute)
    }

    @Test func `a session ends thirty minutes after its last request`() async throws {
        let office = try await Office.founded()
        let book = office.book
        let session = try await signedIn(office, at: now)
        var time = now
        for _ in 0..<10 {
            time += 30 * minute - 1
            #expect(try book.session(session.key, at: time)?.used == time)
        }
        #expect(try book.session(session.key, at: time + 30 * minute) == nil)
        // A clock set back does not wake it.
        #expect(try book.session(session.key, at: time) == nil)
    }

    @Test func `a session ends after ten hours whatever happens in it`() async throws {
        let office = try await Office.founded()
        let book = office.book
        let session = try await signedIn(office, at: now)
        var key = session.key
        for time in stride(from: now, to: now + 600 * minute, by: 20 * minute) {
            #expect(try book.session(key, at: time) != nil)
            key = try book.rotate(key, at: time).key
        }
        #expect(try book.session(key, at: now + 600 * minute - 1)?.expires == now + 600 * minute)
        #expect(try book.session(key, at: now + 600 * minute) == nil)
    }

    @Test func `sessions are listed with browser and address, and ended one by one or all`()
        async throws
    {
        let office = try await Office.founded()
        let book = office.book
        try await book.open(
            "p-2", name: "second", password: Secret("Given-by-hand 402"),
            by: Office.administrator, at: now)
        let foreign = try #require(
            try await office.signIn("second", Secret("Given-by-hand 402"), at: now).session)
        var own: [IssuedSession] = []
        for number in 0..<3 {
            let visitor = Visitor(address: "10.0.0.\(number)", agent: "Browser \(number)\u{7}")
            own.append(
                try #require(try await office.signIn(from: visitor, at: now + number).session))
        }
        let listed = try book.sessions(of: Office.person, at: now + 3)
        #expect(listed.map(\.agent) == ["Browser 2", "Browser 1", "Browser 0"])
        #expect(listed.map(\.address) == ["10.0.0.2", "10.0.0.1", "10.0.0.0"])
        let actor = AccountActor(person: Office.person, address: "10.0.0.0")
        #expect(throws: AccountError.absent(.session)) {
            try book.endSession(foreign.session.id, of: Office.person, by: actor, at: now + 3)
        }
        #expect(try book.session(foreign.key, at: now + 3) != nil)
        try book.endSession(own[1].session.id, of: Office.person, by: actor, at: now + 3)
        #expect(try book.session(own[1].key, at: now + 3) == nil)
        #expect(
            try book.endSessions(
                of: Office.person, except: own[0].session.id, by: actor, at: now + 3) == 1)
        #expect(try book.session(own[2].key, at: now + 3) == nil)
        #expect(try book.session(own[0].key, at: now + 3) != nil)
        try book.signOut(own[0].key, by: actor, at: now + 3)
        try book.signOut(own[0].key, by: actor, at: now + 3)
        #expect(try book.sessions(of: Office.person, at: now + 3).isEmpty)
    }

    @Test func `a person's oldest session ends beyond the number allowed`() async throws {
        var settings = Office.quick
        settings.sessionsPerPerson = 3
        let office = try await Office.founded(settings)
        var keys: [Secret] = []
        for number in 0..<5 { keys.append(try await signedIn(office, at: now + number).key) }
        let alive = try keys.map { try office.book.session($0, at: now + 5) != nil }
        #expect(alive == [false, false, true, true, true])
    }

    @Test func `a form is told from a forged one, before and after sign-in`() async throws {
        let office = try await Office.founded()
        let session = try await signedIn(office, at: now)
        let other = try await signedIn(office, at: now)
        let token = session.formToken
        #expect(token.text.count == 43)
        #expect(FormToken.matches(token.text, key: session.key))
        #expect(!FormToken.matches(token.text, key: other.key))
        #expect(!FormToken.matches("", key: session.key))
        #expect(!FormToken.matches(session.key.text, key: session.key))
        let visitor = try FormToken.visitorKey()
        #expect(FormToken.matches(FormToken.token(for: visitor).text, key: visitor))
        #expect(try FormToken.visitorKey() != visitor)
    }

    @Test func `what another process ends is ended here within a second`() async throws {
        let office = try await Office.founded()
        let book = office.book
        let session = try await signedIn(office, at: now)
        let token = try book.issueToken(
            of: Office.person, name: "t", reach: TokenReach(scopes: .read), until: now + 1_000_000,
            by: Office.administrator, at: now)
        #expect(try book.session(session.key, at: now) != nil)
        #expect(try book.token(token.key, at: now) != nil)
        let other = try AccountBook.open(office.path, settings: Office.quick)
        try other.set(.disabled, of: Office.person, by: Office.administrator, at: now)
        #expect(try book.session(session.key, at: now + 1000) == nil)
        #expect(try book.token(token.key, at: now + 1000) == nil)
        try other.close()
    }

    @Test func `memory is bounded, and what is not in it is found in the file`() async throws {
        var settings = Office.quick
        settings.cacheSize = 4
        settings.sessionsPerPerson = 100
        let office = try await Office.founded(settings)
        var keys: [Secret] = []
        for _ in 0..<12 { keys.append(try await signedIn(office, at: now).key) }
        for round in 1...3 {
            for key in keys { #expect(try office.book.session(key, at: now + round) != nil) }
        }
        try office.book.endSessions(of: Office.person, by: Office.administrator, at: now)
        for key in keys { #expect(try office.book.session(key, at: now) == nil) }
    }

    @Test func `a session outlives a restart, and is no older for it than a minute`() async throws {
        let office = try await Office.founded()
        let session = try await signedIn(office, at: now)
        #expect(try office.book.session(session.key, at: now + 90_000) != nil)
        let restarted = try AccountBook.open(office.path, settings: Office.quick)
        let found = try #require(try restarted.session(session.key, at: now + 91_000))
        #expect(found.id == session.session.id)
        #expect(try restarted.session(session.key, at: now + 90_000 + 30 * minute - 1) != nil)
        try restarted.close()
    }
}
