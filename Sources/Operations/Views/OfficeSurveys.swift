import Access
import Journal
public import LandModel
import Lifecycle
public import Policy
import Store

/// Reads what the potential surveys of a home found, village by village (潜力调查).
public struct OfficeSurveys: Sendable {
    private let library: PolicyLibrary

    /// Opens the surveys of a library's home.
    public init(_ library: PolicyLibrary) { self.library = library }

    /// The survey of a project; nil when there is none, or no pack is published for its place.
    ///
    /// - Throws: `StoreError`.
    public func sheet(of project: String) async throws -> SurveySheet? {
        try await first(of: [project])
    }

    /// The first survey of some projects that has villages, else the first.
    ///
    /// - Throws: `StoreError`.
    public func first(of projects: [String]) async throws -> SurveySheet? {
        let packs = library.packs
        return try await library.home.journal.read { view throws(StoreError) in
            Result {
                var first: SurveySheet?
                for id in projects {
                    guard let file = try LifeFile.known(id, view, packs),
                        file.record.subjects[id]?.entity == "project"
                    else { continue }
                    let sheet = SurveySheet(id, file)
                    if !sheet.villages.isEmpty { return sheet }
                    first = first ?? sheet
                }
                return first
            }
        }.get()
    }
}

/// What the potential survey of a project found.
public struct SurveySheet: Sendable {
    /// A village with its figures.
    public struct Village: Sendable {
        /// The identifier.
        public let id: String
        /// The name.
        public let name: String
        /// The potentials by fact; one that was not measured is absent.
        public let potentials: [String: Area]
        /// Whether its potentials were surveyed on the ground; nil when nobody said.
        public let isSurveyed: Bool?
        /// Whether its willingness was surveyed; nil when nobody said.
        public let isAsked: Bool?
        /// The dataset the potentials were measured on, as `dataset@edition`; nil without any.
        public let dataset: String?
    }

    /// The project.
    public let project: String
    /// Its name.
    public let name: String
    /// Where it lies.
    public let area: AdministrativeCode
    /// The pack it is under.
    public let pack: Pack
    /// The facts that potentials are, in the order of their names.
    public let kinds: [String]
    /// The villages by identifier.
    public let villages: [Village]

    init(_ id: String, _ file: LifeFile) {
        project = id
        (name, area, pack) = (file.name(of: id), file.area, file.pack)
        let kinds = file.pack.vocabulary.landClassSums(of: "village").map(\.fact)
        self.kinds = kinds
        villages = file.record.children(of: id).filter { $0.entity == "village" }
            .sorted { $0.id < $1.id }.map { Village($0.id, $0.name, kinds, file) }
    }
}

extension SurveySheet.Village {
    init(_ id: String, _ name: String, _ kinds: [String], _ file: LifeFile) {
        let facts = file.record.facts(of: id)
        func truth(_ fact: String) -> Bool? {
            if case .bool(let truth) = facts[fact]?.value { truth } else { nil }
        }
        var potentials: [String: Area] = [:]
        for kind in kinds {
            if case .area(let area) = facts[kind]?.value { potentials[kind] = area }
        }
        self.init(
            id: id, name: name, potentials: potentials, isSurveyed: truth("potentialSurveyed"),
            isAsked: truth("willingnessSurveyed"),
            dataset: kinds.lazy.compactMap { facts[$0]?.evidence.first?.note }.first)
    }
}
