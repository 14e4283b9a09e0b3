import Foundation
import Geometry
import LandModel
import Testing

@testable import LandExchange

/// What is written, read by other programs and by this one.
@Suite struct LayerWriterTests {
    private func layer(epsg: Int = 4527) -> LandLayer {
        var geometry = PolygonLayer()
        let (x, y) = epsg == 4490 ? (117.0, 31.0) : (39_500_000.0, 3_500_000.0)
        let step = epsg == 4490 ? 0.001 : 100.0
        // An outer ring with a hole, then two parts; the first ring clockwise.
        geometry.appendFeature([
            [
                [(x, y), (x, y + step), (x + step, y + step), (x + step, y)],
                [
                    (x + step / 4, y + step / 4), (x + step / 2, y + step / 4),
                    (x + step / 2, y + step / 2),
                ],
            ]
        ])
        geometry.appendFeature([
            [[(x + 2 * step, y), (x + 3 * step, y), (x + 3 * step, y + step)]],
            [[(x + 4 * step, y), (x + 5 * step, y), (x + 5 * step, y + step / 4)]],
        ])
        return LandLayer(
            name: "ZZDK", role: .planParcel, epsg: epsg, featureIDs: [3, 8], geometry: geometry,
            columns: [
                AttributeColumn(name: "DKMC", values: .text(DictionaryText(["新增耕地“一”", nil]))),
                AttributeColumn(name: "SJNF", values: .integer([2025, nil])),
                AttributeColumn(name: "TBMJ", values: .real([1234.56, nil])),
            ])
    }

    @Test func `a GeoPackage gives back the layer`() throws {
        let folder = try TestFolder()
        let path = folder.file("x.gpkg")
        let before = layer()
        try LayerWriter.write([before], to: path)
        let after = try SurveyFile(path).layer()
        #expect(after.geometry == before.geometry)
        #expect(after.columns == before.columns)
        #expect(after.featureIDs == before.featureIDs)
        #expect(try folder.names == ["x.gpkg"])
        let seen = try run("ogrinfo", "-ro", "-al", "-so", path)
        #expect(seen.contains("ID[\"EPSG\",4527]") && seen.contains("Feature Count: 2"))
        #expect(throws: LandExchangeError.target(path: path, .exists)) {
            try LayerWriter.write([before], to: path)
        }
    }

    @Test func `a Shapefile is GBK and gives back texts and shapes`() throws {
        let folder = try TestFolder()
        let path = folder.file("x.shp")
        try LayerWriter.write([layer()], to: path)
        #expect(try folder.names == ["x.cpg", "x.dbf", "x.prj", "x.shp", "x.shx"])
        #expect(try String(contentsOfFile: folder.file("x.cpg"), encoding: .utf8).hasPrefix("GBK"))
        let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.file("x.dbf")))
        // 新增 in GBK.
        #expect(bytes.range(of: Data([0xD0, 0xC2, 0xD4, 0xF6])) != nil)
        let seen = try run("ogrinfo", "-ro", "-al", path)
        #expect(seen.contains("DKMC (String) = 新增耕地“一”"))
        let after = try SurveyFile(path).layer()
        #expect(after.column("DKMC")?.text(0) == "新增耕地“一”")
        #expect(after.column("TBMJ")?.number(0) == 1234.56)
        #expect(after.column("SJNF")?.number(0) == 2025)
        #expect(after.geometry.rings(ofFeature: 0).count == 2)
        #expect(after.geometry.polygons(ofFeature: 1).count == 2)
        #expect(after.epsg == 4527)
    }

    @Test func `GeoJSON follows RFC 7946 for degrees and names other systems`() throws {
        let folder = try TestFolder()
        try LayerWriter.write([layer(epsg: 4490)], to: folder.file("g.geojson"))
        try LayerWriter.write([layer()], to: folder.file("p.geojson"))
        let answer = try python(
            """
            import sys, json
            from shapely.geometry import shape
            for name in ('g', 'p'):
                d = json.load(open(f'{sys.argv[1]}/{name}.geojson'))
                s = [shape(f['geometry']) for f in d['features']]
                print('crs' in d, [f['id'] for f in d['features']], d['features'][0]['properties']['DKMC'],
                      all(p.exterior.is_ccw and not any(r.is_ccw for r in p.interiors) for g in s for p in g.geoms),
                      [len(g.geoms) for g in s])
            """, folder.path)
        #expect(answer == "False [3, 8] 新增耕地“一” True [1, 2]\nTrue [3, 8] 新增耕地“一” True [1, 2]\n")
        #expect(try SurveyFile(folder.file("p.geojson")).layer().epsg == 4527)
    }

    @Test func `boundary TXT gives back parcels in both encodings`() throws {
        let folder = try TestFolder()
        for encoding in [TextEncoding.utf8, .gb18030] {
            let path = folder.file("\(encoding).txt")
            try LayerWriter.write([layer()], to: path, as: .boundaryText(encoding))
            let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
            #expect(bytes.suffix(2) == Data([13, 10]))
            let file = try SurveyFile(path)
            #expect(file.layers[0].encoding == encoding)
            #expect(file.layers[0].warnings.isEmpty)
            let after = try file.layer()
            #expect(after.epsg == 4527)
            #expect(after.column("DKMC")?.text(0) == "新增耕地“一”")
            #expect(after.geometry == layer().geometry)
        }
        #expect(throws: LandExchangeError.self) {
            try LayerWriter.write([layer(epsg: 4490)], to: folder.file("deg.txt"))
        }
    }

    @Test func `what cannot be written leaves nothing`() throws {
        let folder = try TestFolder()
        let rare = LandLayer(
            name: "X", role: .other, epsg: 4527, featureIDs: [0],
            geometry: layer().geometry.selecting([0]),
            columns: [AttributeColumn(name: "DKMC", values: .text(DictionaryText(["\u{20000}"])))])
        #expect(throws: LandExchangeError.self) {
            try LayerWriter.write([rare], to: folder.file("x.shp"))
        }
        #expect(throws: LandExchangeError.self) {
            try LayerWriter.write([rare], to: folder.file("x.txt"))
        }
        #expect(throws: LandExchangeError.self) {
            try LayerWriter.write([rare], to: folder.file("x.dwg"))
        }
        #expect(throws: LandExchangeError.self) {
            try LayerWriter.write([rare], to: folder.file("no/x.gpkg"))
        }
        #expect(try folder.names.isEmpty)
    }
}
