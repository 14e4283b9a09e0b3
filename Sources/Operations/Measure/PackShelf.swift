public import Foundation
public import LandModel
public import Policy

/// Where the policy packs are, and loading them by code.
public struct PackShelf: Sendable {
    /// The folder that holds `vocabulary.yaml` and one folder a pack.
    public let folder: URL
    /// The words that the packs share.
    public let vocabulary: Vocabulary

    /// Finds the packs: the folder given, `TIANCHOU_PACKS`, or `PolicyPacks` beside or above the
    /// program or the current folder.
    ///
    /// - Throws: ``PackShelfError``; `PackErrors` for a vocabulary that cannot be read.
    public init(_ given: String?) throws {
        folder = try Self.place(given)
        vocabulary = try Vocabulary.load(folder.appending(path: Self.words).path)
    }

    private init(folder: URL, vocabulary: Vocabulary) {
        self.folder = folder
        self.vocabulary = vocabulary
    }

    /// The same vocabulary with packs in another folder.
    public func moved(to folder: URL) -> PackShelf {
        PackShelf(folder: folder, vocabulary: vocabulary)
    }

    /// The folder of the packs, as ``init(_:)`` finds it.
    ///
    /// - Throws: ``PackShelfError``.
    public static func place(_ given: String?) throws -> URL {
        let inherited = ProcessInfo.processInfo.environment["TIANCHOU_PACKS"] ?? ""
        let named = given ?? (inherited.isEmpty ? nil : inherited)
        if let named {
            let url = URL(filePath: named)
            guard InstalledFolder.holds(url, words) else {
                throw PackShelfError.noVocabulary(folder: named)
            }
            return url
        }
        guard let found = InstalledFolder.find("PolicyPacks", holding: words) else {
            throw PackShelfError.notFound
        }
        return found
    }

    /// The file by which a folder of packs is known.
    private static let words = "vocabulary.yaml"

    /// The codes of the packs, in order.
    public var codes: [String] {
        get throws {
            try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { name in
                FileManager.default.fileExists(
                    atPath: folder.appending(path: name).appending(path: "pack.yaml").path)
            }.sorted()
        }
    }

    /// A pack by its code.
    ///
    /// - Throws: ``PackShelfError/unknownPack(code:known:)``; `PackErrors`.
    public func pack(_ code: String) throws -> Pack {
        guard try codes.contains(code) else {
            throw PackShelfError.unknownPack(code: code, known: try codes)
        }
        return try Pack.load(folder.appending(path: code).path, vocabulary: vocabulary)
    }

    /// A pack by its code, or by the folder of one that is edited.
    public func pack(at place: String) throws -> Pack {
        let head = URL(filePath: place).appending(path: "pack.yaml").path
        guard FileManager.default.fileExists(atPath: head) else { return try pack(place) }
        return try Pack.load(place, vocabulary: vocabulary)
    }

    /// Every pack, or the ones named.
    public func packs(_ chosen: [String]) throws -> [Pack] {
        try (chosen.isEmpty ? codes : chosen).map { try pack($0) }
    }

    /// The register of requirements beside the packs; empty when there is none.
    public func requirements() throws -> [RequirementRow] {
        let register = folder.appending(path: "requirements.csv")
        guard FileManager.default.fileExists(atPath: register.path) else { return [] }
        return RequirementRow.rows(csv: try String(contentsOf: register, encoding: .utf8))
    }

    /// The text of a governing document, when the office has loaded its copy into `sources/`.
    public func documentText(_ name: String) throws -> String? {
        let file = folder.appending(path: "sources").appending(path: name)
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        return try String(contentsOf: file, encoding: .utf8)
    }
}

/// Why the packs cannot be used.
public enum PackShelfError: ExplainedError, Equatable {
    /// There is no folder of packs.
    case notFound
    /// The folder holds no vocabulary.
    case noVocabulary(folder: String)
    /// No pack has this code.
    case unknownPack(code: String, known: [String])

    /// What is wrong and what to do.
    public var explanation: BilingualText {
        switch self {
        case .notFound:
            BilingualText(
                zh: "找不到规则包文件夹 PolicyPacks。请用 --packs 指定，或设置环境变量 TIANCHOU_PACKS。",
                en:
                    "The folder PolicyPacks was not found. Name it with --packs or in TIANCHOU_PACKS."
            )
        case .noVocabulary(let folder):
            BilingualText(
                zh: "\(folder) 中没有 vocabulary.yaml，不是规则包文件夹。请改指 PolicyPacks 文件夹。",
                en:
                    "\(folder) holds no vocabulary.yaml, so it is no folder of packs. Name the PolicyPacks folder."
            )
        case .unknownPack(let code, let known):
            BilingualText(
                zh: "没有规则包 \(code)。现有：\(known.joined(separator: "、"))。",
                en: "There is no pack \(code). Known: \(known.joined(separator: ", ")).")
        }
    }
}
