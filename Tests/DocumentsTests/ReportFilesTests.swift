import Foundation
import LandModel
import Testing

@testable import Documents

@Suite struct ReportFilesTests {
    @Test func `one run writes all four files`() throws {
        guard Scratch.hasTypesetter else { return }
        let folder = try Scratch.folder("all-four")
        let paths = try ReportFiles(SyntheticReport.small.report())
            .write(to: folder, pdfCommand: Scratch.typesetter)
        let names = paths.map { ($0 as NSString).lastPathComponent }
        #expect(names == ["report.html", "findings.json", "tables.xlsx", "report.pdf"])
        for path in paths { #expect(try Scratch.bytes(path).count > 1000) }
    }

    @Test func `two runs on one input give the same bytes`() throws {
        let command = Scratch.hasTypesetter ? Scratch.typesetter : []
        let report = SyntheticReport.small.report()
        let first = try ReportFiles(report).write(
            to: Scratch.folder("twice-1"), pdfCommand: command)
        // The library of workbooks writes whole seconds; a clock would show after one of them.
        Thread.sleep(forTimeInterval: 1.1)
        let second = try ReportFiles(report).write(
            to: Scratch.folder("twice-2"), pdfCommand: command)
        for (left, right) in zip(first, second) {
            #expect(try Scratch.bytes(left) == Scratch.bytes(right), "\(left)")
        }
    }

    @Test func `another moment changes the time and nothing else`() throws {
        let early = ReportFiles(SyntheticReport.small.report(seconds: 1_795_135_620))
        let late = ReportFiles(SyntheticReport.small.report(seconds: 1_795_200_000))
        #expect(early.findings != late.findings)
        #expect(
            early.findings.replacing("2026-11-20T08:47:00+08:00", with: "")
                == late.findings.replacing("2026-11-21T02:40:00+08:00", with: ""))
        #expect(
            early.page.replacing("2026年11月20日 08时47分", with: "")
                .replacing("2026-11-20 08:47 (UTC+8)", with: "")
                == late.page.replacing("2026年11月21日 02时40分", with: "")
                .replacing("2026-11-21 02:40 (UTC+8)", with: ""))
    }

    @Test func `a folder that is not there is named with the remedy`() throws {
        let folder = "/nowhere-\(UUID().uuidString)"
        let error = #expect(throws: DocumentsError.self) {
            try ReportFiles(SyntheticReport.small.report()).write(to: folder, pdfCommand: [])
        }
        #expect(error?.explanation.en.contains(folder) == true)
        #expect(error?.explanation.zh.contains("--out") == true)
    }

    @Test func `a typesetter that is missing or fails is named with the remedy`() throws {
        let folder = try Scratch.folder("no-typesetter")
        let report = ReportFiles(SyntheticReport.small.report())
        #expect(throws: DocumentsError.typesetterMissing(command: "no-such-typesetter -x")) {
            try report.write(to: folder, pdfCommand: ["no-such-typesetter", "-x"])
        }
        let failed = #expect(throws: DocumentsError.self) {
            try report.write(to: folder, pdfCommand: ["sh", "-c", "echo broken >&2; exit 3"])
        }
        guard case .typesetterFailed(_, 3, "broken")? = failed else {
            Issue.record("not the failure of the program: \(String(describing: failed))")
            return
        }
        #expect(failed?.explanation.zh.contains("scripts/setup") == true)
    }
}
