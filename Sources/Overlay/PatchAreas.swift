import Glibc

/// Twice the area of each patch of a job on its grid, by the number of the patch.
///
/// 0 for patches that were not measured. Their memory is not touched: a layer of few zones meets few
/// patches, and first touches of memory would cost more than looking at them.
public struct PatchAreas: RandomAccessCollection, Equatable, Sendable {
    private let storage: Storage

    /// Safety: each place is written, and read until all are written, by one thread.
    private final class Storage: @unchecked Sendable {
        let base: UnsafeMutablePointer<Int64>
        let count: Int

        init(count: Int) {
            guard let memory = calloc(Swift.max(count, 1), MemoryLayout<Int64>.stride) else {
                preconditionFailure("no memory for \(count) areas")
            }
            base = memory.bindMemory(to: Int64.self, capacity: Swift.max(count, 1))
            self.count = count
        }

        deinit { free(base) }
    }

    /// Zeros, to be written through ``places`` before anything is read.
    init(count: Int) { storage = Storage(count: count) }

    /// Where the areas are written.
    var places: UnsafeMutablePointer<Int64> { storage.base }

    /// The first patch.
    public var startIndex: Int { 0 }
    /// The number of patches.
    public var endIndex: Int { storage.count }

    /// Twice the area of a patch, in grid units.
    public subscript(patch: Int) -> Int64 {
        precondition(patch >= 0 && patch < storage.count, "no such patch")
        return storage.base[patch]
    }

    /// Whether all areas are the same.
    public static func == (a: PatchAreas, b: PatchAreas) -> Bool { a.elementsEqual(b) }
}
