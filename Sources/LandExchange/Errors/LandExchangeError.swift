public import LandModel

/// Why a survey file could not be read, imported or written.
///
/// Every case says where the fault is and what it is; the explanation ends with the remedy.
public enum LandExchangeError: ExplainedError, Equatable {
    /// A file as a whole.
    case file(path: String, FileFault)
    /// A boundary-coordinate TXT, at a line counted from 1.
    case line(path: String, line: Int, BoundaryTextFault)
    /// A layer of a file.
    case layer(path: String, layer: String, LayerFault)
    /// A feature of a layer, by the file's identifier (Shapefile record number from 0), and a field.
    case feature(path: String, layer: String, feature: Int64, field: String?, FeatureFault)
    /// What is written.
    case target(path: String, TargetFault)

    /// What is wrong.
    public var problem: BilingualText {
        let text = fault.text.problem
        return BilingualText(zh: place.zh + "：" + text.zh, en: place.en + ": " + text.en)
    }

    /// What to do about it; never empty.
    public var remedy: BilingualText { fault.text.remedy }

    /// The same error under the name by which a person knows the file.
    public func renaming(_ path: String, to name: String) -> LandExchangeError {
        func known(_ found: String) -> String {
            // A part of the file keeps its own name.
            guard let range = found.firstRange(of: path) else { return found }
            return found[..<range.lowerBound] + name + found[range.upperBound...]
        }
        return switch self {
        case .file(let path, let fault): .file(path: known(path), fault)
        case .line(let path, let line, let fault): .line(path: known(path), line: line, fault)
        case .layer(let path, let layer, let fault):
            .layer(path: known(path), layer: layer, fault)
        case .feature(let path, let layer, let feature, let field, let fault):
            .feature(path: known(path), layer: layer, feature: feature, field: field, fault)
        case .target(let path, let fault): .target(path: known(path), fault)
        }
    }

    /// What is wrong and what to do.
    public var explanation: BilingualText {
        BilingualText(
            zh: problem.zh + "。" + remedy.zh + "。", en: problem.en + ". " + remedy.en + ".")
    }

    private var place: BilingualText {
        switch self {
        case .file(let path, _), .target(let path, _):
            BilingualText(zh: "文件 \(path)", en: "File \(path)")
        case .line(let path, let line, _):
            BilingualText(zh: "文件 \(path)，第 \(line) 行", en: "File \(path), line \(line)")
        case .layer(let path, let layer, _):
            BilingualText(zh: "文件 \(path)，图层 \(layer)", en: "File \(path), layer \(layer)")
        case .feature(let path, let layer, let feature, let field, _):
            BilingualText(
                zh: "文件 \(path)，图层 \(layer)，要素 \(feature)" + (field.map { "，字段 \($0)" } ?? ""),
                en: "File \(path), layer \(layer), feature \(feature)"
                    + (field.map { ", field \($0)" } ?? ""))
        }
    }

    private var fault: any Fault {
        switch self {
        case .file(_, let fault): fault
        case .line(_, _, let fault): fault
        case .layer(_, _, let fault): fault
        case .feature(_, _, _, _, let fault): fault
        case .target(_, let fault): fault
        }
    }
}

/// A fault that can be told: the problem without its place, and the remedy.
protocol Fault {
    var text: FaultText { get }
}

/// The two sentences of a fault, without full stops.
struct FaultText {
    let problem: BilingualText
    let remedy: BilingualText

    init(_ zh: String, _ en: String, remedy remedyZh: String, _ remedyEn: String) {
        problem = BilingualText(zh: zh, en: en)
        remedy = BilingualText(zh: remedyZh, en: remedyEn)
    }
}
