import Digest
import LandModel
import Lifecycle
import Policy
import Store

extension LifeFile {
    /// What the pack judges a subject from, on a day.
    func context(around subject: String, on day: CalendarDay) -> JudgementContext? {
        record.context(around: subject, asOf: day, vocabulary: pack.vocabulary)
    }

    /// The duties of the subjects of one stream.
    ///
    /// - Parameters:
    ///   - owner: The subject whose stream it is; what contains it has duties of its own elsewhere.
    ///   - horizon: How far ahead recurring spans are told; nil for those that run.
    func duties(
        of owner: String, on day: CalendarDay, through horizon: CalendarDay? = nil
    ) -> [TimedDuty] {
        guard let context = context(around: owner, on: day) else { return [] }
        return pack.duties(in: context, listedOn: record.listedOn, through: horizon) {
            LifeStream.owner(of: $0.id) == owner
        }
    }

    /// How every clause stands on a subject and all around it, with the spans that ended unmet.
    ///
    /// - Parameter shelf: Where verdicts on this very file are kept; nil for a file as it was or would be.
    func findings(
        on subject: String, day: CalendarDay, keptOn shelf: LifeShelf? = nil
    ) -> [Finding] {
        guard let context = context(around: subject, on: day) else { return [] }
        let judged = shelf?.findings(on: subject, in: self, day: day) ?? pack.judge(context)
        return judged + pack.missedFindings(in: context, listedOn: record.listedOn)
    }

    /// Where a subject lies.
    func area(of subject: String) -> AdministrativeCode {
        record.path(of: subject).lazy.compactMap(\.area).first ?? area
    }

    /// What others inside an owner's stream see of it in their duties, as a digest: its facts, its stages and the
    /// acts and papers that duties rest on.
    func mark(of owner: String) -> String {
        let names = pack.timedNames(inside: record.subjects[owner]?.entity ?? "")
        var lines = [pack.digest]
        for id in record.subjects.keys.sorted() where LifeStream.owner(of: id) == owner {
            let subject = record.subjects[id]
            lines.append("\(id) \(subject?.entity ?? "") \(subject?.parent ?? "")")
            for (name, fact) in record.facts(of: id).sorted(by: { $0.key < $1.key }) {
                lines.append("\(name)=\(fact.value)")
            }
        }
        for event in record.journal where names.contains(event.name) {
            guard event.of.map({ LifeStream.owner(of: $0) == owner }) ?? true else { continue }
            lines.append(
                "\(event.kind) \(event.name) \(event.date) \(event.of ?? "") \(event.by) \(event.to) "
                    + "\(event.sections) \(event.reason ?? "")")
        }
        return SHA256.hexDigest(of: Array(lines.joined(separator: "\n").utf8))
    }
}
