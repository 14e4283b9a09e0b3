/// A hash function (杂凑算法) with a value of 256 bits.
public enum DigestAlgorithm: String, Sendable, CaseIterable {
    /// SHA-256 of FIPS 180-4.
    case sha256 = "sha-256"
    /// SM3 of GB/T 32905-2016, the national hash function (国密杂凑算法).
    case sm3
}
