import Access
import Journal
import LandModel
import Operations
import Policy
import Store

/// What changed in a person's areas since a day, for print and for mail (日报、周报).
enum DigestPages {
    private static let parameters: [Route.Parameter] = [
        .query("since", .text(pattern: "|[0-9]{4}-[0-9]{2}-[0-9]{2}"), "the first day told"),
        .query("span", .choice(["day", "week", "month"]), "a day, a week or a month back"),
    ]

    static let all: [Route] = [
        .page("/desk/digest", "What changed", parameters: parameters) { call in
            let digest = try await Digest(call)
            return try await call.page("desk-digest", digest.values)
        },
        .page("/desk/digest.txt", "What changed, as text", parameters: parameters) { call in
            let digest = try await Digest(call)
            return Reply.text(digest.text).kept("private, no-store")
        },
    ]

    /// The acts read at most; older ones are told by number.
    private static let most = 2000

    /// What changed since a day.
    private struct Digest {
        let call: Call
        let since: CalendarDay
        /// The changes by project, those of no project last, each newest first.
        let groups: [(project: String?, name: String, changes: [(time: Int, change: DeskChange)])]
        let isCut: Bool
        let fellDue: [CalendarEntry]
        let coming: [CalendarEntry]

        init(_ call: Call) async throws {
            let caller = try call.caller()
            guard !caller.areas.isEmpty else { throw Problem.missing() }
            self.call = call
            let back = ["day": 1, "week": 7, "month": 31][call.values["span"] ?? "week"] ?? 7
            let day = call.values["since"].flatMap { CalendarDay($0) }
            since = day ?? call.day.adding(days: -back)
            let from = ChinaTime.time(of: since, hour: 0, minute: 0)
            var (found, before, isWhole) = ([RecordedAct](), Int?.some(.max), false)
            var register = try await call.register()
            while let at = before, found.count < DigestPages.most, !isWhole {
                let part = try await RecordRoutes.acts(call, before: at, limit: 200)
                register = part.register
                found += part.acts.filter { $0.event.time >= from }
                isWhole = part.acts.contains { $0.event.time < from }
                before = part.next
            }
            isCut = !isWhole && before != nil
            let lines = try await call.office().lines.all(at: call.head)
            let names = Dictionary(lines.map { ($0.id, $0.name) }) { one, _ in one }
            let byProject = Dictionary(grouping: found) { $0.act.project?.text }
            groups = byProject.sorted { left, right in
                switch (left.key, right.key) {
                case (let one?, let other?): one < other
                case (_?, nil): true
                default: false
                }
            }.map { project, acts in
                (
                    project, project.map { names[$0] ?? $0 } ?? "",
                    acts.map { ($0.event.time, DeskChange($0, register)) }
                )
            }
            fellDue = try await CalendarEntries.read(
                call, states: [.overdue, .missed], lastDays: since...call.day)
            coming = try await DeskRadar.upcoming(call, through: call.day.adding(days: 7))
        }

        private var title: String {
            call.said("\(since) 至 \(call.day) 变动情况", "Changes from \(since) to \(call.day)")
        }

        private var lead: String {
            let count = groups.reduce(0) { $0 + $1.changes.count }
            return call.said(
                "办理 \(count) 件，涉及项目 \(groups.count { $0.project != nil }) 个；新逾期 \(fellDue.count) 项；"
                    + "7 日内到期 \(coming.count) 项。",
                "\(count) acts on \(groups.count { $0.project != nil }) projects; \(fellDue.count) fell "
                    + "overdue; \(coming.count) fall due in 7 days.")
        }

        private func name(_ group: String) -> String {
            group.isEmpty ? call.said("机构、人员与数据", "Offices, people, data") : group
        }

        var values: [(String, JSONValue)] {
            let span = call.values["since"] == nil ? call.values["span"] ?? "week" : ""
            return [
                ("heading", .string(title)), ("lead", .string(lead)),
                ("cut", .bool(isCut)), ("since", .string(since.description)),
                (
                    "spans",
                    .list([("day", "日报", "Day"), ("week", "周报", "Week"), ("month", "月报", "Month")])
                    {
                        .members([
                            "href": .string("/desk/digest?span=\($0.0)"),
                            "text": call.words($0.1, $0.2), "on": .bool($0.0 == span),
                        ])
                    }
                ),
                ("textHref", .string(PageAddress.same("/desk/digest.txt", call.values))),
                (
                    "groups",
                    .list(groups) { group in
                        .members([
                            "name": .string(name(group.name)), "id": .shown(group.project),
                            "href": .shown(
                                group.project.map { PageAddress.subject($0, entity: "project") }),
                            "count": .integer(group.changes.count),
                            "changes": .list(group.changes.prefix(40)) { $0.change.value(call) },
                        ])
                    }
                ),
                ("fellDue", .list(fellDue.prefix(60), limit)),
                ("coming", .list(coming.prefix(60), limit)),
            ]
        }

        private func limit(_ entry: CalendarEntry) -> JSONValue {
            .members([
                "title": .string(entry.title[call.language]),
                "object": .string(entry.subject.name), "href": .string(entry.subjectHref),
                "clause": .shown(entry.clause), "clauseHref": .shown(entry.clauseHref),
                "deadline": entry.deadline(call),
                "owners": .string(entry.ownerNames[call.language]),
            ])
        }

        /// The same as plain text.
        var text: String {
            var lines = [title, lead, ""]
            func limits(_ heading: String, _ entries: [CalendarEntry]) {
                guard !entries.isEmpty else { return }
                lines.append("【\(heading)】")
                for entry in entries.prefix(60) {
                    let last = entry.last?.description ?? "—"
                    lines.append(
                        "\(last)  \(entry.title[call.language])  \(entry.subject.name)"
                            + "  \(entry.clause ?? "")  \(entry.words(on: call.day)[call.language])"
                            + "  \(entry.ownerNames[call.language])")
                }
                lines.append("")
            }
            limits(call.said("新逾期", "Fell overdue"), fellDue)
            limits(call.said("7 日内到期", "Due in 7 days"), coming)
            for group in groups {
                lines.append("【\(name(group.name))\(group.project.map { " \($0)" } ?? "")】")
                for (time, change) in group.changes.prefix(40) {
                    lines.append(
                        "\(call.moment(time))  \(change.office)\(change.person)  "
                            + change.title[call.language])
                }
                lines.append("")
            }
            return lines.joined(separator: "\n")
        }
    }
}
