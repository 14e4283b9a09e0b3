/// A block of memory of fixed length for the hot loops: no bounds checks, no copies on write.
///
/// Safety: the elements are plain values; a buffer is either filled by one thread before it is
/// shared and only read afterwards, or owned by one thread for its whole life.
final class FixedBuffer<Element: BitwiseCopyable>: @unchecked Sendable {
    let base: UnsafeMutablePointer<Element>
    let count: Int

    init(count: Int, repeating value: Element) {
        self.count = count
        base = .allocate(capacity: max(count, 1))
        base.initialize(repeating: value, count: max(count, 1))
    }

    /// Memory that the caller fills before reading it.
    init(uninitialised count: Int) {
        self.count = count
        base = .allocate(capacity: max(count, 1))
    }

    /// Memory that the caller fills before reading it, followed by spare elements of value zero that may be read.
    init(uninitialised count: Int, spare: Int) where Element: FixedWidthInteger {
        self.count = count
        base = .allocate(capacity: count + spare)
        (base + count).initialize(repeating: 0, count: spare)
    }

    convenience init(_ array: [Element]) {
        self.init(uninitialised: array.count)
        for (n, value) in array.enumerated() { (base + n).initialize(to: value) }
    }

    deinit { base.deallocate() }

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
