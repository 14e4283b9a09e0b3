import Glibc

/// Tells what kind of file a stream of bytes is.
///
/// Kinds with a signature go by it; a ZIP is looked into for the parts that make it a document; text
/// is what is text from the first byte to the last.
struct MediaSniffer {
    private var head: [UInt8] = []
    private var text = TextScan()

    mutating func add(_ piece: [UInt8]) {
        if head.count < 128 { head.append(contentsOf: piece.prefix(128 - head.count)) }
        text.add(piece)
    }

    /// The kind; nil for none that is known.
    ///
    /// - Parameter descriptor: the file, whole, for kinds that show at its end.
    func type(of descriptor: Int32, length: Int) -> MediaType? {
        if head.starts(with: "%PDF-".utf8) { return .pdf }
        if head.starts(with: [0xFF, 0xD8, 0xFF]) { return .jpeg }
        if head.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return .png }
        if head.starts(with: "SQLite format 3\0".utf8) {
            // The application number at byte 68, OGC 12-128r18, 1.1.1.1.1.
            let number = head.dropFirst(68).prefix(4)
            let known = ["GPKG", "GP10", "GP11"]
            return known.contains(String(decoding: number, as: UTF8.self)) ? .geoPackage : nil
        }
        if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
            guard let names = ZipNames.read(descriptor, length: length) else { return nil }
            guard names.contains("[Content_Types].xml") else { return .zip }
            if names.contains("word/document.xml") { return .docx }
            return names.contains("xl/workbook.xml") ? .xlsx : .zip
        }
        return text.isText ? .text : nil
    }
}

extension MediaType {
    /// Whether bytes of this kind may go by the other name: what is text may be CSV or JSON.
    func mayBeCalled(_ other: MediaType) -> Bool {
        self == .text && (other == .csv || other == .json)
    }
}

/// Tells whether bytes are text, in UTF-8 or in GB 18030, without control characters.
private struct TextScan {
    private var hasControls = false
    private var rest: [UInt8] = []
    private var isUTF8 = true
    private var isGB = true
    private var gbPlace = 0

    var isText: Bool { !hasControls && ((isUTF8 && rest.isEmpty) || (isGB && gbPlace == 0)) }

    mutating func add(_ piece: [UInt8]) {
        guard !hasControls, isUTF8 || isGB else { return }
        // A character cut at the end of a piece waits for the next one.
        var whole = rest + piece
        rest = []
        if isUTF8 {
            let cut = Self.cutLength(whole)
            rest = Array(whole.suffix(cut))
            whole.removeLast(cut)
            isUTF8 = String(validating: whole, as: UTF8.self) != nil
            if !isUTF8 { rest = [] }
        }
        for byte in piece { step(byte) }
    }

    private mutating func step(_ byte: UInt8) {
        if byte < 0x20, byte != 0x09, byte != 0x0A, byte != 0x0D, byte != 0x0C {
            hasControls = true
        }
        guard isGB else { return }
        switch gbPlace {
        case 0 where byte < 0x80: break
        case 0 where (0x81...0xFE).contains(byte): gbPlace = 1
        case 1 where (0x30...0x39).contains(byte): gbPlace = 2
        case 1 where (0x40...0xFE).contains(byte) && byte != 0x7F: gbPlace = 0
        case 2 where (0x81...0xFE).contains(byte): gbPlace = 3
        case 3 where (0x30...0x39).contains(byte): gbPlace = 0
        default: isGB = false
        }
    }

    /// How many bytes at the end begin a character that goes on.
    private static func cutLength(_ bytes: [UInt8]) -> Int {
        for back in 1...3 where back <= bytes.count {
            let byte = bytes[bytes.count - back]
            let length =
                byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : byte < 0x80 ? 1 : 0
            if length > back { return back }
            if length > 0 { return 0 }
        }
        return 0
    }
}

/// The names in the directory at the end of a ZIP.
private enum ZipNames {
    private static let longestDirectory = 8 << 20

    static func read(_ descriptor: Int32, length: Int) -> Set<String>? {
        // The end record has 22 bytes and a comment of at most 65,535.
        let tail = bytes(descriptor, from: max(0, length - 65_557), to: length)
        let signature: [UInt8] = [0x50, 0x4B, 0x05, 0x06]
        guard tail.count >= 22,
            let end = (0...tail.count - 22).last(where: {
                tail[$0...].starts(with: signature)
            })
        else { return nil }
        let (size, start) = (number(tail, end + 12, 4), number(tail, end + 16, 4))
        guard size <= longestDirectory, start + size <= length else { return nil }
        let directory = bytes(descriptor, from: start, to: start + size)
        var names: Set<String> = []
        var place = 0
        while place + 46 <= directory.count {
            guard directory[place...].starts(with: [0x50, 0x4B, 0x01, 0x02]) else { return nil }
            let name = number(directory, place + 28, 2)
            let next =
                place + 46 + name + number(directory, place + 30, 2)
                + number(directory, place + 32, 2)
            guard next <= directory.count else { return nil }
            names.insert(
                String(decoding: directory[place + 46..<place + 46 + name], as: UTF8.self))
            place = next
        }
        return names
    }

    private static func number(_ bytes: [UInt8], _ place: Int, _ count: Int) -> Int {
        (0..<count).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
    }

    private static func bytes(_ descriptor: Int32, from start: Int, to end: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: end - start) { buffer, count in
            count = max(0, pread(descriptor, buffer.baseAddress, end - start, off_t(start)))
        }
    }
}
