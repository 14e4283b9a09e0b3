import LandModel

/// What one case of a pack, or one patched pack, came to.
public struct CaseOutcome: Hashable, Sendable {
    /// The sentence that names it.
    public let name: String
    /// The clause judged; empty for a broken pack.
    public let clause: String
    /// The file.
    public let file: String
    /// The line in the file.
    public let line: Int
    /// The status, or for a patched pack the code, that must come out.
    public let expected: String
    /// What came out; several codes are joined by commas.
    public let got: String
    /// Everything wrong with the case itself, or with the patched pack.
    public let problems: [PackProblem]
    /// The finding; nil for a broken pack or a broken case.
    public let finding: Finding?
    /// Whether it came out as expected.
    public let isPassed: Bool
}

extension Pack {
    /// Runs every case and every patched pack through the same code that judges real projects.
    public func runCases() -> [CaseOutcome] {
        source.cases.map { run($0) } + source.patches.map { run(patch: $0) }
    }

    /// Runs the cases on one clause, those on patched copies of the pack last.
    public func runCases(of clause: String) -> [CaseOutcome] {
        source.cases.filter { $0["clause"]?.text == clause }.map { run($0) }
            + source.patches.filter { $0["case"]?["clause"]?.text == clause }.map { run(patch: $0) }
    }

    func run(_ node: PackNode) -> CaseOutcome {
        var decoder = CaseDecoder(node, pack: self)
        let decoded = decoder.decode()
        let expected = node["expect"]?.text ?? ""
        guard let decoded, decoder.problems.isEmpty else {
            return CaseOutcome(
                name: node["name"]?.text ?? "", clause: node["clause"]?.text ?? "",
                file: node.file, line: node.line, expected: expected,
                got: Pack.codes(decoder.problems), problems: decoder.problems, finding: nil,
                isPassed: false)
        }
        let finding = judge(decoded)
        let got = finding.problem?.code.rawValue ?? finding.status.rawValue
        return CaseOutcome(
            name: decoded.name, clause: decoded.clause.id, file: node.file, line: node.line,
            expected: expected, got: got, problems: [], finding: finding,
            isPassed: got == expected && Pack.isMeasured(finding, decoded.measured))
    }

    private static func isMeasured(_ finding: Finding, _ wanted: Rational?) -> Bool {
        guard let wanted else { return true }
        guard let measured = finding.measured?.number else { return false }
        // A case writes a rounded share, such as 4.99999999 %.
        return (measured - wanted).magnitude <= Rational(1, over: 1_000_000_000)
    }

    private static func codes(_ problems: [PackProblem]) -> String {
        Set(problems.map(\.code.rawValue)).sorted().joined(separator: ",")
    }

    private func judge(_ decoded: PackCase) -> Finding {
        var judge = ClauseJudge(
            decoded.clause, of: self, frames: [decoded.context.root],
            journal: JournalIndex(decoded.context.journal, upTo: decoded.context.asOf),
            context: decoded.context)
        return judge.judge()
    }

    /// Without `case` the patched pack must be refused with the expected code; with `case` it
    /// tries a feature another document needs.
    private func run(patch node: PackNode) -> CaseOutcome {
        let expected = node["expect"]?.text ?? ""
        let patched = source.applying(
            node["patch"] ?? PackNode(content: .map([]), file: "", line: 0))
        var (pack, problems) = Pack.build(patched, vocabulary: vocabulary)
        var finding: Finding?
        var got = Pack.codes(problems)
        if let trial = node["case"] {
            // A patch may leave a parameter unused; that is not what it tries.
            problems.removeAll { $0.code == .p21 }
            got = Pack.codes(problems)
            if problems.isEmpty {
                var decoder = CaseDecoder(trial, pack: pack)
                let decoded = decoder.decode(insidePatch: true)
                problems = decoder.problems
                finding = decoded.map { pack.judge($0) }
                got = Pack.codes(problems)
                if problems.isEmpty, let finding {
                    got = finding.problem?.code.rawValue ?? finding.status.rawValue
                }
            }
        }
        let isExpected =
            node["case"] == nil
            ? problems.contains { $0.code.rawValue == expected } : got == expected
        return CaseOutcome(
            name: node["name"]?.text ?? "", clause: node["case"]?["clause"]?.text ?? "",
            file: node.file, line: node.line, expected: expected, got: got, problems: problems,
            finding: finding, isPassed: isExpected)
    }
}
