public import LandModel

/// One official document turned into data: what must hold, who acts, by when, what happens if not.
///
/// A pack (政策包) is a folder that a policy officer reads and the program judges by; nothing else
/// in the program knows a legal number. Beside the shared `vocabulary.yaml` it holds:
///
///     <place-year>/pack.yaml         head: basis, validity, territory, calendar, readings, offices
///                  lifecycle.yaml    tracks, stages, acts, chains
///                  parameters/*.yaml legal numbers, dates, periods, each with its days in force
///                  clauses/*.yaml    one clause for every row of the document
///                  cases/*.yaml      good and bad cases; cases/patches.yaml tries broken packs
///
/// A clause is written so; the fields of each kind are in ``Clause``:
///
///     - id: LZ-004
///       kind: metric
///       cite: {clause: 一(二)1, phrase: …}          # at most 20 characters of the document
///       strength: in-principle                      # must, in-principle, should, may, must-not
///       zh: …
///       en: New cultivated land is in principle at least 5 % of the original cultivated land
///       applies: cultivatedAreaBefore > 0           # guards the division below
///       checks: [{measure: newCultivatedArea / cultivatedAreaBefore, atLeast: newCultivatedRatioMin}]
///       blocks: [approveInitiation, acceptWhole]
///
/// A pack is built only by loading, and is then valid and immutable. It names itself by code,
/// revision and the SHA-256 of its content in every finding.
public struct Pack: Sendable {
    /// A body, not a person, that acts under the pack.
    public struct Office: Hashable, Sendable {
        /// The identifier.
        public let id: String
        /// The Chinese name.
        public let zh: String
        /// The administrative level: nation, region, city, county, township, village.
        public let level: String
        /// The posts people are appointed to.
        public let posts: [String]
        /// Duties in short phrases.
        public let duties: [String]
        /// The office it belongs to; nil when it stands alone.
        public let partOf: String?
        /// Whether it stands for the department in charge of the sub-project at hand.
        public let isResolvedByType: Bool
    }

    /// A document the pack rests on, or one that touches it.
    public struct BasisDocument: Hashable, Sendable {
        /// The document number.
        public let number: String
        /// Its title, or its effect on this pack.
        public let zh: String
    }

    /// The code, such as `liuzhou-2020`.
    public let code: String
    /// The revision, one more with every published change.
    public let revision: Int
    /// SHA-256 of the canonical content, lower-case hex.
    public let digest: String
    /// The file name of the document's text.
    public let sourceDocument: String
    /// The title of the document.
    public let title: BilingualText
    /// Whether the document is a draft (征求意见稿): it judges but never blocks, unless adopted.
    public let isDraft: Bool
    /// The decision by which an office adopted the draft (采用决定文号); nil without one.
    public internal(set) var adoption: String?
    /// The documents it rests on.
    public let basis: [BasisDocument]
    /// The first day it is in force.
    public let inForceFrom: CalendarDay
    /// The last day it is in force; nil while it is.
    public let inForceTo: CalendarDay?
    /// Whether the first day is assumed because the document carries no date.
    public let isInForceAssumed: Bool
    /// The code of the pack that replaces it; nil when there is none.
    public let successor: String?
    /// The administrative code of the territory.
    public let territory: String
    /// The interpretations the pack chose.
    public let readings: [Reading]
    /// The offices.
    public let offices: [Office]
    /// Which office initiates, guides and accepts each type of sub-project.
    public let subprojectTypes: [String: String]
    /// The stages and acts.
    public let lifecycle: Lifecycle
    /// The clauses, in order of the document.
    public let clauses: [Clause]
    /// The vocabulary it was loaded with.
    public let vocabulary: Vocabulary

    let calendar: WorkingCalendar
    let parameters: [String: Parameter]
    let parameterOrder: [Parameter]
    let clauseIndex: [String: Int]
    let officeIndex: [String: Office]
    let overriders: [String: [Clause]]
    let source: PackSource

    /// Whether its clauses block acts: those of an issued document, or of a draft that was adopted.
    public var isBinding: Bool { !isDraft || adoption != nil }

    /// The draft as an office adopted it by a decision of its own: its clauses block.
    public func adopted(by decision: String) -> Pack {
        var pack = self
        pack.adoption = decision
        return pack
    }

    /// The clause of an identifier; nil when there is none.
    public func clause(_ id: String) -> Clause? {
        clauseIndex[id].map { clauses[$0] }
    }

    /// The office of an identifier; nil when there is none.
    public func office(_ id: String) -> Office? { officeIndex[id] }

    /// Who may waive a clause: the offices it names, or those that approve the acts it blocks.
    public func waivers(of clause: Clause) -> [String] {
        if let by = clause.waiver?.by, !by.isEmpty { return by }
        return clause.blocks.flatMap { lifecycle.act($0)?.approvers ?? [] }
    }

    /// Loads a pack and checks every rule of the format.
    ///
    /// - Throws: ``PackErrors`` with all problems at once, each with code, file, line and clause.
    public static func load(
        _ folder: String, vocabulary: Vocabulary
    ) throws(PackErrors) -> Pack {
        var problems: [PackProblem] = []
        do {
            let files = try PackFolder.read(folder)
            let source = PackSource(files, problems: &problems)
            let (pack, found) = build(source, vocabulary: vocabulary)
            problems += found
            if problems.isEmpty { return pack }
        } catch {
            problems.append(PackProblem(error.fault, file: "", line: 0, place: folder))
        }
        throw PackErrors(folder: folder, problems: problems)
    }

    /// The canonical content of a pack's folder: the bytes whose SHA-256 is ``digest``.
    ///
    /// For every file in name order its name, the number of its bytes, each followed by a line end,
    /// and its bytes; so a pack can be kept as one file and read again.
    ///
    /// - Throws: ``PackErrors`` for a file that cannot be read.
    public static func content(of folder: String) throws(PackErrors) -> [UInt8] {
        do {
            return try PackFolder.read(folder).content
        } catch {
            throw PackErrors(
                folder: folder,
                problems: [PackProblem(error.fault, file: "", line: 0, place: folder)])
        }
    }

    /// Loads a pack from its canonical content and checks every rule of the format.
    ///
    /// - Parameter name: What to call the content in messages.
    /// - Throws: ``PackErrors`` with all problems at once.
    public static func load(
        content: [UInt8], named name: String, vocabulary: Vocabulary
    ) throws(PackErrors) -> Pack {
        var problems: [PackProblem] = []
        if let files = PackFolder(content: content) {
            let source = PackSource(files, problems: &problems)
            let (pack, found) = build(source, vocabulary: vocabulary)
            problems += found
            if problems.isEmpty { return pack }
        } else {
            problems.append(PackProblem(.notYAML("no pack"), file: name, line: 0, place: ""))
        }
        throw PackErrors(folder: name, problems: problems)
    }

    /// Decodes and checks the nodes of a pack; the pack is usable only without problems.
    static func build(
        _ source: PackSource, vocabulary: Vocabulary
    ) -> (pack: Pack, problems: [PackProblem]) {
        var decoder = PackDecoder(source, vocabulary: vocabulary)
        let pack = decoder.decode()
        var checker = PackChecker(pack)
        checker.check()
        let problems = decoder.problems + checker.problems
        // A clause that could not be read whole may use more parameters than were seen.
        let doubtful = Set(problems.filter { $0.code != .p21 }.map(\.place))
        return (
            pack,
            problems.filter { problem in
                guard problem.code == .p21, let parameter = pack.parameters[problem.place] else {
                    return true
                }
                return !doubtful.contains(parameter.clause)
            }
        )
    }
}
