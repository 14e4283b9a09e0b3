import Access
import Accounts
import LandModel
import TestSupport
import Testing

@Suite struct TokenTests {
    private let now = Office.start
    private let day = 86_400_000

    private func issue(
        _ office: Office, _ reach: TokenReach, name: String = "harvest", until: Int? = nil,
        within limit: TokenReach? = nil
    ) throws -> IssuedToken {
        try office.book.issueToken(
            of: Office.person, name: name, reach: reach, until: until ?? now + day, within: limit,
            by: Office.administrator, at: now)
    }

    @Test func `a token is found by its key until it ends or is revoked`() async throws {
        let office = try await Office.founded()
        let book = office.book
        let issued = try issue(office, TokenReach(scopes: [.read, .import]))
        #expect(issued.key.text.hasPrefix("tc_"))
        #expect(issued.key.text.count == 46)
        #expect(issued.token.lastUsed == nil)
        let found = try #require(try book.token(issued.key, at: now + 5))
        #expect(found.person == Office.person)
        #expect(found.reach.scopes.names == ["read", "import"])
        #expect(found.lastUsed == now + 5)
        // The file is told once a minute.
        #expect(try book.token(issued.key, at: now + 50_000)?.lastUsed == now + 5)
        #expect(try book.token(issued.key, at: now + 70_000)?.lastUsed == now + 70_000)
        #expect(try book.tokens(of: Office.person).first?.lastUsed == now + 70_000)
        #expect(try book.token(issued.key, at: now + day) == nil)
        #expect(try book.token(issued.key, at: now + day - 1) != nil)
        try book.revokeToken(
            issued.token.id, of: Office.person, by: Office.administrator, at: now + 9)
        #expect(try book.token(issued.key, at: now + 10) == nil)
        #expect(try book.tokens(of: Office.person).first?.revoked == now + 9)
        #expect(throws: AccountError.absent(.token)) {
            try book.revokeToken(
                issued.token.id, of: Office.person, by: Office.administrator, at: now)
        }
    }

    @Test func `the key of a calendar's address is good for the calendar alone`() async throws {
        let office = try await Office.founded()
        let issued = try issue(office, TokenReach(scopes: .calendar))
        let found = try #require(try office.book.token(issued.key, at: now))
        #expect(found.reach.scopes.names == ["read:calendar"])
        #expect(found.reach.allows(.calendar, in: nil))
        for scope: TokenScopes in [.read, .act, .import, .admin] {
            #expect(!found.reach.allows(scope, in: nil))
        }
    }

    @Test func `a session's key is no token and a token is no session`() async throws {
        let office = try await Office.founded()
        let session = try #require(try await office.signIn(at: now).session)
        let token = try issue(office, TokenReach(scopes: .read))
        #expect(try office.book.token(session.key, at: now) == nil)
        #expect(try office.book.token(Secret("tc_" + session.key.text), at: now) == nil)
        #expect(try office.book.session(token.key, at: now) == nil)
        #expect(
            try office.book.session(Secret(String(repeating: "x", count: 100_000)), at: now) == nil)
    }

    @Test func `a token rests while its account is not active`() async throws {
        let office = try await Office.founded()
        let token = try issue(office, TokenReach(scopes: .act))
        for state in [Account.State.locked, .mustChangePassword, .disabled] {
            try office.book.set(state, of: Office.person, by: Office.administrator, at: now)
            #expect(try office.book.token(token.key, at: now) == nil)
        }
        try office.book.set(.active, of: Office.person, by: Office.administrator, at: now)
        #expect(try office.book.token(token.key, at: now) != nil)
    }

    @Test func `a token that reaches nothing, ends wrongly or is one too many is not issued`()
        async throws
    {
        var settings = Office.quick
        settings.tokensPerPerson = 2
        let office = try await Office.founded(settings)
        let read = TokenReach(scopes: .read)
        let latest = now + settings.tokenLength
        for (reach, name, until, fault) in [
            (TokenReach(scopes: []), "n", now + day, TokenFault.noScope),
            (TokenReach(scopes: TokenScopes(rawValue: 32)), "n", now + day, .noScope),
            (read, "", now + day, .name), (read, "\u{1}", now + day, .name),
            (read, String(repeating: "n", count: 65), now + day, .name),
            (read, "n", now, .end(latest: latest)), (read, "n", latest + 1, .end(latest: latest)),
        ] {
            #expect(throws: AccountError.unfitToken(fault)) {
                try issue(office, reach, name: name, until: until)
            }
        }
        let first = try issue(office, read)
        _ = try issue(office, read, until: latest)
        #expect(throws: AccountError.unfitToken(.tooMany(limit: 2))) { try issue(office, read) }
        try office.book.revokeToken(
            first.token.id, of: Office.person, by: Office.administrator, at: now)
        _ = try issue(office, read)
    }

    @Test func `a token that asks for a token gets none that reaches further`() async throws {
        let office = try await Office.founded()
        let county = try #require(AdministrativeCode("450205"))
        let town = try #require(AdministrativeCode("450205001"))
        let elsewhere = try #require(AdministrativeCode("451081"))
        let limit = TokenReach(scopes: [.read, .import], area: county)
        let all = TokenReach(scopes: [.read, .act, .import, .admin])
        #expect(try issue(office, all, within: limit).token.reach == limit)
        let narrow = TokenReach(scopes: .read, area: town)
        #expect(try issue(office, narrow, within: limit).token.reach == narrow)
        for reach in [
            TokenReach(scopes: .act, area: county), TokenReach(scopes: .read, area: elsewhere),
        ] {
            #expect(throws: AccountError.unfitToken(.noScope)) {
                try issue(office, reach, within: limit)
            }
        }
    }

    @Test func `what two reaches share allows exactly what both allow`() throws {
        let seed: UInt64 = 4711
        var random = SeededGenerator(seed: seed)
        let areas: [AdministrativeCode?] = [
            nil, AdministrativeCode("45"), AdministrativeCode("4502"), AdministrativeCode("450205"),
            AdministrativeCode("450205001"), AdministrativeCode("450205001002"),
            AdministrativeCode("36"), AdministrativeCode("360124"),
        ]
        let scopes = TokenScopes.names.map(\.scope)
        for _ in 0..<2000 {
            let reaches = (0..<2).map { _ in
                TokenReach(
                    scopes: TokenScopes(rawValue: Int.random(in: 0...15, using: &random)),
                    area: areas[Int.random(in: 0..<areas.count, using: &random)])
            }
            let shared = reaches[0].narrowed(by: reaches[1])
            for scope in scopes {
                for place in areas {
                    let isAllowed = shared?.allows(scope, in: place) ?? false
                    let expected = reaches.allSatisfy { $0.allows(scope, in: place) }
                    #expect(
                        isAllowed == expected,
                        "seed \(seed): \(reaches) \(scope) in \(place?.digits ?? "-")")
                }
            }
        }
    }

    @Test func `reach is told by scope and by the digits of the area`() throws {
        let county = try #require(AdministrativeCode("450205"))
        let village = AdministrativeCode("450205001002")
        let reach = TokenReach(scopes: [.read, .act], area: county)
        #expect(reach.allows(.read, in: county))
        #expect(reach.allows([.read, .act], in: village))
        #expect(!reach.allows(.import, in: village))
        #expect(!reach.allows([.read, .import], in: village))
        #expect(!reach.allows(.read, in: AdministrativeCode("4502")))
        #expect(!reach.allows(.read, in: AdministrativeCode("450206")))
        #expect(!reach.allows(.read, in: nil))
        #expect(!reach.allows([], in: village))
        #expect(TokenReach(scopes: .read).allows(.read, in: nil))
        #expect(TokenScopes(names: ["read", "act"]) == [.read, .act])
        #expect(TokenScopes(names: ["read", "all"]) == nil)
    }
}
