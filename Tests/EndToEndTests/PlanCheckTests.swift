import Foundation
import Testing

/// A plan judged by the built program: the four files, their determinism, the expected verdicts.
@Suite struct PlanCheckTests {
    private static let moment = ["SOURCE_DATE_EPOCH": "1767225600"]

    private func check(
        _ county: County, plan: String, pack: String, to name: String, extra: [String] = []
    ) throws -> (status: Int32, folder: URL, findings: [[String: Any]]) {
        let out = county.folder.appending(path: name)
        let outcome = try Program.run(
            [
                "check", "--data", county.dataset, "--plan", plan, "--pack", pack, "--as-of",
                "2026-01-01", "--out", out.path,
            ] + extra, environment: Self.moment)
        #expect(outcome.status <= 1, "\(outcome.errors)")
        let file = try String(contentsOf: out.appending(path: "findings.json"), encoding: .utf8)
        let root = try #require(try json(file) as? [String: Any])
        return (outcome.status, out, try #require(root["findings"] as? [[String: Any]]))
    }

    private func status(_ clause: String, _ findings: [[String: Any]]) -> String? {
        findings.first { $0["clause"] as? String == clause || $0["id"] as? String == clause }?[
            "status"] as? String
    }

    @Test func `the good plan keeps the measured clauses and the draft breaks them`() throws {
        let county = try County.shared.get()
        let good = try check(
            county, plan: county.plan, pack: "liuzhou-2020", to: "good", extra: ["--no-pdf"])
        let draft = try check(
            county, plan: county.draft, pack: "liuzhou-2020", to: "draft", extra: ["--no-pdf"])
        for clause in ["LZ-004", "LZ-005", "LZ-006", "LZ-008", "LZ-009"] {
            #expect(status(clause, good.findings) == "satisfied", "\(clause)")
        }
        for clause in ["LZ-004", "LZ-005", "LZ-009"] {
            #expect(status(clause, draft.findings) == "violated", "\(clause)")
        }
        #expect(good.status == 1, "papers are missing, so acts are blocked")
    }

    @Test func `a finding without facts is never satisfied`() throws {
        let county = try County.shared.get()
        let good = try check(
            county, plan: county.plan, pack: "wuxi-2022", to: "wuxi", extra: ["--no-pdf"])
        for finding in good.findings where finding["status"] as? String == "satisfied" {
            let missing = finding["missing"] as? [Any] ?? []
            #expect(missing.isEmpty, "\(finding["clause"] ?? finding["id"] ?? "")")
        }
        let waiting = good.findings.filter { $0["status"] as? String == "awaitingEvidence" }
        #expect(!waiting.isEmpty)
    }

    @Test func `the same input gives the same bytes in all four files`() throws {
        let county = try County.shared.get()
        let first = try check(county, plan: county.plan, pack: "gansu-2021", to: "bytes-1")
        let second = try check(county, plan: county.plan, pack: "gansu-2021", to: "bytes-2")
        for name in ["report.html", "report.pdf", "tables.xlsx", "findings.json"] {
            let one = try Data(contentsOf: first.folder.appending(path: name))
            let other = try Data(contentsOf: second.folder.appending(path: name))
            #expect(one == other && !one.isEmpty, "\(name)")
        }
        let page = try String(
            contentsOf: first.folder.appending(path: "report.html"), encoding: .utf8)
        #expect(!page.contains("src=\"http") && !page.contains("href=\"http"))
        #expect(page.utf8.count < 3_000_000)
    }

    @Test func `papers on record change what awaits them`() throws {
        let county = try County.shared.get()
        let evidence = county.folder.appending(path: "evidence.yaml").path
        try """
        given: {threeLinesChanged: false, townshipCount: 12, separateTargetSet: false, projectCount: 9}
        journal:
          - {file: diagnosisReport, date: 2025-06-01, sections: [耕地碎片化, 空间布局无序化, 资源利用低效化, 生态系统质量退化]}
        """.write(toFile: evidence, atomically: true, encoding: .utf8)
        let before = try check(
            county, plan: county.plan, pack: "liuzhou-2020", to: "paper-0", extra: ["--no-pdf"])
        let after = try check(
            county, plan: county.plan, pack: "liuzhou-2020", to: "paper-1",
            extra: ["--no-pdf", "--evidence", evidence])
        #expect(status("LZ-002", before.findings) == "awaitingEvidence")
        #expect(status("LZ-002", after.findings) == "satisfied")
        // A fact of the county reaches the county, whose target is 10 by the end of 2025.
        #expect(status("LZ-017", before.findings) == "awaitingEvidence")
        #expect(status("LZ-017", after.findings) == "violated")
    }

    @Test func `a dataset without land use and a plan without parcels are refused with the remedy`()
        throws
    {
        let county = try County.shared.get()
        let swapped = try Program.run([
            "check", "--data", county.plan, "--plan", county.dataset, "--pack", "liuzhou-2020",
            "--out", county.folder.appending(path: "never").path, "--lang", "en",
        ])
        #expect(swapped.status == 2)
        #expect(swapped.errors.contains("DLTB"))
        #expect(
            !FileManager.default.fileExists(atPath: county.folder.appending(path: "never").path))
    }
}
