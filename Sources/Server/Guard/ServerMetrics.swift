import Synchronization

/// The figures of a running server in the text format of Prometheus 0.0.4 (运行指标).
final class ServerMetrics: Sendable {
    private struct Series {
        var count = 0
        var seconds = 0.0
        var buckets = [Int](repeating: 0, count: ServerMetrics.bounds.count)
    }

    private struct Key: Hashable {
        let route: String
        let status: Int
    }

    /// Upper bounds of the buckets, in seconds.
    fileprivate static let bounds: [Double] = [
        5, 10, 25, 50, 100, 150, 300, 500, 1000, 2500, 5000, 10_000,
    ].map { $0 / 1000 }
    private let series = Mutex<[Key: Series]>([:])
    private let gauges = Mutex<[String: (help: String, read: @Sendable () -> Double)]>([:])

    /// Counts a request.
    func count(route: String, status: Int, took: Duration) {
        let seconds = took.milliseconds / 1000
        series.withLock { all in
            var one = all[Key(route: route, status: status)] ?? Series()
            one.count += 1
            one.seconds += seconds
            for (index, bound) in Self.bounds.enumerated() where seconds <= bound {
                one.buckets[index] += 1
            }
            all[Key(route: route, status: status)] = one
        }
    }

    /// Adds a figure that is read when asked for.
    func gauge(_ name: String, _ help: String, _ read: @escaping @Sendable () -> Double) {
        gauges.withLock { $0[name] = (help, read) }
    }

    /// All figures.
    var text: String {
        var lines = [
            "# HELP tianchou_http_request_duration_seconds Time to answer requests.",
            "# TYPE tianchou_http_request_duration_seconds histogram",
        ]
        let name = "tianchou_http_request_duration_seconds"
        let all = series.withLock { $0 }
        for (key, one) in all.sorted(by: {
            ($0.key.route, $0.key.status) < ($1.key.route, $1.key.status)
        }) {
            let labels = "route=\"\(key.route)\",status=\"\(key.status)\""
            for (bound, count) in zip(Self.bounds, one.buckets) {
                lines.append("\(name)_bucket{\(labels),le=\"\(bound)\"} \(count)")
            }
            lines.append("\(name)_bucket{\(labels),le=\"+Inf\"} \(one.count)")
            lines.append("\(name)_sum{\(labels)} \(one.seconds)")
            lines.append("\(name)_count{\(labels)} \(one.count)")
        }
        for (name, gauge) in gauges.withLock({ $0 }).sorted(by: { $0.key < $1.key }) {
            lines += [
                "# HELP \(name) \(gauge.help)", "# TYPE \(name) gauge", "\(name) \(gauge.read())",
            ]
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
