import HTTPTypes
import LandModel
import Synchronization

/// How many requests each client address may make (限流): a bucket of tokens that fills with time.
final class RequestRates: Sendable {
    private struct Bucket {
        var tokens: Double
        var time: Int
    }

    private let perMinute: Int
    private let buckets = Mutex<[String: Bucket]>([:])
    /// More addresses than this are not kept apart for long.
    private static let mostAddresses = 50_000

    init(perMinute: Int) { self.perMinute = perMinute }

    /// Takes one token.
    ///
    /// - Throws: ``Problem`` 429 with the seconds to wait.
    func admit(_ address: String, _ time: Int) throws(Problem) {
        let perMillisecond = Double(perMinute) / 60_000
        let isAdmitted = buckets.withLock { buckets in
            if buckets.count >= Self.mostAddresses {
                buckets = buckets.filter { $0.value.time > time - 60_000 }
                // Full of fresh addresses: start anew rather than grow without bound.
                if buckets.count >= Self.mostAddresses { buckets = [:] }
            }
            var bucket = buckets[address] ?? Bucket(tokens: Double(perMinute), time: time)
            bucket.tokens = min(
                Double(perMinute),
                bucket.tokens + Double(max(0, time - bucket.time)) * perMillisecond)
            bucket.time = time
            let isEnough = bucket.tokens >= 1
            if isEnough { bucket.tokens -= 1 }
            buckets[address] = bucket
            return isEnough
        }
        guard !isAdmitted else { return }
        var headers = HTTPFields()
        headers[.retryAfter] = String(max(1, 60 / perMinute))
        throw Problem(
            .tooManyRequests, "rate", zh: "请求过于频繁，请稍候再试。",
            en: "Too many requests. Wait a little.", headers: headers)
    }
}
