import Glibc

/// What the process has used so far.
enum ProcessMeasures {
    /// CPU seconds, user and system, of all threads.
    static var processorSeconds: Double { seconds(of: CLOCK_PROCESS_CPUTIME_ID) }

    /// Seconds by the wall clock, from an arbitrary start.
    static var wallSeconds: Double { seconds(of: CLOCK_MONOTONIC) }

    /// The largest memory in use at any time, in bytes; 0 where the system does not say.
    ///
    /// Not from `getrusage`, whose figure includes the program that started this one.
    static var peakBytes: Int {
        guard let file = fopen("/proc/self/status", "r") else { return 0 }
        defer { fclose(file) }
        while let line = readLine(of: file) {
            let words = line.split(whereSeparator: \.isWhitespace)
            if words.first == "VmHWM:", words.count > 1 { return (Int(words[1]) ?? 0) * 1024 }
        }
        return 0
    }

    private static func readLine(of file: UnsafeMutablePointer<FILE>) -> String? {
        var line: UnsafeMutablePointer<CChar>?
        var capacity = 0
        defer { free(line) }
        guard getline(&line, &capacity, file) > 0, let line else { return nil }
        return String(cString: line)
    }

    /// Prints to standard error.
    static func note(_ text: String) {
        let bytes = Array((text + "\n").utf8)
        _ = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }

    private static func seconds(of clock: clockid_t) -> Double {
        var now = timespec()
        clock_gettime(clock, &now)
        return Double(now.tv_sec) + Double(now.tv_nsec) * 1e-9
    }
}
