import Foundation
import Testing

/// The record from the command line: founding, acts, proof, backup, damage.
@Suite struct RecordCommandTests {
    private static let story = Program.root.appending(path: "Scenarios/administration.yaml").path

    private func played() throws -> (folder: URL, home: String) {
        let folder = try Scratch.folder("record")
        let home = folder.appending(path: "home").path
        let outcome = try Program.run(["run", Self.story, "--home", home, "--quiet"])
        #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
        return (folder, home)
    }

    @Test func `an office is founded and works by acts, and refusals tell every reason`() throws {
        let folder = try Scratch.folder("office")
        let home = folder.appending(path: "home").path
        let founded = try Program.run([
            "init", "--home", home, "--office", "yx-nr", "--kind", "countyNaturalResources",
            "--name", "乙县自然资源局", "--areas", "450222", "--administrator", "admin",
            "--administrator-name", "管理员", "--hash", "sm3", "--signature", "sm2",
        ])
        #expect(founded.status == 0, "\(founded.errors)")
        let again = try Program.run([
            "init", "--home", home, "--office", "yx-nr", "--kind", "countyNaturalResources",
            "--name", "乙县自然资源局", "--areas", "450222", "--administrator", "admin",
            "--administrator-name", "管理员",
        ])
        #expect(again.status == 2 && again.errors.contains(home))

        let input = folder.appending(path: "person.json").path
        try Data("{\"id\": \"wang\", \"name\": \"王芳\", \"office\": \"yx-nr\"}".utf8).write(
            to: URL(filePath: input))
        let act = [
            "do", "registerPerson", "--home", home, "--as", "admin", "--input", input, "--key",
            "one",
        ]
        let done = try Program.run(act + ["--json"])
        #expect(done.status == 0, "\(done.errors)")
        let receipt = try #require(try json(done.output) as? [String: Any])
        #expect(receipt["done"] as? Bool == true && receipt["repetition"] as? Bool == false)
        let repeated = try #require(
            try json(try Program.run(act + ["--json"]).output) as? [String: Any])
        #expect(repeated["repetition"] as? Bool == true)
        #expect(repeated["hash"] as? String == receipt["hash"] as? String)

        let refused = try Program.run([
            "do", "appoint", "--home", home, "--as", "wang", "--input", input, "--json",
        ])
        #expect(refused.status == 1)
        let refusal = try #require(try json(refused.output) as? [String: Any])
        let items = try #require(refusal["refused"] as? [[String: Any]])
        #expect(
            items.map { $0["code"] as? String } == ["INP-MISSING", "INP-MISSING", "INP-UNKNOWN"])
        let stranger = try Program.run([
            "do", "registerPerson", "--home", home, "--as", "nobody", "--input", input, "--lang",
            "en",
        ])
        #expect(stranger.status == 1 && stranger.output.contains("ACC-PERSON"))

        let bad = folder.appending(path: "bad.json").path
        try Data("{\"id\": 1.5}".utf8).write(to: URL(filePath: bad))
        let unreadable = try Program.run([
            "do", "registerPerson", "--home", home, "--as", "admin", "--input", bad,
        ])
        #expect(unreadable.status == 2 && unreadable.errors.contains("bad.json"))
        let nowhere = try Program.run([
            "do", "registerPerson", "--home", folder.path + "/none", "--as", "admin", "--input",
            input,
        ])
        #expect(nowhere.status == 2 && nowhere.errors.contains("none"))
    }

    @Test func `a story is played on a fresh home only, and differences have their line`() throws {
        let (folder, home) = try played()
        let again = try Program.run(["run", Self.story, "--home", home])
        #expect(again.status == 2)
        let text = try String(contentsOfFile: Self.story, encoding: .utf8)
        let other = folder.appending(path: "other.yaml").path
        try Data(
            text.replacingOccurrences(of: "{refused: [REG-KIND]}", with: "done").utf8
        ).write(to: URL(filePath: other))
        let different = try Program.run([
            "run", other, "--home", folder.appending(path: "second").path, "--lang", "en",
        ])
        #expect(different.status == 1)
        #expect(different.output.contains("expected done, got refused [REG-KIND]"))
        let broken = folder.appending(path: "broken.yaml").path
        try Data("scenario: x\nsteps: 1\n".utf8).write(to: URL(filePath: broken))
        let unread = try Program.run([
            "run", broken, "--home", folder.appending(path: "third").path,
        ])
        #expect(unread.status == 2 && unread.errors.contains("broken.yaml:1"))
    }

    @Test func `the record is proved here and by the offline verifier, and a changed row is found`()
        throws
    {
        let (folder, home) = try played()
        let signed = try Program.run(["journal", "checkpoint", "--home", home])
        #expect(signed.status == 0 && signed.output.contains("\"number\":1"))
        let sound = try Program.run(["journal", "verify", "--home", home, "--json"])
        #expect(sound.status == 0)
        let report = try #require(try json(sound.output) as? [String: Any])
        #expect(report["sound"] as? Bool == true)
        #expect(report["confirmed_through"] as? Int == report["events"] as? Int)

        let export = folder.appending(path: "journal.jsonl").path
        let exported = try Program.run(["journal", "export", "--home", home, "--out", export])
        #expect(exported.status == 0, "\(exported.errors)")
        let offline = try Program.python([
            Program.root.appending(path: "tools/verify/verify_journal.py").path, export,
        ])
        #expect(offline.status == 0 && offline.output.hasPrefix("sound"), "\(offline.output)")
        #expect(try Program.run(["journal", "verify", "--file", export]).status == 0)

        let shown = try Program.run(["journal", "show", "--home", home, "--limit", "5", "--json"])
        #expect(shown.lines.count == 5)
        let event = try #require(try json(shown.lines[4]) as? [String: Any])
        #expect(event["sequence"] as? Int == 5 && event["type"] as? String == "officeRegistered")

        // Somebody writes into the database behind the program's back.
        let change = try Program.python([
            "-c",
            """
            import sqlite3, sys
            db = sqlite3.connect(sys.argv[1])
            row = db.execute('SELECT canonical FROM event WHERE sequence = 21').fetchone()[0]
            text = row.decode().replace('王芳', '王方')
            assert text != row.decode()
            db.execute('UPDATE event SET canonical = ? WHERE sequence = 21', (text.encode(),))
            db.commit()
            """, home + "/tianchou.sqlite",
        ])
        #expect(change.status == 0, "\(change.errors)")
        let broken = try Program.run(["journal", "verify", "--home", home, "--json"])
        #expect(broken.status == 1)
        let damage = try #require(try json(broken.output) as? [String: Any])
        #expect(damage["first_break"] as? Int == 21)
        let examined = try Program.run(["doctor", "--home", home, "--lang", "en"])
        #expect(examined.status == 1 && examined.output.contains("Events 1 to 20 are whole"))
        let saved = folder.appending(path: "saved").path
        let restored = try Program.run([
            "restore", "--from", home, "--home", saved, "--up-to", "20",
        ])
        #expect(restored.status == 0, "\(restored.errors)")
        #expect(try Program.run(["journal", "verify", "--home", saved]).status == 0)
    }

    @Test func `a backup restores to the last act and to a place before it`() throws {
        let (folder, home) = try played()
        let copy = folder.appending(path: "backup").path
        let backup = try Program.run(["backup", "--home", home, "--to", copy, "--json"])
        let made = try #require(try json(backup.output) as? [String: Any])
        let last = try #require(made["sequence"] as? Int)
        let whole = folder.appending(path: "whole").path
        let restored = try Program.run(["restore", "--from", copy, "--home", whole, "--json"])
        let all = try #require(try json(restored.output) as? [String: Any])
        #expect(all["head"] as? String == made["head"] as? String)
        let part = folder.appending(path: "part").path
        // Records 5 and 6 are one act: a place inside it is none to go back to.
        let inside = try Program.run([
            "restore", "--from", copy, "--home", part, "--up-to", "5", "--lang", "en",
        ])
        #expect(inside.status == 2 && !FileManager.default.fileExists(atPath: part))
        #expect(
            try Program.run(["restore", "--from", copy, "--home", part, "--up-to", "6"]).status == 0
        )
        let doctor = try Program.run(["doctor", "--home", whole])
        #expect(doctor.status == 0, "\(doctor.output)")
        #expect(last > 50)
    }

    @Test func `notices are shown, acknowledged and gone`() throws {
        let (_, home) = try played()
        let waiting = try Program.run(["inbox", "--home", home, "--as", "luo", "--json"])
        #expect(waiting.lines.count == 2)
        let acknowledged = try Program.run([
            "inbox", "--home", home, "--as", "luo", "--acknowledge",
        ])
        #expect(acknowledged.status == 0, "\(acknowledged.errors)")
        #expect(acknowledged.output.contains("事由：调任。"))
        #expect(try Program.run(["inbox", "--home", home, "--as", "luo", "--json"]).lines.isEmpty)
        let all = try Program.run(["inbox", "--home", home, "--as", "luo", "--all", "--json"])
        #expect(all.lines.count == 2)
    }

    @Test func `the matrix, the acts and their forms are listed in both languages`() throws {
        let matrix = try Program.run(["access", "matrix", "--csv", "--lang", "en"])
        #expect(matrix.lines.count == 33)
        #expect(matrix.lines[0].hasPrefix("role,title,registerOffice,registerPerson,appoint,"))
        let acts = try Program.run(["do", "--json"])
        #expect(acts.lines.count == 39)
        let form = try Program.run(["do", "delegate", "--form", "--lang", "en"])
        #expect(form.lines.contains { $0.hasPrefix("through\trequired\tlast day\t") })
    }
}
