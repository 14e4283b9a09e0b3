public import LandModel

/// Why a server cannot start or go on (服务错误).
public enum ServerError: ExplainedError, Equatable {
    /// Faults of the configuration, all at once.
    case configuration([BilingualText])
    /// A folder the server needs is not there.
    case noFolder(what: BilingualText, looked: [String], variable: String)
    /// A template or a list of words cannot be used.
    case resource(path: String, reason: String)
    /// The address cannot be listened on.
    case address(String, reason: String)

    /// Whose move it is.
    public var failureKind: FailureKind {
        if case .address = self { .operational } else { .badInput }
    }

    /// What is wrong and what to do.
    public var explanation: BilingualText {
        switch self {
        case .configuration(let faults):
            BilingualText(
                zh: "配置有 \(faults.count) 处不可用：" + faults.map { "\n  " + $0.zh }.joined(),
                en: "\(faults.count) faults in the configuration:"
                    + faults.map { "\n  " + $0.en }.joined())
        case .noFolder(let what, let looked, let variable):
            BilingualText(
                zh: "找不到\(what.zh)（找过 \(looked.joined(separator: "、"))）。请运行 scripts/setup，"
                    + "或用 \(variable) 指明。",
                en: "\(what.en) is not found (looked in \(looked.joined(separator: ", "))). Run "
                    + "scripts/setup, or name it by \(variable).")
        case .resource(let path, let reason):
            BilingualText(
                zh: "网页资源 \(path) 不可用：\(reason)。请恢复该文件。",
                en: "The web resource \(path) cannot be used: \(reason). Put the file back.")
        case .address(let address, let reason):
            BilingualText(
                zh: "不能监听 \(address)：\(reason)。请换端口（--port）或停用占用它的程序。",
                en:
                    "Cannot listen on \(address): \(reason). Choose another port (--port) or stop the "
                    + "program that uses it.")
        }
    }
}
