/// How one obligation is judged under two packs, or two revisions of one (规则包对照).
public struct VerdictChange: Hashable, Sendable {
    /// Whom or what it is about.
    public let subject: SubjectReference
    /// The finding under the first pack; nil when it has no such obligation.
    public let before: Finding?
    /// The finding under the second pack; nil when it has no such obligation.
    public let after: Finding?

    /// Whether the verdict is another one.
    public var isOtherVerdict: Bool { before?.status != after?.status }
    /// Whether both packs ask the same and one of them asks more, or judges otherwise.
    public var isOtherwise: Bool {
        guard let before, let after else { return false }
        return before.status != after.status || before.required != after.required
    }
    /// Whether it blocks under the second pack and not under the first.
    public var blocksAnew: Bool { after?.isBlocking == true && before?.isBlocking != true }
    /// Whether it blocks under the first pack and not under the second.
    public var blocksNoMore: Bool { before?.isBlocking == true && after?.isBlocking != true }
}

/// Puts the findings of two packs about the same subjects side by side (规则时光机).
///
/// Revisions of one pack are compared clause by clause. Clauses of different documents have nothing in
/// common but what they measure: those with the same measure of the same kind of subject stand beside
/// each other, the others alone.
public struct PackComparison: Sendable {
    private let before: Pack
    private let after: Pack

    /// Compares two packs.
    public init(_ before: Pack, _ after: Pack) {
        self.before = before
        self.after = after
    }

    /// The pairs, in the order of the first pack, then what only the second has.
    public func pairs(_ old: [Finding], _ new: [Finding]) -> [VerdictChange] {
        var waiting: [Key: [Finding]] = Dictionary(grouping: new) { key(of: $0, in: after) }
        var changes: [VerdictChange] = []
        for finding in old {
            let key = key(of: finding, in: before)
            let other = waiting[key]?.first
            if other != nil { waiting[key]?.removeFirst() }
            changes.append(
                VerdictChange(subject: finding.subject, before: finding, after: other))
        }
        let left = Set(waiting.values.flatMap(\.self))
        changes += new.filter(left.contains).map {
            VerdictChange(subject: $0.subject, before: nil, after: $0)
        }
        return changes
    }

    /// What makes two findings ones about the same thing.
    private struct Key: Hashable {
        let obligation: String
        let entity: String
        let subject: String
    }

    private func key(of finding: Finding, in pack: Pack) -> Key {
        var obligation = finding.clause
        // Another document numbers its clauses anew; what they measure has one name for all.
        if before.code != after.code, let check = pack.clause(finding.clause)?.checks.first {
            obligation = "\(check.measure.text) \(check.bound.rawValue)"
        }
        return Key(
            obligation: obligation, entity: finding.subject.entity, subject: finding.subject.id)
    }
}
