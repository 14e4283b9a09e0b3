import LandModel
import Policy

/// The coverage of the requirements as a table, as totals and for programs.
struct CoverageReport {
    let rows: [CoverageRow]
    /// How many requirements the register holds.
    let requirements: Int
    /// The requirements that no clause answers.
    let missing: [String]
    /// The scenarios read.
    let scenarios: [String]
    let vocabulary: Vocabulary

    private var present: Int { requirements - missing.count }

    /// A line for each requirement; with `tests` also what proves it.
    func table(_ language: DisplayLanguage, tests: Bool) -> [String] {
        let head = BilingualText(
            zh: "条款\t现由\t留待\t案例 符合/不符合/全部\t剧本 拒绝/通过\t内容",
            en: "clause\tdecided by\tleft to\tcases met/broken/all\tscenarios refused/passed\ttitle"
        )
        let lines = rows.flatMap { row in
            [row.columns(language).joined(separator: "\t")]
                + (tests ? row.reasons(language, vocabulary) + row.tests(language) : [])
        }
        return [head[language]] + lines + missing.map { "MISSING \($0)" }
    }

    /// The totals, with the reason for whatever is left or can be no worse.
    func totals(_ language: DisplayLanguage) -> [String] {
        var lines = [
            BilingualText(
                zh: "\(present) of \(requirements) clauses present（要求已有条款）",
                en: "\(present) of \(requirements) clauses present")
        ]
        lines.append(
            BilingualText(zh: "现由（一条可有数项）：", en: "Decided by (a clause may count more than once):"))
        for source in ClauseCoverage.Source.allCases {
            lines.append(count(source.words) { $0.coverage.sources.contains(source) })
        }
        let now = rows.count { $0.coverage.left.isEmpty && $0.coverage.blanks.isEmpty }
        lines.append(
            BilingualText(
                zh: "现已完全可判 \(now) 条；其余：", en: "Wholly decided now: \(now); of the others:"))
        for part in LaterPart.allCases {
            lines.append(
                count(part.words, vocabulary.reason(for: part)) { $0.coverage.left.contains(part) })
        }
        lines.append(
            count(
                BilingualText(zh: "文件留空的数值", en: "a number left blank"),
                BilingualText(zh: "补填后才能符合", en: "it can be met only when that is filled")
            ) { !$0.coverage.blanks.isEmpty })
        lines.append(
            BilingualText(
                zh: "有一正一反案例 \(rows.count { $0.coverage.hasPair }) 条；最坏可判为：",
                en:
                    "With a case on each side: \(rows.count { $0.coverage.hasPair }); the worst they can be:"
            ))
        for worst in WorstStatus.allCases {
            lines.append(count(worst.words, worst.reason) { $0.coverage.worst == worst })
        }
        let cases = rows.reduce(0) { $0 + $1.coverage.proofs.count }
        let refused = rows.count { !$0.refusals.isEmpty }
        let passed = rows.count { !$0.passes.isEmpty }
        lines.append(
            BilingualText(
                zh: "案例 \(cases) 个；剧本 \(scenarios.count) 部，其中 \(refused) 条曾拒绝、\(passed) 条曾通过。",
                en:
                    "\(cases) cases; \(scenarios.count) scenarios, in which \(refused) clauses refuse and \(passed) let pass."
            ))
        return lines.map { $0[language] }
    }

    private func count(
        _ words: BilingualText, _ reason: BilingualText? = nil,
        where isCounted: (CoverageRow) -> Bool
    ) -> BilingualText {
        let number = rows.count(where: isCounted)
        return BilingualText(
            zh: "  \(words.zh)：\(number)" + (reason.map { " — \($0.zh)" } ?? ""),
            en: "  \(words.en): \(number)" + (reason.map { " — \($0.en)" } ?? ""))
    }

    /// Everything, for programs.
    var json: JSONValue {
        .object([
            ("requirements", .integer(requirements)), ("present", .integer(present)),
            ("missing", .array(missing.map(JSONValue.string))),
            (
                "decidedNow",
                .integer(rows.count { $0.coverage.left.isEmpty && $0.coverage.blanks.isEmpty })
            ),
            ("pairs", .integer(rows.count { $0.coverage.hasPair })),
            ("scenarios", .array(scenarios.map(JSONValue.string))),
            (
                "totals",
                .object([
                    ("sources", tally(ClauseCoverage.Source.allCases) { $0.coverage.sources }),
                    ("left", tally(LaterPart.allCases) { $0.coverage.left }),
                    ("worst", tally(WorstStatus.allCases) { [$0.coverage.worst] }),
                ])
            ),
            ("clauses", .array(rows.map { $0.json(vocabulary.reason) })),
        ])
    }

    private func tally<Key: RawRepresentable<String> & Equatable>(
        _ keys: [Key], of row: (CoverageRow) -> [Key]
    ) -> JSONValue {
        .object(
            keys.map { key in (key.rawValue, .integer(rows.count { row($0).contains(key) })) })
    }
}
