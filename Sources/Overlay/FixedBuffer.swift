import Glibc

/// A block of memory of fixed length for the hot loops: no bounds checks, no copies on write.
///
/// Memory is on pages of the usual size: large ones are touched first at a quarter of the cost where the system has them at
/// hand, and at five times the cost in a virtual machine whose host must find them (decision 0004, eighth round).
///
/// Safety: the elements are plain values; a buffer is either filled by threads that each write their
/// own part before it is shared and only read afterwards, or owned by one thread for its whole life.
final class FixedBuffer<Element: BitwiseCopyable>: @unchecked Sendable {
    let base: UnsafeMutablePointer<Element>
    private(set) var count: Int

    init(count: Int, repeating value: Element) {
        self.count = count
        base = Self.reserve(max(count, 1))
        base.initialize(repeating: value, count: max(count, 1))
    }

    /// Zeros; what is not written takes no memory where the system gives it anew.
    init(zeros count: Int) where Element: FixedWidthInteger {
        self.count = count
        base = Self.zeros(count)
    }

    /// Memory that the caller fills before reading it.
    init(uninitialised count: Int) {
        self.count = count
        base = Self.reserve(max(count, 1))
    }

    /// Memory that the caller fills before reading it, followed by spare elements of value zero that may be read.
    init(uninitialised count: Int, spare: Int) where Element: FixedWidthInteger {
        self.count = count
        base = Self.reserve(count + spare)
        (base + count).initialize(repeating: 0, count: spare)
    }

    convenience init(_ array: [Element]) {
        self.init(uninitialised: array.count)
        for (n, value) in array.enumerated() { (base + n).initialize(to: value) }
    }

    deinit { free(base) }

    /// Gives up the elements past a count; only before the buffer is shared.
    func shorten(to count: Int) {
        precondition(count <= self.count, "\(count) of \(self.count) values")
        self.count = count
    }

    /// The same elements and as many places after them.
    func roomier() -> FixedBuffer {
        let other = FixedBuffer(uninitialised: 2 * count)
        other.base.initialize(from: base, count: count)
        return other
    }

    private static func zeros(_ count: Int) -> UnsafeMutablePointer<Element> {
        guard let memory = calloc(max(count, 1), MemoryLayout<Element>.stride) else {
            preconditionFailure("no memory for \(count) values")
        }
        return memory.bindMemory(to: Element.self, capacity: max(count, 1))
    }

    private static func reserve(_ count: Int) -> UnsafeMutablePointer<Element> {
        let bytes = count * MemoryLayout<Element>.stride
        var memory: UnsafeMutableRawPointer?
        let status = posix_memalign(&memory, 64, bytes)
        guard status == 0, let memory else { preconditionFailure("no memory for \(bytes) bytes") }
        return memory.bindMemory(to: Element.self, capacity: count)
    }

    /// Has the system provide all pages now, some by each thread; for memory that will be written to its end.
    ///
    /// One by one, as they are first written, pages cost a quarter more. What the system cannot do now it does then.
    func touch(threads: Int) {
        let bytes = count * MemoryLayout<Element>.stride
        guard bytes >= 1 << 18 else { return }
        let page = sysconf(Int32(_SC_PAGESIZE))
        let start = Int(bitPattern: base)
        let pages = ((start + page - 1) / page)..<((start + bytes) / page)
        ParallelChunks.run(pieces: threads, threads: threads) { _, piece in
            let first = pages.lowerBound + pages.count * piece / threads
            let end = pages.lowerBound + pages.count * (piece + 1) / threads
            madvise(
                UnsafeMutableRawPointer(self.base) + (first * page - start), (end - first) * page,
                MADV_POPULATE_WRITE)
        }
    }

    @inline(__always)
    subscript(_ n: Int) -> Element {
        get {
            assert(n >= 0 && n < count)
            return base[n]
        }
        set {
            assert(n >= 0 && n < count)
            base[n] = newValue
        }
    }
}
