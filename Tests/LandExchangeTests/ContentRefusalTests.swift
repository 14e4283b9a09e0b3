import Foundation
import Geodesy
import Geometry
import LandModel
import Testing

@testable import LandExchange

/// Layers, systems, archives and texts that must be refused, with nothing left behind.
@Suite struct ContentRefusalTests {
    @Test func `a layer without coordinate system is refused, and taken when one is given`() throws
    {
        let folder = try TestFolder()
        var raw = RawShapefile.squares(1)
        raw.prj = nil
        let path = try raw.write(folder)
        #expect(
            try refusal(folder, [path])
                == .layer(path: path, layer: "DLTB", .noCoordinateSystem))
        #expect(
            try refusal(folder, [path], options: .init(epsg: 999_999))
                == .layer(path: path, layer: "DLTB", .unknownCoordinateSystem(epsg: 999_999)))
        let summary = try accepted(folder, [path], options: .init(epsg: 4527))
        #expect(summary.layers[0].reference.epsg == 4527)
    }

    @Test func `coordinates that contradict their system are refused`() throws {
        let cases: [(Int, (Double, Double), CoordinateDiagnosis)] = [
            (4527, (117.2, 31.9), .degreesUnderProjectedFrame(feature: 0)),
            (4527, (500_100, 3_500_000), .zonePrefixMissing(feature: 0, expected: 39)),
            (4548, (39_500_100, 3_500_000), .zonePrefixUnexpected(feature: 0, found: 39)),
            (4526, (39_500_100, 3_500_000), .zonePrefixWrong(feature: 0, found: 39, expected: 38)),
            (4490, (39_500_100, 3_500_000), .metresUnderGeographicFrame(feature: 0, zone: 39)),
            (4527, (3_500_000, 39_500_100), .axesSwapped(feature: 0)),
            (4490, (31.9, 117.2), .axesSwapped(feature: 0)),
        ]
        for (epsg, start, diagnosis) in cases {
            let folder = try TestFolder()
            var raw = RawShapefile.squares(1)
            raw.prj = nil
            let (x, y) = start
            raw.records[0] = [[(x, y), (x, y + 0.01), (x + 0.01, y), (x, y)]]
            let path = try raw.write(folder)
            #expect(
                try refusal(folder, [path], options: .init(epsg: epsg), "\(diagnosis)")
                    == .layer(
                        path: path, layer: "DLTB",
                        .coordinatesDoNotFit(epsg: epsg, diagnosis)))
        }
    }

    @Test func `a definition whose code and parameters differ is refused`() throws {
        let folder = try TestFolder()
        var raw = RawShapefile.squares(1)
        raw.prj = RawShapefile.zone39.replacingOccurrences(
            of: "UNIT[\"Meter\",1.0]]", with: "UNIT[\"Meter\",1.0],AUTHORITY[\"EPSG\",\"4526\"]]")
        let path = try raw.write(folder)
        #expect(
            try refusal(folder, [path])
                == .layer(
                    path: path, layer: "DLTB", .contradictorySystem(named: 4526, parameters: 4527)))
    }

    @Test func `GeoJSON with latitude first is refused`() throws {
        let folder = try TestFolder()
        let path = try folder.write(
            "DLTB.geojson",
            #"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"DLBM":"0101"},"geometry":{"type":"Polygon","coordinates":[[[31.9,117.2],[31.9,117.3],[32.0,117.3],[31.9,117.2]]]}}]}"#
        )
        guard case .layer(_, _, .outsideSystem(4326, 0, 31.9, 117.2)) = try refusal(folder, [path])
        else {
            Issue.record("not refused as outside its system")
            return
        }
    }

    @Test func `GeoJSON with empty, missing or other geometry is refused`() throws {
        let folder = try TestFolder()
        let good =
            #"{"type":"Polygon","coordinates":[[[117.2,31.9],[117.3,31.9],[117.3,32.0],[117.2,31.9]]]}"#
        for bad in [
            "null", #"{"type":"Polygon","coordinates":[]}"#,
            #"{"type":"Point","coordinates":[117.2,31.9]}"#,
            #"{"type":"Polygon","coordinates":[[[117.2,31.9]]]}"#,
            #"{"type":"Polygon","coordinates":[[[117.2,1e999],[117.3,31.9],[117.3,32.0],[117.2,31.9]]]}"#,
        ] {
            let features = [good, bad].map {
                #"{"type":"Feature","properties":{"DLBM":"0101"},"geometry":"# + $0 + "}"
            }
            let path = try folder.write(
                "DLTB.geojson",
                #"{"type":"FeatureCollection","features":["# + features.joined(separator: ",")
                    + "]}")
            _ = try refusal(folder, [path], bad)
        }
        let cut = try folder.write(
            "cut.geojson", #"{"type":"FeatureCollection","features":[{"type":"Fea"#)
        _ = try refusal(folder, [cut])
    }

    @Test func `lines are no patches`() throws {
        let folder = try TestFolder()
        let path = try folder.write(
            "DLTB.geojson",
            #"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[117.2,31.9],[117.3,31.9]]}}]}"#
        )
        #expect(try refusal(folder, [path]) == .file(path: path, .noPolygons(layers: ["DLTB"])))
    }

    @Test func `two layers of one role are refused, unless a person says so`() throws {
        let folder = try TestFolder()
        let one = try RawShapefile.squares(2).write(folder, "DLTB_a")
        let two = try RawShapefile.squares(3).write(folder, "DLTB_b")
        #expect(
            try refusal(folder, [one, two])
                == .layer(
                    path: two, layer: "DLTB_b", .roleTaken(.landUse, other: "DLTB_a.shp#DLTB_a")))
        #expect(
            try refusal(folder, [one, one])
                == .layer(path: one, layer: "DLTB_a", .duplicate(other: "DLTB_a.shp#DLTB_a")))
        let summary = try accepted(
            folder, [one, two],
            assignments: [
                .init(source: "DLTB_a", role: .landUse),
                .init(source: "DLTB_b.shp", role: .landUse),
            ])
        #expect(summary.layers.map(\.name) == ["DLTB", "DLTB_2"])
    }

    @Test func `a layer that fits several roles is refused with the candidates`() throws {
        let folder = try TestFolder()
        var raw = RawShapefile.squares(1)
        raw.fields = ["PDJB", "CZCLX"].map { .init(name: Array($0.utf8), width: 5) }
        raw.rows = [[[0x31], [0x32]]]
        let path = try raw.write(folder, "layer1")
        let error = try refusal(folder, [path])
        #expect(
            error
                == .layer(
                    path: path, layer: "layer1",
                    .ambiguousRole(candidates: [.slope, .settlement])))
        #expect(error?.explanation.en.contains("--layer") == true)
        _ = try accepted(
            folder, [path], assignments: [try RoleAssignment(parsing: "layer1=PDT")])
        #expect(throws: LandExchangeError.self) { try RoleAssignment(parsing: "layer1=NONE") }
    }

    @Test func `an assignment that names no layer is refused`() throws {
        let folder = try TestFolder()
        let path = try RawShapefile.squares(1).write(folder)
        _ = try refusal(folder, [path], assignments: [.init(source: "XYZ", role: .slope)])
    }

    @Test func `archives that would leave their folder or fill the disk are refused`() throws {
        let folder = try TestFolder()
        for name in [
            "../evil.geojson", "/abs.geojson", "a/../../b.geojson", "C:\\x.geojson",
            "..\\x.geojson",
        ] {
            _ = try python(
                """
                import sys, zipfile
                with zipfile.ZipFile(sys.argv[1], 'w') as z: z.writestr(zipfile.ZipInfo(sys.argv[2]), '{}')
                """, folder.file("slip.zip"), name)
            let error = try refusal(folder, [folder.file("slip.zip")], name)
            guard case .file(_, .unsafeEntry) = error else {
                Issue.record("\(name): \(String(describing: error))")
                continue
            }
        }
        _ = try python(
            """
            import sys, zipfile
            with zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED) as z: z.writestr('DLTB.geojson', b' ' * (1 << 26))
            """, folder.file("bomb.zip"))
        guard
            case .file(_, .archiveTooLarge(1 << 26, 1 << 20)) = try refusal(
                folder, [folder.file("bomb.zip")], options: .init(archiveLimitInBytes: 1 << 20))
        else {
            Issue.record("a bomb")
            return
        }
        var bytes = Array(try Data(contentsOf: URL(fileURLWithPath: folder.file("bomb.zip"))))
        bytes.removeLast(30)
        try folder.write("cut.zip", bytes)
        #expect(
            try refusal(folder, [folder.file("cut.zip")])
                == .file(path: folder.file("cut.zip"), .archiveUnusable))
    }

    @Test func `a boundary file with a fault is refused with its line`() throws {
        let points = Samples.parcel.split(separator: "\n").dropFirst().joined(separator: "\n")
        let head = "5,1.0000,DK1,一号,面,TFH,耕地,0101,@\n"
        let cases: [(String, BoundaryTextFault)] = [
            (Samples.boundary(parcels: ""), .noParcelSection),
            (
                Samples.boundary(parcels: "5,1.0000,DK1,一号,面,TFH,耕地,0101\n" + points),
                .headerWithoutTerminator
            ),
            (Samples.boundary(parcels: "5,1.0,@\n" + points), .shortHeader(values: 2)),
            (Samples.boundary(parcels: points), .pointWithoutHeader),
            (Samples.boundary(parcels: head + "J1,1,3500000,39500100\n"), .shortRing(points: 1)),
            (Samples.boundary(parcels: head + "J1,1,x,39500100\n"), .notNumber("x")),
            (Samples.boundary(parcels: head + "hello\n"), .malformedLine("hello")),
            (Samples.boundary(parcels: "5,1x,DK1,一号,面,TFH,耕地,0101,@\n" + points), .notNumber("1x")),
            (Samples.boundary(parcels: "5,1,DK1,一号,线,TFH,耕地,0101,@\n" + points), .notPolygon("线")),
            (Samples.boundary(parcels: head), .notPolygon("")),
            (
                Samples.boundary(properties: "带号=99\n几度分带=3\n", parcels: Samples.parcel),
                .zoneContradiction(stated: 99, found: 39)
            ),
            (
                Samples.boundary(properties: "带号=38\n几度分带=3\n"),
                .zoneContradiction(stated: 38, found: 39)
            ),
            (Samples.boundary(properties: "带号=39\n几度分带=6\n"), .unknownZone("39 / 6")),
            (Samples.boundary(properties: "带号=三十九\n"), .unknownZone("三十九")),
            (Samples.boundary(properties: "坐标系=火星坐标系\n带号=39\n"), .unknownDatum("火星坐标系")),
            (Samples.boundary(properties: "计量单位=英尺\n带号=39\n"), .unknownUnit("英尺")),
        ]
        for (text, fault) in cases {
            let folder = try TestFolder()
            let path = try folder.write("p.txt", text)
            guard case .line(_, _, let found) = try refusal(folder, [path], "\(fault)") else {
                Issue.record("\(fault)")
                continue
            }
            #expect(found == fault)
        }
        let folder = try TestFolder()
        let short = Samples.parcel.replacingOccurrences(of: ",39500", with: ",500")
        let path = try folder.write(
            "p.txt", Samples.boundary(properties: "坐标系=2000\n", parcels: short))
        #expect(try refusal(folder, [path]) == .layer(path: path, layer: "p", .noCoordinateSystem))
    }

    @Test func `an existing target is never touched`() throws {
        let folder = try TestFolder()
        let path = try RawShapefile.squares(1).write(folder)
        try folder.write("out.gpkg", "precious")
        #expect(
            try refusal(folder, [path])
                == .target(path: folder.file("out.gpkg"), .exists))
        #expect(try String(contentsOfFile: folder.file("out.gpkg"), encoding: .utf8) == "precious")
        let elsewhere = folder.file("no/such/out.gpkg")
        #expect(throws: LandExchangeError.self) {
            try SnapshotImport(.init(files: [path], target: elsewhere)).run()
        }
    }

    @Test func `a cancelled import leaves nothing`() throws {
        let folder = try TestFolder()
        let path = try RawShapefile.squares(5000).write(folder)
        let before = try folder.names
        #expect(throws: CancellationError.self) {
            try SnapshotImport(.init(files: [path], target: folder.file("out.gpkg")))
                .run(progress: WorkProgress { _, done, _ in done < 2048 })
        }
        #expect(try folder.names == before)
    }

    @Test func `what is no snapshot is refused as one`() throws {
        let folder = try TestFolder()
        for name in ["a.gpkg", "b.txt"] {
            try folder.write(name, "not a database at all, but long enough to be read as one")
            #expect(throws: LandExchangeError.target(path: folder.file(name), .notSnapshot)) {
                try Snapshot.open(folder.file(name))
            }
        }
    }

    @Test func `texts and archives changed at random never crash`() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var state = seed
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(bound))
        }
        let folder = try TestFolder()
        _ = try RawShapefile.squares(4).write(folder)
        _ = try run("ogr2ogr", "-f", "GeoJSON", folder.file("g.geojson"), folder.file("DLTB.shp"))
        _ = try run("ogr2ogr", "-f", "GPKG", folder.file("k.gpkg"), folder.file("DLTB.shp"))
        _ = try python(
            """
            import sys, zipfile
            with zipfile.ZipFile(sys.argv[1] + '/z.zip', 'w', zipfile.ZIP_DEFLATED) as z:
                for e in ('shp', 'shx', 'dbf', 'prj'): z.write(f'{sys.argv[1]}/DLTB.{e}', f'DLTB.{e}')
            """, folder.path)
        try folder.write("t.txt", Samples.boundary())
        for name in ["g.geojson", "k.gpkg", "z.zip", "t.txt"] {
            let good = Array(try Data(contentsOf: URL(fileURLWithPath: folder.file(name))))
            for round in 0..<60 {
                var bytes = good
                for _ in 0...next(5) { bytes[next(bytes.count)] = UInt8(next(256)) }
                if round % 4 == 0 { bytes.removeLast(next(bytes.count)) }
                // A new name each time: the library remembers the directories of archives.
                let path = try folder.write("\(round)-\(name)", bytes)
                let before = try folder.names
                do {
                    _ = try accepted(folder, [path])
                    try FileManager.default.removeItem(atPath: folder.file("out.gpkg"))
                } catch let error as LandExchangeError {
                    #expect(!error.remedy.en.isEmpty)
                    #expect(try folder.names == before, "\(name), seed \(seed), round \(round)")
                }
            }
        }
    }
}
