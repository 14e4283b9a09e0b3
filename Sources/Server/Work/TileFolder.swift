import Foundation
import NIOCore
import VectorTiles

/// The tiles of one snapshot in files, as they go over the wire (瓦片目录).
///
/// A county has some ten thousand tiles from the coarsest to the finest zoom; made once, they are read
/// in a fraction of a millisecond. A file holds the mark of the content, a line feed and the packed
/// bytes, none where nothing lies. Files take their name when they are whole. The folder may be emptied
/// at any time; what is missing is made again.
struct TileFolder {
    private let folder: URL

    /// The tiles of a snapshot below a folder for what can be made again.
    init(_ derived: URL, snapshot: String) {
        folder = derived.appending(path: snapshot + ".tiles.d")
    }

    private func file(_ address: TileAddress) -> URL {
        folder.appending(path: "\(address.zoom)/\(address.x)/\(address.y)")
    }

    /// Whether a tile is there.
    func holds(_ address: TileAddress) -> Bool {
        FileManager.default.fileExists(atPath: file(address).path)
    }

    /// A tile; nil when it is not there or its file is not what was written.
    func tile(_ address: TileAddress) -> TileShelf.Tile? {
        guard let data = FileManager.default.contents(atPath: file(address).path),
            let end = data.prefix(Self.longestTag).firstIndex(of: Self.lineFeed),
            let tag = String(data: data[..<end], encoding: .utf8)
        else { return nil }
        let packed = data[(end + 1)...]
        guard packed.isEmpty || packed.starts(with: Self.gzip) else { return nil }
        return TileShelf.Tile(packed: packed.isEmpty ? nil : ByteBuffer(bytes: packed), tag: tag)
    }

    /// Keeps a tile.
    ///
    /// - Throws: what the file system says.
    func keep(_ tile: TileShelf.Tile, at address: TileAddress) throws {
        let file = file(address)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        var data = Data(tile.tag.utf8)
        data.append(Self.lineFeed)
        if let packed = tile.packed { data.append(contentsOf: packed.readableBytesView) }
        try data.write(to: file, options: .atomic)
    }

    private static let lineFeed: UInt8 = 10
    private static let longestTag = 100
    /// What a gzip member begins with (RFC 1952, 2.3.1).
    private static let gzip: [UInt8] = [0x1F, 0x8B]
}
