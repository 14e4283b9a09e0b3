import VectorTiles

/// A file of prepared tiles, opened.
struct TileFile: Sendable {
    let layers: [PreparedLayer]

    /// Opens a file; nil when it is not whole or of another version.
    init?(_ file: MappedFile) {
        guard let magic = file.values(UInt8.self, at: 0, bytes: TileFileWriter.magic.count),
            Array(magic) == TileFileWriter.magic,
            let tail = file.values(UInt64.self, at: file.count - 16, bytes: 16),
            let start = Int(exactly: tail[0]), let count = Int(exactly: tail[1]),
            start <= file.count, count <= file.count / 32,
            let table = file.values(UInt64.self, at: start, bytes: count * 32)
        else { return nil }
        var places: [[TileSection: Range<Int>]] = []
        for row in stride(from: 0, to: table.count, by: 4) {
            guard let layer = Int(exactly: table[row]), layer <= places.count,
                let number = UInt32(exactly: table[row + 1]),
                let section = TileSection(rawValue: number),
                let offset = Int(exactly: table[row + 2]), let bytes = Int(exactly: table[row + 3]),
                offset <= file.count, bytes <= file.count - offset
            else { return nil }
            if layer == places.count { places.append([:]) }
            places[layer][section] = offset..<(offset + bytes)
        }
        var layers: [PreparedLayer] = []
        for sections in places {
            guard let layer = PreparedLayer(file, sections) else { return nil }
            layers.append(layer)
        }
        self.layers = layers
    }
}
