import Digest

/// A line of an export with all that can be known of it without its neighbours.
///
/// What stands in a line, whether it is canonical and which hash follows from it are the work of
/// verifying; lines can be examined beside each other, and then judged in order.
struct ExaminedLine: Sendable {
    /// The hash that follows from what an event names as the one before it and what it says.
    struct Computed: Sendable {
        let algorithm: DigestAlgorithm
        let hash: HashValue

        /// The hash by a function; nil when another one was used.
        func hash(by algorithm: DigestAlgorithm) -> HashValue? {
            algorithm == self.algorithm ? hash : nil
        }
    }

    /// What stands in the line; nil when it is not in the format.
    let scanned: ScannedLine?
    /// The hash, when someone has computed it already.
    let computed: Computed?

    /// Takes a line whose hash is computed when it is judged.
    init(scanned: ScannedLine?) { (self.scanned, computed) = (scanned, nil) }

    /// Reads a line that is a part of a text and computes what follows from it.
    ///
    /// - Parameter range: where the line stands; nil for one that was too long or cut.
    init(
        _ range: Range<Int>?, of text: [UInt8], limits: JournalLimits,
        _ digest: inout MessageDigest
    ) {
        scanned = range.flatMap { ScannedLine($0, of: text, limits: limits) }
        if case .event(let line, let places, _, let previous)? = scanned {
            computed = Computed(
                algorithm: digest.algorithm,
                hash: digest.link(previous: previous, bytes: line[places.whole]))
        } else {
            computed = nil
        }
    }
}
