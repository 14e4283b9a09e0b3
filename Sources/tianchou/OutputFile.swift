import Foundation
import LandModel

/// Writes a text file whole or not at all.
enum OutputFile {
    static func write(_ text: String, to path: String) throws {
        do {
            try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw OutputFileError.cannotWrite(path: path, reason: error.localizedDescription)
        }
    }

    static func makeFolder(_ path: String) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true)
        } catch {
            throw OutputFileError.cannotWrite(path: path, reason: error.localizedDescription)
        }
    }
}

/// Why a file could not be written.
enum OutputFileError: ExplainedError, Equatable {
    case cannotWrite(path: String, reason: String)

    var explanation: BilingualText {
        switch self {
        case .cannotWrite(let path, let reason):
            BilingualText(
                zh: "无法写入 \(path)：\(reason)。请检查文件夹权限和剩余空间，或另指路径。",
                en:
                    "Cannot write \(path): \(reason). Check permissions and free space, or name another path."
            )
        }
    }

    var failureKind: FailureKind { .operational }
}
