import Journal
public import LandModel
import Lifecycle
public import Policy
public import Store

/// Reads the projects of a home for boards, targets and comparisons; writes nothing.
public struct HomeProjects: Sendable {
    private let home: OfficeHome
    private let packs: PublishedPacks

    /// Opens the projects of a home.
    public init(_ home: OfficeHome) {
        self.home = home
        packs = PublishedPacks(home.vault)
    }

    /// Opens the projects of a library's home, by what the library has loaded.
    public init(_ library: PolicyLibrary) { (home, packs) = (library.home, library.packs) }

    /// Where a project stands.
    public struct Line: Sendable {
        /// The identifier.
        public let id: String
        /// The name.
        public let name: String
        /// Where it lies.
        public let area: AdministrativeCode
        /// The code and revision of the pack it is under.
        public let pack: String
        /// Whether its plan is approved, so that it stays under that revision.
        public let isPinned: Bool
        /// Where it stands on each track that began, in the order of the pack.
        public let stages: [Stage]
        /// Whether it came to implementation and was not given up.
        public let isUnderWay: Bool
        /// Why it is suspended; nil when it goes on.
        public let suspension: String?
        /// Why a change of its plan is under way; nil when none is.
        public let change: String?
        /// How many clauses stand before its next acts.
        public let blocking: Int
    }

    /// A stage and since when.
    public struct Stage: Hashable, Sendable {
        /// The track.
        public let track: String
        /// The stage.
        public let id: String
        /// Its Chinese name.
        public let zh: String
        /// Its place on the track, from 0.
        public let position: Int
        /// The day it was reached.
        public let since: CalendarDay?
    }

    /// The projects in an area, by identifier.
    ///
    /// - Throws: `StoreError`; `CancellationError` when the progress asks for a stop.
    public func lines(
        in area: AdministrativeCode?, on day: CalendarDay, progress: WorkProgress = .silent
    ) async throws -> [Line] {
        var lines: [Line] = []
        try await each(in: area, progress) { id, file in
            lines.append(Self.line(id, file, day))
        }
        return lines
    }

    /// How the projects in an area would be judged under another pack.
    ///
    /// - Parameter covering: Only projects under a pack of the same code when true.
    /// - Throws: `StoreError`.
    public func bench(
        _ pack: Pack, coveringOnlyItsOwn covering: Bool, in area: AdministrativeCode?,
        on day: CalendarDay, progress: WorkProgress = .silent
    ) async throws -> [BenchLine] {
        var lines: [BenchLine] = []
        let packs = packs
        let ids = try await identifiers()
        for (index, id) in ids.enumerated() {
            let judged = try await home.journal.read { view throws(StoreError) in
                Result<BenchLine?, any Error> {
                    let file = try LifeFile.read(id, field: "subject", view, packs)
                    guard Self.isWanted(id, file, area), !covering || file.pack.code == pack.code
                    else { return nil }
                    let other = try LifeFile.read(
                        id, field: "subject", view, packs, under: pack)
                    let old = Self.findings(id, file, day)
                    let new = Self.findings(id, other, day)
                    return BenchLine(
                        id: id, name: file.name(of: id), pack: file.pack.label,
                        changes: PackComparison(file.pack, pack).pairs(old, new)
                            .filter(\.isOtherVerdict),
                        blockingBefore: old.count(where: \.isBlocking),
                        blockingAfter: new.count(where: \.isBlocking))
                }
            }
            do {
                if let line = try judged.get() { lines.append(line) }
            } catch is Refusal {
                // Without a pack there is nothing to compare with.
                continue
            }
            try progress.advance(Self.phase, index + 1, of: ids.count)
        }
        return lines
    }

    /// A project under its own pack and under another.
    public struct BenchLine: Sendable {
        /// The project.
        public let id: String
        /// Its name.
        public let name: String
        /// The pack it is under.
        public let pack: String
        /// What is judged otherwise.
        public let changes: [VerdictChange]
        /// How many findings block under its own pack.
        public let blockingBefore: Int
        /// How many would block under the other.
        public let blockingAfter: Int
    }

    // MARK: Targets

    /// How the counties and cities of a home stand against the numbers of projects they are set (建设目标).
    ///
    /// The projects at or past implementation are counted from the record; what is stated by hand about
    /// them does not matter here.
    ///
    /// - Throws: `StoreError`.
    public func targets(on day: CalendarDay) async throws -> [Finding] {
        let started = try await lines(in: nil, on: day).filter(\.isUnderWay).map(\.area)
        return try await targets(on: day, of: try await identifiers(), started: started)
    }

    /// How some counties and cities stand, when it is known where projects are under way.
    ///
    /// - Parameters:
    ///   - ids: The counties and cities; others are passed over.
    ///   - started: Where each project lies that is at or past implementation.
    func targets(
        on day: CalendarDay, of ids: [String], started: [AdministrativeCode]
    ) async throws -> [Finding] {
        let packs = packs
        var findings: [Finding] = []
        for id in ids {
            let file = try await home.journal.read { view throws(StoreError) in
                Result { try LifeFile.read(id, field: "subject", view, packs) }
            }
            do {
                let file = try file.get()
                guard let fact = Self.counts[file.record.subjects[id]?.entity ?? ""] else {
                    continue
                }
                let count = started.count { file.area.contains($0) }
                findings += Self.targets(id, fact, count, file, day)
            } catch is Refusal {
                // Without a pack no target is set.
                continue
            }
        }
        return findings
    }

    private static func targets(
        _ id: String, _ fact: String, _ count: Int, _ file: LifeFile, _ day: CalendarDay
    ) -> [Finding] {
        var record = file.record
        record.apply(
            .factsStated(
                of: id,
                facts: [fact: Fact(.count(count), evidence: [Evidence(source: "journal")])]),
            on: day)
        guard
            let context = record.context(
                around: id, asOf: day, vocabulary: file.pack.vocabulary)
        else { return [] }
        return file.pack.judge(context).filter { finding in
            finding.subject.id == id
                && finding.trace.flatMap(\.lines).contains { $0.node.text == fact }
        }
    }

    /// The facts that count projects, by the entity that has them.
    private static let counts = ["county": "projectCount", "city": "cityProjectCount"]

    // MARK: Parts

    private static let phase = BilingualText(zh: "读取项目", en: "reading projects")

    private func identifiers() async throws(StoreError) -> [String] {
        try await home.journal.read { view throws(StoreError) in
            try view.streams(prefix: LifeStream.prefix, limit: .max)
                .compactMap { LifeStream.owner(of: $0.id) }.sorted()
        }
    }

    private func each(
        in area: AdministrativeCode?, _ progress: WorkProgress,
        _ take: (String, LifeFile) -> Void
    ) async throws {
        let packs = packs
        let ids = try await identifiers()
        for (index, id) in ids.enumerated() {
            let file = try await home.journal.read { view throws(StoreError) in
                Result { try LifeFile.read(id, field: "subject", view, packs) }
            }
            do {
                let file = try file.get()
                if Self.isWanted(id, file, area) { take(id, file) }
            } catch is Refusal {
                // Listed before a pack was published: it has no stages yet.
                continue
            }
            try progress.advance(Self.phase, index + 1, of: ids.count)
        }
    }

    private static func isWanted(
        _ id: String, _ file: LifeFile, _ area: AdministrativeCode?
    ) -> Bool {
        file.record.subjects[id]?.entity == "project"
            && (area.map { $0.contains(file.area) } ?? true)
    }

    private static func findings(_ id: String, _ file: LifeFile, _ day: CalendarDay) -> [Finding] {
        guard
            let context = file.record.context(
                around: id, asOf: day, vocabulary: file.pack.vocabulary)
        else { return [] }
        return file.pack.judge(context)
    }

    private static func line(_ id: String, _ file: LifeFile, _ day: CalendarDay) -> Line {
        let record = file.record
        let possible = Set(LifeJudge(file.pack, record, on: day).possible(on: id))
        let stages = file.stages(of: id)
        let blocking = findings(id, file, day).count {
            $0.isBlocking && !possible.isDisjoint(with: $0.blocks)
        }
        return Line(
            id: id, name: file.name(of: id), area: file.area, pack: file.pack.label,
            isPinned: record.pins[id] != nil, stages: stages,
            isUnderWay: record.hasReached(StageName.implementing, id)
                && !stages.contains { $0.id == StageName.withdrawn },
            suspension: record.suspensions[id]?.reason, change: record.changes[id]?.reason,
            blocking: blocking)
    }
}

extension Pack {
    /// The code and the revision.
    var label: String { "\(code) r\(revision)" }
}
