/// Something that full-text search found.
public struct SearchHit: Hashable, Sendable {
    /// What was found.
    public enum Kind: String, Sendable, CaseIterable {
        /// An office, by its name.
        case office
        /// A person, by the name.
        case person
        /// A dataset, by its name.
        case dataset
        /// A policy pack, by its name.
        case pack
        /// A clause that an act rested on, by its phrase.
        case clause
    }

    /// What was found.
    public let kind: Kind
    /// Its identifier; of a clause its document and number.
    public let subject: String
    /// The text that was found.
    public let text: String
    /// The event that brought it.
    public let sequence: Int
}
