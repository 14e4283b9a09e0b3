import CFileRange
import Digest
import Glibc
import Journal
import Synchronization

/// The file of the intake: groups of batches, each durable by one write and one flush.
///
/// It has regions, each written from its beginning over groups that the tables have. A group takes
/// whole pages of its own, so no write touches what was acknowledged before. Nothing is removed: a
/// group is current when it goes on with the chain of the tables, and says by its own hashes whether it
/// is whole. The layout is that of ``IntakeRecord``. Where the file must grow it does so by many pages
/// of zeros, because a flush that makes a new size durable takes far longer than one of bytes.
final class IntakeLog: Sendable {
    static let file = "intake.log"
    /// The bytes of a region.
    static let regionSize = 16 << 20
    /// A region can be written again when the tables have all its acts.
    ///
    /// What waits for the tables and what is on its way there fill three, seldom more (``Intake/isFull``).
    static let regions = 4
    /// By how much the file grows, in bytes.
    private static let growth = 1 << 20

    /// Where the next group goes.
    private struct Position {
        var region = 0
        var offset = 0
        /// The last event in each region; 0 when it holds none that was written since.
        var last = [Int](repeating: 0, count: IntakeLog.regions)
        /// The file's bytes; within the writer's turn nobody else changes them.
        var size: Int
    }

    let path: String
    private let descriptor: CInt
    private let regionSize: Int
    /// Nil when others may have written here: then the file must be read first.
    private let position = Mutex<Position?>(nil)
    /// A group on its way to the file; used in the writer's turn only, one after the other.
    private let record = Mutex<[UInt8]>([])

    init(home: String, regionSize: Int) throws(StoreError) {
        path = home + "/" + Self.file
        self.regionSize = regionSize
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw StorageFault.error(path: path, code: errno) }
        // Nothing was acknowledged in a file without bytes, whose name may be new.
        if fileSize > 0 { return }
        try DurableFile.syncFolder(of: path)
    }

    deinit { close(descriptor) }

    /// Whether all that the file holds beyond the tables was written by this opening.
    var isKnown: Bool { position.withLock { $0 != nil } }

    /// Others may have written here.
    func forget() { position.withLock { $0 = nil } }

    /// Everything here is in the tables: the next group goes to the beginning.
    func restart() {
        let size = fileSize
        position.withLock { $0 = Position(size: size) }
    }

    private var fileSize: Int {
        var status = stat()
        return fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
    }

    /// Writes a group, which a flush of the file makes durable.
    ///
    /// - Parameters:
    ///   - previous: the hash before the first event.
    ///   - head: the end of the chain after the last.
    ///   - applied: the tables hold all up to here, durably.
    /// - Returns: false when there is no room before the tables have more, or ``isKnown`` is false.
    func append(
        _ batches: [RecordedBatch], previous: HashValue, head: JournalHead, applied: Int
    ) throws(StoreError) -> Bool {
        guard let first = batches.first?.receipt.sequences.lowerBound else { return true }
        return try record.withLock { bytes throws(StoreError) in
            IntakeRecord.write(
                batches, IntakeRecord.Head(first: first, previous: previous, end: head), to: &bytes)
            guard let place = place(for: bytes.count, applied: applied) else { return false }
            try write(bytes, at: place)
            grow(beyond: place + bytes.count)
            // The disk works for it while it waits for its flush.
            file_range_begin_writing(descriptor, Int64(place), Int64(bytes.count))
            position.withLock { position in
                guard let region = position?.region else { return }
                position?.offset += bytes.count
                position?.last[region] = head.sequence
            }
            return true
        }
    }

    /// Where so many bytes may go; nil when what is there may still be needed.
    private func place(for count: Int, applied: Int) -> Int? {
        position.withLock { position in
            guard var next = position, count <= regionSize else { return nil }
            if next.last.allSatisfy({ $0 <= applied }) {
                next = Position(size: next.size)
            } else if next.offset + count > regionSize {
                // The first that is free, so that the file does not grow without need.
                guard
                    let free = next.last.indices.first(where: {
                        $0 != next.region && next.last[$0] <= applied
                    })
                else { return nil }
                next.region = free
                next.offset = 0
            }
            position = next
            return next.region * regionSize + next.offset
        }
    }

    /// Puts zeros behind a group at the end of the file, as far as the region goes.
    ///
    /// They say nothing, so it does not matter whether they are written: the next group does it then.
    private func grow(beyond end: Int) {
        position.withLock { position in
            guard let size = position?.size, end > size else { return }
            let room = (regionSize - end % regionSize) % regionSize
            let count = min(Self.growth, room)
            let written = Self.zeros.withUnsafeBytes {
                pwrite(descriptor, $0.baseAddress, count, end)
            }
            position?.size = end + max(written, 0)
        }
    }

    private static let zeros = [UInt8](repeating: 0, count: growth)

    private func write(_ bytes: [UInt8], at place: Int) throws(StoreError) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                pwrite(
                    descriptor, $0.baseAddress.map { $0 + written }, bytes.count - written,
                    place + written)
            }
            guard count >= 0 || errno == EINTR else {
                throw StorageFault.error(path: path, code: errno)
            }
            written += max(count, 0)
        }
    }

    /// The groups that are whole, by their places in the chain, without those that end before one.
    func groups(
        beyond sequence: Int, algorithm: DigestAlgorithm
    ) throws(StoreError) -> [IntakeGroup] {
        try Self.groups(in: descriptor, path, regionSize, beyond: sequence, algorithm)
    }

    /// The groups of a home that may not be written; none when it has no intake.
    static func groups(
        ofHome home: String, algorithm: DigestAlgorithm
    ) throws(StoreError) -> [IntakeGroup] {
        let path = home + "/" + file
        guard VaultFolder.regular(path) != nil else { return [] }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw StorageFault.error(path: path, code: errno) }
        defer { close(descriptor) }
        return try groups(in: descriptor, path, regionSize, beyond: 0, algorithm)
    }

    private static func groups(
        in descriptor: CInt, _ path: String, _ regionSize: Int, beyond sequence: Int,
        _ algorithm: DigestAlgorithm
    ) throws(StoreError) -> [IntakeGroup] {
        var found: [IntakeGroup] = []
        for region in 0..<regions {
            var offset = region * regionSize
            let end = offset + regionSize
            var before: Int?
            while offset < end {
                let bytes = try read(IntakeRecord.headSize, at: offset, in: descriptor, path)
                guard let head = IntakeRecord.Head(bytes, room: end - offset),
                    before.map({ head.first - 1 == $0 }) ?? true
                else { break }
                if head.last > sequence {
                    let text = try read(
                        head.textSize, at: offset + IntakeRecord.headSize, in: descriptor, path)
                    let group = IntakeGroup(head, text)
                    guard group.isWhole(algorithm) else { break }
                    found.append(group)
                }
                before = head.last
                offset += head.size
            }
        }
        return found.sorted { $0.first < $1.first }
    }

    /// So many bytes, or fewer at the end of the file.
    private static func read(
        _ count: Int, at place: Int, in descriptor: CInt, _ path: String
    ) throws(StoreError) -> [UInt8] {
        var failure: CInt = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let more = pread(
                    descriptor, buffer.baseAddress.map { $0 + filled }, count - filled,
                    place + filled)
                if more < 0, errno == EINTR { continue }
                if more < 0 { failure = errno }
                guard more > 0 else { return }
                filled += more
            }
        }
        guard failure == 0 else { throw StorageFault.error(path: path, code: failure) }
        return bytes
    }
}
