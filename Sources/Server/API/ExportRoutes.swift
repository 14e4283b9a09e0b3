import Access
import Accounts
import Documents
import HTTPTypes
import LandExchange
import LandModel
import Maps
import NIOCore
import Operations
import Store

/// The table of a layer as a file to take away (导出); each one is noted in the audit.
enum ExportRoutes {
    /// What a file can be.
    enum Format: String, CaseIterable {
        case csv, xlsx, geojson, txt

        var type: String {
            switch self {
            case .csv: "text/csv; charset=utf-8"
            case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            case .geojson: "application/geo+json"
            case .txt: "text/plain; charset=gb18030"
            }
        }

        /// What the document says of it.
        var answer: Route.Answer {
            switch self {
            case .csv: .file(200, "text/csv", "A table in UTF-8")
            case .xlsx: .file(200, type, "A table")
            case .geojson:
                Route.Answer(
                    status: 200, meaning: "Shapes with attributes", type: type,
                    schema: OGCRoutes.open)
            case .txt: .file(200, "text/plain", "Boundary points in GB 18030")
            }
        }

        /// The most features; those formats that are not made piece by piece hold all in memory.
        var most: Int? {
            switch self {
            case .csv, .geojson: nil
            case .xlsx: 100_000
            case .txt: 20_000
            }
        }
    }

    static let all: [Route] = [
        Route(
            method: .get, path: MapRoutes.prefix + "/export", chapter: "maps",
            title: "Features of a layer as a file",
            parameters: MapRoutes.place + [
                .query("layer", MapRoutes.layerName, required: true, "name of the layer"),
                .query("bbox", .text(longest: 200), "west,south,east,north in degrees"),
                .query("filter", .text(longest: 8000), "CQL2 text"),
                .query("sort", .text(longest: 200), "field or field.desc"),
                .query(
                    "format", .choice(Format.allCases.map(\.rawValue)), required: true,
                    "table (csv, xlsx), shapes with attributes (geojson) or boundary points (txt)"),
            ],
            answers: Format.allCases.map(\.answer), handle: export)
    ]

    private static func export(_ call: Call) async throws -> Reply {
        let (recorded, map) = try await MapRoutes.opened(call)
        guard let format = Format(rawValue: try call.value("format")) else {
            throw Problem.missing()
        }
        var query = try MapRoutes.query(call)
        query.limit = Int(Int32.max)
        query.wantsGeometry = format == .geojson || format == .txt
        let layer = try map.layer(query.layer)
        let wanted = query
        let count = try await Offload.run { try map.count(wanted) }
        if let most = format.most, count > most { throw tooMany(count, most, format) }
        let reply = try await content(format, query, layer, recorded, map, call)
        let actor = AccountActor(person: try call.caller().person.id, address: call.address)
        try call.office().accounts.noteExport(
            "\(recorded.dataset.id.text)/\(recorded.edition) \(layer.name) \(format.rawValue) \(count)"
                + (call.values["filter"].map { " " + $0 } ?? ""),
            at: call.time, by: actor)
        let name =
            "\(recorded.dataset.name)-\(layer.title.zh)-第\(recorded.edition)版-\(call.day).\(format.rawValue)"
        return reply.saved(as: PassingFile.name(name)).kept("private, no-store")
    }

    private static func tooMany(_ count: Int, _ most: Int, _ format: Format) -> Problem {
        Problem(
            .unprocessableContent, "too-many",
            zh: "共 \(count) 个要素，\(format.rawValue) 最多 \(most) 个。请先筛选，或导出 csv、geojson。",
            en: "There are \(count) features, and \(format.rawValue) takes \(most) at most. Filter "
                + "first, or take csv or geojson.")
    }

    private static func content(
        _ format: Format, _ query: FeatureQuery, _ layer: MapLayer, _ recorded: RecordedDataset,
        _ map: MapSnapshot, _ call: Call
    ) async throws -> Reply {
        let language = call.language
        switch format {
        case .csv:
            let cursor = try await Offload.run { try map.cursor(query) }
            return Reply(
                type: format.type,
                content: FeatureStream.content(cursor, TableText(TableColumns(layer, language))))
        case .geojson:
            let cursor = try await Offload.run { try map.cursor(query) }
            return Reply(
                type: format.type, content: FeatureStream.content(cursor, PlainFeatureList(layer)))
        case .xlsx:
            let columns = TableColumns(layer, language)
            let table = DataTable(
                title: layer.title[language],
                source: "\(recorded.dataset.name) 第\(recorded.edition)版",
                remark: ChinaTime.text(call.time), heads: columns.heads)
            let moment = ReportMoment(epochSeconds: call.time / 1000)
            return try await file(format) { path in
                var rows: [[DataCell]] = []
                try map.forEachFeature(query) { feature in
                    rows.append(columns.cells(feature))
                    return true
                }
                try table.write(rows, to: path, moment: moment)
            }
        case .txt:
            return try await file(format) { path in
                let parcels = try BoundaryParcels(query, layer, map)
                try LayerWriter.write(
                    [parcels.layer], to: path, as: .boundaryText(.gb18030))
            }
        }
    }

    /// A file that is made whole, read and removed.
    private static func file(
        _ format: Format, _ make: @escaping @Sendable (String) throws -> Void
    ) async throws -> Reply {
        let bytes = try await Offload.run { try PassingFile.bytes(format.rawValue, make) }
        return Reply(type: format.type, content: .bytes(bytes))
    }
}
