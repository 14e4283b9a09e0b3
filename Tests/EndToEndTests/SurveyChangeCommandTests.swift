import Foundation
import Testing

/// Two years of a sample county, the second made by a script that knows what it changed.
@Suite struct SurveyChangeCommandTests {
    private struct Year {
        let folder: URL
        let cells: [String: [String: Double]]
        let residuals: Int

        static let made: Result<Year, any Error> = Result {
            let county = try County.shared.get()
            let folder = try Scratch.folder("change")
            let script = Program.root.appending(
                path: "Tests/EndToEndTests/Scripts/changed_county.py"
            ).path
            let outcome = try Program.python([script, county.dataset, folder.path])
            guard outcome.status == 0 else { throw County.Failure(text: outcome.errors) }
            let text = try String(
                contentsOf: folder.appending(path: "answers.json"), encoding: .utf8)
            let answers = try #require(try json(text) as? [String: Any])
            return Year(
                folder: folder,
                cells: try #require(answers["cells"] as? [String: [String: Double]]),
                residuals: try #require(answers["residuals"] as? [[Any]]).count)
        }

        func file(_ name: String) -> String { folder.appending(path: name).path }
    }

    @Test func `every known change is found, and nothing else`() throws {
        let county = try County.shared.get()
        let year = try Year.made.get()
        let outcome = try Program.run([
            "change", county.dataset, year.file("after.gpkg"), "--plan", year.file("plan.geojson"),
            "--json",
        ])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let result = try #require(try json(outcome.output) as? [String: Any])
        var expected = year.cells
        #expect(expected.count > 15)
        for cell in try #require(result["cells"] as? [[String: Any]]) {
            let (before, after) = (cell["before"] as? String ?? "", cell["after"] as? String ?? "")
            if before == after { continue }
            let known = expected.removeValue(forKey: "\(before)>\(after)") ?? [:]
            for name in ["area", "noise", "explained", "at_variance", "residual"] {
                let area = try #require(cell[name + "_m2"] as? Double)
                // Recorded areas of some pieces, each rounded; borders rounded to 0.1 mm.
                #expect(abs(area - (known[name] ?? 0)) < 0.1, "\(before)→\(after) \(name)")
            }
        }
        #expect(expected.isEmpty, "\(expected)")
        let residuals = try #require(result["residuals"] as? [[String: Any]])
        let large = residuals.filter { ($0["area_m2"] as? Double ?? 0) > 0.1 }
        #expect(large.count == year.residuals)
        #expect(result["tolerance_m"] as? Double == 1)
    }

    @Test func `the table is printed as CSV and in both languages`() throws {
        let county = try County.shared.get()
        let year = try Year.made.get()
        let files = ["change", county.dataset, year.file("after.gpkg") + "#DLTB"]
        let csv = try Program.run(files + ["--csv"])
        #expect(csv.lines.first?.hasPrefix("before,after,area_m2,noise_m2,") == true)
        let english = try Program.run(files + ["--lang", "en", "--tolerance", "0"])
        #expect(english.lines.first?.hasSuffix("drawing noise (tolerance 0.0 m) 0.00 m2") == true)
        let chinese = try Program.run(files + ["--lang", "zh"])
        #expect(chinese.output.contains("制图误差"))
    }

    @Test func `what cannot be compared is refused by file and field`() throws {
        let county = try County.shared.get()
        let missing = try Program.run(["change", county.dataset, "nowhere.gpkg"])
        #expect(missing.status == 2 && missing.errors.contains("nowhere.gpkg"))
        let wrong = try Program.run([
            "change", county.dataset, county.dataset + "#CJDCQ", "--lang", "en",
        ])
        #expect(wrong.status == 2, "\(wrong.status)")
        #expect(wrong.errors.contains("#CJDCQ") && wrong.errors.contains("DLBM"))
        #expect(
            try Program.run(["change", county.dataset, county.dataset, "--csv", "--json"]).status
                == 2)
    }
}
