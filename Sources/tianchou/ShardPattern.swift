import Foundation
import LandModel

/// A path in which `{shard}` stands for the code of a county (县级行政区划代码) or of any other part.
struct ShardPattern: Hashable {
    static let placeholder = "{shard}"
    /// The path as written.
    let path: String

    var isPerShard: Bool { path.contains(Self.placeholder) }

    /// The path of one shard.
    func path(of shard: String) -> String {
        path.replacingOccurrences(of: Self.placeholder, with: shard)
    }

    /// Whether a text can stand in a path without leading out of the folder.
    static func isName(_ text: some StringProtocol) -> Bool {
        !text.isEmpty && !text.contains("/") && !text.hasPrefix(".")
    }

    /// The shards whose files exist, in ascending order.
    ///
    /// The folder of the first part of the path with the placeholder is listed.
    func shards() throws -> [String] {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard let at = parts.firstIndex(where: { $0.contains(Self.placeholder) }),
            let range = parts[at].range(of: Self.placeholder)
        else { return [] }
        let folder = at == 0 ? "." : parts[..<at].joined(separator: "/")
        let head = parts[at][..<range.lowerBound]
        // What follows may hold the placeholder once more: then only its fixed beginning is matched.
        let tail = parts[at][range.upperBound...]
        let fixed = tail.range(of: Self.placeholder).map { tail[..<$0.lowerBound] } ?? tail
        var found: Set<String> = []
        for name in try names(in: folder) where name.hasPrefix(head) {
            let rest = name.dropFirst(head.count)
            if fixed.isEmpty {
                found.insert(String(rest))
            } else if let end = rest.range(of: fixed) {
                found.insert(String(rest[..<end.lowerBound]))
            }
        }
        let shards = found.filter {
            Self.isName($0) && FileManager.default.fileExists(atPath: path(of: $0))
        }
        guard !shards.isEmpty else { throw ShardError.noShards(pattern: path) }
        return shards.sorted()
    }

    private func names(in folder: String) throws -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(
                atPath: folder.isEmpty ? "/" : folder)
        } catch {
            throw ShardError.noShards(pattern: path)
        }
    }
}

/// Why layers cannot be divided into shards.
enum ShardError: ExplainedError, Equatable {
    case noShards(pattern: String)
    case badName(String)
    case noCode(layer: String, feature: Int64, field: String)
    case keyIsRead(String)

    var explanation: BilingualText {
        switch self {
        case .noShards(let pattern):
            BilingualText(
                zh: "没有与 \(pattern) 相符的文件。请检查文件夹；{shard} 代表县级代码。",
                en:
                    "No file matches \(pattern). Check the folder; {shard} stands for the county code."
            )
        case .badName(let text):
            BilingualText(
                zh: "分区名 \(text) 不能用：不可为空、含“/”或以“.”开头。请每行写一个县级代码。",
                en:
                    "The shard \(text) cannot be used: it is empty, has a slash or begins with a dot. Write one county code a line."
            )
        case .noCode(let layer, let feature, let field):
            BilingualText(
                zh:
                    "图层 \(layer) 要素 \(feature) 的字段 \(field) 没有六位县级代码，无法分区。请补全，或用 --shard-field 另指字段。",
                en:
                    "In the layer \(layer) feature \(feature) has no six-digit county code in \(field). Fill it in, or name another field with --shard-field."
            )
        case .keyIsRead(let path):
            BilingualText(
                zh: "--shard-worker 要求 --a 的路径含 {shard}，现为 \(path)。",
                en: "--shard-worker needs {shard} in the path of --a, which is \(path).")
        }
    }
}
