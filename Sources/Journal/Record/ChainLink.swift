public import Digest

/// The rule that chains records: a hash is that of the previous hash followed by the record's bytes.
public enum ChainLink {
    /// The hash of a record after another.
    public static func hash(
        previous: HashValue, bytes: some Sequence<UInt8>, algorithm: DigestAlgorithm
    ) -> HashValue {
        var digest = MessageDigest(algorithm)
        return digest.link(previous: previous, bytes: bytes)
    }
}

extension MessageDigest {
    /// The hash of a record after another, by a digest that is used again.
    mutating func link(previous: HashValue, bytes: some Sequence<UInt8>) -> HashValue {
        update(previous)
        update(bytes)
        return finish()
    }
}
