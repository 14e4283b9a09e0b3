public import Access
import GRDB
public import LandModel

/// What a token may be used for.
public struct TokenScopes: OptionSet, Sendable, Hashable {
    /// The bits.
    public let rawValue: Int

    /// Takes the bits.
    public init(rawValue: Int) { self.rawValue = rawValue }

    /// Reading; no other scope includes it.
    public static let read = TokenScopes(rawValue: 1)
    /// Performing government acts.
    public static let act = TokenScopes(rawValue: 2)
    /// Bringing in files and datasets.
    public static let `import` = TokenScopes(rawValue: 4)
    /// Administration of the installation.
    public static let admin = TokenScopes(rawValue: 8)

    /// Reading the time limits as a calendar and nothing else: for addresses that calendar programs keep.
    public static let calendar = TokenScopes(rawValue: 16)

    /// The scopes by their names, in the order in which they are shown.
    public static let names: [(name: String, scope: TokenScopes)] = [
        ("read", .read), ("act", .act), ("import", .import), ("admin", .admin),
        ("read:calendar", .calendar),
    ]

    static let all: TokenScopes = [.read, .act, .import, .admin, .calendar]

    /// The scopes of some names; nil when a name is unknown.
    public init?(names: some Sequence<String>) {
        var scopes: TokenScopes = []
        for name in names {
            guard let known = Self.names.first(where: { $0.name == name }) else { return nil }
            scopes.insert(known.scope)
        }
        self = scopes
    }

    /// The names of the scopes.
    public var names: [String] { Self.names.filter { contains($0.scope) }.map(\.name) }
}

/// How far a token reaches: never further than the person, and often less.
public struct TokenReach: Sendable, Hashable {
    /// What it may be used for.
    public let scopes: TokenScopes
    /// The area it is confined to, with all areas in it; nil for all that the person reaches.
    public let area: AdministrativeCode?

    /// Names a reach.
    public init(scopes: TokenScopes, area: AdministrativeCode? = nil) {
        self.scopes = scopes
        self.area = area
    }

    /// Whether something in an area is within reach; nil for what belongs to no area.
    ///
    /// A token confined to an area does not reach what belongs to none.
    public func allows(_ scope: TokenScopes, in place: AdministrativeCode?) -> Bool {
        guard scopes.isSuperset(of: scope), !scope.isEmpty else { return false }
        guard let area else { return true }
        return place.map(area.contains) ?? false
    }

    /// What two reaches have in common; nil when that is nothing.
    public func narrowed(by other: TokenReach) -> TokenReach? {
        let shared = scopes.intersection(other.scopes)
        guard !shared.isEmpty else { return nil }
        switch (area, other.area) {
        case (let mine, nil): return TokenReach(scopes: shared, area: mine)
        case (nil, let theirs): return TokenReach(scopes: shared, area: theirs)
        case (let mine?, let theirs?):
            if mine.contains(theirs) { return TokenReach(scopes: shared, area: theirs) }
            return theirs.contains(mine) ? TokenReach(scopes: shared, area: mine) : nil
        }
    }
}

/// A key with which a program acts for a person (接口令牌).
public struct Token: Sendable, Hashable, Identifiable {
    /// The number by which it is listed and revoked: no secret.
    public let id: String
    /// For whom it acts.
    public let person: Person.ID
    /// What the person calls it.
    public let name: String
    /// How far it reaches.
    public let reach: TokenReach
    /// When it was issued.
    public let created: Int
    /// When it ends.
    public let expires: Int
    /// When it was last used, to a minute; nil for never.
    public internal(set) var lastUsed: Int?
    /// When it was revoked; nil while it is not.
    public let revoked: Int?

    init?(_ row: Row) {
        let person: String = row["person"]
        guard let person = Person.ID(person) else { return nil }
        let area: String? = row["area"]
        // An area that cannot be read must not become "everywhere".
        guard area == nil || area.flatMap({ AdministrativeCode($0) }) != nil else { return nil }
        self.person = person
        id = row["number"]
        name = row["name"]
        reach = TokenReach(
            scopes: TokenScopes(rawValue: row["scopes"]),
            area: area.flatMap { AdministrativeCode($0) })
        created = row["created"]
        expires = row["expires"]
        lastUsed = row["used"]
        revoked = row["revoked"]
    }
}

/// A token with its key, as it is shown to the person once.
public struct IssuedToken: Sendable {
    /// The key: `tc_` and 43 characters.
    public let key: Secret
    /// The token.
    public let token: Token
}

/// Why a token cannot be issued.
public enum TokenFault: Hashable, Sendable {
    /// It would be good for nothing.
    case noScope
    /// It has no name, or one of more than 64 characters.
    case name
    /// It would end in the past or live longer than allowed.
    case end(latest: Int)
    /// The person has too many already.
    case tooMany(limit: Int)

    /// What is wrong and what to do.
    public var explanation: BilingualText {
        switch self {
        case .noScope:
            BilingualText(
                zh: "令牌没有任何用途；请至少选择一项权限",
                en: "the token would be good for nothing: choose a scope")
        case .name:
            BilingualText(
                zh: "令牌名称须为 1 至 64 个字符；请另取一个",
                en: "a token has a name of 1 to 64 characters: give it one")
        case .end:
            BilingualText(
                zh: "令牌的有效期已过或太长；请选择较近的日期",
                en: "the token would end in the past or too late: choose another day")
        case .tooMany(let limit):
            BilingualText(
                zh: "令牌已有 \(limit) 个；请先吊销不用的",
                en: "there are \(limit) tokens already: revoke those not in use")
        }
    }
}
