import Foundation
import Testing

@testable import Documents

@Suite struct PrintedReportTests {
    @Test func `the document has numbered A4 pages with text that can be searched`() throws {
        guard Scratch.has(Scratch.typesetter + ["--version"]), Scratch.has(["pdftotext", "-v"])
        else {
            return
        }
        let path = try Scratch.folder("print") + "/report.pdf"
        let report = SyntheticReport.small.report(draft: true)
        try Typesetter(command: Scratch.typesetter).set(
            PrintedReport(report: report).hypertext, to: path, moment: report.moment,
            identifier: report.heading.number)
        let facts = try Scratch.run(["pdfinfo", path]).output
        #expect(facts.contains("A4"))
        let pages =
            facts.split(separator: "\n").first { $0.hasPrefix("Pages:") }?
            .split(separator: " ").last.flatMap { Int($0) } ?? 0
        #expect((6...11).contains(pages))
        let text = try Scratch.run(["pdftotext", "-layout", path, "-"]).output
        // The reader may drop the thin spaces around the number.
        let packed = text.replacing(" ", with: "")
        for page in 1...max(pages, 1) { #expect(packed.contains("—\(page)—")) }
        let footers = text.components(separatedBy: "报告编号 TC-990122-20261120-5f2c9a17").count - 1
        #expect(footers == pages)
        // The table of clauses runs over pages; its head comes with it.
        for words in ["合规审查报告", "征求意见稿", "3.39%", "LZ-005", "闭合差 0.00", "县级初审"] {
            #expect(text.contains(words), "\(words)")
        }
    }

    @Test func `a county of twenty thousand patches is set in seconds`() throws {
        guard Scratch.has(Scratch.typesetter + ["--version"]) else { return }
        let county = SyntheticReport(county: SyntheticCounty(columns: 144, rows: 140, cell: 300))
        let report = county.report()
        let hypertext = PrintedReport(report: report).hypertext
        let path = try Scratch.folder("large") + "/report.pdf"
        try hypertext.write(
            toFile: Scratch.folder("large") + "/print.html", atomically: true, encoding: .utf8)
        let start = ContinuousClock.now
        try Typesetter(command: Scratch.typesetter).set(
            hypertext, to: path, moment: report.moment, identifier: report.heading.number)
        let took = ContinuousClock.now - start
        print(
            "twenty thousand patches printed: \(hypertext.utf8.count) bytes of hypertext, \(took)")
        // The aim is 3 s on an idle machine; the limit leaves room for a busy one.
        #expect(took < .seconds(20))
    }
}
