import Foundation
import Geometry
import LandModel
import Testing

@testable import LandExchange

/// Boundary-coordinate TXT (界址点坐标文件).
@Suite struct BoundaryTextTests {
    @Test func `the samples of the handbook have their parcels, rings and areas`() throws {
        guard let samples = sharedFolder("handbook/samples") else { return }
        let expected = try String(contentsOfFile: samples + "/expected.csv", encoding: .utf8)
        for line in expected.split(separator: "\n").dropFirst() {
            let cells = line.split(separator: ",").map(String.init)
            for file in Set([
                cells[0], cells[0].replacingOccurrences(of: "basic.", with: "basic_gbk_crlf."),
            ]) {
                let folder = try TestFolder()
                let target = folder.file("out.gpkg")
                try SnapshotImport(.init(files: ["\(samples)/\(file)"], target: target)).run()
                let layer = try Snapshot.open(target).layer(.boundaryParcel)
                let row = try #require(
                    (0..<layer.count).first { layer.column("DKBH")?.text($0) == cells[1] })
                #expect(layer.column("computed_area_m2")?.number(row) == Double(cells[2]))
                #expect(layer.geometry.rings(ofFeature: row).count == Int(cells[3]))
                #expect(layer.column("DKMC")?.text(0) == "新增耕地一")
                #expect(layer.epsg == 4524)
            }
        }
    }

    @Test func `stated areas of real files are kept beside the computed ones`() throws {
        guard let folderOfFiles = sharedFolder("data/txt") else { return }
        let stated = [
            "44120000072": 12_247.0, "44120000105": 87_423, "44120000120": 26_708,
            "44120000957": 7_749,
        ]
        for (name, area) in stated {
            let layer = try SurveyFile("\(folderOfFiles)/\(name).txt").layer()
            #expect(layer.column("stated_area_m2")?.number(0) == area)
            #expect(layer.column("DKMJ")?.number(0) == area / 10_000)
            #expect(layer.epsg == 4526)
            // Northing 2.58 million, easting in zone 38.
            #expect(layer.geometry.box.minX > 38_000_000 && layer.geometry.box.maxY < 3_000_000)
        }
    }

    @Test func `bytes, brackets and line ends of all kinds are read`() throws {
        let folder = try TestFolder()
        let text = Samples.boundary()
        let fullWidth = text.replacingOccurrences(of: "[", with: "【").replacingOccurrences(
            of: "]", with: "】"
        )
        .replacingOccurrences(of: "DK1,一号", with: "ＤＫ１，一号")
        let variants: [[UInt8]] = [
            Array(text.utf8), [0xEF, 0xBB, 0xBF] + Array(text.utf8),
            Array(text.replacingOccurrences(of: "\n", with: "\r\n").utf8), Array(fullWidth.utf8),
            try #require(
                TextEncoder(.gb18030, path: "").encode(
                    fullWidth.replacingOccurrences(of: "\n", with: "\r\n"))),
        ]
        for (number, bytes) in variants.enumerated() {
            let layer = try SurveyFile(try folder.write("\(number).txt", bytes)).layer()
            #expect(layer.count == 1 && layer.epsg == 4527, "\(number)")
            #expect(layer.column("DKMC")?.text(0) == "一号", "\(number)")
            #expect(layer.column("DKBH")?.text(0) == "DK1", "\(number)")
            #expect(
                layer.geometry.box
                    == Box(minX: 39_500_100, minY: 3_500_000, maxX: 39_500_200, maxY: 3_500_100))
        }
    }

    @Test func `rings are sorted by containment, not by number`() throws {
        func ring(_ number: Int, _ x: Double, _ size: Double) -> String {
            [(0.0, 0.0), (0, size), (size, size), (size, 0), (0, 0)].map {
                "J,\(number),\(3_500_000 + x + $0.0),\(39_500_000 + x + $0.1)"
            }.joined(separator: "\n") + "\n"
        }
        let folder = try TestFolder()
        // Hole first, its outer ring second, a separate part under ring 3, an island in the hole.
        let parcel =
            "20,1,DK1,n,面,T,Y,0101,@\n" + ring(1, 10, 50) + ring(2, 0, 100) + ring(3, 200, 30)
            + ring(4, 20, 10)
        let layer = try SurveyFile(try folder.write("p.txt", Samples.boundary(parcels: parcel)))
            .layer()
        let polygons = layer.geometry.polygons(ofFeature: 0)
        #expect(polygons.map { layer.geometry.rings(ofPolygon: $0).count } == [2, 1, 1])
        // Parts that share one ring number.
        let shared = "10,1,DK1,n,面,T,Y,0101,@\n" + ring(1, 0, 100) + ring(1, 200, 30)
        let other = try SurveyFile(try folder.write("q.txt", Samples.boundary(parcels: shared)))
            .layer()
        #expect(other.geometry.polygons(ofFeature: 0).count == 2)
    }

    @Test func `other numbers of points and values are noticed and kept`() throws {
        let folder = try TestFolder()
        let open = Samples.parcel.split(separator: "\n").dropLast().joined(separator: "\n")
            .replacingOccurrences(
                of: "5,1.0000,DK1,一号,面,TFH,耕地,0101,@", with: "4,,DK1,一号,面,TFH,耕地,0101,a,,b,@")
        let file = try SurveyFile(try folder.write("p.txt", Samples.boundary(parcels: open)))
        #expect(file.layers[0].warnings == [.extraValues(count: 3)])
        let layer = try file.layer()
        #expect(layer.column("VALUE9")?.text(0) == "a")
        #expect(layer.column("VALUE10")?.text(0) == nil)
        #expect(layer.column("VALUE11")?.text(0) == "b")
        #expect(layer.column("stated_area_m2")?.number(0) == nil)
        let wrong = Samples.parcel.replacingOccurrences(of: "5,1.0000", with: "4,1.0000")
        let noted = try SurveyFile(try folder.write("q.txt", Samples.boundary(parcels: wrong)))
        #expect(noted.layers[0].warnings == [.pointCount(parcel: "DK1", stated: 4, found: 5)])
    }

    @Test func `easting before northing is put right and said`() throws {
        let folder = try TestFolder()
        let lines = Samples.parcel.split(separator: "\n").map { line in
            let cells = line.split(separator: ",")
            return cells.count == 4
                ? "\(cells[0]),\(cells[1]),\(cells[3]),\(cells[2])" : String(line)
        }
        let file = try SurveyFile(
            try folder.write("p.txt", Samples.boundary(parcels: lines.joined(separator: "\n"))))
        #expect(file.layers[0].warnings == [.axesExchanged])
        #expect(try file.layer().geometry.box.minX == 39_500_100)
    }

    @Test func `the system follows datum, zone and width`() throws {
        let folder = try TestFolder()
        let short = Samples.parcel.replacingOccurrences(of: ",39500", with: ",500")
        let cases: [(String, String, Int)] = [
            ("坐标系=2000国家大地坐标系\n带号=39\n几度分带=3\n", Samples.parcel, 4527),
            ("坐标系=2000国家大地坐标系\n带号=39\n", Samples.parcel, 4527),
            ("几度分带=3\n", Samples.parcel, 4527), ("带号=39\n几度分带=3\n", short, 4548),
            ("带号=20\n几度分带=6\n", short, 4509), ("坐标系=1980西安坐标系\n带号=39\n", Samples.parcel, 2363),
            ("坐标系=80国家大地坐标系\n带号=39\n", short, 2384), ("坐标系=北京54\n带号=39\n", Samples.parcel, 2415),
        ]
        for (properties, parcels, epsg) in cases {
            let path = try folder.write(
                "p.txt", Samples.boundary(properties: properties, parcels: parcels))
            #expect(try SurveyFile(path).layers[0].reference?.epsg == epsg, "\(properties)")
        }
        let path = try folder.write("p.txt", Samples.boundary(properties: "", parcels: short))
        #expect(try SurveyFile(path, options: .init(epsg: 4548)).layer().epsg == 4548)
    }
}
