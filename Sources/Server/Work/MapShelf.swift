import Digest
import Foundation
import LandModel
import Logging
import Maps
import NIOPosix
import Store

/// The snapshots that are open (已打开的一张图); each is opened once, however many ask.
actor MapShelf {
    private struct Place {
        let opening: Task<MapSnapshot, any Error>
        var used: Int
    }

    /// Tiles of theirs that were asked for lately.
    nonisolated let tiles = TileShelf()
    /// The thread that makes tiles before they are asked for.
    private let ahead = JobThreads(count: 1)
    private let home: OfficeHome
    private let logger: Logger
    /// How many stay open; a county with its indices takes up to some hundred megabytes.
    private let most: Int
    private var places: [VaultID: Place] = [:]
    private var clock = 0

    init(home: OfficeHome, megabytes: Int, logger: Logger) {
        self.home = home
        self.logger = logger
        most = max(1, megabytes / 300)
    }

    /// The opened snapshot of an edition.
    func map(_ snapshot: VaultID) async throws -> MapSnapshot {
        clock += 1
        if places[snapshot] != nil {
            places[snapshot]?.used = clock
        } else {
            let path = try home.vault.path(of: snapshot)
            let cache = home.path + "/derived/maps"
            let opening = Task { try await Self.open(path, cache: cache) }
            places[snapshot] = Place(opening: opening, used: clock)
            fill(from: opening, of: snapshot)
            closeOldest()
        }
        guard let place = places[snapshot] else { throw Problem.missing() }
        do {
            return try await place.opening.value
        } catch {
            places[snapshot] = nil
            throw error
        }
    }

    /// Makes the coarse tiles of a map as soon as it is open.
    private func fill(from opening: Task<MapSnapshot, any Error>, of snapshot: VaultID) {
        let (tiles, logger) = (tiles, logger)
        Task(executorPreference: ahead) {
            do {
                try tiles.fill(from: try await opening.value, of: snapshot)
            } catch {
                // Whoever asks for the map or the tile is told too.
                logger.warning(
                    "tiles were not made ahead",
                    metadata: ["snapshot": "\(snapshot)", "error": "\(error)"])
            }
        }
    }

    private static func open(_ path: String, cache: String) async throws -> MapSnapshot {
        try await Offload.run {
            try FileManager.default.createDirectory(
                atPath: cache, withIntermediateDirectories: true)
            let map = try MapSnapshot.open(path, cache: cache, progress: .silent)
            // Whoever opens a map looks at it next.
            try map.prepareTiles()
            return map
        }
    }

    private func closeOldest() {
        while places.count > most, let oldest = places.min(by: { $0.value.used < $1.value.used }) {
            places[oldest.key] = nil
        }
    }
}

/// Work that keeps a thread busy: on threads of its own, so that the few threads that serve requests
/// go on serving.
enum Offload {
    /// Those that answer go first: a sorted table of a county takes a quarter of a second, and whoever opens a page
    /// beside it is not to wait for that.
    private static let patience: Int32 = 4

    private static let pool: NIOThreadPool = {
        let pool = NIOThreadPool(numberOfThreads: 4)
        pool.start()
        return pool
    }()

    /// Runs work on one of those threads.
    static func run<Value: Sendable>(
        _ work: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await pool.runIfActive {
            ThreadPatience.atLeast(patience)
            return try work()
        }
    }
}
