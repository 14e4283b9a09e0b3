import Access
import Accounts
import Foundation
import GRDB
import Testing

/// The file itself: whose it is, which versions it may have, and what is written in it.
@Suite struct AccountFileTests {
    private let now = Office.start

    private func mode(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return try #require((attributes[.posixPermissions] as? NSNumber)?.intValue)
    }

    @Test func `the file and what lies beside it belong to their owner only`() async throws {
        let office = try await Office.founded()
        for name in try FileManager.default.contentsOfDirectory(atPath: office.folder.path) {
            #expect(try mode(office.folder.appending(path: name).path) == 0o600, "\(name)")
        }
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o644], ofItemAtPath: office.path)
        try AccountBook.open(office.path, settings: Office.quick).close()
        #expect(try mode(office.path) == 0o600)
    }

    @Test func `a link, a folder and a missing folder are refused`() throws {
        let office = try Office()
        let link = office.folder.appending(path: "link").path
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: office.path)
        #expect(throws: AccountError.storage(path: link, .notRegular)) {
            try AccountBook.open(link)
        }
        #expect(throws: AccountError.storage(path: office.folder.path, .notRegular)) {
            try AccountBook.open(office.folder.path)
        }
        let lost = office.folder.appending(path: "no/accounts.sqlite").path
        #expect(throws: AccountError.storage(path: lost, .system(code: ENOENT))) {
            try AccountBook.open(lost)
        }
    }

    @Test func `a file that is no database is refused and left as it is`() throws {
        let office = try Office()
        let path = office.folder.appending(path: "text").path
        let text = Data(String(repeating: "this is no database. ", count: 200).utf8)
        try text.write(to: URL(filePath: path))
        #expect(throws: AccountError.storage(path: path, .damaged)) { try AccountBook.open(path) }
        #expect(try Data(contentsOf: URL(filePath: path)) == text)
    }

    @Test func `a file of a newer program is refused`() async throws {
        let office = try await Office.founded()
        let queue = try DatabaseQueue(path: office.path)
        try await queue.write { database in
            try database.execute(sql: "INSERT INTO grdb_migrations VALUES ('9999')")
        }
        #expect(throws: AccountError.storage(path: office.path, .newer)) {
            try AccountBook.open(office.path)
        }
    }

    /// The tables of the first version as they were released, so that a later change of the schema
    /// has to bring files of that version along.
    @Test func `a file of the first version is opened with all that is in it`() async throws {
        let office = try Office()
        let path = office.folder.appending(path: "old.sqlite").path
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
        let sql = try String(
            contentsOf: folder.appending(path: "Oracle/version-1.sql"), encoding: .utf8)
        let old = try DatabaseQueue(path: path)
        try await old.write { try $0.execute(sql: sql) }
        try old.close()
        let book = try AccountBook.open(path, settings: Office.quick)
        #expect(try book.accounts().map(\.name) == ["first"])
        let outcome = try await book.signIn(
            name: "first", password: Office.password, from: Office.visitor(), roles: { _ in [] },
            at: now)
        #expect(outcome.session != nil)
        #expect(try book.auditEntries().map(\.event) == [.signedIn, .setUp, .setupCodeIssued])
        try book.close()
    }

    @Test func `no password, code or key is in the file`() async throws {
        let office = try await Office.founded()
        let book = office.book
        let session = try #require(try await office.signIn(at: now).session)
        _ = try await office.signIn("first", Secret("a-Wrong-one 31337"), at: now)
        _ = try await office.signIn("typed-here-by-mistake", Secret("x"), at: now)
        let token = try book.issueToken(
            of: Office.person, name: "t", reach: TokenReach(scopes: .read), until: now + 1000,
            by: Office.administrator, at: now)
        let codes = try book.recoveryCodesLeft(of: Office.person)
        #expect(codes == 0)
        try book.close()
        let bytes = try Data(contentsOf: URL(filePath: office.path))
        for secret in [
            Office.password.text, session.key.text, token.key.text, session.formToken.text,
            "a-Wrong-one 31337", "typed-here-by-mistake",
        ] {
            #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(secret)")
        }
        #expect(bytes.range(of: Data("first".utf8)) != nil, "the search finds what is there")
    }

    @Test func `the audit is neither changed nor shortened at its new end`() async throws {
        let office = try await Office.founded()
        let queue = try DatabaseQueue(path: office.path)
        for sql in [
            "UPDATE audit SET time = 0", "DELETE FROM audit",
            "DELETE FROM audit WHERE id = (SELECT max(id) FROM audit)",
        ] {
            #expect(throws: DatabaseError.self) { try queue.write { try $0.execute(sql: sql) } }
        }
        #expect(try office.book.auditEntries().count == 2)
    }

    @Test func `the audit is bounded, and failed attempts push out only their own kind`()
        async throws
    {
        var settings = Office.quick
        settings.auditLimit = 0
        let office = try await Office.founded(settings)
        let queue = try DatabaseQueue(path: office.path)
        // More failed attempts than are kept, written the quick way.
        try await queue.write { database in
            try database.execute(
                sql: """
                    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10700)
                    INSERT INTO audit (time, event, failed, address, detail)
                    SELECT i, 'signInFailed', 1, '10.9.9.9', '' FROM n
                    """)
        }
        for number in 0..<300 {
            _ = try await office.signIn(
                "n\(number)", Secret("x"), from: Office.visitor("10.0.\(number)"), at: now)
        }
        let counts = try queue.read { database in
            try Row.fetchAll(
                database,
                sql: "SELECT failed, count(*) AS n, min(id) AS first FROM audit GROUP BY 1")
        }
        let kept: [Int] = counts.map { $0["n"] }
        #expect(kept[0] == 2)
        #expect((10_000..<10_300).contains(kept[1]))
        #expect(
            try office.book.auditEntries(failedAttempts: false).map(\.event) == [
                .setUp, .setupCodeIssued,
            ])
    }

    @Test func `the audit is read by page, by person and by kind`() async throws {
        let office = try await Office.founded()
        let book = office.book
        try await book.open(
            "p-2", name: "second", password: nil, by: Office.administrator, at: now + 1)
        _ = try await office.signIn("first", Secret("x"), at: now + 2)
        _ = try await office.signIn("ghost", Secret("x"), at: now + 3)
        _ = try await office.signIn(at: now + 4)
        let all = try book.auditEntries()
        #expect(
            all.map(\.event) == [
                .signedIn, .signInFailed, .signInFailed, .accountOpened, .setUp, .setupCodeIssued,
            ])
        #expect(all.map(\.time) == [4, 3, 2, 1, 0, 0].map { now + $0 })
        #expect(all[1].person == nil && all[1].detail.isEmpty)
        #expect(all[2].person == Office.person && all[2].address == "10.0.0.1")
        #expect(all[3].actor == "p-0" && all[3].detail == "second")
        let page = try book.auditEntries(limit: 2)
        let next = try book.auditEntries(before: page[1].id, limit: 2)
        #expect(page + next == Array(all.prefix(4)))
        #expect(try book.auditEntries(person: "p-0").map(\.event) == [.accountOpened])
        #expect(try book.auditEntries(failedAttempts: true).count == 2)
    }
}
