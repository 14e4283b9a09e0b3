import LandModel
import Policy

/// One requirement with what decides it and what proves it.
struct CoverageRow {
    let pack: String
    let coverage: ClauseCoverage
    let title: BilingualText
    /// The steps of scenarios it refuses.
    let refusals: [ScenarioProofs.Place]
    /// The acts it stands before that go through in a scenario.
    let passes: [ScenarioProofs.Place]

    var id: String { coverage.clause }

    init(_ coverage: ClauseCoverage, of pack: Pack, _ scenarios: ScenarioProofs) {
        self.coverage = coverage
        self.pack = pack.code
        title = pack.clause(coverage.clause)?.title ?? BilingualText(zh: "", en: "")
        refusals = scenarios.refusals[coverage.clause, default: []]
        passes = scenarios.passes[coverage.clause, default: []]
    }

    /// The columns of the table.
    func columns(_ language: DisplayLanguage) -> [String] {
        func words(_ texts: [BilingualText]) -> String {
            texts.isEmpty ? "–" : texts.map { $0[language] }.joined(separator: "+")
        }
        return [
            id, words(coverage.sources.map(\.words)), words(coverage.left.map(\.words)),
            "\(coverage.satisfying.count)/\(coverage.breaking.count)/\(coverage.proofs.count)",
            "\(refusals.count)/\(passes.count)", title[language],
        ]
    }

    /// Why something is left to a part to come, or why it can be no worse, a line each.
    func reasons(_ language: DisplayLanguage, _ vocabulary: Vocabulary) -> [String] {
        (coverage.left.compactMap { vocabulary.reason(for: $0) } + [coverage.worst.reason])
            .compactMap { $0.map { "    — " + $0[language] } }
    }

    /// The cases and scenarios that prove it, a line each.
    func tests(_ language: DisplayLanguage) -> [String] {
        let cases = coverage.proofs.map { proof in
            let patch = BilingualText(zh: "（补空后）", en: " (blank filled)")[language]
            return "    \(proof.status.rawValue)\(proof.isOnPatch ? patch : "")\t\(proof.name)"
        }
        let refused = refusals.map {
            "    \(BilingualText(zh: "剧本拒绝", en: "refused")[language])\t\($0.text)"
        }
        let passed = passes.map {
            "    \(BilingualText(zh: "剧本通过", en: "passed")[language])\t\($0.text)"
        }
        return cases + refused + passed
    }

    /// Everything of the row; `reason` says why something is left to a part to come.
    func json(_ reason: (LaterPart) -> BilingualText?) -> JSONValue {
        .object([
            ("id", .string(id)), ("pack", .string(pack)), ("title", .text(title)),
            ("decidedBy", .string(coverage.decidedBy.rawValue)),
            ("sources", .array(coverage.sources.map { .string($0.rawValue) })),
            (
                "left",
                .array(
                    coverage.left.map { part in
                        .object([
                            ("part", .string(part.rawValue)),
                            ("reason", reason(part).map { .text($0) } ?? .null),
                        ])
                    })
            ),
            ("blanks", .array(coverage.blanks.map(JSONValue.string))),
            ("worst", .string(coverage.worst.rawValue)),
            ("whyNoWorse", coverage.worst.reason.map { .text($0) } ?? .null),
            ("hasPair", .bool(coverage.hasPair)), ("tests", .integer(coverage.caseCount)),
            (
                "cases",
                .array(
                    coverage.proofs.map { proof in
                        .object([
                            ("name", .string(proof.name)),
                            ("status", .string(proof.status.rawValue)),
                            ("onPatch", .bool(proof.isOnPatch)),
                        ])
                    })
            ),
            ("refusedIn", .array(refusals.map { .string($0.text) })),
            ("passedIn", .array(passes.map { .string($0.text) })),
        ])
    }
}
