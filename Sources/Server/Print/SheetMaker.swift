import Documents
import Foundation
import Geodesy
import Geometry
import LandModel
import Maps
import Overlay

/// Gathers what a map sheet shows out of a snapshot (图幅编制).
struct SheetMaker: Sendable {
    let order: PrintOrder
    let map: MapSnapshot
    let symbols: MapSymbols
    let maker: String
    let source: String
    let moment: ReportMoment
    let language: DisplayLanguage

    /// Above so many patches in the map, those of one class are drawn as one area.
    static let mostOutlined = 120_000
    /// Below so many square millimetres a patch on average too: outlines would cover the colours.
    static let leastOutlined = 1.5
    /// The most class codes written into patches.
    static let mostCodes = 600

    /// The zone around a longitude.
    static func zone(_ longitude: Double) throws(MapsError) -> GaussKruegerZone {
        do {
            return try GaussKruegerZone(
                width: .three, number: Int((longitude / 3).rounded()), eastingHasZonePrefix: true)
        } catch {
            throw .badBounds([longitude])
        }
    }

    /// The sheet around a place.
    func sheet(
        _ zone: GaussKruegerZone, centre: (x: Double, y: Double), number: PlotSheet.Number? = nil
    ) throws -> PlotSheet {
        var sheet = PlotSheet(
            order.format, scale: order.scale,
            zone: .init(number: zone.number, centralMeridian: zone.centralMeridian),
            centre: centre, title: order.title)
        sheet.number = number
        (sheet.maker, sheet.source) = (maker, source)
        (sheet.moment, sheet.language) = (moment, language)
        let frame = CoordinateFrame(zone: zone)
        let ground = sheet.ground
        sheet.corners = [
            (ground.minX, ground.maxY), (ground.maxX, ground.maxY), (ground.maxX, ground.minY),
            (ground.minX, ground.minY),
        ].map { frame.inverse(x: $0.0, y: $0.1) }
        try addLayers(frame, to: &sheet)
        try addTables(frame, to: &sheet)
        sheet.notes.append(
            BilingualText(
                zh: "面积为图幅内椭球面积，平差至 0.01 平方米，合计闭合。",
                en: "Areas are on the ellipsoid, within the map, levelled to 0.01 m²."))
        return sheet
    }

    // MARK: Layers

    /// Areas lie below lines, and villages and townships above all.
    private static func rank(_ role: LayerRole) -> Int {
        switch role {
        case .landUse: 0
        case .slope: 1
        case .village: 3
        case .township: 4
        default: 2
        }
    }

    private func addLayers(_ frame: CoordinateFrame, to sheet: inout PlotSheet) throws {
        // Two millimetres more than is seen, so that cut edges stay outside.
        let more = Double(order.scale.denominator) * 0.002
        let ground = sheet.ground
        let window = Box(
            minX: ground.minX - more, minY: ground.minY - more, maxX: ground.maxX + more,
            maxY: ground.maxY + more)
        let wanted = try order.layers.map { ($0, try map.layer($0.name)) }
        let sorted = wanted.enumerated().sorted {
            (Self.rank($0.element.1.role), $0.offset) < (Self.rank($1.element.1.role), $1.offset)
        }
        for (_, (wish, layer)) in sorted where layer.frame != nil && layer.count > 0 {
            let names = MapSymbols.names(of: layer.role).first { layer.field($0) != nil }
            let field = MapSymbols.field(of: layer.role)
            let cut = try map.cut(
                layer.name, to: window, of: frame, fields: [field, names].compactMap(\.self))
            guard cut.shapes.featureCount > 0 else { continue }
            if layer.role == .landUse { generalise(cut, &sheet) }
            sheet.layers.append(plotted(cut, wish.opacity, field: field, names: names, sheet))
        }
        if let shape = order.shape {
            let cut = try MapSnapshot.cut(shape, to: window, of: frame)
            let symbol = PlotSymbol(
                name: BilingualText(zh: "绘制范围", en: "Drawn shape"), line: "#c8102e",
                lineWidth: 0.6)
            sheet.layers.append(
                PlotLayer(
                    name: symbol.name, shapes: cut, symbols: [symbol],
                    symbolOfFeature: [Int](repeating: 0, count: cut.featureCount)))
        }
    }

    private func generalise(_ cut: CutLayer, _ sheet: inout PlotSheet) {
        let count = cut.shapes.featureCount
        let area = order.format.mapWidth * order.format.mapHeight
        guard count > Self.mostOutlined || area / Double(count) < Self.leastOutlined else { return }
        sheet.isDissolved = true
        sheet.notes.append(
            BilingualText(
                zh: "图幅内 \(count) 个图斑全部绘出；因过密，同地类图斑不绘分界。",
                en: "All \(count) patches are drawn; being dense, without lines between those of "
                    + "one class."))
    }

    private func plotted(
        _ cut: CutLayer, _ opacity: Double, field: String?, names: String?, _ sheet: PlotSheet
    ) -> PlotLayer {
        let count = cut.shapes.featureCount
        guard field != nil else {
            let labels = names.map { _ in cut.values.map { ($0.first ?? nil) ?? "" } }
            return PlotLayer(
                name: cut.layer.title, shapes: cut.shapes,
                symbols: [symbols.symbol(cut.layer, strength: opacity)],
                symbolOfFeature: [Int](repeating: 0, count: count), labels: labels)
        }
        let isLandUse = cut.layer.role == .landUse
        let keys = cut.values.map { values -> String in
            let value = (values.first ?? nil) ?? "—"
            return isLandUse ? symbols.classKey(value) : value
        }
        let order = Set(keys).sorted {
            isLandUse && symbols.rank($0) != symbols.rank($1)
                ? symbols.rank($0) < symbols.rank($1) : $0 < $1
        }
        let places = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
        return PlotLayer(
            name: cut.layer.title, shapes: cut.shapes,
            symbols: order.map {
                isLandUse
                    ? symbols.classSymbol($0, strength: opacity, line: 0.08)
                    : symbols.slopeSymbol($0, strength: opacity)
            }, symbolOfFeature: keys.map { places[$0] ?? 0 },
            labels: isLandUse && !sheet.isDissolved ? codes(cut, keys, sheet) : nil)
    }

    /// Class codes for the patches that have room for one.
    private func codes(_ cut: CutLayer, _ keys: [String], _ sheet: PlotSheet) -> [String] {
        let metres = Double(order.scale.denominator) / 1000
        let roomy = keys.indices.filter { feature in
            let box = cut.shapes.box(ofFeature: feature)
            return min(box.width / 9, box.height / 5) > metres
        }.sorted {
            let (one, other) = (cut.shapes.box(ofFeature: $0), cut.shapes.box(ofFeature: $1))
            return one.width * one.height > other.width * other.height
        }
        var labels = [String](repeating: "", count: keys.count)
        for feature in roomy.prefix(Self.mostCodes) { labels[feature] = keys[feature] }
        return labels
    }

    // MARK: Tables

    /// Areas by class and by village, as the occupation analysis finds them under the map.
    private func addTables(_ frame: CoordinateFrame, to sheet: inout PlotSheet) throws {
        guard let layer = map.layers.first(where: { $0.role == .landUse }), layer.count > 0,
            let shape = try Self.rectangle(sheet.ground, within: layer, frame)
        else { return }
        let found = try map.occupation(under: shape, fields: ["DLBM", "ZLDWMC"])
        guard let under = found.first?.layers.first(where: { $0.name == layer.name }) else {
            return
        }
        for grouping in under.groupings {
            let isClass = grouping.field == "DLBM"
            var sums: [String: Int64] = [:]
            for group in grouping.groups {
                let value = group.value ?? "—"
                sums[isClass ? symbols.classKey(value) : value, default: 0] += group.area.hundredths
            }
            let keys = sums.keys.sorted {
                isClass && symbols.rank($0) != symbols.rank($1)
                    ? symbols.rank($0) < symbols.rank($1) : $0 < $1
            }
            let rows = keys.map { key in
                PlotTable.Row(
                    code: isClass ? key : "",
                    name: isClass ? symbols.className(key) : BilingualText(zh: key, en: key),
                    area: Area(hundredths: sums[key] ?? 0))
            }
            guard !rows.isEmpty else { continue }
            sheet.tables.append(
                isClass
                    ? PlotTable(
                        title: BilingualText(zh: "图幅内地类面积", en: "Area by class"),
                        head: BilingualText(zh: "地类", en: "Class"), rows: rows)
                    : PlotTable(
                        title: BilingualText(zh: "图幅内分村面积", en: "Area by village"),
                        head: BilingualText(zh: "村", en: "Village"), rows: rows))
        }
    }

    /// The map's edge as a shape to analyse; nil when it does not meet the layer.
    ///
    /// It reaches no farther from the layer than it must: what lies outside has no areas.
    private static func rectangle(
        _ ground: Box, within layer: MapLayer, _ frame: CoordinateFrame
    ) throws(MapsError) -> DrawnShape? {
        guard let bounds = layer.bounds else { return nil }
        var reach = Box.empty
        for part in 0...16 {
            let share = Double(part) / 16
            let (x, y) = (bounds.minX + share * bounds.width, bounds.minY + share * bounds.height)
            for point in [(x, bounds.minY), (x, bounds.maxY), (bounds.minX, y), (bounds.maxX, y)] {
                let image = frame.forward(longitude: point.0, latitude: point.1)
                reach.extend(x: image.x, y: image.y)
            }
        }
        let box = Box(
            minX: max(ground.minX, reach.minX - 10), minY: max(ground.minY, reach.minY - 10),
            maxX: min(ground.maxX, reach.maxX + 10), maxY: min(ground.maxY, reach.maxY + 10))
        guard box.width > 0, box.height > 0 else { return nil }
        let points = [
            (box.minX, box.minY), (box.maxX, box.minY), (box.maxX, box.maxY), (box.minX, box.maxY),
            (box.minX, box.minY),
        ].map { "[\($0.0),\($0.1)]" }.joined(separator: ",")
        return try DrawnShape(
            geoJSON: "{\"type\":\"Polygon\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":"
                + "\"urn:ogc:def:crs:EPSG::\(frame.epsg)\"}},\"coordinates\":[[\(points)]]}")
    }
}
