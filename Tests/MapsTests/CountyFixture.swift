import Foundation
import LandExchange
import LandModel
import Maps
import SampleCounty

/// A small county imported once for all tests, and the oracle in Python that looks at the same file.
enum CountyFixture {
    /// The oracle has not answered.
    struct OracleFailure: Error {
        let output: String
    }

    static let folder: String = {
        let folder = NSTemporaryDirectory() + "maps-" + UUID().uuidString
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
        } catch {
            print("no folder for the fixture: \(error)")
        }
        return folder
    }()

    /// The path of the snapshot, or why it could not be made.
    private static let made = Result { () throws -> String in
        let county = SampleCounty(patches: 600, seed: 11, withDefects: false)
        let survey = folder + "/survey.gpkg"
        try LayerWriter.write(county.survey, to: survey)
        let target = folder + "/snapshot.gpkg"
        try SnapshotImport(SnapshotImport.Request(files: [survey], target: target)).run()
        return target
    }

    static func path() throws -> String { try made.get() }

    private static let opened = Result { () throws -> MapSnapshot in
        try MapSnapshot.open(try path(), cache: folder)
    }

    static func snapshot() throws -> MapSnapshot { try opened.get() }

    /// Asks the oracle; each question is an object with its kind under `ask`.
    static func oracle(_ asks: [[String: Any]]) throws -> [Any] {
        let script = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Oracle/maps_oracle.py").path
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-B", script]
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        let question = try JSONSerialization.data(
            withJSONObject: ["path": try path(), "asks": asks])
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: question)
        try input.fileHandleForWriting.close()
        let answer = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0,
            let list = try JSONSerialization.jsonObject(with: answer) as? [Any]
        else { throw OracleFailure(output: String(decoding: answer, as: UTF8.self)) }
        return list
    }
}
