import Digest
import Foundation
import Glibc
import Journal
import Store
import Testing

@Suite struct VaultTests {
    private static let now = StoreFixture.now

    private func file(_ name: String, _ bytes: [UInt8], in fixture: StoreFixture) throws -> String {
        let path = fixture.folder + "/" + name
        try Data(bytes).write(to: URL(filePath: path))
        return path
    }

    private func entry(_ file: VaultedFile) throws -> Batch.Entry {
        Batch.Entry(
            stream: "project/a", type: "documentFiled",
            payload: ["attachments": [file.payload]])
    }

    private func refusal(
        _ name: String, _ bytes: [UInt8], stated: MediaType? = nil,
        limits: VaultLimits = .standard
    ) async throws -> VaultFault? {
        let fixture = try StoreFixture()
        let path = try file(name, bytes, in: fixture)
        do {
            _ = try await fixture.home.vault.add(
                fileAt: path, stated: stated, at: Self.now, limits: limits)
            return nil
        } catch StoreError.vault(let fault) {
            let incoming = fixture.home.path + "/vault/incoming"
            #expect(try FileManager.default.contentsOfDirectory(atPath: incoming).isEmpty)
            return fault
        }
    }

    @Test func `a file is kept under its digest, read-only, and read back`() async throws {
        let fixture = try StoreFixture()
        let vault = fixture.home.vault
        let bytes = Array("%PDF-1.7 许可证".utf8)
        let path = try file(
            "../证 书.pdf".replacingOccurrences(of: "/", with: "_"), bytes, in: fixture)
        let added = try await vault.add(fileAt: path, stated: .pdf, at: Self.now)
        // FIPS 180-4 by another implementation.
        let tool = Process()
        tool.executableURL = URL(filePath: "/usr/bin/sha256sum")
        tool.arguments = [path]
        let pipe = Pipe()
        tool.standardOutput = pipe
        try tool.run()
        let said = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        #expect(said.hasPrefix(added.id.digest.hex) || said.hasPrefix("\\" + added.id.digest.hex))
        #expect(added.length == bytes.count)
        #expect(added.name == ".._证 书.pdf")
        let inside = try vault.path(of: added.id)
        let hex = added.id.digest.hex
        #expect(inside == "\(fixture.home.path)/vault/\(hex.prefix(2))/\(hex.dropFirst(2))")
        var status = stat()
        #expect(stat(inside, &status) == 0 && status.st_mode & 0o777 == 0o440)
        #expect(try vault.bytes(of: added.id) == bytes)
        #expect(try await vault.add(fileAt: path, at: Self.now).id == added.id)
        #expect(try await vault.description(of: added.id).type == .pdf)
        #expect(try await vault.verify().isEmpty)
    }

    @Test func `kinds are told by bytes, not by names`() async throws {
        let fixture = try StoreFixture()
        let sqlite: [UInt8] =
            Array("SQLite format 3\0".utf8) + Array(repeating: 0, count: 52) + Array("GPKG".utf8)
            + Array(repeating: 0, count: 100)
        let gb18030: [UInt8] = [0xC9, 0xFA, 0xB3, 0xC9, 0x0A]
        let kinds: [(String, [UInt8], MediaType)] = [
            ("a", [0xFF, 0xD8, 0xFF, 0xE0, 0], .jpeg),
            ("b", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0], .png),
            ("c", sqlite, .geoPackage), ("d", Array("生成\n".utf8), .text), ("e", gb18030, .text),
        ]
        for (name, bytes, type) in kinds {
            let path = try file(name, bytes, in: fixture)
            #expect(try await fixture.home.vault.add(fileAt: path, at: Self.now).type == type)
        }
        let table = try file("t", Array("a,b\n1,2\n".utf8), in: fixture)
        let added = try await fixture.home.vault.add(fileAt: table, stated: .csv, at: Self.now)
        #expect(added.type == .csv)
        for (name, script) in VaultTests.documents {
            let path = fixture.folder + "/" + name
            let tool = Process()
            tool.executableURL = URL(filePath: "/usr/bin/env")
            tool.arguments = ["python3", "-c", script, path]
            try tool.run()
            tool.waitUntilExit()
            let type = try await fixture.home.vault.add(fileAt: path, at: Self.now).type
            #expect("\(type)" == String(name.split(separator: ".")[1]))
        }
    }

    /// Python's own zipfile makes containers.
    private static let documents = [
        ("m.docx", container(["[Content_Types].xml", "word/document.xml"])),
        ("m.xlsx", container(["[Content_Types].xml", "xl/workbook.xml"])),
        ("m.zip", container(["DLTB.shp", "DLTB.dbf"])),
    ]

    private static func container(_ names: [String]) -> String {
        "import sys,zipfile\nz=zipfile.ZipFile(sys.argv[1],'w')\n"
            + names.map { "z.writestr('\($0)','x'*5000)" }.joined(separator: "\n") + "\nz.close()"
    }

    @Test func `what is too long, empty, unknown or called wrongly is refused and leaves nothing`()
        async throws
    {
        #expect(try await refusal("e", []) == .empty(name: "e"))
        #expect(try await refusal("x", [0x7F, 0x45, 0x4C, 0x46, 0]) == .unknownType(name: "x"))
        #expect(
            try await refusal("s", Array("SQLite format 3\0rest".utf8)) == .unknownType(name: "s"))
        #expect(
            try await refusal("z", [0x50, 0x4B, 3, 4] + Array(repeating: 0, count: 50))
                == .unknownType(name: "z"))
        #expect(
            try await refusal("p.pdf", Array("text".utf8), stated: .pdf)
                == .otherType(name: "p.pdf", stated: .pdf, found: .text))
        #expect(
            try await refusal("l", Array("12345".utf8), limits: VaultLimits(length: 4))
                == .tooLong(name: "l", limit: 4))
        #expect(
            try await refusal(
                "t", Array("text".utf8), limits: VaultLimits(length: 9, types: [.pdf]))
                == .unknownType(name: "t"))
    }

    @Test func `links, folders and devices are refused`() async throws {
        let fixture = try StoreFixture()
        let target = try file("target", Array("text".utf8), in: fixture)
        let (symbolic, hard) = (fixture.folder + "/symbolic", fixture.folder + "/hard")
        #expect(symlink(target, symbolic) == 0)
        #expect(link(target, hard) == 0)
        for path in [symbolic, hard, fixture.folder, "/dev/zero"] {
            let name = String(path.split(separator: "/").last ?? "")
            await #expect(throws: StoreError.vault(.notRegular(name: name))) {
                try await fixture.home.vault.add(fileAt: path, at: Self.now)
            }
        }
    }

    @Test func `an act that names a file the vault lacks is refused`() async throws {
        let fixture = try StoreFixture()
        let absent = VaultID(MessageDigest.hash(of: [1], by: .sha256))
        let batch = try StoreFixture.batch(
            "k",
            [Batch.Entry(stream: "s", type: "t", payload: ["deep": [["x": .text("\(absent)")]]])])
        await #expect(
            throws: StoreError.payload(
                PayloadFault(type: "t", member: "\(absent)", kind: .absentFile))
        ) { try await fixture.home.journal.append(batch) }
    }

    @Test func `garbage collection takes what no act names, after its grace time`() async throws {
        let fixture = try StoreFixture()
        let vault = fixture.home.vault
        let named = try await StoreFixture.text("named", in: fixture)
        let old = try await StoreFixture.text("old", in: fixture, at: Self.now)
        let young = try await StoreFixture.text("young", in: fixture, at: Self.now + 5000)
        let again = try await StoreFixture.text("again", in: fixture, at: Self.now)
        #expect(
            try await StoreFixture.text("again", in: fixture, at: Self.now + 5000).id == again.id)
        _ = try await fixture.home.journal.append(
            StoreFixture.batch("k", [entry(named)]))
        let report = try await vault.collectGarbage(grace: 1000, at: Self.now + 2000)
        #expect(report.removed == [old.id])
        #expect(report.bytes == 3)
        #expect(!vault.holds(old.id))
        for id in [named.id, young.id, again.id] { #expect(vault.holds(id)) }
        await #expect(throws: StoreError.vault(.absent(old.id))) {
            try await vault.description(of: old.id)
        }
    }

    @Test func `garbage collection and acts that name files never cross`() async throws {
        let fixture = try StoreFixture()
        let home = fixture.home
        let files = try await (0..<200).asyncMap {
            try await StoreFixture.text("file \($0)", in: fixture)
        }
        async let collected = home.vault.collectGarbage(grace: 0, at: Self.now + 1)
        let outcomes = await withTaskGroup(of: (VaultID, Bool).self) { group in
            for (index, file) in files.enumerated() {
                group.addTask {
                    do {
                        _ = try await home.journal.append(
                            StoreFixture.batch("k\(index)", [self.entry(file)]))
                        return (file.id, true)
                    } catch {
                        return (file.id, false)
                    }
                }
            }
            return await group.reduce(into: [VaultID: Bool]()) { $0[$1.0] = $1.1 }
        }
        let removed = Set(try await collected.removed)
        for (id, isRecorded) in outcomes {
            #expect(home.vault.holds(id) == isRecorded)
            #expect(removed.contains(id) != isRecorded)
        }
        #expect(try await home.vault.verify().isEmpty)
    }

    @Test func `verification lists what is missing, altered and foreign`() async throws {
        let fixture = try StoreFixture()
        let vault = fixture.home.vault
        let missing = try await StoreFixture.text("missing", in: fixture)
        let altered = try await StoreFixture.text("altered", in: fixture)
        _ = try await fixture.home.journal.append(
            StoreFixture.batch("k", [entry(missing), entry(altered)]))
        let place = try vault.path(of: altered.id)
        #expect(unlink(try vault.path(of: missing.id)) == 0)
        #expect(chmod(place, 0o644) == 0)
        try Data("Altered".utf8).write(to: URL(filePath: place), options: [])
        let stranger = fixture.home.path + "/vault/README"
        try Data("hello".utf8).write(to: URL(filePath: stranger))
        #expect(
            Set(try await vault.verify()) == [
                .missing(missing.id, sequence: 1), .altered(altered.id, sequence: 2),
                .foreign(path: stranger),
            ])
        #expect(throws: StoreError.vault(.altered(altered.id))) { try vault.check(altered.id) }
        #expect(throws: StoreError.vault(.altered(altered.id))) { try vault.bytes(of: altered.id) }
    }
}

extension Sequence {
    func asyncMap<Value>(_ body: (Element) async throws -> Value) async rethrows -> [Value] {
        var values: [Value] = []
        for element in self { values.append(try await body(element)) }
        return values
    }
}
