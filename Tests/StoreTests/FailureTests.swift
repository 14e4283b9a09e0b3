import Foundation
import GRDB
import Glibc
import Journal
import LandModel
import Testing

@testable import Store

/// A small disk of its own for a test, made in memory.
private final class SmallDisk {
    let path: String

    /// Nil when this system does not allow it.
    init?(bytes: Int) throws {
        path = try StoreFixture.newFolder()
        guard SmallDisk.run("mount", ["-t", "tmpfs", "-o", "size=\(bytes)", "tmpfs", path]) else {
            print("SKIPPED: no right to mount a small disk")
            StoreFixture.remove(path)
            return nil
        }
    }

    deinit {
        _ = SmallDisk.run("umount", ["-l", path])
        StoreFixture.remove(path)
    }

    func grow(to bytes: Int) -> Bool {
        SmallDisk.run("mount", ["-o", "remount,size=\(bytes)", path])
    }

    static func run(_ tool: String, _ arguments: [String]) -> Bool {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [tool] + arguments
        process.standardError = FileHandle.nullDevice
        do {
            try process.run()
        } catch {
            return false
        }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }
}

@Suite(.serialized) struct FailureTests {
    @Test func `a full disk refuses clearly, loses nothing, and goes on when there is room`()
        async throws
    {
        guard let disk = try SmallDisk(bytes: 2 << 20) else { return }
        let home = try OfficeHome.create(at: disk.path + "/home", StoreFixture.settings)
        let text = String(repeating: "土地整治", count: 1000)
        var receipts: [BatchReceipt] = []
        var refusal: StoreError?
        for number in 0..<2000 where refusal == nil {
            do throws(StoreError) {
                receipts.append(try await home.journal.append(batch(number, text)))
            } catch {
                refusal = error
            }
        }
        guard case .storage(_, .full) = refusal else {
            Issue.record("not a full disk: \(String(describing: refusal))")
            return
        }
        #expect(refusal?.failureKind == .operational)
        #expect(refusal?.explanation.zh.contains("磁盘已满") == true)
        #expect(receipts.count > 10)
        try await check(home, receipts)
        await #expect(throws: StoreError.self) {
            let upload = try home.vault.receive(name: "large.txt")
            for _ in 0..<100 { try upload.write(Array(text.utf8)) }
            _ = try await upload.finish(at: StoreFixture.now)
        }
        #expect(disk.grow(to: 16 << 20))
        let again = try await home.journal.append(batch(receipts.count, text))
        #expect(again.sequences.lowerBound == receipts.count + 1)
        try await check(home, receipts + [again])
        try home.close()
    }

    @Test func `acts in the intake outlive a disk that fills before they are in the tables`()
        async throws
    {
        guard let disk = try SmallDisk(bytes: 300 << 20) else { return }
        try OfficeHome.create(at: disk.path + "/home", StoreFixture.settings).close()
        let home = try OfficeHome.open(at: disk.path + "/home", patience: .seconds(600))
        let text = String(repeating: "土地整治", count: 100)
        var receipts: [BatchReceipt] = []
        for _ in 0..<20 where !home.journal.intake.isBusy {
            let start = receipts.count
            receipts += try await withThrowingTaskGroup(of: BatchReceipt.self) { group in
                for number in start..<start + 500 {
                    group.addTask { try await home.journal.append(self.batch(number, text)) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
        }
        #expect(home.journal.intake.isBusy)
        let ballast = disk.path + "/ballast"
        let file = creat(ballast, 0o600)
        while write(file, text, text.utf8.count) > 0 {}
        close(file)
        await #expect(throws: StoreError.storage(path: home.journal.path, .full)) {
            try await home.journal.read { view throws(StoreError) in try view.head() }
        }
        await #expect(throws: StoreError.storage(path: home.journal.path, .full)) {
            try await home.journal.append(self.batch(receipts.count, text))
        }
        #expect(unlink(ballast) == 0)
        receipts.append(try await home.journal.append(batch(receipts.count, text)))
        receipts.sort { $0.sequences.lowerBound < $1.sequences.lowerBound }
        try await check(home, receipts)
        try home.close()
    }

    @Test func `acts whose flush fails are acknowledged when the tables have them`() async throws {
        let fixture = try StoreFixture()
        let home = try OfficeHome.open(at: fixture.home.path, patience: .seconds(600))
        var ends: [CInt] = [0, 0]
        #expect(pipe(&ends) == 0)
        defer { close(ends[1]) }
        var receipts: [BatchReceipt] = []
        for round in 0..<20 where !home.journal.flushes.hasFailed {
            // A pipe cannot be flushed; the queue closes it.
            if round == 1 { home.journal.flushes.replaceLog(by: ends[0]) }
            let start = receipts.count
            receipts += try await withThrowingTaskGroup(of: BatchReceipt.self) { group in
                for number in start..<start + 64 {
                    group.addTask { try await home.journal.append(self.batch(number, "x")) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
        }
        #expect(home.journal.flushes.hasFailed)
        receipts.sort { $0.sequences.lowerBound < $1.sequences.lowerBound }
        // Without a reading, which would fill the tables itself.
        let head = try await home.journal.pool.read {
            try JournalRows.head(StoreFixture.settings.genesis, $0).sequence
        }
        #expect(head == receipts.last?.sequences.upperBound)
        receipts.append(try await home.journal.append(batch(receipts.count, "x")))
        try await check(home, receipts)
        try home.close()
    }

    private func batch(_ number: Int, _ text: String) throws(StoreError) -> Batch {
        do {
            return try StoreFixture.batch("k\(number)", [StoreFixture.note("s", text)])
        } catch {
            throw .payload(PayloadFault(type: "noted", member: "key", kind: .unfit))
        }
    }

    private func check(_ home: OfficeHome, _ receipts: [BatchReceipt]) async throws {
        let report = try await home.journal.verify(trusting: [])
        #expect(report.isSound)
        #expect(report.events == receipts.count)
        #expect(report.head == receipts.last?.hash)
    }

    @Test func `a read-only home is refused in clear words, and nothing of it changes`()
        async throws
    {
        let fixture = try StoreFixture()
        let receipt = try await fixture.home.journal.append(
            StoreFixture.batch("k", [StoreFixture.note("s")]))
        try fixture.home.close()
        let (path, view) = (fixture.home.path, fixture.folder + "/view")
        try FileManager.default.createDirectory(atPath: view, withIntermediateDirectories: false)
        guard SmallDisk.run("mount", ["--bind", path, view]),
            SmallDisk.run("mount", ["-o", "remount,ro,bind", view])
        else {
            print("SKIPPED: no right to mount read-only")
            return
        }
        defer { _ = SmallDisk.run("umount", ["-l", view]) }
        #expect(throws: StoreError.storage(path: view + "/tianchou.sqlite", .readOnly)) {
            try OfficeHome.open(at: view)
        }
        #expect(throws: StoreError.file(path: view + "/new.new-\(getpid())", code: EROFS)) {
            try OfficeHome.create(at: view + "/new", StoreFixture.settings)
        }
        let home = try OfficeHome.open(at: path)
        #expect(
            try await home.journal.read { view throws(StoreError) in try view.receipt(of: "k") }
                == receipt)
    }

    @Test func `a folder that is no home says what is missing`() throws {
        let fixture = try StoreFixture()
        let path = fixture.home.path
        try fixture.home.close()
        func fault(_ path: String) -> HomeFault? {
            do throws(StoreError) {
                try OfficeHome.open(at: path).close()
                return nil
            } catch {
                if case .home(_, let fault) = error { return fault }
                return nil
            }
        }
        #expect(fault(path + "/none") == .missing)
        #expect(fault(fixture.folder) == .incomplete(part: "home.json"))
        #expect(throws: StoreError.home(path: path, .notEmpty("home.json"))) {
            try OfficeHome.create(at: path, StoreFixture.settings)
        }
        let settings = path + "/home.json"
        let good = try Data(contentsOf: URL(filePath: settings))
        let text = String(decoding: good, as: UTF8.self)
        try Data(text.replacing("sm2", with: "x").replacing("ed25519", with: "x").utf8)
            .write(to: URL(filePath: settings))
        #expect(fault(path) == .settings(member: "signature"))
        try Data(text.replacing("450205/test", with: "450205/other").utf8)
            .write(to: URL(filePath: settings))
        #expect(fault(path) == .otherJournal(settings: "450205/other", database: "450205/test"))
        try good.write(to: URL(filePath: settings))
        #expect(fault(path) == nil)
        #expect(rename(path + "/vault", path + "/v") == 0)
        #expect(fault(path) == .incomplete(part: "vault"))
    }

    @Test func `keys are secret, and a home half made does not appear`() throws {
        let fixture = try StoreFixture()
        var status = stat()
        let keys = fixture.home.path + "/keys"
        #expect(stat(keys, &status) == 0 && status.st_mode & 0o777 == 0o700)
        #expect(stat(keys + "/signing.pem", &status) == 0 && status.st_mode & 0o777 == 0o600)
        let names = try FileManager.default.contentsOfDirectory(atPath: fixture.folder)
        #expect(names == ["home"])
    }
}
