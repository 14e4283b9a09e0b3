import Access
import Journal
public import LandModel
public import Lifecycle
public import Policy
import Store

/// Reads the meetings of a home: what they dealt with, how far they are, who signed (联席会议).
public struct OfficeMeetings: Sendable {
    private let home: OfficeHome
    private let packs: PublishedPacks

    /// Opens the meetings of a library's home.
    public init(_ library: PolicyLibrary) {
        home = library.home
        packs = library.packs
    }

    /// Some meetings, the one listed last first; what is no meeting is left out.
    ///
    /// - Throws: `StoreError`.
    public func sheets(of ids: [String], on day: CalendarDay) async throws -> [MeetingSheet] {
        let packs = packs
        let found = try await home.journal.read { view throws(StoreError) in
            Result { try ids.compactMap { try Self.sheet($0, view, packs, on: day) } }
        }.get()
        return found.sorted { ($0.listedOn ?? day, $0.id) > ($1.listedOn ?? day, $1.id) }
    }

    /// A meeting; nil when there is none, or no pack is published for its place.
    ///
    /// - Throws: `StoreError`.
    public func sheet(_ id: String, on day: CalendarDay) async throws -> MeetingSheet? {
        let packs = packs
        return try await home.journal.read { view throws(StoreError) in
            Result { try Self.sheet(id, view, packs, on: day) }
        }.get()
    }

    private static func sheet(
        _ id: String, _ view: RecordView, _ packs: PublishedPacks, on day: CalendarDay
    ) throws -> MeetingSheet? {
        guard let file = try LifeFile.known(id, view, packs),
            file.record.subjects[id]?.entity == MeetingSheet.entity
        else { return nil }
        return MeetingSheet(
            id, file, try LifeHistory.read(of: id, file, view, packs), on: day)
    }
}

/// A meeting with all that is on record about it.
public struct MeetingSheet: Sendable {
    static let entity = "meeting"

    /// A stage of its life.
    public struct Stage: Hashable, Sendable {
        /// The identifier.
        public let id: String
        /// The Chinese name.
        public let zh: String
        /// The day it was reached; nil when it was not.
        public let reachedOn: CalendarDay?
        /// Whether it is the present one.
        public let isNow: Bool
    }

    /// A step that fits the stage now, and whose it is.
    public struct Next: Hashable, Sendable {
        /// The act.
        public let act: String
        /// Its Chinese name.
        public let zh: String
        /// The offices, as the pack names them.
        public let offices: [String]
        /// The clauses that stand before it.
        public let blocking: [Finding]
    }

    /// The identifier.
    public let id: String
    /// The name.
    public let name: String
    /// Where it belongs.
    public let area: AdministrativeCode
    /// The day it came on record.
    public let listedOn: CalendarDay?
    /// The pack it is under.
    public let pack: Pack
    /// The stages in order.
    public let stages: [Stage]
    /// What it dealt with.
    public let meeting: LifeMeeting
    /// What happened, event by event.
    public let history: LifeHistory
    /// The acts of the pack that fit now.
    public let next: [Next]

    init(_ id: String, _ file: LifeFile, _ history: LifeHistory, on day: CalendarDay) {
        let record = file.record
        self.id = id
        name = file.name(of: id)
        area = file.area
        listedOn = record.listedOn[id]
        pack = file.pack
        meeting = record.meetings[id] ?? LifeMeeting()
        self.history = history
        let track = file.pack.lifecycle.tracks.first { $0.subject == Self.entity }
        let now = track.flatMap { record.stage(of: id, on: $0.name) }
        stages = (track?.stages ?? []).map { stage in
            let acts = Set((track?.acts ?? []).filter { $0.to == stage.id }.map(\.id))
            let reached = record.journal.last {
                $0.kind == .act && $0.of == id && acts.contains($0.name)
            }?.date
            return Stage(
                id: stage.id, zh: stage.zh, reachedOn: reached, isNow: stage.id == now)
        }
        let reference = record.subjects[id]?.reference
        let context = file.context(around: id, on: day)
        next = LifeJudge(file.pack, record, on: day).possible(on: id).map { act in
            let offices = record.offices(of: act) ?? []
            var blocking: [Finding] = []
            if let reference, let context {
                blocking = file.pack.refusals(of: act, by: offices, on: reference, in: context)
            }
            return Next(
                act: act, zh: file.pack.term(act).zh, offices: offices, blocking: blocking)
        }
    }

    /// The minutes on file: the paper with its number; nil while there are none.
    public var minutes: (paper: LifePaper, entry: LifeHistory.Entry)? {
        for entry in history.entries.reversed() {
            if case .filed(let paper, of: id, by: _) = entry.event,
                paper.document == "meetingMinutes"
            {
                return (paper, entry)
            }
        }
        return nil
    }

    /// When and by whom a member countersigned; nil when it did not.
    public func countersignature(of office: String) -> LifeHistory.Entry? {
        history.entries.last { entry in
            if case .meeting(.countersigned(by: office), of: id) = entry.event {
                true
            } else {
                false
            }
        }
    }
}
