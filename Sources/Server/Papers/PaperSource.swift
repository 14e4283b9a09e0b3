import Access
import Digest
import Documents
import Journal
import LandModel
import Lifecycle
import Operations
import Policy
import Store

/// What official documents are made from: a subject as it stands on record, the register, the place in the journal
/// (公文依据).
struct PaperSource: Sendable {
    let view: ProjectView
    let register: AccessRegister
    /// The names of the streams that were read.
    let streams: Set<String>
    /// The place in the journal up to which was read.
    let sequence: Int
    /// Who asks for the paper, for whose office.
    let office: String
    let day: CalendarDay

    /// Reads a subject that the caller may look at.
    ///
    /// - Throws: ``Problem``: what is not there, or not for who asks, is missing.
    init(_ subject: String, _ call: Call) async throws {
        let caller = try call.caller()
        let reading: ProjectReader.Reading
        do {
            reading = try await ProjectReader(try call.office().library)
                .reading(of: subject, on: call.day)
        } catch is Refusal {
            throw Problem.missing()
        }
        guard caller.sees(reading.view.area) else { throw Problem.missing() }
        view = reading.view
        streams = reading.streams
        sequence = reading.head
        register = try await call.register()
        office = Self.office(of: caller, register)
        day = call.day
    }

    /// The office of the caller's first post in the business; a blank for who has none.
    static func office(of caller: Caller, _ register: AccessRegister) -> String {
        caller.appointments.first { $0.post != .administrator }
            .map { register.name(of: $0.office) } ?? OfficialBlock.blank
    }

    /// On what record a paper rests, for the properties of its file.
    static func words(_ sequence: Int) -> String { "依据业务日志第 \(sequence) 条及以前的记录生成" }

    /// The name of the offices of some kinds for the subject's area, as the register or the pack has them.
    func offices(_ kinds: [String]) -> String {
        PaperNames(register: register, pack: view.pack, area: view.area).offices(kinds)
    }

    /// The title of the governing document, marked where it is a draft.
    var packTitle: String {
        "《\(view.pack.title.zh)》" + (view.pack.isDraft ? "（征求意见稿，仅作提示）" : "")
    }

    /// What contains the subject, from the outermost: 柳州市柳城县.
    var place: String { view.parents.reversed().map(\.name).joined() }

    /// A document number in words that went with an act; nil when there is none.
    static func number(in remark: String?) -> String? {
        remark?.firstMatch(of: /[^\s，。；]*〔[0-9]{4}〕[^\s，。；]*号/).map { String($0.output) }
    }
}

/// Names of offices in official documents.
struct PaperNames: Sendable {
    let register: AccessRegister
    let pack: Pack
    let area: AdministrativeCode

    /// Offices of some kinds: the registered one of the area, else what the pack calls the kind.
    func offices(_ kinds: [String]) -> String {
        kinds.map { register.name(ofKind: $0, in: area) ?? pack.office($0)?.zh ?? $0 }
            .joined(separator: "、")
    }

    /// A registered office by its identifier, else as it is written.
    func office(_ id: String) -> String { Office.ID(id).map { register.name(of: $0) } ?? id }
}
