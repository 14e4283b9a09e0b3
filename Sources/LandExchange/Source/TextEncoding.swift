import Glibc

/// A character encoding of attribute text (字符编码).
public struct TextEncoding: Hashable, Sendable, CustomStringConvertible {
    /// The name iconv knows it by, such as `UTF-8` or `GB18030`.
    public let name: String

    /// Unicode.
    public static let utf8 = TextEncoding(known: "UTF-8")
    /// The Chinese national encoding; GBK and GB2312 are parts of it and are read as it.
    public static let gb18030 = TextEncoding(known: "GB18030")

    private init(known name: String) { self.name = name }

    /// Finds an encoding by any of its usual names (`GBK`, `936`, `CP936`, `utf8`, `65001` …); nil when unknown.
    public init?(named text: some StringProtocol) {
        let name = text.uppercased().filter { !$0.isWhitespace && $0 != "\u{FEFF}" && $0 != "\0" }
        let bare = name.filter { $0.isLetter || $0.isNumber }
        switch bare {
        case "": return nil
        case "UTF8", "65001", "CP65001": self = .utf8
        case "GBK", "GB18030", "GB2312", "936", "CP936", "MS936", "WINDOWS936", "ANSI936", "EUCCN":
            self = .gb18030
        default:
            let tried = bare.allSatisfy(\.isNumber) ? ["CP" + bare] : [name, bare]
            guard let known = tried.first(where: { TextEncoding.isKnown($0) }) else { return nil }
            self.init(known: known)
        }
    }

    private static func isKnown(_ name: String) -> Bool {
        let converter = iconv_open("UTF-8", name)
        guard converter != iconv_t(bitPattern: -1) else { return false }
        iconv_close(converter)
        return true
    }

    /// The name.
    public var description: String { name }
}
