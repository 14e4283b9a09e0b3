import Foundation
import Testing

/// The defects put into the sample county are found, and nothing else.
@Suite struct QualityAnswerTests {
    private struct Found: Hashable {
        let rule: String
        let features: Set<Int>
        let area: Double?
    }

    private func findings(_ dataset: String) throws -> (status: Int32, found: [Found]) {
        let outcome = try Program.run(["quality", dataset, "--json"])
        let found = try outcome.lines.compactMap { line -> Found? in
            let row = try #require(try json(line) as? [String: Any])
            for key in ["rule", "severity", "layer", "features", "message"] {
                #expect(row[key] != nil, "\(key) in \(line)")
            }
            guard row["severity"] as? String != "info" else { return nil }
            return Found(
                rule: row["rule"] as? String ?? "", features: Set(row["features"] as? [Int] ?? []),
                area: row["area_m2"] as? Double)
        }
        return (outcome.status, found)
    }

    @Test func `the clean county has no defect`() throws {
        let (status, found) = try findings(try County.shared.get().dataset)
        #expect(status == 0)
        #expect(found.isEmpty, "\(found.prefix(5))")
    }

    @Test func `every known defect is found with its features and area`() throws {
        let county = try County.broken.get()
        let (status, found) = try findings(county.dataset)
        #expect(status == 1)
        let text = try String(
            contentsOf: county.folder.appending(path: "county/answers.json"), encoding: .utf8)
        let answers = try #require(try json(text) as? [String: Any])
        let defects = try #require(answers["defects"] as? [[String: Any]])
        #expect(defects.count >= 16)
        for defect in defects {
            let rule = try #require(defect["rule"] as? String)
            let features = Set(try #require(defect["features"] as? [Int]))
            let matching = found.filter { $0.rule == rule && features.isSubset(of: $0.features) }
            #expect(!matching.isEmpty, "\(defect)")
            guard let area = defect["planar_area_m2"] as? Double else { continue }
            // The answer is a plane area, the finding an ellipsoidal one: within one part in a thousand here.
            #expect(
                matching.contains { abs(($0.area ?? 0) - area) < area * 1e-3 + 0.02 },
                "\(defect) \(matching)")
        }
    }
}
