import Foundation
import Testing

@testable import Documents

@Suite struct FindingsFileTests {
    private var schema: String {
        // Tests/DocumentsTests/<this file> lies two folders below the package.
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("schemas/findings.schema.json").path
    }

    @Test func `the file satisfies its published schema`() throws {
        guard Scratch.has(["python3", "-c", "import jsonschema"]) else { return }
        let folder = try Scratch.folder("findings")
        for draft in [false, true] {
            let path = folder + "/findings-\(draft).json"
            try ReportFiles(SyntheticReport.small.report(draft: draft)).findings
                .write(toFile: path, atomically: true, encoding: .utf8)
            let check = """
                import json, sys, jsonschema
                schema = json.load(open(sys.argv[1])); data = json.load(open(sys.argv[2]))
                jsonschema.Draft202012Validator.check_schema(schema)
                errors = list(jsonschema.Draft202012Validator(schema).iter_errors(data))
                print(len(errors), [e.message[:80] for e in errors[:3]])
                """
            let result = try Scratch.run(["python3", "-c", check, schema, path])
            #expect(result.output.hasPrefix("0 "), "\(result.output)")
        }
    }

    @Test func `another parser reads the figures exactly`() throws {
        guard Scratch.has(["python3", "--version"]) else { return }
        let path = try Scratch.folder("findings") + "/exact.json"
        try ReportFiles(SyntheticReport.small.report()).findings
            .write(toFile: path, atomically: true, encoding: .utf8)
        let read = """
            import json, sys
            data = json.load(open(sys.argv[1]))
            by = {f['clause']: f for f in data['findings']}
            print(by['LZ-009']['measured'], by['LZ-005']['gap'], by['LZ-004']['required']['number'],
                  len(data['findings']), by['LZ-005']['trace'][0]['children'][0]['evidence'][0]['sha256'][:8],
                  [a['blockedBy'] for a in data['verdict']['acts']], by['LZ-074']['days'])
            """
        let result = try Scratch.run(["python3", "-c", read, path])
        // 5 % − 9555/281582 = 45241/2815820 = 6463/402260, worked out by hand.
        #expect(
            result.output
                == "{'number': '3433.43'} 6463/402260 0.05 37 24fa2b1b "
                + "[['LZ-005', 'LZ-009', 'LZ-019', 'LZ-045', 'LZ-051'], ['LZ-009', 'LZ-045'], []] 15\n"
        )
    }

    @Test func `text that JSON reserves is escaped`() {
        let text = JSONText.object(["a\"b": .string("\\ \n\t\u{1} <é田"), "c": .array([])]).document
        #expect(text == "{\n  \"a\\\"b\": \"\\\\ \\n\\t\\u0001 \\u003cé田\",\n  \"c\": []\n}\n")
    }
}
