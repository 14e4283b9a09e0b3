import Foundation
import Glibc
import LandModel

/// Makes a PDF of hypertext by the program WeasyPrint, run as a process of its own.
struct Typesetter {
    /// The program with its first arguments, such as `["python3", "-m", "weasyprint"]`.
    let command: [String]

    /// Sets the hypertext and writes the document.
    ///
    /// Nothing of the machine enters the document: its dates are those of `moment`, its identifier
    /// that of `identifier`.
    /// - Throws: ``DocumentsError`` when the program is missing or fails.
    func set(
        _ hypertext: String, to path: String, moment: ReportMoment, identifier: String
    ) throws(DocumentsError) {
        guard let program = command.first, let executable = Self.locate(program) else {
            throw .typesetterMissing(command: command.joined(separator: " "))
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: executable)
        process.arguments =
            Array(command.dropFirst()) + ["--quiet", "--pdf-identifier", identifier, "-", path]
        var environment = ProcessInfo.processInfo.environment
        environment["SOURCE_DATE_EPOCH"] = String(moment.epochSeconds)
        environment["PYTHONHASHSEED"] = "0"
        environment["PYTHONDONTWRITEBYTECODE"] = "1"
        process.environment = environment
        let (input, complaints) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = FileHandle.nullDevice
        process.standardError = complaints
        do {
            try process.run()
        } catch {
            throw .typesetterMissing(command: command.joined(separator: " "))
        }
        // The program reads all of its input before it says anything, so this order cannot block.
        // A program that ends early breaks the pipe; its status then says why.
        signal(SIGPIPE, SIG_IGN)
        do {
            try input.fileHandleForWriting.write(contentsOf: Data(hypertext.utf8))
            try input.fileHandleForWriting.close()
        } catch {
            process.terminate()
        }
        let said = complaints.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0, access(path, R_OK) == 0 else {
            let lines = String(decoding: said, as: UTF8.self).split(separator: "\n")
            throw .typesetterFailed(
                command: command.joined(separator: " "), status: process.terminationStatus,
                output: lines.suffix(3).joined(separator: " / "))
        }
    }

    /// The path of a program: as given when it holds a slash, else the first on the search path.
    private static func locate(_ program: String) -> String? {
        if program.contains("/") { return access(program, X_OK) == 0 ? program : nil }
        let places = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        return places.split(separator: ":").map { "\($0)/\(program)" }
            .first { access($0, X_OK) == 0 }
    }
}
