public import LandModel
public import Policy
public import Store

extension CalendarEntry {
    /// How it stands, in words.
    public func words(on day: CalendarDay) -> BilingualText {
        switch state {
        case .met(let done): return BilingualText(zh: "\(done) 按期办理", en: "done in time on \(done)")
        case .late(let done):
            let days = done.daysSinceEpoch - (last ?? done).daysSinceEpoch
            return BilingualText(
                zh: "\(done) 办理，逾期 \(days) 天", en: "done on \(done), \(days) days late")
        case .waived(let day):
            return BilingualText(zh: "\(day) 已说明理由", en: "waived in writing on \(day)")
        case .running(let last):
            let days = last.daysSinceEpoch - day.daysSinceEpoch
            return BilingualText(
                zh: days == 0 ? "今日到期" : "还有 \(days) 天",
                en: days == 0 ? "due today" : "\(days) days left")
        case .upcoming:
            let first = first?.description ?? ""
            return BilingualText(zh: "\(first) 起", en: "from \(first)")
        case .overdue(let days):
            return BilingualText(zh: "已逾期 \(days) 天", en: "\(days) days overdue")
        case .missed: return BilingualText(zh: "期满未办", en: "missed")
        case .unfixed(let since):
            guard let since else { return BilingualText(zh: limitWords.zh, en: limitWords.en) }
            let days = day.daysSinceEpoch - since.daysSinceEpoch
            return BilingualText(
                zh: "\(limitWords.zh)，自 \(since) 已 \(days) 天",
                en: "\(limitWords.en), \(days) days since \(since)")
        case .notStarted, .blank: return limitWords
        }
    }

    /// What limits it, in words.
    public var limitWords: BilingualText {
        switch limit {
        case .days(_, let last, _): BilingualText(zh: "\(last) 前", en: "by \(last)")
        case .words(let wording, _):
            BilingualText(zh: "“\(wording)”，无具体期限", en: "“\(wording)”, no day named")
        case .act(let act):
            BilingualText(zh: "未起算，待“\(awaited ?? act)”", en: "counts from \(act)")
        case .stage(let stage):
            BilingualText(zh: "未到“\(awaited ?? stage)”阶段", en: "from the stage \(stage)")
        case .value(let name):
            BilingualText(zh: "“\(awaited ?? name)”尚未生效", en: "\(name) is not in force yet")
        case .blank(let name):
            BilingualText(
                zh: "文件中“\(awaited ?? name)”空缺", en: "\(name) is blank in the document")
        case .year(let year):
            BilingualText(
                zh: "\(year) 年放假安排尚未公布", en: "the holidays of \(year) are not known")
        }
    }

    // Not inlined, as ``last``.
    /// The first day; nil when nothing says so.
    @inline(never)
    public var first: CalendarDay? { if case .days(let first, _, _) = limit { first } else { nil } }

    /// The offices whose duty it is, in words.
    public var ownerNames: BilingualText {
        owners.isEmpty
            ? BilingualText(zh: "（文件未载明）", en: "(not named)")
            : Self.names(of: owners)
    }

    /// The names of kinds of offices.
    public static func names(of owners: [Owner]) -> BilingualText {
        BilingualText(
            zh: owners.map(\.zh).joined(separator: "、"),
            en: owners.map { OperationWords.spaced($0.kind) }.joined(separator: ", "))
    }
}

extension DutyRowState {
    /// The name of the state.
    public var title: BilingualText {
        switch self {
        case .met: BilingualText(zh: "按期办理", en: "met")
        case .late: BilingualText(zh: "逾期办理", en: "late")
        case .waived: BilingualText(zh: "说明理由", en: "waived")
        case .running: BilingualText(zh: "在期", en: "running")
        case .upcoming: BilingualText(zh: "未开始", en: "upcoming")
        case .overdue: BilingualText(zh: "逾期", en: "overdue")
        case .missed: BilingualText(zh: "期满未办", en: "missed")
        case .unfixed: BilingualText(zh: "无具体期限", en: "no day named")
        case .notStarted: BilingualText(zh: "未起算", en: "not started")
        case .blank: BilingualText(zh: "期限空缺", en: "blank")
        }
    }

    /// The name by which commands and programs know the state.
    public var name: String { "\(self)" }

    /// The state of a duty as the table counts it.
    public init(_ state: TimedDutyState) {
        self =
            switch state {
            case .met: .met
            case .late: .late
            case .waived: .waived
            case .running: .running
            case .upcoming: .upcoming
            case .overdue: .overdue
            case .missed: .missed
            case .unfixed: .unfixed
            case .notStarted: .notStarted
            case .blank: .blank
            }
    }
}

extension CalendarDay {
    /// The day as official papers write it: 2026年3月31日.
    public var officialText: String { "\(year)年\(month)月\(day)日" }
}
