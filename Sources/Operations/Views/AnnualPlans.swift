public import LandModel
import Lifecycle
import Policy
public import Store

/// The plans of a year of the counties of a home (年度工作计划), as their packs have them made and approved.
public struct AnnualPlans: Sendable {
    private let home: OfficeHome
    private let packs: PublishedPacks
    /// The paper that a year's plan is.
    private static let paper = "annualWorkPlan"

    /// Opens the plans of a home.
    public init(_ home: OfficeHome) {
        self.home = home
        packs = PublishedPacks(home.vault)
    }

    /// Opens the plans of a library's home, by what the library has loaded.
    public init(_ library: PolicyLibrary) { (home, packs) = (library.home, library.packs) }

    /// The plan of a county for a year.
    public struct Plan: Sendable {
        /// The county, or whatever the pack has the plan of.
        public let subject: String
        /// The acts around the plan in the order of the pack, with what was done in the year.
        public let steps: [Step]
        /// The papers of the plan that came on file in the year.
        public let papers: [Paper]
        /// Whether the plan was filed in the year.
        public var isFiled: Bool {
            steps.contains { $0.isFiling && $0.done != nil } || !papers.isEmpty
        }
        /// Whether an office that does not file it did its part in the year.
        public var isApproved: Bool { steps.contains { $0.isApproving && $0.done != nil } }
        /// Whether it was returned and not taken up again.
        public var isReturned: Bool { steps.contains { $0.returned != nil } }
    }

    /// An act around the plan.
    public struct Step: Sendable {
        /// The act, or a step of its chain.
        public let act: String
        /// The act as a whole.
        public let whole: String
        /// Its Chinese name.
        public let zh: String
        /// The offices that do it.
        public let offices: [CalendarEntry.Owner]
        /// The day it was last done in the year.
        public let done: CalendarDay?
        /// Why it was returned; nil when it was not.
        public let returned: String?
        /// Whether it files the plan.
        public let isFiling: Bool
        /// Whether other offices approve or review the plan with it.
        public let isApproving: Bool
    }

    /// A paper on file.
    public struct Paper: Hashable, Sendable {
        /// The Chinese name of its kind.
        public let zh: String
        /// The day.
        public let day: CalendarDay
        /// The offices that filed it.
        public let by: [String]
        /// Its digest in the vault, empty when only its existence is recorded.
        public let digest: String
    }

    /// The plans of some subjects for a year; those whose pack knows no such plan are left out.
    ///
    /// - Throws: `StoreError`.
    public func plans(of subjects: [String], year: Int) async throws -> [Plan] {
        let packs = packs
        var found: [Plan] = []
        for id in subjects {
            let file = try await home.journal.read { view throws(StoreError) in
                Result { try LifeFile.read(id, field: "subject", view, packs) }
            }
            do {
                if let plan = Self.plan(id, try file.get(), year) { found.append(plan) }
            } catch is Refusal {
                // Without a pack there is no plan.
                continue
            }
        }
        return found
    }

    private static func plan(_ id: String, _ file: LifeFile, _ year: Int) -> Plan? {
        guard let entity = file.record.subjects[id]?.entity,
            let track = file.pack.lifecycle.tracks.first(where: { track in
                track.subject == entity && track.acts.contains { $0.produces.contains(paper) }
            })
        else { return nil }
        let filing = track.acts.first { $0.produces.contains(paper) }
        // Acts of the track that make another paper, such as a self-evaluation, are not about the plan.
        let about = track.acts.filter { $0.id == filing?.id || $0.produces.isEmpty }
        let steps = about.flatMap { act -> [Step] in
            let isFiling = act.id == filing?.id
            let returned = file.record.returns(of: id).first { $0.act == act.id }?.reason
            func step(
                _ name: String, _ zh: String, _ by: [String], _ files: Bool, _ approves: Bool
            ) -> Step {
                let done = file.record.journal.last {
                    $0.kind == .act && $0.of == id && $0.name == name && $0.date.year == year
                }?.date
                return Step(
                    act: name, whole: act.id, zh: zh.isEmpty ? act.zh : zh,
                    offices: file.owners(by), done: done, returned: returned, isFiling: files,
                    isApproving: approves)
            }
            if act.chain.isEmpty { return [step(act.id, act.zh, act.by, isFiling, !isFiling)] }
            return act.chain.map {
                step(
                    $0.id, $0.zh, $0.by, isFiling && $0.id == act.chain.last?.id,
                    $0.kind == .approve)
            }
        }
        let papers = file.record.journal.filter {
            $0.kind == .file && $0.name == paper && ($0.of == id || $0.of == nil)
                && $0.date.year == year
        }.map { record in
            Paper(
                zh: file.pack.vocabulary.documents[paper] ?? paper, day: record.date,
                by: record.by.map(file.office), digest: record.digest)
        }
        return Plan(subject: id, steps: steps, papers: papers)
    }
}
