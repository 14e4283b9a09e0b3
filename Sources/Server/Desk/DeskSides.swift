import Access
import Journal
import LandModel
import Operations
import Policy
import Store

/// The panels beside the tasks: projects, meetings, what to review, what changed (工作台侧栏).
enum DeskSides {
    /// Rows of a panel.
    private static let few = 6

    // MARK: Projects

    /// The projects of a person, those that wait for the person first.
    static func projects(
        _ lines: [SubjectLine], _ posts: DeskPosts, _ call: Call
    ) async throws -> JSONValue {
        let own = lines.filter { $0.entity == "project" }
        let ranked = own.map { line in
            (line: line, turn: line.waiting.contains { posts.hasTurn($0.offices, in: line.area) })
        }.sorted { left, right in
            if left.turn != right.turn { return left.turn }
            if left.line.lastDay != right.line.lastDay {
                return left.line.lastDay > right.line.lastDay
            }
            return left.line.id < right.line.id
        }
        let shown = ranked.prefix(few).map(\.line)
        let rows = try await rows(shown, call)
        return .members([
            "rows": rows, "href": .string("/projects"),
            "more": call.words("全部 \(own.count) 个", "All \(own.count)"),
        ])
    }

    private static func rows(_ shown: [SubjectLine], _ call: Call) async throws -> JSONValue {
        let verdicts = try await call.office().lines.verdicts(
            of: shown.map(\.id), on: call.day, at: call.head)
        var limits: [String: CalendarEntry] = [:]
        for area in Set(shown.map(\.area)) {
            let entries = try await CalendarEntries.read(
                call, in: area, owners: Set(shown.map(\.id)), states: [.running, .overdue],
                limit: 2000)
            for entry in entries where entry.last != nil && limits[entry.file] == nil {
                limits[entry.file] = entry
            }
        }
        return .list(shown) { line in
            .members([
                "name": .string(line.name), "id": .string(line.id),
                "href": .string(PageAddress.subject(line.id, entity: line.entity)),
                "stage": .string(stage(line, call)), "steps": steps(line, call),
                "finding": mark(verdicts[line.id], line).value(call.language),
                "limit": limits[line.id].map { entry in
                    .members([
                        "deadline": entry.deadline(call),
                        "title": .string(entry.title[call.language]),
                    ])
                } ?? .bool(false),
                "area": .string(newCultivated(line)),
            ])
        }
    }

    /// The stage in words, with a suspension.
    static func stage(_ line: SubjectLine, _ call: Call) -> String {
        let name = line.stage.map { OperationTitle.text($0.id, $0.zh).heading(call.language) }
        let stage = name ?? call.said("尚未入库", "not in the pool")
        return line.suspension == nil ? stage : stage + call.said("（暂停）", " (suspended)")
    }

    /// The stages of the track: done, now, to come.
    static func steps(_ line: SubjectLine, _ call: Call) -> JSONValue {
        let now = line.stage?.position ?? -1
        return .list(
            line.track.enumerated().filter { $0.element.id != "withdrawn" || now == $0.offset }
        ) { index, stage in
            .members([
                "name": .string(OperationTitle.text(stage.id, stage.zh)[call.language]),
                "state": .string(index < now ? "done" : index == now ? "now" : "next"),
            ])
        }
    }

    /// The worst verdict, with how many clauses are of it.
    static func mark(_ verdicts: SubjectVerdicts?, _ line: SubjectLine) -> FindingMark {
        guard let verdicts else { return .without() }
        func count(_ status: FindingStatus) -> Int { verdicts.count(status) }
        if count(.violated) > 0 {
            return .bad("不符合 \(count(.violated))", "Violated \(count(.violated))")
        }
        if count(.overdue) > 0 {
            return .overdue("逾期 \(count(.overdue))", "Overdue \(count(.overdue))")
        }
        if verdicts.blocking > 0 {
            return .awaiting("待补证 \(verdicts.blocking)", "Evidence \(verdicts.blocking)")
        }
        return .good("无阻断", "Nothing in the way")
    }

    /// New cultivated land in hectares, four decimals; a dash where nothing is on record.
    static func newCultivated(_ line: SubjectLine) -> String {
        line.areas.first { $0.fact == "newCultivatedArea" }.map { hectares($0.area) } ?? "—"
    }

    /// An area in hectares with four decimals.
    static func hectares(_ area: Area) -> String {
        (area.hundredths < 0 ? "\u{2212}" : "") + area.magnitude.hectaresText
    }

    // MARK: Others

    /// Whose turn it is elsewhere in a person's areas: what is under way first, then what waits longest.
    static func others(_ lines: [SubjectLine], _ posts: DeskPosts, _ call: Call) -> JSONValue {
        let turns = lines.flatMap { line in
            line.waiting.filter { !posts.hasTurn($0.offices, in: line.area) }.map { (line, $0) }
        }.sorted { left, right in
            if left.1.isUnderWay != right.1.isUnderWay { return left.1.isUnderWay }
            let (one, other) = (left.1.since ?? call.day, right.1.since ?? call.day)
            return one == other ? left.1.subject < right.1.subject : one < other
        }
        return .members([
            "count": call.words("共 \(turns.count) 项", "\(turns.count) in all"),
            "rows": .list(turns.prefix(few)) { line, turn in
                .members([
                    "title": .string(
                        OperationTitle.text(turn.act, turn.zh).heading(call.language)),
                    "object": .string(
                        turn.subject == line.id ? line.name : "\(line.name) · \(turn.subjectName)"),
                    "href": .string(PageAddress.subject(turn.subject, entity: line.entity)),
                    "offices": .string(
                        CalendarEntry.names(of: turn.offices).heading(call.language)),
                    "since": .string(turn.since?.description ?? "—"),
                    "finding":
                        (turn.isUnderWay
                        ? FindingMark.awaiting("在办", "Under way") : .notDue("待办", "Waiting"))
                        .value(call.language),
                ])
            },
        ])
    }

    // MARK: Meetings

    /// The meetings that are not over, with what each waits for.
    static func meetings(_ lines: [SubjectLine], _ call: Call) -> JSONValue {
        let open = lines.filter { line in
            line.entity == "meeting"
                && ((line.stage?.position ?? -1) + 1 < line.track.count
                    || line.meeting?.open.isEmpty == false)
        }.sorted { $0.lastDay > $1.lastDay }
        return .members([
            "rows": .list(open.prefix(few)) { line in
                let meeting = line.meeting
                var waits: [String] = []
                if let count = meeting?.topics, count > 0 {
                    waits.append(call.said("议题 \(count)", "\(count) topics"))
                }
                if let count = meeting?.waitingMembers.count, count > 0 {
                    waits.append(call.said("待会签 \(count)", "\(count) to countersign"))
                }
                if let count = meeting?.open.count, count > 0 {
                    waits.append(call.said("议定事项未办结 \(count)", "\(count) resolutions open"))
                }
                return .members([
                    "name": .string(line.name),
                    "href": .string(PageAddress.subject(line.id, entity: line.entity)),
                    "stage": .string(stage(line, call)),
                    "waits": .string(waits.joined(separator: call.said("，", ", "))),
                ])
            }
        ])
    }

    // MARK: Review

    /// The projects that are reported or under way, to be looked at: a list to read, with no act in it.
    static func review(_ lines: [SubjectLine], _ call: Call) async throws -> JSONValue {
        let all = lines.filter { line in
            line.entity == "project" && [.reported, .implementing].contains(line.pool)
        }.sorted { ($0.lastDay, $0.id) > ($1.lastDay, $1.id) }
        let shown = Array(all.prefix(few * 2))
        let verdicts = try await call.office().lines.verdicts(
            of: shown.map(\.id), on: call.day, at: call.head)
        return .members([
            "more": call.words("共 \(all.count) 个", "\(all.count) in all"),
            "rows": .list(shown) { line in
                .members([
                    "name": .string(line.name), "id": .string(line.id),
                    "href": .string("/review/\(line.id.percentEncoded)"),
                    "area": .string(line.area.digits), "pack": .string(line.pack.label),
                    "stage": .string(stage(line, call)),
                    "finding": mark(verdicts[line.id], line).value(call.language),
                ])
            },
        ])
    }

    // MARK: Changes

    /// The latest acts in the caller's areas.
    static func changes(_ call: Call) async throws -> JSONValue {
        let found = try await RecordRoutes.acts(call, before: .max, limit: 8)
        let head = try await call.office().home.journal.read { view throws(StoreError) in
            try view.head()
        }
        return .members([
            "journal": call.words(
                "日志第 \(head.sequence) 条", "journal record \(head.sequence)"),
            "rows": .list(found.acts) { DeskChange($0, found.register).value(call) },
        ])
    }
}

/// An act as a line of what changed.
struct DeskChange {
    private let recorded: RecordedAct
    private let register: AccessRegister

    init(_ recorded: RecordedAct, _ register: AccessRegister) {
        (self.recorded, self.register) = (recorded, register)
    }

    /// What was done.
    var title: BilingualText {
        let act = recorded.act
        return OperationTitle.text(act.operation.text, act.title ?? "")
    }

    /// The office that did it.
    var office: String {
        let id = recorded.event.actor.office.text
        return Office.ID(id).flatMap { register.offices[$0]?.name } ?? id
    }

    /// Who did it.
    var person: String {
        let id = recorded.event.actor.person.text
        return Person.ID(id).flatMap { register.people[$0]?.name } ?? id
    }

    /// The project; nil when it was on none.
    var project: String? { recorded.act.project?.text }

    func value(_ call: Call) -> JSONValue {
        .members([
            "time": .string(call.moment(recorded.event.time)),
            "who": .string("\(office) \(person)"), "text": .string(title.heading(call.language)),
            "project": .shown(project),
            "href": .shown(project.map { PageAddress.subject($0, entity: "project") }),
            "remark": .shown(recorded.act.remark),
            "position": .string("#\(recorded.event.sequence)"),
        ])
    }
}
