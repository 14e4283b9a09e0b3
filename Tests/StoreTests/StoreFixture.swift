import Access
import Digest
import Foundation
import Journal
import LandModel
import Store

/// A home in a folder of its own, gone with the test.
final class StoreFixture: Sendable {
    let folder: String
    let home: OfficeHome

    init(_ settings: OfficeSettings = StoreFixture.settings) throws {
        folder = try StoreFixture.newFolder()
        home = try OfficeHome.create(at: folder + "/home", settings)
    }

    deinit { StoreFixture.remove(folder) }

    static let settings = OfficeSettings(
        journal: "450205/test", office: "nnr", created: 1_767_225_600_000)

    static func newFolder() throws -> String {
        let base = ProcessInfo.processInfo.environment["TMPDIR"] ?? NSTemporaryDirectory()
        let path = (base as NSString).appendingPathComponent("tianchou-store-\(UUID().uuidString)")
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }

    static func remove(_ path: String) {
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            print("left behind: \(path) (\(error))")
        }
    }

    static let actor = ActingPerson(person: "chen.wei", office: "nnr")

    static func batch(
        _ key: String, _ entries: [Batch.Entry], expecting versions: [StreamID: Int] = [:],
        basis: [Citation] = [], time: Int = 1_767_229_200_000
    ) throws -> Batch {
        Batch(
            key: try IdempotencyKey(key), actor: actor, basis: basis, time: time,
            entries: entries, expectedVersions: versions)
    }

    static func note(_ stream: String, _ text: String = "x") throws -> Batch.Entry {
        Batch.Entry(
            stream: try StreamID(stream), type: "noted", payload: ["text": .text(text)])
    }
}

extension StoreFixture {
    /// A moment after those of the batches.
    static let now = 1_767_229_300_000

    /// Puts a text into the vault.
    static func text(_ text: String, in fixture: StoreFixture, at time: Int = now) async throws
        -> VaultedFile
    {
        let upload = try fixture.home.vault.receive(name: "说明.txt")
        try upload.write(Array(text.utf8))
        return try await upload.finish(at: time)
    }
}
