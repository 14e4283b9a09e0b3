import Foundation

/// The `openssl` program, a second user of keys and signatures.
enum CommandLineOpenSSL {
    struct Failure: Error {
        let arguments: [String]
        let status: Int32
        let output: String
    }

    /// What the program writes; an error when it does not end well.
    static func output(_ arguments: [String]) throws -> Data {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["openssl"] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(
                arguments: arguments, status: process.terminationStatus,
                output: String(decoding: output, as: UTF8.self))
        }
        return output
    }
}
