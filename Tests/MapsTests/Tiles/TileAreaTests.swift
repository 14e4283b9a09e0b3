import Foundation
import Geometry
import LandExchange
import LandModel
import Maps
import SampleCounty
import Testing
import VectorTiles

/// Tiles of a generated county, read again by GDAL's driver for Mapbox vector tiles and judged by GEOS.
@Suite struct TileAreaTests {
    private func folder() throws -> String {
        let path = NSTemporaryDirectory() + "tiles-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }

    @Test func `areas of classes in tiles are those of the snapshot, and all polygons are valid`()
        throws
    {
        let folder = try folder()
        defer { unlinkFolder(folder) }
        let county = SampleCounty(patches: 600, seed: 5, withDefects: false)
        try LayerWriter.write(county.survey, to: folder + "/survey.gpkg")
        let target = folder + "/snapshot.gpkg"
        try SnapshotImport(
            SnapshotImport.Request(files: [folder + "/survey.gpkg"], target: target)
        ).run()
        let snapshot = try MapSnapshot.open(target, cache: folder)
        try snapshot.prepareTiles()
        let store = try TileStore.open(snapshot: target, digest: "test", cache: folder)
        let bounds = try #require(store.bounds)
        for zoom in TileStore.zooms {
            let first = try TileAddress(zoom: zoom, longitude: bounds.minX, latitude: bounds.maxY)
            let last = try TileAddress(zoom: zoom, longitude: bounds.maxX, latitude: bounds.minY)
            for y in first.y...last.y {
                for x in first.x...last.x {
                    let address = try TileAddress(zoom: zoom, x: x, y: y)
                    let bytes = try snapshot.tile(address)
                    #expect(bytes == store.tile(address))
                    #expect(bytes.count < 500_000)
                    guard !bytes.isEmpty else { continue }
                    let place = "\(folder)/tiles/\(zoom)/\(x)"
                    try FileManager.default.createDirectory(
                        atPath: place, withIntermediateDirectories: true)
                    try Data(bytes).write(to: URL(filePath: "\(place)/\(y).pbf"))
                }
            }
        }
        let answer = try ask(target, folder + "/tiles")
        #expect(answer == "good\n", "\(answer)")
    }

    @Test func `a stop leaves no file behind, and a broken file is made again`() throws {
        let folder = try folder()
        defer { unlinkFolder(folder) }
        let county = SampleCounty(patches: 200, seed: 6, withDefects: false)
        try LayerWriter.write(county.survey, to: folder + "/survey.gpkg")
        let target = folder + "/snapshot.gpkg"
        try SnapshotImport(
            SnapshotImport.Request(files: [folder + "/survey.gpkg"], target: target)
        ).run()
        let cache = folder + "/cache"
        try FileManager.default.createDirectory(atPath: cache, withIntermediateDirectories: true)
        #expect(throws: MapsError.stopped) {
            _ = try TileStore.open(
                snapshot: target, digest: "d", cache: cache,
                progress: WorkProgress { _, _, _ in false })
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: cache).isEmpty)
        try Data("TCTILES1 and then nothing of use".utf8).write(
            to: URL(filePath: cache + "/d.tiles"))
        let store = try TileStore.open(snapshot: target, digest: "d", cache: cache)
        #expect(store.bounds != nil)
    }

    private func unlinkFolder(_ path: String) {
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            print("left behind: \(path)")
        }
    }

    private func ask(_ snapshot: String, _ tiles: String) throws -> String {
        let script = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent()
            .appending(path: "Oracle/tile_oracle.py").path
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-B", script, snapshot, tiles]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let answer = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return String(decoding: answer, as: UTF8.self)
    }
}
