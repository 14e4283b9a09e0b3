import Journal
import LandModel
import Lifecycle
import Policy
import Store

/// The rows that the derived table keeps of one stream, made from its file.
struct DutySheet {
    let file: LifeFile
    let owner: String
    /// The day they are made for.
    let day: CalendarDay
    /// How far ahead recurring spans are told.
    let horizon: CalendarDay

    /// The rows with all on which they rest.
    func rows() -> DutyRows {
        let duties = file.duties(of: owner, on: day, through: horizon)
        let steady = file.pack.steadyDays(around: day)
        return DutyRows(
            owner: owner,
            around: file.versions.keys.filter { LifeStream.owner(of: $0) != owner }
                .map(\.text),
            days: max(min(steady.lowerBound, day), min(file.lastDay, day))...steady.upperBound,
            through: horizon, rows: duties.map(row) + terms() + resolutions(),
            clauses: texts(duties),
            mark: file.mark(of: owner))
    }

    /// A duty as the calendar shows it.
    func entry(_ duty: TimedDuty) -> CalendarEntry {
        let words = texts([duty]).map { ($0.clause, $0) }
        let row = row(duty)
        return CalendarEntry(
            row, on: day,
            CalendarWording(row, [file.pack.digest: Dictionary(words) { $1 }]))
    }

    private func row(_ duty: TimedDuty) -> DutyRow {
        let (form, detail) = Self.form(duty.limit)
        var until: CalendarDay?
        var first = duty.first
        if case .days(_, _, let last) = duty.limit { until = last }
        if case .words(_, let since) = duty.limit { first = since }
        return DutyRow(
            owner: owner, entity: duty.subject.entity, subject: duty.subject.id,
            name: duty.subject.name, area: file.area(of: duty.subject.id),
            pack: file.pack.digest, clause: duty.clause, offices: duty.owners, form: form,
            detail: detail, first: first, last: duty.last, until: until, done: duty.done,
            waived: duty.waived)
    }

    // MARK: Terms that offices set themselves

    private func terms() -> [DutyRow] {
        let own = file.record.terms.filter { LifeStream.owner(of: $0.key) == owner }
        return own.sorted { $0.key < $1.key }.flatMap { subject, terms in
            terms.compactMap { term in
                let acts = term.awaited.compactMap { file.pack.lifecycle.act($0) }
                let title = acts.map(\.zh).joined(separator: "或") + "（\(term.reason)）"
                return row(
                    "term", title, subject, acts.flatMap { $0.chain.first?.by ?? $0.by },
                    last: term.until, done: term.metOn)
            }
        }
    }

    private func resolutions() -> [DutyRow] {
        let own = file.record.meetings.filter { LifeStream.owner(of: $0.key) == owner }
        return own.sorted { $0.key < $1.key }.flatMap { meeting, held in
            held.resolutions.compactMap { resolution in
                row(
                    "resolution", resolution.text, meeting, [resolution.owner],
                    last: resolution.due, done: resolution.doneOn)
            }
        }
    }

    private func row(
        _ kind: String, _ title: String, _ subject: String, _ offices: [String],
        last: CalendarDay, done: CalendarDay?
    ) -> DutyRow? {
        guard let found = file.record.subjects[subject] else { return nil }
        return DutyRow(
            kind: kind, title: title, owner: owner, entity: found.entity, subject: subject,
            name: found.name, area: file.area(of: subject), pack: file.pack.digest, clause: "",
            offices: offices, form: .days, last: last, done: done)
    }

    private static func form(_ limit: TimedDuty.Limit) -> (DutyRow.Form, String) {
        switch limit {
        case .days: (.days, "")
        case .words(let wording, _): (.words, wording)
        case .act(let act): (.act, act)
        case .stage(let stage): (.stage, stage)
        case .value(let parameter): (.value, parameter)
        case .blank(let parameter): (.blank, parameter)
        case .year(let year): (.year, String(year))
        }
    }

    // MARK: Texts

    private func texts(_ duties: [TimedDuty]) -> [DutyClauseRow] {
        let pack = file.pack
        var words = [
            "title.zh": pack.title.zh, "title.en": pack.title.en, "code": pack.code,
            "draft": pack.isDraft ? "true" : "",
        ]
        for office in pack.offices { words["office." + office.id] = office.zh }
        for track in pack.lifecycle.tracks {
            for stage in track.stages { words["detail." + stage.id] = stage.zh }
            for act in track.acts where !act.zh.isEmpty { words["detail." + act.id] = act.zh }
        }
        for (name, zh) in pack.limitTerms { words["detail." + name] = zh }
        let whole = DutyClauseRow(pack: pack.digest, clause: "", texts: words)
        var seen: Set<String> = []
        let own = duties.filter { seen.insert($0.clause).inserted }.map { duty in
            DutyClauseRow(
                pack: pack.digest, clause: duty.clause,
                texts: [
                    "title.zh": duty.title.zh, "title.en": duty.title.en,
                    "number": duty.citation.clause, "phrase": duty.citation.phrase,
                    "document": duty.citation.document, "strength": duty.strength.rawValue,
                    "remedy.zh": duty.remedy.zh, "remedy.en": duty.remedy.en,
                    "task.zh": task(duty), "act": duty.act ?? "",
                    "papers": duty.documents.joined(separator: " "),
                ])
        }
        return [whole] + own
    }

    /// The act or the papers that are due, by their names.
    private func task(_ duty: TimedDuty) -> String {
        if let act = duty.act { return file.pack.lifecycle.act(act)?.zh ?? act }
        return duty.documents.map { file.pack.vocabulary.documents[$0] ?? $0 }
            .joined(separator: "、")
    }
}
