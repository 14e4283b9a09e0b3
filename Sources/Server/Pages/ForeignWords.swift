/// Marks Chinese words in a page of another language, so that programs that read aloud change their voice (中文标记).
///
/// Names, places and quotations of documents stay Chinese in English pages. Each run of them gets an element with
/// `lang="zh"`; what stands in attributes, scripts and elements that hold only text is left as it is.
enum ForeignWords {
    /// Elements whose text cannot hold other elements.
    private static let closed: Set<String> = [
        "script", "style", "textarea", "title", "option", "svg",
    ]
    private static let opening = Array("<span lang=\"zh\">".utf8)
    private static let closing = Array("</span>".utf8)

    /// The page with its Chinese words marked.
    static func marked(_ page: String) -> String {
        var page = page
        return page.withUTF8 { bytes in
            var output: [UInt8] = []
            output.reserveCapacity(bytes.count + bytes.count / 8)
            var at = 0
            while at < bytes.count {
                if bytes[at] == UInt8(ascii: "<") {
                    let end = tagEnd(bytes, at)
                    output.append(contentsOf: bytes[at..<end])
                    let after = contentEnd(bytes, at, end)
                    output.append(contentsOf: bytes[end..<after])
                    at = after
                } else if let end = runEnd(bytes, at) {
                    output.append(contentsOf: opening)
                    output.append(contentsOf: bytes[at..<end])
                    output.append(contentsOf: closing)
                    at = end
                } else {
                    output.append(bytes[at])
                    at += 1
                }
            }
            return String(decoding: output, as: UTF8.self)
        }
    }

    /// Behind a tag; quotes may hold its end sign.
    private static func tagEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
        var at = start + 1
        var quote: UInt8?
        while at < bytes.count {
            let byte = bytes[at]
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: ">") {
                return at + 1
            }
            at += 1
        }
        return bytes.count
    }

    /// Behind the content of an element that is passed over whole; behind the tag for all others.
    private static func contentEnd(
        _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int
    ) -> Int {
        let name = bytes[(start + 1)..<end].prefix { $0 > 0x60 && $0 < 0x7B }
        guard closed.contains(String(decoding: name, as: UTF8.self)),
            bytes[end - 2] != UInt8(ascii: "/")
        else { return end }
        let close = Array("</".utf8) + name
        var at = end
        while at + close.count <= bytes.count {
            if bytes[at] == UInt8(ascii: "<"), bytes[at...].starts(with: close) { return at }
            at += 1
        }
        return bytes.count
    }

    /// Behind a run of Chinese characters and the signs between them; nil where none begins.
    private static func runEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
        guard isCharacter(bytes, start) else { return nil }
        var (at, end) = (start + 3, start + 3)
        while isCharacter(bytes, at) || isSign(bytes, at) {
            if isCharacter(bytes, at) { end = at + 3 }
            at += 3
        }
        return end
    }

    /// U+3400 to U+9FFF, which take three bytes.
    private static func isCharacter(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
        guard at + 2 < bytes.count else { return false }
        return switch bytes[at] {
        case 0xE3: bytes[at + 1] >= 0x90
        case 0xE4...0xE9: true
        default: false
        }
    }

    /// Marks of U+3001 to U+30FF and full-width signs of U+FF00 to U+FFBF; the wide space separates runs.
    private static func isSign(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
        guard at + 2 < bytes.count else { return false }
        if bytes[at] == 0xEF { return bytes[at + 1] >= 0xBC && bytes[at + 1] <= 0xBE }
        return bytes[at] == 0xE3 && bytes[at + 1] < 0x84
            && !(bytes[at + 1] == 0x80 && bytes[at + 2] == 0x80)
    }
}
