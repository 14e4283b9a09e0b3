import Foundation
import Testing

@testable import Documents

/// Setting that nobody waits for any more.
@Suite struct PrintStopTests {
    private static func document(_ folder: URL) -> PrintedDocument {
        PrintedDocument(
            hypertext: "<p>x</p>", path: folder.appending(path: "x.pdf").path,
            moment: ReportMoment(epochSeconds: 0), identifier: "x")
    }

    @Test func `a program that sets a document ends when it is stopped, and no file stays`() throws
    {
        let folder = FileManager.default.temporaryDirectory.appending(path: "stop-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let stop = PrintStop()
        let begun = folder.appending(path: "begun").path
        // Instead of the typesetter a program that never ends by itself.
        let command = ["/bin/sh", "-c", "touch '\(begun)'; exec sleep 1000", "--"]
        Thread.detachNewThread {
            while !FileManager.default.fileExists(atPath: begun) { usleep(10_000) }
            stop.stop()
        }
        #expect(throws: DocumentsError.typesetterStopped) {
            try PrintedDocument.set([Self.document(folder)], by: command, until: stop)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["begun"])
    }

    @Test func `what was stopped before is not begun`() throws {
        let stop = PrintStop()
        stop.stop()
        #expect(throws: DocumentsError.typesetterStopped) {
            try PrintedDocument.set(
                [Self.document(URL(filePath: "/nowhere"))], by: ["/bin/false"], until: stop)
        }
    }
}
