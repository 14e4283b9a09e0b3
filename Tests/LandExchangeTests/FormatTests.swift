import Foundation
import Geometry
import LandModel
import Testing

@testable import LandExchange

/// Files of every format and encoding, made by other programs where there are any.
@Suite struct FormatTests {
    private func names(_ layer: LandLayer, _ field: String) -> [String?] {
        (0..<layer.count).map { layer.column(field)?.text($0) ?? nil }
    }

    @Test func `the encoding is found whatever is declared`() throws {
        let cases:
            [(text: [UInt8], cpg: String?, driver: UInt8, found: TextEncoding, warns: Bool)] = [
                (Samples.gbkPaddy, "GBK", 0, .gb18030, false),
                (Samples.gbkPaddy, nil, 0x4D, .gb18030, false),
                (Samples.gbkPaddy, nil, 0, .gb18030, true),
                (Samples.gbkPaddy, "UTF-8", 0, .gb18030, true),
                (Samples.gbkPaddy, "GB18030", 0, .gb18030, false),
                (Samples.utf8Paddy, "UTF-8", 0, .utf8, false),
                (Samples.utf8Paddy, nil, 0x4D, .utf8, true),
                (Samples.utf8Paddy, "GBK", 0, .utf8, true),
                (Samples.utf8Paddy, nil, 0, .utf8, false),
                (Samples.gbkPaddy, "936", 0x57, .gb18030, false),
            ]
        for (text, cpg, driver, found, warns) in cases {
            let folder = try TestFolder()
            var raw = RawShapefile.squares(1)
            raw.fields = [.init(name: Array("DLMC".utf8))]
            raw.rows = [[text]]
            raw.cpg = cpg
            raw.languageDriver = driver
            let file = try SurveyFile(try raw.write(folder))
            #expect(file.layers[0].encoding == found, "\(cpg ?? "-") \(driver)")
            let notes = file.layers[0].warnings.contains {
                if case .encodingFound = $0 { true } else { false }
            }
            #expect(notes == warns, "\(cpg ?? "-") \(driver)")
            #expect(names(try file.layer(), "DLMC") == ["水田"])
        }
    }

    @Test func `rare characters, cut characters and given encodings are read`() throws {
        let folder = try TestFolder()
        var raw = RawShapefile.squares(2)
        raw.fields = [.init(name: Array("DLMC".utf8), width: 7)]
        // U+20000, four bytes in GB18030, then a paddy cut within its second character.
        raw.rows = [[[0x95, 0x32, 0x82, 0x36]], [Samples.gbkPaddy + [0xCB, 0xAE, 0xCC]]]
        let path = try raw.write(folder)
        let layer = try SurveyFile(path).layer()
        #expect(names(layer, "DLMC") == ["\u{20000}", "水田水"])
        // 中文 in Big5.
        raw.rows = [[[0xA4, 0xA4, 0xA4, 0xE5]], [[0x41]]]
        _ = try raw.write(folder)
        let big5 = try #require(TextEncoding(named: "BIG5"))
        #expect(
            names(try SurveyFile(path, options: .init(encoding: big5)).layer(), "DLMC") == [
                "中文", "A",
            ])
        #expect(TextEncoding(named: "KLINGON") == nil)
    }

    @Test func `what ogr2ogr writes is read back`() throws {
        let folder = try TestFolder()
        let raw = RawShapefile.squares(4)
        let source = try raw.write(folder)
        let expected = try SurveyFile(source).layer()
        let formats = [
            ("OpenFileGDB", "x.gdb"), ("GPKG", "x.gpkg"), ("FlatGeobuf", "x.fgb"),
            ("GeoJSON", "x.geojson"),
        ]
        for (driver, name) in formats {
            let target = folder.file(name)
            _ = try run(
                "ogr2ogr", "-f", driver, "-nln", "DLTB", "-lco", "SPATIAL_INDEX=NO", target, source)
            let layer = try SurveyFile(target).layer()
            let order =
                layer.geometry.x.isEmpty
                ? []
                : (0..<4).sorted {
                    layer.geometry.box(ofFeature: $0).minX < layer.geometry.box(ofFeature: $1).minX
                }
            for (at, feature) in order.enumerated() {
                let (mine, theirs) = (
                    layer.geometry.box(ofFeature: feature), expected.geometry.box(ofFeature: at)
                )
                // A FileGDB stores multiples of its resolution of 0.0001 m.
                #expect(
                    abs(mine.minX - theirs.minX) < 0.0002 && abs(mine.maxY - theirs.maxY) < 0.0002,
                    "\(driver)")
            }
            #expect(names(layer, "DLBM") == ["0101", "0101", "0101", "0101"], "\(driver)")
            #expect(layer.role == .landUse)
            #expect(layer.epsg == 4527, "\(driver)")
        }
    }

    @Test func `layers of a FileGDB are imported by their names, lines left out`() throws {
        let folder = try TestFolder()
        let source = try RawShapefile.squares(4).write(folder)
        let target = folder.file("县库.gdb")
        _ = try run("ogr2ogr", "-f", "OpenFileGDB", "-nln", "DLTB", target, source)
        _ = try run("ogr2ogr", "-f", "OpenFileGDB", "-update", "-nln", "CJDCQ", target, source)
        _ = try run(
            "ogr2ogr", "-f", "OpenFileGDB", "-update", "-nln", "XZQJX", "-nlt", "MULTILINESTRING",
            "-dialect", "sqlite", "-sql", "select ST_Boundary(geometry) as geometry from DLTB",
            target, source)
        let summary = try SnapshotImport(.init(files: [target], target: folder.file("out.gpkg")))
            .run()
        #expect(summary.layers.map(\.role) == [.landUse, .village])
        #expect(summary.skipped == [.layerSkipped(name: "XZQJX", kind: "Multi Line String")])
        #expect(throws: LandExchangeError.self) { try SurveyFile(target).layer("XZQJX") }
        #expect(throws: LandExchangeError.self) { try SurveyFile(target).layer() }
    }

    @Test func `an archive may hold a Shapefile under a Chinese name`() throws {
        let folder = try TestFolder()
        let raw = RawShapefile.squares(2)
        for ending in ["shp", "shx", "dbf", "prj"] {
            let bytes =
                ending == "shp"
                ? raw.shp
                : ending == "shx"
                    ? raw.shx : ending == "dbf" ? raw.dbf : Array((raw.prj ?? "").utf8)
            try folder.write("part.\(ending)", bytes)
        }
        for marked in ["yes", "no"] {
            // Without the mark, names are GBK as Chinese programs write them.
            _ = try python(
                """
                import sys, zipfile
                folder, marked = sys.argv[1:]
                class Local(zipfile.ZipInfo):
                    def _encodeFilenameFlags(self): return self.filename.encode('gbk'), 0
                with zipfile.ZipFile(folder + '/in.zip', 'w', zipfile.ZIP_DEFLATED) as z:
                    for e in ('shp', 'shx', 'dbf', 'prj'):
                        kind = zipfile.ZipInfo if marked == 'yes' else Local
                        z.writestr(kind('数据/地类图斑.' + e), open(f'{folder}/part.{e}', 'rb').read(), zipfile.ZIP_DEFLATED)
                """, folder.path, marked)
            let summary = try SnapshotImport(
                .init(
                    files: [folder.file("in.zip")], target: folder.file("out.gpkg"),
                    isOverwriting: true)
            ).run()
            #expect(summary.layers.map(\.sourceLayer) == ["地类图斑"], "\(marked)")
            #expect(summary.layers.map(\.name) == ["DLTB"], "\(marked)")
            #expect(summary.layers.map(\.featureCount) == [2])
        }
    }

    @Test func `roles are told by names and by fields`() {
        func roles(_ layer: String, _ file: String = "x.gpkg", _ fields: [String] = [])
            -> [LayerRole]
        {
            RoleRecognition.candidates(layer: layer, file: file, fields: fields)
        }
        for name in ["YJJBNTTB", "yjjbntbhtb", "JBNTBHTB_2009", "340122YJJBNTBHTB2022", "某县永久基本农田"]
        {
            #expect(roles(name) == [.permanentBasicFarmland], "\(name)")
        }
        #expect(roles("店埠镇地类图斑") == [.landUse])
        #expect(roles("XZQJX") == [])
        #expect(roles("行政区界线") == [])
        #expect(roles("layer0", "DLTB.shp") == [.landUse])
        #expect(roles("layer0", "x.shp", ["DLBM", "tbmj"]) == [.landUse])
        #expect(roles("layer0", "x.shp", ["地类编码", "图斑面积"]) == [.landUse])
        #expect(roles("layer0", "x.shp", ["HXMC", "HXLX", "MJ"]) == [.ecologicalRedLine])
        #expect(roles("layer0", "x.shp", ["MC", "RKSL", "QYMJ"]) == [.ecologicalRedLine])
        #expect(
            roles("layer0", "x.shp", ["DLBM", "TBMJ", "YJJBNTTBMJ"]) == [.permanentBasicFarmland])
        #expect(roles("layer0", "x.shp", ["SOIL"]) == [])
        #expect(LayerTable.role(named: "yjjbnttb") == .permanentBasicFarmland)
        #expect(LayerTable.role(named: "other") == .other)
    }

    @Test func `every CGCS2000 system is found without its code`() throws {
        let codes = try python(
            """
            from pyproj import CRS
            from pyproj.enums import WktVersion
            for e in [4490] + list(range(4491, 4555)):
                print(e, CRS.from_epsg(e).to_wkt(WktVersion.WKT1_ESRI))
            """)
        for line in codes.split(separator: "\n") {
            let parts = line.split(separator: " ", maxSplits: 1)
            let epsg = try #require(Int(parts[0]))
            var notes: [ImportWarning] = []
            let found = try CoordinateReference.reading(
                String(parts[1]), path: "x", layer: "x", warnings: &notes)
            #expect(found?.epsg == epsg, "\(line)")
        }
        // Other datums on an ellipsoid of the same shape are not taken for CGCS2000.
        for epsg in [5186, 25832, 31984, 3067, 2154, 4258] {
            let text = try python(
                "import sys; from pyproj import CRS; print(CRS.from_epsg(int(sys.argv[1])).to_wkt('WKT1_ESRI'))",
                "\(epsg)")
            var notes: [ImportWarning] = []
            let found = try CoordinateReference.reading(
                text, path: "x", layer: "x", warnings: &notes)
            #expect(found?.frame == nil, "\(epsg)")
        }
    }
}
