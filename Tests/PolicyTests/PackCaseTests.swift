import LandModel
import Testing

@testable import Policy

@Suite struct PackCaseTests {
    @Test(arguments: PackFolders.codes)
    func `every case and every patched pack comes out as expected`(code: String) throws {
        let pack: Pack
        do {
            pack = try PackFolders.pack(code)
        } catch let errors as PackErrors {
            Issue.record("\(errors.explanation.en)")
            return
        }
        let outcomes = pack.runCases()
        print("\(code): \(pack.clauses.count) clauses, \(outcomes.count) cases and patches")
        for outcome in outcomes where !outcome.isPassed {
            Issue.record(
                "\(outcome.file):\(outcome.line) \(outcome.clause) \(outcome.name): \(outcome.expected) expected, got \(outcome.got) \(outcome.problems.map(\.text.en))"
            )
        }
    }
}
