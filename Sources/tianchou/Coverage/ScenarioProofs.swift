import Foundation
import Journal
import LandModel
import Operations
import Policy

/// Where the scenarios are refused by a clause, and where an act it stands before goes through.
struct ScenarioProofs {
    /// A step of a scenario.
    struct Place: Hashable {
        let file: String
        let line: Int
        var text: String { "\(file):\(line)" }
    }

    /// The files read.
    private(set) var scenarios: [String] = []
    /// The steps a clause refuses, by clause.
    private(set) var refusals: [String: [Place]] = [:]
    /// The acts a clause stands before that are done, by clause.
    private(set) var passes: [String: [Place]] = [:]

    /// Reads every scenario of a folder; none when the folder is not there.
    init(folder: URL, packs: [Pack]) throws {
        let files = FileManager.default
        guard files.fileExists(atPath: folder.path) else { return }
        let clauses = Set(packs.flatMap(\.clauses).map(\.id))
        for name in try files.contentsOfDirectory(atPath: folder.path).sorted()
        where name.hasSuffix(".yaml") {
            let path = folder.appending(path: name).path
            let text = try String(contentsOf: URL(filePath: path), encoding: .utf8)
            scenarios.append(name)
            add(try Scenario(text: text, path: path), file: name, clauses: clauses, packs: packs)
        }
    }

    private mutating func add(
        _ scenario: Scenario, file: String, clauses: Set<String>, packs: [Pack]
    ) {
        var pack: Pack?
        for step in scenario.steps {
            guard case .act(_, _, let operation, let input, let expected) = step.deed else {
                continue
            }
            let place = Place(file: file, line: step.line)
            switch expected {
            case .refused(let codes):
                for code in Set(codes).intersection(clauses) {
                    refusals[code, default: []].append(place)
                }
            case .done where operation == "publishPack":
                let code = input["folder"]?.text.map { URL(filePath: $0).lastPathComponent }
                pack = packs.first { $0.code == code } ?? pack
            case .done:
                // Acts of a draft are never refused, so that going through proves nothing.
                guard let pack, !pack.isDraft else { continue }
                let acts = Self.acts(completedBy: operation, in: pack)
                for clause in pack.clauses where !acts.isDisjoint(with: clause.blocks) {
                    passes[clause.id, default: []].append(place)
                }
            }
        }
    }

    /// The act itself, and the act whose chain it ends.
    private static func acts(completedBy operation: String, in pack: Pack) -> Set<String> {
        let ended = pack.lifecycle.tracks.flatMap(\.acts)
            .filter { $0.chain.last?.id == operation }.map(\.id)
        return Set(ended + [operation])
    }
}
