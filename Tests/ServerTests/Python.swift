import Foundation

/// Programs in Python that the tests ask: the one of the project where it is set up.
enum Python {
    /// What a program says when it ends well.
    struct Failure: Error {
        let status: Int32
        let output: String
    }

    /// Runs a program on an input; what it writes.
    static func run(_ arguments: [String], input: Data = Data()) throws -> String {
        // Not standardised: that follows the link of the interpreter out of its environment and its packages.
        let own = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: ".deps/venv/bin/python").path
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments =
            [FileManager.default.isExecutableFile(atPath: own) ? own : "python3"] + arguments
        let (given, said) = (Pipe(), Pipe())
        process.standardInput = given
        process.standardOutput = said
        process.standardError = said
        try process.run()
        try given.fileHandleForWriting.write(contentsOf: input)
        try given.fileHandleForWriting.close()
        let output = String(
            decoding: said.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(status: process.terminationStatus, output: output)
        }
        return output
    }
}
