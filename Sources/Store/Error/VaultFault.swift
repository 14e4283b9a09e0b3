import LandModel

/// Why the vault refused a file, or cannot give it.
public enum VaultFault: Hashable, Sendable {
    /// The file is longer than the limit.
    case tooLong(name: String, limit: Int)
    /// The file is empty.
    case empty(name: String)
    /// The file's bytes are of no kind that is accepted.
    case unknownType(name: String)
    /// The bytes are of another kind than the file was said to be.
    case otherType(name: String, stated: MediaType, found: MediaType)
    /// The path is no regular file of its own: a link, a folder, a device.
    case notRegular(name: String)
    /// The vault has no such file.
    case absent(VaultID)
    /// The file in the vault is not what it was.
    case altered(VaultID)

    var failureKind: FailureKind {
        switch self {
        case .altered: .operational
        default: .badInput
        }
    }

    var explanation: BilingualText {
        switch self {
        case .tooLong(let name, let limit):
            BilingualText(
                zh: "附件“\(name)”超过 \(limit) 字节；请压缩或拆分",
                en: "the file “\(name)” has more than \(limit) bytes: compress or split it")
        case .empty(let name):
            BilingualText(zh: "附件“\(name)”是空的；请核对文件", en: "the file “\(name)” is empty: check it")
        case .unknownType(let name):
            BilingualText(
                zh: "附件“\(name)”的类型不在允许之列；可用 PDF、Word、Excel、图片、ZIP、GeoPackage 或文本",
                en: "the file “\(name)” is of no accepted kind: use PDF, Word, Excel, an image, "
                    + "ZIP, GeoPackage or text")
        case .otherType(let name, let stated, let found):
            BilingualText(
                zh: "附件“\(name)”称为 \(stated.rawValue)，内容却是 \(found.rawValue)；请核对文件",
                en: "the file “\(name)” is called \(stated.rawValue) but holds "
                    + "\(found.rawValue): check it")
        case .notRegular(let name):
            BilingualText(
                zh: "“\(name)”是链接、文件夹或设备；请指定文件本身",
                en: "“\(name)” is a link, a folder or a device: name the file itself")
        case .absent(let id):
            BilingualText(
                zh: "附件库中没有 \(id)；请先存入，或从备份恢复",
                en: "the vault has no \(id): store it first or restore it from a backup")
        case .altered(let id):
            BilingualText(
                zh: "附件 \(id) 的内容已被改动；请从备份恢复",
                en: "the file \(id) is not what it was: restore it from a backup")
        }
    }
}
