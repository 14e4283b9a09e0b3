import Digest
import Foundation
import LandModel
import Testing

@testable import Store

@Suite struct CompanionTests {
    /// A text file that goes along; `settle` marks what was restored.
    private static let companion = HomeCompanion(
        file: "beside.txt",
        copy: { try FileManager.default.copyItem(atPath: $0, toPath: $1) },
        settle: {
            let text = try String(contentsOfFile: $0, encoding: .utf8)
            try (text + " settled").write(toFile: $0, atomically: false, encoding: .utf8)
        })

    private func text(_ path: String) throws -> String {
        try String(contentsOfFile: path, encoding: .utf8)
    }

    private func backup(_ fixture: StoreFixture, holding content: String?) async throws -> String {
        if let content {
            try content.write(
                toFile: fixture.home.path + "/beside.txt", atomically: false, encoding: .utf8)
        }
        let folder = fixture.folder + "/backup"
        let receipt = try await fixture.home.backup(
            to: folder, with: [Self.companion], at: StoreFixture.now)
        #expect(receipt.companions.map(\.file) == (content == nil ? [] : ["beside.txt"]))
        return folder
    }

    @Test func `a companion is in the backup by its digest and comes back settled`() async throws {
        let fixture = try StoreFixture()
        let backup = try await backup(fixture, holding: "abc")
        // SHA-256 of "abc": FIPS 180-2 appendix B.1.
        let digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        #expect(try text(backup + "/backup.json").contains(digest))
        let restored = fixture.folder + "/restored"
        let report = try OfficeHome.restore(from: backup, to: restored, with: [Self.companion])
        #expect(report.companions == ["beside.txt"])
        #expect(try text(restored + "/beside.txt") == "abc settled")
        #expect(try text(backup + "/beside.txt") == "abc")
        #expect(!FileManager.default.fileExists(atPath: restored + "/backup.json"))
    }

    @Test func `a home without the file, and a restore that wants none, go as before`() async throws
    {
        let fixture = try StoreFixture()
        let backup = try await backup(fixture, holding: nil)
        let restored = fixture.folder + "/restored"
        let report = try OfficeHome.restore(from: backup, to: restored, with: [Self.companion])
        #expect(report.companions.isEmpty)
    }

    @Test func `what a backup does not list comes back all the same, as older programs made them`()
        async throws
    {
        let fixture = try StoreFixture()
        let backup = try await backup(fixture, holding: nil)
        try "old".write(toFile: backup + "/beside.txt", atomically: false, encoding: .utf8)
        try FileManager.default.removeItem(atPath: backup + "/backup.json")
        let restored = fixture.folder + "/restored"
        let report = try OfficeHome.restore(from: backup, to: restored, with: [Self.companion])
        #expect(report.companions == ["beside.txt"])
        #expect(try text(restored + "/beside.txt") == "old settled")
    }

    @Test(arguments: [nil, "abd"])
    func `what is not as listed is refused, found, and can be left out`(_ content: String?)
        async throws
    {
        let fixture = try StoreFixture()
        let backup = try await backup(fixture, holding: "abc")
        #expect(!Doctor.examine(backup).contains(.companion(file: "beside.txt")))
        try FileManager.default.removeItem(atPath: backup + "/beside.txt")
        try content?.write(toFile: backup + "/beside.txt", atomically: false, encoding: .utf8)
        let restored = fixture.folder + "/restored"
        #expect {
            try OfficeHome.restore(from: backup, to: restored, with: [Self.companion])
        } throws: { error in
            guard case .companion(let path, let reason)? = error as? StoreError else {
                return false
            }
            return path.hasSuffix("/beside.txt") && reason.en.contains("--without-accounts")
        }
        #expect(!FileManager.default.fileExists(atPath: restored))
        #expect(Doctor.examine(backup).contains(.companion(file: "beside.txt")))
        #expect(try OfficeHome.restore(from: backup, to: restored).companions.isEmpty)
    }

    @Test func `a copy that fails leaves no backup`() async throws {
        struct Trouble: Error {}
        let fixture = try StoreFixture()
        try "x".write(
            toFile: fixture.home.path + "/beside.txt", atomically: false, encoding: .utf8)
        let failing = HomeCompanion(
            file: "beside.txt", copy: { _, _ in throw Trouble() }, settle: { _ in })
        let folder = fixture.folder + "/backup"
        await #expect(throws: StoreError.self) {
            try await fixture.home.backup(to: folder, with: [failing], at: StoreFixture.now)
        }
        #expect(!FileManager.default.fileExists(atPath: folder))
    }
}
