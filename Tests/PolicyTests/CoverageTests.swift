import LandModel
import Testing

@testable import Policy

/// What decides every clause and whether its cases prove it.
@Suite struct CoverageTests {
    @Test(arguments: PackFolders.codes)
    func `every clause has a case that meets it and one that breaks it as far as it can be`(
        code: String
    ) throws {
        let coverage = try PackFolders.pack(code).coverage()
        for clause in coverage where !clause.hasPair {
            Issue.record(
                "\(clause.clause) can be \(clause.worst); its cases expect \(clause.proofs.map(\.status))"
            )
        }
        let worst = Dictionary(grouping: coverage, by: \.worst).mapValues(\.count)
        print("\(code): \(worst.map { "\($0.key.rawValue) \($0.value)" }.sorted())")
    }

    @Test(arguments: PackFolders.codes)
    func `a gate, paper, report or role before an act is broken by that act in some case`(
        code: String
    ) throws {
        let pack = try PackFolders.pack(code)
        for clause in pack.clauses where clause.isShutUntilDone && !clause.isStated {
            let isTried = pack.source.cases.contains { node in
                node["clause"]?.text == clause.id && node["expect"]?.text == "violated"
                    && (node["journal"]?.items ?? []).contains {
                        $0["act"]?.text.map(clause.blocks.contains) ?? false
                    }
            }
            #expect(isTried, "no case does \(clause.blocks) against \(clause.id)")
        }
    }

    @Test(arguments: PackFolders.codes)
    func `a gate that waits for an approval also waits for its order`(code: String) throws {
        for clause in try PackFolders.pack(code).clauses where !clause.blocks.isEmpty {
            let unordered = clause.approvedBy.map(\.act).filter {
                !clause.after.contains($0) && !clause.blocks.contains($0)
            }
            #expect(unordered.isEmpty, "\(clause.id) does not say that \(unordered) comes first")
        }
    }

    @Test(arguments: PackFolders.codes)
    func `every clause rests on something, and says why it can be no worse`(
        code: String
    ) throws {
        let pack = try PackFolders.pack(code)
        for clause in pack.coverage() {
            #expect(!clause.sources.isEmpty, "\(clause.clause)")
            #expect(
                (clause.worst.reason == nil)
                    == !clause.worst.statuses.isDisjoint(with: [.violated, .overdue]))
            for part in clause.left { #expect(pack.vocabulary.reason(for: part) != nil) }
        }
    }

    @Test func `what a later part will keep is known to some pack`() throws {
        let vocabulary = try PackFolders.vocabulary()
        let acts = try PackFolders.codes.map { try PackFolders.pack($0) }
            .flatMap(\.lifecycle.actsByID.keys)
        let facts = vocabulary.facts.values.flatMap(\.keys)
        let known = Set(acts).union(facts).union(vocabulary.documents.keys)
        for part in LaterPart.allCases {
            let names = try #require(vocabulary.later[part]).names
            #expect(names.subtracting(known).isEmpty, "\(part)")
        }
    }

    @Test func `a vocabulary that names an unknown part is refused`() throws {
        let words = try Vocabulary.content(of: PackFolders.packs + "/vocabulary.yaml")
        let text = String(decoding: words, as: UTF8.self)
        let changed = text.replacing("\n  participation:\n", with: "\n  participations:\n")
        #expect(throws: PackErrors.self) {
            try Vocabulary.load(content: Array(changed.utf8), named: "vocabulary.yaml")
        }
    }

    @Test func `the form of a clause says the worst it can come to`() throws {
        let expected: [String: WorstStatus] = [
            "LZ-001": .stated, "LZ-004": .broken, "LZ-014": .broken, "LZ-028": .broken,
            "LZ-036": .overdue, "LZ-057": .overdue, "LZ-079": .nextSpan, "LZ-072": .asked,
            "LZ-054": .asked, "LZ-063": .unused, "LZ-077": .broken, "LZ-080": .broken,
        ]
        let found = try PackFolders.pack("liuzhou-2020").coverage()
        for clause in found {
            if let worst = expected[clause.clause] { #expect(clause.worst == worst) }
        }
        let jinxian = try PackFolders.pack("jinxian-2020").coverage()
        let blank = jinxian.filter { !$0.blanks.isEmpty }
        #expect(blank.map(\.clause) == ["JX-033", "JX-034"])
        #expect(blank.allSatisfy { $0.satisfying.allSatisfy(\.isOnPatch) })
    }

    @Test func `what a clause rests on is read from its fields and expressions`() throws {
        let found = try PackFolders.pack("liuzhou-2020").coverage()
        func sources(_ id: String) -> [ClauseCoverage.Source]? {
            found.first { $0.clause == id }?.sources
        }
        #expect(sources("LZ-001") == [.stated])
        #expect(sources("LZ-004") == [.measured])
        #expect(sources("LZ-013") == [.act])
        #expect(sources("LZ-014") == [.attestation])
        #expect(sources("LZ-030") == [.fact, .paper])
        #expect(sources("LZ-045") == [.measured, .act])
        #expect(sources("LZ-053") == [.fact, .paper])
        #expect(sources("LZ-071") == [.appointment])
        #expect(sources("LZ-079") == [.act, .time])
        #expect(sources("LZ-062") == [.fact, .ledger])
        let left = Dictionary(uniqueKeysWithValues: found.map { ($0.clause, $0.left) })
        #expect(left["LZ-064"] == [.ledger])
        #expect(left["LZ-028"] == [.participation])
        #expect(left["LZ-080"] == [.supervision])
        #expect(left["LZ-048"] == [])
    }
}
