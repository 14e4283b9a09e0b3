import LandExchange
import LandModel

/// Which fields of a layer the features of its tiles carry: class `c`, area `a` and number or name `n`.
struct TileAttributes {
    /// The field of the class, by which patches too small to be drawn are merged.
    let classField: String?
    /// Fields of the recorded area, the first that exists; the computed area stands in last.
    let areaFields: [String]
    /// Fields of the number or the name, the first that exists.
    let labelFields: [String]

    init(_ role: LayerRole) {
        classField =
            switch role {
            case .slope: "PDJB"
            case .functionalZone: "FQLX"
            case .planParcel: "ZZLX"
            default: "DLBM"
            }
        let recorded =
            switch role {
            case .landUse, .cultivatedTarget: ["TBMJ"]
            case .permanentBasicFarmland: ["YJJBNTTBMJ", "TBMJ"]
            case .village, .township: ["DCMJ"]
            case .settlement: ["CZCMJ"]
            default: [String]()
            }
        areaFields = recorded + [SnapshotColumns.computedArea]
        labelFields =
            switch role {
            case .village: ["ZLDWMC", "BSM"]
            case .township: ["XZQMC", "BSM"]
            case .planParcel: ["DKBH", "BSM"]
            case .consolidationArea: ["XMMC", "BSM"]
            case .functionalZone: ["FQMC", "ZLDWDM"]
            case .landUse, .permanentBasicFarmland: ["BSM"]
            default: ["MC", "BHXMC", "BSM"]
            }
    }

    /// All fields to read.
    var all: [String] { [classField].compactMap(\.self) + areaFields + labelFields }
}

/// Columns that the import itself writes into a snapshot.
enum SnapshotColumns {
    /// The area computed for every feature, in m².
    static let computedArea = "computed_area_m2"
}
