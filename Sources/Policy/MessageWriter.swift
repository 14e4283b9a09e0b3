import LandModel

/// Puts a finding into words, in Chinese and English, by the texts of the vocabulary.
struct MessageWriter {
    let pack: Pack
    let clause: Clause

    private var vocabulary: Vocabulary { pack.vocabulary }

    /// Who must move: as stated, or whoever performs the blocked acts.
    var actors: [String] {
        if !clause.actors.isEmpty { return clause.actors }
        var seen: Set<String> = []
        return clause.blocks.flatMap { pack.lifecycle.act($0)?.by ?? [] }
            .filter { seen.insert($0).inserted }
    }

    /// The interpretations the clause's note names.
    var readings: [Reading] {
        guard let note = clause.note else { return [] }
        return pack.readings.filter { note.contains($0.id) }
    }

    /// What to do: the clause's own remedy, or that of its kind.
    var remedy: BilingualText {
        clause.remedy ?? vocabulary.remedies[clause.kind] ?? BilingualText(zh: "", en: "")
    }

    // MARK: Names

    /// What is missing, as a reader calls it.
    func name(of item: MissingItem) -> BilingualText {
        switch item {
        case .fact(let name):
            let scopes = vocabulary.scopes(of: clause.subject)
            let fact = vocabulary.fact(name, in: scopes) ?? vocabulary.anyFact(name)
            return BilingualText(zh: fact?.zh ?? name, en: Self.words(name))
        case .collection(let name):
            let member = vocabulary.member(of: name).flatMap { vocabulary.entity($0) }
            return BilingualText(
                zh: member.map { "\($0.zh)清单" } ?? name, en: "list of \(Self.words(name))")
        case .entity(let name):
            return BilingualText(
                zh: vocabulary.entity(name).map { "\($0.zh)清单" } ?? name,
                en: "list of each \(Self.words(name))")
        case .parameter(let name), .parameterNotInForce(let name):
            return BilingualText(zh: pack.parameters[name]?.zh ?? name, en: Self.words(name))
        case .act(let id): return actName(id)
        case .document(let id):
            return BilingualText(zh: vocabulary.documents[id] ?? id, en: Self.words(id))
        case .post(let post, let office):
            let body = office.map { names(ofOffices: [$0]) }
            return BilingualText(
                zh: (body.map { "\($0.zh) " } ?? "") + "任命\(term(post))",
                en: "appointment of the \(Self.words(post))" + (body.map { " of \($0.en)" } ?? ""))
        case .layer(let id):
            return BilingualText(zh: "图层\(term(id))", en: "layer \(Self.words(id))")
        case .account(let id):
            return BilingualText(zh: "账户\(term(id))", en: "account \(Self.words(id))")
        case .attestation(let office):
            let body = names(ofOffices: [office])
            return BilingualText(zh: "\(body.zh)承诺确认", en: "attestation by \(body.en)")
        case .option(let types):
            let list = types.map(term).joined(separator: "、")
            return BilingualText(
                zh: "子项目类型之一：\(list)",
                en: "a sub-project of one of the types "
                    + types.map(Self.words).joined(separator: ", "))
        case .condition:
            // The condition itself stands in the explanation tree, value by value.
            return BilingualText(zh: "满足条款所列条件", en: "the conditions of the clause")
        case .calendar(let year):
            return BilingualText(zh: "\(year)年工作日历", en: "working calendar of \(year)")
        }
    }

    /// The Chinese name of a layer, account, post or type; the identifier where there is none.
    private func term(_ id: String) -> String { vocabulary.terms[id] ?? id }

    private func actName(_ id: String) -> BilingualText {
        let zh = pack.lifecycle.act(id)?.zh ?? ""
        return BilingualText(zh: zh.isEmpty ? id : zh, en: Self.words(id))
    }

    /// The names of offices.
    func names(ofOffices offices: [String]) -> BilingualText {
        BilingualText(
            zh: offices.map { pack.office($0)?.zh ?? $0 }.joined(separator: "、"),
            en: offices.map(Self.words).joined(separator: ", "))
    }

    /// An identifier in words: `jointMeetingOffice` is `joint meeting office`.
    static func words(_ identifier: String) -> String {
        var words = ""
        for character in identifier {
            if character.isUppercase && !words.isEmpty { words.append(" ") }
            words += character.lowercased()
        }
        return words
    }

    // MARK: Message

    /// The verdict in words.
    func message(
        _ status: FindingStatus, checked: ClauseJudge.CheckedBound?, missing: [MissingEntry],
        waiver: Waiver?, due: CalendarDay?, days: Int?, problem: PackProblem?
    ) -> BilingualText {
        let isMeasured =
            [.satisfied, .violated].contains(status)
            && checked.map { !$0.measured.isUnknown && !$0.required.isUnknown } ?? false
        func text(_ language: DisplayLanguage) -> String {
            let shown = checked.map { ValueWriter(language).pair($0) }
            let separator = language == .zh ? "、" : ", "
            let fields: [String: String] = [
                "title": clause.title[language], "measured": shown?.measured ?? "",
                "required": shown?.required ?? "",
                "bound": checked.flatMap { vocabulary.bounds[$0.bound]?[language] } ?? "",
                "missing": missing.map { $0.name[language] }.joined(separator: separator),
                "due": due?.description ?? "", "days": days.map(String.init) ?? "",
                "by": waiver?.byNames[language] ?? "", "reason": waiver?.reason ?? "",
                "remedy": remedy[language], "pack": pack.title[language],
                "clause": clause.citation.clause,
                "phrase": Self.singleQuoted(clause.citation.phrase),
            ]
            let template = template(
                status, isMeasured: isMeasured, isDated: due != nil,
                isListed: !missing.isEmpty)
            let verdict = Self.fill(template[language], fields)
            let basis = Self.fill(vocabulary.messages["cite"]?[language] ?? "", fields)
            let error = problem.map { " \($0.code.rawValue): \($0.text[language])" } ?? ""
            return verdict + error + " " + basis
        }
        return BilingualText(zh: text(.zh), en: text(.en))
    }

    private func template(
        _ status: FindingStatus, isMeasured: Bool, isDated: Bool, isListed: Bool
    ) -> BilingualText {
        if status == .notYetDue && !isDated { return undated }
        if status == .awaitingEvidence && !isListed { return unlisted }
        let key = status.rawValue + (isMeasured ? ".measured" : "")
        return vocabulary.messages[key] ?? vocabulary.messages[status.rawValue]
            ?? BilingualText(zh: "{title}", en: "{title}")
    }

    private var undated: BilingualText {
        vocabulary.messages["notYetDue.undated"]
            ?? BilingualText(zh: "未到期：{title}。", en: "Not yet due: {title}.")
    }

    private var unlisted: BilingualText {
        vocabulary.messages["awaitingEvidence.unlisted"]
            ?? BilingualText(zh: "尚缺材料：{title}。", en: "Evidence is missing: {title}.")
    }

    /// Inner quotation marks, since the citation itself stands in outer ones.
    private static func singleQuoted(_ phrase: String) -> String {
        String(phrase.map { $0 == "“" ? "‘" : $0 == "”" ? "’" : $0 })
    }

    /// A template with its `{fields}` filled in one pass, so that values are never filled again.
    static func fill(_ template: String, _ fields: [String: String]) -> String {
        var text = ""
        var rest = Substring(template)
        while let open = rest.firstIndex(of: "{") {
            text += rest[..<open]
            guard let close = rest[open...].firstIndex(of: "}") else { break }
            text += fields[String(rest[rest.index(after: open)..<close])] ?? ""
            rest = rest[rest.index(after: close)...]
        }
        return text + rest
    }
}
