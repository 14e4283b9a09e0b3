import LandModel
import Policy
import Store

extension ScenarioRun {
    /// How the time limits differ from what a check says of them.
    func deadlines(
        _ check: Scenario.Check, on day: CalendarDay, in home: OfficeHome
    ) async throws -> [BilingualText] {
        guard check.overdue != nil || check.met != nil else { return [] }
        let entries = try await OfficeCalendar(home).page(DutyQuery(day: day)).entries
        var differences: [BilingualText] = []
        for (subject, expected) in (check.overdue ?? [:]).sorted(by: { $0.key < $1.key }) {
            let found = Set(
                entries.filter { $0.subject.id == subject && $0.state.isOverdue }
                    .map(\.checkedName))
            if found == expected { continue }
            let (want, got) = (Self.list(expected), Self.list(found))
            differences.append(
                BilingualText(
                    zh: "\(subject) 逾期的应为 \(want)，实为 \(got)",
                    en: "overdue on \(subject): expected \(want), got \(got)"))
        }
        for (subject, expected) in (check.met ?? [:]).sorted(by: { $0.key < $1.key }) {
            for clause in expected.sorted() {
                // Entries come by last day, so that the last one settled is what it came to last.
                let last = entries.last {
                    $0.subject.id == subject && $0.checkedName == clause
                        && $0.state.isSettled
                }
                if case .met = last?.state { continue }
                let words = last?.words(on: day) ?? BilingualText(zh: "未办", en: "nothing done")
                differences.append(
                    BilingualText(
                        zh: "\(subject) 的 \(clause) 应为按期办理，实为\(words.zh)",
                        en: "\(clause) on \(subject): expected met, got \(words.en)"))
            }
        }
        return differences
    }

    private static func list(_ clauses: Set<String>) -> String {
        "[" + clauses.sorted().joined(separator: ", ") + "]"
    }
}

extension TimedDutyState {
    /// Whether its day passed without the thing being done, mendable or not.
    var isOverdue: Bool {
        switch self {
        case .overdue, .missed: true
        case .met, .late, .waived, .running, .upcoming, .unfixed, .notStarted, .blank: false
        }
    }

    /// Whether it came to something, good or bad.
    var isSettled: Bool {
        switch self {
        case .met, .late, .waived, .overdue, .missed: true
        case .running, .upcoming, .unfixed, .notStarted, .blank: false
        }
    }
}

extension CalendarEntry {
    /// What a check calls the entry: its clause, or `TERM` for what an office set itself.
    fileprivate var checkedName: String { clause ?? "TERM" }
}
