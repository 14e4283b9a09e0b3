/// Finds the encoding of texts from their bytes, as declarations are often missing or wrong.
struct EncodingSniffer {
    private var hasOtherThanASCII = false
    private var threeByteCharacters = 0
    private var notUTF8 = 0
    private var notChinese = 0
    /// Bytes above ASCII that stand alone, and those that stand in a run.
    private var lone = 0
    private var inRuns = 0
    private let chinese: TextDecoder
    private var scratch: [UInt8] = []

    init(path: String) throws(LandExchangeError) {
        chinese = try TextDecoder(.gb18030, path: path)
    }

    /// Looks at one text; a character cut at its end does not count against an encoding.
    mutating func examine(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.contains(where: { $0 >= 0x80 }) else { return }
        hasOtherThanASCII = true
        let (valid, outcome) = TextDecoder.validUTF8(bytes)
        if outcome == .invalid { notUTF8 += 1 }
        for at in 0..<valid where bytes[at] >= 0xE0 { threeByteCharacters += 1 }
        for at in bytes.indices where bytes[at] >= 0x80 {
            let hasNeighbour =
                (at > 0 && bytes[at - 1] >= 0x80)
                || (at + 1 < bytes.count && bytes[at + 1] >= 0x80)
            if hasNeighbour { inRuns += 1 } else { lone += 1 }
        }
        scratch.removeAll(keepingCapacity: true)
        if chinese.decode(bytes, into: &scratch) == .invalid { notChinese += 1 }
    }

    /// The encoding of the texts seen; nil when neither Unicode nor Chinese nor Western text explains them.
    ///
    /// A declaration decides only what the bytes leave open: bytes that are whole UTF-8 with
    /// characters of three bytes are UTF-8 (in GBK they would be rare characters by chance), bytes
    /// that break UTF-8 are not.
    func verdict(declared: TextEncoding?) -> TextEncoding? {
        guard hasOtherThanASCII else { return declared ?? .utf8 }
        if let declared, declared != .utf8, declared != .gb18030 {
            return notUTF8 == 0 && threeByteCharacters > 0 ? .utf8 : declared
        }
        if notUTF8 == 0, threeByteCharacters > 0 || declared == .utf8 { return .utf8 }
        // Chinese text is runs of bytes above ASCII; letters with accents stand alone among others.
        if lone > inRuns { return notUTF8 == 0 ? .utf8 : TextEncoding(named: "CP1252") }
        if notChinese == 0 { return .gb18030 }
        return notUTF8 == 0 ? .utf8 : nil
    }
}
