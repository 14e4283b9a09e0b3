public import Foundation
import Journal
import LandExchange
import SampleCounty

/// The files of a story's synthetic county, there while the story is played.
///
/// Inputs name them as `@county/survey.gpkg`, `@county/plan.gpkg` and `@county/plan-draft.gpkg`; the draft
/// breaks rules on purpose.
final class ScenarioCounty {
    private static let prefix = "@county/"
    private let folder: URL

    /// Writes the county into a new folder.
    init(_ county: Scenario.County) throws {
        folder = FileManager.default.temporaryDirectory.appending(
            path: "tianchou-county-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try CountyFiles.write(patches: county.patches, seed: county.seed, to: folder)
    }

    deinit {
        do {
            try FileManager.default.removeItem(at: folder)
        } catch {
            // The system clears its folder for temporary files; a story is not undone by it.
        }
    }

    /// An input with the paths of the county's files in place of their short names.
    func resolving(_ input: CanonicalJSON) -> CanonicalJSON {
        switch input {
        case .text(let text) where text.hasPrefix(Self.prefix):
            .text(
                folder.appending(path: String(text.dropFirst(Self.prefix.count)))
                    .path(percentEncoded: false))
        case .array(let items): .array(items.map(resolving))
        case .object(let members): .object(members.mapValues(resolving))
        default: input
        }
    }
}

/// The files of a synthetic county (示例县): its survey, a plan, and a draft that breaks rules on purpose.
public enum CountyFiles {
    /// Writes `survey.gpkg`, `plan.gpkg` and `plan-draft.gpkg` into a folder.
    ///
    /// - Throws: `LandExchangeError` when the disk refuses.
    public static func write(patches: Int, seed: Int, to folder: URL) throws {
        let sample = SampleCounty(patches: patches, seed: UInt64(seed), withDefects: false)
        for (name, layers) in [
            ("survey", sample.survey), ("plan", sample.plan), ("plan-draft", sample.draft),
        ] {
            try LayerWriter.write(
                layers, to: folder.appending(path: "\(name).gpkg").path(percentEncoded: false),
                overwriting: true)
        }
    }
}
