import Digest
import Foundation
import NIOCore
import Store
import Testing
import VectorTiles

@testable import Server

@Suite struct TileShelfTests {
    private func place(_ x: Int) throws -> TileShelf.Place {
        TileShelf.Place(
            snapshot: VaultID(MessageDigest.hash(of: [1, 2, 3], by: .sha256)),
            address: try TileAddress(zoom: 14, x: x, y: 7))
    }

    private func tile(_ x: Int) -> TileShelf.Tile {
        TileShelf.Tile(
            packed: ByteBuffer(repeating: UInt8(truncatingIfNeeded: x), count: 100_000),
            tag: "\(x)")
    }

    @Test func `a tile is kept as it was, also one where nothing lies`() throws {
        let shelf = TileShelf(megabytes: 1)
        #expect(try shelf.tile(at: place(1)) == nil)
        shelf.keep(tile(1), at: try place(1))
        shelf.keep(TileShelf.Tile(packed: nil, tag: ""), at: try place(2))
        #expect(try shelf.tile(at: place(1))?.packed == tile(1).packed)
        #expect(try shelf.tile(at: place(1))?.tag == "1")
        let empty = try #require(try shelf.tile(at: place(2)))
        #expect(empty.packed == nil)
    }

    @Test func `room is found by letting go of what nobody asked for`() throws {
        let shelf = TileShelf(megabytes: 1)
        for x in 0..<40 {
            shelf.keep(tile(x), at: try place(x))
            #expect(try shelf.tile(at: place(0)) != nil)
        }
        let held = try (0..<40).filter { try shelf.tile(at: place($0)) != nil }
        #expect(held.count * 100_000 <= 1 << 20)
        #expect(held.contains(39))
        #expect(!held.contains(1))
    }

    @Test func `files give a tile back as it was, and nothing for what is no tile`() throws {
        let derived = FileManager.default.temporaryDirectory.appending(
            path: "tianchou-tiles-\(UUID().uuidString)")
        defer {
            do {
                try FileManager.default.removeItem(at: derived)
            } catch {
                Issue.record("\(error)")
            }
        }
        let folder = TileFolder(derived, snapshot: "a")
        let (full, empty) = (
            try TileAddress(zoom: 14, x: 1, y: 7), try TileAddress(zoom: 14, x: 2, y: 7)
        )
        #expect(folder.tile(full) == nil && !folder.holds(full))
        let packed = try #require(Compression.gzip(ByteBuffer(string: "tile\nof two lines")))
        try folder.keep(TileShelf.Tile(packed: packed, tag: "W/\"1\""), at: full)
        try folder.keep(TileShelf.Tile(packed: nil, tag: "W/\"0\""), at: empty)
        #expect(folder.holds(full) && folder.tile(full)?.packed == packed)
        #expect(folder.tile(full)?.tag == "W/\"1\"")
        let nothing = try #require(folder.tile(empty))
        #expect(nothing.packed == nil && nothing.tag == "W/\"0\"")
        // Another snapshot has tiles of its own.
        #expect(TileFolder(derived, snapshot: "b").tile(full) == nil)
        let file = derived.appending(path: "a.tiles.d/14/1/7")
        for damage in ["", "no line feed", "W/\"1\"\nnot packed"] {
            try Data(damage.utf8).write(to: file)
            #expect(folder.tile(full) == nil)
        }
    }
}
