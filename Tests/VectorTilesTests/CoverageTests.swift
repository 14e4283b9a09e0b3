import Foundation
import TestSupport
import Testing
import VectorTiles

@Suite struct CoverageTests {
    private static let place = (longitude: 109.4, latitude: 24.3)

    /// The polygons of all cells of a coverage in a tile.
    private func polygons(
        _ coverage: RandomCoverage, _ address: TileAddress
    ) -> [TilePolygons] {
        var simplification = BorderSimplification(zooms: 10...16)
        // Points that fall together are dropped, so the rings may be shorter afterwards.
        let counts = coverage.rings.map { ring in
            simplification.append(x: ring.map(\.x), y: ring.map(\.y), coarsestZoom: 10)
        }
        let firstZooms = simplification.firstZooms { _ in }
        var cutter = TileCutter(address)
        var start = 0
        for count in counts {
            let points = (start..<(start + count)).map { simplification.point($0) }
            let zooms = Array(firstZooms[start..<(start + count)])
            start += count
            points.map(\.x).withUnsafeBufferPointer { x in
                points.map(\.y).withUnsafeBufferPointer { y in
                    zooms.withUnsafeBufferPointer {
                        cutter.append(x: x, y: y, firstZooms: $0, at: address.zoom)
                    }
                }
            }
            cutter.endRing()
            cutter.endFeature()
        }
        var all: [TilePolygons] = []
        cutter.forEachFeature { _, polygons in all.append(polygons) }
        return all
    }

    /// Edges of all rings that no other ring runs the other way.
    private func openEdges(_ polygons: [TilePolygons]) -> [[Int32]] {
        var balance: [[Int32]: Int] = [:]
        for feature in polygons where !feature.isMark {
            for ring in feature.ringEnds.indices {
                let run = feature.vertices(ofRing: ring)
                for vertex in run {
                    let next = vertex + 1 == run.upperBound ? run.lowerBound : vertex + 1
                    let (a, b) = (
                        [feature.x[vertex], feature.y[vertex]], [feature.x[next], feature.y[next]]
                    )
                    let isForward = a[0] != b[0] ? a[0] < b[0] : a[1] < b[1]
                    balance[isForward ? a + b : b + a, default: 0] += isForward ? 1 : -1
                }
            }
        }
        return balance.filter { $0.value != 0 }.map(\.key)
    }

    @Test(arguments: [16, 15, 14, 13, 12, 11])
    func `neighbours meet in the same edges at every zoom`(zoom: Int) throws {
        for seed in UInt64(1)...8 {
            var random = SeededGenerator(seed: seed)
            let address = try TileAddress(
                zoom: zoom, longitude: Self.place.longitude, latitude: Self.place.latitude)
            let unit = Int32(address.side / TileLayer.extent)
            let corner = (x: Int32(address.x * address.side), y: Int32(address.y * address.side))
            // Cells of 3 to 60 units: from patches that collapse to ones with many vertices.
            let cell = unit * Int32.random(in: 3...60, using: &random)
            let coverage = RandomCoverage(
                count: 24, cell: cell, west: corner.x + 300 * unit, north: corner.y + 400 * unit,
                &random)
            let found = polygons(coverage, address)
            #expect(found.allSatisfy { !$0.isEmpty }, "seed \(seed): no cell vanishes")
            // Only the outline of the coverage has no neighbour.
            let (west, north) = (Int32(300), Int32(400))
            let (east, south) = (west + 24 * cell / unit, north + 24 * cell / unit)
            for edge in openEdges(found) {
                let isOutline =
                    (edge[0] == edge[2] && (edge[0] == west || edge[0] == east))
                    || (edge[1] == edge[3] && (edge[1] == north || edge[1] == south))
                #expect(
                    isOutline,
                    "seed \(seed), zoom \(zoom), cell \(cell): edge \(edge) has no neighbour")
            }
            let painted = found.filter { !$0.isMark }.reduce(Int64(0)) { sum, feature in
                sum + feature.ringEnds.indices.reduce(0) { $0 + feature.doubledArea(ofRing: $1) }
            }
            #expect(
                painted == 2 * Int64(east - west) * Int64(south - north),
                "seed \(seed), zoom \(zoom): the cells paint the rectangle")
        }
    }

    @Test func `a coverage around the tile paints its window and no more`() throws {
        for seed in UInt64(20)...25 {
            var random = SeededGenerator(seed: seed)
            let address = try TileAddress(
                zoom: 14, longitude: Self.place.longitude, latitude: Self.place.latitude)
            let unit = Int32(address.side / TileLayer.extent)
            let corner = (x: Int32(address.x * address.side), y: Int32(address.y * address.side))
            let coverage = RandomCoverage(
                count: 40, cell: 120 * unit, west: corner.x - 300 * unit,
                north: corner.y - 300 * unit, &random)
            let found = polygons(coverage, address)
            let painted = found.filter { !$0.isMark }.reduce(Int64(0)) { sum, feature in
                sum + feature.ringEnds.indices.reduce(0) { $0 + feature.doubledArea(ofRing: $1) }
            }
            let side = Int64(TileLayer.extent) + 128
            #expect(painted == 2 * side * side, "seed \(seed)")
            for edge in openEdges(found) {
                let limits: [Int32] = [-64, Int32(TileLayer.extent) + 64]
                let isWindow =
                    (edge[0] == edge[2] && limits.contains(edge[0]))
                    || (edge[1] == edge[3] && limits.contains(edge[1]))
                #expect(isWindow, "seed \(seed): edge \(edge) has no neighbour")
            }
        }
    }

    @Test func `all polygons are valid for GEOS`() throws {
        var lines = ""
        for zoom in 11...16 {
            for seed in UInt64(40)...45 {
                var random = SeededGenerator(seed: seed)
                let address = try TileAddress(
                    zoom: zoom, longitude: Self.place.longitude, latitude: Self.place.latitude)
                let unit = Int32(address.side / TileLayer.extent)
                let coverage = RandomCoverage(
                    count: 30, cell: unit * Int32.random(in: 2...30, using: &random),
                    west: Int32(address.x * address.side) - 9 * unit,
                    north: Int32(address.y * address.side) - 7 * unit, &random)
                for (number, feature) in polygons(coverage, address).enumerated() {
                    lines += "\(zoom)-\(seed)-\(number)"
                    for ring in feature.ringEnds.indices {
                        let points = feature.vertices(ofRing: ring).map {
                            "\(feature.x[$0]) \(feature.y[$0])"
                        }
                        let kind = feature.doubledArea(ofRing: ring) > 0 ? "E" : "H"
                        lines += ";" + kind + points.joined(separator: ",")
                    }
                    lines += "\n"
                }
            }
        }
        let answer = try Oracle.ask("validity.py", lines)
        #expect(answer.hasPrefix("invalid 0 of "), "\(answer)")
    }
}

/// Programs in Python that judge by other means.
enum Oracle {
    /// Runs a script with an input and gives what it prints.
    static func ask(_ script: String, _ input: String) throws -> String {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Oracle")
        let file = NSTemporaryDirectory() + "tiles-" + UUID().uuidString
        try input.write(toFile: file, atomically: true, encoding: .utf8)
        defer { unlink(file) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-B", folder.appending(path: script).path, file]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let answer = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return String(decoding: answer, as: UTF8.self)
    }
}
