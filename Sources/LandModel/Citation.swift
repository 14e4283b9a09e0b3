/// The place in a governing document that an obligation rests on (依据条款).
///
/// It holds the clause number and a phrase of at most 20 characters, never the text itself:
/// clause texts are the offices' own documents.
public struct Citation: Hashable, Sendable {
    /// Code of the document, which is the code of its policy pack, such as `liuzhou-2020`.
    public let document: String
    /// Clause number as printed, such as `一(二)1`.
    public let clause: String
    /// A phrase found in the clause, at most 20 characters.
    public let phrase: String

    /// Makes a citation.
    public init(document: String, clause: String, phrase: String) {
        self.document = document
        self.clause = clause
        self.phrase = phrase
    }
}
