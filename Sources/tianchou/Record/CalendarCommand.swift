import Access
import ArgumentParser
import Documents
import Glibc
import Journal
import LandModel
import Operations
import Store

/// The time limits of all subjects of a home.
struct CalendarCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calendar", abstract: "日程：各项期限与督办 · time limits, reminders",
        discussion: """
            默认列出逾期的、近一年期满未办的和今后 90 天到期的事项。--ics 供手机和办公日历导入，--letters 按责任单位起草督办函。
            Lists what is overdue, was missed in the last year or falls due within 90 days; --skip and --limit turn pages, --counts tells
            how many stand how in each county and for each kind of office. Exit code 0 however much is overdue.
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var homeOptions: HomeOptions

    @Option(help: "截至哪一天，默认今天 · as of that day, today when left out")
    var asOf: String?

    @Option(help: "到期日自 · last days from")
    var from: String?

    @Option(help: "到期日至 · last days to")
    var to: String?

    @Option(help: "行政区及其以内 · in this area")
    var area: String?

    @Option(help: "责任单位类别，如 countyGovernment · kind of office")
    var office: String?

    @Option(
        help:
            "状态，逗号分隔 · states: met,late,waived,running,upcoming,overdue,missed,unfixed,notStarted,blank"
    )
    var state: String?

    @Option(help: "最多列出几项 · how many at most")
    var limit: Int?

    @Option(help: "略过前面几项，用于翻页 · how many of the first to leave out")
    var skip: Int?

    @Flag(help: "按区县和责任单位统计，不逐项列出 · counts by county and office instead of a list")
    var counts = false

    @Flag(help: "输出 CSV · as CSV")
    var csv = false

    @Option(help: "写入 Excel 表 · into a workbook")
    var xlsx: String?

    @Option(help: "写入 iCalendar 文件 · into an iCalendar file")
    var ics: String?

    @Option(help: "督办函写入文件夹 · draft reminder letters into a folder")
    var letters: String?

    mutating func validate() throws {
        guard !(csv && common.json) else {
            throw ValidationError("--csv, --json: 只能选一个 · only one of them")
        }
        guard !(csv && counts) else {
            throw ValidationError("--csv, --counts: 只能选一个 · only one of them")
        }
    }

    mutating func run() async throws {
        let console = Console(common)
        let query = try query()
        let home = try homeOptions.open()
        let page = try await OfficeCalendar(home, tasks: Workers.count(common.threads)).page(
            query, progress: console.progress)
        let report = CalendarReport(page)
        if counts {
            for line in common.json ? report.countsJSON : report.counts(console.language) {
                console.result(line)
            }
        } else if common.json {
            for line in report.jsonLines { console.result(line) }
        } else if csv {
            Console.emit(report.csv, to: STDOUT_FILENO)
        } else {
            for line in report.lines(console.language) { console.result(line) }
        }
        console.note(report.summary)
        if let xlsx { try report.table.write(to: xlsx, moment: Self.morning(of: page.day)) }
        if let ics {
            let feed = CalendarFeed(
                page.entries, on: page.day,
                name: "期限事项（\(query.area?.digits ?? home.settings.journal.text)）",
                journal: home.settings.journal.text, time: OfficeClock.now)
            try OutputFile.write(feed.text, to: ics)
        }
        if let letters { try await writeLetters(page, home, to: letters, console) }
    }

    /// The file's own date, so that the same table has the same bytes.
    private static func morning(of day: CalendarDay) -> ReportMoment {
        ReportMoment(epochSeconds: ChinaTime.time(of: day, hour: 9, minute: 0) / 1000)
    }

    private func query() throws -> DutyQuery {
        let day = try day(asOf, "--as-of") ?? ChinaTime.day(of: OfficeClock.now)
        var query = DutyQuery(day: day)
        query.states = try states() ?? [.running, .upcoming, .overdue, .missed]
        if let area {
            guard let code = AdministrativeCode(area) else {
                throw ValidationError("--area: \(area)")
            }
            query.area = code
        }
        query.office = office
        let (first, last) = (try self.day(from, "--from"), try self.day(to, "--to"))
        if state == nil || first != nil || last != nil {
            let opens = first ?? day.adding(months: -12)
            let closes = last ?? max(opens, day.adding(days: 90))
            guard opens <= closes else {
                throw ValidationError("--from \(opens) > --to \(closes)")
            }
            query.lastDays = opens...closes
            query.allOverdue = first == nil
        }
        if let limit {
            guard limit >= 0 else { throw ValidationError("--limit: \(limit)") }
            query.limit = limit
        }
        if let skip {
            guard skip >= 0 else { throw ValidationError("--skip: \(skip)") }
            query.skip = skip
        }
        return query
    }

    private func day(_ text: String?, _ option: String) throws -> CalendarDay? {
        guard let text else { return nil }
        guard let day = CalendarDay(text) else {
            throw ValidationError("\(option): \(text)? 2026-03-31")
        }
        return day
    }

    private func states() throws -> Set<DutyRowState>? {
        guard let state else { return nil }
        return Set(
            try state.split(separator: ",").map { name in
                guard let found = DutyRowState.allCases.first(where: { $0.name == name }) else {
                    let known = DutyRowState.allCases.map(\.name).joined(separator: ", ")
                    throw ValidationError("--state: \(name)? \(known)")
                }
                return found
            })
    }

    private func writeLetters(
        _ page: OfficeCalendar.Page, _ home: OfficeHome, to folder: String, _ console: Console
    ) async throws {
        let register = try await home.journal.read { view throws(StoreError) in
            try view.accessRegister()
        }
        let letters = ReminderLetter.letters(
            about: page.entries, on: page.day, from: register.name(of: home.settings.office)
        ) { owner, area in register.name(ofKind: owner.kind, in: area) ?? owner.zh }
        try OutputFile.makeFolder(folder)
        for (index, letter) in letters.enumerated() {
            let name = "\(folder)/\(index + 1)-\(letter.addressee.filter { $0 != "/" })"
            try OutputFile.write(letter.text, to: name + ".txt")
            try OutputFile.write(letter.html, to: name + ".html")
        }
        console.note(
            BilingualText(
                zh: "已起草督办函 \(letters.count) 件（\(folder)），文号、日期和签章待补。",
                en: "\(letters.count) letters drafted in \(folder); number, day and seal are blank."
            ))
    }
}
