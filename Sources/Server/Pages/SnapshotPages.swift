import Access
import Accounts
import DataQuality
import Digest
import Documents
import HTTPTypes
import Hummingbird
import Journal
import LandModel
import Operations
import Store

/// One snapshot: what it holds, whether it closes, what the rules found (快照).
enum SnapshotPages {
    private static let place = [DatasetRoutes.datasetName, DatasetRoutes.editionNumber]

    static let all: [Route] = [
        .page(
            "/data/{dataset}/{edition}", "A snapshot",
            parameters: place + [
                .query(
                    "severity", .choice(QualitySeverity.allCases.map(\.rawValue)),
                    "only these findings"),
                .query("page", .integer(1...100_000), "the page of the findings"),
            ], handle: show),
        .page("/data/{dataset}/{edition}/closure", "Its closure certificate", parameters: place) {
            call in
            try await withSheet(call) { recorded, sheet in
                try await ClosurePage(recorded: recorded, sheet: sheet, call: call).reply()
            }
        },
        .page(
            "/data/{dataset}/{edition}/findings.csv", "Its findings as a table", parameters: place
        ) { call in
            try await withSheet(call) { recorded, sheet in
                csv(sheet, call).saved(
                    as: "\(recorded.dataset.name)-\(recorded.edition)-findings.csv")
            }
        },
    ]

    // MARK: Words

    /// The edition by its number and the day it came.
    static func title(_ recorded: RecordedDataset) -> BilingualText {
        let day = ChinaTime.day(of: recorded.time)
        return BilingualText(
            zh: "第 \(recorded.edition) 版（\(day)）", en: "edition \(recorded.edition) (\(day))")
    }

    /// How a snapshot stands, in one mark.
    static func mark(_ sheet: QualitySheet?) -> FindingMark {
        guard let sheet else { return .without("未检查", "Not checked") }
        let (errors, warnings) = (sheet.count(.blocking), sheet.count(.warning))
        if errors > 0 { return .bad("错误 \(errors)", "\(errors) errors") }
        if warnings > 0 { return .awaiting("警告 \(warnings)", "\(warnings) warnings") }
        return .good("无问题", "No findings")
    }

    private static func mark(_ severity: String) -> FindingMark {
        switch severity {
        case "blocking": .bad("错误", "Error")
        case "warning": .awaiting("警告", "Warning")
        default: .without("提示", "Note")
        }
    }

    /// Hundredths of a square metre in hectares.
    private static func hectares(_ area: Int64) -> String { Area(hundredths: area).hectaresText }

    // MARK: The computation

    /// A page of a snapshot's quality; while that is being computed, the page of the job that does.
    private static func withSheet(
        _ call: Call, _ page: (RecordedDataset, QualitySheet) async throws -> Reply
    ) async throws -> Reply {
        let recorded = try await DatasetRoutes.edition(call)
        let office = try call.office()
        let snapshot = recorded.dataset.snapshot
        if let sheet = try office.qualityShelf.kept(snapshot) {
            return try await page(recorded, sheet)
        }
        let back = call.request.uri.path
        let person = try call.caller().person.id
        let name = recorded.dataset.name
        let job = try office.jobs.start(
            BilingualText(
                zh: "检查“\(name)”第 \(recorded.edition) 版",
                en: "Check “\(name)”, edition \(recorded.edition)"),
            on: "quality/\(snapshot.digest.hex)", for: person, at: call.time, id: call.jobID
        ) { progress in
            _ = try await office.qualityShelf.sheet(snapshot, progress: progress)
            return .members(["href": .string(back)])
        }
        // A small snapshot is checked before anyone would want to read about a job.
        for _ in 0..<25 where office.jobs.job(job.id, of: person)?.isOver == false {
            try await Task.sleep(for: .milliseconds(100))
        }
        if let sheet = try office.qualityShelf.kept(snapshot) {
            return try await page(recorded, sheet)
        }
        return .seeOther("/data/jobs/\(job.id)")
    }

    // MARK: The page

    private static let pageLength = 50

    @Sendable private static func show(_ call: Call) async throws -> Reply {
        try await withSheet(call) { recorded, sheet in
            let dataset = recorded.dataset
            let path = "/data/\(dataset.id.text)/\(recorded.edition)"
            let severity = call.values["severity"]
            let chosen = sheet.findings.filter { severity == nil || $0.severity == severity }
            let number = call.integer("page", standard: 1)
            let first = (number - 1) * pageLength
            let shown = chosen.dropFirst(first).prefix(pageLength)
            let editions = try await DatasetRoutes.editions(of: dataset.id.text, call)
            return try await call.page(
                "edition",
                [
                    ("snapshot", try await snapshot(recorded, sheet, call)),
                    ("editions", list(editions, here: recorded.edition, call)),
                    ("strip", strip(sheet, call)), ("layers", layers(sheet, recorded, call)),
                    ("filters", filters(sheet, path, severity, call)),
                    (
                        "findings",
                        .list(shown) { value($0, recorded, call) }
                    ),
                    (
                        "pager",
                        Pager(first: first, shown: shown.count, total: chosen.count).value { page in
                            path + "?page=\(page)" + (severity.map { "&severity=\($0)" } ?? "")
                        }
                    ),
                    ("exportHref", .string(path + "/findings.csv")),
                ])
        }
    }

    private static func snapshot(
        _ recorded: RecordedDataset, _ sheet: QualitySheet, _ call: Call
    ) async throws -> JSONValue {
        let dataset = recorded.dataset
        let digest = dataset.snapshot.digest.hex
        let county = sheet.units.filter { $0.level == AdministrativeCode.Level.county.rawValue }
        let control = county.compactMap(\.control).reduce(0, +)
        let hasControl = !county.isEmpty && county.allSatisfy { $0.control != nil }
        let person = try await importer(recorded, call)
        return .members([
            "dataset": .string(dataset.id.text), "name": .string(dataset.name),
            "title": .string(title(recorded)[call.language]), "area": .string(dataset.area.digits),
            "time": .string(call.moment(recorded.time)), "person": .string(person),
            "source": .string(""), "digest": .string(digest),
            "short": .string(String(digest.prefix(8))),
            "journal": call.words("第 \(recorded.sequence) 条", "record \(recorded.sequence)"),
            "mapHref": .string("/map?d=\(dataset.id.text)&e=\(recorded.edition)"),
            "closureHref": .string("/data/\(dataset.id.text)/\(recorded.edition)/closure"),
            "closes": .bool(sheet.isClosed),
            "closure": sheet.isClosed
                ? hasControl
                    ? call.words("各级面积闭合", "The areas close at every level")
                    : call.words(
                        "图斑全部落到村；没有控制面积可核对",
                        "Every patch has its village; no control areas to compare with")
                : call.words("面积不闭合，见检查结果", "The areas do not close; see the findings"),
            "control": .string(hasControl ? Area(hundredths: control).squareMetresText : "—"),
            "sum": .string(Area(hundredths: sheet.total).squareMetresText),
        ])
    }

    /// Who put it on the record.
    private static func importer(_ recorded: RecordedDataset, _ call: Call) async throws -> String {
        let (acts, register) = try await call.office().home.journal.read {
            view throws(StoreError) in
            // The act is recorded in the batch of the import, at or just before it.
            (
                try view.acts(.all, before: recorded.sequence + 2, limit: 3),
                try view.accessRegister()
            )
        }
        guard let act = acts.first(where: { $0.act.operation == "importDataset" }),
            let person = Person.ID(act.event.actor.person.text)
        else { return "" }
        return register.people[person]?.name ?? person.text
    }

    private static func list(
        _ editions: [RecordedDataset], here: Int, _ call: Call
    ) -> JSONValue {
        .list(editions.reversed()) { one in
            .members([
                "title": call.words("第 \(one.edition) 版", "edition \(one.edition)"),
                "href": .string("/data/\(one.dataset.id.text)/\(one.edition)"),
                "time": .string(ChinaTime.day(of: one.time).description),
                "here": .bool(one.edition == here),
            ])
        }
    }

    private static func strip(_ sheet: QualitySheet, _ call: Call) -> JSONValue {
        func cell(
            _ zh: String, _ en: String, _ value: String, _ unit: (String, String) = ("", ""),
            bad: Bool = false
        ) -> JSONValue {
            .members([
                "key": call.words(zh, en), "value": .string(value),
                "unit": call.words(unit.0, unit.1), "bad": .bool(bad),
            ])
        }
        return .array([
            cell("图层", "Layers", "\(sheet.layers.count)"),
            cell("地类图斑", "Land-use patches", "\(sheet.totalPatches)"),
            cell("图斑面积之和", "Sum of patches", hectares(sheet.total), (" 公顷", " ha")),
            cell(
                "错误", "Errors", "\(sheet.count(.blocking))", bad: sheet.count(.blocking) > 0),
            cell("警告", "Warnings", "\(sheet.count(.warning))"),
            cell("提示", "Notes", "\(sheet.count(.info))"),
        ])
    }

    private static func layers(
        _ sheet: QualitySheet, _ recorded: RecordedDataset, _ call: Call
    ) -> JSONValue {
        .list(sheet.layers) { layer in
            let role = LayerRole(rawValue: layer.role) ?? .other
            return .members([
                "title": .string(role.title[call.language]), "name": .string(layer.name),
                "count": .integer(layer.patches),
                "area": .string(layer.area.map { Area(hundredths: $0).squareMetresText } ?? "—"),
                "geometry": call.words("面", "polygon"),
                "coordinate": .string(
                    layer.epsg > 0 ? "\(layer.system) (EPSG:\(layer.epsg))" : layer.system),
                "fields": .integer(layer.fields),
                "mapHref": .string(
                    "/map?d=\(recorded.dataset.id.text)&e=\(recorded.edition)&table="
                        + layer.name.percentEncoded),
            ])
        }
    }

    private static func filters(
        _ sheet: QualitySheet, _ path: String, _ severity: String?, _ call: Call
    ) -> JSONValue {
        let all = (String?.none, "全部", "All", sheet.counts.values.reduce(0, +))
        let rest = [
            (QualitySeverity.blocking, "错误", "Errors"), (.warning, "警告", "Warnings"),
            (.info, "提示", "Notes"),
        ].map { (Optional($0.0.rawValue), $0.1, $0.2, sheet.count($0.0)) }
        return .list([all] + rest) { one, zh, en, count in
            .members([
                "title": call.words(zh, en), "count": .integer(count),
                "href": .string(one.map { path + "?severity=\($0)" } ?? path),
                "here": .bool(one == severity),
            ])
        }
    }

    private static func value(
        _ finding: QualitySheet.Finding, _ recorded: RecordedDataset, _ call: Call
    ) -> JSONValue {
        .members([
            "finding": mark(finding.severity).value(call.language),
            "rule": .string(finding.rule), "text": call.words(finding.zh, finding.en),
            "layer": .string(finding.layer),
            "feature": .string(finding.features.map(String.init).joined(separator: " ")),
            "href": .shown(href(finding, recorded)),
        ])
    }

    private static func href(_ finding: QualitySheet.Finding, _ recorded: RecordedDataset)
        -> String?
    {
        guard let longitude = finding.longitude, let latitude = finding.latitude else { return nil }
        let base = "/map?d=\(recorded.dataset.id.text)&e=\(recorded.edition)"
        let selected = finding.features.first.map { "&sel=\(finding.layer.percentEncoded)/\($0)" }
        return base + "&at=\(longitude),\(latitude),17" + (selected ?? "")
    }

    private static func csv(_ sheet: QualitySheet, _ call: Call) -> Reply {
        let heads: [String] =
            call.language == .zh
            ? ["结论", "规则", "图层", "图形", "经度", "纬度", "问题"]
            : ["severity", "rule", "layer", "features", "longitude", "latitude", "text"]
        let rows = sheet.findings.map { finding -> [String] in
            [
                finding.severity, finding.rule, finding.layer,
                finding.features.map(String.init).joined(separator: " "),
                finding.longitude.map { "\($0)" } ?? "", finding.latitude.map { "\($0)" } ?? "",
                call.said(finding.zh, finding.en),
            ]
        }
        return Reply.table([heads] + rows)
    }
}
