import Policy

/// One clause of the report card: its findings on all subjects, the most urgent first.
struct FindingRow {
    /// Identifier of the clause.
    let clause: String
    /// The findings of the clause by urgency, then in the order received; never empty.
    let findings: [Finding]

    /// The most urgent finding, which the row shows.
    var lead: Finding { findings[0] }
    /// The status of the clause: that of its most urgent finding.
    var status: FindingStatus { lead.status }
    /// How many subjects stand as the row does.
    var affected: Int { findings.count { $0.status == status } }
    /// Whether a finding of the clause refuses an act.
    var isBlocking: Bool { findings.contains(where: \.isBlocking) }

    /// Folds findings to one row per clause, in the order in which the clauses first appear.
    static func fold(_ findings: [Finding]) -> [FindingRow] {
        var order: [String] = []
        var members: [String: [Finding]] = [:]
        for finding in findings {
            if members[finding.clause] == nil { order.append(finding.clause) }
            members[finding.clause, default: []].append(finding)
        }
        return order.compactMap { clause in
            guard let group = members[clause] else { return nil }
            let sorted = FindingStatus.byUrgency.flatMap { status in
                group.filter { $0.status == status }
            }
            return FindingRow(clause: clause, findings: sorted)
        }
    }
}
