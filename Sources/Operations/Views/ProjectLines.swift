import Digest
public import Journal
public import LandModel
import Lifecycle
public import Policy
public import Store

/// The lines of all subjects of a home, kept in memory (项目概要簿).
///
/// A line is read once for each version of its stream: after an act only that stream is folded anew, and after
/// the publication of a pack all are. Verdicts turn with the day and with what contains a subject, so they are
/// judged only for what is shown, and the latest few thousand are kept.
public actor ProjectLines {
    private let library: PolicyLibrary
    private let home: OfficeHome
    private let packs: PublishedPacks
    private let tasks: Int
    private var lines: [String: SubjectLine] = [:]
    private var sorted: [SubjectLine]?
    /// The end of the chain that the lines are of.
    private var seen: JournalHead?
    private var refreshing: Task<Void, any Error>?
    private var verdicts: [Verdict: SubjectVerdicts] = [:]
    /// The targets of counties and cities on the day they were asked for.
    private var targets: (day: CalendarDay, findings: [Finding])?
    /// The subjects read in one reading of the record.
    private static let chunk = 50
    /// How many verdicts are kept: a page shows some dozen.
    private static let mostVerdicts = 4000

    /// On what a verdict rests besides the record as a whole.
    private struct Verdict: Hashable {
        let subject: String
        let day: CalendarDay
    }

    /// Keeps the lines of a home; nothing is read yet.
    public init(_ home: OfficeHome, tasks: Int = 2) {
        self.init(PolicyLibrary(home), tasks: tasks)
    }

    /// Keeps the lines of a library's home, by what the library has loaded.
    public init(_ library: PolicyLibrary, tasks: Int = 2) {
        self.library = library
        self.tasks = max(1, tasks)
        (home, packs) = (library.home, library.packs)
    }

    /// The lines of all subjects, by identifier, as the record stands.
    ///
    /// - Throws: `StoreError`; `CancellationError` when the progress asks for a stop.
    /// - Complexity: Reads what went on since the last time; all of it at first.
    /// - Parameter head: The end of the chain, when the caller knows it, so that it is not looked up again.
    public func all(
        at head: JournalHead? = nil, progress: WorkProgress = .silent
    ) async throws -> [SubjectLine] {
        try await refresh(progress, at: head)
        if let sorted { return sorted }
        let made = lines.values.sorted { $0.id < $1.id }
        sorted = made
        return made
    }

    /// The line of a subject; nil when no stream is its own.
    ///
    /// - Throws: `StoreError`.
    public func line(of id: String) async throws -> SubjectLine? {
        try await refresh(.silent)
        return lines[id]
    }

    /// The line of what a subject is inside of, or its own.
    ///
    /// - Throws: `StoreError`.
    public func line(around subject: String) async throws -> SubjectLine? {
        try await line(of: LifeStream.owner(of: subject))
    }

    /// How the clauses stand on some subjects on a day.
    ///
    /// - Throws: `StoreError`.
    /// - Complexity: A judgement, some milliseconds, for each that was not asked for since the record changed.
    public func verdicts(
        of ids: some Sequence<String>, on day: CalendarDay, at head: JournalHead? = nil
    ) async throws -> [String: SubjectVerdicts] {
        try await refresh(.silent, at: head)
        let wanted = Array(ids)
        let missing = wanted.filter { verdicts[Verdict(subject: $0, day: day)] == nil }
        let packs = packs
        for start in stride(from: 0, to: missing.count, by: Self.chunk) {
            let some = missing[start..<min(start + Self.chunk, missing.count)]
            let judged = try await home.journal.read { view throws(StoreError) in
                Result {
                    try some.compactMap { try Self.verdicts(of: $0, view, packs, on: day) }
                }
            }.get()
            if verdicts.count + judged.count > Self.mostVerdicts { verdicts = [:] }
            for one in judged { verdicts[Verdict(subject: one.subject, day: day)] = one }
        }
        var found: [String: SubjectVerdicts] = [:]
        for id in wanted { found[id] = verdicts[Verdict(subject: id, day: day)] }
        return found
    }

    /// How the counties and cities stand against the numbers of projects they are set (建设目标).
    ///
    /// - Throws: `StoreError`.
    public func targets(
        on day: CalendarDay, at head: JournalHead? = nil
    ) async throws -> [Finding] {
        let all = try await all(at: head)
        if let targets, targets.day == day { return targets.findings }
        let place = seen?.sequence
        let found = try await HomeProjects(library).targets(
            on: day, of: all.filter { $0.entity != "project" }.map(\.id),
            started: all.filter(\.isUnderWay).map(\.area))
        // What was decided meanwhile is not in it.
        if seen?.sequence == place { targets = (day, found) }
        return found
    }

    // MARK: Keeping

    private func refresh(_ progress: WorkProgress, at known: JournalHead? = nil) async throws {
        if let known, known == seen { return }
        while true {
            if let running = refreshing {
                // Whoever comes while another reads waits for that reading, and then looks what came since.
                _ = await running.result
                continue
            }
            let (head, changed) = try await news()
            guard refreshing == nil else { continue }
            guard head.sequence != seen?.sequence || changed == nil else { return }
            // A task of its own, so that a visitor who leaves does not end the reading others wait for.
            let task = Task { try await self.take(head, changed, progress) }
            refreshing = task
            defer { refreshing = nil }
            return try await task.value
        }
    }

    /// The end of the chain, and what went on since the lines were read; nil for everything.
    private func news() async throws(StoreError) -> (JournalHead, Set<String>?) {
        let seen = seen
        return try await home.journal.read { view throws(StoreError) in
            let head = try view.head()
            guard let seen, seen.journal == head.journal,
                try view.hash(at: seen.sequence) == seen.hash.hex
            else { return (head, nil) }
            let streams = try view.streams(changedAfter: seen.sequence)
            guard !streams.contains(where: { $0.text.hasPrefix("pack/") }) else {
                return (head, nil)
            }
            return (head, Set(streams.compactMap(LifeStream.owner)))
        }
    }

    private func take(
        _ head: JournalHead, _ changed: Set<String>?, _ progress: WorkProgress
    ) async throws {
        var owners = changed ?? []
        if changed == nil {
            owners = try await home.journal.read { view throws(StoreError) in
                Set(
                    try view.streams(prefix: LifeStream.prefix, limit: .max)
                        .compactMap { LifeStream.owner(of: $0.id) })
            }
        }
        let made = try await made(owners.sorted(), progress)
        if changed == nil { lines = [:] }
        for owner in owners { lines[owner] = made[owner] }
        if !owners.isEmpty {
            (targets, sorted) = (nil, nil)
            verdicts = changed == nil ? [:] : verdicts.filter { !isAbout($0.key.subject, owners) }
        }
        seen = head
    }

    /// Whether a subject is inside of one of some subjects: what is on record about a county counts for its
    /// projects.
    private func isAbout(_ subject: String, _ owners: Set<String>) -> Bool {
        var next: String? = LifeStream.owner(of: subject)
        var steps = 0
        while let owner = next, steps < 8 {
            if owners.contains(owner) { return true }
            next = lines[owner]?.parent.map { LifeStream.owner(of: $0) }
            steps += 1
        }
        return false
    }

    private func made(
        _ owners: [String], _ progress: WorkProgress
    ) async throws -> [String: SubjectLine] {
        let chunks = stride(from: 0, to: owners.count, by: Self.chunk).map {
            Array(owners[$0..<min($0 + Self.chunk, owners.count)])
        }
        let phase = BilingualText(zh: "读取项目", en: "reading projects")
        let (home, packs) = (home, packs)
        return try await withThrowingTaskGroup(of: [SubjectLine].self) { group in
            var waiting = chunks.makeIterator()
            func start() {
                guard let chunk = waiting.next() else { return }
                group.addTask {
                    try await home.journal.read { view throws(StoreError) in
                        Result { try chunk.compactMap { try Self.line(of: $0, view, packs) } }
                    }.get()
                }
            }
            for _ in 0..<tasks { start() }
            var found: [String: SubjectLine] = [:]
            while let made = try await group.next() {
                for line in made { found[line.id] = line }
                try progress.advance(phase, found.count, of: max(found.count, owners.count))
                start()
            }
            return found
        }
    }

    private static func line(
        of owner: String, _ view: RecordView, _ packs: PublishedPacks
    ) throws -> SubjectLine? {
        do {
            let file = try LifeFile.read(owner, field: "subject", view, packs)
            let stream = try LifeStream.stream(of: owner, field: "subject")
            return SubjectLine(owner, file, version: file.versions[stream] ?? 0)
        } catch is Refusal {
            // Listed before a pack was published: it has no stages yet.
            return nil
        }
    }

    private static func verdicts(
        of subject: String, _ view: RecordView, _ packs: PublishedPacks, on day: CalendarDay
    ) throws -> SubjectVerdicts? {
        do {
            let file = try LifeFile.read(subject, field: "subject", view, packs)
            return SubjectVerdicts(
                subject, file, packs.shelf.findings(on: subject, in: file, day: day), on: day)
        } catch is Refusal {
            return nil
        }
    }
}

/// How the clauses of its pack stand on a subject on a day (条款核验概况).
public struct SubjectVerdicts: Sendable {
    /// The subject.
    public let subject: String
    /// How many findings stand how.
    public let counts: [FindingStatus: Int]
    /// How many clauses stand before its next acts.
    public let blocking: Int
    /// How many of them stand before each act that is possible now.
    public let blockingActs: [String: Int]

    init(_ subject: String, _ file: LifeFile, _ findings: [Finding], on day: CalendarDay) {
        self.subject = subject
        let possible = Set(LifeJudge(file.pack, file.record, on: day).possible(on: subject))
        counts = findings.reduce(into: [:]) { $0[$1.status, default: 0] += 1 }
        let standing = findings.filter(\.isBlocking)
        blocking = standing.count { !possible.isDisjoint(with: $0.blocks) }
        blockingActs = standing.reduce(into: [:]) { acts, finding in
            for act in finding.blocks where possible.contains(act) { acts[act, default: 0] += 1 }
        }
    }

    /// How many findings are of a status.
    public func count(_ status: FindingStatus) -> Int { counts[status] ?? 0 }
}
