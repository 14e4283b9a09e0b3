import Synchronization

/// A value made when it is first asked for, once, whoever asks; others wait meanwhile.
///
/// A failure is not kept: the next to ask tries again.
final class OnceValue<Value: Sendable>: Sendable {
    private let made = Mutex<Value?>(nil)

    func value(_ make: () throws(MapsError) -> Value) throws(MapsError) -> Value {
        try made.withLock { kept throws(MapsError) in
            if let kept { return kept }
            let value = try make()
            kept = value
            return value
        }
    }

    /// The value if it was made already.
    var current: Value? { made.withLock { $0 } }
}
