import Access
import Accounts
import Documents
import HTTPTypes
import Hummingbird
import LandModel
import Maps
import NIOCore
import Store

/// The features of a collection, streamed (要素).
enum OGCItems {
    /// The most features of one answer.
    static let most = 1_000_000
    /// How many features an answer has when nothing is said.
    static let usual = 1000

    static func list(_ call: Call) async throws -> Reply {
        let place = try await OGCPlace.opened(call)
        let layer = try place.layer(call)
        let (query, hidden) = try OGCPlace.reading { try OGCQuery.read(call, layer) }
        let map = place.map
        let known = call.values["after"].flatMap { _ in call.values["matched"] }.flatMap { Int($0) }
        let (cursor, matched) = try await Offload.run {
            try OGCPlace.reading {
                (try map.cursor(query), try known ?? map.count(query))
            }
        }
        try note(query, matched: matched, of: layer, place, call)
        let page = OGCFeatureList.Page(
            address: place.address(of: layer, "/items"), parameters: parameters(call),
            position: call.integer("offset", standard: 0), limit: query.limit, matched: matched,
            time: ReportMoment(epochSeconds: call.time / 1000).isoText,
            back: OGCPlace.link(
                "collection", place.address(of: layer), OGCPlace.json, layer.title[call.language]))
        let text = OGCFeatureList(layer, query, hiding: hidden, page: page)
        return Reply(
            type: OGCPlace.geoJSON, headers: headers(query.system),
            content: FeatureStream.content(cursor, text))
    }

    /// Notes in the audit what is taken away, as an export is noted.
    ///
    /// The browser's map asks elsewhere, so that whoever comes here does it with a program that keeps what it gets.
    private static func note(
        _ query: FeatureQuery, matched: Int, of layer: MapLayer, _ place: OGCPlace, _ call: Call
    ) throws {
        guard call.request.method == .get else { return }
        let (person, office) = (try call.caller().person.id, try call.office())
        // What a next page says of itself could be made up.
        let left = query.after == nil ? max(0, matched - query.offset) : layer.count
        let name = "\(place.recorded.dataset.id.text)/\(place.recorded.edition) \(layer.name)"
        guard
            let taken = office.downloads.add(
                min(query.limit, left), of: .init(person: person, layer: name), at: call.time)
        else { return }
        try office.accounts.noteExport(
            "\(name) ogc \(taken)" + (call.values["filter"].map { " " + $0 } ?? ""), at: call.time,
            by: AccountActor(person: person, address: call.address))
    }

    static func one(_ call: Call) async throws -> Reply {
        let place = try await OGCPlace.opened(call)
        let layer = try place.layer(call)
        try OGCQuery.refuseUnknown(call, besides: [])
        let system = try OGCPlace.reading { try OGCQuery.system("crs", call) }
        let id = Int64(call.integer("id", standard: 0))
        let map = place.map
        guard
            let feature = try await Offload.run({ try map.feature(layer.name, id, system: system) })
        else { throw Problem.missing(zh: "没有要素 \(id)。", en: "There is no feature \(id).") }
        var text = OGCFeatureText(layer, fields: layer.fields.map(\.name), hiding: [], system)
        text.append(
            feature,
            links: [
                OGCPlace.link(
                    "self", place.address(of: layer, "/items/\(id)"), OGCPlace.geoJSON, "\(id)"),
                OGCPlace.link(
                    "collection", place.address(of: layer), OGCPlace.json,
                    layer.title[call.language]),
            ])
        var reply = Reply(
            type: OGCPlace.geoJSON, headers: headers(system),
            content: .bytes(ByteBuffer(bytes: text.take())))
        reply.isTagged = true
        return reply
    }

    /// What the standard wants said about the coordinates (18-058r1 §6.2.3).
    private static func headers(_ system: MapSystem) -> HTTPFields {
        var headers = HTTPFields()
        headers.set("Content-Crs", "<\(system.uri)>")
        headers[.cacheControl] = "private, no-cache"
        return headers
    }

    /// The parameters of the request but those that tell the page.
    private static func parameters(_ call: Call) -> [(String, String)] {
        FormBody(Array((call.request.uri.query ?? "").utf8)).members
            .filter { !["offset", "after", "matched", "limit"].contains($0.name) }
            .map { ($0.name, $0.value) }
    }
}

/// Reads what features are wanted.
enum OGCQuery {
    /// The properties that every feature has besides those of the file.
    static let added = [MapLayer.areaName, OGCFeatureText.kindName]

    /// The query, and which of ``added`` are not wanted.
    static func read(_ call: Call, _ layer: MapLayer) throws -> (FeatureQuery, Set<String>) {
        let own = layer.queryables.map(\.name)
        try refuseUnknown(call, besides: own)
        var query = FeatureQuery(layer: layer.name)
        query.limit = call.integer("limit", standard: OGCItems.usual)
        query.after = call.values["after"].flatMap { Int64($0) }
        // After a known feature there is nothing to pass over: the offset tells the place only.
        query.offset = query.after == nil ? call.integer("offset", standard: 0) : 0
        query.system = try system("crs", call)
        query.wantsGeometry = call.values["skipGeometry"] != "true"
        if let text = call.values["bbox"] {
            query.bounds = try MapBounds(
                numbers: try numbers(text), system: try system("bbox-crs", call))
        }
        if let text = call.values["datetime"] { try checkTime(text) }
        var conditions: [CQLExpression] = []
        if let text = call.values["filter"], !text.isEmpty {
            conditions.append(try CQL2.parse(text))
            query.filterSystem = try system("filter-crs", call)
        }
        let given = FormBody(Array((call.request.uri.query ?? "").utf8))
        let reserved = Set(call.route.parameters.map(\.name))
        for field in layer.queryables where !reserved.contains(field.name) {
            for value in given.all(field.name) {
                conditions.append(
                    .comparison(.property(field.name), .equal, try operand(value, field)))
            }
        }
        query.filter = conditions.count > 1 ? .and(conditions) : conditions.first
        guard let text = call.values["properties"] else { return (query, []) }
        let wanted = text.split(separator: ",").map(String.init)
        query.fields = wanted.filter { !added.contains($0) || layer.field($0) != nil }
        return (query, Set(added).subtracting(wanted))
    }

    /// The coordinate system that a parameter names; longitude and latitude when it is not given.
    static func system(_ name: String, _ call: Call) throws(MapsError) -> MapSystem {
        guard let text = call.values[name] else { return .crs84 }
        return try MapSystem(text)
    }

    /// A parameter that nobody knows is refused, so that a misspelt one does not hand out everything
    /// (17-069r4 requirement 8).
    static func refuseUnknown(_ call: Call, besides own: [String]) throws(Problem) {
        let known = Set(call.route.parameters.map(\.name) + own)
        let given = FormBody(Array((call.request.uri.query ?? "").utf8)).members.map(\.name)
        let unknown = given.filter { !$0.isEmpty && !known.contains($0) }
        guard unknown.isEmpty else {
            throw .unreadable(
                unknown.map { name in
                    Problem.Finding(
                        "REQ-PARAMETER", field: name,
                        BilingualText(
                            zh: "没有参数“\(name)”。", en: "There is no parameter \"\(name)\"."))
                })
        }
    }

    private static func operand(_ text: String, _ field: MapField) throws(Problem) -> CQLOperand {
        guard field.kind != .text else { return .text(text) }
        guard let number = Double(text), number.isFinite else {
            throw .fault(
                field.name, zh: "字段 \(field.name) 是数值，“\(text)”不是。",
                en: "\(field.name) holds numbers, and \"\(text)\" is none.")
        }
        guard field.kind != .integer || number == number.rounded() else {
            throw .fault(
                field.name, zh: "字段 \(field.name) 是整数，“\(text)”不是。",
                en: "\(field.name) holds whole numbers, and \"\(text)\" is none.")
        }
        return .number(number)
    }

    /// Four numbers, or six of which the heights are passed over.
    static func numbers(_ text: String) throws(Problem) -> [Double] {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { part in Double(part.filter { $0 != " " }) }
        guard numbers.count == parts.count, [4, 6].contains(numbers.count) else {
            throw .fault(
                "bbox", zh: "bbox 应为四个或六个以逗号分隔的数。",
                en: "bbox is four or six numbers divided by commas.")
        }
        return numbers.count == 4 ? numbers : [0, 1, 3, 4].map { numbers[$0] }
    }

    /// An instant or an interval (RFC 3339 and `..`), though no layer has a time.
    private static func checkTime(_ text: String) throws(Problem) {
        let ends = text.split(separator: "/", omittingEmptySubsequences: false)
        let isGood =
            ends.count <= 2
            && ends.allSatisfy { end in
                (end.isEmpty || end == "..")
                    ? ends.count == 2
                    : CalendarDay(String(end.prefix(10))) != nil
                        && (end.utf8.count == 10 || end.dropFirst(10).first?.uppercased() == "T")
            }
        guard isGood else {
            throw .fault(
                "datetime", zh: "datetime 应为 RFC 3339 的时刻或时段。",
                en: "datetime is an instant or interval of RFC 3339.")
        }
    }
}
