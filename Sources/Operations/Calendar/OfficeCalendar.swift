public import Journal
public import LandModel
import Policy
public import Store
import Synchronization

/// The calendar of an office (日程): every duty with a time limit of every subject of its home, by area and office.
///
/// It reads a derived table, which it first brings up to date: only streams that went on, and what they contain when
/// something changed that duties inside it rest on. A day before the last event of a stream is answered from the
/// record itself.
public struct OfficeCalendar: Sendable {
    private let home: OfficeHome
    private let packs: PublishedPacks
    private let table: DutyTable
    /// How many tasks make rows at a time.
    private let tasks: Int
    /// The end of the chain that the table was last brought up to here.
    private let refreshed = Refreshed()
    /// The subjects whose rows are made in one reading of the record.
    private static let chunk = 50

    /// Opens the calendar of a home.
    ///
    /// - Throws: `StoreError` when the derived table can be neither read nor made.
    public init(_ home: OfficeHome, tasks: Int = 2) throws(StoreError) {
        try self.init(PolicyLibrary(home), tasks: tasks)
    }

    /// Opens the calendar of a library's home, by what the library has loaded.
    ///
    /// - Throws: `StoreError` when the derived table can be neither read nor made.
    public init(_ library: PolicyLibrary, tasks: Int = 2) throws(StoreError) {
        self.tasks = max(1, tasks)
        (home, packs) = (library.home, library.packs)
        table = try DutyTable.open(in: home)
    }

    /// A part of the calendar.
    public struct Page: Sendable {
        /// The day.
        public let day: CalendarDay
        /// The entries, by last day, subject and clause.
        public let entries: [CalendarEntry]
        /// How many entries there are, with those before and after the page.
        public let found: Int
        /// How many duties stand how in the area and for the office asked, whatever their last day.
        public let counts: [DutyRowState: Int]
        /// The same by county; what a city or province owes as a whole by its own code.
        public let counties: [AdministrativeCode: [DutyRowState: Int]]
        /// The same by kind of office; a duty of several counts for each.
        public let offices: [String: [DutyRowState: Int]]
    }

    /// The part of the calendar that is asked for.
    ///
    /// - Throws: `StoreError`; `Refusal` never, for subjects without a pack have no duties; `CancellationError` when
    ///   the progress asks for a stop.
    /// - Parameter head: The end of the chain, when the caller knows it, so that it is not looked up again.
    public func page(
        _ query: DutyQuery, at head: JournalHead? = nil, progress: WorkProgress = .silent
    ) async throws -> Page {
        let needed = max(query.day, query.lastDays?.upperBound ?? query.day)
        if let head, head == refreshed.last.withLock(\.self),
            try table.holds(for: query.day, through: needed)
        {
            return page(query, try table.page(query))
        }
        try await refresh(for: query.day, through: needed, progress: progress)
        var source = table
        if try !table.owners(after: query.day).isEmpty {
            source = try await past(query.day, through: needed, progress)
        }
        return page(query, try source.page(query))
    }

    private func page(_ query: DutyQuery, _ found: DutyPage) -> Page {
        var wordings = CalendarWordings(found.clauses)
        return Page(
            day: query.day,
            entries: found.rows.map {
                CalendarEntry($0.row, on: query.day, wordings.wording(of: $0.row))
            }, found: found.found, counts: found.counts.states, counties: found.counts.counties,
            offices: found.counts.offices)
    }

    /// Brings the derived table up to date with the record for a day.
    ///
    /// - Returns: How many streams were read anew.
    @discardableResult
    public func refresh(
        for day: CalendarDay, through needed: CalendarDay, progress: WorkProgress = .silent
    ) async throws -> Int {
        // Two at a time could each put rows of an older reading over those of a newer one.
        let lock = try await table.lock()
        defer { withExtendedLifetime(lock) {} }
        let seen = try table.place()
        let (head, changed) = try await home.journal.read { view throws(StoreError) in
            let head = try view.head()
            guard let seen, seen.journal == head.journal.text,
                try view.hash(at: seen.sequence) == seen.hash
            else { return (head, [StreamID]?.none) }
            return (head, try view.streams(changedAfter: seen.sequence))
        }
        var stale: Set<String>
        if let changed, !changed.contains(where: { $0.text.hasPrefix("pack/") }) {
            stale = Set(changed.compactMap(LifeStream.owner))
            for owner in stale.sorted() { stale.formUnion(try await inside(owner)) }
        } else {
            try table.clear()
            stale = try await owners()
        }
        stale.formUnion(try table.owners(before: day, orNotThrough: needed))
        let horizon = CalendarDay(year: needed.year + 1, month: 12, day: 31) ?? needed
        try await make(stale.sorted(), in: table, progress) { [packs] owner, view in
            try Self.rows(of: owner, view, packs, from: day, horizon: horizon, past: false)
        }
        if head.sequence != seen?.sequence || changed == nil { try table.keep(head) }
        refreshed.last.withLock { $0 = head }
        return stale.count
    }

    /// All subjects that have a stream.
    private func owners() async throws(StoreError) -> Set<String> {
        try await home.journal.read { view throws(StoreError) in
            Set(
                try view.streams(prefix: LifeStream.prefix, limit: .max)
                    .compactMap { LifeStream.owner(of: $0.id) })
        }
    }

    /// What stands inside a stream whose duties may have changed with it.
    private func inside(_ owner: String) async throws -> [String] {
        let stream = try LifeStream.stream(of: owner, field: "subject")
        let inside = try table.owners(inside: stream.text)
        guard !inside.isEmpty else { return [] }
        let packs = packs
        let file = try await home.journal.read { view throws(StoreError) in
            Result { try LifeFile.read(owner, field: "subject", view, packs) }
        }
        do {
            return try table.mark(of: owner) == file.get().mark(of: owner) ? [] : inside
        } catch is Refusal {
            return inside
        }
    }

    /// A table of a day that is past, made from the record.
    private func past(
        _ day: CalendarDay, through needed: CalendarDay, _ progress: WorkProgress
    ) async throws -> DutyTable {
        let table = try DutyTable.inMemory()
        try await make(try await owners().sorted(), in: table, progress) { [packs] owner, view in
            try Self.rows(of: owner, view, packs, from: day, horizon: needed, past: true)
        }
        return table
    }

    private static func rows(
        of owner: String, _ view: RecordView, _ packs: PublishedPacks, from day: CalendarDay,
        horizon: CalendarDay, past: Bool
    ) throws -> DutyRows? {
        let file: LifeFile
        do {
            file = try LifeFile.read(
                owner, field: "subject", view, packs, through: past ? day : nil)
        } catch is Refusal {
            // Not listed yet, or without a pack: nothing is due by any document.
            return nil
        }
        return DutySheet(
            file: file, owner: owner, day: past ? day : max(day, file.lastDay),
            horizon: horizon
        ).rows()
    }

    /// Makes the rows of owners, some at a time, and puts them into a table.
    private func make(
        _ owners: [String], in table: DutyTable, _ progress: WorkProgress,
        _ rows: @escaping @Sendable (String, RecordView) throws -> DutyRows?
    ) async throws {
        let phase = BilingualText(zh: "更新日程", en: "bringing the calendar up to date")
        let chunks = stride(from: 0, to: owners.count, by: Self.chunk).map {
            Array(owners[$0..<min($0 + Self.chunk, owners.count)])
        }
        let home = home
        try await withThrowingTaskGroup(of: [DutyRows].self) { group in
            var waiting = chunks.makeIterator()
            func start() {
                guard let chunk = waiting.next() else { return }
                group.addTask {
                    try await home.journal.read { view throws(StoreError) in
                        Result { try chunk.compactMap { try rows($0, view) } }
                    }.get()
                }
            }
            for _ in 0..<tasks { start() }
            var done = 0
            while let made = try await group.next() {
                try table.replace(made)
                done += Self.chunk
                try progress.advance(phase, min(done, owners.count), of: owners.count)
                start()
            }
        }
    }
}

/// What is remembered of the last refreshing.
private final class Refreshed: Sendable {
    let last = Mutex<JournalHead?>(nil)
}
