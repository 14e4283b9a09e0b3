import Access
import Accounts
import Digest
import GRDB
import Testing

@Suite struct SignInTests {
    private let now = Office.start

    @Test func `a wrong password and an unknown name get the same answer and the same delays`()
        async throws
    {
        let office = try await Office.founded()
        for name in ["first", "nobody", "x'; DROP TABLE account; --", "", "a b", "\0", "名\"字"] {
            var answers: [SignInRefusal?] = []
            for attempt in 0..<8 {
                let visitor = Office.visitor("10.1.\(name.utf8.count).\(attempt)")
                answers.append(
                    try await office.signIn(name, Secret("wrong"), from: visitor, at: now).refusal)
            }
            let expected: [SignInRefusal] =
                Array(repeating: .wrong, count: 5)
                + Array(repeating: .delayed(until: now + 1000), count: 3)
            #expect(answers == expected, "\(name)")
        }
        #expect(try office.book.accounts().count == 1)
    }

    @Test func `the delay doubles to its longest, and the right password ends it`() async throws {
        let office = try await Office.founded()
        var time = now
        var delays: [Int] = []
        for _ in 0..<18 {
            let outcome = try await office.signIn("first", Secret("wrong"), at: time)
            #expect(outcome.refusal == .wrong)
            let next = try await office.signIn(
                "first", Secret("wrong"), from: Office.visitor("10.0.0.2"), at: time)
            if case .delayed(let until) = next.refusal {
                delays.append(until - time)
                time = until
            }
        }
        #expect(delays.prefix(4) == [1000, 2000, 4000, 8000])
        #expect(delays.last == 15 * 60_000)
        let office2 = try await office.signIn(at: time)
        #expect(office2.session != nil)
        #expect(try await office.signIn("first", Secret("wrong"), at: time).refusal == .wrong)
        #expect(try await office.signIn(at: time).session != nil)
    }

    @Test func `one address is slowed down whatever names it tries`() async throws {
        let office = try await Office.founded()
        for attempt in 0..<30 {
            let outcome = try await office.signIn("name\(attempt)", Secret("wrong"), at: now)
            #expect(outcome.refusal == .wrong)
        }
        #expect(try await office.signIn(at: now).refusal == .delayed(until: now + 1000))
        #expect(try await office.signIn(from: Office.visitor("10.0.0.2"), at: now).session != nil)
    }

    @Test func `attempts are forgotten after an hour, and a clock set back closes nothing`()
        async throws
    {
        let office = try await Office.founded()
        let far = now + 10 * 365 * 86_400_000
        for attempt in 0..<12 {
            _ = try await office.signIn("first", Secret("wrong"), at: far + attempt * 60_000)
        }
        guard case .delayed(let until) = try await office.signIn(at: now).refusal else {
            Issue.record("the name was not slowed down")
            return
        }
        #expect(until <= now + 15 * 60_000)
        #expect(
            try await office.signIn(
                "first", Secret("wrong"), from: Office.visitor("10.0.0.2"), at: far + 4_500_000
            ).refusal == .wrong)
    }

    @Test func `that an account is closed is told only to who knows its password`() async throws {
        let office = try await Office.founded()
        for (state, refusal) in [
            (Account.State.locked, SignInRefusal.locked), (.disabled, .disabled),
        ] {
            try office.book.set(state, of: Office.person, by: Office.administrator, at: now)
            #expect(try await office.signIn("first", Secret("wrong"), at: now).refusal == .wrong)
            #expect(try await office.signIn(at: now).refusal == refusal)
        }
        try office.book.set(.active, of: Office.person, by: Office.administrator, at: now)
        #expect(try await office.signIn(at: now).session != nil)
    }

    @Test func `a password set by the administrator must be changed, and ends all sessions`()
        async throws
    {
        let office = try await Office.founded()
        let book = office.book
        let before = try #require(try await office.signIn(at: now).session)
        let given = Secret("Given-by-hand 402")
        try await book.resetPassword(
            of: Office.person, to: given, by: Office.administrator, at: now)
        #expect(try book.session(before.key, at: now) == nil)
        #expect(try await office.signIn(at: now).refusal == .wrong)
        let first = try #require(try await office.signIn("first", given, at: now).session)
        #expect(first.session.duties == .changePassword)
        let second = try #require(try await office.signIn("first", given, at: now).session)
        let changed = try await book.changePassword(
            in: first.key, from: given, to: Secret("My-own-choice 77"), for: Office.visitor(),
            at: now)
        #expect(changed.session.duties.isEmpty)
        #expect(changed.key != first.key)
        #expect(try book.session(first.key, at: now) == nil)
        #expect(try book.session(second.key, at: now) == nil)
        #expect(try book.session(changed.key, at: now)?.id == first.session.id)
        #expect(try book.account(of: Office.person)?.state == .active)
    }

    @Test func `a password that must be changed is the duty of the sessions there are`()
        async throws
    {
        let office = try await Office.founded()
        let session = try #require(try await office.signIn(at: now).session)
        try office.book.set(
            .mustChangePassword, of: Office.person, by: Office.administrator, at: now)
        #expect(try office.book.session(session.key, at: now)?.duties == .changePassword)
        #expect(try await office.signIn(at: now).session?.session.duties == .changePassword)
    }

    @Test func `a password that has expired must be changed`() async throws {
        var settings = Office.quick
        settings.passwordPolicy.expiresAfter = 90 * 86_400_000
        let office = try await Office.founded(settings)
        let day = 86_400_000
        let soon = try #require(try await office.signIn(at: now + 90 * day - 1).session)
        #expect(soon.session.duties.isEmpty)
        let late = try #require(try await office.signIn(at: now + 90 * day).session)
        #expect(late.session.duties == .changePassword)
    }

    @Test func `the last five passwords are refused, the sixth is not`() async throws {
        let office = try await Office.founded()
        let book = office.book
        var present = Office.password
        var key = try #require(try await office.signIn(at: now).session).key
        let choices = (0..<5).map { Secret("Choice-\($0)-of-seed") }
        for choice in choices {
            await #expect(throws: AccountError.unfitPassword([.usedBefore(last: 5)])) {
                try await book.changePassword(
                    in: key, from: present, to: Office.password, for: Office.visitor(), at: now)
            }
            key = try await book.changePassword(
                in: key, from: present, to: choice, for: Office.visitor(), at: now
            ).key
            present = choice
        }
        _ = try await book.changePassword(
            in: key, from: present, to: Office.password, for: Office.visitor(), at: now)
        #expect(try await office.signIn(at: now).session != nil)
    }

    @Test func `guessing the present password inside a session is slowed down`() async throws {
        let office = try await Office.founded()
        let session = try #require(try await office.signIn(at: now).session)
        var errors: [AccountError] = []
        for _ in 0..<7 {
            do throws(AccountError) {
                try await office.book.confirm(
                    Secret("wrong"), in: session.key, from: Office.visitor(), at: now)
            } catch { errors.append(error) }
        }
        #expect(errors.prefix(5).allSatisfy { $0 == .wrongSecret })
        #expect(errors.dropFirst(5).allSatisfy { $0 == .delayed(until: now + 1000) })
        try await office.book.confirm(
            Office.password, in: session.key, from: Office.visitor(), at: now + 1000)
    }

    @Test(arguments: [
        PasswordHash.Method.pbkdf2SHA256(iterations: 1000), .pbkdf2SM3(iterations: 1000),
        .scrypt(.init(logarithm: 5, blockSize: 8, parallelism: 1)),
    ])
    func `a password hashed another way is good and is hashed anew`(
        method: PasswordHash.Method
    ) async throws {
        var old = Office.quick
        old.passwordHash = method
        let office = try await Office.founded(old)
        let newer = try AccountBook.open(office.path, settings: Office.quick)
        let queue = try DatabaseQueue(path: office.path)
        let line = { try queue.read { try String.fetchOne($0, sql: "SELECT hash FROM password") } }
        let before = try #require(try line())
        #expect(!before.hasPrefix("$scrypt$ln=4,"))
        let outcome = try await newer.signIn(
            name: "first", password: Office.password, from: Office.visitor(), roles: { _ in [] },
            at: now)
        #expect(outcome.session != nil)
        #expect(try #require(try line()).hasPrefix("$scrypt$ln=4,r=8,p=1$"))
        let again = try await newer.signIn(
            name: "first", password: Office.password, from: Office.visitor(), roles: { _ in [] },
            at: now)
        #expect(again.session != nil)
        try newer.close()
    }

    @Test func `one text typed on two keyboards is one password and one name`() async throws {
        let office = try await Office.founded()
        let wide = Secret("ｗｈｅａｔ-under-Snow 88")
        #expect(try await office.signIn("ＦＩＲＳＴ", wide, at: now).session != nil)
    }

    @Test func `names are free of what confuses, and are taken once`() async throws {
        let office = try await Office.founded()
        let book = office.book
        for name in ["o'brien", "韦工", "a.b-c_d+e@f"] {
            let person = try #require(Person.ID("p-\(name.utf8.count)"))
            try await book.open(
                person, name: name, password: nil, by: Office.administrator, at: now)
            #expect(try book.account(of: person)?.name == name)
        }
        for name in [
            "", " x", "a b", "a;b", "a\"b", "a\u{200B}b", String(repeating: "x", count: 65),
        ] {
            await #expect(throws: AccountError.unfitName(name)) {
                try await book.open(
                    "p-9", name: name, password: nil, by: Office.administrator, at: now)
            }
        }
        await #expect(throws: AccountError.nameTaken("O'Brien")) {
            try await book.open(
                "p-9", name: "O'Brien", password: nil, by: Office.administrator, at: now)
        }
        #expect(throws: AccountError.nameTaken("FIRST")) {
            try book.rename("p-7", to: "FIRST", by: Office.administrator, at: now)
        }
        try book.rename("p-7", to: "O'Brien2", by: Office.administrator, at: now)
        await #expect(throws: AccountError.accountExists("p-7")) {
            try await book.open(
                "p-7", name: "new", password: nil, by: Office.administrator, at: now)
        }
    }

    @Test
    func `when too many hash at once the rest are turned away and nothing is held against them`()
        async throws
    {
        var settings = AccountSettings()
        settings.hashingAtOnce = 1
        settings.hashingWaiting = 1
        let office = try await Office.founded(settings)
        let results = await withTaskGroup(of: String.self) { group in
            for number in 0..<8 {
                group.addTask {
                    do {
                        let outcome = try await office.signIn(
                            from: Office.visitor("10.2.0.\(number)"), at: Office.start)
                        return outcome.session == nil ? "\(outcome)" : "in"
                    } catch {
                        return "\(error)"
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(results.contains("in"))
        // Five attempts for the name may be under way at a time; what is beyond that is delayed.
        for result in results where result != "in" && result != "busy" {
            #expect(result.contains("delayed"))
        }
        #expect(try await office.signIn(at: now + 60_000).session != nil)
        #expect(
            try await office.signIn("first", Secret("wrong"), at: now + 60_000).refusal == .wrong)
    }
}
