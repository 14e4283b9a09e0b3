public import LandModel

extension Pack {
    /// The legal numbers in the order of the files.
    public var parameterSheets: [ParameterSheet] { parameterOrder.map { ParameterSheet($0) } }

    /// What a clause says in its fields; nil when there is no such clause.
    public func sheet(of id: String) -> ClauseSheet? {
        guard let clause = clause(id) else { return nil }
        let uses = clause.uses
        let limits = Set(clause.due?.parameters.map(\.name) ?? [])
        let writer = MessageWriter(pack: self, clause: clause)
        return ClauseSheet(
            clause: clause, conditions: conditions(of: clause), from: clause.from,
            limit: clause.due.map { words(of: $0) }, after: clause.after,
            approvals: clause.approvedBy.map { .init(act: $0.act, offices: $0.offices) },
            sections: clause.sections, recipients: clause.to, offices: clause.offices,
            posts: clause.posts, act: clause.act, performs: clause.does,
            accounts: clause.accounts, order: clause.order, options: clause.options,
            isWaivable: clause.strength == .inPrinciple,
            waivers: clause.strength == .inPrinciple ? waivers(of: clause) : [],
            waiverDocuments: clause.waiver?.documents ?? [], statedIn: clause.statedIn,
            actors: writer.actors, remedy: writer.remedy,
            parameters: parameterSheets.filter {
                $0.clause == id || uses.names.contains($0.name) || limits.contains($0.name)
            },
            facts: uses.names.filter { parameters[$0] == nil && $0 != "asOf" }.sorted())
    }

    /// What a reader calls something that a pack or its vocabulary names by an identifier.
    public func term(_ id: String) -> BilingualText {
        let zh =
            parameters[id]?.zh ?? vocabulary.anyFact(id)?.zh ?? vocabulary.documents[id]
            ?? office(id)?.zh ?? actTerm(id) ?? lifecycle.stage(id)?.zh
            ?? vocabulary.entity(id)?.zh ?? vocabulary.terms[id] ?? id
        return BilingualText(zh: zh, en: MessageWriter.words(id))
    }

    /// The name of an act; a step without a name of its own goes by that of its act.
    private func actTerm(_ id: String) -> String? {
        guard let act = lifecycle.act(id) else { return nil }
        guard act.zh.isEmpty else { return act.zh }
        return lifecycle.tracks.flatMap(\.acts).first { $0.chain.contains { $0.id == id } }?.zh
    }

    private func conditions(of clause: Clause) -> [ClauseSheet.Condition] {
        let reader = ExpressionReader(pack: self)
        func condition(
            _ role: ClauseSheet.Condition.Role, _ expression: Expression?
        ) -> [ClauseSheet.Condition] {
            expression.map { [.init(role: role, tree: reader.tree($0), bound: nil, limit: nil)] }
                ?? []
        }
        return condition(.applies, clause.applies)
            + clause.checks.map {
                .init(
                    role: .check, tree: reader.tree($0.measure), bound: $0.bound,
                    limit: reader.tree($0.limit))
            } + condition(.require, clause.require) + condition(.forbid, clause.forbid)
    }

    private func words(of limit: TimeLimit) -> BilingualText {
        switch limit {
        case .yearly(let name, let ofPreviousYear):
            let day = lastValue(of: name)
            return BilingualText(
                zh: "每年 \(day.zh) 前" + (ofPreviousYear ? "（办上一年度的）" : ""),
                en: "by \(day.en) of each year" + (ofPreviousYear ? ", about the year before" : ""))
        case .every(let span):
            let zh: [TimeLimit.Span: String] = [
                .month: "每月一次", .quarter: "每季度一次", .halfYear: "每半年一次", .year: "每年一次",
            ]
            return BilingualText(zh: zh[span] ?? "", en: "once each \(span.rawValue)")
        case .fixed(let name):
            let day = lastValue(of: name)
            return BilingualText(zh: "\(day.zh) 前", en: "by \(day.en)")
        case .window(let first, let last):
            let (first, last) = (lastValue(of: first), lastValue(of: last))
            return BilingualText(zh: "\(first.zh) 至 \(last.zh)", en: "\(first.en) to \(last.en)")
        case .within(let name, let act):
            let period = lastValue(of: name)
            return BilingualText(
                zh: "“\(term(act).zh)”后 \(period.zh)内", en: "within \(period.en) of \(term(act).en)"
            )
        case .unfixed(let wording, let act):
            let since = act.map { term($0) }
            return BilingualText(
                zh: (since.map { "“\($0.zh)”后" } ?? "") + "“\(wording)”，无具体期限",
                en: "“\(wording)”" + (since.map { " after \($0.en)" } ?? "") + ", no day named")
        }
    }

    private func lastValue(of name: String) -> BilingualText {
        guard let parameter = parameters[name], let value = parameter.values.last?.value else {
            return BilingualText(zh: "（文件留空）", en: "(blank in the document)")
        }
        return BilingualText(
            zh: ValueWriter(.zh).text(value, unit: parameter.unit),
            en: ValueWriter(.en).text(value, unit: parameter.unit))
    }
}
