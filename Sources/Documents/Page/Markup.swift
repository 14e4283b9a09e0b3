import LandModel

/// Hypertext being written: the one place where texts are escaped.
///
/// Everything that comes from data goes through ``text(_:)`` or an attribute; only literals of
/// this module are written as they are, with ``raw(_:)``.
struct Markup {
    /// Which languages the document holds.
    enum Languages {
        /// Both, one hidden by style.
        case both
        /// Chinese only, for print.
        case chinese
    }

    /// What has been written.
    private(set) var source = ""
    /// Which languages the document holds.
    let languages: Languages

    init(_ languages: Languages) { self.languages = languages }

    /// Writes hypertext of this module as it is.
    mutating func raw(_ hypertext: String) { source += hypertext }

    /// Writes a text, escaped.
    mutating func text(_ text: String) { Self.escape(text, into: &source) }

    /// Writes a text in every language of the document.
    mutating func both(_ words: BilingualText) {
        guard languages == .both else { return text(words.zh) }
        guard words.zh != words.en else { return text(words.zh) }
        source += "<span class=\"zh\" lang=\"zh-CN\">"
        text(words.zh)
        source += "</span><span class=\"en\" lang=\"en\">"
        text(words.en)
        source += "</span>"
    }

    /// Writes Chinese and English given side by side.
    mutating func both(_ zh: String, _ en: String) { both(BilingualText(zh: zh, en: en)) }

    /// Writes an element; attributes in the order given, nil and empty ones left out.
    mutating func element(
        _ name: String, _ attributes: KeyValuePairs<String, String?> = [:],
        _ content: (inout Markup) -> Void = { _ in }
    ) {
        open(name, attributes)
        content(&self)
        source += "</\(name)>"
    }

    /// Writes an element that holds one text in every language.
    mutating func element(
        _ name: String, _ attributes: KeyValuePairs<String, String?> = [:], _ words: BilingualText
    ) {
        element(name, attributes) { $0.both(words) }
    }

    /// Writes an element that holds one text that is no word of a language.
    mutating func element(
        _ name: String, _ attributes: KeyValuePairs<String, String?> = [:], text content: String
    ) {
        element(name, attributes) { $0.text(content) }
    }

    /// Writes a start tag.
    mutating func open(_ name: String, _ attributes: KeyValuePairs<String, String?> = [:]) {
        source += "<\(name)"
        for (key, value) in attributes {
            guard let value, !value.isEmpty else { continue }
            source += " \(key)=\""
            text(value)
            source += "\""
        }
        source += ">"
    }

    /// Writes a start tag with a spoken label in every language; the script switches it.
    mutating func open(
        _ name: String, class style: String, role: String? = nil, tabIndex: String? = nil,
        label: BilingualText
    ) {
        open(
            name,
            [
                "class": style, "role": role, "tabindex": tabIndex, "aria-label": label.zh,
                "data-zh": languages == .both ? label.zh : nil,
                "data-en": languages == .both ? label.en : nil,
            ])
    }

    /// Writes an end tag.
    mutating func close(_ name: String) { source += "</\(name)>" }

    private static func escape(_ text: String, into out: inout String) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            case "'": out += "&#39;"
            case "\t", "\n": out.unicodeScalars.append(scalar)
            // Control characters have no place in a document; shown as the replacement character.
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}":
                out += "\u{FFFD}"
            default: out.unicodeScalars.append(scalar)
            }
        }
    }
}
