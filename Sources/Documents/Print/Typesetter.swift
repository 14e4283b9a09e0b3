import Foundation
import Glibc
import LandModel

/// Makes PDFs of hypertext by WeasyPrint, run by a Python process of its own.
struct Typesetter {
    /// A Python that has WeasyPrint, with its first arguments, such as `["python3"]`.
    let command: [String]

    /// Sets documents side by side and writes each whole or not at all.
    ///
    /// Nothing of the machine enters a document: its dates are those of its moment.
    /// - Throws: ``DocumentsError`` when the program is missing or fails; no document is replaced
    ///   then.
    func set(_ documents: [PrintedDocument], until stop: PrintStop) throws(DocumentsError) {
        guard !documents.isEmpty else { return }
        guard !stop.isStopped else { throw .typesetterStopped }
        var input = Data()
        for document in documents {
            let text = Data(document.hypertext.utf8)
            let order =
                "{\"path\":\(Self.partial(document.path).quotedAsJSON),\"identifier\":"
                + "\(document.identifier.quotedAsJSON),\"seconds\":"
                + "\(document.moment.epochSeconds),\"limit\":\(document.limitSeconds),\"bytes\":\(text.count),\"drawings\":"
                + "\(document.drawings.map(\.count))}\n"
            input.append(contentsOf: order.utf8)
            input.append(text)
            for drawing in document.drawings { input.append(contentsOf: drawing) }
        }
        do {
            try run(input, until: stop)
            for document in documents {
                try PlacedFile.place(Self.partial(document.path), at: document.path)
            }
        } catch {
            for document in documents { unlink(Self.partial(document.path)) }
            throw error
        }
    }

    /// Where a document stands until it is complete.
    private static func partial(_ path: String) -> String { path + ".partial" }

    /// Runs the program on its input.
    private func run(_ orders: Data, until stop: PrintStop) throws(DocumentsError) {
        guard let program = command.first, let executable = Self.locate(program) else {
            throw .typesetterMissing(command: command.joined(separator: " "))
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: executable)
        process.arguments = Array(command.dropFirst()) + ["-c", TypesetterProgram.text]
        var environment = ProcessInfo.processInfo.environment
        environment["PYTHONHASHSEED"] = "0"
        environment["PYTHONDONTWRITEBYTECODE"] = "1"
        process.environment = environment
        let (input, complaints) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = FileHandle.nullDevice
        process.standardError = complaints
        do {
            try stop.run(process)
        } catch {
            throw .typesetterMissing(command: command.joined(separator: " "))
        }
        // The program reads all of its input before it says anything, so this order cannot block.
        // A program that ends early breaks the pipe; its status then says why.
        signal(SIGPIPE, SIG_IGN)
        do {
            try input.fileHandleForWriting.write(contentsOf: orders)
            try input.fileHandleForWriting.close()
        } catch {
            process.terminate()
        }
        let said = complaints.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        stop.forget()
        guard process.terminationStatus == 0 else {
            if stop.isStopped { throw .typesetterStopped }
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
