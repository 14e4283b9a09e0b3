import Geometry
import Glibc
import Overlay

/// Times index and tabulation without reading: `OverlayBench PATCHES.wkbs ZONES.wkbs…`.
///
/// Prints one line per pair, `a,b,area`, on standard output and `cpu SECONDS` on standard error.
/// The format of the files is described in `overlay_vs_shapely.py`.
@main
struct OverlayBench {
    static func main() throws {
        let layers = try CommandLine.arguments.dropFirst().map(read)
        let start = processorSeconds()
        let table = try tabulate(layers[0], by: Array(layers.dropFirst()), metric: .planar)
        let seconds = processorSeconds() - start
        var text = ""
        for row in 0..<table.rowCount {
            let zones = table.zones(ofRow: row).map(String.init).joined(separator: ",")
            text += "\(table.patches[row]),\(zones),\(table.area(ofRow: row))\n"
        }
        print(text, terminator: "")
        emit("cpu \(seconds)\n")
    }

    private static func emit(_ text: String) {
        let bytes = Array(text.utf8)
        _ = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }

    private static func processorSeconds() -> Double {
        var now = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now)
        return Double(now.tv_sec) + Double(now.tv_nsec) * 1e-9
    }

    private static func read(_ path: String) throws -> PolygonLayer {
        guard let file = fopen(path, "rb") else { throw Unreadable(path: path) }
        defer { fclose(file) }
        fseek(file, 0, SEEK_END)
        var bytes = [UInt8](repeating: 0, count: ftell(file))
        rewind(file)
        guard fread(&bytes, 1, bytes.count, file) == bytes.count else {
            throw Unreadable(path: path)
        }
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

    struct Unreadable: Error {
        let path: String
    }
}
