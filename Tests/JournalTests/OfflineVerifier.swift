import Digest
import Foundation

/// The independent verifier in Python, run on files.
struct OfflineVerifier {
    /// What it says of one export.
    enum Verdict: Equatable {
        case sound(events: Int, head: String, confirmed: Int)
        case broken(line: Int, event: Int)
    }

    struct Failure: Error {
        let status: Int32
        let output: String
    }

    let folder: URL
    private static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appending(path: "journal-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    func remove() throws { try FileManager.default.removeItem(at: folder) }

    /// Runs the script; status 0 and 1 are verdicts.
    static func run(_ arguments: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        // The project's own interpreter has the package for Ed25519.
        let own = root.appending(path: ".deps/venv/bin/python").path
        let python = FileManager.default.isExecutableFile(atPath: own) ? own : "python3"
        process.arguments =
            [python, "-B", root.appending(path: "tools/verify/verify_journal.py").path]
            + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }

    /// The verdicts on exports, in their order.
    func verdicts(on exports: [[UInt8]], trusting keys: [PublicKey]) throws -> [Verdict] {
        var arguments: [String] = []
        for (index, key) in keys.enumerated() {
            let file = folder.appending(path: "key\(index).pem")
            try Data(key.pem().utf8).write(to: file)
            arguments += ["--key", file.path]
        }
        for (index, bytes) in exports.enumerated() {
            let file = folder.appending(path: "\(index).jsonl")
            try Data(bytes).write(to: file)
            arguments.append(file.path)
        }
        let (status, output) = try Self.run(arguments)
        guard status == 0 || status == 1 else { throw Failure(status: status, output: output) }
        let verdicts = output.split(separator: "\n").compactMap { Self.verdict(String($0)) }
        guard verdicts.count == exports.count else {
            throw Failure(status: status, output: output)
        }
        return verdicts
    }

    private static func verdict(_ line: String) -> Verdict? {
        if let match = line.firstMatch(of: /^sound events=(\d+) head=(\w+) confirmed=(\d+)$/),
            let events = Int(match.1), let confirmed = Int(match.3)
        {
            return .sound(events: events, head: String(match.2), confirmed: confirmed)
        }
        guard let match = line.firstMatch(of: /^broken line=(\d+) event=(\d+) reason=/),
            let number = Int(match.1), let event = Int(match.2)
        else { return nil }
        return .broken(line: number, event: event)
    }
}
