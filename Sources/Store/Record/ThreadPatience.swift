import Glibc

/// How much a thread gives way when the processors are short (nice, setpriority(2)).
public enum ThreadPatience {
    private static let oneThread = Int32(PRIO_PROCESS.rawValue)

    /// Lets the present thread give way at least so much, up to 19; one that gives way more stays so.
    public static func atLeast(_ patience: Int32) {
        if getpriority(oneThread, 0) < patience { setpriority(oneThread, 0, patience) }
    }
}
