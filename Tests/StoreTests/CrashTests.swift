import Digest
import Foundation
import GRDB
import Glibc
import Journal
import TestSupport
import Testing

@testable import Store

/// A process that acts is killed at a random moment, again and again.
///
/// `TIANCHOU_CRASH_TRIALS` sets the number of trials, 50 otherwise.
@Suite(.serialized) struct CrashTests {
    private static let trials =
        ProcessInfo.processInfo.environment["TIANCHOU_CRASH_TRIALS"].flatMap { Int($0) } ?? 50
    /// A home goes through so many crashes before a fresh one takes its place.
    private static let crashesOfOneHome = 10

    /// What a caller was told.
    private struct Acknowledged {
        let key: String
        let sequences: ClosedRange<Int>
        let hash: String
    }

    @Test func `no acknowledged act is lost, none is half there, the chain is whole`() async throws
    {
        let seed = UInt64.random(in: 0..<1_000_000)
        print("crash trials: \(Self.trials), seed \(seed)")
        var random = SeededGenerator(seed: seed)
        var (acknowledged, unsettled) = (0, 0)
        var fixture = try StoreFixture()
        try fixture.home.close()
        var known: [Acknowledged] = []
        for trial in 0..<Self.trials {
            if trial % Self.crashesOfOneHome == 0, trial > 0 {
                fixture = try StoreFixture()
                try fixture.home.close()
                known = []
            }
            let lines = try crash(
                fixture.home.path, seed: seed &* 10_000 &+ UInt64(trial),
                after: Int.random(in: 0...120, using: &random))
            known += lines
            acknowledged += lines.count
            if try waits(fixture.home.path) { unsettled += 1 }
            try await inspect(fixture.home.path, known, "seed \(seed), trial \(trial)")
        }
        print("acknowledged acts: \(acknowledged), kills with acts in the intake: \(unsettled)")
        #expect(acknowledged > Self.trials)
    }

    /// Whether the intake has acts that the tables do not have.
    private func waits(_ path: String) throws -> Bool {
        let last =
            try IntakeLog.groups(
                ofHome: path, algorithm: StoreFixture.settings.genesis.algorithm
            ).last?.last ?? 0
        let tables = try DatabaseQueue(
            path: path + "/tianchou.sqlite", configuration: HomeDatabase.configuration)
        defer { #expect(throws: Never.self) { try tables.close() } }
        return try tables.read { try JournalRows.head(StoreFixture.settings.genesis, $0) }.sequence
            < last
    }

    /// Runs the loader, kills it, and gives what it was told before.
    private func crash(
        _ home: String, seed: UInt64, after milliseconds: Int
    ) throws -> [Acknowledged] {
        let process = Process()
        process.executableURL = URL(filePath: try #require(Self.loader))
        process.arguments = [home, "\(seed)", "8"]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = pipe.fileHandleForReading
        // The first line says that the home is open; the moment of the kill counts from there.
        let first = try #require(try output.read(upToCount: 5))
        #expect(String(decoding: first, as: UTF8.self) == "open\n")
        usleep(UInt32(milliseconds) * 1000)
        kill(process.processIdentifier, SIGKILL)
        let rest = try output.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(process.terminationReason == .uncaughtSignal)
        return String(decoding: rest, as: UTF8.self).split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ")
            guard words.count == 4, let first = Int(words[1]), let last = Int(words[2]) else {
                Issue.record("half a line: \(line)")
                return nil
            }
            return Acknowledged(
                key: String(words[0]), sequences: first...last, hash: String(words[3]))
        }
    }

    private static let loader: String? = {
        let folder = (CommandLine.arguments[0] as NSString).deletingLastPathComponent
        let beside = (folder as NSString).appendingPathComponent("StoreLoader")
        if FileManager.default.isExecutableFile(atPath: beside) { return beside }
        guard let own = Folder.resolved("/proc/self/exe") else { return nil }
        return ((own as NSString).deletingLastPathComponent as NSString)
            .appendingPathComponent("StoreLoader")
    }()

    private func inspect(
        _ path: String, _ known: [Acknowledged], _ comment: String
    ) async throws {
        let home = try OfficeHome.open(at: path)
        for one in known {
            let receipt = try await home.journal.read { view throws(StoreError) in
                try view.receipt(of: IdempotencyKey(stringLiteral: one.key))
            }
            #expect(receipt?.sequences == one.sequences, "\(comment), \(one.key)")
            #expect(receipt?.hash.hex == one.hash, "\(comment), \(one.key)")
        }
        // Verification finds half a batch, a gap in a stream and a break in the chain.
        let report = try await home.journal.verify(trusting: try home.keys.trusted())
        #expect(report.isSound, "\(comment): \(report.damages)")
        #expect(try home.journal.projectionDifferences().isEmpty, "\(comment)")
        #expect(try await home.vault.verify().isEmpty, "\(comment)")
        try home.close()
    }
}
