import Geometry
import Glibc

/// Reads a layer file of the benchmarks (`.wkbs`).
///
/// A UInt32 number of features, then per feature a UInt32 length and that many bytes of WKB, all little-endian.
enum LayerFile {
    /// The layer of a file, read feature by feature: the bytes of the file are never in memory together.
    static func read(_ path: String) throws -> PolygonLayer {
        guard let file = fopen(path, "rb") else { throw Unreadable(path: path) }
        defer { fclose(file) }
        var layer = PolygonLayer()
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        let features = try length(in: file, path)
        for _ in 0..<features {
            let count = try length(in: file, path)
            if count > bytes.count { bytes = [UInt8](repeating: 0, count: 2 * count) }
            guard fread(&bytes, 1, count, file) == count else { throw Unreadable(path: path) }
            try bytes.withUnsafeBytes {
                try WellKnownBinary.appendFeature(
                    UnsafeRawBufferPointer(rebasing: $0[..<count]), to: &layer)
            }
        }
        return layer
    }

    /// The bytes of a file.
    static func bytes(_ path: String) throws -> [UInt8] {
        guard let file = fopen(path, "rb") else { throw Unreadable(path: path) }
        defer { fclose(file) }
        fseek(file, 0, SEEK_END)
        var bytes = [UInt8](repeating: 0, count: ftell(file))
        rewind(file)
        guard fread(&bytes, 1, bytes.count, file) == bytes.count else {
            throw Unreadable(path: path)
        }
        return bytes
    }

    /// The layer in the bytes of a file.
    static func layer(_ bytes: [UInt8]) throws -> PolygonLayer {
        var layer = PolygonLayer()
        try bytes.withUnsafeBytes { buffer in
            var at = 4
            for _ in 0..<buffer.loadUnaligned(fromByteOffset: 0, as: UInt32.self) {
                let length = Int(buffer.loadUnaligned(fromByteOffset: at, as: UInt32.self))
                let feature = UnsafeRawBufferPointer(rebasing: buffer[(at + 4)..<(at + 4 + length)])
                try WellKnownBinary.appendFeature(feature, to: &layer)
                at += 4 + length
            }
        }
        return layer
    }

    private static func length(in file: UnsafeMutablePointer<FILE>, _ path: String) throws -> Int {
        var value: UInt32 = 0
        guard fread(&value, 4, 1, file) == 1 else { throw Unreadable(path: path) }
        return Int(UInt32(littleEndian: value))
    }

    struct Unreadable: Error, CustomStringConvertible {
        let path: String

        var description: String {
            "\(path) cannot be read or is no whole .wkbs file; Benchmarks/run overlay makes those of a county"
        }
    }
}
