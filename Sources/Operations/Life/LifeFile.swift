import Access
import Journal
import LandModel
import Lifecycle
import Policy
import Store

/// What the office has on a subject and what it stands in (卷宗), read at one moment: enough to decide
/// any act on it.
struct LifeFile: Sendable {
    /// The pack the subject is under: the revision its plan was approved under, else the one published.
    let pack: Pack
    /// The pack that is published for its area now.
    let offered: Pack
    /// What happened to the subject, to what it stands in and to what is inside it.
    let record: LifeRecord
    /// The versions of the streams that were read.
    let versions: [StreamID: Int]
    /// Where the subject lies.
    let area: AdministrativeCode
    /// The day of the last event that was read.
    let lastDay: CalendarDay

    /// Reads the file of a subject.
    ///
    /// - Parameters:
    ///   - last: What came after this day is left out; nil for nothing.
    ///   - other: The pack to read it under, to see what would be; nil for the one it is under.
    /// - Throws: ``Refusal`` when the record has no such subject, or no pack is published for it.
    static func read(
        _ subject: String, field: String, _ view: RecordView, _ packs: PublishedPacks,
        through last: CalendarDay? = nil, under other: Pack? = nil
    ) throws -> LifeFile {
        // What is asked for all the time is the file as it stands; only that is kept.
        guard last == nil, other == nil else {
            return try whole(subject, field: field, view, packs, through: last, under: other)
        }
        let owner = LifeStream.owner(of: subject)
        let mark = try packs.mark(view)
        if let known = try packs.shelf.file(of: owner, view, packs: mark) {
            guard known.record.subjects[subject] != nil else {
                throw unknown(subject, field: field)
            }
            return known
        }
        let file = try whole(
            subject, field: field, view, packs, through: nil, under: nil)
        packs.shelf.keep(file, of: owner, packs: mark)
        return file
    }

    /// The file with what happened since; nil when that may change by which pack it is read.
    func adding(_ events: [Event]) throws -> LifeFile? {
        guard !events.contains(where: { $0.type == Self.pinned }) else { return nil }
        var (record, versions, lastDay) = (record, versions, lastDay)
        for event in events.sorted(by: { $0.sequence < $1.sequence }) {
            let day = ChinaTime.day(of: event.time)
            if let life = try LifeEvent(event, vocabulary: pack.vocabulary) {
                record.apply(life, on: day)
            }
            versions[event.stream] = event.version
            lastDay = max(lastDay, day)
        }
        return LifeFile(
            pack: pack, offered: offered, record: record, versions: versions, area: area,
            lastDay: lastDay)
    }

    private static let pinned: EventType = "packPinned"

    /// Reads the file of a subject from the beginning.
    private static func whole(
        _ subject: String, field: String, _ view: RecordView, _ packs: PublishedPacks,
        through last: CalendarDay?, under other: Pack?
    ) throws -> LifeFile {
        var events: [(CalendarDay, Event)] = []
        var versions: [StreamID: Int] = [:]
        var next: String? = LifeStream.owner(of: subject)
        var areas: [AdministrativeCode] = []
        while let owner = next {
            let stream = try LifeStream.stream(of: owner, field: field)
            guard versions[stream] == nil else { break }
            let own = try view.events(of: stream).map { try $0.event() }
            versions[stream] = own.count
            guard let first = own.first else { throw unknown(owner, field: field) }
            if let area = first.payload["area"]?.text.flatMap({ AdministrativeCode($0) }) {
                areas.append(area)
            }
            next = first.payload["parent"]?.text.map { LifeStream.owner(of: $0) }
            events += own.map { (ChinaTime.day(of: $0.time), $0) }
        }
        guard let area = areas.first else { throw unknown(subject, field: field) }
        let offered = try packs.pack(for: area, view)
        let known = events.filter { day, _ in last.map { day <= $0 } ?? true }
        let pinned = try pin(among: known.map(\.1))
        let pack = try other ?? pinned.map { try packs.pack(pinned: $0, view) } ?? offered
        // What a project stands in was there before it, and acts of one day may be of either.
        var record = LifeRecord(lifecycle: pack.lifecycle)
        for (day, event) in known.sorted(by: { $0.1.sequence < $1.1.sequence }) {
            if let life = try LifeEvent(event, vocabulary: pack.vocabulary) {
                record.apply(life, on: day)
            }
        }
        guard record.subjects[subject] != nil, let lastDay = events.map(\.0).max() else {
            throw unknown(subject, field: field)
        }
        return LifeFile(
            pack: pack, offered: offered, record: record, versions: versions, area: area,
            lastDay: lastDay)
    }

    /// The revision that the project stays under; nil before its plan is approved.
    private static func pin(among events: [Event]) throws -> PackPin? {
        let last = events.filter { $0.type == pinned }.max { $0.sequence < $1.sequence }
        guard let last, let code = last.payload["pack"]?.text,
            let digest = last.payload["digest"]?.text,
            let revision = last.payload["revision"]?.integer
        else { return nil }
        return PackPin(code: code, revision: revision, digest: digest)
    }

    private static func unknown(_ subject: String, field: String) -> Refusal {
        Refusal(
            "LIF-SUBJECT", field: field, zh: "没有管理对象 \(subject)。请先建档，或核对代号。",
            en: "There is no subject \(subject). List it first or check the identifier.",
            remedies: [Refusal.Remedy("listSubject")])
    }
}
