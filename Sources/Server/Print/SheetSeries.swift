import Documents
import Geodesy
import Geometry
import LandModel
import Maps

/// The sheets that an area needs at a scale, with an index map before them (分幅).
struct SheetSeries: Sendable {
    let maker: SheetMaker

    /// The most sheets of one document.
    static let most = 60

    /// The index and the sheets, from the north-west, row by row; sheets without a feature are left out.
    ///
    /// - Throws: ``Problem`` when the area needs more sheets than a document has.
    func sheets() throws -> [PlotSheet] {
        let order = maker.order
        guard let bounds = order.bounds?.box ?? whole() else { throw Problem.missing() }
        let zone = try SheetMaker.zone((bounds.minX + bounds.maxX) / 2)
        let frame = CoordinateFrame(zone: zone)
        var area = Box.empty
        for (x, y) in [
            (bounds.minX, bounds.minY), (bounds.maxX, bounds.minY), (bounds.maxX, bounds.maxY),
            (bounds.minX, bounds.maxY),
        ] {
            let image = frame.forward(longitude: x, latitude: y)
            area.extend(x: image.x, y: image.y)
        }
        let unit = PlotSheet.ground(order.format, scale: order.scale, centre: (0, 0))
        let columns = max(1, Int((area.width / unit.width).rounded(.up)))
        let rows = max(1, Int((area.height / unit.height).rounded(.up)))
        guard columns * rows <= Self.most else { throw tooMany(columns * rows, area) }
        let centre = ((area.minX + area.maxX) / 2, (area.minY + area.maxY) / 2)
        var found: [(row: Int, column: Int, centre: (x: Double, y: Double))] = []
        for row in 0..<rows {
            for column in 0..<columns {
                let place = (
                    x: centre.0 + (Double(column) - Double(columns - 1) / 2) * unit.width,
                    y: centre.1 - (Double(row) - Double(rows - 1) / 2) * unit.height
                )
                let ground = PlotSheet.ground(order.format, scale: order.scale, centre: place)
                if try isOccupied(ground, frame) { found.append((row + 1, column + 1, place)) }
            }
        }
        guard found.count > 1 else {
            return [try maker.sheet(zone, centre: found.first?.centre ?? (centre.0, centre.1))]
        }
        var sheets: [PlotSheet] = []
        for (place, one) in found.enumerated() {
            sheets.append(
                try maker.sheet(
                    zone, centre: one.centre,
                    number: .init(place + 1, of: found.count, row: one.row, column: one.column)))
        }
        return [try index(of: sheets, zone, centre: centre, area: area)] + sheets
    }

    private func whole() -> Box? {
        let wanted = Set(maker.order.layers.map(\.name))
        let boxes = maker.map.layers.filter { wanted.contains($0.name) }.compactMap(\.bounds)
        guard !boxes.isEmpty else { return nil }
        return boxes.reduce(into: Box.empty) { $0.extend($1) }
    }

    private func tooMany(_ count: Int, _ area: Box) -> Problem {
        let paper = maker.order.format
        let one = max(area.width / paper.mapWidth, area.height / paper.mapHeight) * 1000
        let remedy = PlotScale.holding(one)?.text ?? "1:500000"
        return Problem.fault(
            "scale",
            zh: "按此比例尺需 \(count) 幅，超过 \(Self.most) 幅。请缩小范围，或改用较小比例尺（一幅可容 \(remedy)）。",
            en:
                "At this scale \(count) sheets are needed, more than \(Self.most). Choose a smaller "
                + "area or scale (one sheet holds it at \(remedy)).")
    }

    private func isOccupied(_ ground: Box, _ frame: CoordinateFrame) throws(MapsError) -> Bool {
        let bounds = MapBounds(ground, system: try MapSystem(epsg: frame.epsg))
        for layer in maker.order.layers {
            var query = FeatureQuery(layer: layer.name)
            query.bounds = bounds
            query.fields = []
            query.limit = 1
            query.wantsTotal = false
            guard try maker.map.layer(layer.name).frame != nil else { continue }
            if try !maker.map.features(query).items.isEmpty { return true }
        }
        return false
    }

    /// The index map: where every sheet lies, over villages and townships.
    private func index(
        of sheets: [PlotSheet], _ zone: GaussKruegerZone, centre: (x: Double, y: Double), area: Box
    ) throws -> PlotSheet {
        let format = maker.order.format
        var extent = area
        for sheet in sheets { extent.extend(sheet.ground) }
        let wish = max(extent.width / format.mapWidth, extent.height / format.mapHeight) * 1020
        guard let scale = PlotScale.holding(wish) else { throw tooMany(sheets.count, area) }
        var index = PlotSheet(
            format, scale: scale,
            zone: .init(number: zone.number, centralMeridian: zone.centralMeridian),
            centre: ((extent.minX + extent.maxX) / 2, (extent.minY + extent.maxY) / 2),
            title: maker.order.title
                + BilingualText(zh: "　分幅索引图", en: " — index of sheets")[maker.language])
        (index.maker, index.source) = (maker.maker, maker.source)
        (index.moment, index.language) = (maker.moment, maker.language)
        let frame = CoordinateFrame(zone: zone)
        for role in [LayerRole.village, .township] {
            guard let layer = maker.map.layers.first(where: { $0.role == role }), layer.frame != nil
            else { continue }
            let cut = try maker.map.cut(layer.name, to: index.ground, of: frame, fields: [])
            index.layers.append(
                PlotLayer(
                    name: layer.title, shapes: cut.shapes,
                    symbols: [maker.symbols.symbol(layer, strength: 0.6)],
                    symbolOfFeature: [Int](repeating: 0, count: cut.shapes.featureCount)))
        }
        var edges = PolygonLayer()
        for sheet in sheets {
            let box = sheet.ground
            edges.appendFeature([
                [
                    [
                        (box.minX, box.minY), (box.maxX, box.minY), (box.maxX, box.maxY),
                        (box.minX, box.maxY),
                    ]
                ]
            ])
        }
        let symbol = PlotSymbol(
            name: BilingualText(
                zh: "图幅（\(maker.order.scale.text)）", en: "Sheet (\(maker.order.scale.text))"),
            line: "#14403f", lineWidth: 0.4)
        index.layers.append(
            PlotLayer(
                name: symbol.name, shapes: edges, symbols: [symbol],
                symbolOfFeature: [Int](repeating: 0, count: sheets.count),
                labels: sheets.map { sheet in
                    sheet.number.map { "\($0.number)（\($0.row)-\($0.column)）" } ?? ""
                }))
        return index
    }
}
