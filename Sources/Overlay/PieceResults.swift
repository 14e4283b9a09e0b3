/// One result per piece of work, written by whichever thread did the piece.
///
/// Safety: each slot is written once, by one thread, before the threads are joined, and read after.
final class PieceResults<Value>: @unchecked Sendable {
    private let slots: UnsafeMutablePointer<Value?>
    private let count: Int

    init(count: Int) {
        self.count = count
        slots = .allocate(capacity: max(count, 1))
        slots.initialize(repeating: nil, count: count)
    }

    deinit {
        slots.deinitialize(count: count)
        slots.deallocate()
    }

    func store(_ value: Value, piece: Int) { slots[piece] = value }

    /// What was stored for a piece by the thread that asks.
    func value(_ piece: Int) -> Value? { slots[piece] }

    /// The results in the order of the pieces.
    var inOrder: [Value] { (0..<count).compactMap { slots[$0] } }
}
