import Access
import Foundation
import Journal
import LandModel
import Operations
import Store
import Synchronization
import Testing

@testable import Server

/// The clock of a demonstration, on a home with one act.
@Suite struct DemonstrationClockTests {
    /// Noon of 2026-11-22 in China, as `date -d '2026-11-22 12:00 +0800' +%s` has it.
    private static let machine = 1_795_320_000_000
    /// Nine and one minute past nine of 2026-06-01 in China, found in the same way.
    private static let nine = 1_780_275_600_000
    private static let past = nine + 60_000

    /// Runs a test on a home that was founded at a time.
    private func withHome(
        founded time: Int, _ body: (OfficeHome) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "tianchou-clock-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let area = try #require(AdministrativeCode("4502"))
        let founding = Founding(
            journal: "test/clock",
            office: Office(
                id: "city", kind: "cityNaturalResources", name: "甲市自然资源局",
                territory: Territory(.area(area))),
            administrator: Person(id: "admin", name: "管理员"), time: time)
        let home = try OfficeHome.create(
            at: folder.appending(path: "home").path,
            OfficeSettings(journal: founding.journal, office: "city", created: time))
        try await founding.record(in: home)
        try await body(home)
        try home.close()
        try FileManager.default.removeItem(at: folder)
    }

    private func day(_ text: String) throws -> CalendarDay { try #require(CalendarDay(text)) }

    @Test func `it begins at nine on its day and goes on with the machine`() async throws {
        let machine = Mutex(Self.machine)
        let clock = try await DemonstrationClock(on: try day("2026-06-01"), nil) {
            machine.withLock { $0 }
        }
        #expect(clock.now == Self.nine)
        machine.withLock { $0 += 5_000 }
        #expect(clock.now == Self.nine + 5_000)
    }

    @Test func `it is moved ahead, and back to the day of the last act and no further`()
        async throws
    {
        try await withHome(founded: Self.nine) { home in
            let clock = try await DemonstrationClock(on: try day("2026-03-01"), home) {
                Self.machine
            }
            // The record is ahead of the day that was set, and time never runs back on it.
            #expect(clock.now == Self.past)
            let ahead = try await clock.move(to: try day("2026-06-11"), home)
            #expect(ahead == Self.nine + 10 * 86_400_000)
            #expect(clock.now == ahead)
            #expect(try await clock.move(to: try day("2026-05-31"), home) == nil)
            #expect(clock.now == ahead)
            #expect(try await clock.move(to: try day("2026-06-01"), home) == Self.past)
            #expect(clock.now == Self.past)
        }
    }
}
