public import Journal

/// A file in the vault, as acts name it.
public struct VaultedFile: Hashable, Sendable {
    /// Its name in the vault.
    public let id: VaultID
    /// How many bytes it has.
    public let length: Int
    /// What kind of file it is.
    public let type: MediaType
    /// Its name outside when it was taken in, which is data and never a path.
    public let name: String

    /// What an act's payload says about the file.
    public var payload: CanonicalJSON {
        [
            "file": .text(id.description), "length": .integer(length), "name": .text(name),
            "type": .text(type.rawValue),
        ]
    }
}
