import Access
import HTTPTypes
import Hummingbird
import Journal
import LandModel
import NIOCore
import Operations
import Synchronization

/// On what a page rests besides who looks at it, when, where and in which language (页面依据).
enum PageBasis: Hashable, Sendable {
    /// The whole record, as it stands at the end of a chain.
    case record(JournalHead)
    /// The streams of a subject, as they were read at a place in the journal.
    case reading(Int)
}

/// All that decides what a finished page holds (页面键).
///
/// Two requests with one key are given the same bytes, so whatever a page may tell one person and not another has to
/// stand in it: the person and the session with its form token, the register by which rights are read, the day on
/// which posts begin and end, what waits in the inbox, and what the page is made of.
struct PageKey: Hashable, Sendable {
    let address: String
    /// Whether only a part of the page is asked for.
    let isFragment: Bool
    let language: DisplayLanguage
    let person: Person.ID
    /// The token of the session's forms: another session has another.
    let session: String
    let register: Int
    let day: CalendarDay
    let waiting: Int
    let basis: PageBasis
}

/// A finished page, packed once for those who can read that (成页).
final class KeptPage: Sendable {
    let plain: ByteBuffer
    let type: String
    /// The tag by which a browser asks whether it changed.
    let tag: String
    private let packing = Mutex<ByteBuffer?>(nil)

    init(_ plain: ByteBuffer, type: String) {
        self.plain = plain
        self.type = type
        tag = Reply.tag(of: plain)
    }

    /// The page as gzip; nil when that cannot be.
    func packed() -> ByteBuffer? {
        if let known = packing.withLock(\.self) { return known }
        let made = Compression.gzip(plain)
        packing.withLock { $0 = made }
        return made
    }

    /// What it takes of the room: the packed bytes are at most a third.
    var weight: Int { plain.readableBytes / 3 * 4 + 1024 }
}

/// Finished pages, those used lately (成页库).
///
/// A page that was asked for twice with nothing happening in between is not made again. Nothing has to be thrown out
/// when the record or a right changes: the key is then another, and what nobody asks for any more goes first.
final class PageStore: Sendable {
    /// Bytes of pages.
    private static let room = 64 << 20
    private let pages = Mutex(RecentValues<PageKey, KeptPage>(room: room))

    /// A page; nil when it is not kept.
    func page(_ key: PageKey) -> KeptPage? { pages.withLock { $0.value(key) } }

    /// Keeps a page.
    func keep(_ page: KeptPage, for key: PageKey) {
        pages.withLock { $0.keep(page, for: key, weight: page.weight) }
    }
}

extension Call {
    /// A page that is made only when it is not kept.
    ///
    /// - Parameter basis: what it rests on; nil for the whole record.
    func kept(
        _ basis: PageBasis? = nil, make: () async throws -> Reply
    ) async throws -> Reply {
        guard let key = try await pageKey(basis) else { return try await make() }
        let store = try office().pages
        if let page = store.page(key) { return Reply(kept: page) }
        let reply = try await make()
        guard reply.status == .ok, case .bytes(let bytes) = reply.content,
            let type = reply.headers[.contentType], reply.headers.count == 1
        else { return reply }
        let page = KeptPage(bytes, type: type)
        store.keep(page, for: key)
        return Reply(kept: page)
    }

    /// The key of the page asked for; nil for what is not kept: the work of programs, files, and what tells once
    /// what was just done.
    private func pageKey(_ basis: PageBasis?) async throws -> PageKey? {
        guard !route.isChange, let moment = context.moment, let caller = context.caller,
            case .session(let token) = caller.proof, values["format"] == nil,
            Flash.values(self) == nil, try !Tour.isShown(self)
        else { return nil }
        return PageKey(
            address: request.uri.string,
            isFragment: request.headers.value("HX-Request") != nil, language: language,
            person: caller.person.id, session: token, register: moment.people.version, day: day,
            waiting: try await waitingNotices(), basis: basis ?? .record(moment.head))
    }
}
