import Accounts
import Access
import Digest
import Foundation

/// A file of accounts in a folder of its own, removed when the test is over.
final class Office: Sendable {
    let folder: URL
    let book: AccountBook

    /// A time to start from, 2026-11-22.
    static let start = 1_795_305_600_000
    static let person: Person.ID = "p-1"
    static let password = Secret("wheat-under-Snow 88")

    var path: String { folder.appending(path: "accounts.sqlite").path }

    /// Hashing that is quick, for tests about something else.
    static var quick: AccountSettings {
        var settings = AccountSettings()
        settings.passwordHash = .scrypt(
            KeyDerivation.ScryptCost(logarithm: 4, blockSize: 8, parallelism: 1))
        return settings
    }

    init(_ settings: AccountSettings = Office.quick) throws {
        folder = FileManager.default.temporaryDirectory.appending(
            path: "tianchou-accounts-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        book = try AccountBook.open(
            folder.appending(path: "accounts.sqlite").path, settings: settings)
    }

    deinit {
        do {
            try book.close()
            try FileManager.default.removeItem(at: folder)
        } catch {
            print("the folder \(folder.path) stays: \(error)")
        }
    }

    static func visitor(_ address: String = "10.0.0.1", replacing: Secret? = nil) -> Visitor {
        Visitor(address: address, agent: "test", replacing: replacing)
    }

    static let administrator = AccountActor(person: "p-0", address: "10.0.0.9")

    /// An office whose first account is that of ``person``, under the name `first`.
    static func founded(_ settings: AccountSettings = Office.quick) async throws -> Office {
        let office = try Office(settings)
        let code = try office.book.issueSetupCode(at: start)
        try await office.book.setUp(
            code: code, person: person, name: "first", password: password, from: visitor(),
            at: start)
        return office
    }

    func signIn(
        _ name: String = "first", _ password: Secret = Office.password,
        from visitor: Visitor = Office.visitor(), roles: Set<Role> = [], at now: Int
    ) async throws -> SignInOutcome {
        try await book.signIn(
            name: name, password: password, from: visitor, roles: { _ in roles }, at: now)
    }
}

extension SignInOutcome {
    var session: IssuedSession? {
        guard case .signedIn(let session) = self else { return nil }
        return session
    }

    var pending: PendingSignIn? {
        guard case .secondFactorNeeded(let pending) = self else { return nil }
        return pending
    }

    var refusal: SignInRefusal? {
        guard case .refused(let refusal) = self else { return nil }
        return refusal
    }
}
