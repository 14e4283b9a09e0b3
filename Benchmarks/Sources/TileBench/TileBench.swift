import Glibc
import LandModel
import Maps
import VectorTiles

/// Makes the tiles of a snapshot and tells how long each took.
///
///     TileBench prepare SNAPSHOT CACHE          seconds and bytes of the preparation
///     TileBench time SNAPSHOT CACHE [Z,…]       every tile of the snapshot: z x y bytes microseconds
///     TileBench write SNAPSHOT CACHE OUT [Z,…]  every tile as OUT/z/x/y.pbf
@main
struct TileBench {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count >= 4 else {
            print("usage: TileBench prepare|time|write SNAPSHOT CACHE [OUT] [ZOOM,…]")
            exit(2)
        }
        let isWriting = arguments[1] == "write"
        let start = cpuSeconds()
        let store = try TileStore.open(
            snapshot: arguments[2], digest: "bench", cache: arguments[3],
            progress: WorkProgress { phase, done, total in
                note("\(phase.en) \(done)/\(total) at \(cpuSeconds() - start) s")
                return true
            })
        if arguments[1] == "prepare" {
            print("prepare \(cpuSeconds() - start) s, peak \(peakMemory()) MB")
            for (layer, zoom) in store.drawingZooms { print("\(layer) drawn from zoom \(zoom)") }
            return
        }
        let zooms = arguments.count > (isWriting ? 5 : 4) ? arguments[isWriting ? 5 : 4] : ""
        let wanted = zooms.split(separator: ",").compactMap { Int($0) }
        for zoom in wanted.isEmpty ? Array(TileStore.zooms) : wanted {
            try run(store, zoom, out: isWriting ? arguments[4] : nil)
        }
        note("peak \(peakMemory()) MB")
    }

    static func run(_ store: TileStore, _ zoom: Int, out: String?) throws {
        guard let bounds = store.bounds else { return }
        let first = try TileAddress(zoom: zoom, longitude: bounds.minX, latitude: bounds.maxY)
        let last = try TileAddress(zoom: zoom, longitude: bounds.maxX, latitude: bounds.minY)
        for y in first.y...last.y {
            for x in first.x...last.x {
                let start = cpuSeconds()
                let bytes = store.tile(try TileAddress(zoom: zoom, x: x, y: y))
                let seconds = cpuSeconds() - start
                guard !bytes.isEmpty else { continue }
                print("\(zoom) \(x) \(y) \(bytes.count) \(Int(seconds * 1e6))")
                if let out { try write(bytes, "\(out)/\(zoom)/\(x)", "\(y).pbf") }
            }
        }
    }

    static func write(_ bytes: [UInt8], _ folder: String, _ name: String) throws {
        var path = ""
        for part in folder.split(separator: "/", omittingEmptySubsequences: false) {
            path += part + "/"
            mkdir(path, 0o755)
        }
        guard let file = fopen(path + name, "w") else { exit(1) }
        fwrite(bytes, 1, bytes.count, file)
        fclose(file)
    }

    static func note(_ text: String) {
        let line = Array((text + "\n").utf8)
        _ = Glibc.write(2, line, line.count)
    }

    static func cpuSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    static func peakMemory() -> Int {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss / 1024
    }
}
