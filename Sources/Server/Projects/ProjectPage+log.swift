import HTTPTypes
import LandModel
import Operations
import Policy

/// The log: every act with person, office, time, record number, hash and whether the hash holds (日志).
extension ProjectPage {
    private static let pageLength = 60

    /// What an act is called.
    func title(_ act: ProjectAct) -> String {
        if let operation = act.operation, let known = names[operation] { return known[language] }
        return act.title?[language] ?? act.operation ?? call.said("记录", "record")
    }

    var log: JSONValue {
        let page = call.integer("page", standard: 1)
        let first = (page - 1) * Self.pageLength
        let shown = view.acts.dropFirst(first).prefix(Self.pageLength)
        let events = view.acts.reduce(0) { $0 + $1.entries.count }
        let pager = Pager(first: first, shown: shown.count, total: view.acts.count)
        return .members([
            "acts": .list(shown) { act($0) }, "empty": .bool(view.acts.isEmpty),
            "whole": .bool(view.isWhole),
            "proof": view.isWhole
                ? call.words(
                    "本卷 \(events) 条记录逐条复算，摘要与内容一致",
                    "\(events) records of this file computed again: every hash is that of its content"
                )
                : call.words("本卷有记录的摘要与内容不符", "A record of this file does not have its hash"),
            "last": .integer(view.acts.first?.sequence ?? 0),
            "hash": .string(view.acts.first?.hash ?? ""),
            "exportHref": .string(address(.log) + "&format=xlsx&table=log"),
            "pager": pager.value(pageLength: Self.pageLength) { number in
                address(.log) + "&page=\(number)"
            },
        ])
    }

    private func act(_ act: ProjectAct) -> JSONValue {
        .members([
            "title": .string(title(act)), "time": .string(call.moment(act.time)),
            "person": .string(person(act.person)), "office": .string(office(act.office)),
            "remark": .shown(act.remark), "number": .integer(act.sequence),
            "anchors": .list(act.entries) { .members(["id": .string("r\($0.sequence)")]) },
            "hash": .string(act.hash), "short": .string(String(act.hash.prefix(12))),
            "whole": .bool(act.entries.allSatisfy(\.isWhole)),
            "entries": .list(act.entries) { entry in
                .members([
                    "number": .integer(entry.sequence), "text": .string(entry.text[language]),
                    "subject": .shown(
                        entry.subject.isEmpty || entry.subject == view.subject.id
                            ? nil : partName(entry.subject)),
                    "short": .string(String(entry.hash.prefix(12))),
                ])
            },
        ])
    }

    /// The log as a table.
    var logTable: PageTable {
        PageTable(
            name: "log", title: titled("办理日志", "Log"),
            columns: [
                .init(title: .init(zh: "记录", en: "Record"), isNumber: true, width: 10),
                .init(title: .init(zh: "时间", en: "Time"), width: 18),
                .init(title: .init(zh: "事项", en: "Act"), width: 24),
                .init(title: .init(zh: "内容", en: "What happened"), width: 50),
                .init(title: .init(zh: "机构", en: "Office"), width: 26),
                .init(title: .init(zh: "经办", en: "Person"), width: 12),
                .init(title: .init(zh: "摘要", en: "Hash"), width: 68),
            ],
            rows: view.acts.flatMap { act in
                act.entries.map { entry in
                    [
                        .integer(entry.sequence), .text(call.moment(act.time)),
                        .text(title(act)), .text(entry.text[language]),
                        .text(office(act.office)), .text(person(act.person)), .text(entry.hash),
                    ]
                }
            })
    }
}
