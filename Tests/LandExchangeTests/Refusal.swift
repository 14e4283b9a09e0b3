import Foundation
import LandModel
import Testing

@testable import LandExchange

/// Imports and returns the error; fails when anything is left beside the inputs.
func refusal(
    _ folder: TestFolder, _ files: [String], options: ReadingOptions = ReadingOptions(),
    assignments: [RoleAssignment] = [], _ label: String = ""
) throws -> LandExchangeError? {
    let target = folder.file("out.gpkg")
    let before = try folder.names
    var found: LandExchangeError?
    do {
        try SnapshotImport(
            .init(files: files, target: target, options: options, assignments: assignments)
        ).run()
        Issue.record("accepted: \(label)")
    } catch let error as LandExchangeError {
        found = error
        #expect(!error.remedy.zh.isEmpty && !error.remedy.en.isEmpty, "\(label)")
        #expect(error.explanation.zh.contains("文件"), "\(label)")
        #expect(error.explanation.en.contains(folder.path), "names the file: \(label) \(error)")
    }
    #expect(try folder.names == before, "left behind: \(label)")
    return found
}

/// Imports what must be accepted.
func accepted(
    _ folder: TestFolder, _ files: [String], options: ReadingOptions = ReadingOptions(),
    assignments: [RoleAssignment] = []
) throws -> ImportSummary {
    try SnapshotImport(
        .init(
            files: files, target: folder.file("out.gpkg"), options: options,
            assignments: assignments)
    ).run()
}
