/// How long work tells of its progress and learns that it should stop.
public struct WorkProgress: Sendable {
    /// Called with the phase and how much of its total is done; returns false to ask for a stop.
    private let report: @Sendable (_ phase: BilingualText, _ done: Int, _ total: Int) -> Bool

    /// Makes a progress that calls back; the call is made from the working thread and must be quick.
    public init(
        _ report: @escaping @Sendable (_ phase: BilingualText, _ done: Int, _ total: Int) -> Bool
    ) {
        self.report = report
    }

    /// Work nobody watches.
    public static let silent = WorkProgress { _, _, _ in true }

    /// Tells how far a phase is.
    ///
    /// - Throws: `CancellationError` when the person asked for a stop.
    public func advance(_ phase: BilingualText, _ done: Int, of total: Int) throws {
        guard report(phase, done, total) else { throw CancellationError() }
    }
}
