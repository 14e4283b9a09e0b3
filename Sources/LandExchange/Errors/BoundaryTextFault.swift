/// What can be wrong with a boundary-coordinate TXT (界址点坐标文件).
public enum BoundaryTextFault: Equatable, Sendable, Fault {
    /// There is no section of parcels (`[地块坐标]`).
    case noParcelSection
    /// A parcel header does not end in `@`.
    case headerWithoutTerminator
    /// A parcel header has too few values.
    case shortHeader(values: Int)
    /// A point stands before the first parcel header.
    case pointWithoutHeader
    /// A line is neither header nor point.
    case malformedLine(String)
    /// A value that must be a number is none.
    case notNumber(String)
    /// A ring has fewer than three points.
    case shortRing(points: Int)
    /// A parcel has no points, or is a line or point (`记录图形属性`).
    case notPolygon(String)
    /// The zone is none of CGCS2000.
    case unknownZone(String)
    /// The eastings begin with another zone number than the one stated.
    case zoneContradiction(stated: Int, found: Int)
    /// The datum is none this program knows.
    case unknownDatum(String)
    /// The file says metres nowhere, or another unit.
    case unknownUnit(String)

    var text: FaultText {
        switch self {
        case .unknownZone, .zoneContradiction, .unknownDatum, .unknownUnit: frameText
        case .notNumber, .shortRing, .notPolygon, .malformedLine: lineText
        default: headerText
        }
    }

    private var frameText: FaultText {
        switch self {
        case .unknownZone(let text):
            FaultText(
                "带号或分带“\(text)”不明", "the zone “\(text)” is unknown",
                remedy: "请补正 带号= 与 几度分带=（3 度带 25-45，6 度带 13-23），或用 --crs 指明",
                "Correct the zone lines (3 degrees: 25 to 45, 6 degrees: 13 to 23) or give --crs")
        case .zoneContradiction(let stated, let found):
            FaultText(
                "带号写为 \(stated)，而坐标前两位是 \(found)",
                "the zone is \(stated), the eastings begin with \(found)",
                remedy: "请核实后改正带号或坐标", "Find out which is right and correct the other")
        case .unknownDatum(let text):
            FaultText(
                "坐标系“\(text)”不明", "the coordinate system “\(text)” is unknown",
                remedy: "请写 坐标系=2000国家大地坐标系，或用 --crs 指明",
                "Write the name of CGCS2000 (see the format) or give --crs")
        default:
            FaultText(
                "计量单位不是米", "the unit is not the metre", remedy: "请用米制坐标重新导出",
                "Export again in metres")
        }
    }

    private var lineText: FaultText {
        switch self {
        case .notNumber(let text):
            FaultText(
                "“\(text)”不是数字", "“\(text)” is no number", remedy: "请改正该行",
                "Correct the line")
        case .shortRing(let points):
            FaultText(
                "该圈只有 \(points) 个点，构不成面", "the ring has only \(points) points and no area",
                remedy: "请补全界址点", "Supply the missing points")
        case .notPolygon(let text):
            FaultText(
                "地块的图形属性是“\(text)”或没有界址点，不是面",
                "the parcel is “\(text)” or has no points: no polygon",
                remedy: "请只导出面状地块", "Export parcels that are polygons")
        default:
            FaultText(
                "既不是地块行也不是界址点行", "the line is neither a parcel header nor a point",
                remedy: "界址点行应为 点号,圈号,X,Y；请改正该行", "A point line is NAME,RING,X,Y: correct it")
        }
    }

    private var headerText: FaultText {
        switch self {
        case .noParcelSection:
            FaultText(
                "没有 [地块坐标] 段或没有地块", "there is no parcel section or no parcel",
                remedy: "请核对是否为界址点坐标文件（电子报盘格式）", "Check that it is a boundary-coordinate file")
        case .headerWithoutTerminator:
            FaultText(
                "地块行末尾缺 @", "the parcel header does not end in @",
                remedy: "请在地块行末尾补上 ,@", "End the parcel line with ,@")
        case .shortHeader(let values):
            FaultText(
                "地块行只有 \(values) 个值", "the parcel header has only \(values) values",
                remedy: "至少应有 点数,面积,编号,名称,图形属性,图幅号,用途,地类,@", "It needs at least 8 values and @")
        default:
            FaultText(
                "界址点出现在第一个地块行之前", "a point stands before the first parcel header",
                remedy: "请补上以 @ 结尾的地块行", "Supply the parcel line that ends in @")
        }
    }
}
