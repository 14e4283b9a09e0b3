import LandModel
import Operations

/// The fields of an act as controls of a page (填报项控件).
struct FieldControls {
    let form: ActForm
    /// What was typed or given.
    let body: FormBody
    /// What stands against fields, by the name of the field.
    let faults: [Refusal.Item]
    /// The person's files that are here, with their names.
    let files: [(id: String, name: String)]
    /// Fields that show one more empty row than is filled, because the person asked for it.
    var extraRows: Set<String> = []
    /// What a new subject can be inside of, where the address does not say it.
    var places: [InputOption] = []
    let call: Call

    /// Lists of more options than this are typed, with the options to choose from.
    private static let mostBoxes = 60
    private static let fewWords = 4
    /// Rows of facts shown at most, and those that each offer all facts to choose from.
    private static let mostRows = 300
    private static let mostOffering = 40

    /// The fields, those that are settled by the address left out.
    var values: JSONValue {
        .list(form.outlines.filter { !isSettled($0) }) { value($0) }
    }

    /// What the address settled, as hidden members.
    var settled: JSONValue {
        .list(form.outlines.filter(isSettled)) { outline in
            .members([
                "name": .string(outline.name), "value": .string(body[outline.name]),
            ])
        }
    }

    /// The subject stands over the form and is not typed.
    func isSettled(_ outline: InputOutline) -> Bool {
        outline.source == .record(.itself)
            && [form.subject?.id, form.place?.id].contains(body[outline.name])
            && !body[outline.name].isEmpty
    }

    private func value(_ outline: InputOutline) -> JSONValue {
        let own = faults.filter { $0.field == outline.name }
        // Help that spells out what inputs hold is for those who write them; a form offers names.
        let isOffered =
            form.options[outline.name]?.isEmpty == false || outline.source == .pack(.facts)
        let words = isOffered ? nil : outline.help.map { $0[call.language] }
        let limits = isOffered ? nil : limits(outline.kind)
        let common: [(String, JSONValue)] = [
            ("id", .string("f-\(outline.name)")), ("name", .string(outline.name)),
            ("title", .string(outline.title.heading(call.language))),
            ("required", .bool(outline.isRequired)), ("optional", .bool(!outline.isRequired)),
            ("hint", .string([words, limits].compactMap(\.self).joined(separator: "；"))),
            ("faults", .list(own) { .string($0.text[call.language]) }),
            ("invalid", .bool(!own.isEmpty)),
        ]
        return .object(common + control(outline))
    }

    private func limits(_ kind: InputKind) -> String? {
        switch kind {
        case .text, .file, .choice, .flag, .members: nil
        case .list(of: .file, _), .list(of: .text, _): nil
        default: kind.words[call.language]
        }
    }

    // MARK: Controls

    private func control(_ outline: InputOutline) -> [(String, JSONValue)] {
        let (name, text) = (outline.name, body[outline.name])
        let options = form.options[name] ?? []
        switch outline.kind {
        case .text where outline.source == .record(.itself) && !places.isEmpty:
            return [
                ("listed", .bool(true)), ("value", .string(text)),
                ("options", .list(places) { .string($0.value) }), ("search", .bool(false)),
                ("list", .string("f-\(name)-l")),
            ]
        case .text(let longest):
            if !options.isEmpty { return choice(options, text, outline) }
            let isLong = longest > 200
            return [
                (isLong ? "long" : "text", .bool(true)), ("value", .string(text)),
                ("longest", .integer(longest)),
            ]
        case .identifier:
            if !options.isEmpty { return choice(options, text, outline) }
            return [("text", .bool(true)), ("value", .string(text)), ("longest", .integer(64))]
        case .day: return [("day", .bool(true)), ("value", .string(text))]
        case .integer(let range):
            return [
                ("number", .bool(true)), ("value", .string(text)),
                ("least", .integer(range.lowerBound)), ("most", .integer(range.upperBound)),
            ]
        case .choice(let words):
            let known =
                options.isEmpty
                ? words.map { Option($0, $0) } : options.map { Option($0, call.language) }
            return words.count <= Self.fewWords ? radios(known, outline) : select(known, text)
        case .flag:
            return radios(
                [Option("true", call.said("是", "yes")), Option("false", call.said("否", "no"))],
                outline)
        case .area:
            return listed(text, outline)
        case .areas:
            return options.count > Self.mostBoxes
                ? rows(outline, .area, options) : boxes(options, outline, more: true)
        case .file: return file(text)
        case .members: return facts(outline)
        case .list(of: .file, _): return file(text)
        case .list(let kind, _):
            if (1...Self.mostBoxes).contains(options.count) {
                return boxes(options, outline, more: false)
            }
            return rows(outline, kind, options)
        }
    }

    private struct Option {
        let name: String
        let title: String

        init(_ name: String, _ title: String) { (self.name, self.title) = (name, title) }
        init(_ option: InputOption, _ language: DisplayLanguage) {
            (name, title) = (option.value, option.title[language])
        }

        func value(_ chosen: String...) -> JSONValue {
            .members([
                "value": .string(name), "title": .string(title),
                "here": .bool(chosen.contains(name)),
            ])
        }
    }

    private func choice(
        _ options: [InputOption], _ text: String, _ outline: InputOutline
    ) -> [(String, JSONValue)] {
        options.count > PickerOptions.mostListed
            ? listed(text, outline) : select(options.map { Option($0, call.language) }, text)
    }

    /// A field to type in that offers what fits; a long list is asked for while one types.
    private func listed(_ text: String, _ outline: InputOutline) -> [(String, JSONValue)] {
        let picker = PickerOptions(form, outline.name)
        let known = picker.all.first { $0.value == text }
        return [
            ("listed", .bool(true)),
            ("value", .string(known.map { PickerOptions.label($0, call.language) } ?? text)),
        ] + offer(picker, outline)
    }

    /// The options that stand beside the field from the start, and where to ask for others.
    private func offer(
        _ picker: PickerOptions, _ outline: InputOutline
    ) -> [(String, JSONValue)] {
        let place =
            form.subject.map { "subject=\($0.id.percentEncoded)" }
            ?? form.place.map { "parent=\($0.id.percentEncoded)" } ?? ""
        return [
            (
                "options",
                .list(picker.matching("")) { .string(PickerOptions.label($0, call.language)) }
            ),
            (
                "search",
                .shown(
                    picker.isSearched
                        ? "/acts/\(form.operation)/options/\(outline.name)?\(place)" : nil)
            ), ("list", .string("f-\(outline.name)-l")),
        ]
    }

    /// A list to choose from; a value that is none of it stays, so that the act tells what is wrong.
    private func select(_ options: [Option], _ text: String) -> [(String, JSONValue)] {
        var options = options
        if !text.isEmpty, !options.contains(where: { $0.name == text }) {
            options.append(Option(text, text))
        }
        return [("select", .bool(true)), ("options", .list(options) { $0.value(text) })]
    }

    private func radios(_ options: [Option], _ outline: InputOutline) -> [(String, JSONValue)] {
        let text = body[outline.name]
        var number = 0
        return [
            ("radios", .bool(true)),
            (
                "options",
                .list(options) { option in
                    number += 1
                    guard case .object(let members) = option.value(text) else { return .null }
                    return .object(
                        members + [("id", .string("f-\(outline.name)-\(number)"))])
                }
            ),
        ]
    }

    private func boxes(
        _ options: [InputOption], _ outline: InputOutline, more: Bool
    ) -> [(String, JSONValue)] {
        let chosen = body.all(outline.name).flatMap(more ? FormReading.parts : { [$0] })
        let others = chosen.filter { one in !options.contains { $0.value == one } }
        var number = 0
        return [
            ("boxes", .bool(true)), ("some", .bool(!options.isEmpty)),
            ("more", .bool(more || !others.isEmpty)),
            ("moreID", .string("f-\(outline.name)-more")),
            ("others", .string(others.joined(separator: "、"))),
            (
                "options",
                .list(options) { option in
                    number += 1
                    return .members([
                        "value": .string(option.value),
                        "title": .string(option.title[call.language]),
                        "here": .bool(chosen.contains(option.value)),
                        "id": .string("f-\(outline.name)-\(number)"),
                    ])
                }
            ),
        ]
    }

    private func rows(
        _ outline: InputOutline, _ kind: InputKind, _ options: [InputOption]
    ) -> [(String, JSONValue)] {
        var texts = FormReading.texts(body, outline.name)
        if texts.isEmpty || extraRows.contains(outline.name) { texts.append("") }
        var number = 0
        let picker = PickerOptions(form, outline.name)
        return (options.isEmpty ? [("list", .string(""))] : offer(picker, outline)) + [
            ("rows", .bool(true)), ("add", .string("add.\(outline.name)")),
            (
                "items",
                .list(texts.prefix(Self.mostRows)) { text in
                    number += 1
                    return .members([
                        "value": .string(
                            picker.all.first { $0.value == text }
                                .map { PickerOptions.label($0, call.language) } ?? text),
                        "id": .string("f-\(outline.name)" + (number == 1 ? "" : "-\(number)")),
                        "label": .string("\(outline.title[call.language]) \(number)"),
                        "remove": .string("remove.\(outline.name).\(number - 1)"),
                    ])
                }
            ),
        ]
    }

    private func file(_ text: String) -> [(String, JSONValue)] {
        [
            ("file", .bool(true)), ("value", .string(text)),
            (
                "options",
                .list(files) { Option($0.id, $0.name).value(text) }
            ),
        ]
    }

    // MARK: Facts

    private func facts(_ outline: InputOutline) -> [(String, JSONValue)] {
        var pairs = FormReading.pairs(body, outline.name).filter { !($0.0.isEmpty && $0.1.isEmpty) }
        if pairs.isEmpty || extraRows.contains(outline.name) { pairs.append(("", "")) }
        var number = 0
        return [
            ("facts", .bool(true)), ("add", .string("add.\(outline.name)")),
            (
                "items",
                .list(pairs.prefix(Self.mostRows)) { name, text in
                    number += 1
                    return row(outline, name, text, number)
                }
            ),
        ]
    }

    private func row(
        _ outline: InputOutline, _ name: String, _ text: String, _ number: Int
    ) -> JSONValue {
        let fact = form.facts.first { $0.name == name }
        let own = faults.filter { $0.field == "\(outline.name).\(name)" && !name.isEmpty }
        let id = "f-\(outline.name)" + (number == 1 ? "" : "-\(number)")
        let type = fact?.type ?? ""
        let codes =
            type == "bool"
            ? [Option("true", call.said("是", "yes")), Option("false", call.said("否", "no"))]
            : type == "code" ? (fact?.codes ?? []).map { Option($0, call.language) } : []
        return .members([
            "id": .string(id), "valueID": .string("\(id)-value"),
            "nameLabel": call.words("第 \(number) 项名称", "Name \(number)"),
            "valueLabel": call.words(
                "\(fact?.title.zh ?? "第 \(number) 项")的值",
                "Value of \(fact?.title.en ?? "\(number)")"),
            "groups": groups(name, isShort: number > Self.mostOffering), "value": .string(text),
            "isDay": .bool(type == "date"),
            "hasCodes": .bool(!codes.isEmpty),
            "codes": codes.isEmpty ? .bool(false) : .list(codes) { $0.value(text) },
            "plain": .bool(codes.isEmpty && type != "date"),
            "unit": .string(fact?.unit?[call.language] ?? ""),
            "faults": .list(own) { .string($0.text[call.language]) },
            "invalid": .bool(!own.isEmpty),
            "remove": .string("remove.\(outline.name).\(number - 1)"),
        ])
    }

    /// The facts to choose from, under the two headings; a name that is none of them stays.
    private func groups(_ chosen: String, isShort: Bool) -> JSONValue {
        let known = isShort ? form.facts.filter { $0.name == chosen } : form.facts
        func options(_ facts: [FactOption]) -> JSONValue {
            .list(facts) { fact in
                .members([
                    "value": .string(fact.name), "title": .string(fact.title[call.language]),
                    "here": .bool(fact.name == chosen), "type": .string(fact.type),
                    "unit": .string(fact.unit?[call.language] ?? ""),
                    "codes": .string(
                        fact.codes.map { "\($0.value)=\($0.title[call.language])" }
                            .joined(separator: "|")),
                ])
            }
        }
        var groups: [JSONValue] = [
            .members([
                "title": call.words("登记的事实", "Facts on record"),
                "options": options(known.filter { !$0.isMeasured }),
            ]),
            .members([
                "title": call.words("量算的事实", "Measured facts"),
                "options": options(known.filter(\.isMeasured)),
            ]),
        ]
        if !chosen.isEmpty, !form.facts.contains(where: { $0.name == chosen }) {
            groups.append(
                .members([
                    "title": call.words("所填", "As typed"),
                    "options": .array([
                        .members([
                            "value": .string(chosen), "title": .string(chosen), "here": .bool(true),
                            "type": .string(""), "unit": .string(""), "codes": .string(""),
                        ])
                    ]),
                ]))
        }
        return .array(groups)
    }
}
