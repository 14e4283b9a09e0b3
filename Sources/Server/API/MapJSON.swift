import Geometry
import LandExchange
import LandModel
import Maps

/// Features and bounds as programs read them.
enum MapJSON {
    /// A box as west, south, east, north; null when there is none.
    static func bounds(_ box: Box?) -> JSONValue {
        guard let box, box.minX <= box.maxX else { return .null }
        return .array([box.minX, box.minY, box.maxX, box.maxY].map { .number(number($0)) })
    }

    /// The smallest box around boxes.
    static func union(_ boxes: [Box]) -> Box? {
        boxes.isEmpty ? nil : boxes.reduce(into: Box.empty) { $0.extend($1) }
    }

    /// A coordinate with nine decimals, a tenth of a millimetre.
    static func number(_ value: Double) -> String {
        value.isFinite ? "\((value * 1e9).rounded() / 1e9)" : "null"
    }

    /// A feature with all its values.
    static func feature(_ feature: MapFeature) -> JSONValue {
        var members: [(String, JSONValue)] = [
            ("layer", .string(feature.layer)), ("id", .integer(Int(feature.id))),
            ("area_m2", .optional(feature.area?.squareMetresText)),
            ("area_kind", .string(feature.areaKind.rawValue)),
            ("bounds", bounds(feature.bounds)),
            (
                "properties",
                .object(zip(feature.fields, feature.values).map { ($0, value($1)) })
            ),
        ]
        if let geometry = feature.geometry {
            members.append(("geometry", .number(GeoJSON.geometry(geometry, feature.system))))
        }
        return .object(members)
    }

    /// A value of a feature.
    static func value(_ value: SnapshotValue) -> JSONValue {
        switch value {
        case .null: .null
        case .integer(let number): .integer(Int(number))
        case .real(let number): number.isFinite ? .number("\(number)") : .null
        case .text(let text): .string(text)
        }
    }
}
