import Access
import HTTPTypes
import LandModel
import Operations

/// A request that is not fulfilled, as RFC 9457 tells it, with every finding at once (问题报告).
struct Problem: Error {
    /// One thing that stands against the request.
    struct Finding: Hashable {
        let code: String
        let field: String?
        let text: BilingualText
        let clause: String?
        /// The acts that would take it away.
        let acts: [String]

        init(
            _ code: String, field: String? = nil, _ text: BilingualText, clause: String? = nil,
            acts: [String] = []
        ) {
            (self.code, self.field, self.text, self.clause) = (code, field, text, clause)
            self.acts = acts
        }

        var json: JSONValue {
            .object([
                ("code", .string(code)), ("field", .optional(field)), ("zh", .string(text.zh)),
                ("en", .string(text.en)), ("clause", .optional(clause)),
                ("acts", .array(acts.map(JSONValue.string))),
            ])
        }
    }

    let status: HTTPResponse.Status
    /// The kind, a word that programs can rely on; the last part of the type's address.
    let kind: String
    let title: BilingualText
    let findings: [Finding]
    /// Headers that go with the answer.
    var headers: HTTPFields = [:]

    init(
        _ status: HTTPResponse.Status, _ kind: String, zh: String, en: String,
        findings: [Finding] = [], headers: HTTPFields = [:]
    ) {
        self.status = status
        self.kind = kind
        title = BilingualText(zh: zh, en: en)
        self.findings = findings
        self.headers = headers
    }

    /// The report; `reference` is what a person quotes when asking about it.
    func json(_ language: DisplayLanguage, reference: String) -> JSONValue {
        .object([
            ("type", .string("urn:tianchou:problem:\(kind)")),
            ("title", .string(title[language])), ("status", .integer(status.code)),
            ("detail", .string(detail[language])),
            ("instance", .string("urn:tianchou:request:\(reference)")),
            ("findings", .array(findings.map(\.json))),
        ])
    }

    /// Title and findings in sentences.
    var detail: BilingualText {
        BilingualText(
            zh: ([title.zh] + findings.map(\.text.zh)).joined(separator: " "),
            en: ([title.en] + findings.map(\.text.en)).joined(separator: " "))
    }

    /// The shape of a report.
    static let schema = Schema.object([
        .init("type", .text()), .init("title", .text()), .init("status", .integer(100...599)),
        .init("detail", .text()), .init("instance", .text()),
        .init(
            "findings",
            .list(
                .object([
                    .init("code", .text()), .init("field", .nullable(.text())),
                    .init("zh", .text()), .init("en", .text()),
                    .init("clause", .nullable(.text())),
                    .init("acts", .list(.text())),
                ]))),
    ])
}

extension Problem {
    /// What the path names does not exist, or not for who asks: the two are told alike.
    static func missing(zh: String = "没有找到。", en: String = "Not found.") -> Problem {
        Problem(.notFound, "not-found", zh: zh, en: en)
    }

    /// The request cannot be read.
    static func unreadable(_ findings: [Finding]) -> Problem {
        Problem(
            .badRequest, "unreadable", zh: "请求不合要求（\(findings.count) 处）。",
            en: "The request cannot be read (\(findings.count) faults).", findings: findings)
    }

    /// One fault of one field.
    static func fault(_ field: String, zh: String, en: String) -> Problem {
        .unreadable([Finding("REQ-VALUE", field: field, BilingualText(zh: zh, en: en))])
    }

    /// Nobody is signed in.
    static let signInNeeded = Problem(
        .unauthorized, "sign-in", zh: "请先登录。", en: "Sign in first.",
        headers: [.wwwAuthenticate: "Bearer"])

    /// Who is signed in may not do this.
    static func forbidden(zh: String, en: String) -> Problem {
        Problem(.forbidden, "forbidden", zh: zh, en: en)
    }

    /// An act was refused: by access alone, or by what stands against it.
    init(_ refusal: Refusal) {
        let isAccess = refusal.items.allSatisfy { $0.code.hasPrefix("ACC-") }
        let isInput = refusal.items.allSatisfy { $0.code.hasPrefix("INP-") }
        self.init(
            isAccess ? .forbidden : isInput ? .badRequest : .unprocessableContent,
            isAccess ? "forbidden" : isInput ? "unreadable" : "refused",
            zh: "不予办理（\(refusal.items.count) 条）。", en: "Refused (\(refusal.items.count)).",
            findings: refusal.items.map {
                Finding(
                    $0.code, field: $0.field, $0.text,
                    clause: $0.clause.map { "\($0.document) \($0.clause)" },
                    acts: $0.remedies.map(\.operation))
            })
    }

    /// An error that explains itself.
    init(_ error: any ExplainedError) {
        let isInput = error.failureKind == .badInput
        self.init(
            isInput ? .unprocessableContent : .serviceUnavailable,
            isInput ? "bad-input" : "unavailable", zh: error.explanation.zh,
            en: error.explanation.en)
    }
}
