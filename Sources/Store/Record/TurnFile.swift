import Glibc

/// The writer's turn of all processes (写入轮次), and what its last holder said of the intake.
///
/// A file of three numbers beside the database, under a lock of the system's that ends with the process
/// that holds it: who had the last turn, the last event in the intake's log, and the last event that the
/// log is known to hold durably. It is never flushed: the first two are of worth to processes at work
/// only, and the third is written after the flush it tells of, so whatever a power cut leaves of it is
/// true. The file is mapped: a turn looks at it and changes it, some thousand times in a second.
///
/// Safety: the mapping stays for as long as the value. The first two numbers are written under the lock;
/// each is one aligned word, which the processor reads and writes at once.
final class TurnFile: @unchecked Sendable {
    static let file = "intake.turn"

    /// What the file says.
    struct Words: Equatable {
        /// The opening that had the last turn; 0 for none.
        var holder: UInt64 = 0
        /// The last event that was written to the log; it may be in the tables by now.
        var last = 0
        /// The last event that was flushed with the log, before its callers were answered.
        var durable = 0
    }

    /// The numbers in the file.
    private enum Place: Int {
        case holder, last, durable
    }

    private static let size = 4096

    let path: String
    private let descriptor: CInt
    private let numbers: UnsafeMutablePointer<UInt64>
    /// What tells this opening of the home from all others.
    private let holder = UInt64.random(in: 1 ... .max)

    /// How long a process waits for the turn of another, and how long between two questions.
    private static let patienceInSeconds = 15.0
    private static let pauses: [UInt32] = [50, 100, 200, 500, 1000, 2000, 5000, 10_000, 25_000]

    init(home: String) throws(StoreError) {
        path = home + "/" + Self.file
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw StorageFault.error(path: path, code: errno) }
        do throws(StoreError) {
            numbers = try Self.mapped(descriptor, path)
        } catch {
            close(descriptor)
            throw error
        }
    }

    deinit {
        munmap(numbers, Self.size)
        close(descriptor)
    }

    /// Maps the file, which gets its bytes first: memory that a full disk has no room for ends the process.
    private static func mapped(
        _ descriptor: CInt, _ path: String
    ) throws(StoreError) -> UnsafeMutablePointer<UInt64> {
        // Changes no byte that is there.
        let code = posix_fallocate(descriptor, 0, off_t(size))
        guard code == 0 else { throw StorageFault.error(path: path, code: code) }
        guard
            let start = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0),
            start != MAP_FAILED
        else { throw StorageFault.error(path: path, code: errno) }
        return start.bindMemory(to: UInt64.self, capacity: size / 8)
    }

    /// Has the turn while the body runs; threads of one opening come here one after the other.
    ///
    /// - Parameter body: gets what the file said, and whether the turn before was of this opening too.
    /// - Throws: ``StorageFault/busy`` when other processes do not give it free, and what the body throws.
    func taken<Value>(
        _ body: (_ words: Words, _ isOurs: Bool) throws(StoreError) -> Value
    ) throws(StoreError) -> Value {
        try lock()
        defer { flock(descriptor, LOCK_UN) }
        let words = words
        let isOurs = words.holder == holder
        // Before anything is done: whoever is killed in a turn has left its mark.
        if !isOurs { self[.holder] = holder }
        return try body(words, isOurs)
    }

    private func lock() throws(StoreError) {
        var waited = 0.0
        var attempt = 0
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EWOULDBLOCK || errno == EINTR else {
                throw StorageFault.error(path: path, code: errno)
            }
            guard waited < Self.patienceInSeconds else { throw .storage(path: path, .busy) }
            let pause = Self.pauses[min(attempt, Self.pauses.count - 1)]
            usleep(pause)
            waited += Double(pause) / 1_000_000
            attempt += 1
        }
    }

    // MARK: The numbers

    /// What the file says, for who has the turn; others see each number as it was a moment ago.
    var words: Words { Words(self[.holder], last: self[.last], durable: self[.durable]) }

    /// The last event in the log, for who has no turn.
    var last: Int { words.last }

    /// A group was written to the log.
    func setLast(_ sequence: Int) { self[.last] = UInt64(sequence) }

    /// The log was flushed; another opening may have said more meanwhile.
    func setDurable(_ sequence: Int) {
        self[.durable] = max(self[.durable], UInt64(sequence))
    }

    private subscript(place: Place) -> UInt64 {
        get { UInt64(littleEndian: numbers[place.rawValue]) }
        set { numbers[place.rawValue] = newValue.littleEndian }
    }

    /// What the file of a home says that may not be written; zeros when it has none.
    static func words(ofHome home: String) throws(StoreError) -> Words {
        guard let bytes = try DurableFile.read(home + "/" + file), bytes.count >= size else {
            return Words()
        }
        return bytes.withUnsafeBytes { bytes in
            func number(_ place: Place) -> UInt64 {
                UInt64(
                    littleEndian: bytes.loadUnaligned(
                        fromByteOffset: 8 * place.rawValue, as: UInt64.self))
            }
            return Words(number(.holder), last: number(.last), durable: number(.durable))
        }
    }
}

extension TurnFile.Words {
    /// The numbers of a file; a place beyond what a journal can have is read as 0.
    fileprivate init(_ holder: UInt64, last: UInt64, durable: UInt64) {
        self.holder = holder
        self.last = Int(exactly: last) ?? 0
        self.durable = Int(exactly: durable) ?? 0
    }
}
