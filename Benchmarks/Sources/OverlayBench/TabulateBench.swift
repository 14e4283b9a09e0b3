import Geometry
import Glibc
import Overlay

/// Times index and tabulation without reading:
/// `OverlayBench tabulate [--threads N] [--repeat N] [--path NAME] [--pairs FILE] PATCHES.wkbs ZONES.wkbs…`.
///
/// Prints on standard output, one a line: `cpu SECONDS` and `wall SECONDS` (the medians of the repeats), `pairs COUNT`,
/// `area SQUARE-METRES`, `vertices COUNT`, `coordinate-bytes COUNT`, `peak-bytes COUNT`.
/// `--path` chooses the instructions of the inner loops; `OverlayBench paths` lists the names, the default first.
/// `--pairs` writes the table: per row the feature of every layer as Int32, then the area as Double, little-endian.
enum TabulateBench {
    /// The code paths that the engine can be asked for.
    static let paths = CodePath.allCases.map(\.rawValue)

    @Sendable static func listPaths(_: [String]) { for path in paths { print(path) } }

    /// The options of a job on a code path.
    private static func options(threads: Int, path: String) throws -> TabulationOptions {
        guard let path = CodePath(rawValue: path) else {
            throw UsageError(text: "tabulate: no path \(path)")
        }
        return TabulationOptions(threads: threads, codePath: path)
    }

    @Sendable static func run(_ arguments: [String]) throws {
        var words = arguments[...]
        var threads = 1
        var repeats = 1
        var path = paths[0]
        var pairs: String?
        while let word = words.first, word.hasPrefix("--") {
            words = words.dropFirst()
            guard let value = words.popFirst() else { throw UsageError(text: "\(word) VALUE") }
            switch word {
            case "--threads": threads = Int(value) ?? 1
            case "--repeat": repeats = Int(value) ?? 1
            case "--path": path = value
            case "--pairs": pairs = value
            default: throw UsageError(text: "tabulate: no option \(word)")
            }
        }
        guard words.count >= 2 else { throw UsageError(text: "tabulate PATCHES ZONES…") }
        let layers = try words.map(LayerFile.read)
        let options = try options(threads: threads, path: path)
        var processor: [Double] = []
        var wall: [Double] = []
        var table: Tabulation?
        for _ in 0..<max(1, repeats) {
            let start = (ProcessMeasures.processorSeconds, ProcessMeasures.wallSeconds)
            table = try tabulate(
                layers[0], by: Array(layers.dropFirst()), metric: .planar, options: options)
            processor.append(ProcessMeasures.processorSeconds - start.0)
            wall.append(ProcessMeasures.wallSeconds - start.1)
        }
        guard let table else { return }
        let vertices = layers.reduce(0) { $0 + $1.vertexCount }
        print("cpu", processor.sorted()[processor.count / 2])
        print("wall", wall.sorted()[wall.count / 2])
        print("pairs", table.rowCount)
        print("area", table.totalArea)
        print("vertices", vertices)
        print("coordinate-bytes", 16 * vertices)
        print("peak-bytes", ProcessMeasures.peakBytes)
        if let pairs { try write(table, to: pairs) }
    }

    private static func write(_ table: Tabulation, to path: String) throws {
        guard let file = fopen(path, "wb") else { throw LayerFile.Unreadable(path: path) }
        defer { fclose(file) }
        for row in 0..<table.rowCount {
            var features = [table.patches[row]] + table.zones(ofRow: row)
            var area = table.area(ofRow: row)
            fwrite(&features, 4, features.count, file)
            fwrite(&area, 8, 1, file)
        }
    }
}
