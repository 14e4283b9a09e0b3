/// A field of a layer as its file declares it.
public struct SourceField: Equatable, Sendable {
    /// What the values are.
    public enum Kind: Equatable, Sendable {
        /// Text, at most so many characters when the file says.
        case text(width: Int?)
        /// Whole numbers.
        case integer
        /// Other numbers.
        case real
        /// A day as `YYYY-MM-DD`.
        case date
    }

    /// The name as in the file.
    public let name: String
    /// What the values are.
    public let kind: Kind

    /// Makes a field.
    public init(name: String, kind: Kind) {
        self.name = name
        self.kind = kind
    }
}
