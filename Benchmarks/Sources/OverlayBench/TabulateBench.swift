import Geometry
import Glibc
import Overlay

/// Times index and tabulation without reading:
/// `OverlayBench tabulate [--threads N] [--repeat N] [--path NAME] [--pairs FILE] [--each] [--every-patch]
/// PATCHES.wkbs ZONES.wkbs…`.
///
/// Without `--each` all layers make one table; with it each makes a table of its own, in one pass over the patches.
/// Patches that meet no zone have no row and are not put on the grid; `--every-patch` measures them too, for the
/// closure of the books. Prints on standard output, one a line: `cpu SECONDS` and `wall SECONDS` (the medians of the repeats), `pairs COUNT`,
/// `area SQUARE-METRES`, `vertices COUNT`, `coordinate-bytes COUNT`, `peak-bytes COUNT`.
/// `--path` chooses the instructions of the inner loops; `OverlayBench paths` lists the names, the default first.
/// `--pairs` writes the table: per row the feature of every layer as Int32, then the area as Double, little-endian.
enum TabulateBench {
    /// The code paths that the engine can be asked for.
    static let paths = CodePath.allCases.map(\.rawValue)

    @Sendable static func listPaths(_: [String]) { for path in paths { print(path) } }

    /// What the command line asks for.
    private struct Job {
        var options = TabulationOptions(measuresUntouchedPatches: false)
        var repeats = 1
        var isEach = false
        var pairs: String?
        var files: ArraySlice<String>

        init(_ arguments: [String]) throws {
            files = arguments[...]
            while let word = files.first, word.hasPrefix("--") {
                files = files.dropFirst()
                switch word {
                case "--each": isEach = true
                case "--every-patch": options.measuresUntouchedPatches = true
                default: try set(word)
                }
            }
            guard files.count >= 2, pairs == nil || !isEach else {
                throw UsageError(text: "tabulate PATCHES ZONES…; --pairs writes one table")
            }
        }

        private mutating func set(_ word: String) throws {
            guard let value = files.popFirst() else { throw UsageError(text: "\(word) VALUE") }
            switch word {
            case "--threads": options.threads = try Self.number(value, of: word)
            case "--repeat": repeats = try Self.number(value, of: word)
            case "--pairs": pairs = value
            case "--path":
                guard let path = CodePath(rawValue: value) else {
                    throw UsageError(text: "tabulate: no path \(value)")
                }
                options.codePath = path
            default: throw UsageError(text: "tabulate: no option \(word)")
            }
        }

        private static func number(_ value: String, of word: String) throws -> Int {
            guard let number = Int(value), number > 0 else {
                throw UsageError(text: "tabulate: \(word) needs a number above 0, not \(value)")
            }
            return number
        }

        func tables(_ layers: [PolygonLayer]) throws -> [Tabulation] {
            let zones = Array(layers.dropFirst())
            if isEach {
                return try tabulateEach(layers[0], by: zones, metric: .planar, options: options)
            }
            return [try tabulate(layers[0], by: zones, metric: .planar, options: options)]
        }
    }

    @Sendable static func run(_ arguments: [String]) throws {
        let job = try Job(arguments)
        let layers = try job.files.map(LayerFile.read)
        var processor: [Double] = []
        var wall: [Double] = []
        var tables: [Tabulation] = []
        for _ in 0..<max(1, job.repeats) {
            let start = (ProcessMeasures.processorSeconds, ProcessMeasures.wallSeconds)
            tables = try job.tables(layers)
            processor.append(ProcessMeasures.processorSeconds - start.0)
            wall.append(ProcessMeasures.wallSeconds - start.1)
        }
        let vertices = layers.reduce(0) { $0 + $1.vertexCount }
        print("cpu", processor.sorted()[processor.count / 2])
        print("wall", wall.sorted()[wall.count / 2])
        print("pairs", tables.reduce(0) { $0 + $1.rowCount })
        print("area", tables.reduce(0) { $0 + $1.totalArea })
        print("vertices", vertices)
        print("coordinate-bytes", 16 * vertices)
        print("peak-bytes", ProcessMeasures.peakBytes)
        if let pairs = job.pairs { try write(tables[0], to: pairs) }
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
