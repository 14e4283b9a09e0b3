import Access
import Digest
import Foundation
import Glibc
import Journal
import LandModel
import Store

/// Times the store: durable acts of concurrent callers, verification and rebuilding of a long journal.
///
///     StoreBench append FOLDER CALLERS SECONDS     durable acts per second, one in flight per caller
///     StoreBench mixed FOLDER CALLERS SECONDS      the same, each act after a reading that it rests on
///     StoreBench fill FOLDER EVENTS                makes a home with so many events
///     StoreBench verify FOLDER                     seconds to verify its chain
///     StoreBench rebuild FOLDER                    seconds to make its projections again
///
/// Every mode prints one line of `name value unit`.
@main
struct StoreBench {
    static func main() async throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        switch (arguments.first, arguments.count) {
        case ("append", 4), ("mixed", 4):
            try await append(
                arguments[1], callers: Int(arguments[2]) ?? 32, seconds: Int(arguments[3]) ?? 10,
                reading: arguments[0] == "mixed")
        case ("fill", 3): try await fill(arguments[1], events: Int(arguments[2]) ?? 1_000_000)
        case ("verify", 2): try await verify(arguments[1])
        case ("rebuild", 2): try await rebuild(arguments[1])
        default:
            print("usage: StoreBench append|mixed|fill|verify|rebuild FOLDER …")
            exit(2)
        }
    }

    private static let settings = OfficeSettings(
        journal: "450205/bench", office: "nnr", created: 1_767_225_600_000)

    /// An act as officials do them: one event of about 350 bytes with a citation.
    private static func batch(_ key: String, stream: Int) throws -> Batch {
        Batch(
            key: try IdempotencyKey(key),
            actor: ActingPerson(person: "chen.wei", office: "nnr"),
            basis: [Citation(document: "liuzhou-2020", clause: "一(二)1", phrase: "建设用地增减挂钩")],
            time: 1_767_229_200_000,
            entries: [
                Batch.Entry(
                    stream: try StreamID("project/450205-2026-\(stream)"), type: "opinionGiven",
                    payload: [
                        "opinion": "同意", "remark": "符合国土空间规划和土地利用要求", "round": 1,
                        "unit": "450205/agriculture",
                    ])
            ], expectedVersions: [:])
    }

    private static func append(
        _ folder: String, callers: Int, seconds: Int, reading: Bool
    ) async throws {
        let home = try OfficeHome.create(at: folder, settings)
        let clock = ContinuousClock()
        let end = clock.now + .seconds(seconds)
        let began = clock.now
        let done = await withTaskGroup(of: Int.self) { group in
            for caller in 0..<callers {
                group.addTask {
                    var count = 0
                    do {
                        while clock.now < end {
                            let stream = (caller * 7919 + count) % 1000
                            if reading {
                                let name = try StreamID("project/450205-2026-\(stream)")
                                _ = try await home.journal.read { view throws(StoreError) in
                                    try view.version(of: name)
                                }
                            }
                            _ = try await home.journal.append(
                                batch("c\(caller).\(count)", stream: stream))
                            count += 1
                        }
                    } catch {
                        print("refused: \(error)")
                    }
                    return count
                }
            }
            return await group.reduce(0, +)
        }
        let elapsed = (clock.now - began) / .seconds(1)
        print("append-callers=\(callers) \(Int(Double(done) / elapsed)) acts/s")
    }

    private static func fill(_ folder: String, events: Int) async throws {
        let home = try OfficeHome.create(at: folder, settings)
        try await withThrowingTaskGroup(of: Void.self) { group in
            let workers = 1000
            for worker in 0..<workers {
                group.addTask {
                    for number in stride(from: worker, to: events, by: workers) {
                        _ = try await home.journal.append(
                            batch("k\(number)", stream: number % 50_000))
                    }
                }
            }
            try await group.waitForAll()
        }
        print("fill \(events) events")
    }

    private static func verify(_ folder: String) async throws {
        let home = try OfficeHome.open(at: folder)
        let began = ContinuousClock.now
        let report = try await home.journal.verify(trusting: [])
        let seconds = (ContinuousClock.now - began) / .seconds(1)
        print("verify-events=\(report.events)-sound=\(report.isSound) \(seconds) s")
    }

    private static func rebuild(_ folder: String) async throws {
        let home = try OfficeHome.open(at: folder)
        let began = ContinuousClock.now
        try await home.journal.rebuildProjections()
        let seconds = (ContinuousClock.now - began) / .seconds(1)
        print("rebuild \(seconds) s")
    }
}
