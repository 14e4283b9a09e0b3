extension Pack {
    /// What decides each clause and which cases prove it, in pack order.
    public func coverage() -> [ClauseCoverage] {
        var proofs: [String: [ClauseCoverage.Proof]] = [:]
        for (node, judged, isOnPatch) in source.cases.map({ ($0, $0, false) })
            + source.patches.compactMap({ patch in patch["case"].map { (patch, $0, true) } })
        {
            guard let clause = judged["clause"]?.text,
                let status = node["expect"]?.text.flatMap(FindingStatus.init(rawValue:))
            else { continue }
            proofs[clause, default: []].append(
                ClauseCoverage.Proof(
                    name: node["name"]?.text ?? "", status: status, isOnPatch: isOnPatch))
        }
        return clauses.map { clause in
            let sources = clause.sources(in: self)
            return ClauseCoverage(
                clause: clause.id, decidedBy: clause.decidedBy,
                sources: ClauseCoverage.Source.allCases.filter(sources.contains),
                left: vocabulary.left(by: clause.uses, restingOn: sources),
                blanks: blanks(of: clause), worst: clause.worst(in: self),
                proofs: proofs[clause.id, default: []])
        }
    }

    /// The parameters of a clause that have no value in the document.
    private func blanks(of clause: Clause) -> [String] {
        let names = clause.uses.names.union(clause.due?.parameters.map(\.name) ?? [])
        return names.filter { name in
            parameters[name]?.values.allSatisfy { $0.value == nil } ?? false
        }.sorted()
    }
}
