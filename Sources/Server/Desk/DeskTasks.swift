import Access
import LandModel
import Operations
import Policy
import Store

/// Gathers what a person must do: limits, turns, returns, meetings, changes (待办归集).
struct DeskTasks {
    let call: Call
    let posts: DeskPosts
    let lines: [SubjectLine]
    /// The limits of the person's offices that run, are past or have no day.
    let duties: [CalendarEntry]

    /// The limits read at most for each post.
    private static let most = 500
    private static let open: Set<DutyRowState> = [.running, .overdue, .unfixed]

    init(_ call: Call, _ posts: DeskPosts, _ lines: [SubjectLine]) async throws {
        self.call = call
        self.posts = posts
        self.lines = lines
        duties = try await Self.duties(call, posts)
    }

    /// The limits that the offices of some posts must keep, by last day.
    static func duties(
        _ call: Call, _ posts: DeskPosts, states: Set<DutyRowState> = open
    ) async throws -> [CalendarEntry] {
        let (calendar, caller) = (try call.office().calendar, try call.caller())
        var found: [String: CalendarEntry] = [:]
        for seat in posts.seats {
            for area in seat.areas.questionAreas {
                for office in [seat.kind, seat.office.text] {
                    let page = try await calendar.page(
                        DutyQuery(
                            day: call.day, area: area, office: office, states: states,
                            limit: most), at: call.head)
                    for entry in page.entries
                    where seat.areas.meets(entry.area) && caller.sees(entry.area) {
                        found[entry.id] = entry
                    }
                }
            }
        }
        return found.values.sorted(by: CalendarEntry.comesFirst)
    }

    /// All tasks in the order in which they are due.
    func all() -> [DeskTask] {
        let turns = lines.flatMap(turns)
        let dated = duties.filter { entry in !isReturn(entry) }.map(task)
        let held = Set(dated.compactMap { task in task.act.map { "\(task.subject) \($0)" } })
        let rest = turns.filter { !held.contains("\($0.subject) \($0.act ?? "")") }
        return (dated + rest + lines.flatMap(returned) + lines.flatMap(decisions))
            .sorted(by: DeskTask.comesFirst)
    }

    // MARK: Kinds

    private func waiting(on subject: String) -> [WaitingAct] {
        let owner = subject.prefix { $0 != "/" }
        return line(of: String(owner))?.waiting ?? []
    }

    /// The line of an owner: lines are in order of their identifiers.
    private func line(of id: String) -> SubjectLine? {
        var (low, high) = (0, lines.count)
        while low < high {
            let middle = (low + high) / 2
            if lines[middle].id < id { low = middle + 1 } else { high = middle }
        }
        return low < lines.count && lines[low].id == id ? lines[low] : nil
    }

    private func task(_ entry: CalendarEntry) -> DeskTask {
        let waiting = waiting(on: entry.subject.id)
        let step = waiting.first {
            $0.subject == entry.subject.id && ($0.act == entry.act || $0.whole == entry.act)
        }
        let isResolution = entry.clause == nil && entry.subject.entity == "meeting"
        return DeskTask(
            kind: .duty, subject: entry.subject.id, title: entry.title,
            object: entry.subject.name, objectHref: entry.subjectHref, entry: entry,
            note: entry.task.isEmpty ? nil : BilingualText(zh: entry.task, en: entry.task),
            act: step?.act ?? entry.act,
            verb: entry.papers.isEmpty
                ? BilingualText(zh: "办理", en: "Do") : BilingualText(zh: "报送", en: "File"),
            href: isResolution
                ? PageAddress.act("reportResolution", on: entry.subject.id)
                : entry.actHref(waiting))
    }

    private func turns(_ line: SubjectLine) -> [DeskTask] {
        line.waiting.filter { posts.hasTurn($0.offices, in: line.area) }.map { turn in
            let whole = OperationTitle.text(turn.whole, turn.wholeName)
            let step = OperationTitle.text(turn.act, turn.zh)
            let isStep = turn.act != turn.whole
            return DeskTask(
                kind: .turn, subject: turn.subject,
                title: isStep
                    ? BilingualText(zh: "\(whole.zh)：\(step.zh)", en: "\(whole.en): \(step.en)")
                    : whole,
                object: object(turn.subject, turn.subjectName, line),
                objectHref: PageAddress.subject(turn.subject, entity: line.entity),
                since: turn.since, act: turn.act,
                verb: BilingualText(zh: "办理", en: "Do"),
                href: PageAddress.act(turn.act, on: turn.subject))
        }
    }

    private func returned(_ line: SubjectLine) -> [DeskTask] {
        line.returned.filter { isMine($0, in: line.area) }.map { given in
            let title = OperationTitle.text(given.act, given.zh)
            let takesUp = posts.hasTurn(given.offices, in: line.area)
            let page = PageAddress.subject(given.subject, entity: line.entity)
            return DeskTask(
                kind: .returned, subject: given.subject,
                title: takesUp
                    ? BilingualText(
                        zh: "修改后重新办理：\(title.zh)", en: "Begin again once mended: \(title.en)")
                    : BilingualText(
                        zh: "补正材料和数据：\(title.zh)", en: "Mend what was handed in: \(title.en)"),
                object: object(given.subject, given.subjectName, line),
                objectHref: page,
                entry: duties.first {
                    $0.clause == nil && $0.subject.id == given.subject && $0.last == given.until
                },
                note: BilingualText(
                    zh: "\(given.by.zh) \(given.day) 退回：\(given.reason)",
                    en: "returned by \(given.by.kind) on \(given.day): \(given.reason)"),
                since: given.day, act: takesUp ? given.act : nil,
                verb: BilingualText(zh: "打开", en: "Open"),
                href: takesUp ? PageAddress.act(given.act, on: given.subject) : page)
        }
    }

    /// Whether the person's offices take up what was returned, or mend what was handed in.
    private func isMine(_ given: ReturnedAct, in area: AdministrativeCode) -> Bool {
        posts.hasTurn(given.offices, in: area) || posts.hasTurn(given.menders, in: area)
    }

    /// Whether an entry is the term of a return, which is told with the return.
    private func isReturn(_ entry: CalendarEntry) -> Bool {
        guard entry.clause == nil,
            let line = line(of: String(entry.subject.id.prefix { $0 != "/" }))
        else { return false }
        return line.returned.contains {
            $0.subject == entry.subject.id && $0.until == entry.last
                && isMine($0, in: line.area)
        }
    }

    private func decisions(_ line: SubjectLine) -> [DeskTask] {
        var found: [DeskTask] = []
        let href = PageAddress.subject(line.id, entity: line.entity)
        if let meeting = line.meeting,
            posts.seats.contains(where: { meeting.waitingMembers.contains($0.office.text) })
        {
            found.append(
                DeskTask(
                    kind: .decide, subject: line.id,
                    title: BilingualText(zh: "会签联席会议纪要", en: "Countersign the minutes"),
                    object: line.name, objectHref: href, since: line.lastDay,
                    verb: BilingualText(zh: "会签", en: "Countersign"),
                    href: PageAddress.act("countersign", on: line.id)))
        }
        if let change = line.change, change.isFilled,
            posts.hasTurn(change.deciders, in: line.area)
        {
            found.append(
                DeskTask(
                    kind: .decide, subject: line.id,
                    title: BilingualText(zh: "审定方案变更", en: "Decide a change of the plan"),
                    object: line.name, objectHref: href,
                    note: BilingualText(
                        zh: "\(change.by)申请：\(change.reason)", en: "requested: \(change.reason)"),
                    since: line.lastDay, verb: BilingualText(zh: "审定", en: "Decide"),
                    href: PageAddress.act("decideChange", on: line.id)))
        }
        return found
    }

    /// The name of a subject with that of what it is inside of.
    private func object(_ subject: String, _ name: String, _ line: SubjectLine) -> String {
        subject == line.id ? name : "\(line.name) · \(name)"
    }
}

/// What acts are called in both languages.
enum OperationTitle {
    static func text(_ id: String, _ zh: String) -> BilingualText {
        let known = AccessPolicy.standard.operations[OperationRule.ID(id) ?? "unknown"]?.title
        if let known { return known }
        return BilingualText(zh: zh.isEmpty ? id : zh, en: OperationWords.spaced(id))
    }
}
