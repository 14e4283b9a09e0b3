import Foundation
import Testing

@testable import Documents

@Suite struct PrintedReportTests {
    @Test func `the document has numbered A4 pages with text that can be searched`() throws {
        guard Scratch.hasTypesetter, Scratch.has(["pdftotext", "-v"])
        else {
            return
        }
        let document = ReportFiles(SyntheticReport.small.report(draft: true))
            .printed(in: try Scratch.folder("print"))
        let path = document.path
        try PrintedDocument.set([document], by: Scratch.typesetter)
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
        guard Scratch.hasTypesetter else { return }
        let county = SyntheticReport(county: SyntheticCounty(columns: 144, rows: 140, cell: 300))
        let folder = try Scratch.folder("large")
        let document = ReportFiles(county.report()).printed(in: folder)
        let hypertext = document.hypertext
        try hypertext.write(toFile: folder + "/print.html", atomically: true, encoding: .utf8)
        // Processor time, as the shell counts it: a busy machine stretches the time by the clock.
        let shell = "python3 \"$@\"; status=$?; times >'\(folder)/times'; exit $status"
        try PrintedDocument.set([document], by: ["sh", "-c", shell, "sh"])
        let times = try String(contentsOfFile: folder + "/times", encoding: .utf8)
        let seconds = times.split(separator: "\n").last?.split(separator: " ").compactMap { time in
            let parts = time.dropLast().split(separator: "m").compactMap { Double($0) }
            return parts.count == 2 ? parts[0] * 60 + parts[1] : nil
        }
        let took = try #require(seconds?.reduce(0, +))
        print(
            "twenty thousand patches printed: \(hypertext.utf8.count) bytes of hypertext, \(took) s"
        )
        // About 3 s on an idle machine; a busy one takes twice that for the same work.
        #expect(took > 0 && took < 12)
    }
}
