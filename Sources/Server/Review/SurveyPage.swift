import LandModel
import Operations
import Policy

/// The potential survey by village: what could be consolidated, and whether the villagers want it (潜力调查).
struct SurveyPage {
    private let call: Call
    private let projects: [SubjectLine]
    private let may: May

    /// What the caller could do on the page; what is beyond the right is absent.
    private struct May {
        let states: Bool
        let measures: Bool
        let lists: Bool

        init(_ call: Call) async throws {
            let (caller, register) = (try call.caller(), try await call.register())
            func ever(_ operation: String) -> Bool {
                ActRights.mayEver(operation, caller, register, call.day)
            }
            states = ever("stateFacts")
            measures = ever("measurePotential")
            lists = ever("listSubject")
        }
    }

    static let all: [Route] = [
        .recordPage(
            "/survey", "The potential survey by village",
            parameters: [
                .query("project", .text(longest: 128), "only the villages of a project"),
                .query("sort", .text(longest: 60), "the potential to sort by"),
            ] + PageTable.parameters
        ) { call in
            let caller = try call.caller()
            let projects = try await call.office().lines.all(at: call.head).filter {
                $0.entity == "project" && caller.sees($0.area)
            }
            return try await SurveyPage(call: call, projects: projects, may: May(call)).reply()
        }
    ]

    private var language: DisplayLanguage { call.language }

    private func reply() async throws -> Reply {
        let wanted = call.values["project"].flatMap { $0.isEmpty ? nil : $0 }
        let surveys = OfficeSurveys(try call.office().library)
        let asked = projects.map(\.id).filter { wanted == nil || $0 == wanted }
        guard let sheet = try await surveys.first(of: asked) else {
            if wanted != nil {
                throw Problem.missing(zh: "没有这个项目。", en: "There is no such project.")
            }
            return try await call.page(
                "survey",
                [
                    ("projects", .array([])), ("study", .bool(false)),
                    ("openHref", .shown(try await Rights.opening("project", call))),
                ])
        }
        let table = table(sheet)
        if let file = try PageTable.reply(call, among: [table]) { return file }
        return try await call.page(
            "survey",
            [
                (
                    "projects",
                    .list(projects) { one in
                        .members([
                            "id": .string(one.id), "name": .string(one.name),
                            "selected": .bool(one.id == sheet.project),
                        ])
                    }
                ), ("study", head(sheet)), ("table", table.value(call)),
                ("willingness", .list(sheet.villages) { willingness($0, sheet) }),
                ("kinds", .list(sheet.kinds) { kind($0, sheet) }),
            ])
    }

    // MARK: Figures

    private func sorted(_ sheet: SurveySheet) -> [SurveySheet.Village] {
        guard let key = call.values["sort"], sheet.kinds.contains(key) else {
            return sheet.villages
        }
        return sheet.villages.sorted {
            ($0.potentials[key] ?? .zero, $1.id) > ($1.potentials[key] ?? .zero, $0.id)
        }
    }

    private func total(_ kind: String, _ sheet: SurveySheet) -> Area {
        sheet.villages.compactMap { $0.potentials[kind] }.reduce(.zero, +)
    }

    private func head(_ sheet: SurveySheet) -> JSONValue {
        let count = sheet.villages.count
        let unmeasured = sheet.villages.count { $0.potentials.isEmpty }
        let unsurveyed = sheet.villages.count { $0.isSurveyed != true }
        let unasked = sheet.villages.count { $0.isAsked != true }
        let datasets = Set(sheet.villages.compactMap(\.dataset).filter { !$0.isEmpty }).sorted()
        let place = datasets.first?.split(separator: "@").map(String.init) ?? []
        let subject = sheet.project.percentEncoded
        return .members([
            "project": .string(sheet.project), "name": .string(sheet.name),
            "projectHref": .string("/projects/\(sheet.project)"),
            "pack": .string("\(sheet.pack.title[language]) r\(sheet.pack.revision)"),
            "packHref": .string("/policy/\(sheet.pack.code)"), "count": .integer(count),
            "dataset": .shown(datasets.isEmpty ? nil : datasets.joined(separator: "、")),
            "mapHref": .shown(
                place.count == 2 ? "/map?d=\(place[0].percentEncoded)&e=\(place[1])" : nil),
            "measureHref": .shown(
                may.measures ? "/acts/measurePotential?subject=\(subject)" : nil),
            "batchHref": .shown(may.states ? "/acts/stateFacts/batch?within=\(subject)" : nil),
            "listHref": .shown(
                may.lists ? "/acts/listSubject?parent=\(subject)&entity=village" : nil),
            "hasVillages": .bool(count > 0), "measured": .bool(unmeasured < count),
            "missing": .list(
                [
                    (unmeasured, call.said("未测算潜力", "not measured")),
                    (unsurveyed, call.said("未完成潜力调查", "potentials not surveyed")),
                    (unasked, call.said("未完成意愿调查", "willingness not surveyed")),
                ].filter { $0.0 > 0 }
            ) { number, words in
                .string(call.said("\(number) 村\(words)", "\(number) villages \(words)"))
            },
            "complete": .bool(unmeasured + unsurveyed + unasked == 0 && count > 0),
            "chart": .string(chart(sheet).text),
        ])
    }

    private func table(_ sheet: SurveySheet) -> PageTable {
        let unit = BilingualText(zh: "公顷", en: "ha")
        var columns = [
            PageTable.Column(title: BilingualText(zh: "行政村", en: "village"), width: 20)
        ]
        columns += sheet.kinds.map {
            PageTable.Column(title: short($0, sheet.pack), unit: unit, isNumber: true, width: 16)
        }
        columns.append(
            PageTable.Column(title: BilingualText(zh: "潜力调查", en: "surveyed"), width: 10))
        columns.append(
            PageTable.Column(title: BilingualText(zh: "意愿调查", en: "willingness"), width: 10))
        var totals: [PageTable.Cell] = [.text(call.said("合计", "total"))]
        totals += sheet.kinds.map { PageTable.Cell.number(total($0, sheet).hectaresText) }
        totals += [PageTable.Cell.empty, .empty]
        return PageTable(
            name: "potentials",
            title: BilingualText(
                zh: "表 Q-1 分村潜力汇总表（\(sheet.name)）",
                en: "Table Q-1 Potentials by village (\(sheet.name))"),
            columns: columns, rows: sorted(sheet).map { row($0, sheet) }, totals: totals,
            note: BilingualText(
                zh: "由地类图斑记载面积（TBMJ）按村汇总，各项潜力的地类有重叠，不能相加。",
                en: "Sums of recorded areas of land-use patches; the land classes overlap, so the "
                    + "columns do not add up."))
    }

    private func row(_ village: SurveySheet.Village, _ sheet: SurveySheet) -> [PageTable.Cell] {
        var cells: [PageTable.Cell] = [.text(village.name)]
        cells += sheet.kinds.map { kind in
            village.potentials[kind].map { PageTable.Cell.number($0.hectaresText) }
                ?? PageTable.Cell.empty
        }
        return cells + [truth(village.isSurveyed), truth(village.isAsked)]
    }

    private func truth(_ truth: Bool?) -> PageTable.Cell {
        truth.map { .text(call.said($0 ? "已完成" : "未完成", $0 ? "done" : "not done")) } ?? .empty
    }

    /// The name of a potential without the word that all share.
    private func short(_ kind: String, _ pack: Pack) -> BilingualText {
        let words = pack.term(kind)
        return BilingualText(
            zh: words.zh.hasSuffix("潜力") ? String(words.zh.dropLast(2)) : words.zh,
            en: words.en.hasSuffix(" potential") ? String(words.en.dropLast(10)) : words.en)
    }

    private func kind(_ kind: String, _ sheet: SurveySheet) -> JSONValue {
        .members([
            "name": .string(sheet.pack.term(kind)[language]),
            "definition": .string(definition(kind, sheet.pack.vocabulary)),
            "total": .string(total(kind, sheet).hectaresText),
            "sortHref": .string(
                "/survey?project=\(sheet.project.percentEncoded)&sort=\(kind)"),
            "here": .bool(call.values["sort"] == kind),
        ])
    }

    /// What is counted: the land classes by name, where the potential is a sum of classes.
    private func definition(_ kind: String, _ vocabulary: Vocabulary) -> String {
        guard
            let sum = vocabulary.landClassSums(of: "village").first(where: { $0.fact == kind })
        else { return vocabulary.anyFact(kind)?.definition ?? "" }
        let known = Dictionary(uniqueKeysWithValues: LandClass.all.map { ($0.code, $0) })
        // A pack may count a class of its own province: that stands for itself.
        let classes = sum.classes.sorted().map { code in
            known[code].map {
                call.said("\($0.chineseName)\(code)", "\($0.englishName) \(code)")
            } ?? code
        }
        return call.said(
            "整治区域内按村统计的现状毛面积：" + classes.joined(separator: "、"),
            "existing gross area by village inside the consolidation area: "
                + classes.joined(separator: ", "))
    }

    private func willingness(_ village: SurveySheet.Village, _ sheet: SurveySheet) -> JSONValue {
        func mark(_ truth: Bool?) -> JSONValue {
            (truth == true
                ? FindingMark.good("已完成", "done") : .awaiting("缺", "missing")).value(language)
        }
        return .members([
            "name": .string(village.name),
            "code": .string(String(village.id.split(separator: "/").last ?? "")),
            "surveyed": mark(village.isSurveyed), "asked": mark(village.isAsked),
            "open": .bool(
                may.states && (village.isSurveyed != true || village.isAsked != true)),
            "href": .string("/acts/stateFacts?subject=\(village.id.percentEncoded)"),
        ])
    }

    /// What the chart draws: the same figures as the table, in hundredths of a square metre.
    private func chart(_ sheet: SurveySheet) -> JSONValue {
        .members([
            "unit": call.words("公顷", "ha"),
            "series": .list(sheet.kinds) { kind in
                .members([
                    "name": .string(short(kind, sheet.pack)[language]),
                    "values": .list(sorted(sheet)) { village in
                        .integer(Int(village.potentials[kind]?.hundredths ?? 0))
                    },
                ])
            },
            "villages": .list(sorted(sheet)) { .string($0.name) },
        ])
    }
}
