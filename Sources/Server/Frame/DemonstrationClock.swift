import Journal
import LandModel
import Operations
import Store

/// The clock of a demonstration (演示时钟): it goes on from a day that its records were written for.
enum DemonstrationClock {
    /// The clock of a server.
    ///
    /// It begins at nine on the day that is set, or a minute after the last act where people have tried out
    /// more than that: on the record time never runs back.
    ///
    /// - Parameter clock: the clock of the machine, in milliseconds since 1970-01-01 UTC.
    /// - Throws: `StoreError`.
    static func clock(
        _ settings: ServerSettings, _ home: OfficeHome?, _ clock: @escaping @Sendable () -> Int
    ) async throws -> @Sendable () -> Int {
        guard let day = settings.demonstrationDay else { return clock }
        var start = ChinaTime.time(of: day, hour: 9, minute: 0)
        let last = try await home?.journal.read { view throws(StoreError) in
            try view.acts(limit: 1).first?.event.time
        }
        if let last = last ?? nil { start = max(start, last + 60_000) }
        let offset = start - clock()
        return { clock() + offset }
    }
}
