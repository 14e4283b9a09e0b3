public import Digest
public import LandModel

/// Why something cannot come onto the record, or cannot be read as one.
public enum JournalError: Error, Equatable, Sendable {
    /// A text breaks the rule of ``JournalName``.
    case unacceptableName(String)
    /// A text is no JSON value that the journal can hold.
    case unacceptableJSON(offset: Int, fault: JSONFault)
    /// The payload of a batch's entry, counted from 0, has no canonical text.
    case unacceptablePayload(entry: Int, fault: JSONFault)
    /// A time lies before 1970 or beyond ±(2^53 − 1) ms.
    case unacceptableTime(Int)
    /// A batch has no events or more than the limit.
    case batchSize(Int, limit: Int)
    /// A batch rests on more citations, or longer ones, than the limits allow.
    case basisSize(citations: Int, bytes: Int)
    /// Streams are not at the versions the act was decided on.
    case versionConflict([VersionConflict])
    /// The key belongs to another act, which starts at `sequence`.
    case keyUsedOtherwise(key: IdempotencyKey, sequence: Int)
    /// Bytes are no canonical text of an event.
    case notAnEvent
    /// Events are not one whole batch; the first that does not fit has this sequence.
    case notOneBatch(sequence: Int)
    /// A checkpoint cannot be signed.
    case signing(DigestError)
    /// The file cannot be opened or read; `code` is the system's error number.
    case unreadableFile(path: String, code: Int32)
}

extension JournalError: ExplainedError {
    /// Bad input, but for what disk and libcrypto refuse.
    public var failureKind: FailureKind {
        switch self {
        case .signing, .unreadableFile: .operational
        default: .badInput
        }
    }

    /// What is wrong and what to do.
    public var explanation: BilingualText {
        switch self {
        case .unacceptableName(let text):
            BilingualText(
                zh: "“\(text)”不能作名称；请用 1 至 128 个英文字母、数字或 . _ : / @ -",
                en: "“\(text)” is no name: use 1 to 128 ASCII letters, digits or . _ : / @ -")
        case .unacceptableJSON(let offset, let fault):
            BilingualText(
                zh: "JSON 文本第 \(offset + 1) 字节处：\(fault.explanation.zh)",
                en: "JSON text, byte \(offset + 1): \(fault.explanation.en)")
        case .unacceptablePayload(let entry, let fault):
            BilingualText(
                zh: "第 \(entry + 1) 个事件的内容：\(fault.explanation.zh)",
                en: "content of event \(entry + 1): \(fault.explanation.en)")
        case .unacceptableTime(let time):
            BilingualText(
                zh: "时间 \(time) 毫秒不在 1970 年以后；请核对办公电脑的时钟",
                en: "time \(time) ms is not after 1970: check the office's clock")
        case .batchSize(let count, let limit):
            BilingualText(
                zh: "一次办理有 \(count) 个事件，应为 1 至 \(limit) 个；请分次办理",
                en: "the act has \(count) events, it must have 1 to \(limit): divide it")
        case .basisSize(let citations, let bytes):
            BilingualText(
                zh: "依据条款 \(citations) 条、\(bytes) 字节，超过限度；请只引用文号、条款号和短语",
                en: "\(citations) citations of \(bytes) bytes are too many: "
                    + "cite document, clause and a phrase only")
        case .signing(let error):
            BilingualText(
                zh: "检查点无法签名（\(error)）；请检查签名密钥文件",
                en: "the checkpoint cannot be signed (\(error)): check the signing key's file")
        case .unreadableFile(let path, let code):
            BilingualText(
                zh: "无法读取 \(path)（系统错误 \(code)）；请检查文件是否存在、是否有读取权限",
                en:
                    "cannot read \(path) (system error \(code)): check that it exists and may be read"
            )
        default: recordExplanation
        }
    }

    /// The explanation of what the record itself refuses.
    private var recordExplanation: BilingualText {
        switch self {
        case .versionConflict(let conflicts):
            let list = conflicts.map { "\($0.stream) \($0.expected)→\($0.actual)" }
                .joined(separator: ", ")
            return BilingualText(
                zh: "办理期间记录已有变化（\(list)）；请刷新后重新核对再办理",
                en: "the record changed meanwhile (\(list)): reload, check again and repeat the act"
            )
        case .keyUsedOtherwise(let key, let sequence):
            return BilingualText(
                zh: "幂等键 \(key) 已用于序号 \(sequence) 的另一办理；新的办理请用新的键",
                en: "key \(key) belongs to another act at sequence \(sequence): "
                    + "give a new act a new key")
        case .notOneBatch(let sequence):
            return BilingualText(
                zh: "序号 \(sequence) 的事件不属于同一次办理；请用 journal verify 核验记录",
                en: "event \(sequence) is not of the same batch: verify the journal")
        default:
            return BilingualText(
                zh: "这些字节不是事件的规范文本；请用 journal verify 核验记录",
                en: "the bytes are no canonical text of an event: verify the journal")
        }
    }
}
