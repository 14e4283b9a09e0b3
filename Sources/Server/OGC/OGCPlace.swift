import Access
import HTTPTypes
import Hummingbird
import LandModel
import Maps
import Store

/// A snapshot as the standards of OGC see it: its layers as collections, under one address.
struct OGCPlace: Sendable {
    /// The edition.
    let recorded: RecordedDataset
    /// Its map.
    let map: MapSnapshot
    /// The address of the landing page, without a slash at its end.
    let base: String

    static let prefix = "/ogc/{dataset}/{edition}"
    static let json = "application/json"
    static let geoJSON = "application/geo+json"
    static let schemaJSON = "application/schema+json"
    static let openAPI = "application/vnd.oai.openapi+json;version=3.0"

    /// The place that the path of a request names.
    static func opened(_ call: Call) async throws -> OGCPlace {
        let (recorded, map) = try await MapRoutes.opened(call)
        let edition = try call.value("edition")
        let path = "/ogc/\(recorded.dataset.id.text.percentEncoded)/\(edition)"
        return OGCPlace(recorded: recorded, map: map, base: root(call) + path)
    }

    /// The address that the caller reached the server under.
    private static func root(_ call: Call) -> String {
        let settings = call.services.settings
        guard settings.publicAddress.isEmpty else { return settings.publicAddress }
        let head = call.request.head
        let isEncrypted =
            settings.trustsProxy && call.request.headers.value("X-Forwarded-Proto") == "https"
        return (isEncrypted ? "https://" : "http://") + (head.authority ?? settings.address)
    }

    /// The layers that lie on the map.
    var layers: [MapLayer] { map.layers.filter { $0.frame != nil } }

    /// The layer that the path of a request names.
    ///
    /// - Throws: ``Problem`` 404.
    func layer(_ call: Call) throws(Problem) -> MapLayer {
        let name = try call.value("layer")
        guard let layer = layers.first(where: { $0.name == name }) else {
            throw .missing(zh: "没有图层“\(name)”。", en: "There is no layer \"\(name)\".")
        }
        return layer
    }

    /// The address of a part.
    func address(_ path: String) -> String { base + path }

    /// The address of a collection or of a part of it.
    func address(of layer: MapLayer, _ path: String = "") -> String {
        base + "/collections/" + layer.name.percentEncoded + path
    }

    /// A link.
    static func link(
        _ rel: String, _ address: String, _ type: String, _ title: String, isTemplate: Bool = false
    ) -> JSONValue {
        .object(
            [
                ("rel", .string(rel)), ("href", .string(address)), ("type", .string(type)),
                ("title", .string(title)),
            ] + (isTemplate ? [("templated", .bool(true))] : []))
    }

    /// A title in the caller's language.
    static func title(_ zh: String, _ en: String, _ call: Call) -> String {
        BilingualText(zh: zh, en: en)[call.language]
    }

    /// An answer that may be kept by whoever asked, as long as it asks whether it is the same.
    static func reply(_ value: JSONValue, _ type: String = json) -> Reply {
        var reply = Reply.json(value)
        reply.headers[.contentType] = type
        reply.isTagged = true
        return reply
    }

    /// What the standards want told with 400: the caller's input cannot be used.
    static func reading<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as any ExplainedError where error.failureKind == .badInput {
            throw Problem.unreadable([Problem.Finding("REQ-VALUE", error.explanation)])
        }
    }
}
