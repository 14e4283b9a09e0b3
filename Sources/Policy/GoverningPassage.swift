public import LandModel

/// The passage of a governing document that a clause cites, found by its number and its phrase (条款原文).
public struct GoverningPassage: Hashable, Sendable {
    /// A paragraph, with what is cited standing out.
    public struct Paragraph: Hashable, Sendable {
        /// What stands before the phrase; the whole paragraph when the phrase is not in it.
        public let before: String
        /// The phrase; empty when it is not in the paragraph.
        public let marked: String
        /// What stands after the phrase.
        public let after: String
    }

    /// The headings the passage stands under, outermost first.
    public let headings: [String]
    /// The paragraphs.
    public let paragraphs: [Paragraph]

    /// Finds the passage of a citation in the text of its document.
    ///
    /// Numbers such as `一(二)1` are followed heading by heading as far as the text has them. Within what
    /// they lead to, the paragraphs that hold the phrase are taken; where none does, those anywhere in the text.
    ///
    /// - Returns: nil when neither number nor phrase is found.
    public init?(_ citation: Citation, in text: String) {
        let lines = text.split(whereSeparator: \.isNewline)
            .map { String($0).trimmingWhitespace }.filter { !$0.isEmpty }
        var range = lines.startIndex..<lines.endIndex
        var headings: [String] = []
        for mark in DocumentMark.marks(in: citation.clause) {
            guard let section = mark.section(of: lines, in: range) else { break }
            range = section
            headings.append(Self.heading(lines[section.lowerBound]))
        }
        let inside = lines[range].compactMap { Self.marked($0, citation.phrase) }
        let found =
            inside.isEmpty ? lines.compactMap { Self.marked($0, citation.phrase) } : inside
        guard found.isEmpty else {
            self.headings = inside.isEmpty ? [] : headings
            paragraphs = found
            return
        }
        guard !headings.isEmpty else { return nil }
        self.headings = headings
        paragraphs = lines[range].map { Paragraph(before: $0, marked: "", after: "") }
    }

    /// The heading of a number of a document, such as `一、总体要求` of `一`; nil when the text has none.
    public static func heading(of place: String, in text: String) -> String? {
        let lines = text.split(whereSeparator: \.isNewline)
            .map { String($0).trimmingWhitespace }.filter { !$0.isEmpty }
        let section = DocumentMark.marks(in: place).first?.section(
            of: lines, in: lines.startIndex..<lines.endIndex)
        return section.map { heading(lines[$0.lowerBound]) }
    }

    /// A heading runs to its first full stop: what follows on the line is text.
    private static func heading(_ line: String) -> String {
        line.split(separator: "。", maxSplits: 1).first.map(String.init) ?? line
    }

    /// The paragraph with the phrase in it, white space apart; nil when it is not there.
    private static func marked(_ line: String, _ phrase: String) -> Paragraph? {
        let wanted = phrase.filter { !$0.isWhitespace }
        let places = line.indices.filter { !line[$0].isWhitespace }
        let plain = places.map { line[$0] }
        let length = wanted.count
        guard length > 0, length <= plain.count else { return nil }
        for start in 0...(plain.count - length)
        where plain[start..<(start + length)].elementsEqual(wanted) {
            let (first, last) = (places[start], places[start + length - 1])
            return Paragraph(
                before: String(line[..<first]), marked: String(line[first...last]),
                after: String(line[line.index(after: last)...]))
        }
        return nil
    }
}

/// One number of a place in a document: `一`, `(二)`, `3`, `附件三`.
private enum DocumentMark {
    case chapter(String)
    case article(String)
    case item(String)
    case annex(String)

    private static let numerals = Set("一二三四五六七八九十")

    /// The numbers of a place in their order; a range stands for its first.
    static func marks(in place: String) -> [DocumentMark] {
        var rest = Substring(place)
        var marks: [DocumentMark] = []
        if rest.hasPrefix("附件") {
            let name = rest.dropFirst(2).prefix { numerals.contains($0) || $0.isNumber }
            marks.append(.annex(String(name)))
            rest = rest.dropFirst(2 + name.count)
        }
        while let next = rest.first {
            if numerals.contains(next) {
                let name = rest.prefix { numerals.contains($0) }
                marks.append(.chapter(String(name)))
                rest = rest.dropFirst(name.count)
            } else if next == "(" || next == "（" {
                let name = rest.dropFirst().prefix { numerals.contains($0) }
                marks.append(.article(String(name)))
                rest = rest.dropFirst(name.count + 2)
            } else if next.isNumber {
                let name = rest.prefix { $0.isNumber }
                marks.append(.item(String(name)))
                rest = rest.dropFirst(name.count)
            } else {
                break
            }
        }
        return marks
    }

    /// The lines from the heading of this number to the next of its kind, or of a higher one.
    func section(of lines: [String], in range: Range<Int>) -> Range<Int>? {
        guard let start = lines[range].firstIndex(where: begins) else { return nil }
        let end = lines[(start + 1)..<range.upperBound].firstIndex(where: ends)
        return start..<(end ?? range.upperBound)
    }

    private func begins(_ line: String) -> Bool {
        switch self {
        case .chapter(let name): line.hasPrefix(name + "、")
        case .article(let name): line.hasPrefix("（\(name)）") || line.hasPrefix("(\(name))")
        case .item(let name): [".", "．", "、"].contains { line.hasPrefix(name + $0) }
        case .annex(let name): line.hasPrefix("附件" + name) || line.hasPrefix("附件：\(name)")
        }
    }

    private func ends(_ line: String) -> Bool {
        switch self {
        case .chapter: Self.isChapter(line) || line.hasPrefix("附件")
        case .article: line.hasPrefix("（") || line.hasPrefix("(") || Self.isChapter(line)
        case .item: line.first?.isNumber == true
        case .annex: line.hasPrefix("附件")
        }
    }

    private static func isChapter(_ line: String) -> Bool {
        let name = line.prefix { numerals.contains($0) }
        return !name.isEmpty && line.dropFirst(name.count).hasPrefix("、")
    }
}

extension String {
    /// The text without white space at its ends.
    fileprivate var trimmingWhitespace: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }),
            let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}

extension Pack {
    /// How many of its key phrases stand in a text, and how many there are.
    public func phrases(in text: String) -> (found: Int, all: Int) {
        let plain = String(text.filter { !$0.isWhitespace })
        let found = clauses.count {
            plain.contains($0.citation.phrase.filter { !$0.isWhitespace })
        }
        return (found, clauses.count)
    }
}
