import Glibc

/// A block of memory of fixed length for the hot loops: no bounds checks, no copies on write.
///
/// Large blocks ask the system for large pages: the first touch of every small page was measured at
/// up to a tenth of the whole time of a job.
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
    ///
    /// - Parameter isSparse: whether most of it will never be touched.
    init(uninitialised count: Int, isSparse: Bool = false) {
        self.count = count
        base = Self.reserve(max(count, 1), isSparse: isSparse)
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

    private static func reserve(
        _ count: Int, isSparse: Bool = false
    ) -> UnsafeMutablePointer<Element> {
        let large = 1 << 21
        var bytes = count * MemoryLayout<Element>.stride
        var memory: UnsafeMutableRawPointer?
        let isLarge = bytes >= 2 * large && !isSparse
        // The rest of the last large page costs less than the small pages of what is in it.
        if isLarge { bytes = (bytes + large - 1) / large * large }
        let alignment = isLarge ? large : 64
        let status = posix_memalign(&memory, alignment, bytes)
        guard status == 0, let memory else { preconditionFailure("no memory for \(bytes) bytes") }
        if isLarge { madvise(memory, bytes, MADV_HUGEPAGE) }
        return memory.bindMemory(to: Element.self, capacity: count)
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
