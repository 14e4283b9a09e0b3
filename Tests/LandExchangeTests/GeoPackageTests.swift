import Foundation
import Geometry
import LandModel
import Testing

@testable import LandExchange

/// GeoPackages of other programs, read from their tables; GDAL is the oracle.
@Suite struct GeoPackageTests {
    /// A layer with every type of field, made by ogr2ogr; one feature has a hole and heights.
    private func mixed(_ folder: TestFolder) throws -> String {
        let features = [
            (
                #"{"DLBM":"0101","n":7,"r":1.5,"d":"2025/03/01","t":"2025/03/01 10:20:30","b":true}"#,
                #"[[[[117.2,31.9,5],[117.3,31.9,5],[117.3,32.0,5],[117.2,31.9,5]]]]"#
            ),
            (
                #"{"DLBM":"水田","n":9007199254740993,"r":2,"d":null,"t":null,"b":false}"#,
                #"[[[[117.2,31.9,1],[117.3,31.9,1],[117.3,32.0,1],[117.2,32.0,1],[117.2,31.9,1]],"#
                    + #"[[117.22,31.92,1],[117.22,31.94,1],[117.24,31.94,1],[117.22,31.92,1]]],"#
                    + #"[[[118.2,31.9,1],[118.3,31.9,1],[118.3,32.0,1],[118.2,31.9,1]]]]"#
            ),
            (
                #"{"DLBM":null,"n":null,"r":null,"d":"2024/12/31","t":null,"b":null}"#,
                #"[[[[117.5,31.9,0],[117.6,31.9,0],[117.6,32.0,0],[117.5,31.9,0]]]]"#
            ),
        ].map {
            #"{"type":"Feature","properties":\#($0.0),"geometry":{"type":"MultiPolygon","coordinates":\#($0.1)}}"#
        }
        let source = try folder.write(
            "DLTB.geojson",
            #"{"type":"FeatureCollection","features":[\#(features.joined(separator: ","))]}"#)
        let target = folder.file("mixed.gpkg")
        _ = try run("ogr2ogr", "-f", "GPKG", "-nln", "DLTB", target, source)
        return target
    }

    private func library(_ path: String, _ index: Int = 0) throws -> LibrarySource {
        let dataset = try LibraryDataset(path, shownAs: path)
        return try LibrarySource(dataset, layer: dataset.layers[index], withSystem: true)
    }

    private func expectSame(_ path: String) throws {
        let file = try #require(GeoPackageFile.open(path, withSystems: true))
        let ours = GeoPackageSource(file, table: file.tables[0])
        let theirs = try library(path)
        #expect(ours.description == theirs.description)
        // An instant stays in the text of its file, which the library writes in a form of its own.
        let compared = ours.description.fields.indices.filter {
            ours.description.fields[$0].name != "t"
        }
        ours.choose(compared)
        theirs.choose(compared)
        let (mine, other) = (try ours.next(100), try theirs.next(100))
        #expect(mine?.identifiers == other?.identifiers)
        #expect(mine?.geometry == other?.geometry)
        #expect(mine?.cells.kinds == other?.cells.kinds)
        #expect(mine?.cells.words == other?.cells.words)
        #expect(mine?.cells.bytes == other?.cells.bytes)
        #expect(try ours.next(100) == nil)
        #expect(try theirs.next(100) == nil)
        #expect(ours.warnings == theirs.warnings)
    }

    @Test func `every type of field and geometry is read as GDAL reads it`() throws {
        let folder = try TestFolder()
        let path = try mixed(folder)
        try expectSame(path)
        let plain = folder.file("plain.gpkg")
        _ = try run("ogr2ogr", "-f", "GPKG", "-dim", "XY", "-a_srs", "EPSG:4490", plain, path)
        try expectSame(plain)
        let layer = try SurveyFile(plain).layer(fields: ["DLBM", "n"], digesting: false)
        #expect(layer.columns.map(\.name) == ["DLBM", "n"])
        #expect(layer.column("n")?.text(1) == "9007199254740993")
        #expect(layer.digest.isEmpty && layer.epsg == 4490)
    }

    @Test func `the fields asked for are read in their order, and no others`() throws {
        let folder = try TestFolder()
        let file = try #require(GeoPackageFile.open(try mixed(folder), withSystems: false))
        let source = GeoPackageSource(file, table: file.tables[0])
        source.choose([2, 0])
        let batch = try #require(try source.next(2))
        #expect(batch.cells.kinds == [.real, .text, .real, .text])
        #expect(batch.cells.text(3) == "水田")
        #expect(try source.next(2)?.count == 1)
    }

    /// Changes a copy of the mixed file by SQL in Python and returns its path.
    private func changed(_ folder: TestFolder, _ source: String, _ code: String) throws -> String {
        let path = folder.file("\(UUID().uuidString).gpkg")
        try FileManager.default.copyItem(atPath: source, toPath: path)
        _ = try python(
            """
            import sys, sqlite3, struct
            c = sqlite3.connect(sys.argv[1])
            for (t,) in c.execute("select name from sqlite_master where type = 'trigger'").fetchall():
                c.execute(f'drop trigger "{t}"')
            g = bytearray(c.execute('select geom from DLTB where fid = 1').fetchone()[0])
            def put(b): c.execute('update DLTB set geom = ? where fid = 1', (bytes(b),))
            \(code)
            c.commit()
            """, path)
        return path
    }

    @Test func `rows that are broken are refused with their feature and field`() throws {
        let folder = try TestFolder()
        let source = folder.file("plain.gpkg")
        _ = try run("ogr2ogr", "-f", "GPKG", "-dim", "XY", source, try mixed(folder))
        // The blob of feature 1: header 8, box 32, multipolygon 9, polygon 9, count 4, points.
        let cases: [(String, FeatureFault, String?)] = [
            ("c.execute('update DLTB set geom = NULL where fid = 1')", .emptyGeometry, nil),
            ("put(b'')", .emptyGeometry, nil),
            ("put(g[:-1])", .brokenRecord(offset: 0), nil),
            ("put(g[:7])", .brokenRecord(offset: 0), nil),
            ("put(b'XX' + g[2:])", .brokenRecord(offset: 0), nil),
            ("g[3] = 0b1111; put(g)", .brokenRecord(offset: 0), nil),
            ("g[58:62] = b'\\xff\\xff\\xff\\x7f'; put(g)", .brokenRecord(offset: 0), nil),
            ("g[45:49] = b'\\xff\\xff\\xff\\x7f'; put(g)", .brokenRecord(offset: 0), nil),
            ("g[45:49] = b'\\0\\0\\0\\0'; put(g)", .emptyGeometry, nil),
            ("g[62:70] = struct.pack('<d', float('nan')); put(g)", .notFinite, nil),
            ("g[70:78] = struct.pack('<d', float('inf')); put(g)", .notFinite, nil),
            ("g[58:62] = b'\\2\\0\\0\\0'; put(g[:62 + 32])", .shortRing(points: 2), nil),
            (
                "put(g[:40] + struct.pack('<BIdd', 1, 1, 117.2, 31.9))",
                .notPolygon(kind: "Point"), nil
            ),
            (
                "put(g[:40] + struct.pack('<BII', 1, 10, 0))", .notPolygon(kind: "Curve Polygon"),
                nil
            ),
            (
                "c.execute(\"update DLTB set n = 'many' where fid = 1\")", .notNumber("many"), "n"
            ),
            (
                "c.execute(\"update DLTB set d = 'soon' where fid = 1\")", .notDate("soon"), "d"
            ),
            (
                "c.execute(\"update DLTB set DLBM = cast(x'cbaeccef' as text) where fid = 1\")",
                .undecodable(encoding: "UTF-8"), "DLBM"
            ),
        ]
        for (code, fault, field) in cases {
            let path = try changed(folder, source, code)
            #expect(GeoPackageFile.open(path, withSystems: false) != nil, "\(code)")
            #expect(
                try refusal(folder, [path], code)
                    == .feature(path: path, layer: "DLTB", feature: 1, field: field, fault),
                "\(code)")
        }
    }

    @Test func `a false count of features takes no memory and loses nothing`() throws {
        let folder = try TestFolder()
        let source = try mixed(folder)
        for claim in ["4611686018427387904", "0", "-5", "NULL"] {
            let path = try changed(
                folder, source, "c.execute('update gpkg_ogr_contents set feature_count = \(claim)')"
            )
            #expect(try SurveyFile(path).layer(requiringSystem: false).count == 3, "\(claim)")
        }
    }

    @Test func `what is not of the plain form is left to GDAL`() throws {
        let folder = try TestFolder()
        let source = try mixed(folder)
        let forms = [
            "c.execute('alter table DLTB add column v VARCHAR(20)')",
            "c.execute('pragma journal_mode = wal')",
            "c.execute('alter table DLTB rename to base'); c.execute('create view DLTB as select * from base')",
        ]
        for form in forms {
            let path = try changed(folder, source, form)
            #expect(GeoPackageFile.open(path, withSystems: true) == nil, "\(form)")
            let layer = try SurveyFile(path).layer("DLTB", requiringSystem: false)
            #expect(layer.count == 3 && layer.column("DLBM")?.text(1) == "水田", "\(form)")
        }
        #expect(GeoPackageFile.open(folder.path, withSystems: true) == nil)
        #expect(GeoPackageFile.open(folder.file("none"), withSystems: true) == nil)
    }

    @Test func `a page that is destroyed is refused by the file's name`() throws {
        let folder = try TestFolder()
        let raw = try RawShapefile.squares(3000).write(folder)
        let path = folder.file("k.gpkg")
        _ = try run("ogr2ogr", "-f", "GPKG", path, raw)
        var bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        for at in stride(from: bytes.count / 2, to: bytes.count - 4096, by: 4096) {
            for offset in 0..<12 { bytes[at / 4096 * 4096 + offset] = 0xA5 }
        }
        try folder.write("k.gpkg", bytes)
        let error = try refusal(folder, [path])
        guard case .file(path, .unknownFormat)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    // MARK: Resolution of a FileGDB

    @Test func `the integer grid of a FileGDB is told`() throws {
        let folder = try TestFolder()
        var raw = RawShapefile.squares(3)
        raw.records[1] = [
            [
                (39_500_200.12345, 3_500_000.98765), (39_500_200.12345, 3_500_100.5),
                (39_500_300.5, 3_500_100.5), (39_500_200.12345, 3_500_000.98765),
            ]
        ]
        let source = try raw.write(folder)
        for (name, options, grid) in [
            (
                "own.gdb",
                ["XYSCALE=500", "XORIGIN=39000000", "YORIGIN=-1000", "XYTOLERANCE=0.004"],
                CoordinateGrid(
                    originX: 39_000_000, originY: -1000, unitsPerCoordinateUnit: 500)
            ),
            (
                "usual.gdb", ["XYSCALE=10000", "XORIGIN=30000000", "YORIGIN=0"],
                CoordinateGrid(originX: 30_000_000, originY: 0, unitsPerCoordinateUnit: 10_000)
            ),
        ] {
            let target = folder.file(name)
            let arguments = options.flatMap { ["-lco", $0] }
            _ = try python(
                "import subprocess, sys; subprocess.run(sys.argv[1:], check=True)",
                arguments: ["ogr2ogr", "-f", "OpenFileGDB", "-nln", "DLTB"] + arguments + [
                    target, source,
                ])
            let file = try SurveyFile(target)
            #expect(file.layers[0].grid == grid, "\(name)")
            let layer = try file.layer()
            for (x, y) in zip(layer.geometry.x, layer.geometry.y) {
                for (value, origin) in [(x, grid.originX), (y, grid.originY)] {
                    let units = (value - origin) * grid.unitsPerCoordinateUnit
                    #expect(abs(units - units.rounded()) < 1e-3, "\(name) \(value)")
                }
            }
        }
        #expect(try SurveyFile(source).layers[0].grid == nil)
        #expect(try SurveyFile(try mixed(folder)).layers[0].grid == nil)
    }

    @Test func `the decimals of a grid are known when its unit is a power of ten`() {
        func decimals(_ scale: Double) -> Int? {
            CoordinateGrid(originX: 0, originY: 0, unitsPerCoordinateUnit: scale).decimals
        }
        #expect(decimals(10_000) == 4)
        // ESRI's default for degrees, as files hold it.
        #expect(decimals(999_999_999.99999988) == 9)
        #expect(decimals(1) == 0)
        #expect(decimals(500) == nil)
        #expect(decimals(111_120_000) == nil)
        #expect(CoordinateGrid(definition: "<XOrigin>1</XOrigin><YOrigin>2</YOrigin>") == nil)
        #expect(
            CoordinateGrid(
                definition: "<XOrigin>1</XOrigin><YOrigin>2</YOrigin><XYScale>nan</XYScale>") == nil
        )
    }
}
