import Access
import Digest
import Foundation
import Glibc
import Journal
import LandModel
import Store
import TestSupport

/// Appends random batches from many tasks until it is killed, and says what was acknowledged.
///
///     StoreLoader HOME SEED CALLERS [calm]
///     StoreLoader create HOME
///     StoreLoader check HOME < RECEIPTS
///
/// One line of the output is one receipt that a caller got: key, first and last event, hash. A line
/// is one write to the pipe, so a killed process leaves whole lines. In a calm home nothing goes on beside
/// the acts, so that many of them lie in the intake at any moment.
@main
struct StoreLoader {
    static func main() async throws {
        let arguments = CommandLine.arguments
        if arguments.count == 3, arguments[1] == "create" { return try create(arguments[2]) }
        if arguments.count == 3, arguments[1] == "check" { return try await check(arguments[2]) }
        let isCalm = arguments.count == 5 && arguments[4] == "calm"
        guard arguments.count == 4 || isCalm, let seed = UInt64(arguments[2]),
            let callers = Int(arguments[3])
        else {
            say("usage: StoreLoader HOME SEED CALLERS [calm]")
            exit(2)
        }
        let home = try OfficeHome.open(at: arguments[1])
        say("open")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for caller in 0..<callers {
                group.addTask { try await act(in: home, as: caller, seed, isCalm: isCalm) }
            }
            if !isCalm { group.addTask { try await care(for: home, seed) } }
            try await group.waitForAll()
        }
    }

    private static func create(_ path: String) throws {
        let settings = OfficeSettings(
            journal: "450205/test", office: "nnr", created: 1_767_225_600_000)
        try OfficeHome.create(at: path, settings).close()
    }

    /// Opens a home that lost its power and looks for every act whose receipt is given.
    private static func check(_ path: String) async throws {
        let home = try OfficeHome.open(at: path)
        var faults: [String] = []
        while let line = readLine() {
            let words = line.split(separator: " ")
            guard words.count == 4 else { continue }
            let key = try IdempotencyKey(String(words[0]))
            let receipt = try await home.journal.read { view throws(StoreError) in
                try view.receipt(of: key)
            }
            let found = receipt.map {
                "\($0.key) \($0.sequences.lowerBound) \($0.sequences.upperBound) \($0.hash.hex)"
            }
            if found != line { faults.append("\(line) is \(found ?? "absent")") }
        }
        let report = try await home.journal.verify(trusting: try home.keys.trusted())
        if !report.isSound { faults.append("the chain: \(report.damages)") }
        let differences = try home.journal.projectionDifferences()
        if !differences.isEmpty { faults.append("projections: \(differences)") }
        let damages = try await home.vault.verify()
        if !damages.isEmpty { faults.append("vault: \(damages)") }
        try home.close()
        for fault in faults.prefix(5) { say(fault) }
        exit(faults.isEmpty ? 0 : 1)
    }

    /// One write for one line.
    static func say(_ line: String) {
        let bytes = Array((line + "\n").utf8)
        guard write(1, bytes, bytes.count) == bytes.count else { exit(3) }
    }

    static func act(
        in home: OfficeHome, as caller: Int, _ seed: UInt64, isCalm: Bool
    ) async throws {
        var random = SeededGenerator(seed: seed &* 1000 &+ UInt64(caller))
        var number = 0
        while true {
            number += 1
            let key = "\(seed).\(caller).\(number)"
            let batch = try await batch(key, in: home, &random, namesFiles: !isCalm)
            guard let receipt = try await receipt(of: batch, in: home) else { continue }
            say(
                "\(receipt.key) \(receipt.sequences.lowerBound) \(receipt.sequences.upperBound) "
                    + receipt.hash.hex)
        }
    }

    /// Appends; nil when garbage collection came between a file and its act.
    private static func receipt(
        of batch: Batch, in home: OfficeHome
    ) async throws -> BatchReceipt? {
        do {
            return try await home.journal.append(batch)
        } catch {
            if case .payload = error { return nil }
            throw error
        }
    }

    private static func batch(
        _ key: String, in home: OfficeHome, _ random: inout SeededGenerator, namesFiles: Bool
    ) async throws -> Batch {
        var entries: [Batch.Entry] = []
        for index in 0..<Int.random(in: 1...4, using: &random) {
            let stream = try StreamID("s/\(Int.random(in: 0..<30, using: &random))")
            entries.append(
                Batch.Entry(stream: stream, type: "noted", payload: ["index": .integer(index)]))
        }
        if namesFiles, Int.random(in: 0..<8, using: &random) == 0 {
            let upload = try home.vault.receive(name: "note.txt")
            try upload.write(Array(key.utf8))
            let file = try await upload.finish(at: 1_767_229_300_000)
            entries.append(
                Batch.Entry(stream: "files", type: "filed", payload: ["file": file.payload]))
        }
        if Int.random(in: 0..<3, using: &random) == 0 {
            entries.append(
                ActPerformed(operation: "note", areas: .nation, project: "p1").entry)
        }
        return Batch(
            key: try IdempotencyKey(key),
            actor: ActingPerson(person: "loader", office: "nnr"),
            basis: [Citation(document: "d", clause: "1", phrase: "增减挂钩")],
            time: 1_767_229_200_000, entries: entries, expectedVersions: [:])
    }

    /// What goes on beside the acts: checkpoints, garbage collection, rebuilding.
    static func care(for home: OfficeHome, _ seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let key = try home.keys.signingKey()
        while true {
            switch Int.random(in: 0..<6, using: &random) {
            case 0: try await home.journal.rebuildProjections()
            case 1, 2:
                _ = try await home.vault.collectGarbage(grace: 0, at: 1_767_229_400_000)
            default:
                _ = try await home.journal.checkpoint(signedBy: key, at: 1_767_229_400_000)
            }
            try await Task.sleep(for: .milliseconds(Int.random(in: 1...20, using: &random)))
        }
    }
}
