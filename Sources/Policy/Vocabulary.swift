public import LandModel

/// Every name a pack, an expression or a case may use: facts, entities, papers, layers, codes,
/// and the words findings are told in.
///
/// Shared by all packs and versioned with the program (`PolicyPacks/vocabulary.yaml`). It only
/// grows: a fact is never redefined, a better definition is a new name.
public struct Vocabulary: Sendable {
    /// A kind of thing a clause can be about.
    public struct Entity: Hashable, Sendable {
        /// The name, such as `village`.
        public let name: String
        /// The Chinese term.
        public let zh: String
        /// The entity that contains it; nil for the topmost.
        public let within: String?
        /// The name of the collection of all its instances, such as `villages`.
        public let collection: String?
    }

    /// How a fact comes to be known.
    public enum Origin: String, Sendable, CaseIterable {
        /// Tabulated from survey layers.
        case measured
        /// Read from the journal.
        case recorded
        /// Held by a ledger account.
        case balanced
    }

    /// A fact: its type, origin and one definition.
    public struct FactDefinition: Hashable, Sendable {
        /// The name, such as `newCultivatedArea`.
        public let name: String
        /// The entity it belongs to.
        public let entity: String
        /// Its type.
        public let type: ValueType
        /// The code list of a code.
        public let codeList: String?
        /// How it comes to be known.
        public let origin: Origin
        /// The Chinese term.
        public let zh: String
        /// The definition; of a measured fact a combination of layers.
        public let definition: String
    }

    /// What a later part of the program will keep itself, until which offices record it.
    struct Later: Hashable, Sendable {
        let reason: BilingualText
        /// The facts, acts and papers by name.
        let names: Set<String>
    }

    /// The version of the file.
    public let version: Int
    let later: [LaterPart: Later]
    /// The code lists; `office` is empty because it stands for the offices of the pack at hand.
    public let codes: [String: [String]]
    /// The layers.
    public let layers: [String]
    /// The entities, in order of the file.
    public let entities: [Entity]
    /// The facts by entity and name.
    public let facts: [String: [String: FactDefinition]]
    /// The documents and their Chinese names.
    public let documents: [String: String]
    /// Chinese names of layers, accounts, posts and sub-project types, where the file gives them.
    public let terms: [String: String]
    let remedies: [ClauseKind: BilingualText]
    let messages: [String: BilingualText]
    let bounds: [Bound: BilingualText]
    /// The years of the State Council's notices, for packs that count working days by them.
    let holidays: [Int: WorkingCalendar.Year]
    /// The numbers of the notices that the holidays of a year are from; a year without is not known.
    public let holidayNotices: [Int: [String]]

    /// The entity of a name; nil when there is none.
    public func entity(_ name: String) -> Entity? {
        entities.first { $0.name == name }
    }

    /// The entity and those that contain it, innermost first: whose facts a clause may use.
    public func scopes(of entity: String) -> [String] {
        var scopes: [String] = []
        var current: String? = entity
        while let name = current, !scopes.contains(name) {
            scopes.append(name)
            current = self.entity(name)?.within
        }
        return scopes
    }

    /// The entity a collection holds; nil when no collection has this name.
    public func member(of collection: String) -> String? {
        entities.first { $0.collection == collection }?.name
    }

    /// The innermost definition of a fact in the scopes; nil when none has it.
    public func fact(_ name: String, in scopes: [String]) -> FactDefinition? {
        for scope in scopes {
            if let fact = facts[scope]?[name] { return fact }
        }
        return nil
    }

    /// The facts of an entity that are areas of land classes before the plan, with the codes of the classes.
    ///
    /// Their definition reads `landUseBefore/CODE+CODE * …`; which classes count is data of the vocabulary.
    public func landClassSums(of entity: String) -> [(fact: String, classes: Set<String>)] {
        (facts[entity] ?? [:]).sorted { $0.key < $1.key }.compactMap { name, fact in
            let prefix = "landUseBefore/"
            guard fact.origin == .measured, fact.definition.hasPrefix(prefix) else { return nil }
            let codes = fact.definition.dropFirst(prefix.count).prefix { $0 != " " }
                .split(separator: "+").map(String.init)
            guard !codes.isEmpty, codes.allSatisfy({ $0.allSatisfy(\.isNumber) }) else {
                return nil
            }
            return (name, Set(codes))
        }
    }

    /// The definition of a fact of whatever entity; nil when none has it.
    public func anyFact(_ name: String) -> FactDefinition? {
        fact(name, in: entities.map(\.name))
    }

    /// Why the clauses that rest on a part of the program to come are decided from what offices
    /// record until then; nil when the file says nothing of it.
    public func reason(for part: LaterPart) -> BilingualText? { later[part]?.reason }

    /// The facts, acts and papers that a part of the program to come will keep itself, by name.
    public func names(of part: LaterPart) -> Set<String> { later[part]?.names ?? [] }

    /// The parts to come that a clause with these names rests on.
    func left(by uses: Clause.Uses, restingOn sources: Set<ClauseCoverage.Source>) -> [LaterPart] {
        let names = uses.names.union(uses.acts).union(uses.documents)
        return LaterPart.allCases.filter { part in
            part == .ledger && sources.contains(.ledger)
                || !(later[part]?.names.isDisjoint(with: names) ?? true)
        }
    }

    /// Reads the vocabulary.
    ///
    /// - Throws: ``PackErrors`` with everything wrong with the file.
    public static func load(_ path: String) throws(PackErrors) -> Vocabulary {
        try load(content: try content(of: path), named: path)
    }

    /// The bytes of a vocabulary's file, to be kept beside a pack.
    ///
    /// - Throws: ``PackErrors`` when it cannot be read.
    public static func content(of path: String) throws(PackErrors) -> [UInt8] {
        do {
            return try PackFolder.bytes(of: path)
        } catch {
            throw PackErrors(
                folder: path,
                problems: [PackProblem(error.fault, file: path, line: 0, place: "")])
        }
    }

    /// Reads the vocabulary from the bytes of its file.
    ///
    /// - Parameter name: What to call the bytes in messages.
    /// - Throws: ``PackErrors`` with everything wrong with them.
    public static func load(
        content: [UInt8], named name: String
    ) throws(PackErrors) -> Vocabulary {
        let file = String(name.split(separator: "/").last ?? "")
        var yaml = PackYAML(file: file, anchorsAllowed: false)
        let root = yaml.root(of: String(decoding: content, as: UTF8.self))
        var problems = yaml.problems
        if let root {
            var decoder = VocabularyDecoder(root: root)
            let vocabulary = decoder.decode()
            problems += decoder.problems
            if problems.isEmpty { return vocabulary }
        }
        throw PackErrors(folder: name, problems: problems)
    }
}
