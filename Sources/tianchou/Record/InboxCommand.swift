import Access
import ArgumentParser
import Journal
import LandModel
import Operations
import Store

/// Shows and acknowledges the notices of a person.
struct InboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inbox", abstract: "待签收的通知 · notices of a person")

    @OptionGroup var common: CommonOptions
    @OptionGroup var homeOptions: HomeOptions

    @Option(name: .customLong("as"), help: "人员代号 · whose notices")
    var person: String

    @Flag(help: "包括已签收的 · also those acknowledged")
    var all = false

    @Flag(help: "显示后签收 · acknowledge what is shown")
    var acknowledge = false

    mutating func run() async throws {
        let console = Console(common)
        guard let person = Person.ID(person) else { throw ValidationError("--as: \(person)") }
        let home = try homeOptions.open()
        let isAll = all
        let (notices, register) = try await home.journal.read { view throws(StoreError) in
            (
                try view.inbox(of: person, limit: .max).filter { isAll || !$0.isAcknowledged },
                try view.accessRegister()
            )
        }
        guard register.people[person] != nil else {
            throw Refusal([
                Refusal.Item(
                    "REG-UNKNOWN",
                    BilingualText(
                        zh: "登记簿中没有人员 \(person)。", en: "The register has no person \(person)."))
            ])
        }
        for notice in notices { show(notice, NoticeText(notice, register: register), console) }
        if notices.isEmpty {
            console.note(BilingualText(zh: "没有待签收的通知。", en: "No notice is waiting."))
        }
        guard acknowledge, let last = notices.map(\.act.event.sequence).max() else { return }
        let receipt = try await OfficeDesk(home, programVersion: ProgramVersion.text).perform(
            ActRequest(
                operation: "acknowledgeNotices", person: person,
                input: ["through": .integer(last)], key: try RequestKey.random(),
                time: OfficeClock.now))
        console.note(receipt.message)
    }

    private func show(_ notice: RecordedNotice, _ text: NoticeText, _ console: Console) {
        let sequence = notice.act.event.sequence
        guard !common.json else {
            return console.result(
                JSONValue.object([
                    ("sequence", .integer(sequence)),
                    ("acknowledged", .bool(notice.isAcknowledged)),
                    ("heading", .text(text.heading)),
                    ("sentences", .array(text.sentences.map(JSONValue.text))),
                ]).text)
        }
        let mark = notice.isAcknowledged ? "✓" : "○"
        console.result("\(mark) \(sequence)\t\(text.heading[console.language])")
        for sentence in text.sentences { console.result("\t" + sentence[console.language]) }
    }
}
