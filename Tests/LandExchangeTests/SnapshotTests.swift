import Foundation
import Geometry
import LandModel
import Testing

@testable import LandExchange

/// What a snapshot holds, measured with other programs.
@Suite struct SnapshotTests {
    /// WKT of all features by ogr2ogr's CSV, with full precision and one form of rings.
    private func normalised(_ path: String, _ layer: String) throws -> String {
        try python(
            """
            import sys, struct, subprocess, tempfile, os, json
            folder = tempfile.TemporaryDirectory()
            out = os.path.join(folder.name, 'x.gpkg')
            subprocess.run(['ogr2ogr','-f','GPKG','-nln','t','-nlt','MULTIPOLYGON','-preserve_fid',out,sys.argv[1],sys.argv[2]],check=True,stderr=subprocess.DEVNULL)
            import sqlite3, shapely.wkb
            for fid, g in sqlite3.connect(out).execute('select fid, geom from t order by fid'):
                flags = g[3]; skip = 8 + [0,32,48,48,64][flags >> 1 & 7]
                s = shapely.wkb.loads(g[skip:])
                rings = []
                for p in s.geoms:
                    rings.append((p.exterior.coords[:], sorted(r.coords[:] for r in p.interiors)))
                print(fid, repr(sorted(rings)))
            """, path, layer)
    }

    private func check(_ path: String) throws -> String {
        try python(
            """
            import sys, sqlite3
            c = sqlite3.connect(sys.argv[1])
            print(c.execute('pragma integrity_check').fetchone()[0])
            for (t,) in c.execute("select table_name from gpkg_geometry_columns").fetchall():
                print(t, c.execute(f"select rtreecheck('rtree_{t}_geom')").fetchone()[0],
                      c.execute(f'select count(*) from "rtree_{t}_geom"').fetchone()[0] == c.execute(f'select count(*) from "{t}"').fetchone()[0])
            """, path)
    }

    @Test(arguments: [0, 1, 51, 52, 2601, 2653, 6000])
    func `the index is a valid tree that finds every feature`(count: Int) throws {
        let folder = try TestFolder()
        let path = try RawShapefile.squares(count).write(folder)
        try SnapshotImport(.init(files: [path], target: folder.file("out.gpkg"))).run()
        #expect(try check(folder.file("out.gpkg")) == "ok\nDLTB ok True\n")
        guard count > 100 else { return }
        // A window over the squares 40 to 42: six and their neighbours that touch.
        let found = try run(
            "ogrinfo", "-ro", "-so", "-spat", "39504150", "3500010", "39504350", "3500020",
            folder.file("out.gpkg"), "DLTB")
        #expect(found.contains("Feature Count: 3"))
    }

    @Test func `the same input gives the same bytes`() throws {
        let folder = try TestFolder()
        let path = try RawShapefile.squares(3000).write(folder)
        for name in ["a.gpkg", "b.gpkg"] {
            try SnapshotImport(.init(files: [path], target: folder.file(name))).run()
        }
        #expect(
            try Data(contentsOf: URL(fileURLWithPath: folder.file("a.gpkg")))
                == Data(contentsOf: URL(fileURLWithPath: folder.file("b.gpkg"))))
    }

    @Test func `holes and parts of a Shapefile are sorted as GDAL sorts them`() throws {
        let folder = try TestFolder()
        var raw = RawShapefile.squares(3)
        func ring(_ x: Double, _ y: Double, _ size: Double, hole: Bool) -> [(Double, Double)] {
            let ring = [(x, y), (x, y + size), (x + size, y + size), (x + size, y), (x, y)]
            return hole ? ring.reversed() : ring
        }
        let (x, y) = (39_500_000.0, 3_500_000.0)
        raw.records[0] = [ring(x, y, 100, hole: false), ring(x + 10, y + 10, 20, hole: true)]
        raw.records[1] = [
            ring(x, y, 100, hole: false), ring(x + 200, y, 100, hole: false),
            ring(x + 210, y + 10, 20, hole: true), ring(x + 10, y + 10, 60, hole: true),
            ring(x + 20, y + 20, 30, hole: false), ring(x + 25, y + 25, 5, hole: true),
        ]
        // All rings the wrong way round.
        raw.records[2] = [ring(x, y, 100, hole: true), ring(x + 10, y + 10, 20, hole: false)]
        let path = try raw.write(folder)
        let target = folder.file("out.gpkg")
        try SnapshotImport(.init(files: [path], target: target)).run()
        let ours = try normalised(target, "DLTB").split(separator: "\n")
        let theirs = try normalised(path, "DLTB").split(separator: "\n")
        #expect(ours.prefix(2) == theirs.prefix(2))
        let layer = try Snapshot.open(target).layer(.landUse)
        #expect(layer.geometry.polygons(ofFeature: 0).count == 1)
        #expect(layer.geometry.polygons(ofFeature: 1).count == 3)
    }

    @Test func `real survey layers keep every coordinate, value and field`() throws {
        guard let source = sharedFolder("data/demo/zhongtian/zhongtian.gpkg") else { return }
        let folder = try TestFolder()
        let target = folder.file("out.gpkg")
        let summary = try SnapshotImport(.init(files: [source], target: target)).run()
        #expect(summary.layers.map(\.name) == ["DLTB", "CJDCQ", "PDT", "BOUNDARY", "SOIL"])
        #expect(
            summary.layers.map(\.role)
                == [.landUse, .village, .slope, .surveyBoundary, .other])
        for layer in ["DLTB", "CJDCQ", "PDT"] {
            #expect(try normalised(target, layer) == normalised(source, layer))
        }
        let answer = try python(
            """
            import sys, sqlite3, hashlib
            a, b = sqlite3.connect(sys.argv[1]), sqlite3.connect(sys.argv[2])
            fields = [r[1] for r in a.execute('pragma table_info(DLTB)') if r[1] not in ('fid', 'geom')]
            theirs = [r[1] for r in b.execute('pragma table_info(DLTB)')]
            q = 'select fid,' + ','.join(fields) + ' from DLTB order by fid'
            print(theirs == ['fid', 'geom'] + fields + ['computed_area_m2'], a.execute(q).fetchall() == b.execute(q).fetchall())
            print(b.execute('select sha256 from tianchou_layer').fetchone()[0] == hashlib.sha256(open(sys.argv[1], 'rb').read()).hexdigest())
            print(b.execute('select max(abs(round(computed_area_m2, 2) - computed_area_m2)) from DLTB').fetchone()[0] < 1e-9)
            """, source, target)
        #expect(answer == "True True\nTrue\nTrue\n")
        #expect(try check(target).contains("False") == false)
    }

    @Test func `areas agree with pyproj's geodesic areas`() throws {
        guard let source = sharedFolder("data/demo/dianbu/dianbu.gpkg") else { return }
        let folder = try TestFolder()
        let target = folder.file("out.gpkg")
        try SnapshotImport(.init(files: [source], target: target)).run()
        // Patches of squares of 30 m: geodesics and the official chords differ by less than 0.01 m².
        let answer = try python(
            """
            import sys, sqlite3, shapely.wkb, pyproj
            to = pyproj.Transformer.from_crs(4527, 4490, always_xy=True)
            geod = pyproj.Geod(a=6378137, rf=298.257222101)
            worst = 0
            for g, a in sqlite3.connect(sys.argv[1]).execute('select geom, computed_area_m2 from DLTB limit 400'):
                s = shapely.segmentize(shapely.wkb.loads(g[40:]), 70)
                total = 0
                for p in shapely.get_parts(s):
                    rings = [p.exterior] + list(p.interiors)
                    parts = [abs(geod.polygon_area_perimeter(*to.transform(*r.xy))[0]) for r in rings]
                    total += parts[0] - sum(parts[1:])
                worst = max(worst, abs(total - a) / max(1, a / 1e6))
            print(worst)
            """, target)
        let worst = try #require(Double(answer.trimmingCharacters(in: .whitespacesAndNewlines)))
        #expect(worst < 0.02, "m² for each km², and 0.005 of rounding")
    }

    @Test func `personal fields are dropped in any case and any layer`() throws {
        let folder = try TestFolder()
        var raw = RawShapefile.squares(1)
        raw.fields = ["YJJBNTTBBH", "zrrzjhm", "LXDH", "JZDZ", "ZRRMC", "ZZRR", "BZ"].map {
            .init(name: Array($0.utf8), width: 18)
        }
        raw.rows = [
            ["1", "320481199001011234", "13800000000", "addr", "name", "group", "note"].map {
                Array($0.utf8)
            }
        ]
        let path = try raw.write(folder, "YJJBNTBHTB")
        let target = folder.file("out.gpkg")
        let summary = try SnapshotImport(.init(files: [path], target: target)).run()
        #expect(summary.layers[0].droppedFields == ["zrrzjhm", "LXDH", "JZDZ", "ZRRMC", "ZZRR"])
        #expect(summary.layers[0].role == .permanentBasicFarmland)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: target))
        for secret in ["320481199001011234", "13800000000"] {
            #expect(bytes.range(of: Data(secret.utf8)) == nil)
        }
        let layer = try Snapshot.open(target).layer(.permanentBasicFarmland)
        #expect(layer.columns.map(\.name) == ["YJJBNTTBBH", "BZ", "computed_area_m2"])
    }

    @Test func `a snapshot gives back fields under their standard names`() throws {
        let folder = try TestFolder()
        var raw = RawShapefile.squares(2)
        raw.fields = [
            .init(name: Array("dlbm".utf8), width: 5),
            .init(
                name: [0xCD, 0xBC, 0xB0, 0xDF, 0xC3, 0xE6, 0xBB, 0xFD], type: "N", width: 12,
                decimals: 2),
        ]  // 图斑面积 in GBK
        raw.rows = [["0101", "12.50"], ["0103", ""]].map { $0.map { Array($0.utf8) } }
        let path = try raw.write(folder)
        let target = folder.file("out.gpkg")
        try SnapshotImport(.init(files: [path], target: target)).run()
        let snapshot = try Snapshot.open(target)
        let layer = try snapshot.layer(.landUse, fields: ["DLBM", "TBMJ", "ABSENT"])
        #expect(layer.columns.map(\.name) == ["DLBM", "TBMJ"])
        #expect(layer.column("TBMJ")?.values == .real([12.5, nil]))
        #expect(layer.column("DLBM")?.text(1) == "0103")
        #expect(layer.featureIDs == [0, 1])
        #expect(layer.epsg == 4527)
        #expect(layer.digest == snapshot.layers[0].digest)
        #expect(throws: LandExchangeError.layer(path: target, layer: "PDT", .roleMissing(.slope))) {
            try snapshot.layer(.slope)
        }
    }

    @Test func `a snapshot can be imported again`() throws {
        let folder = try TestFolder()
        let path = try RawShapefile.squares(3).write(folder)
        try SnapshotImport(.init(files: [path], target: folder.file("a.gpkg"))).run()
        let summary = try SnapshotImport(
            .init(files: [folder.file("a.gpkg")], target: folder.file("b.gpkg"))
        ).run()
        #expect(summary.layers.map(\.name) == ["DLTB"])
        let one = try Snapshot.open(folder.file("a.gpkg")).layer(.landUse)
        let two = try Snapshot.open(folder.file("b.gpkg")).layer(.landUse)
        #expect(one.geometry == two.geometry)
        #expect(one.columns == two.columns)
    }

    @Test func `a system that is not CGCS2000 is kept as it is, without areas`() throws {
        let folder = try TestFolder()
        let path = try folder.write(
            "DLTB.geojson",
            #"{"type":"FeatureCollection","features":[{"type":"Feature","id":7,"properties":{"DLBM":"0101"},"geometry":{"type":"Polygon","coordinates":[[[117.2,31.9,5],[117.3,31.9,5],[117.3,32.0,5],[117.2,31.9,5]]]}}]}"#
        )
        let target = folder.file("out.gpkg")
        let summary = try SnapshotImport(.init(files: [path], target: target)).run()
        #expect(summary.layers[0].computedArea == nil)
        #expect(summary.layers[0].warnings.contains(.notCGCS2000(name: "WGS 84")))
        #expect(summary.layers[0].warnings.contains(.heightsDropped))
        let answer = try run("ogrinfo", "-ro", "-al", target, "DLTB")
        #expect(answer.contains("ID[\"EPSG\",4326]"))
        #expect(answer.contains("OGRFeature(DLTB):7"))
        #expect(answer.contains("computed_area_m2 (Real) = (null)"))
        #expect(answer.contains("MULTIPOLYGON (((117.2 31.9,117.3 31.9,117.3 32.0,117.2 31.9)))"))
    }

    @Test func `references to layers are read from the last sign`() {
        #expect(LayerReference(parsing: "a#b.gpkg#DLTB") == .init(path: "a#b.gpkg", layer: "DLTB"))
        #expect(LayerReference(parsing: "a.shp") == .init(path: "a.shp", layer: nil))
        #expect(LayerReference(parsing: "a.gpkg#").layer == nil)
    }
}
