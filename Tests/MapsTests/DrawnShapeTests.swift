import Foundation
import Geodesy
import Geometry
import LandExchange
import LandModel
import Maps
import TestSupport
import Testing

/// Shapes that people draw and upload.
@Suite struct DrawnShapeTests {
    private func ring(_ points: [(Double, Double)]) -> String {
        "[" + (points + points.prefix(1)).map { "[\($0.0),\($0.1)]" }.joined(separator: ",") + "]"
    }

    private func polygon(_ points: [(Double, Double)]) -> String {
        "{\"type\":\"Polygon\",\"coordinates\":[\(ring(points))]}"
    }

    /// Why a shape is refused; nil when it is not.
    private func fault(_ make: () throws -> DrawnShape) -> ShapeFault? {
        do {
            _ = try make()
        } catch let error as MapsError {
            #expect(!error.explanation.zh.isEmpty && !error.explanation.en.isEmpty)
            if case .shape(let fault) = error { return fault }
            Issue.record("\(error)")
        } catch {
            Issue.record("\(error)")
        }
        return nil
    }

    private func fault(_ text: String) -> ShapeFault? {
        fault { try DrawnShape(geoJSON: text) }
    }

    @Test func `geometries, features and collections are read`() throws {
        let square = polygon([(110, 24), (110.01, 24), (110.01, 24.01), (110, 24.01)])
        #expect(try DrawnShape(geoJSON: square).vertexCount == 4)
        let feature =
            "{\"type\":\"Feature\",\"properties\":{\"DKMC\":\"一号\"},\"geometry\":\(square)}"
        #expect(try DrawnShape(geoJSON: feature).names == ["一号"])
        let line = "{\"type\":\"LineString\",\"coordinates\":[[110,24],[110.1,24.1,5]]}"
        let all =
            "{\"type\":\"FeatureCollection\",\"features\":[\(feature),"
            + "{\"type\":\"Feature\",\"properties\":null,\"geometry\":\(line)}]}"
        let shape = try DrawnShape(geoJSON: all)
        #expect(shape.polygons.featureCount == 1 && shape.lines.count == 1)
    }

    @Test func `what is no shape is refused with its place`() {
        #expect(fault("{\"type\":") == .notJSON(position: 9))
        #expect(fault("[1,2]") != nil)
        #expect(
            fault("{\"type\":\"Point\",\"coordinates\":[110,24]}")
                == .notGeoJSON(
                    path: "type", expected: "Polygon / MultiPolygon / LineString / MultiLineString")
        )
        #expect(
            fault("{\"type\":\"Polygon\",\"coordinates\":[[[110,24],[\"a\"],[110,25]]]}")
                == .notGeoJSON(path: "coordinates[0][1]", expected: "[x, y]"))
        #expect(fault(polygon([(110, 24), (110.01, 24)])) != nil)
        if case .outsideChina(let place)? = fault(
            polygon([(24, 110), (24.01, 110), (24.01, 110.01)]))
        {
            #expect(place.vertex == 1 && place.ring == 1 && place.part == 1)
        } else {
            Issue.record("latitude first was accepted")
        }
        let deep = String(repeating: "[", count: 100_000)
        #expect(fault(deep) != nil)
        #expect(
            fault(
                "{\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::3857\"}},"
                    + polygon([(1, 2), (3, 4), (5, 7)]).dropFirst())
                == .unknownSystem("urn:ogc:def:crs:EPSG::3857"))
    }

    @Test func `a bow tie is found where it crosses`() {
        guard
            case .selfCrossing(let places)? = fault(
                polygon([(110, 24), (110.02, 24.02), (110.02, 24), (110, 24.02)]))
        else {
            Issue.record("a bow tie was accepted")
            return
        }
        #expect(places.count == 1)
        #expect(abs((places.first?.longitude ?? 0) - 110.01) < 1e-9)
        #expect(abs((places.first?.latitude ?? 0) - 24.01) < 1e-9)
    }

    @Test func `rings are crossed exactly when Shapely says so`() throws {
        let seed: UInt64 = 31
        var random = SeededGenerator(seed: seed)
        var rings: [[(Double, Double)]] = []
        for round in 0..<400 {
            let count = Int.random(in: 3...8, using: &random)
            let ring = (0..<count).map { place -> (Double, Double) in
                // Half lie on a coarse grid, where points and edges coincide; half wind around a middle.
                if round.isMultiple(of: 2) {
                    return (
                        110 + Double(Int.random(in: 0...4, using: &random)) / 64,
                        24 + Double(Int.random(in: 0...4, using: &random)) / 64
                    )
                }
                let turn = Double(place) / Double(count) * 2 * .pi
                let reach = Double.random(in: 0.01...0.05, using: &random)
                return (110 + reach * cos(turn), 24 + reach * sin(turn))
            }
            rings.append(ring)
        }
        let texts = rings.map { ring in
            "POLYGON((" + (ring + ring.prefix(1)).map { "\($0.0) \($0.1)" }.joined(separator: ",")
                + "))"
        }
        let answers = try CountyFixture.oracle([["ask": "valid", "wkt": texts]])
        let valid = try #require(answers[0] as? [Bool])
        for (ring, isValid) in zip(rings, valid) {
            #expect((fault(polygon(ring)) == nil) == isValid, "seed \(seed): \(ring)")
        }
        #expect(valid.contains(true) && valid.contains(false))
    }

    @Test func `length is that of the geodesic, area that of the official formula`() throws {
        let (x, y) = ([110.0, 110.3, 110.31, 109.9], [24.0, 24.2, 24.21, 24.9])
        let positions = zip(x, y).map { "[\($0),\($1)]" }.joined(separator: ",")
        let snapshot = try CountyFixture.snapshot()
        let line = try snapshot.measure(
            DrawnShape(geoJSON: "{\"type\":\"LineString\",\"coordinates\":[\(positions)]}"))
        let answers = try CountyFixture.oracle([["ask": "length", "x": x, "y": y]])
        #expect(abs(line.lengthInMetres - (try #require(answers[0] as? Double))) < 0.001)
        #expect(line.area == nil && line.vertexCount == 4)
        // 0.01 degree square at 24.2: the value of an independent program (QGIS) is 1125222.278 m².
        let square = try snapshot.measure(
            DrawnShape(
                geoJSON: polygon([(110, 24.2), (110.01, 24.2), (110.01, 24.21), (110, 24.21)])))
        #expect(abs((square.area?.squareMetres ?? 0) - 1_125_222.278) < 0.5)
    }

    @Test func `a zipped Shapefile and a boundary text measure as the polygon they hold`() throws {
        var geometry = PolygonLayer()
        let corners = [
            (x: 36_512_000.0, y: 2_690_000.0), (x: 36_512_500.0, y: 2_690_010.0),
            (x: 36_512_480.0, y: 2_690_400.0), (x: 36_512_010.0, y: 2_690_390.0),
        ]
        geometry.appendFeature([[corners]])
        let layer = LandLayer(
            name: "fw", role: .other, epsg: 4524, featureIDs: [0], geometry: geometry,
            columns: [AttributeColumn(name: "DKMC", values: .text(DictionaryText(["范围一"])))])
        let folder = CountyFixture.folder + "/upload"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        try LayerWriter.write([layer], to: folder + "/fw.shp", overwriting: true)
        try LayerWriter.write([layer], to: folder + "/fw.txt", overwriting: true)
        let zip = Process()
        zip.executableURL = URL(filePath: "/usr/bin/env")
        zip.currentDirectoryURL = URL(filePath: folder)
        zip.arguments = [
            "python3", "-c",
            "import zipfile,glob; z=zipfile.ZipFile('fw.zip','w',8); [z.write(f) for f in glob.glob('fw.*') if not f.endswith('zip') and not f.endswith('txt')]",
        ]
        try zip.run()
        zip.waitUntilExit()
        let expected = EllipsoidalArea.areas(of: geometry, frame: try CoordinateFrame(epsg: 4524))[
            0]
        for name in ["fw.zip", "fw.txt"] {
            let bytes = try [UInt8](Data(contentsOf: URL(filePath: folder + "/" + name)))
            let shape = try DrawnShape(file: name, bytes: bytes, scratch: folder)
            #expect(shape.frame.epsg == 4524 && shape.polygons.featureCount == 1, "\(name)")
            #expect(abs(shape.areas[0].squareMetres - expected) < 0.02, "\(name)")
            #expect(shape.names == ["范围一"], "\(name)")
        }
        let left = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(!left.contains { $0.hasPrefix("shape-") }, "no temporary copy is left")
    }

    @Test(arguments: [
        ("bomb.zip", "z.writestr('a.shp', b'\\0' * 50_000_000)"),
        ("many.zip", "[z.writestr(f'{n}.txt', 'x') for n in range(101)]"),
        ("slip.zip", "z.writestr('../../a.shp', 'x')"),
        ("none.zip", "z.writestr('readme.md', 'x')"),
    ]) func `an archive that must not be unpacked is refused`(
        archive: (name: String, fill: String)
    ) throws {
        let path = CountyFixture.folder + "/" + archive.name
        let make = Process()
        make.executableURL = URL(filePath: "/usr/bin/env")
        make.arguments = [
            "python3", "-c",
            "import sys,zipfile; z=zipfile.ZipFile(sys.argv[1],'w',8); \(archive.fill); z.close()",
            path,
        ]
        try make.run()
        make.waitUntilExit()
        let bytes = try [UInt8](Data(contentsOf: URL(filePath: path)))
        let refusal = fault {
            try DrawnShape(file: archive.name, bytes: bytes, scratch: CountyFixture.folder)
        }
        let told = try #require(refusal?.explanation.zh)
        #expect(told.contains(archive.name), "the person's own name is told: \(told)")
    }

    @Test func `a text with a fault names its line`() throws {
        let text =
            "[属性描述]\n坐标系=2000国家大地坐标系\n几度分带=3\n带号=36\n[地块坐标]\n4,1,1,甲,面,,,,@\nJ1,1,abc,36512000\n"
        let refusal = fault {
            try DrawnShape(file: "a.txt", bytes: Array(text.utf8), scratch: CountyFixture.folder)
        }
        let told = try #require(refusal?.explanation.zh)
        #expect(told.contains("第 7 行") && told.contains("a.txt"), "\(told)")
        #expect(throws: MapsError.shape(.unknownFormat("a.exe"))) {
            try DrawnShape(file: "a.exe", bytes: [1], scratch: CountyFixture.folder)
        }
    }
}
