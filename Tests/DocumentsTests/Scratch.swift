import Foundation

/// Scratch folders and outside programs of the tests.
enum Scratch {
    /// The Python of the typesetter the project's set-up installs.
    static let typesetter = ["python3"]

    /// Whether the typesetter can be started, said aloud when it cannot.
    static var hasTypesetter: Bool { has(typesetter + ["-m", "weasyprint", "--version"]) }

    /// A folder for one test, under TIANCHOU_SCRATCH where that is set, so that a person can look.
    static func folder(_ name: String) throws -> String {
        let folder =
            (ProcessInfo.processInfo.environment["TIANCHOU_SCRATCH"] ?? own) + "/" + name
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return folder
    }

    /// The folder of this run, removed when the process ends.
    private static let own: String = {
        atexit { Scratch.remove() }
        return NSTemporaryDirectory()
            + "documents-tests-\(ProcessInfo.processInfo.processIdentifier)"
    }()

    private static func remove() {
        do { try FileManager.default.removeItem(atPath: own) } catch {
            print("left \(own): \(error)")
        }
    }

    static func bytes(_ path: String) throws -> Data {
        try Data(contentsOf: URL(fileURLWithPath: path))
    }

    /// Runs a program and returns its status and what it printed.
    static func run(_ command: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = command
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: data, as: UTF8.self))
    }

    /// Whether a program can be started, said aloud when it cannot.
    static func has(_ command: [String]) -> Bool {
        var found = false
        do { found = try run(command).status == 0 } catch { print("cannot start: \(error)") }
        if !found { print("SKIPPED: \(command.joined(separator: " ")) not available") }
        return found
    }
}
