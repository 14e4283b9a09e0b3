import Access
import LandModel
import Lifecycle
import Operations
import Policy

/// A meeting from its agenda to its minutes (联席会议).
struct MeetingPage {
    let call: Call
    let sheet: MeetingSheet
    let register: AccessRegister
    /// Who looks on, and from which posts: acts are offered to those whose they are.
    let caller: Caller
    let posts: DeskPosts

    private var meeting: LifeMeeting { sheet.meeting }
    private var language: DisplayLanguage { call.language }

    func reply() async throws -> Reply {
        let table = resolutionTable
        if let file = try PageTable.reply(call, among: [table]) { return file }
        return try await call.page(
            "meeting",
            [
                ("meeting", head), ("stages", .list(sheet.stages.enumerated()) { stage($1, $0) }),
                ("topics", .list(meeting.topics) { topic($0) }),
                ("attendance", .list(meeting.attendance) { attendance($0) }),
                ("resolutions", .list(meeting.resolutions) { resolution($0) }),
                ("table", table.value(call)), ("minutes", minutes),
                ("signatures", .list(meeting.members) { signature($0) }),
                ("papers", .list(papers) { $0 }), ("hasPapers", .bool(!papers.isEmpty)),
                ("refusal", refusal),
                ("next", .list(open) { next($0) }),
            ])
    }

    /// An office by its name.
    private func office(_ id: String) -> String {
        Office.ID(id).flatMap { register.offices[$0]?.name } ?? id
    }

    private func person(_ id: String) -> String {
        Person.ID(id).flatMap { register.people[$0]?.name } ?? id
    }

    /// The address of an act's form; false for whom it is never open.
    private func act(_ operation: String, _ fields: (String, String)...) -> JSONValue {
        let isOpen = ActRights.mayEver(operation, caller, register, call.day)
        return .shown(isOpen ? PageAddress.act(operation, on: sheet.id, fields) : nil)
    }

    private var head: JSONValue {
        let missing = meeting.members.count { !meeting.countersigned.contains($0) }
        return .members([
            "id": .string(sheet.id), "name": .string(sheet.name),
            "area": .string(sheet.area.digits),
            "listed": .string(sheet.listedOn?.description ?? "—"),
            "pack": .string("\(sheet.pack.title[language]) r\(sheet.pack.revision)"),
            "packHref": .string("/policy/\(sheet.pack.code)"),
            "docxHref": .string("/papers/meetings/\(sheet.id)/minutes.docx"),
            "pdfHref": .string("/papers/meetings/\(sheet.id)/minutes.pdf"),
            "actsHref": .string("/acts/for/\(sheet.id)"),
            "proposeHref": act("proposeTopic"),
            "attendHref": act("recordAttendance"),
            "opinionHref": act("giveOpinion"),
            "resolveHref": act("recordResolution"),
            "signHref": act("countersign"), "fileHref": act("fileDocument"),
            "signed": call.words(
                "\(meeting.members.count) 个成员单位，已签 \(meeting.members.count - missing)，缺 \(missing)",
                "\(meeting.members.count) members, \(meeting.members.count - missing) signed, "
                    + "\(missing) missing"),
            "hasResolutions": .bool(!meeting.resolutions.isEmpty),
        ])
    }

    private func stage(_ stage: MeetingSheet.Stage, _ index: Int) -> JSONValue {
        let now = sheet.stages.firstIndex(where: \.isNow)
        return .members([
            "name": .string(sheet.pack.term(stage.id)[language]),
            "done": .bool(now.map { index < $0 } ?? false), "now": .bool(stage.isNow),
            "day": .string(stage.reachedOn?.description ?? "—"),
        ])
    }

    private func topic(_ topic: LifeMeeting.Topic) -> JSONValue {
        let opinions = meeting.opinions.filter { $0.topic == topic.id }
        let proposed = sheet.history.entries.first { entry in
            if case .meeting(.topicProposed(topic), of: sheet.id) = entry.event {
                true
            } else {
                false
            }
        }
        return .members([
            "id": .string(topic.id), "title": .string(topic.title),
            "by": .string(office(topic.by)),
            "person": .shown(proposed.map { person($0.person) }),
            "day": .string(proposed?.day.description ?? "—"),
            "opinionHref": act("giveOpinion", ("topic", topic.id)),
            "resolveHref": act("recordResolution", ("topic", topic.id)),
            "hasOpinions": .bool(!opinions.isEmpty),
            "opinions": .list(opinions) { opinion in
                .members([
                    "office": .string(office(opinion.office)), "text": .string(opinion.text),
                    "mark":
                        (opinion.agrees
                        ? FindingMark.good("同意", "agrees") : .bad("不同意", "disagrees"))
                        .value(language),
                ])
            },
        ])
    }

    private func attendance(_ one: LifeMeeting.Attendance) -> JSONValue {
        .members([
            "office": .string(office(one.office)), "people": .string(one.people),
            "as": one.isInvited ? call.words("列席", "invited") : call.words("成员", "member"),
        ])
    }

    // MARK: What was resolved

    private func resolution(_ one: LifeMeeting.Resolution) -> JSONValue {
        let left = one.due.daysSinceEpoch - call.day.daysSinceEpoch
        let state: FindingMark
        if let done = one.doneOn {
            state =
                done <= one.due
                ? .good("\(done) 办结", "done on \(done)")
                : .overdue(
                    "\(done) 办结，逾期 \(done.daysSinceEpoch - one.due.daysSinceEpoch) 天",
                    "done on \(done), \(done.daysSinceEpoch - one.due.daysSinceEpoch) days late")
        } else if left < 0 {
            state = .overdue("逾期 \(-left) 天", "\(-left) days overdue")
        } else {
            state = .notDue("剩 \(left) 天", "\(left) days left")
        }
        return .members([
            "id": .string(one.id), "text": .string(one.text),
            "topic": .string(meeting.topics.first { $0.id == one.topic }?.title ?? one.topic),
            "owner": .string(office(one.owner)), "due": .string(one.due.description),
            "state": state.value(language), "open": .bool(one.doneOn == nil),
            "reportHref": act("reportResolution", ("id", one.id)),
        ])
    }

    private var resolutionTable: PageTable {
        func column(_ zh: String, _ en: String, _ width: Int) -> PageTable.Column {
            PageTable.Column(title: BilingualText(zh: zh, en: en), width: width)
        }
        return PageTable(
            name: "resolutions",
            title: BilingualText(zh: "\(sheet.name)议定事项", en: "Resolutions of \(sheet.name)"),
            columns: [
                column("编号", "number", 8), column("议题", "topic", 30),
                column("议定事项", "resolution", 60), column("承办单位", "owner", 24),
                column("办结期限", "last day", 12), column("办结日期", "done on", 12),
            ],
            rows: meeting.resolutions.map { one in
                [
                    .text(one.id), .text(meeting.topics.first { $0.id == one.topic }?.title ?? ""),
                    .text(one.text), .text(office(one.owner)), .day(one.due), .day(one.doneOn),
                ]
            })
    }

    // MARK: Minutes

    /// The minutes as the record makes them: nothing is in them that is not on it.
    private var minutes: JSONValue {
        let held =
            sheet.stages.first { $0.id == "held" } ?? sheet.stages.last { $0.reachedOn != nil }
        let filed = sheet.minutes
        return .members([
            "hasContent": .bool(!meeting.topics.isEmpty),
            "number": .shown(filed?.entry.remark), "day": .shown(held?.reachedOn?.officialText),
            "members": .shown(names(isInvited: false)), "invited": .shown(names(isInvited: true)),
            "topics": .list(meeting.topics.enumerated()) { index, topic in
                .members([
                    "number": .string(Self.numeral(index + 1)), "title": .string(topic.title),
                    "by": .string(office(topic.by)),
                ])
            },
            "hasResolutions": .bool(!meeting.resolutions.isEmpty),
            "resolutions": .list(meeting.resolutions.enumerated()) { index, one in
                .members([
                    "number": .string(Self.numeral(index + 1)), "text": .string(one.text),
                    "owner": .string(office(one.owner)), "due": .string(one.due.officialText),
                ])
            },
            "sent": .shown(
                filed.flatMap {
                    $0.paper.to.isEmpty ? nil : sheet.pack.terms($0.paper.to, language)
                }),
        ])
    }

    private func names(isInvited: Bool) -> String? {
        let found = meeting.attendance.filter { $0.isInvited == isInvited }
            .map { "\(office($0.office))（\($0.people)）" }
        return found.isEmpty ? nil : found.joined(separator: "、")
    }

    /// A number as documents count: 一, 二 … 十, 十一.
    static func numeral(_ number: Int) -> String {
        let digits = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"]
        guard (1...99).contains(number) else { return String(number) }
        let (tens, ones) = (number / 10, number % 10)
        return (tens == 0 ? "" : (tens == 1 ? "" : digits[tens]) + "十")
            + (ones == 0 ? "" : digits[ones])
    }

    private func signature(_ member: String) -> JSONValue {
        let signed = sheet.countersignature(of: member)
        let opinions = meeting.opinions.filter { $0.office == member }
        let mark: FindingMark = signed == nil ? .notDue("未签", "not signed") : .good("已会签", "signed")
        return .members([
            "office": .string(office(member)),
            "person": .string(signed.map { person($0.person) } ?? "—"),
            "mark": mark.value(language),
            "text": .string(
                opinions.map { opinion in
                    (opinion.agrees ? call.said("同意", "agrees") : call.said("不同意", "disagrees"))
                        + "：" + opinion.text
                }.joined(separator: "；")),
            "day": .string(signed.map { $0.day.description } ?? "—"),
            "sequence": .shown(signed.map { "#\($0.sequence)" }),
        ])
    }

    private var papers: [JSONValue] {
        sheet.history.entries.compactMap { entry in
            guard case .filed(let paper, _, let by) = entry.event else { return nil }
            return .members([
                "name": .string(sheet.pack.term(paper.document)[language]),
                "number": .string(entry.remark ?? "—"),
                "by": .string(sheet.pack.term(by)[language]),
                "person": .string(person(entry.person)), "day": .string(entry.day.description),
                "to": .shown(paper.to.isEmpty ? nil : sheet.pack.terms(paper.to, language)),
            ])
        }
    }

    // MARK: What comes next

    /// The acts that lead on; a meeting that came to its end is not begun anew.
    private var open: [MeetingSheet.Next] {
        sheet.stages.last?.isNow == true ? [] : sheet.next
    }

    private func next(_ one: MeetingSheet.Next) -> JSONValue {
        let isMine = one.offices.contains { posts.works(for: $0, in: sheet.area) }
        return .members([
            "name": .string(sheet.pack.term(one.act)[language]),
            "href": .shown(isMine ? PageAddress.act(one.act, on: sheet.id) : nil),
            "by": .string(sheet.pack.terms(one.offices, language)),
            "blocked": .bool(!one.blocking.isEmpty),
        ])
    }

    /// What stands before the acts that fit now, all at once.
    private var refusal: JSONValue {
        var seen: Set<String> = []
        let findings = open.flatMap { one in one.blocking.map { (one, $0) } }
            .filter { seen.insert($0.1.clause + $0.1.subject.id).inserted }
        guard !findings.isEmpty else { return .bool(false) }
        let names = open.filter { !$0.blocking.isEmpty }
            .map { sheet.pack.term($0.act)[language] }.joined(separator: "、")
        return .members([
            "title": call.words(
                "“\(names)”尚不能办理：\(findings.count) 条",
                "\(names): \(findings.count) clauses stand before it"),
            "items": .list(findings) { _, finding in
                .members([
                    "text": .string(finding.message[language]), "field": .bool(false),
                    "clause": .string(finding.clause), "fix": .string(finding.remedy[language]),
                    "href": .bool(false),
                ])
            },
        ])
    }
}
