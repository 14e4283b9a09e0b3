import Foundation
import Geometry
import LandModel
import Testing

@testable import LandExchange

/// What must be refused: no crash, an explained error, nothing left behind.
@Suite struct RefusalTests {
    @Test(arguments: [0, 1, 50, 99, 100, 104, 107, 112, 140, 150, 170, 220, 236, 300, 500])
    func `a Shapefile cut anywhere is refused`(length: Int) throws {
        let folder = try TestFolder()
        let raw = RawShapefile.squares(4)
        let path = try raw.write(folder)
        try folder.write("DLTB.shp", Array(raw.shp.prefix(length)))
        let error = try refusal(folder, [path], "cut at \(length)")
        guard case .file(_, let fault) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        if length == 0 {
            #expect(fault == .empty)
        } else if case .truncated = fault {
        } else {
            Issue.record("\(fault)")
        }
    }

    @Test(arguments: [0, 10, 31, 33, 64, 66, 72, 80])
    func `an attribute table cut anywhere is refused`(length: Int) throws {
        let folder = try TestFolder()
        let raw = RawShapefile.squares(4)
        let path = try raw.write(folder)
        try folder.write("DLTB.dbf", Array(raw.dbf.prefix(length)))
        _ = try refusal(folder, [path], "dbf cut at \(length)")
    }

    @Test func `bytes changed at random never crash, and leave nothing when refused`() throws {
        var generator = SystemRandomNumberGenerator()
        let seed = UInt64.random(in: 0...UInt64.max, using: &generator)
        print("seed \(seed)")
        var state = seed
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(bound))
        }
        for _ in 0..<120 {
            let folder = try TestFolder()
            let raw = RawShapefile.squares(4)
            let path = try raw.write(folder)
            var parts = ["shp": raw.shp, "shx": raw.shx, "dbf": raw.dbf]
            let part = ["shp", "shx", "dbf"][next(3)]
            for _ in 0...next(4) {
                let at = next(parts[part]?.count ?? 1)
                parts[part]?[at] = UInt8(next(256))
            }
            try folder.write("DLTB.\(part)", parts[part] ?? [])
            let before = try folder.names
            do {
                _ = try accepted(folder, [path])
            } catch is LandExchangeError {
                #expect(try folder.names == before, "seed \(seed)")
            }
        }
    }

    @Test func `row and shape counts must agree`() throws {
        let folder = try TestFolder()
        var raw = RawShapefile.squares(4)
        raw.rows.removeLast()
        let path = try raw.write(folder)
        #expect(
            try refusal(folder, [path])
                == .file(path: path, .countMismatch(shapes: 4, rows: 3)))
    }

    @Test func `claims of two gigabytes are refused`() throws {
        for (part, offset, bytes) in [
            ("shp", 24, [0x3F, 0xFF, 0xFF, 0xFF] as [UInt8]),
            ("shx", 24, [0x7F, 0xFF, 0xFF, 0xFF]),
            ("dbf", 4, [0xFF, 0xFF, 0xFF, 0x7F]),
        ] {
            let folder = try TestFolder()
            let raw = RawShapefile.squares(2)
            let path = try raw.write(folder)
            var changed = part == "shp" ? raw.shp : part == "shx" ? raw.shx : raw.dbf
            changed.replaceSubrange(offset..<(offset + 4), with: bytes)
            try folder.write("DLTB.\(part)", changed)
            let error = try refusal(folder, [path], part)
            guard case .file(_, .truncated(_, let claimed, _)) = error else {
                Issue.record("\(part): \(String(describing: error))")
                continue
            }
            #expect(claimed > 1 << 30)
        }
    }

    @Test func `a record that claims more points than it has is refused`() throws {
        let folder = try TestFolder()
        let raw = RawShapefile.squares(2)
        let path = try raw.write(folder)
        var shp = raw.shp
        // The count of points of the first record.
        shp.replaceSubrange(148..<152, with: [0xFF, 0xFF, 0xFF, 0x7F])
        try folder.write("DLTB.shp", shp)
        #expect(
            try refusal(folder, [path])
                == .feature(
                    path: path, layer: "DLTB", feature: 0, field: nil, .brokenRecord(offset: 100)))
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity])
    func `a coordinate that is no number is refused`(value: Double) throws {
        let folder = try TestFolder()
        var raw = RawShapefile.squares(3)
        var ring = RawShapefile.square()
        ring[2].1 = value
        raw.records[1] = [ring]
        let path = try raw.write(folder)
        #expect(
            try refusal(folder, [path])
                == .feature(path: path, layer: "DLTB", feature: 1, field: nil, .notFinite))
    }

    @Test func `null shapes, empty shapes and short rings are refused`() throws {
        for (rings, fault): ([[(Double, Double)]]?, FeatureFault) in [
            (nil, .emptyGeometry), ([], .emptyGeometry),
            ([[(39_500_000, 3_500_000)]], .shortRing(points: 1)),
            (
                [[(39_500_000, 3_500_000), (39_500_010, 3_500_000), (39_500_000, 3_500_000)]],
                .shortRing(points: 2)
            ),
        ] {
            let folder = try TestFolder()
            var raw = RawShapefile.squares(3)
            raw.records[2] = rings
            let path = try raw.write(folder)
            #expect(
                try refusal(folder, [path], "\(fault)")
                    == .feature(path: path, layer: "DLTB", feature: 2, field: nil, fault))
        }
    }

    @Test func `a bow-tie is kept as it is`() throws {
        let folder = try TestFolder()
        var raw = RawShapefile.squares(1)
        let ring = [
            (39_500_000.0, 3_500_000.0), (39_500_100, 3_500_100), (39_500_100, 3_500_000),
            (39_500_000, 3_500_100), (39_500_000, 3_500_000),
        ]
        raw.records[0] = [ring]
        let path = try raw.write(folder)
        _ = try accepted(folder, [path])
        let layer = try Snapshot.open(folder.file("out.gpkg")).layer(.landUse)
        #expect(layer.geometry.x == ring.dropLast().map(\.0))
        #expect(layer.geometry.y == ring.dropLast().map(\.1))
    }

    @Test func `a missing part is named`() throws {
        let folder = try TestFolder()
        let path = try RawShapefile.squares(1).write(folder)
        try FileManager.default.removeItem(atPath: folder.file("DLTB.dbf"))
        #expect(try refusal(folder, [path]) == .file(path: path, .partMissing(".dbf")))
    }

    @Test func `a missing index is rebuilt from the shapes`() throws {
        let folder = try TestFolder()
        let path = try RawShapefile.squares(3).write(folder)
        try FileManager.default.removeItem(atPath: folder.file("DLTB.shx"))
        let summary = try accepted(folder, [path])
        #expect(summary.layers[0].featureCount == 3)
        #expect(summary.layers[0].warnings.contains(.indexMissing))
    }

    @Test func `files that are none are refused`() throws {
        let folder = try TestFolder()
        #expect(
            try refusal(folder, [folder.file("none.shp")])
                == .file(path: folder.file("none.shp"), .notFound))
        try folder.write("empty.gpkg", [])
        #expect(
            try refusal(folder, [folder.file("empty.gpkg")])
                == .file(path: folder.file("empty.gpkg"), .empty))
        try FileManager.default.createDirectory(
            atPath: folder.file("dir"), withIntermediateDirectories: false)
        #expect(
            try refusal(folder, [folder.file("dir")])
                == .file(path: folder.file("dir"), .isFolder))
        for name in [
            "noise.gpkg", "noise.shp", "noise.geojson", "noise.zip", "noise.txt", "noise.bin",
        ] {
            try folder.write(name, (0..<2000).map { UInt8(truncatingIfNeeded: $0 &* 7919 >> 3) })
            if name == "noise.shp" { try folder.write("noise.dbf", [1, 2, 3]) }
            _ = try refusal(folder, [folder.file(name)], name)
        }
        try FileManager.default.createDirectory(
            atPath: folder.file("empty.gdb"), withIntermediateDirectories: false)
        _ = try refusal(folder, [folder.file("empty.gdb")])
    }

    @Test func `an unreadable file is refused`() throws {
        let folder = try TestFolder()
        let path = try folder.write("DLTB.geojson", "{}")
        try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
        // The superuser reads everything; the file is no GeoJSON then.
        _ = try refusal(folder, [path])
    }

    @Test func `text of mixed encodings is refused with its field`() throws {
        let folder = try TestFolder()
        var raw = RawShapefile.squares(2)
        raw.fields = [.init(name: Array("DLMC".utf8))]
        raw.rows = [[Samples.gbkPaddy], [[0xE6, 0xB0, 0xB4, 0xE7, 0x94, 0xB0, 0xE6, 0xB0, 0xFF]]]
        let path = try raw.write(folder)
        #expect(try refusal(folder, [path]) == .file(path: path, .undecodable))
        #expect(
            try refusal(folder, [path], options: .init(encoding: .utf8))
                == .feature(
                    path: path, layer: "DLTB", feature: 0, field: "DLMC",
                    .undecodable(encoding: "UTF-8")))
    }

    @Test func `numbers and dates that are none are refused with their field`() throws {
        let folder = try TestFolder()
        var raw = RawShapefile.squares(1)
        raw.fields = [.init(name: Array("TBMJ".utf8), type: "N", width: 15, decimals: 2)]
        raw.rows = [[Array("12,5".utf8)]]
        let path = try raw.write(folder)
        #expect(
            try refusal(folder, [path])
                == .feature(
                    path: path, layer: "DLTB", feature: 0, field: "TBMJ", .notNumber("12,5")))
        raw.fields = [.init(name: Array("BHKSSJ".utf8), type: "D", width: 8)]
        raw.rows = [[Array("2025-6-1".utf8)]]
        _ = try raw.write(folder)
        #expect(
            try refusal(folder, [path])
                == .feature(
                    path: path, layer: "DLTB", feature: 0, field: "BHKSSJ", .notDate("2025-6-1")))
    }
}
