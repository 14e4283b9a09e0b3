import Foundation
import GRDB

/// Cuts text into words for full-text search: Chinese into overlapping pairs, the rest at its spaces.
///
/// SQLite's own tokenizers find no word inside a run of Chinese characters. A pair at every place
/// finds every word of two characters or more; the last character stands alone as well, at the place
/// of the last pair, so that one character is found as the beginning of a pair anywhere.
final class BigramTokenizer: FTS5CustomTokenizer {
    static let name = "bigram"

    init(db: Database, arguments: [String]) throws {}

    func tokenize(
        context: UnsafeMutableRawPointer?, tokenization: FTS5Tokenization,
        pText: UnsafePointer<CChar>?, nText: CInt, tokenCallback: @escaping FTS5TokenCallback
    ) -> CInt {
        guard let pText, nText > 0 else { return 0 }
        let bytes = UnsafeRawBufferPointer(start: pText, count: Int(nText))
        for token in Self.tokens(
            of: String(decoding: bytes, as: UTF8.self),
            isQuery: tokenization.contains(.query))
        {
            let code = token.text.withCString { start in
                tokenCallback(
                    context, token.isColocated ? Self.colocated : 0, start,
                    CInt(token.text.utf8.count), CInt(token.start),
                    CInt(token.end))
            }
            guard code == 0 else { return code }
        }
        return 0
    }

    /// SQLite's mark of a token that stands at the place of the one before it, FTS5_TOKEN_COLOCATED.
    private static let colocated: CInt = 1

    struct Token: Equatable {
        let text: String
        /// The place in the text, in bytes.
        let start: Int
        let end: Int
        /// Whether it stands at the place of the token before it.
        var isColocated = false
    }

    /// The tokens of a text.
    static func tokens(of text: String, isQuery: Bool) -> [Token] {
        var tokens: [Token] = []
        var place = 0
        var ideographs: [(text: String, start: Int, end: Int)] = []
        var word = ""
        var wordStart = 0
        func endRun() {
            for (one, next) in zip(ideographs, ideographs.dropFirst()) {
                tokens.append(Token(text: one.text + next.text, start: one.start, end: next.end))
            }
            if let last = ideographs.last, !isQuery || ideographs.count == 1 {
                tokens.append(
                    Token(
                        text: last.text, start: last.start, end: last.end,
                        isColocated: ideographs.count > 1))
            }
            ideographs = []
        }
        func endWord() {
            if !word.isEmpty {
                tokens.append(Token(text: word.lowercased(), start: wordStart, end: place))
            }
            word = ""
        }
        for scalar in text.unicodeScalars {
            let length = String(scalar).utf8.count
            if scalar.properties.isIdeographic {
                endWord()
                ideographs.append((String(scalar), place, place + length))
            } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
                endRun()
                if word.isEmpty { wordStart = place }
                word.unicodeScalars.append(scalar)
            } else {
                endRun()
                endWord()
            }
            place += length
        }
        endRun()
        endWord()
        return tokens
    }

    /// The FTS5 query that finds a text as it stands; nil when there is nothing to look for.
    static func query(for text: String) -> String? {
        let tokens = tokens(of: text, isQuery: true)
        guard !tokens.isEmpty else { return nil }
        let phrase = text.replacingOccurrences(of: "\"", with: "\"\"")
        // Words may be longer than what was typed, and one character begins the pairs it stands in.
        return "\"\(phrase)\" *"
    }
}
