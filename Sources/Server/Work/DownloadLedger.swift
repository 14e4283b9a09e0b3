import Access
import Synchronization

/// How much programs took of each layer lately, so that the audit tells of a download and not of every page of it
/// (下载台账).
///
/// A download is noted when it goes beyond ``free`` features, and again whenever it has doubled since: a layer that is
/// fetched whole makes one entry, one fetched page by page a few, and small pages do not go unseen. After an hour
/// without a request the next one begins a download of its own.
final class DownloadLedger: Sendable {
    /// Who takes what.
    struct Key: Hashable {
        let person: Person.ID
        /// The dataset, its edition and the layer.
        let layer: String
    }

    private struct Line {
        var taken = 0
        var noted = 0
        var last: Int
    }

    /// So many features of a layer are looked at rather than taken away.
    static let free = 1000
    /// After so many milliseconds a download is over.
    static let rest = 3_600_000
    /// The most downloads that are followed at once.
    private static let most = 10_000

    private let lines = Mutex<[Key: Line]>([:])

    /// Adds features that are about to be given; how many the download has by now when that must be noted.
    func add(_ count: Int, of key: Key, at time: Int) -> Int? {
        lines.withLock { lines in
            if lines.count >= Self.most {
                lines = lines.filter { time - $0.value.last < Self.rest }
                // So many at once are no work of people: the next ones are noted anew.
                if lines.count >= Self.most { lines = [:] }
            }
            var line = lines[key] ?? Line(last: time)
            if time - line.last >= Self.rest { line = Line(last: time) }
            line.last = time
            line.taken += count
            defer { lines[key] = line }
            guard line.taken > Self.free, line.taken >= 2 * line.noted else { return nil }
            line.noted = line.taken
            return line.taken
        }
    }
}
