/// A list of plain values for the hot loops: no exclusivity checks, no reference counts.
///
/// Safety: owned by one thread at a time, as the classes that hold one state.
struct GrowingBuffer<Element: BitwiseCopyable>: ~Copyable {
    private struct State {
        var base: UnsafeMutablePointer<Element>
        var count: Int
        var capacity: Int
    }

    private let state: UnsafeMutablePointer<State>

    init(capacity: Int = 16) {
        state = .allocate(capacity: 1)
        state.initialize(
            to: State(base: .allocate(capacity: capacity), count: 0, capacity: capacity))
    }

    deinit {
        state.pointee.base.deallocate()
        state.deallocate()
    }

    @inline(__always) var count: Int { state.pointee.count }
    @inline(__always) var isEmpty: Bool { state.pointee.count == 0 }
    /// The values; do not keep the pointer over an `append`.
    @inline(__always) var base: UnsafeMutablePointer<Element> { state.pointee.base }
    @inline(__always) var view: UnsafeMutableBufferPointer<Element> {
        UnsafeMutableBufferPointer(start: state.pointee.base, count: state.pointee.count)
    }

    @inline(__always)
    func removeAll() { state.pointee.count = 0 }

    /// Keeps the first values only.
    @inline(__always)
    func shorten(to count: Int) { state.pointee.count = count }

    @inline(__always)
    func append(_ element: Element) {
        let count = state.pointee.count
        if count == state.pointee.capacity { grow(to: count + 1) }
        (state.pointee.base + count).initialize(to: element)
        state.pointee.count = count &+ 1
    }

    /// Makes the list longer by a count of values, which the caller writes to the places returned.
    @inline(__always)
    func extend(by more: Int) -> UnsafeMutablePointer<Element> {
        let count = state.pointee.count
        if count &+ more > state.pointee.capacity { grow(to: count + more) }
        state.pointee.count = count &+ more
        return state.pointee.base + count
    }

    /// Makes room for a count of values, those up to `count` kept.
    @inline(never)
    func grow(to wanted: Int) {
        let (old, count) = (state.pointee.base, state.pointee.count)
        guard wanted > state.pointee.capacity else { return }
        let capacity = max(wanted, 2 * state.pointee.capacity)
        let base = UnsafeMutablePointer<Element>.allocate(capacity: capacity)
        base.moveInitialize(from: old, count: count)
        old.deallocate()
        state.pointee.base = base
        state.pointee.capacity = capacity
    }
}
