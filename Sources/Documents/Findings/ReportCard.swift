public import LandModel
public import Policy

/// A report as cards for a screen: a card for each clause, with its evidence in words (报告单).
///
/// The words are those of the report's page and paper, so that nobody reads two versions of one
/// verdict. It can be kept as JSON.
public struct ReportCard: Sendable, Codable {
    /// Both languages of a text.
    public struct Words: Sendable, Codable, Hashable {
        /// The Chinese text.
        public let zh: String
        /// The English text.
        public let en: String

        /// Takes the text apart.
        public init(_ text: BilingualText) { (zh, en) = (text.zh, text.en) }

        /// The text in a language.
        public subscript(language: DisplayLanguage) -> String { language == .zh ? zh : en }
    }

    /// A step of a derivation: a part of an expression, what it came to, what it was made from.
    public struct Step: Sendable, Codable {
        /// The part, by its name where it has one.
        public let text: Words
        /// What it came to.
        public let value: Words
        /// The parts below it.
        public let parts: [Step]
    }

    /// What a verdict rests on.
    public struct Source: Sendable, Codable, Hashable {
        /// The layer, paper or record.
        public let name: String
        /// What there is to say of it.
        public let note: String
        /// Its SHA-256; empty where it has none.
        public let digest: String
    }

    /// The verdict on one clause for one subject.
    public struct Card: Sendable, Codable {
        /// Identifier of the clause.
        public let clause: String
        /// How strongly it binds, as ``Policy/Strength`` names it.
        public let strength: String
        /// How it stands, as ``Policy/FindingStatus`` names it.
        public let status: String
        /// Whether it refuses an act.
        public let isBlocking: Bool
        /// Whom or what it is about.
        public let subject: String
        /// What the clause asks.
        public let title: Words
        /// The verdict in words.
        public let message: Words
        /// What to do.
        public let remedy: Words
        /// What was measured; in its place what there is.
        public let measured: Words
        /// What is required; in its place what the clause asks for.
        public let required: Words
        /// Measured and required as shares of the wider of both, in percent; nil where no bar says it.
        public let gauge: [Int]?
        /// What is missing.
        public let missing: [Words]
        /// The words of the document, and where they stand.
        public let phrase: String
        /// Document and clause.
        public let place: String
        /// The derivation.
        public let steps: [Step]
        /// The interpretations used.
        public let readings: [Words]
        /// Figures beside the verdict.
        public let shown: [Step]
        /// What it rests on.
        public let sources: [Source]
    }

    /// The cards, in the order of the document; several of a clause with several subjects.
    public let cards: [Card]
    /// The verdict on the whole in a sentence.
    public let headline: Words

    /// Draws the cards of a report.
    public init(_ report: ComplianceReport) {
        let words = ValueWords(names: report.names)
        headline = Words(ReportVerdict(report).headline)
        cards = FindingRow.fold(report.findings).flatMap(\.findings).map { Self.card($0, words) }
    }

    /// Draws the card of one finding.
    ///
    /// - Parameter names: Names of codes, facts, offices and acts by identifier.
    public static func card(_ finding: Finding, names: [String: BilingualText]) -> Card {
        card(finding, ValueWords(names: names))
    }

    /// A fact in words and figures, as the report writes it.
    public static func words(of fact: Fact?, names: [String: BilingualText]) -> Words {
        Words(FactWords(words: ValueWords(names: names)).text(fact))
    }

    private static func card(_ finding: Finding, _ words: ValueWords) -> Card {
        let pair = words.pair(of: finding)
        return Card(
            clause: finding.clause, strength: finding.strength.rawValue,
            status: finding.status.rawValue, isBlocking: finding.isBlocking,
            subject: finding.subject.name, title: Words(finding.title),
            message: Words(finding.message), remedy: Words(finding.remedy),
            measured: Words(pair.measured ?? FindingWords.recorded(finding)),
            required: Words(pair.required ?? FindingWords.requirement(finding)),
            gauge: gauge(finding), missing: finding.missing.map { Words($0.name) },
            phrase: finding.citation.phrase,
            place: "\(finding.citation.document)　\(finding.citation.clause)",
            steps: finding.trace.map { step($0, words) },
            readings: finding.readings.map { Words($0.text) },
            shown: finding.shows.map { shown in
                Step(
                    text: Words(shown.term),
                    value: Words(FactWords(words: words).text(shown.fact)), parts: [])
            },
            sources: finding.evidence.map {
                Source(name: $0.source, note: $0.note, digest: $0.digest)
            })
    }

    private static func step(_ node: Explanation, _ words: ValueWords) -> Step {
        Step(
            text: Words(words.names[node.text] ?? BilingualText(zh: node.text, en: node.text)),
            value: Words(words.text(node.value, unit: node.unit, decimals: 4)),
            parts: node.children.map { step($0, words) })
    }

    /// A bar is drawn only where both figures are positive.
    private static func gauge(_ finding: Finding) -> [Int]? {
        guard let measured = finding.measured?.number?.approximation,
            let required = finding.required?.number?.approximation, measured >= 0, required > 0
        else { return nil }
        let widest = max(measured, required) * 1.15
        return [Int(measured / widest * 100), Int(required / widest * 100)]
    }
}
