import Foundation

/// The built program, run as a person would run it.
enum Program {
    struct Outcome {
        let status: Int32
        let output: String
        let errors: String
        var lines: [String] { output.split(separator: "\n").map(String.init) }
    }

    static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// `TIANCHOU_BIN`, the release binary, or the debug binary.
    static let path: String = {
        if let named = ProcessInfo.processInfo.environment["TIANCHOU_BIN"] { return named }
        for build in [".build/release/tianchou", ".build/debug/tianchou"] {
            let candidate = root.appending(path: build).path
            if FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
        }
        // The test bundle lies beside the program it was built with.
        return Bundle.main.bundleURL.deletingLastPathComponent().appending(path: "tianchou").path
    }()

    /// Runs the program; output is collected whole.
    static func run(_ arguments: [String], environment: [String: String] = [:]) throws -> Outcome {
        try run(path, arguments, environment: environment)
    }

    /// Runs a Python script with the interpreter that has the oracles.
    static func python(_ arguments: [String]) throws -> Outcome {
        let own = root.appending(path: ".deps/venv/bin/python").path
        let isThere = FileManager.default.isExecutableFile(atPath: own)
        return try run("/usr/bin/env", [isThere ? own : "python3"] + arguments)
    }

    private static func run(
        _ executable: String, _ arguments: [String], environment: [String: String] = [:]
    ) throws -> Outcome {
        let process = Process()
        process.executableURL = URL(filePath: executable)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment
            .merging(["TIANCHOU_PACKS": root.appending(path: "PolicyPacks").path]) { $1 }
            .merging(environment) { $1 }
        let folder = try Scratch.folder("run")
        let out = folder.appending(path: "out")
        let err = folder.appending(path: "err")
        for file in [out, err] { try Data().write(to: file) }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: out)
        process.standardError = try FileHandle(forWritingTo: err)
        try process.run()
        process.waitUntilExit()
        let outcome = Outcome(
            status: process.terminationStatus, output: try String(contentsOf: out, encoding: .utf8),
            errors: try String(contentsOf: err, encoding: .utf8))
        try FileManager.default.removeItem(at: folder)
        return outcome
    }
}

/// Folders of a test run, removed when the process ends.
enum Scratch {
    private static let own: URL = {
        // The county shared by all tests has no other end.
        atexit { Scratch.remove() }
        return FileManager.default.temporaryDirectory
            .appending(path: "tianchou-e2e-\(ProcessInfo.processInfo.processIdentifier)")
    }()

    private static func remove() {
        do { try FileManager.default.removeItem(at: own) } catch {
            print("left \(own.path): \(error)")
        }
    }

    static func folder(_ name: String) throws -> URL {
        let url = own.appending(path: "\(name)-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        return url
    }
}

/// Real data for tests: `../shared/data` beside the project, or where `TIANCHOU_SHARED` says.
enum SharedData {
    static let folder: URL = {
        if let named = ProcessInfo.processInfo.environment["TIANCHOU_SHARED"] {
            return URL(filePath: named).appending(path: "data")
        }
        return Program.root.deletingLastPathComponent().appending(path: "shared/data")
    }()

    /// Whether the data are there; says so when they are not.
    static func isPresent(_ path: String) -> Bool {
        if FileManager.default.fileExists(atPath: folder.appending(path: path).path) { return true }
        print("SKIPPED: shared data \(path) not present")
        return false
    }
}
