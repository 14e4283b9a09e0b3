import Digest
import Foundation
import Journal
import LandModel
import Testing

/// The worked example of `docs/journal-format.md`, which a third program made.
///
/// Its hashes come from Python's hashlib and its signature from the package cryptography; the page
/// repeats the hashes with `sha256sum`.
@Suite struct FormatDocumentTests {
    private func block(_ language: String) throws -> String {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "docs/journal-format.md")
        let text = try String(contentsOf: file, encoding: .utf8)
        let start = try #require(text.firstRange(of: "```\(language)\n")).upperBound
        let end = try #require(text[start...].firstRange(of: "```")).lowerBound
        return String(text[start..<end])
    }

    @Test func `the example is sound and confirmed`() throws {
        let key = try PublicKey(pem: block("pem"))
        let bytes = Array(try block("jsonl").utf8)
        let report = SampleJournal.report(on: bytes, trusting: [key])
        #expect(report.damages == [])
        #expect(report.isSound && report.events == 2 && report.confirmedThrough == 2)
    }

    @Test func `the program writes the example byte for byte`() throws {
        let secret =
            "302e020100300506032b657004220420"
            + "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"
        let der = try #require(HexText.bytes(Array(secret.utf8)))
        let key = try PrivateKey(
            pem: "-----BEGIN PRIVATE KEY-----\n\(Data(der).base64EncodedString())\n"
                + "-----END PRIVATE KEY-----\n")
        let genesis = Genesis(
            journal: "450205/example", algorithm: .sha256, created: 1_767_225_600_000)
        let batch = Batch(
            key: "act-0001", actor: ActingPerson(person: "chen.wei", office: "450205/nnr"),
            basis: [Citation(document: "liuzhou-2020", clause: "一(二)1", phrase: "建设用地增减挂钩")],
            time: 1_767_229_200_000,
            entries: [
                Batch.Entry(
                    stream: "project/450205-2026-003", type: "projectRegistered",
                    payload: ["name": "西鹅乡全域土地综合整治", "townships": ["450205101"]]),
                Batch.Entry(
                    stream: "ledger/450205", type: "quotaReserved",
                    payload: [
                        "area": 1_250_000, "lots": [["area": 1_250_000, "lot": "L-7"]],
                        "urgent": false,
                    ]),
            ], expectedVersions: ["project/450205-2026-003": 0])
        guard
            case .sealed(let events, _, let head) = try genesis.head.sealing(batch, versions: [:])
        else {
            Issue.record("not sealed")
            return
        }
        var writer = ExportWriter(genesis)
        var bytes = writer.opening
        for event in events { bytes += writer.line(for: event) }
        bytes += writer.line(
            for: try Checkpoint(number: 1, head: head, time: 1_767_232_800_000).signed(by: key))
        bytes += writer.closing()
        #expect(String(decoding: bytes, as: UTF8.self) == (try block("jsonl")))
    }

    @Test func `the page names every kind of damage`() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "docs/journal-format.md")
        let text = try String(contentsOf: file, encoding: .utf8)
        for kind in Damage.Kind.allCases {
            #expect(text.contains("`\(kind.rawValue)`"), "\(kind)")
        }
    }
}
