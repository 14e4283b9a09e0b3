public import Geodesy
public import LandModel

/// What can be wrong with a layer.
public enum LayerFault: Equatable, Sendable, Fault {
    /// The file has no such layer; `available` are those it has.
    case notFound(available: [String])
    /// Lines, points or surfaces with curves where polygons are needed; `kind` as the file says.
    case notPolygons(kind: String)
    /// Name and fields fit several roles.
    case ambiguousRole(candidates: [LayerRole])
    /// Another layer has the same role already; `other` names it.
    case roleTaken(LayerRole, other: String)
    /// The same layer, byte for byte, twice.
    case duplicate(other: String)
    /// The file names no coordinate system.
    case noCoordinateSystem
    /// The EPSG code is none that the library knows.
    case unknownCoordinateSystem(epsg: Int)
    /// The file's coordinate system contradicts itself; the codes that its parts name.
    case contradictorySystem(named: Int, parameters: Int)
    /// The coordinates cannot be of the coordinate system.
    case coordinatesDoNotFit(epsg: Int, CoordinateDiagnosis)
    /// The coordinates cannot be of a coordinate system that is not CGCS2000.
    case outsideSystem(epsg: Int, feature: Int64, x: Double, y: Double)
    /// The text behind `--layer SOURCE=` is no role.
    case unknownRole(String)
    /// A layer asked for by its role is not in the snapshot.
    case roleMissing(LayerRole)

    var text: FaultText {
        switch self {
        case .notFound, .notPolygons, .unknownRole, .roleMissing, .duplicate: namingText
        case .ambiguousRole, .roleTaken: roleText
        default: systemText
        }
    }

    private var namingText: FaultText {
        switch self {
        case .notFound(let available):
            FaultText(
                "没有该图层（现有：\(available.joined(separator: "、"))）",
                "there is no such layer (there are: \(available.joined(separator: ", ")))",
                remedy: "请用 文件#图层 指明其中一个", "Name one of them as FILE#LAYER")
        case .notPolygons(let kind):
            FaultText(
                "几何类型是 \(kind)，不是面", "the geometry is \(kind), not polygons",
                remedy: "请转换为面（曲线先打散为折线）后导入",
                "Convert it to polygons (curves to straight segments) and import again")
        case .duplicate(let other):
            FaultText(
                "与 \(other) 完全相同", "it is the same as \(other)", remedy: "请只导入其中一个",
                "Import only one of them")
        case .roleMissing(let role):
            FaultText(
                "快照中没有 \(role.rawValue) 图层", "the snapshot has no \(role.rawValue) layer",
                remedy: "请导入该图层后再试", "Import that layer first")
        default:
            FaultText(
                "“\(unknownName)”不是图层角色", "“\(unknownName)” is no layer role",
                remedy: "请用以下之一：\(LayerFault.roleList)", "Use one of: \(LayerFault.roleList)")
        }
    }

    private var unknownName: String { if case .unknownRole(let name) = self { name } else { "" } }
    private static var roleList: String {
        LayerRole.allCases.map(\.rawValue).joined(separator: " ")
    }

    private var roleText: FaultText {
        switch self {
        case .roleTaken(let role, let other):
            FaultText(
                "与 \(other) 同为 \(role.rawValue)",
                "it has the role \(role.rawValue), as has \(other)",
                remedy: "请只导入一个；确需几个时逐个用 --layer 图层=\(role.rawValue) 指明",
                "Import only one; if several are meant, name each with --layer SOURCE=\(role.rawValue)"
            )
        default:
            FaultText(
                "名称和字段符合几种角色：\(candidateList)",
                "name and fields fit several roles: \(candidateList)",
                remedy: "请用 --layer 图层=角色 指明，如 --layer 图层=\(firstCandidate)",
                "Say which with --layer SOURCE=ROLE, such as --layer SOURCE=\(firstCandidate)")
        }
    }

    private var candidates: [String] {
        if case .ambiguousRole(let roles) = self { roles.map(\.rawValue) } else { [] }
    }
    private var candidateList: String { candidates.joined(separator: " ") }
    private var firstCandidate: String { candidates.first ?? LayerRole.other.rawValue }

    private var systemText: FaultText {
        switch self {
        case .unknownCoordinateSystem(let epsg):
            FaultText(
                "不认识坐标系 EPSG:\(epsg)", "the coordinate system EPSG:\(epsg) is unknown",
                remedy: "请用 --crs 给出正确的 EPSG 代码，如 4527",
                "Give a right EPSG code with --crs, such as 4527")
        case .contradictorySystem(let named, let parameters):
            FaultText(
                "坐标系名为 EPSG:\(named) 而投影参数是 EPSG:\(parameters)",
                "the coordinate system is named EPSG:\(named), its parameters are EPSG:\(parameters)",
                remedy: "请核实后用 --crs 指明其一", "Find out which is right and give it with --crs")
        case .coordinatesDoNotFit(let epsg, let diagnosis):
            FaultText(
                "坐标与 EPSG:\(epsg) 矛盾：\(diagnosis.chineseExplanation)",
                "the coordinates contradict EPSG:\(epsg): \(diagnosis.englishExplanation)",
                remedy: "请核实坐标系后用 --crs 指明", "Find out the coordinate system and give it with --crs"
            )
        case .outsideSystem(let epsg, let feature, let x, let y):
            FaultText(
                "要素 \(feature) 的坐标（\(x), \(y)）不可能属于 EPSG:\(epsg)",
                "feature \(feature) has the coordinates (\(x), \(y)), impossible in EPSG:\(epsg)",
                remedy: "请核实坐标系与坐标顺序，用 --crs 指明",
                "Check coordinate system and axis order, and give the system with --crs")
        default:
            FaultText(
                "没有坐标系（缺 .prj 或未定义）", "it names no coordinate system (no .prj, or undefined)",
                remedy: "请补上 .prj，或用 --crs 指明，如 --crs 4527",
                "Supply the .prj, or give the system with --crs, such as --crs 4527")
        }
    }
}
