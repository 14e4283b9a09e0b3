import Journal
import LandModel
import Operations
import Store
import Synchronization

/// The clock of a demonstration (演示时钟): it goes on from a day that its records were written for, and people
/// move it from day to day to see what time limits do.
final class DemonstrationClock: Sendable {
    /// The clock of the machine, in milliseconds since 1970-01-01 UTC.
    private let machine: @Sendable () -> Int
    /// How far the demonstration is from the machine's clock, in milliseconds.
    private let offset: Mutex<Int>

    /// Sets a clock to a day.
    ///
    /// - Throws: `StoreError`.
    init(
        on day: CalendarDay, _ home: OfficeHome?, machine: @escaping @Sendable () -> Int
    ) async throws {
        self.machine = machine
        offset = Mutex(try await Self.start(of: day, home) - machine())
    }

    /// The time in milliseconds since 1970-01-01 UTC.
    var now: Int { machine() + offset.withLock { $0 } }

    /// Moves it to a day: as far ahead as one likes, back to the day of the last act at most.
    ///
    /// - Returns: the time from which it goes on; nil, with nothing moved, for a day before the last act.
    /// - Throws: `StoreError`.
    func move(to day: CalendarDay, _ home: OfficeHome) async throws -> Int? {
        let start = try await Self.start(of: day, home)
        guard ChinaTime.day(of: start) == day else { return nil }
        offset.withLock { $0 = start - machine() }
        return start
    }

    /// Nine on the day, or a minute after the last act where people have tried out more than that: on the
    /// record time never runs back.
    private static func start(of day: CalendarDay, _ home: OfficeHome?) async throws -> Int {
        let start = ChinaTime.time(of: day, hour: 9, minute: 0)
        let last = try await home?.journal.read { view throws(StoreError) in
            try view.acts(limit: 1).first?.event.time
        }
        guard let last = last ?? nil else { return start }
        return max(start, last + 60_000)
    }
}
