import Journal
import LandModel
import Operations
import Store

/// Tells when acts are recorded about a subject, for a page that shows it (业务变化).
struct SubjectWatch: Sendable {
    private let home: OfficeHome
    private let stream: StreamID
    private var head: Int

    /// The watch that a request asks for; nil when it asks for none.
    ///
    /// - Throws: ``Problem`` when the caller may not look at the subject, or there is none.
    init?(_ call: Call) async throws {
        guard let subject = call.values["subject"] else { return nil }
        let office = try call.office()
        guard let area = try await office.desk.area(of: subject), try call.caller().sees(area)
        else { throw Problem.missing(zh: "没有找到这个管理对象。", en: "There is no such subject.") }
        home = office.home
        stream = try OfficeDesk.stream(of: subject)
        head = call.integer("from", standard: Int.max)
        if call.values["from"] == nil {
            head = try await office.home.journal.read { view throws(StoreError) in
                try view.head().sequence
            }
        }
    }

    /// The last record, when one about the subject came since it was asked last.
    mutating func next() async throws -> Int? {
        let (from, stream) = (head, stream)
        let (now, isNews) = try await home.journal.read { view throws(StoreError) in
            let head = try view.head().sequence
            guard head > from else { return (from, false) }
            return (head, try view.streams(changedAfter: from).contains(stream))
        }
        head = now
        return isNews ? now : nil
    }
}
