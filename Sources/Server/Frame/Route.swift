import HTTPTypes
import LandModel

/// One address of the server: what it asks, gives and demands, and what it does (路由).
///
/// The server's router, its checks of parameters and rights, and the OpenAPI document are all made
/// from the same declarations.
struct Route: Sendable {
    /// A parameter of the path, the query or the head.
    struct Parameter: Sendable {
        enum Place: String, Sendable { case path, query, header }

        let name: String
        let place: Place
        let schema: Schema
        let isRequired: Bool
        let meaning: String

        static func path(_ name: String, _ schema: Schema, _ meaning: String) -> Parameter {
            Parameter(
                name: name, place: .path, schema: schema, isRequired: true, meaning: meaning)
        }

        static func query(
            _ name: String, _ schema: Schema, required: Bool = false, _ meaning: String
        ) -> Parameter {
            Parameter(
                name: name, place: .query, schema: schema, isRequired: required, meaning: meaning)
        }

        static func header(
            _ name: String, _ schema: Schema, required: Bool = false, _ meaning: String
        ) -> Parameter {
            Parameter(
                name: name, place: .header, schema: schema, isRequired: required, meaning: meaning)
        }
    }

    /// What a request carries.
    struct Body: Sendable {
        let types: [String]
        let schema: Schema
        /// The largest number of bytes; nil for the server's usual limit.
        var longest: Int?

        static func json(_ schema: Schema) -> Body {
            Body(types: ["application/json"], schema: schema)
        }
    }

    /// What an answer carries.
    struct Answer: Sendable {
        let status: Int
        let meaning: String
        let type: String?
        let schema: Schema?

        static func json(_ status: Int, _ schema: Schema, _ meaning: String) -> Answer {
            Answer(status: status, meaning: meaning, type: "application/json", schema: schema)
        }

        static func nothing(_ status: Int, _ meaning: String) -> Answer {
            Answer(status: status, meaning: meaning, type: nil, schema: nil)
        }

        /// Events as they come: each has a shape, and the whole of them none.
        static func events(_ meaning: String) -> Answer {
            Answer(status: 200, meaning: meaning, type: "text/event-stream", schema: nil)
        }

        static func file(_ status: Int, _ type: String, _ meaning: String) -> Answer {
            Answer(
                status: status, meaning: meaning, type: type, schema: .text(format: "binary"))
        }
    }

    /// What the caller must have.
    enum Right: Sendable, Equatable {
        /// Nothing: it is open.
        case open
        /// A session, or a token whose scopes hold this one.
        case signedIn(CallerScope)
    }

    let method: HTTPRequest.Method
    /// The address with parameters in braces, `/api/v1/jobs/{job}`.
    let path: String
    /// The chapter of the document it stands in.
    let chapter: String
    let title: String
    var parameters: [Parameter] = []
    var body: Body?
    /// What it gives; a status stands more than once when its content has more than one type.
    var answers: [Answer] = []
    var right = Right.signedIn(.read)
    /// Whether a page shows it: then what goes wrong is told as a page, and who is not signed in is
    /// sent to sign in.
    var isPage = false
    /// Whether it works before the office is founded.
    var isForSetUp = false
    let handle: @Sendable (Call) async throws -> Reply

    /// Whether the document names it: a page is for people, and an address that ends with a slash is the same as
    /// that without.
    var isDescribed: Bool { !isPage && !path.hasSuffix("/") }

    /// Whether it changes something, so that it needs proof against forged requests.
    var isChange: Bool { method != .get && method != .head && method != .options }
}

/// What a caller may use the server for (令牌范围).
enum CallerScope: String, Sendable, CaseIterable {
    /// Look.
    case read
    /// Perform acts.
    case act
    /// Upload and import.
    case `import`
    /// Administer.
    case admin
}
