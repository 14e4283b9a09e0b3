import Foundation
import Testing

/// The command-line contract, on the built program.
@Suite struct CommandContractTests {
    @Test func `the same seed writes the same bytes`() throws {
        let county = try County.shared.get()
        let again = try Scratch.folder("again").path
        let outcome = try Program.run([
            "sample", "--patches", "2000", "--seed", "11", "--out", again, "--format", "shp-gbk",
        ])
        #expect(outcome.status == 0)
        for name in ["survey/DLTB.shp", "survey/DLTB.dbf", "plan.gpkg", "plan-draft.gpkg"] {
            let first = try Data(contentsOf: county.folder.appending(path: "county/" + name))
            let second = try Data(contentsOf: URL(filePath: again).appending(path: name))
            #expect(first == second, "\(name)")
        }
        try FileManager.default.removeItem(atPath: again)
    }

    @Test func `import names role, system, encoding, dropped fields and digest of every layer`()
        throws
    {
        let county = try County.shared.get()
        let target = county.folder.appending(path: "again.gpkg").path
        let outcome = try Program.run(["import", county.survey, "--into", target, "--json"])
        #expect(outcome.status == 0)
        let summary = try #require(try json(outcome.output) as? [String: Any])
        let layers = try #require(summary["layers"] as? [[String: Any]])
        #expect(layers.count == 10)
        for layer in layers {
            #expect(layer["crs"] as? Int == 4524)
            #expect((layer["sha256"] as? String)?.count == 64)
        }
        let farmland = try #require(layers.first { $0["role"] as? String == "YJJBNTBHTB" })
        #expect(farmland["dropped_fields"] as? [String] == ["LXDH"])
        #expect(
            try Data(contentsOf: URL(filePath: target))
                == Data(contentsOf: URL(filePath: county.dataset)), "imports are reproducible")
        let refused = try Program.run(["import", county.survey, "--into", target])
        #expect(refused.status == 2, "an existing dataset is not replaced unasked")
    }

    @Test func `bad input leaves no file, exits 2 and names the file`() throws {
        let folder = try Scratch.folder("bad")
        let bad = folder.appending(path: "broken.shp").path
        try Data([0, 0, 0x27, 0x0A, 1, 2, 3]).write(to: URL(filePath: bad))
        let target = folder.appending(path: "dataset.gpkg").path
        let outcome = try Program.run(["import", bad, "--into", target, "--lang", "en"])
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("broken.shp"))
        #expect(!FileManager.default.fileExists(atPath: target))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["broken.shp"])
        try FileManager.default.removeItem(at: folder)
    }

    @Test func `wrong words exit 2, help and version exit 0`() throws {
        #expect(try Program.run(["nonsense"]).status == 2)
        #expect(
            try Program.run(["sample", "--patches", "0", "--seed", "1", "--out", "x"]).status == 2)
        #expect(try Program.run(["--help"]).status == 0)
        #expect(try Program.run(["--version"]).status == 0)
        #expect(try Program.run(["policy", "show", "nowhere-1999"]).status == 2)
    }

    @Test func `tabulate closes, sorts numbers as numbers and groups`() throws {
        let county = try County.shared.get()
        let layer = { county.dataset + "#" + $0 }
        let pairs = try Program.run([
            "tabulate", "--a", layer("DLTB"), "--b", layer("CJDCQ"), "--lang", "en",
        ])
        #expect(pairs.status == 0)
        #expect(pairs.lines.first == "key_a,key_b,area_m2")
        let keys = pairs.lines.dropFirst().compactMap { Int($0.split(separator: ",")[0]) }
        #expect(keys == keys.sorted())
        #expect(keys.count == 2000, "every patch lies in one village")
        #expect(pairs.errors.contains("closure residual 0"))
        let groups = try Program.run([
            "tabulate", "--a", layer("DLTB"), "--b", layer("YJJBNTBHTB"), "--b", layer("CJDCQ"),
            "--group", "DLBM,ZLDWMC", "--json",
        ])
        #expect(groups.status == 0)
        for line in groups.lines {
            let row = try #require(try json(line) as? [String: Any])
            #expect(Set(row.keys) == ["DLBM", "ZLDWMC", "area_m2"])
            let code = try #require(row["DLBM"] as? String)
            #expect(["0101", "0103"].contains(code), "basic farmland lies on cultivated land")
        }
        let missing = try Program.run([
            "tabulate", "--a", layer("DLTB"), "--b", layer("CJDCQ"), "--key-a", "NOPE",
        ])
        #expect(missing.status == 2)
        #expect(missing.errors.contains("NOPE"))
    }

    @Test func `planar areas equal those of GEOS`() throws {
        let county = try County.shared.get()
        let ours = county.folder.appending(path: "pairs.csv").path
        let outcome = try Program.run([
            "tabulate", "--a", county.dataset + "#DLTB", "--b", county.dataset + "#STBHHX",
            "--area",
            "planar", "--decimals", "6", "--out", ours,
        ])
        #expect(outcome.status == 0)
        let script = Program.root.appending(path: "Tests/EndToEndTests/Scripts/compare_pairs.py")
            .path
        let compared = try Program.python([script, county.dataset, "DLTB", "STBHHX", ours])
        #expect(compared.status == 0, "\(compared.output)\(compared.errors)")
    }

    @Test func `quality looks at a dataset without land use too`() throws {
        let county = try County.shared.get()
        let target = county.folder.appending(path: "villages.gpkg").path
        let imported = try Program.run([
            "import", county.survey + "/CJDCQ.shp", "--into", target,
        ])
        #expect(imported.status == 0, "\(imported.errors)")
        let checked = try Program.run(["quality", target, "--rules", "DQ-T02,DQ-T03", "--json"])
        #expect(checked.status == 0, "\(checked.errors)")
        #expect(try Program.run(["quality", target, "--rules", "DQ-X99"]).status == 2)
    }

    @Test func `policy commands answer for all 341 requirements`() throws {
        let list = try Program.run(["policy", "list", "--json"])
        let packs = try #require(try json(list.output) as? [[String: Any]])
        #expect(packs.compactMap { $0["clauses"] as? Int }.reduce(0, +) == 341)
        #expect(try Program.run(["policy", "validate"]).status == 0)
        #expect(try Program.run(["policy", "test"]).status == 0)
        let coverage = try Program.run(["policy", "coverage", "--json"])
        let found = try #require(try json(coverage.output) as? [String: Any])
        #expect(found["present"] as? Int == 341)
        #expect((found["missing"] as? [String])?.isEmpty == true)
        let clauses = try #require(found["clauses"] as? [[String: Any]])
        #expect(clauses.count == 341)
        #expect(clauses.allSatisfy { $0["decidedBy"] is String && $0["tests"] is Int })
        #expect(found["pairs"] as? Int == 341)
        let table = try Program.run(["policy", "coverage", "--lang", "en"])
        #expect(table.lines.contains("341 of 341 clauses present"))
        #expect(table.lines.filter { $0.contains("\t") }.count == 342)
    }

    @Test func `coverage names what decides a requirement, what is left and what proves it`() throws
    {
        let answer = try Program.run(["policy", "coverage", "--json"])
        let found = try #require(try json(answer.output) as? [String: Any])
        let clauses = try #require(found["clauses"] as? [[String: Any]])
        func clause(_ id: String) throws -> [String: Any] {
            try #require(clauses.first { $0["id"] as? String == id })
        }
        // Every requirement rests on something; what is left has its reason in both languages.
        for clause in clauses {
            #expect((clause["sources"] as? [String])?.isEmpty == false, "\(clause["id"] ?? "")")
            for part in clause["left"] as? [[String: Any]] ?? [] {
                let reason = part["reason"] as? [String: String]
                #expect(reason?["zh"]?.isEmpty == false && reason?["en"]?.isEmpty == false)
            }
        }
        let farmland = try clause("LZ-005")
        #expect(farmland["sources"] as? [String] == ["measured"])
        #expect(farmland["worst"] as? String == "broken")
        let refusals = try #require(farmland["refusedIn"] as? [String])
        #expect(refusals.contains { $0.hasPrefix("liuzhou-2020.yaml:") })
        #expect((farmland["passedIn"] as? [String])?.isEmpty == false)
        let cases = try #require(farmland["cases"] as? [[String: Any]])
        #expect(
            Set(cases.compactMap { $0["status"] as? String }).isSuperset(of: [
                "satisfied", "violated",
            ]))
        let uses = try clause("LZ-064")["left"] as? [[String: Any]]
        #expect(uses?.compactMap { $0["part"] as? String } == ["ledger"])
        #expect(try clause("JX-033")["blanks"] as? [String] == ["rewardQuotaShare"])
    }

    @Test func `coverage of one clause lists its cases and the steps that it refuses`() throws {
        let one = try Program.run([
            "policy", "coverage", "--clause", "LZ-032", "--tests", "--lang", "en",
        ])
        #expect(one.status == 0)
        #expect(one.output.contains("violated\tA project admitted to the pool without any survey"))
        #expect(one.lines.contains { $0.hasPrefix("    refused\tliuzhou-2020.yaml:") })
        #expect(one.lines.contains { $0.hasPrefix("    passed\tliuzhou-2020.yaml:") })
        #expect(!one.output.contains("LZ-033"))
        #expect(try Program.run(["policy", "coverage", "--clause", "LZ-999"]).status == 2)
    }
}
