import Digest
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
}
