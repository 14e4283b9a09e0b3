import Geometry
public import LandModel

/// Sums recorded areas by administrative unit and compares them with control areas.
public enum AreaClosure {
    /// The report of a land-use layer.
    ///
    /// Villages are told by the first 12 digits of ZLDWDM; when a village layer is given, also by
    /// the village polygon in which a point inside the patch lies.
    /// - Parameters:
    ///   - landUse: patches with ZLDWDM and TBMJ.
    ///   - villages: CJDCQ, with DCMJ as control areas when the field is there.
    ///   - townships: XZQ, likewise.
    public static func report(
        landUse: LandLayer, villages: LandLayer? = nil, townships: LandLayer? = nil
    ) -> AreaClosureReport {
        let table = SurveyTable(landUse)
        let areas = table.areas("TBMJ") ?? [Area?](repeating: nil, count: landUse.count)
        let units = table.coded("ZLDWDM")
        var sums: [String: (count: Int, sum: Area)] = [:]
        var (unplaced, unplacedCount, total) = (Area.zero, 0, Area.zero)
        for row in 0..<landUse.count {
            let area = areas[row] ?? .zero
            total += area
            guard let code = units?[row], code.count >= 12,
                let village = AdministrativeCode(code.prefix(12)), areas[row] != nil
            else {
                unplaced += area
                unplacedCount += 1
                continue
            }
            let before = sums[village.digits] ?? (0, .zero)
            sums[village.digits] = (before.count + 1, before.sum + area)
        }
        let inPolygon = villages.map { sumsInPolygons($0, landUse, areas) }
        let villageUnits = ControlUnits(
            villages, codeField: "ZLDWDM", nameField: "ZLDWMC", digits: 12)
        let townshipUnits = ControlUnits(
            townships, codeField: "XZQDM", nameField: "XZQMC", digits: 9)
        let villageRows = Set(sums.keys).union(villageUnits.codes).sorted().map { code in
            AreaClosureReport.Row(
                level: .village, code: code, name: villageUnits.names[code] ?? "",
                patchCount: sums[code]?.count ?? 0, sum: sums[code]?.sum ?? .zero,
                sumInPolygon: inPolygon.map { $0[code] ?? .zero },
                control: villageUnits.controls[code],
                controlSource: villageUnits.controls[code].map { _ in .surveyed })
        }
        let townshipRows = above(villageRows, level: .township, townshipUnits)
        let countyRows = above(
            townshipRows, level: .county,
            ControlUnits(townships, codeField: "XZQDM", nameField: "XZQMC", digits: 6))
        return AreaClosureReport(
            rows: villageRows + townshipRows + countyRows, unplaced: unplaced,
            unplacedCount: unplacedCount, total: total)
    }

    /// The rows one level up: sums of the rows below, own control areas where there are any.
    private static func above(
        _ rows: [AreaClosureReport.Row], level: AdministrativeCode.Level, _ units: ControlUnits
    ) -> [AreaClosureReport.Row] {
        let groups = Dictionary(grouping: rows) { String($0.code.prefix(level.rawValue)) }
        return groups.keys.sorted().map { code in
            let parts = groups[code] ?? []
            let controls = parts.compactMap(\.control)
            let summed = controls.count == parts.count ? controls.reduce(.zero, +) : nil
            let polygons = parts.compactMap(\.sumInPolygon)
            let own = units.controls[code]
            return AreaClosureReport.Row(
                level: level, code: code, name: units.names[code] ?? "",
                patchCount: parts.reduce(0) { $0 + $1.patchCount },
                sum: parts.reduce(.zero) { $0 + $1.sum },
                sumInPolygon: polygons.count == parts.count ? polygons.reduce(.zero, +) : nil,
                control: own ?? summed,
                controlSource: own != nil ? .surveyed : summed.map { _ in .summed })
        }
    }

    /// The recorded areas of the patches whose inner point lies in each village's polygon.
    private static func sumsInPolygons(
        _ villages: LandLayer, _ landUse: LandLayer, _ areas: [Area?]
    ) -> [String: Area] {
        guard villages.epsg == landUse.epsg, let codes = SurveyTable(villages).coded("ZLDWDM")
        else {
            return [:]
        }
        let extent = FiniteExtent(villages.geometry)
        let grid = CoverageGrid(box: extent.box, isInDegrees: villages.epsg == 4490)
        let shapes = GridShapes(villages.geometry, extent: extent, grid: grid)
        let index = FeatureBoxIndex(shapes)
        var sums: [String: Area] = [:]
        for row in 0..<landUse.count {
            guard let area = areas[row], let point = landUse.geometry.pointInside(feature: row)
            else { continue }
            let x = (point.x - shapes.grid.originX) * shapes.grid.cellsPerUnit
            let y = (point.y - shapes.grid.originY) * shapes.grid.cellsPerUnit
            let home = index.features(atX: x, y: y).first { shapes.contains($0, x: x, y: y) }
            guard let home, let code = codes[home] else { continue }
            sums[String(code.prefix(12)), default: .zero] += area
        }
        return sums
    }
}

/// The units of a control layer with their names and control areas.
struct ControlUnits {
    private(set) var names: [String: String] = [:]
    private(set) var controls: [String: Area] = [:]
    private(set) var codes: Set<String> = []

    /// Units in several parts are added up; codes of another level than `digits` are left out.
    init(_ layer: LandLayer?, codeField: String, nameField: String, digits: Int) {
        guard let layer, let column = SurveyTable(layer).coded(codeField) else { return }
        let table = SurveyTable(layer)
        let names = table.coded(nameField)
        let areas = table.areas("DCMJ")
        for row in 0..<layer.count {
            guard let code = column[row],
                code.count == digits || (digits == 12 && code.count == 19)
            else { continue }
            let key = String(code.prefix(digits))
            codes.insert(key)
            if let name = names?[row] { self.names[key] = name }
            if let area = areas?[row], area > .zero { controls[key, default: .zero] += area }
        }
    }
}
