import Access
import Documents
import LandModel
import Lifecycle
import Operations
import Policy

/// The minutes of a joint meeting as an official document (会议纪要): what is on record about it and nothing else.
struct MeetingMinutes {
    let sheet: MeetingSheet
    let register: AccessRegister
    /// The place in the journal up to which was read.
    let sequence: Int

    private var names: PaperNames {
        PaperNames(register: register, pack: sheet.pack, area: sheet.area)
    }

    /// The act by which the pack has minutes issued.
    private var issuing: Lifecycle.Act? {
        sheet.pack.lifecycle.tracks.flatMap(\.acts).first {
            $0.produces.contains("meetingMinutes")
        }
    }

    /// The document.
    var document: OfficialDocument {
        let issuer = issuing.map { names.offices($0.by) } ?? OfficialBlock.blank
        let convenor = issuer.hasSuffix("办公室") ? String(issuer.dropLast(3)) : issuer
        var document = OfficialDocument(
            .minutes, masthead: convenor + (convenor.hasSuffix("会议") ? "纪要" : "会议纪要"),
            title: sheet.name + (sheet.name.hasSuffix("会议") ? "纪要" : "会议纪要"), issuer: issuer,
            body: opening + topics + resolutions + countersignatures + attendance)
        document.number = PaperSource.number(in: sheet.minutes?.entry.remark)
        document.copies = (sheet.minutes?.paper.to ?? []).map { names.offices([$0]) }
        document.printer = issuer
        document.printedOn = issuing.flatMap { sheet.history.done($0.id, on: sheet.id)?.day }
        document.source = PaperSource.words(sequence)
        return document
    }

    /// The act during which attendance was taken: the last one done before.
    private var held: (act: String, by: String, day: CalendarDay)? {
        let first = sheet.history.entries.first { entry in
            if case .meeting(.attended, _) = entry.event { true } else { false }
        }
        for entry in sheet.history.entries.reversed() {
            guard let first, entry.sequence < first.sequence,
                case .done(let act, let of, let by, _) = entry.event, of == sheet.id
            else { continue }
            let title = sheet.pack.lifecycle.act(act)?.zh ?? act
            return (title, names.offices(by), entry.day)
        }
        return nil
    }

    private var opening: [OfficialBlock] {
        let meeting = sheet.meeting
        let counts = "会议研究议题 \(meeting.topics.count) 项，议定事项 \(meeting.resolutions.count) 项。纪要如下："
        let begun =
            held.map { "\($0.day.officialText)，\($0.by)\($0.act)（\(sheet.name)）。" }
            ?? "　　　　年　　月　　日，召开\(sheet.name)。"
        return [
            .paragraph(begun + counts),
            .labelled("会议地点：", OfficialBlock.blank),
            .labelled("会议主持人：", OfficialBlock.blank),
        ]
    }

    private var topics: [OfficialBlock] {
        let meeting = sheet.meeting
        guard !meeting.topics.isEmpty else {
            return [.heading(level: 1, "会议议题"), .paragraph("没有登记议题。")]
        }
        return [.heading(level: 1, "会议议题和意见")]
            + meeting.topics.flatMap { topic -> [OfficialBlock] in
                let opinions = meeting.opinions.filter { $0.topic == topic.id }
                return [
                    .heading(level: 2, "\(topic.title)（\(names.office(topic.by))提出）")
                ]
                    + (opinions.isEmpty
                        ? [.paragraph("没有登记意见。")]
                        : opinions.map { opinion in
                            .paragraph(
                                "\(names.office(opinion.office))\(opinion.agrees ? "同意" : "不同意")："
                                    + Self.sentence(opinion.text))
                        })
            }
    }

    private var resolutions: [OfficialBlock] {
        let found = sheet.meeting.resolutions
        guard !found.isEmpty else {
            return [.heading(level: 1, "议定事项"), .paragraph("没有登记议定事项。")]
        }
        let titles = Dictionary(sheet.meeting.topics.map { ($0.id, $0.title) }) { $1 }
        return [
            .heading(level: 1, "议定事项"),
            .table(
                OfficialTable(
                    columns: [
                        .init("编号", share: 2), .init("议定事项", share: 8), .init("议题", share: 6),
                        .init("承办单位", share: 4), .init("办结期限", share: 4),
                    ],
                    rows: found.map { one in
                        [
                            one.id, one.text, titles[one.topic] ?? one.topic,
                            names.office(one.owner), one.due.officialText,
                        ]
                    })),
        ]
    }

    private var countersignatures: [OfficialBlock] {
        let meeting = sheet.meeting
        let signed = meeting.countersigned.map { office in
            names.office(office)
                + (sheet.countersignature(of: office).map { "（\($0.day.officialText)）" } ?? "")
        }
        let waiting = meeting.members.filter { !meeting.countersigned.contains($0) }
            .map(names.office)
        var blocks: [OfficialBlock] = [.heading(level: 1, "会签")]
        if !signed.isEmpty {
            blocks.append(.paragraph("已会签：" + signed.joined(separator: "、") + "。"))
        }
        if !waiting.isEmpty {
            blocks.append(.paragraph("尚未会签：" + waiting.joined(separator: "、") + "。"))
        }
        if signed.isEmpty, waiting.isEmpty { blocks.append(.paragraph("没有登记会签。")) }
        return blocks
    }

    private var attendance: [OfficialBlock] {
        func list(_ isInvited: Bool) -> String {
            sheet.meeting.attendance.filter { $0.isInvited == isInvited }
                .map { "\(names.office($0.office))\($0.people)" }.joined(separator: "，")
        }
        let (members, guests) = (list(false), list(true))
        return [
            .labelled("出席：", members.isEmpty ? OfficialBlock.blank : members + "。")
        ] + (guests.isEmpty ? [] : [.labelled("列席：", guests + "。")])
    }

    private static func sentence(_ text: String) -> String {
        guard let last = text.last, !"。！？；.".contains(last) else { return text }
        return text + "。"
    }
}
