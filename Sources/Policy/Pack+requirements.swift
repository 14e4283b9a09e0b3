import LandModel

extension Pack {
    /// Compares the pack with the register of requirements and with the document itself.
    ///
    /// Every requirement of this document is present exactly once, with its strength and clause
    /// number (P18); what is to be automatic or a gate is so; every clause is a requirement; every
    /// phrase is found in the document's text, when it is given, and is not a whole sentence (P16).
    public func requirementsCheck(
        _ rows: [RequirementRow], documentText: String? = nil
    ) -> [PackProblem] {
        let own = rows.filter { $0.sourceFile == sourceDocument }
        var problems = own.flatMap { check($0) }
        let ids = Set(own.map(\.id))
        if !own.isEmpty {
            for clause in clauses where !ids.contains(clause.id) {
                problems.append(PackProblem(.noRequirement, at: clause.node, place: clause.id))
            }
        }
        if let documentText {
            let body = Pack.compact(documentText)
            let sentences = Pack.sentences(body)
            problems += clauses.flatMap { phraseProblems($0, body: body, sentences: sentences) }
        }
        return problems
    }

    private func check(_ row: RequirementRow) -> [PackProblem] {
        let found = clauses.filter { $0.id == row.id }
        guard found.count == 1, let clause = found.first else {
            return [
                PackProblem(.presentTimes(found.count), file: "", line: 0, place: row.id)
            ]
        }
        var faults: [PackFault] = []
        if clause.strength.rawValue != row.strength {
            faults.append(
                .requirementStrength(
                    clause: clause.strength.rawValue, requirement: row.strength))
        }
        if clause.citation.clause != row.clause {
            faults.append(
                .requirementNumber(clause: clause.citation.clause, requirement: row.clause))
        }
        let computed = [
            "checks", "require", "forbid", "order", "accounts", "due", "after", "statedIn",
        ]
        if row.checkMode == "auto" && clause.given.isDisjoint(with: computed) {
            faults.append(.nothingComputes)
        }
        if row.checkMode == "gate"
            && clause.given.isDisjoint(with: ["blocks", "approvedBy", "after"])
        {
            faults.append(.gateBlocksNothing)
        }
        return faults.map { PackProblem($0, at: clause.node, place: clause.id) }
    }

    private func phraseProblems(
        _ clause: Clause, body: [Unicode.Scalar], sentences: Set<[Unicode.Scalar]>
    ) -> [PackProblem] {
        let phrase = Pack.compact(clause.citation.phrase)
        if !Pack.contains(body, phrase) {
            return [
                PackProblem(
                    .phraseNotFound(clause.citation.phrase), at: clause.node, place: clause.id)
            ]
        }
        guard sentences.contains(phrase) else { return [] }
        return [
            PackProblem(
                .phraseWholeSentence(clause.citation.phrase), at: clause.node, place: clause.id)
        ]
    }

    /// A text without white space.
    private static func compact(_ text: String) -> [Unicode.Scalar] {
        text.unicodeScalars.filter { !$0.properties.isWhitespace }
    }

    /// What stands between full stops and semicolons.
    private static func sentences(_ body: [Unicode.Scalar]) -> Set<[Unicode.Scalar]> {
        let ends: Set<Unicode.Scalar> = ["。", "；"]
        var sentences = body.split(
            omittingEmptySubsequences: true, whereSeparator: ends.contains
        ).map(Array.init)
        if let last = body.last, !ends.contains(last) { sentences.removeLast() }
        return Set(sentences)
    }

    private static func contains(_ body: [Unicode.Scalar], _ phrase: [Unicode.Scalar]) -> Bool {
        guard let first = phrase.first, phrase.count <= body.count else { return phrase.isEmpty }
        for start in 0...(body.count - phrase.count) where body[start] == first {
            if body[start..<(start + phrase.count)].elementsEqual(phrase) { return true }
        }
        return false
    }
}
