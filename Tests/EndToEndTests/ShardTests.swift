import Foundation
import Testing

/// Tabulation county by county, on the built program.
@Suite struct ShardTests {
    @Test func `shards give the rows and sums of the counties alone, to the last digit`() throws {
        let county = try County.shared.get()
        let folder = try Scratch.folder("province")
        for code in ["459901", "459902"] {
            try FileManager.default.copyItem(
                atPath: county.dataset, toPath: folder.appending(path: code + ".gpkg").path)
        }
        let options = ["--key-a", "BSM", "--lang", "en"]
        let alone = try Program.run(
            [
                "tabulate", "--a", county.dataset + "#DLTB", "--b", county.dataset + "#YJJBNTBHTB",
                "--b", county.dataset + "#CJDCQ",
            ] + options)
        #expect(alone.status == 0)
        // One layer comes with each shard, the other is read once for all.
        let sharded = try Program.run(
            [
                "tabulate", "--shard", "--a", folder.path + "/{shard}.gpkg#DLTB",
                "--b", folder.path + "/{shard}.gpkg#YJJBNTBHTB", "--b", county.dataset + "#CJDCQ",
            ] + options)
        #expect(sharded.status == 0, "\(sharded.errors)")
        #expect(sharded.lines.first == "shard,key_a,key_b,key_c,area_m2")
        let rows = alone.lines.dropFirst()
        let expected = ["459901,", "459902,"].flatMap { code in rows.map { code + $0 } }
        #expect(Array(sharded.lines.dropFirst()) == expected)
        #expect(sharded.errors.contains("shards 2"))
        #expect(sharded.errors.contains("closure residual 0"))
        let (one, both) = (try hundredths(alone.errors), try hundredths(sharded.errors))
        #expect(both == 2 * one)
        try FileManager.default.removeItem(at: folder)
    }

    @Test func `a file with the code in a field is divided by its first six digits`() throws {
        let county = try County.shared.get()
        let layers = ["--a", county.dataset + "#DLTB", "--b", county.dataset + "#CJDCQ"]
        let whole = try Program.run(["tabulate", "--group", "DLBM"] + layers)
        let sharded = try Program.run(["tabulate", "--group", "DLBM", "--shard"] + layers)
        #expect(sharded.status == 0, "\(sharded.errors)")
        #expect(sharded.lines.first == "shard,DLBM,area_m2")
        #expect(Array(sharded.lines.dropFirst()) == whole.lines.dropFirst().map { "459902," + $0 })
        let wrong = try Program.run(
            ["tabulate", "--shard", "--shard-field", "DLBM", "--lang", "en"] + layers)
        #expect(wrong.status == 2)
        #expect(wrong.errors.contains("DLBM"), "a land class is no county code")
    }

    /// Gives every third patch of a copy of the dataset to each of three counties.
    private static let mixing = """
        import sqlite3, sys
        base = sqlite3.connect(sys.argv[1])
        for name, in base.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            base.execute(f'DROP TRIGGER "{name}"')
        base.execute("UPDATE DLTB SET ZLDWDM = '45990' || (fid % 3 + 1) || substr(ZLDWDM, 7)")
        base.commit()
        """

    @Test func `a file of three counties, mixed, gives each county its own rows`() throws {
        let county = try County.shared.get()
        let folder = try Scratch.folder("three")
        let one = folder.appending(path: "one.gpkg").path
        try FileManager.default.copyItem(atPath: county.dataset, toPath: one)
        #expect(try Program.python(["-c", Self.mixing, one]).status == 0)
        let zones = ["--b", county.dataset + "#CJDCQ", "--key-b", "ZLDWDM"]
        let whole = try Program.run(
            ["tabulate", "--a", one + "#DLTB"] + zones)
        let sharded = try Program.run(
            ["tabulate", "--shard", "--lang", "en", "--a", one + "#DLTB"] + zones)
        #expect(sharded.status == 0, "\(sharded.errors)")
        #expect(sharded.errors.contains("shards 3"))
        let mixed = sharded.lines.dropFirst().map { line in
            let parts = line.split(separator: ",", maxSplits: 1).map(String.init)
            let patch = Int(parts[1].prefix { $0 != "," }) ?? -1
            #expect(parts[0] == "45990\(patch % 3 + 1)")
            return parts[1]
        }
        #expect(mixed.sorted() == whole.lines.dropFirst().sorted())
        try FileManager.default.removeItem(at: folder)
    }

    @Test func `a pattern without files and a worker without a pattern exit 2`() throws {
        let county = try County.shared.get()
        let zone = ["--b", county.dataset + "#CJDCQ", "--lang", "en"]
        let none = try Program.run(
            ["tabulate", "--shard", "--a", "nowhere/{shard}.gpkg#DLTB"] + zone)
        #expect(none.status == 2)
        #expect(none.errors.contains("nowhere"))
        let worker = try Program.run(
            ["tabulate", "--shard-worker", "--a", county.dataset + "#DLTB"] + zone)
        #expect(worker.status == 2)
        #expect(worker.errors.contains("{shard}"))
    }

    /// The total in the summary, as an integer of 0.01 m².
    private func hundredths(_ summary: String) throws -> Int {
        let after = try #require(summary.components(separatedBy: "total ").last)
        let text = try #require(after.components(separatedBy: " m2").first)
        return try #require(Int(text.replacingOccurrences(of: ".", with: "")))
    }
}
