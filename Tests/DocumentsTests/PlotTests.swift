import Foundation
import Geometry
import LandModel
import Testing

@testable import Documents

@Suite struct PlotTests {
    /// A sheet of square patches, every second one paddy, the others dry.
    private static func sheet(
        _ format: PlotFormat, scale: Int, side: Double, title: String = "测试县土地利用现状图"
    ) throws -> PlotSheet {
        var sheet = PlotSheet(
            format, scale: try #require(PlotScale(scale)),
            zone: .init(number: 40, centralMeridian: 120), centre: (40_512_345.6, 3_456_789.1),
            title: title)
        let ground = sheet.ground
        var shapes = PolygonLayer()
        var symbols: [Int] = []
        for (row, y) in stride(from: ground.minY, to: ground.maxY - side, by: side).enumerated() {
            for (column, x) in stride(from: ground.minX, to: ground.maxX - side, by: side)
                .enumerated()
            {
                shapes.appendFeature([[square(x, y, side)]])
                symbols.append((row + column) % 2)
            }
        }
        sheet.layers = [
            PlotLayer(
                name: BilingualText(zh: "地类图斑", en: "Patches"), shapes: shapes,
                symbols: [
                    symbol("0101", "水田", "#fff36b"), symbol("0103", "旱地", "#fffbc8"),
                    symbol("1101", "河流水面", "#7fc4ea"),
                ], symbolOfFeature: symbols)
        ]
        sheet.tables = [
            PlotTable(
                title: BilingualText(zh: "图幅内地类面积", en: "Area by class"),
                head: BilingualText(zh: "地类", en: "Class"),
                rows: [
                    .init(
                        code: "0101", name: BilingualText(zh: "水田", en: "Paddy"),
                        area: Area(hundredths: 123_456_789)),
                    .init(
                        code: "0103", name: BilingualText(zh: "旱地", en: "Rainfed"),
                        area: Area(hundredths: 11)),
                ])
        ]
        sheet.corners = [(120.1, 31.2), (120.2, 31.2), (120.2, 31.1), (120.1, 31.1)]
        sheet.maker = "测试县自然资源局"
        sheet.source = "测试数据　摘要 0f1e2d"
        sheet.moment = ReportMoment(epochSeconds: 1_795_309_200)
        return sheet
    }

    private static func square(_ x: Double, _ y: Double, _ side: Double) -> [(x: Double, y: Double)]
    {
        [(x, y), (x + side, y), (x + side, y + side), (x, y + side)]
    }

    private static func symbol(_ code: String, _ name: String, _ colour: String) -> PlotSymbol {
        PlotSymbol(
            code: code, name: BilingualText(zh: name, en: name), fill: colour, line: "#6b6257",
            lineWidth: 0.08)
    }

    private static func print(_ sheets: [PlotSheet], _ name: String) throws -> String {
        let path = try Scratch.folder("plot") + "/\(name).pdf"
        try PrintedDocument.set(
            [PrintedPlot(sheets).printed(at: path, identifier: "test")], by: Scratch.typesetter)
        return path
    }

    private static var isReady: Bool {
        Scratch.hasTypesetter && Scratch.has(["pdftoppm", "-v"])
            && Scratch.has(["pdftotext", "-v"])
    }

    /// The box of pixels of one colour in a part of a page, in millimetres from the page's corner.
    private static func box(
        of colour: [UInt8], in path: String, within place: PlotFormat.Place, dotsPerMillimetre: Int
    ) throws -> (left: Double, top: Double, right: Double, bottom: Double) {
        let root = path + "-raster"
        let resolution = String(Double(dotsPerMillimetre) * 25.4)
        let run = try Scratch.run([
            "pdftoppm", "-r", resolution, "-aa", "no", "-aaVector", "no", "-singlefile", path, root,
        ])
        try #require(run.status == 0)
        let data = [UInt8](try Scratch.bytes(root + ".ppm"))
        // P6, width, height, depth: four words, then the pixels.
        let head = data.prefix(30).split(whereSeparator: { $0 == 0x0A || $0 == 0x20 }).prefix(4)
        let words = head.map { String(decoding: $0, as: UTF8.self) }
        let (width, height) = (try #require(Int(words[1])), try #require(Int(words[2])))
        let start = data.count - 3 * width * height
        var found = (left: Int.max, top: Int.max, right: -1, bottom: -1)
        let scale = Double(dotsPerMillimetre)
        let columns = Int(place.left * scale)..<min(width, Int(place.right * scale))
        data.withUnsafeBufferPointer { bytes in
            for row in Int(place.top * scale)..<min(height, Int(place.bottom * scale)) {
                var at = start + 3 * (row * width + columns.lowerBound)
                for column in columns {
                    if bytes[at] == colour[0], bytes[at + 1] == colour[1],
                        bytes[at + 2] == colour[2]
                    {
                        found.left = min(found.left, column)
                        found.right = max(found.right, column)
                        found.top = min(found.top, row)
                        found.bottom = max(found.bottom, row)
                    }
                    at += 3
                }
            }
        }
        try #require(found.right >= 0)
        return (
            Double(found.left) / scale, Double(found.top) / scale, Double(found.right + 1) / scale,
            Double(found.bottom + 1) / scale
        )
    }

    @Test(arguments: [
        (PaperSize.a4, false, 210.0, 297.0), (.a4, true, 297, 210), (.a3, true, 420, 297),
        (.a0, true, 1189, 841),
    ])
    func `a millimetre on paper is the scale's on the ground`(
        _ size: PaperSize, _ landscape: Bool, _ width: Double, _ height: Double
    ) throws {
        guard Self.isReady else { return }
        var sheet = try Self.sheet(PlotFormat(size, landscape: landscape), scale: 10_000, side: 200)
        // From 37 mm west and 41 mm north of the middle to 30 mm east and 29 mm south of it.
        let (x, y) = sheet.centre
        var shape = PolygonLayer()
        shape.appendFeature([
            [[(x - 370, y - 290), (x + 300, y - 290), (x + 300, y + 410), (x - 370, y + 410)]]
        ])
        sheet.layers.append(
            PlotLayer(
                name: BilingualText(zh: "绘制范围", en: "Shape"), shapes: shape,
                symbols: [
                    PlotSymbol(name: BilingualText(zh: "绘制范围", en: "Shape"), fill: "#ff00ff")
                ],
                symbolOfFeature: [0]))
        let name = "scale-\(size.rawValue)\(landscape ? "l" : "p")"
        let path = try Self.print([sheet], name)
        let facts = try Scratch.run(["pdfinfo", path]).output
        let line = try #require(facts.split(separator: "\n").first { $0.hasPrefix("Page size:") })
        let points = line.split(separator: " ").compactMap { Double($0) }
        #expect(abs(points[0] / 72 * 25.4 - width) < 0.02)
        #expect(abs(points[1] / 72 * 25.4 - height) < 0.02)
        let window = sheet.format.window
        let (midX, midY) = (window.left + window.width / 2, window.top + window.height / 2)
        let dots = size == .a0 ? 10 : 20
        let found = try Self.box(
            of: [255, 0, 255], in: path, within: window, dotsPerMillimetre: dots)
        // The picture is read to a dot, and fills are outlined by a hair of 0.03 mm.
        let tolerance = 1 / Double(dots) + 0.03
        #expect(abs(found.left - (midX - 37)) < tolerance)
        #expect(abs(found.right - (midX + 30)) < tolerance)
        #expect(abs(found.top - (midY - 41)) < tolerance)
        #expect(abs(found.bottom - (midY + 29)) < tolerance)
        #expect(abs(found.right - found.left - 67) < tolerance)
        #expect(abs(found.bottom - found.top - 70) < tolerance)
    }

    @Test func `a sheet says what it is`() throws {
        guard Self.isReady else { return }
        let path = try Self.print(
            [try Self.sheet(PlotFormat(.a3, landscape: true), scale: 10_000, side: 150)], "words")
        let text = try Scratch.run(["pdftotext", "-layout", path, "-"]).output.replacing(
            "\u{2009}", with: " ")
        for words in [
            "测试县土地利用现状图", "1:10 000", "CGCS2000", "第40带", "中央经线120°E", "测试县自然资源局",
            "2026年11月22日", "1,234,567.89", "0.11", "1,234,568.00", "0101 水田", "摘要 0f1e2d",
            "120°06′00″ E",
        ] {
            #expect(text.contains(words), "\(words)")
        }
        // A class that no patch on the sheet has stands in no legend.
        #expect(!text.contains("河流水面"))
    }

    @Test func `a table that has no room for all keeps its sum`() throws {
        let rows = (1...40).map { number in
            PlotTable.Row(
                name: BilingualText(zh: "村\(number)", en: "Village \(number)"),
                area: Area(hundredths: Int64(number * 7919 % 1009)))
        }
        let name = BilingualText(zh: "村", en: "Village")
        let table = PlotTable(title: name, head: name, rows: rows)
        for count in [1, 2, 10, 39, 40, 41] {
            let fitted = table.fitting(count)
            #expect(fitted.rows.count == min(count, 40))
            #expect(fitted.total == table.total)
        }
    }

    @Test(arguments: [
        (500, 500), (1500, 1000), (2400, 2000), (12_000, 10_000), (18_000, 20_000),
        (999_999, 500_000), (1, 500),
    ])
    func `other scales are refused for the nearest`(_ wish: Int, _ nearest: Int) {
        #expect((PlotScale(wish) != nil) == (wish == nearest))
        #expect(PlotScale.nearest(to: wish).denominator == nearest)
    }

    @Test func `fifty thousand patches on A0 are printed in seconds`() throws {
        guard Self.isReady else { return }
        let sheet = try Self.sheet(PlotFormat(.a0, landscape: true), scale: 10_000, side: 37)
        let count = sheet.layers[0].shapes.featureCount
        let start = ContinuousClock.now
        let path = try Self.print([sheet], "large")
        let size = try Scratch.bytes(path).count
        Swift.print("\(count) patches on A0: \(ContinuousClock.now - start), \(size) bytes")
        #expect(count > 50_000)
    }
}
