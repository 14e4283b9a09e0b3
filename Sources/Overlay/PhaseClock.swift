import Glibc

/// Measures consecutive phases of a run in wall time.
struct PhaseClock {
    private(set) var phases: [Tabulation.Phase] = []
    private var last = PhaseClock.now()

    mutating func end(_ name: String) {
        let time = Self.now()
        phases.append(Tabulation.Phase(name: name, seconds: time - last))
        last = time
    }

    private static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}
